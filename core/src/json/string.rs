//! Strings and their escapes.

use super::scan::{plain_length, plain_string};
use super::{JsonError, JsonReader, Result};
use bumpalo::collections::String as BumpString;

impl<'a> JsonReader<'a> {
    /// Takes a string; the reader stands at its quote.
    #[inline(always)]
    pub(crate) fn string(&mut self) -> Result<&'a str> {
        self.take("\"");
        self.rest_of_string()
    }

    /// Takes a string, of which the quote is taken.
    #[inline(always)]
    pub(crate) fn rest_of_string(&mut self) -> Result<&'a str> {
        match self.plain_string() {
            Some(text) => Ok(text),
            None => self.string_with_escapes(),
        }
    }

    /// Passes over a string; the reader stands at its quote. Gives its length in the text.
    #[inline(always)]
    pub(crate) fn skip_string(&mut self) -> Result<usize> {
        self.take("\"");
        self.skip_rest_of_string()
    }

    /// Passes over a string, of which the quote is taken. Gives its length in the text.
    #[inline(always)]
    pub(crate) fn skip_rest_of_string(&mut self) -> Result<usize> {
        match self.plain_string() {
            Some(text) => Ok(text.len()),
            None => self.skip_escapes(),
        }
    }

    /// Takes the rest of a string that stands for itself.
    #[inline(always)]
    fn plain_string(&mut self) -> Option<&'a str> {
        let (text, rest) = plain_string(self.rest)?;
        self.rest = rest;
        Some(text)
    }

    #[inline(never)]
    fn string_with_escapes(&mut self) -> Result<&'a str> {
        let mut out = BumpString::new_in(self.memory);
        self.unfold(|part| out.push_str(part))?;
        Ok(out.into_bump_str())
    }

    #[inline(never)]
    fn skip_escapes(&mut self) -> Result<usize> {
        let before = self.rest.len();
        self.unfold(|_| ())?;
        Ok(before - self.rest.len() - 1)
    }

    /// Takes the rest of a string part by part.
    #[inline(always)]
    fn unfold(&mut self, mut take: impl FnMut(&str)) -> Result<()> {
        loop {
            let (plain, rest) = self.rest.split_at(plain_length(self.rest.as_bytes()));
            take(plain);
            self.rest = rest;
            match self.byte() {
                b'"' => {
                    self.take("\"");
                    return Ok(());
                }
                b'\\' => take(self.escape()?.encode_utf8(&mut [0; 4])),
                _ => return Err(self.bad_string()),
            }
        }
    }

    #[cold]
    fn bad_string(&self) -> JsonError {
        if self.rest.is_empty() {
            return self.error("the JSON ends within a text");
        }
        self.error(
            "a text holds a control character; it is written with an escape: `\\n`, `\\u0000`",
        )
    }

    /// Takes an escape; the reader stands at its backslash.
    #[cold]
    fn escape(&mut self) -> Result<char> {
        let letter = match self.rest.as_bytes().get(1) {
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
        self.rest = &self.rest[2..];
        Ok(letter)
    }

    /// `\u00e9`, or a pair of surrogates: `\ud83d\ude00`.
    fn escaped_unit(&mut self) -> Result<char> {
        let unit = self.unit(0)?;
        let lone = "a text holds half of a surrogate pair";
        let (code, length) = match unit {
            0xd800..=0xdbff => match self.unit(6) {
                Ok(low @ 0xdc00..=0xdfff) => {
                    (0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00), 12)
                }
                _ => return Err(self.error(lone)),
            },
            unit => (unit, 6),
        };
        let letter = char::from_u32(code).ok_or_else(|| self.error(lone))?;
        self.rest = &self.rest[length..];
        Ok(letter)
    }

    /// The four digits of `\uXXXX`, so many bytes on.
    fn unit(&self, ahead: usize) -> Result<u32> {
        let bad = || self.error("`\\u` takes four hexadecimal digits");
        let rest = self.rest.as_bytes().get(ahead..).unwrap_or(&[]);
        let digits = rest.strip_prefix(b"\\u").and_then(|rest| rest.get(..4)).ok_or_else(bad)?;
        digits.iter().try_fold(0, |code, digit| {
            let digit = char::from(*digit).to_digit(16).ok_or_else(bad)?;
            Ok(code * 16 + digit)
        })
    }
}
