//! What the structs of the language are made of, beside the types that `serde` knows.
//!
//! `serde` has no word for a place. These types ask for a newtype with a name of ours; our deserializer knows the names
//! and puts what `serde` cannot carry into a slot beside the call, where the type takes it out at once. From another
//! deserializer (JSON, say) they read as plain values with an empty place.

use super::{Node, NodeKind};
use crate::source::{Span, Spanned, Text};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::cell::RefCell;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

pub(super) const FIELD: &str = "$regimen::Field";
pub(super) const SPANNED: &str = "$regimen::Spanned";
pub(super) const TEXT: &str = "$regimen::Text";
pub(super) const NODE: &str = "$regimen::Node";
pub(super) const ONE_OR_MANY: &str = "$regimen::OneOrMany";

/// What is handed over beside the call.
pub(super) enum Slot {
    Span(Span),
    Text(Text),
    Node(Node),
}

thread_local! {
    static SLOT: RefCell<Option<Slot>> = const { RefCell::new(None) };
}

pub(super) fn hand_over(slot: Slot) {
    SLOT.with(|cell| *cell.borrow_mut() = Some(slot));
}

fn take() -> Option<Slot> {
    SLOT.with(|cell| cell.borrow_mut().take())
}

/// A value whose mistakes do not spoil the struct around it: they are said, and the value is `None`.
///
/// With it every mistake of every field is found in one run, and the later phases see everything that is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Field<T>(pub Option<T>);

impl<T> Field<T> {
    /// The value, unless it had a mistake.
    pub const fn get(&self) -> Option<&T> {
        self.0.as_ref()
    }
}

/// A mapping as a table: keys and values in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<T>(pub Vec<(Text, T)>);

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Deref for Table<T> {
    type Target = [(Text, T)];

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<T> IntoIterator for Table<T> {
    type Item = (Text, T);
    type IntoIter = std::vec::IntoIter<(Text, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// A list, or one value that stands for a list of one: `channel: mak`, `channel: [mak, retail]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneOrMany<T>(pub Vec<T>);

impl<T> Deref for OneOrMany<T> {
    type Target = [T];

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// A duration in whole seconds, written with its unit: `90s` (seconds), `5m` (minutes), `2h` (hours), `1d` (days).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Seconds(pub u64);

impl Seconds {
    /// Reads `90s`, `5m`, `2h` or `1d`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
        let unit = match unit {
            "s" => 1,
            "m" => 60,
            "h" => 60 * 60,
            "d" => 24 * 60 * 60,
            _ => return None,
        };
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        digits.parse::<u64>().ok()?.checked_mul(unit).map(Self)
    }
}

impl<'de> Deserialize<'de> for Seconds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            D::Error::custom(format!("expected a duration such as `90s`, `5m`, `2h` or `1d`, found `{text}`"))
        })
    }
}

/// Asks for a newtype by name, and gets either the deserializer inside or, where the name is known, a list.
struct Named<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(FIELD, Named::<Self>(PhantomData))
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Named<Field<T>> {
    type Value = Field<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::deserialize(deserializer).map(|value| Field(Some(value)))
    }

    /// Our deserializer gives the value as a list of attempts: an `Err` asks for another one (each says another mistake),
    /// the end says that there is nothing more to find.
    fn visit_seq<A: SeqAccess<'de>>(self, mut attempts: A) -> Result<Self::Value, A::Error> {
        loop {
            if let Ok(result) = attempts.next_element::<T>() {
                return Ok(Field(result));
            }
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(SPANNED, Named::<Self>(PhantomData))
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Named<Spanned<T>> {
    type Value = Spanned<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let span = if let Some(Slot::Span(span)) = take() { span } else { Span::default() };
        T::deserialize(deserializer).map(|value| Spanned { value, span })
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(TEXT, Named::<Self>(PhantomData))
    }
}

impl<'de> Visitor<'de> for Named<Text> {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        if let Some(Slot::Text(text)) = take() { Ok(text) } else { Err(E::custom("expected text")) }
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        String::deserialize(deserializer).map(|value| Text::new(value, Span::default(), Vec::new()))
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(NODE, Named::<Self>(PhantomData))
    }
}

impl<'de> Visitor<'de> for Named<Node> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a node of a plan")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        if let Some(Slot::Node(node)) = take() { Ok(node) } else { Err(E::custom("expected a node of a plan")) }
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let value = String::deserialize(deserializer)?;
        let text = Text::new(value, Span::default(), Vec::new());
        Ok(Node { span: text.span, kind: NodeKind::Scalar { text, plain: false } })
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(ONE_OR_MANY, Named::<Self>(PhantomData))
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Named<OneOrMany<T>> {
    type Value = OneOrMany<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or a list")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::deserialize(deserializer).map(|value| OneOrMany(vec![value]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = items.next_element()? {
            values.push(value);
        }
        Ok(OneOrMany(values))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Table<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Named::<Self>(PhantomData))
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Named<Table<T>> {
    type Value = Table<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut table = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            table.push(entry);
        }
        Ok(Table(table))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;

    #[test]
    fn durations_have_a_unit() {
        for (text, seconds) in [("90s", 90), ("5m", 300), ("2h", 7200), ("1d", 86400), ("0s", 0)] {
            assert_eq!(Seconds::parse(text), Some(Seconds(seconds)));
        }
        for text in ["", "90", "s", "1w", "-1s", "+1s", "1.5h", "5 m", "99999999999999999999d", "1日"] {
            assert_eq!(Seconds::parse(text), None, "{text}");
        }
    }
}
