//! The JSON Schema of what a plan's structs hold as unread nodes. Actions, checks and steps have the kinds of states among
//! their keys, so the schema of a plan has them once each, below `definitions`, and puts them together.

use crate::source::Text;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;
use std::marker::PhantomData;

/// Where an action is defined.
pub(crate) const ACTION: &str = "#/definitions/action";
/// Where a check is defined.
pub(crate) const CHECK: &str = "#/definitions/check";
/// Where a step is defined.
pub(crate) const STEP: &str = "#/definitions/step";
/// Where an entry of a map is defined: it may hold entries.
pub(crate) const ENTRY: &str = "#/definitions/entry";

/// Small letters, digits and `-`, a letter first, no `-` at the end.
pub(super) const ID: &str = "^[a-z]([a-z0-9-]*[a-z0-9])?$";
/// What the YAML language server says of another.
pub(super) const ID_MESSAGE: &str = "An id is of small letters, digits and `-`, a letter first.";

/// A table whose keys are ids.
pub(super) struct Ids<T>(PhantomData<T>);

impl<T: JsonSchema> JsonSchema for Ids<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Ids_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<T>();
        json_schema!({
            "type": "object",
            "additionalProperties": value,
            "propertyNames": { "pattern": ID, "patternErrorMessage": ID_MESSAGE },
        })
    }
}

/// Types that stand for a definition.
macro_rules! definitions {
    ($($(#[$doc:meta])* $name:ident => $place:expr;)+) => {$(
        $(#[$doc])*
        pub(super) struct $name;

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "$ref": $place })
            }
        }
    )+};
}

definitions! {
    /// A named change.
    Action => ACTION;
    /// A named observation.
    Check => CHECK;
    /// A step of an action.
    Step => STEP;
    /// An entry of a map.
    Entry => ENTRY;
}

/// A text, or a small map of texts.
pub(super) struct Value;

impl JsonSchema for Value {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Value".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let text = generator.subschema_for::<Text>();
        json_schema!({ "anyOf": [text, { "type": "object", "additionalProperties": text }] })
    }
}
