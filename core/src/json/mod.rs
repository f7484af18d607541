//! JSON text (RFC 8259) as a serde format, read in one pass: what is taken is borrowed from the
//! text, what is passed over is checked just as strictly and costs no more than a look at it.
//!
//! One reader serves every door that takes bytes. It differs from `serde_json` in three ways: the
//! text is known to be UTF-8 from its start, texts with escapes are unfolded into memory that lives
//! as long as the text, and depth is counted in what is passed over too.

mod de;
mod letters;
mod names;
mod number;
mod scan;
mod skip;
mod string;
#[cfg(test)]
mod tests;
mod trail;

pub(crate) use names::{Found, Object};
pub(crate) use scan::{are_plain, plain_length};
pub(crate) use trail::{Brackets, Kind, Open, Passed, Step, Trails, Way, behind, places};

use bumpalo::Bump;
use std::fmt;

/// Deeper than this nothing is read, whatever the limit says: open containers are kept in the bits
/// of a `u128`.
pub(crate) const MOST_DEPTH: usize = 128;

/// A place in a JSON text. Values are read by serde, from where it stands.
pub(crate) struct JsonReader<'a> {
    text: &'a str,
    /// What is not taken yet: the end of the text.
    rest: &'a str,
    /// Open objects and arrays.
    depth: usize,
    limit: usize,
    memory: &'a Bump,
    trails: &'a Trails,
}

/// A place to come back to.
#[derive(Clone, Copy)]
pub(crate) struct Mark<'a> {
    rest: &'a str,
    depth: usize,
}

/// Why a text is not JSON, or not what was asked for.
#[derive(Debug)]
pub(crate) struct JsonError(Box<Message>);

/// Behind one pointer, so that what can fail is returned in registers.
#[derive(Debug)]
struct Message(String);

impl JsonError {
    #[cold]
    fn new(message: impl fmt::Display) -> Self {
        JsonError(Box::new(Message(message.to_string())))
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0.0)
    }
}

impl std::error::Error for JsonError {}

impl serde::de::Error for JsonError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        JsonError::new(message)
    }
}

pub(crate) type Result<T> = std::result::Result<T, JsonError>;

impl<'a> JsonReader<'a> {
    /// A reader at the start of a text. Texts with escapes are unfolded into `memory`.
    pub(crate) fn new(text: &'a str, limit: usize, memory: &'a Bump, trails: &'a Trails) -> Self {
        JsonReader { text, rest: text, depth: 0, limit: limit.min(MOST_DEPTH), memory, trails }
    }

    /// Fails where something stands behind the value.
    pub(crate) fn end(&mut self) -> Result<()> {
        match self.peek() {
            0 if self.rest.is_empty() => Ok(()),
            _ => Err(self.error("something stands behind the end of the JSON")),
        }
    }

    /// The place where the reader stands, to come back to it.
    #[inline(always)]
    pub(crate) fn mark(&self) -> Mark<'a> {
        Mark { rest: self.rest, depth: self.depth }
    }

    /// What was taken since.
    pub(crate) fn since(&self, mark: Mark<'a>) -> &'a str {
        mark.rest.get(..mark.rest.len().saturating_sub(self.rest.len())).unwrap_or_default()
    }

    /// Goes back: what was taken since is read again.
    #[inline(always)]
    pub(crate) fn rewind(&mut self, mark: Mark<'a>) {
        (self.rest, self.depth) = (mark.rest, mark.depth);
    }

    /// Takes these letters where they come next; tells whether they do.
    #[inline(always)]
    fn take(&mut self, letters: &str) -> bool {
        match scan::stripped(self.rest, letters) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Takes the name of the next member and its colon; `None` behind the last one, whose brace is
    /// taken. `first` is true behind the brace that opens the object, and false from then on.
    #[inline(always)]
    pub(crate) fn member(&mut self, first: &mut bool) -> Result<Option<&'a str>> {
        if !self.before_name(std::mem::replace(first, false))? {
            return Ok(None);
        }
        let name = self.string()?;
        self.colon()?;
        Ok(Some(name))
    }

    /// True where the quote of a member's name stands next; else the brace is taken.
    #[inline(always)]
    fn before_name(&mut self, first: bool) -> Result<bool> {
        match self.rest.as_bytes() {
            [b',', b'"', ..] if !first => Ok(self.take(",")),
            [b'"', ..] if first => Ok(true),
            [b'}', ..] => {
                self.leave("}");
                Ok(false)
            }
            _ => self.before_spaced_name(first),
        }
    }

    fn before_spaced_name(&mut self, first: bool) -> Result<bool> {
        match self.peek() {
            b',' if !first => {
                self.take(",");
                if self.peek() != b'"' {
                    return Err(self.expected("a member name in double quotes"));
                }
                Ok(true)
            }
            b'"' if first => Ok(true),
            b'}' => {
                self.leave("}");
                Ok(false)
            }
            _ if first => Err(self.expected("a member name in double quotes")),
            _ => Err(self.expected("`,` or `}`")),
        }
    }

    /// True where another item stands next; else the bracket behind the last one is taken.
    #[inline(always)]
    pub(crate) fn item(&mut self, first: &mut bool) -> Result<bool> {
        let first = std::mem::replace(first, false);
        match self.peek() {
            b']' => {
                self.leave("]");
                Ok(false)
            }
            b',' if !first => Ok(self.take(",")),
            _ if first => Ok(true),
            _ => Err(self.expected("`,` or `]`")),
        }
    }

    /// Takes a bracket, which stands next, and opens a container.
    #[inline(always)]
    pub(crate) fn enter(&mut self, bracket: &str) -> Result<()> {
        if self.depth >= self.limit {
            return Err(self.too_deep());
        }
        self.depth += usize::from(self.take(bracket));
        Ok(())
    }

    /// Takes a bracket, which stands next, and closes a container.
    #[inline(always)]
    fn leave(&mut self, bracket: &str) {
        self.depth -= usize::from(self.take(bracket));
    }

    /// The next byte that is no white space, not taken; 0 at the end, which stands in no JSON.
    #[inline(always)]
    pub(crate) fn peek(&mut self) -> u8 {
        match self.byte() {
            byte if byte > b' ' => byte,
            _ => self.behind_white_space(),
        }
    }

    #[inline(always)]
    fn byte(&self) -> u8 {
        self.rest.as_bytes().first().copied().unwrap_or(0)
    }

    fn behind_white_space(&mut self) -> u8 {
        self.rest = self.rest.trim_start_matches([' ', '\n', '\t', '\r']);
        self.byte()
    }

    /// Takes the colon behind a name.
    #[inline(always)]
    fn colon(&mut self) -> Result<()> {
        if self.take(":") {
            return Ok(());
        }
        self.peek();
        match self.take(":") {
            true => Ok(()),
            false => Err(self.expected("`:`")),
        }
    }

    #[cold]
    fn expected(&self, wanted: &str) -> JsonError {
        match self.rest.chars().next() {
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
        let before = &self.text[..self.text.len() - self.rest.len()];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before[start..].chars().count() + 1;
        JsonError::new(format_args!("{message} at line {line}, column {column}"))
    }

    #[cold]
    fn too_deep(&self) -> JsonError {
        let limit = self.limit;
        self.error(format_args!("the payload is nested too deep: {limit} levels are allowed"))
    }

    /// Takes `true`, `false` or `null`, of which the first letter was seen.
    #[inline(always)]
    pub(crate) fn word(&mut self, word: &str) -> Result<()> {
        match self.take(word) {
            true => Ok(()),
            false => Err(self.expected("a value")),
        }
    }
}
