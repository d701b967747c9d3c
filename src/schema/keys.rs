//! Every key of the files of regimen, found by its name.

use super::kinds::{self, Field};
use super::read;
use crate::plan::{ActionKeys, CheckKeys, Map, Param, Retry, StepKeys, TopLevel};
use crate::simulate::Machine;
use crate::simulate::scenario;
use crate::states::{KINDS, Kind};
use serde_json::{Value, json};

/// A key, and what has it.
#[derive(Clone)]
pub struct Key {
    /// What has it: `a plan`, `service`, `a machine: os`.
    pub of: String,
    /// The kind whose field it is, if it is one.
    pub kind: Option<&'static dyn Kind>,
    /// What it is.
    pub field: Field,
}

/// All keys: those of plans, of states, of scenarios and of machines.
#[must_use]
pub fn keys() -> Vec<Key> {
    let mut keys = Vec::new();
    below("a plan", &read::<TopLevel>(), &mut keys);
    below("a param", &read::<Param>(), &mut keys);
    below("a map", &read::<Map>(), &mut keys);
    below("a check", &read::<CheckKeys>(), &mut keys);
    below("an action", &read::<ActionKeys>(), &mut keys);
    below("a step", &read::<StepKeys>(), &mut keys);
    for kind in KINDS {
        let own = kinds::fields(*kind).into_iter();
        keys.extend(own.map(|field| Key { of: format!("`{}`", kind.name()), kind: Some(*kind), field }));
    }
    let mut scenarios = read::<scenario::File>();
    // Its machines are those of the next line.
    scenarios["properties"]["machines"]["additionalProperties"] = json!({ "type": "object" });
    below("a file of scenarios", &scenarios, &mut keys);
    below("a machine", &read::<Machine>(), &mut keys);
    // The keys of `retry` stand in actions and in steps, and are the same ones.
    let retry = read::<Retry>();
    let is_own = |key: &Key| key.of == "a step: retry" && retry["properties"].get(&key.field.name).is_some();
    keys.retain(|key| !is_own(key));
    keys
}

/// The keys of a mapping, and of the mappings in it.
fn below(of: &str, schema: &Value, keys: &mut Vec<Key>) {
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
        keys.push(Key {
            of: of.to_owned(),
            kind: None,
            field: Field::of(name, schema, required.contains(&json!(name))),
        });
        let of = format!("{of}: {name}");
        let inner = [schema, &schema["items"], &schema["additionalProperties"]];
        inner.into_iter().filter(|inner| inner["properties"].is_object()).for_each(|inner| below(&of, inner, keys));
        // What is named in a table that is named in a table: values of keys of the registry.
        if schema["additionalProperties"]["properties"].is_null() {
            below(&of, &schema["additionalProperties"]["additionalProperties"], keys);
        }
    }
}
