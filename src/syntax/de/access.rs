//! Lists, mappings, enums and repeated attempts for `serde`'s visitors.

use super::error::Error;
use super::standin::StandIn;
use super::value::Value;
use super::{Attempt, MAX_ATTEMPTS, attempt};
use crate::diag::{Code, Diagnostic};
use crate::source::Text;
use crate::syntax::types::{SPANNED, Slot, TEXT, hand_over};
use crate::syntax::{Node, is_gap, number};
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, IntoDeserializer, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use serde::forward_to_deserialize_any;

/// A value as a list of readings of it (see [`Field`](crate::syntax::Field)).
pub(super) struct Attempts<'n> {
    value: Value<'n>,
    left: usize,
}

impl<'n> Attempts<'n> {
    pub(super) const fn new(value: Value<'n>) -> Self {
        Self { value, left: MAX_ATTEMPTS }
    }
}

impl<'n> SeqAccess<'n> for Attempts<'n> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'n>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        match attempt(self.value.context, self.value, seed) {
            Attempt::Done(result) => Ok(result),
            Attempt::Again => Err(Error::Said),
        }
    }
}

/// The items of a list.
pub(super) struct Items<'n> {
    of: Value<'n>,
    left: std::slice::Iter<'n, Node>,
}

impl<'n> Items<'n> {
    pub(super) fn new(of: Value<'n>, items: &'n [Node]) -> Self {
        Self { of, left: items.iter() }
    }
}

impl<'n> SeqAccess<'n> for Items<'n> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'n>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        self.left.next().map(|node| self.of.item(node).read(seed)).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left.len())
    }
}

/// The entries of a mapping that are known to whoever reads it. Those that need a stand-in come last, because a type may
/// refuse it; then come the keys that are known to be missing.
pub(super) struct Entries<'n> {
    of: Value<'n>,
    left: std::slice::Iter<'n, (Text, Node)>,
    known: Option<&'static [&'static str]>,
    late: Vec<&'n (Text, Node)>,
    missing: Vec<&'static str>,
    current: Option<(&'n Text, &'n Node)>,
}

impl<'n> Entries<'n> {
    pub(super) fn new(
        of: Value<'n>,
        entries: &'n [(Text, Node)],
        known: Option<&'static [&'static str]>,
        missing: Vec<&'static str>,
    ) -> Self {
        Self { of, left: entries.iter(), known, late: Vec::new(), missing, current: None }
    }
}

impl<'n> MapAccess<'n> for Entries<'n> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'n>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let known = self.known;
        let is_read =
            |entry: &&(Text, Node)| !is_gap(entry) && known.is_none_or(|known| known.contains(&entry.0.value.as_str()));
        let mut next = None;
        for entry in self.left.by_ref().filter(is_read) {
            if !self.of.context.was_given_up(&entry.1) {
                next = Some(entry);
                break;
            }
            self.late.push(entry);
        }
        if let Some((key, node)) = next.or_else(|| self.late.pop()) {
            self.current = Some((key, node));
            return seed.deserialize(Key { text: key, of: self.of.entry(key, node) }).map(Some);
        }
        let Some(key) = self.missing.pop() else { return Ok(None) };
        self.current = None;
        self.of.context.stood_in.set(true);
        let key: StrDeserializer<'_, Error> = key.into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'n>>(&mut self, seed: S) -> Result<S::Value, Error> {
        match self.current.take() {
            Some((key, node)) => self.of.entry(key, node).read(seed),
            None => seed.deserialize(StandIn::new()).map_err(|_| Error::StandIn),
        }
    }
}

/// A key, which is text, or a number where numbers are asked for.
struct Key<'n> {
    text: &'n Text,
    of: Value<'n>,
}

impl Key<'_> {
    /// A key is said where it stands; the sink keeps one of equal messages.
    fn fail<T>(&self, error: Error) -> Result<T, Error> {
        if !matches!(error, Error::Said) {
            let mistake = Diagnostic::error(Code::WrongType, self.text.span, error.to_string()).label("this key");
            self.of.context.sink.borrow_mut().push(mistake);
        }
        Err(Error::Said)
    }
}

impl<'de> Deserializer<'de> for Key<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(&self.text.value).or_else(|error| self.fail(error))
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Some(value) = number::integer(&self.text.value) else {
            return self.fail(Error::custom("expected an integer as the key"));
        };
        let result = match (i64::try_from(value), u64::try_from(value)) {
            (Ok(value), _) => visitor.visit_i64(value),
            (_, Ok(value)) => visitor.visit_u64(value),
            _ => Err(Error::custom("the key is out of range")),
        };
        result.or_else(|error| self.fail(error))
    }

    fn deserialize_i8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_i16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        match name {
            TEXT => {
                hand_over(Slot::Text(self.text.clone()));
                visitor.visit_unit()
            }
            SPANNED => {
                hand_over(Slot::Span(self.text.span));
                visitor.visit_newtype_struct(self)
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if !variants.contains(&self.text.value.as_str()) {
            super::shape::unknown_key(self.text, variants, &mut self.of.context.sink.borrow_mut());
            return Err(Error::Said);
        }
        visitor.visit_enum(self.text.value.as_str().into_deserializer())
    }

    forward_to_deserialize_any! {
        bool i128 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
        identifier ignored_any
    }
}

/// A variant of an enum: a word, or a word with a value.
pub(super) struct Variant<'n> {
    word: &'n Text,
    value: Option<Value<'n>>,
}

impl<'n> Variant<'n> {
    pub(super) const fn new(word: &'n Text, value: Option<Value<'n>>) -> Self {
        Self { word, value }
    }

    fn value(self) -> Result<Value<'n>, Error> {
        let word = &self.word.value;
        self.value.ok_or_else(|| Error::custom(format!("`{word}` needs a value: write `{word}: ...`")))
    }
}

impl<'n> EnumAccess<'n> for Variant<'n> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'n>>(self, seed: S) -> Result<(S::Value, Self), Error> {
        let word: StrDeserializer<'_, Error> = self.word.value.as_str().into_deserializer();
        Ok((seed.deserialize(word)?, self))
    }
}

impl<'n> VariantAccess<'n> for Variant<'n> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        match self.value {
            None => Ok(()),
            Some(value) if value.node.is_poisoned() => Err(Error::StandIn),
            Some(_) => Err(Error::custom(format!("`{}` takes no value", self.word.value))),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'n>>(self, seed: S) -> Result<S::Value, Error> {
        self.value()?.read(seed)
    }

    fn tuple_variant<V: Visitor<'n>>(self, len: usize, visitor: V) -> Result<V::Value, Error> {
        self.value()?.deserialize_tuple(len, visitor)
    }

    fn struct_variant<V: Visitor<'n>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        self.value()?.deserialize_struct("", fields, visitor)
    }
}
