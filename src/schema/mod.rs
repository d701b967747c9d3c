//! What the languages of regimen are, as JSON Schemas (draft-07, which editors read best): made from the types that files are
//! read into, for editors and for `regimen explain`.
//!
//! In: the schemas that `schemars` derives. Out: documents that accept everything that is accepted, and reject what is wrong
//! whatever else the file says. The types carry notes for this folder, all gone afterwards: `x-words` names a closed set of
//! the catalogue, `x-keys` and `x-values` those for the keys and the values of a mapping; `x-default` is a default that an
//! editor is not to write out; `x-check`, `x-action`, `x-example` and `x-begin` are
//! [`Kind::schema`](crate::states::Kind::schema)'s.

mod keys;
mod kinds;
mod lines;
mod plan;
mod targets;
mod tidy;

pub use keys::{Key, keys};
pub use kinds::{Field, fields, summary};
pub use lines::{line, lines};
pub use plan::plan;
pub use targets::{Refusal, fact_takes, takes};
pub use tidy::{kind_of, listed};

use crate::simulate::Machine;
use crate::simulate::scenario::{self, CHANGES};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Value, json};

/// A generator that puts every type where it is used.
fn generator() -> SchemaGenerator {
    SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true).into_generator()
}

/// The schema of a type that a file of ours is read into.
fn read<T: JsonSchema>() -> Value {
    let mut schema = T::json_schema(&mut generator()).to_value();
    tidy::as_read(&mut schema);
    schema
}

/// A whole document.
fn document(title: &str, mut schema: Value, definitions: Value) -> Value {
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!(title);
    if definitions.as_object().is_some_and(|all| !all.is_empty()) {
        schema["definitions"] = definitions;
    }
    tidy::without_notes(&mut schema);
    schema
}

/// The schema of the file of one machine.
#[must_use]
pub fn machine() -> Value {
    document("A Windows machine, as `regimen simulate` reads it", read::<Machine>(), json!({}))
}

/// The schema of a file of scenarios.
#[must_use]
pub fn scenarios() -> Value {
    let mut schema = read::<scenario::File>();
    let machine = read::<Machine>();
    let mut changes = machine.clone();
    tidy::put_over(&mut changes);
    // A machine that `with` completes need not be whole by itself.
    let mut partial = machine;
    tidy::partial(&mut partial);
    schema["properties"]["machines"]["additionalProperties"] = json!({ "$ref": "#/definitions/machine" });
    let plain = schema["properties"]["scenarios"]["items"].take();
    schema["properties"]["scenarios"]["items"] = json!({
        "type": "object",
        "if": { "required": ["each"] },
        "then": { "$ref": "#/definitions/each-scenario" },
        "else": { "$ref": "#/definitions/scenario" },
    });
    // Where `each` is, every word may come from it.
    let (mut each, mut each_changes) = (plain.clone(), changes.clone());
    tidy::or_inserted(&mut each, (CHANGES, EACH_CHANGES));
    tidy::or_inserted(&mut each_changes, (CHANGES, EACH_CHANGES));
    document(
        "Scenarios of a plan, as `regimen test` plays them",
        schema,
        json!({
            "machine": partial,
            "changes": changes,
            "scenario": plain,
            "each-scenario": each,
            "each-changes": each_changes,
        }),
    )
}

/// Where the schema of scenarios has what `with` and `set` of one with `each` put over a machine.
const EACH_CHANGES: &str = "#/definitions/each-changes";
