//! The kinds of states: their fields in each role.

use super::{generator, tidy};
use crate::states::{Kind, Role};
use serde_json::{Map, Value, json};

/// The schema of a kind's fields with the notes.
fn annotated(kind: &dyn Kind) -> Value {
    let mut schema = kind.schema(&mut generator()).to_value();
    tidy::as_read(&mut schema);
    schema
}

/// What a role says of a field.
fn note(role: Role) -> &'static str {
    match role {
        Role::Check => "x-check",
        Role::Action => "x-action",
    }
}

/// The schema of a state of this kind in a role; of its one text too, where the kind may be written so.
pub(super) fn in_role(kind: &dyn Kind, role: Role) -> Value {
    let mut schema = annotated(kind);
    let mut required: Vec<Value> = schema["required"].as_array().cloned().unwrap_or_default();
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.retain(|_, field| field[note(role)] != json!(false));
        for (name, field) in properties.iter_mut() {
            if let Some(Value::Object(note)) = field.get(note(role)).cloned() {
                narrow(field, &note);
                if note.get("required") == Some(&json!(true)) {
                    required.push(json!(name));
                }
            }
            example_of_value(name, field);
        }
    }
    if !required.is_empty() {
        schema["required"] = Value::Array(required.clone());
    }
    let Some(short) = kind.short().filter(|short| required.iter().all(|name| name == short)) else { return schema };
    let doc = schema["description"].clone();
    let text = json!({ "type": ["string", "number", "boolean", "null"], "description": format!("`{short}` alone.") });
    json!({ "description": doc, "anyOf": [schema, text] })
}

/// What an editor begins a state with: what is required, and else one field. It would write out every default.
pub(super) fn beginning(state: &Value) -> Value {
    let schema = state.pointer("/anyOf/0").unwrap_or(state);
    let required = schema["required"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut stops = 0;
    let mut body = Map::new();
    let begin = schema.get("x-begin").filter(|begin| !required.contains(begin));
    for name in begin.into_iter().chain(required).filter_map(Value::as_str) {
        let field = &schema["properties"][name];
        let value = match field["enum"].as_array().map(Vec::as_slice) {
            Some([only]) => only.clone(),
            _ => {
                stops += 1;
                let stop = json!(format!("${stops}"));
                if field["type"] == "array" { json!([stop]) } else { stop }
            }
        };
        body.insert(name.to_owned(), value);
    }
    Value::Object(body)
}

/// Leaves only some words of a closed set.
fn narrow(field: &mut Value, note: &Map<String, Value>) {
    let Some(words) = note.get("words").and_then(Value::as_array) else { return };
    if let Some(Value::Array(choices)) = field.get_mut("anyOf") {
        for choice in choices {
            narrow(choice, note);
        }
        return;
    }
    if field["type"] == "array" {
        narrow(&mut field["items"], note);
        return;
    }
    let docs: Option<Vec<Value>> = field.get("enumDescriptions").and_then(Value::as_array).map(|docs| {
        let all = field["enum"].as_array().into_iter().flatten();
        all.zip(docs).filter(|(word, _)| words.contains(word)).map(|(_, doc)| doc.clone()).collect()
    });
    if let Some(docs) = docs {
        field["enumDescriptions"] = Value::Array(docs);
    }
    field["enum"] = Value::Array(words.clone());
    // What can only be said in one way is no default.
    if field.get("default").is_some_and(|default| !words.contains(default)) {
        field.as_object_mut().map(|keys| keys.remove("default"));
    }
}

/// The value that a field has in its own example.
fn example_of_value(name: &str, field: &mut Value) {
    let Some(example) = examples(field).first().and_then(|example| state(example)) else { return };
    if let Some(value) = example.get(name)
        && field.get("enum").is_none()
        && field["type"] != "boolean"
    {
        field["examples"] = json!([value]);
    }
}

/// The examples of a field.
fn examples(field: &Value) -> Vec<String> {
    match &field["x-example"] {
        Value::String(one) => vec![one.clone()],
        several => several.as_array().into_iter().flatten().map(super::listed).collect(),
    }
}

/// An example of a state, as a mapping.
pub(super) fn state(example: &str) -> Option<Map<String, Value>> {
    serde_yaml::from_str(example).ok()
}

/// One field of a kind, or another key.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub doc: String,
    /// The schema of its value, in whatever role.
    pub schema: Value,
    /// Whether it cannot be left out.
    pub required: bool,
    /// Whether it can be observed, where its kind can.
    pub can_check: bool,
    /// Whether it can be brought about, where its kind can.
    pub can_act: bool,
    /// The only words that a check and an action can have, where they are not all.
    pub words: [Option<Vec<String>>; 2],
    /// States with it, as they are written in a plan; those of each of its words, where one cannot have all.
    pub examples: Vec<String>,
}

impl Field {
    /// The key of a mapping with this schema.
    pub(super) fn of(name: &str, schema: &Value, required: bool) -> Self {
        let words = |role| {
            let words = schema.get(note(role)).and_then(|note| note.get("words")).and_then(Value::as_array);
            words.map(|words| words.iter().map(super::listed).collect())
        };
        Self {
            name: name.to_owned(),
            doc: schema["description"].as_str().unwrap_or_default().replace('\n', " "),
            required,
            can_check: schema["x-check"] != json!(false),
            can_act: schema["x-action"] != json!(false),
            words: [words(Role::Check), words(Role::Action)],
            examples: examples(schema),
            schema: schema.clone(),
        }
    }

    /// What it is where it is left out, if that has a name.
    #[must_use]
    pub fn default(&self) -> Option<String> {
        let default = self.schema.get("default").or_else(|| self.schema.get("x-default"))?;
        let is_something = |value: &Value| !matches!(value, Value::Object(_) | Value::Array(_) | Value::Null);
        Some(super::listed(default)).filter(|text| is_something(default) && !text.is_empty())
    }

    /// What is said of each word of its closed set, where it has one that is its own.
    #[must_use]
    pub fn word_docs(&self) -> Vec<(String, String)> {
        let of = |schema: &Value| {
            let words = schema["enum"].as_array()?.iter().map(super::listed);
            let docs = schema["enumDescriptions"].as_array()?.iter().map(super::listed);
            Some(words.zip(docs).collect())
        };
        let choices = self.schema["anyOf"].as_array().into_iter().flatten().find_map(of);
        of(&self.schema).or(choices).unwrap_or_default()
    }
}

/// What a kind is, one line.
#[must_use]
pub fn summary(kind: &dyn Kind) -> String {
    annotated(kind)["description"].as_str().unwrap_or_default().replace('\n', " ")
}

/// The fields of a kind: what every state has, then the others by name.
#[must_use]
pub fn fields(kind: &dyn Kind) -> Vec<Field> {
    let schema = annotated(kind);
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    let Some(properties) = schema["properties"].as_object() else { return Vec::new() };
    let field = |(name, field): (&String, &Value)| Field::of(name, field, required.contains(&json!(name)));
    let mut fields: Vec<Field> = properties.iter().map(field).collect();
    fields.sort_by_key(|field| !field.required);
    fields
}
