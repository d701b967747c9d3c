//! The error type that `serde` passes through: either said already, or still without a place.

use crate::syntax::words;
use serde::de::{Expected, Unexpected};
use std::fmt::{self, Display};

/// What `serde` found, before it has a place.
#[derive(Debug)]
pub(super) enum Error {
    /// The diagnostic is in the sink.
    Said,
    /// There is no stand-in for a type.
    StandIn,
    /// Text that a `Deserialize` made.
    Custom(String),
    /// Another type than the field's.
    Type(String),
    /// A word that an enum does not know.
    Variant(String, &'static [&'static str]),
    /// A key that is not there.
    Missing(&'static str),
}

impl Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Said | Self::StandIn => f.write_str("a mistake that was said"),
            Self::Custom(text) | Self::Type(text) => f.write_str(text),
            Self::Variant(word, _) => write!(f, "`{}` is not known here", words::shown(word)),
            Self::Missing(key) => write!(f, "the key `{key}` is missing"),
        }
    }
}

impl std::error::Error for Error {}

impl serde::de::Error for Error {
    fn custom<T: Display>(text: T) -> Self {
        Self::Custom(text.to_string())
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::Type(format!("expected {expected}, found {found}"))
    }

    fn unknown_variant(word: &str, known: &'static [&'static str]) -> Self {
        Self::Variant(word.to_owned(), known)
    }

    fn missing_field(key: &'static str) -> Self {
        Self::Missing(key)
    }
}
