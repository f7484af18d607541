//! Strings and their escapes.

use super::scan::plain_length;
use super::{JsonError, JsonReader, Result};
use bumpalo::collections::String as BumpString;

impl<'a> JsonReader<'a> {
    /// Takes a string; the reader stands at its quote.
    #[inline(always)]
    pub(crate) fn string(&mut self) -> Result<&'a str> {
        let start = self.at + 1;
        let end = start + plain_length(self.text.as_bytes(), start);
        if self.text.as_bytes().get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok(&self.text[start..end]);
        }
        self.string_with_escapes(start, end)
    }

    /// Takes a string whose first escape stands at `end`.
    fn string_with_escapes(&mut self, start: usize, end: usize) -> Result<&'a str> {
        let mut out = BumpString::new_in(self.memory);
        let mut from = start;
        self.at = end;
        loop {
            out.push_str(&self.text[from..self.at]);
            match self.byte() {
                b'"' => {
                    self.at += 1;
                    return Ok(out.into_bump_str());
                }
                b'\\' => out.push(self.escape()?),
                _ => return Err(self.bad_string()),
            }
            from = self.at;
            self.at += plain_length(self.text.as_bytes(), self.at);
        }
    }

    /// Passes over a string; the reader stands at its quote. Gives its length in the text.
    #[inline(always)]
    pub(crate) fn skip_string(&mut self) -> Result<usize> {
        self.at += 1;
        let start = self.at;
        self.at += plain_length(self.text.as_bytes(), start);
        if self.byte() != b'"' {
            self.skip_escapes()?;
        }
        let length = self.at - start;
        self.at += 1;
        Ok(length)
    }

    /// Passes over the rest of a string, up to its quote.
    fn skip_escapes(&mut self) -> Result<()> {
        loop {
            match self.byte() {
                b'"' => return Ok(()),
                b'\\' => self.escape().map(drop)?,
                _ => return Err(self.bad_string()),
            }
            self.at += plain_length(self.text.as_bytes(), self.at);
        }
    }

    #[cold]
    fn bad_string(&self) -> JsonError {
        if self.at >= self.text.len() {
            return self.error("the JSON ends within a text");
        }
        self.error(
            "a text holds a control character; it is written with an escape: `\\n`, `\\u0000`",
        )
    }

    /// Takes an escape; the reader stands at its backslash.
    #[cold]
    fn escape(&mut self) -> Result<char> {
        let letter = match self.text.as_bytes().get(self.at + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.escaped_unit(),
            _ => return Err(self.error("a text holds an escape that JSON does not know")),
        };
        self.at += 2;
        Ok(letter)
    }

    /// `\u00e9`, or a pair of surrogates: `\ud83d\ude00`.
    fn escaped_unit(&mut self) -> Result<char> {
        let unit = self.unit(self.at)?;
        let lone = "a text holds half of a surrogate pair";
        let (code, length) = match unit {
            0xd800..=0xdbff => match self.unit(self.at + 6) {
                Ok(low @ 0xdc00..=0xdfff) => {
                    (0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00), 12)
                }
                _ => return Err(self.error(lone)),
            },
            unit => (unit, 6),
        };
        let letter = char::from_u32(code).ok_or_else(|| self.error(lone))?;
        self.at += length;
        Ok(letter)
    }

    /// The four digits of `\uXXXX` at a place.
    fn unit(&self, at: usize) -> Result<u32> {
        let bad = || self.error("`\\u` takes four hexadecimal digits");
        let rest = self.text.as_bytes().get(at..).unwrap_or(&[]);
        let digits = rest.strip_prefix(b"\\u").and_then(|rest| rest.get(..4)).ok_or_else(bad)?;
        digits.iter().try_fold(0, |code, digit| {
            let digit = char::from(*digit).to_digit(16).ok_or_else(bad)?;
            Ok(code * 16 + digit)
        })
    }
}
