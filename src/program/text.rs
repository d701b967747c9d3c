//! Text that is complete only on the machine.

use crate::catalog::facts::FactId;
use crate::condition::MapId;
use serde::Serialize;

/// A value of the plan whose last parts may be known only on the machine.
///
/// Parameters and `each` are gone: what is left is literal text, a map's entry for this machine, a fact, or one of the
/// folders that a path may name with `%NAME%`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct RunText {
    parts: Vec<Piece>,
}

/// One part of a [`RunText`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Piece {
    /// Text as it is.
    Literal(String),
    /// The entry of a map for this machine, or one field of it where entries are small maps.
    Map(MapId, Option<String>),
    /// A fact of the machine.
    Fact(FactId),
    /// A machine-wide environment variable that a path may name, in its canonical spelling.
    Variable(&'static str),
}

impl RunText {
    /// Literal text.
    #[must_use]
    pub fn literal(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { parts: if text.is_empty() { Vec::new() } else { vec![Piece::Literal(text)] } }
    }

    /// Adds a part; neighbouring literals are joined.
    pub fn push(&mut self, piece: Piece) {
        match (self.parts.last_mut(), piece) {
            (Some(Piece::Literal(before)), Piece::Literal(more)) => before.push_str(&more),
            (_, Piece::Literal(text)) if text.is_empty() => {}
            (_, piece) => self.parts.push(piece),
        }
    }

    /// The parts in order.
    #[must_use]
    pub fn parts(&self) -> &[Piece] {
        &self.parts
    }

    /// The whole text, where nothing of it waits for the machine.
    #[must_use]
    pub fn as_literal(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [] => Some(""),
            [Piece::Literal(text)] => Some(text),
            _ => None,
        }
    }

    /// The literal text in front of the first part that waits for the machine.
    #[must_use]
    pub fn literal_prefix(&self) -> &str {
        match self.parts.first() {
            Some(Piece::Literal(text)) => text,
            _ => "",
        }
    }

    /// The text on one machine, or the first part that has no value there.
    ///
    /// # Errors
    /// The part that `value` knows no text for.
    pub fn on(&self, mut value: impl FnMut(&Piece) -> Option<String>) -> Result<String, &Piece> {
        let mut text = String::new();
        for piece in &self.parts {
            match piece {
                Piece::Literal(literal) => text.push_str(literal),
                other => text.push_str(&value(other).ok_or(other)?),
            }
        }
        Ok(text)
    }
}
