//! JSON text (RFC 8259) as a serde format, read in one pass: what is taken is borrowed from the
//! text, what is passed over is checked just as strictly and costs no more than a look at it.
//!
//! One reader serves every door that takes bytes. It differs from `serde_json` in three ways: the
//! text is known to be UTF-8 from its start, texts with escapes are unfolded into memory that lives
//! as long as the text, and depth is counted in what is passed over too.

mod de;
mod number;
mod scan;
mod skip;
mod string;
#[cfg(test)]
mod tests;

use bumpalo::Bump;
use std::fmt;

/// Deeper than this nothing is read, whatever the limit says: open containers are kept in the bits
/// of a `u128`.
pub(crate) const MOST_DEPTH: usize = 128;

/// A place in a JSON text. Values are read by serde, from where it stands.
pub(crate) struct JsonReader<'a> {
    text: &'a str,
    at: usize,
    /// Open objects and arrays.
    depth: usize,
    limit: usize,
    memory: &'a Bump,
}

/// Why a text is not JSON, or not what was asked for.
#[derive(Debug)]
pub(crate) struct JsonError(Box<str>);

impl fmt::Display for JsonError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for JsonError {}

impl serde::de::Error for JsonError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        JsonError(message.to_string().into())
    }
}

type Result<T> = std::result::Result<T, JsonError>;

impl<'a> JsonReader<'a> {
    /// A reader at the start of a text. Texts with escapes are unfolded into `memory`.
    pub(crate) fn new(text: &'a str, limit: usize, memory: &'a Bump) -> Self {
        JsonReader { text, at: 0, depth: 0, limit: limit.min(MOST_DEPTH), memory }
    }

    /// Fails where something stands behind the value.
    pub(crate) fn end(&mut self) -> Result<()> {
        match self.peek() {
            0 if self.at == self.text.len() => Ok(()),
            _ => Err(self.error("something stands behind the end of the JSON")),
        }
    }

    /// The next byte that is no white space, not taken; 0 at the end, which stands in no JSON.
    #[inline(always)]
    fn peek(&mut self) -> u8 {
        match self.byte() {
            byte if byte > b' ' => byte,
            _ => self.behind_white_space(),
        }
    }

    #[inline(always)]
    fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn behind_white_space(&mut self) -> u8 {
        while matches!(self.byte(), b' ' | b'\n' | b'\t' | b'\r') {
            self.at += 1;
        }
        self.byte()
    }

    /// Takes a byte that must come next, behind white space.
    #[inline(always)]
    fn expect(&mut self, byte: u8, wanted: &str) -> Result<()> {
        if self.peek() != byte {
            return Err(self.expected(wanted));
        }
        self.at += 1;
        Ok(())
    }

    #[cold]
    fn expected(&self, wanted: &str) -> JsonError {
        match self.text[self.at..].chars().next() {
            None => self.error(format_args!("the JSON ends where {wanted} is due")),
            Some(found) if found.is_control() => {
                self.error(format_args!("not JSON: expected {wanted}"))
            }
            Some(found) => self.error(format_args!("not JSON: expected {wanted}, found `{found}`")),
        }
    }

    /// An error with the place where the reader stands.
    #[cold]
    fn error(&self, message: impl fmt::Display) -> JsonError {
        let before = &self.text[..self.at];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before[start..].chars().count() + 1;
        JsonError(format!("{message} at line {line}, column {column}").into())
    }

    #[cold]
    fn too_deep(&self) -> JsonError {
        let limit = self.limit;
        self.error(format_args!("the payload is nested too deep: {limit} levels are allowed"))
    }

    /// Takes `true`, `false` or `null`, of which the first letter was seen.
    #[inline(always)]
    fn word(&mut self, word: &str) -> Result<()> {
        if !self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return Err(self.expected("a value"));
        }
        self.at += word.len();
        Ok(())
    }
}
