//! One node as a `serde` deserializer.

use super::access::{Attempts, Entries, Items, Variant};
use super::error::Error;
use super::standin::StandIn;
use super::{Context, shape};
use crate::diag::Diagnostic;
use crate::source::{Span, Text};
use crate::syntax::types::{FIELD, NODE, ONE_OR_MANY, SPANNED, Slot, TEXT, hand_over};
use crate::syntax::{Node, NodeKind, is_gap, number};
use serde::de::{DeserializeSeed, Deserializer, Visitor};

/// A node, and the key it stands behind.
#[derive(Clone, Copy)]
pub(super) struct Value<'n> {
    pub(super) node: &'n Node,
    key: Option<&'n Text>,
    pub(super) context: &'n Context,
}

impl<'n> Value<'n> {
    pub(super) const fn root(node: &'n Node, context: &'n Context) -> Self {
        Self { node, key: None, context }
    }

    pub(super) const fn item(self, node: &'n Node) -> Self {
        Self { node, key: None, context: self.context }
    }

    pub(super) const fn entry(self, key: &'n Text, node: &'n Node) -> Self {
        Self { node, key: Some(key), context: self.context }
    }

    pub(super) fn key_text(&self) -> Option<&'n str> {
        self.key.map(|key| key.value.as_str())
    }

    /// Where a mistake of this value is shown: what is not there points at its key.
    pub(super) fn place(&self) -> Span {
        let span = self.node.span;
        if span.start == span.end { self.key.map_or(span, |key| key.span) } else { span }
    }

    /// Says a mistake and gives the node up.
    fn fail<T>(self, diagnostic: Diagnostic) -> Result<T, Error> {
        self.context.give_up(self, diagnostic);
        Err(Error::Said)
    }

    /// Reads the value; a mistake that is found when it is read already (a type with rules of its own) has its place here.
    pub(super) fn read<S: DeserializeSeed<'n>>(self, seed: S) -> Result<S::Value, Error> {
        self.placed(seed.deserialize(self))
    }

    /// Gives an error of a visitor its place.
    fn placed<T>(self, result: Result<T, Error>) -> Result<T, Error> {
        result.map_err(|error| self.context.say(self, error))
    }

    /// The text of a scalar that has one.
    fn scalar(self) -> Result<(&'n Text, bool), Error> {
        match &self.node.kind {
            NodeKind::Scalar { text, plain } if !shape::is_empty(self.node) => Ok((text, *plain)),
            NodeKind::Poisoned => self.poisoned(),
            _ => self.fail(shape::wrong_text(self)),
        }
    }

    fn poisoned<T>(self) -> Result<T, Error> {
        self.context.given_up.borrow_mut().insert(self.node);
        Err(Error::Said)
    }

    fn integer(self, least: i128, most: i128) -> Result<i128, Error> {
        match &self.node.kind {
            NodeKind::Poisoned => self.poisoned(),
            NodeKind::Scalar { text, plain: true } => match number::integer(&text.value) {
                Some(value) if (least..=most).contains(&value) => Ok(value),
                Some(_) => self.fail(shape::out_of_range(self.place(), &text.value, least, most)),
                None if is_integer_beyond(&text.value) => {
                    self.fail(shape::out_of_range(self.place(), &text.value, least, most))
                }
                None => self.fail(shape::wrong_integer(self)),
            },
            _ => self.fail(shape::wrong_integer(self)),
        }
    }

    fn entries(self, entries: &'n [(Text, Node)], known: Option<&'static [&'static str]>) -> Entries<'n> {
        let missing = self.context.missing.borrow().get(&std::ptr::from_ref(self.node)).cloned().unwrap_or_default();
        let is_open = self.context.open == Some(std::ptr::from_ref(self.node));
        if let Some(known) = known {
            let unknown = entries.iter().filter(|entry| !is_gap(entry) && !known.contains(&entry.0.value.as_str()));
            if self.context.checked.borrow_mut().insert(self.node) {
                for (key, node) in unknown {
                    self.context.with_unknown.borrow_mut().insert(self.node, known);
                    if is_open {
                        self.context.handed_back.borrow_mut().push((key.clone(), node.clone()));
                    } else {
                        shape::unknown_key(key, known, &mut self.context.sink.borrow_mut());
                    }
                }
            }
        }
        Entries::new(self, entries, known, missing)
    }

    fn mapping<V: Visitor<'n>>(self, visitor: V, known: Option<&'static [&'static str]>) -> Result<V::Value, Error> {
        match &self.node.kind {
            NodeKind::Mapping(entries) => {
                let entries = self.entries(entries, known);
                self.placed(visitor.visit_map(entries))
            }
            NodeKind::Poisoned => self.poisoned(),
            _ => self.fail(shape::wrong_mapping(self, known)),
        }
    }
}

fn is_integer_beyond(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let hex = digits.strip_prefix("0x");
    let is_decimal = hex.is_none() && digits.len() > 30 && digits.bytes().all(|b| b.is_ascii_digit());
    is_decimal || hex.is_some_and(|hex| hex.len() > 30 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// An integer method with the range of its type.
macro_rules! integers {
    ($($method:ident $type:ty => $visit:ident),+ $(,)?) => {$(
        fn $method<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Error> {
            if self.context.is_given_up(self.node) {
                return StandIn::new().$method(visitor).map_err(|_| Error::StandIn);
            }
            #[allow(clippy::cast_lossless, reason = "one macro for wide and narrow types")]
            let value = self.integer(<$type>::MIN as i128, <$type>::MAX as i128)?;
            let value = <$type>::try_from(value).expect("the range was tested");
            self.placed(visitor.$visit(value))
        }
    )+};
}

/// A method that reads a stand-in where the node was given up.
macro_rules! or_stand_in {
    ($self:ident, $method:ident($($argument:expr),*)) => {
        if $self.context.is_given_up($self.node) {
            return StandIn::new().$method($($argument),*).map_err(|_| Error::StandIn);
        }
    };
}

impl<'n> Deserializer<'n> for Value<'n> {
    type Error = Error;

    /// A value without a type of its own: YAML 1.2's core schema for plain scalars.
    fn deserialize_any<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Error> {
        or_stand_in!(self, deserialize_any(visitor));
        let result = match &self.node.kind {
            NodeKind::Poisoned => return self.poisoned(),
            NodeKind::Sequence(items) => visitor.visit_seq(Items::new(self, items)),
            NodeKind::Mapping(entries) => visitor.visit_map(self.entries(entries, None)),
            NodeKind::Scalar { text, plain: false } => visitor.visit_str(&text.value),
            NodeKind::Scalar { text, plain: true } => plain(&text.value, visitor),
        };
        self.placed(result)
    }

    fn deserialize_bool<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Error> {
        or_stand_in!(self, deserialize_bool(visitor));
        match &self.node.kind {
            NodeKind::Poisoned => self.poisoned(),
            NodeKind::Scalar { text, plain: true } if text.value == "true" => self.placed(visitor.visit_bool(true)),
            NodeKind::Scalar { text, plain: true } if text.value == "false" => self.placed(visitor.visit_bool(false)),
            _ => self.fail(shape::wrong_boolean(self)),
        }
    }

    integers! {
        deserialize_i8 i8 => visit_i8,
        deserialize_i16 i16 => visit_i16,
        deserialize_i32 i32 => visit_i32,
        deserialize_i64 i64 => visit_i64,
        deserialize_i128 i128 => visit_i128,
        deserialize_u8 u8 => visit_u8,
        deserialize_u16 u16 => visit_u16,
        deserialize_u32 u32 => visit_u32,
        deserialize_u64 u64 => visit_u64,
    }

    fn deserialize_f32<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Error> {
        or_stand_in!(self, deserialize_f64(visitor));
        match &self.node.kind {
            NodeKind::Poisoned => self.poisoned(),
            NodeKind::Scalar { text, plain: true } => match number::float(&text.value) {
                Some(value) => self.placed(visitor.visit_f64(value)),
                None => self.fail(shape::wrong_type(self, "a number")),
            },
            _ => self.fail(shape::wrong_type(self, "a number")),
        }
    }

    fn deserialize_char<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_str<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Error> {
        or_stand_in!(self, deserialize_str(visitor));
        let (text, _) = self.scalar()?;
        self.placed(visitor.visit_str(&text.value))
    }

    fn deserialize_string<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    /// A key that is there has a value: an `Option` is for keys that may be left out.
    fn deserialize_option<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Error> {
        or_stand_in!(self, deserialize_option(visitor));
        self.placed(visitor.visit_some(self))
    }

    fn deserialize_unit<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Error> {
        or_stand_in!(self, deserialize_unit(visitor));
        match &self.node.kind {
            NodeKind::Poisoned => self.poisoned(),
            NodeKind::Scalar { text, plain: true } if number::is_null(&text.value) => self.placed(visitor.visit_unit()),
            _ => self.fail(shape::wrong_type(self, "nothing")),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'n>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'n>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        match name {
            FIELD => return visitor.visit_seq(Attempts::new(self)),
            NODE => {
                hand_over(Slot::Node(self.node.clone()));
                return visitor.visit_unit();
            }
            _ => {}
        }
        or_stand_in!(self, deserialize_newtype_struct(name, visitor));
        match name {
            TEXT => {
                let (text, _) = self.scalar()?;
                hand_over(Slot::Text(text.clone()));
                visitor.visit_unit()
            }
            SPANNED => {
                hand_over(Slot::Span(self.place()));
                self.placed(visitor.visit_newtype_struct(self))
            }
            ONE_OR_MANY if matches!(self.node.kind, NodeKind::Sequence(_)) => self.deserialize_seq(visitor),
            _ => self.placed(visitor.visit_newtype_struct(self)),
        }
    }

    fn deserialize_seq<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Error> {
        or_stand_in!(self, deserialize_seq(visitor));
        match &self.node.kind {
            NodeKind::Sequence(items) => self.placed(visitor.visit_seq(Items::new(self, items))),
            NodeKind::Poisoned => self.poisoned(),
            _ => self.fail(shape::wrong_list(self)),
        }
    }

    fn deserialize_tuple<V: Visitor<'n>>(self, len: usize, visitor: V) -> Result<V::Value, Error> {
        or_stand_in!(self, deserialize_tuple(len, visitor));
        match &self.node.kind {
            NodeKind::Sequence(items) if items.len() != len => {
                self.fail(shape::wrong_type(self, &format!("a list of {len}")))
            }
            _ => self.deserialize_seq(visitor),
        }
    }

    fn deserialize_tuple_struct<V: Visitor<'n>>(self, _: &'static str, n: usize, v: V) -> Result<V::Value, Error> {
        self.deserialize_tuple(n, v)
    }

    fn deserialize_map<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Error> {
        or_stand_in!(self, deserialize_map(visitor));
        self.mapping(visitor, None)
    }

    fn deserialize_struct<V: Visitor<'n>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        or_stand_in!(self, deserialize_struct(name, fields, visitor));
        self.mapping(visitor, Some(fields))
    }

    fn deserialize_enum<V: Visitor<'n>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        or_stand_in!(self, deserialize_enum(name, variants, visitor));
        let (word, place, value) = match &self.node.kind {
            NodeKind::Poisoned => return self.poisoned(),
            NodeKind::Scalar { text, .. } if !shape::is_empty(self.node) => (text, self.node.span, None),
            NodeKind::Mapping(entries) => match entries.as_slice() {
                entries if entries.iter().any(is_gap) => return self.poisoned(),
                [(key, value)] => (key, key.span, Some(self.entry(key, value))),
                _ => return self.fail(shape::wrong_type(self, "one word or a mapping with one key")),
            },
            _ => return self.fail(shape::wrong_type(self, "one word")),
        };
        if !variants.contains(&word.value.as_str()) {
            return self.fail(shape::unknown_word(place, &word.value, variants));
        }
        self.placed(visitor.visit_enum(Variant::new(word, value)))
    }

    fn deserialize_identifier<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}

/// A plain scalar by YAML 1.2's core schema; booleans are `true` and `false` alone, as everywhere in the language.
fn plain<'de, V: Visitor<'de>>(text: &str, visitor: V) -> Result<V::Value, Error> {
    if number::is_null(text) {
        return visitor.visit_unit();
    }
    match text {
        "true" => return visitor.visit_bool(true),
        "false" => return visitor.visit_bool(false),
        _ => {}
    }
    if let Some(value) = number::integer(text) {
        if let Ok(value) = u64::try_from(value) {
            return visitor.visit_u64(value);
        }
        if let Ok(value) = i64::try_from(value) {
            return visitor.visit_i64(value);
        }
        return visitor.visit_str(text);
    }
    match number::float(text) {
        Some(value) => visitor.visit_f64(value),
        None => visitor.visit_str(text),
    }
}
