//! Numbers.

use super::{JsonReader, Result};

/// A number in the type that holds it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Number {
    Signed(i64),
    Unsigned(u64),
    Decimal(f64),
}

impl JsonReader<'_> {
    /// Passes over a number, of which the first letter was seen; tells whether it is whole.
    #[inline]
    pub(super) fn skip_number(&mut self) -> Result<bool> {
        if self.byte() == b'-' {
            self.at += 1;
        }
        match self.byte() {
            b'0' => self.at += 1,
            b'1'..=b'9' => self.digits(),
            _ => return Err(self.expected("a digit")),
        }
        let mut whole = true;
        if self.byte() == b'.' {
            self.at += 1;
            whole = false;
            self.some_digits()?;
        }
        if matches!(self.byte(), b'e' | b'E') {
            self.at += 1;
            whole = false;
            if matches!(self.byte(), b'+' | b'-') {
                self.at += 1;
            }
            self.some_digits()?;
        }
        Ok(whole)
    }

    fn digits(&mut self) {
        while self.byte().is_ascii_digit() {
            self.at += 1;
        }
    }

    fn some_digits(&mut self) -> Result<()> {
        if !self.byte().is_ascii_digit() {
            return Err(self.expected("a digit"));
        }
        self.digits();
        Ok(())
    }

    /// Takes a number, of which the first letter was seen.
    pub(super) fn number(&mut self) -> Result<Number> {
        let start = self.at;
        let whole = self.skip_number()?;
        let text = &self.text[start..self.at];
        if whole {
            // Minus zero is a decimal: an integer has no such thing.
            if let Ok(number) = text.parse::<i64>()
                && text != "-0"
            {
                return Ok(Number::Signed(number));
            }
            if let Ok(number) = text.parse::<u64>() {
                return Ok(Number::Unsigned(number));
            }
        }
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Number::Decimal(number)),
            _ => Err(self.error("a number is too large")),
        }
    }
}
