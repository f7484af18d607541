//! Text that is put together piece by piece, of bounded length.

use crate::functions::{Call, Failure};
use crate::value::Value;
use std::fmt;

/// Longest text that a function gives, in bytes.
pub(in crate::functions) const MAX_BYTES: usize = 1 << 20;

/// A text in the decision's memory.
pub(in crate::functions) struct Output<'c, 'a> {
    call: &'c Call<'a>,
    text: bumpalo::collections::String<'a>,
}

impl<'c, 'a> Output<'c, 'a> {
    pub(in crate::functions) fn new(call: &'c Call<'a>, capacity: usize) -> Self {
        let capacity = capacity.min(MAX_BYTES);
        let text = bumpalo::collections::String::with_capacity_in(capacity, call.memory);
        Output { call, text }
    }

    pub(in crate::functions) fn push(&mut self, piece: &str) -> Result<(), Failure<'a>> {
        if self.text.len() + piece.len() > MAX_BYTES {
            return Err(Failure("the result would be longer than 1 MiB"));
        }
        self.text.push_str(piece);
        Ok(())
    }

    pub(in crate::functions) fn push_char(&mut self, letter: char) -> Result<(), Failure<'a>> {
        self.push(letter.encode_utf8(&mut [0; 4]))
    }

    /// The value as text: numbers in their shortest form, dateTimes as they are shown, nothing for
    /// a value that is missing.
    pub(in crate::functions) fn push_value(&mut self, value: Value<'_>) -> Result<(), Failure<'a>> {
        match value {
            Value::Text(text) => self.push(text),
            Value::DateTime(at) => self.push(at.text),
            Value::Boolean(boolean) => self.push(if boolean { "true" } else { "false" }),
            Value::Integer(number) => {
                self.push(&bumpalo::format!(in self.call.memory, "{}", number))
            }
            Value::Decimal(number) => {
                self.push(&bumpalo::format!(in self.call.memory, "{}", number))
            }
            Value::List(items) => items.iter().try_for_each(|&item| self.push_value(item)),
            Value::Unknown | Value::Absent | Value::Null => Ok(()),
        }
    }

    /// The text; null where it is empty.
    pub(in crate::functions) fn finish(self) -> Value<'a> {
        Value::text(self.text.into_bump_str())
    }
}

/// Longest text of a user that a message shows, in characters.
const MAX_SHOWN: usize = 60;

/// A user's text in a message: in backticks, cut where it is long.
pub(in crate::functions) struct Quoted<'t>(pub(in crate::functions) &'t str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.char_indices().nth(MAX_SHOWN) {
            Some((end, _)) => write!(f, "`{}…`", &self.0[..end]),
            None => write!(f, "`{}`", self.0),
        }
    }
}
