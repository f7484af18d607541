//! serde's view of the reader.

use super::number::Number;
use super::{JsonError, JsonReader, Result};
use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

impl<'de> Deserializer<'de> for &mut JsonReader<'de> {
    type Error = JsonError;

    #[inline(always)]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.peek() {
            b'"' => visitor.visit_borrowed_str(self.string()?),
            b'{' => {
                let outer = self.depth;
                self.enter("{")?;
                let value = visitor.visit_map(Members { reader: self, first: true })?;
                self.closed(outer)?;
                Ok(value)
            }
            b'[' => {
                let outer = self.depth;
                self.enter("[")?;
                let value = visitor.visit_seq(Items { reader: self, first: true })?;
                self.closed(outer)?;
                Ok(value)
            }
            b't' => self.word("true").and_then(|()| visitor.visit_bool(true)),
            b'f' => self.word("false").and_then(|()| visitor.visit_bool(false)),
            b'n' => self.word("null").and_then(|()| visitor.visit_unit()),
            b'-' | b'0'..=b'9' => match self.number()? {
                Number::Signed(number) => visitor.visit_i64(number),
                Number::Unsigned(number) => visitor.visit_u64(number),
                Number::Decimal(number) => visitor.visit_f64(number),
            },
            _ => Err(self.expected("a value")),
        }
    }

    #[inline(always)]
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.peek() != b'"' {
            return Err(self.expected("a text"));
        }
        visitor.visit_borrowed_str(self.string()?)
    }

    #[inline(always)]
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.skip_value()?;
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
    }
}

impl JsonReader<'_> {
    /// A visitor reads a container to its end.
    #[inline(always)]
    fn closed(&self, outer: usize) -> Result<()> {
        if self.depth == outer { Ok(()) } else { Err(self.expected("the end of the value")) }
    }
}

/// The members of an object, behind its brace.
struct Members<'r, 'de> {
    reader: &'r mut JsonReader<'de>,
    first: bool,
}

impl<'de> MapAccess<'de> for Members<'_, 'de> {
    type Error = JsonError;

    #[inline(always)]
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        match self.reader.member(&mut self.first)? {
            Some(name) => seed.deserialize(BorrowedStrDeserializer::new(name)).map(Some),
            None => Ok(None),
        }
    }

    #[inline(always)]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        seed.deserialize(&mut *self.reader)
    }
}

/// The items of an array, behind its bracket.
struct Items<'r, 'de> {
    reader: &'r mut JsonReader<'de>,
    first: bool,
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = JsonError;

    #[inline(always)]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        if !self.reader.item(&mut self.first)? {
            return Ok(None);
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }
}
