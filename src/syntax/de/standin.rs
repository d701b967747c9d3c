//! What is read in place of a value whose mistake was said, so that reading can go on behind it.
//!
//! What is read with a stand-in inside is thrown away, so any value of the right type will do. Where none is found (a type
//! with rules of its own), the value around it is given up as well, which costs mistakes and never makes one up.

use super::error::Error;
use crate::source::{Span, Text};
use crate::syntax::Node;
use crate::syntax::types::{FIELD, NODE, SPANNED, Slot, TEXT, hand_over};
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

/// Types may hold themselves; nothing real is deeper.
const MAX_DEPTH: usize = 24;

#[derive(Clone, Copy)]
pub(super) struct StandIn {
    depth: usize,
}

impl StandIn {
    pub(super) const fn new() -> Self {
        Self { depth: 0 }
    }

    fn deeper(self) -> Result<Self, Error> {
        if self.depth == MAX_DEPTH { Err(Error::Said) } else { Ok(Self { depth: self.depth + 1 }) }
    }
}

macro_rules! zero {
    ($($method:ident => $visit:ident($value:expr)),+ $(,)?) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.$visit($value)
        }
    )+};
}

impl<'de> Deserializer<'de> for StandIn {
    type Error = Error;

    zero! {
        deserialize_bool => visit_bool(false),
        deserialize_i8 => visit_i8(0),
        deserialize_i16 => visit_i16(0),
        deserialize_i32 => visit_i32(0),
        deserialize_i64 => visit_i64(0),
        deserialize_i128 => visit_i128(0),
        deserialize_u8 => visit_u8(0),
        deserialize_u16 => visit_u16(0),
        deserialize_u32 => visit_u32(0),
        deserialize_u64 => visit_u64(0),
        deserialize_u128 => visit_u128(0),
        deserialize_f32 => visit_f32(0.0),
        deserialize_f64 => visit_f64(0.0),
        deserialize_char => visit_char('0'),
        deserialize_str => visit_str("0s"),
        deserialize_string => visit_str("0s"),
        deserialize_bytes => visit_bytes(b""),
        deserialize_byte_buf => visit_bytes(b""),
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_none()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        match name {
            FIELD => return visitor.visit_seq(Copies(0, self)),
            TEXT => hand_over(Slot::Text(Text::new("0s".to_owned(), Span::default(), Vec::new()))),
            NODE => hand_over(Slot::Node(Node::poisoned(Span::default()))),
            SPANNED => {
                hand_over(Slot::Span(Span::default()));
                return visitor.visit_newtype_struct(self.deeper()?);
            }
            _ => return visitor.visit_newtype_struct(self.deeper()?),
        }
        visitor.visit_unit()
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(Copies(0, self))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(Copies(len, self.deeper()?))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _: &'static str, n: usize, v: V) -> Result<V::Value, Error> {
        self.deserialize_tuple(n, v)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(Keys(&[], self))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        // One field may have several names; a name that comes twice is an error, and then the struct is given up.
        visitor.visit_map(Keys(fields, self.deeper()?))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let Some(first) = variants.first() else { return Err(Error::Said) };
        visitor.visit_enum(First(first, self.deeper()?))
    }

    forward_to_deserialize_any! { unit unit_struct identifier ignored_any }
}

struct Copies(usize, StandIn);

impl<'de> SeqAccess<'de> for Copies {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        if self.0 == 0 {
            return Ok(None);
        }
        self.0 -= 1;
        seed.deserialize(self.1).map(Some)
    }
}

struct Keys(&'static [&'static str], StandIn);

impl<'de> MapAccess<'de> for Keys {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some((first, rest)) = self.0.split_first() else { return Ok(None) };
        self.0 = rest;
        let key: StrDeserializer<'_, Error> = (*first).into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(self.1)
    }
}

struct First(&'static str, StandIn);

impl<'de> EnumAccess<'de> for First {
    type Error = Error;
    type Variant = StandIn;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, StandIn), Error> {
        let word: StrDeserializer<'_, Error> = self.0.into_deserializer();
        Ok((seed.deserialize(word)?, self.1))
    }
}

impl<'de> VariantAccess<'de> for StandIn {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_tuple(len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        self.deserialize_struct("", fields, visitor)
    }
}
