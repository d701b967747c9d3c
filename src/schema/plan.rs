//! The schema of a plan: its own keys, and the kinds of states among those of checks, actions and steps.

use super::kinds::{beginning, in_role};
use super::{document, read};
use crate::plan::{ACTION, ActionKeys, CHECK, CheckKeys, ENTRY, STEP, StepKeys, TopLevel};
use crate::source::Text;
use crate::states::{KINDS, Kind, ONE_STATE, Role};
use serde_json::{Map, Value, json};

/// The schema of a plan.
#[must_use]
pub fn plan() -> Value {
    let mut definitions = Map::new();
    let mut define = |place: &str, schema: Value| {
        definitions.insert(name(place).to_owned(), schema);
    };
    for kind in KINDS {
        for role in roles(*kind) {
            define(&state(*kind, role), in_role(*kind, role));
        }
    }
    define(ACTION, with_states(read::<ActionKeys>(), Role::Action, &["steps"]));
    define(STEP, with_states(read::<StepKeys>(), Role::Action, &[]));
    define(CHECK, with_states(read::<CheckKeys>(), Role::Check, &["when"]));
    let one_state = json!({ "type": "object", "additionalProperties": false, "properties": {} });
    define(ONE_STATE, with_states(one_state, Role::Check, &[]));
    let entry = json!({ "type": "object", "additionalProperties": { "$ref": ENTRY } });
    define(ENTRY, json!({ "anyOf": [read::<Text>(), entry] }));
    document("A plan of regimen", read::<TopLevel>(), Value::Object(definitions))
}

/// What stands behind `#/definitions/`.
fn name(place: &str) -> &str {
    place.rsplit('/').next().unwrap_or(place)
}

/// Where a kind's state is defined.
fn state(kind: &dyn Kind, role: Role) -> String {
    let role = if role == Role::Check { "check" } else { "action" };
    format!("#/definitions/{}-{role}", kind.name())
}

/// In which roles a kind can stand.
pub(super) fn roles(kind: &dyn Kind) -> impl Iterator<Item = Role> {
    let check = kind.can_check().then_some(Role::Check);
    check.into_iter().chain(kind.can_act().then_some(Role::Action))
}

/// The kinds of states among other keys: exactly one of them, or one of the keys that stand for one.
fn with_states(mut schema: Value, role: Role, instead: &[&str]) -> Value {
    let mut one_of: Vec<&str> = Vec::new();
    for kind in KINDS.iter().filter(|kind| roles(**kind).any(|can| can == role)) {
        let own = in_role(*kind, role);
        schema["properties"][kind.name()] = json!({
            "description": own["description"],
            "allOf": [{ "$ref": state(*kind, role) }],
            "defaultSnippets": [{ "body": beginning(&own) }],
        });
        one_of.push(kind.name());
    }
    one_of.extend(instead);
    // For the YAML language server: that the first of them is missing is not what is wrong.
    let message = format!("One state is missing here: {}.", one_of.join(", "));
    schema["oneOf"] = one_of.iter().map(|key| json!({ "required": [key], "errorMessage": message })).collect();
    schema
}
