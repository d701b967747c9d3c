//! The schema of what is printed for programs: one JSON object a line.

use super::{document, tidy};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

/// The schema of lines of one type, for [`lines`].
#[must_use]
pub fn line<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft07().for_serialize().with(|settings| settings.inline_subschemas = true);
    let mut schema = T::json_schema(&mut settings.into_generator()).to_value();
    tidy::as_printed(&mut schema);
    schema
}

/// The schema of one printed line, which is of one of these types.
#[must_use]
pub fn lines(title: &str, types: &[Value]) -> Value {
    let types = types.iter().flat_map(|ty| match ty["anyOf"].as_array() {
        Some(choices) => choices.clone(),
        None => vec![ty.clone()],
    });
    document(title, json!({ "anyOf": types.collect::<Vec<_>>() }), json!({}))
}
