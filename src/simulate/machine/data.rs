//! The data of registry values.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A registry value's data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Data {
    /// REG_DWORD.
    Dword(u32),
    /// REG_SZ.
    String(String),
    /// Any other type.
    Typed(Typed),
}

/// A number is REG_DWORD, a text REG_SZ; what is neither says its type.
impl<'de> Deserialize<'de> for Data {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;
        impl<'de> serde::de::Visitor<'de> for Written {
            type Value = Data;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a number from 0 to 4294967295, a text, or `{ type: ..., data: ... }`")
            }

            fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Data, E> {
                let wrong = || E::invalid_type(serde::de::Unexpected::Unsigned(number), &self);
                u32::try_from(number).map(Data::Dword).map_err(|_| wrong())
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Data, E> {
                Ok(Data::String(text.to_owned()))
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, entries: A) -> Result<Data, A::Error> {
                Typed::deserialize(serde::de::value::MapAccessDeserializer::new(entries)).map(Data::Typed)
            }
        }
        deserializer.deserialize_any(Written)
    }
}

impl JsonSchema for Data {
    fn schema_name() -> Cow<'static, str> {
        "Data".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let typed = generator.subschema_for::<Typed>();
        json_schema!({
            "description": "A number is REG_DWORD, a text REG_SZ; what is neither says its type.",
            "anyOf": [{ "type": ["integer", "string"], "maximum": u32::MAX, "minimum": 0 }, typed],
        })
    }
}

/// A registry value's data with its type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "type", content = "data", deny_unknown_fields)]
pub enum Typed {
    /// REG_EXPAND_SZ.
    ExpandString(String),
    /// REG_QWORD.
    Qword(u64),
    /// REG_MULTI_SZ.
    MultiString(Vec<String>),
    /// REG_BINARY.
    Binary(Vec<u8>),
}
