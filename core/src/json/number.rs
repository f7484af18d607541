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
    pub(crate) fn skip_number(&mut self) -> Result<bool> {
        self.take("-");
        if !self.take("0") {
            self.digits()?;
        }
        let mut whole = true;
        if self.take(".") {
            whole = false;
            self.digits()?;
        }
        if self.take("e") || self.take("E") {
            whole = false;
            let _ = self.take("+") || self.take("-");
            self.digits()?;
        }
        Ok(whole)
    }

    /// Takes digits, of which there is one at least.
    fn digits(&mut self) -> Result<()> {
        let rest = self.rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
        if rest.len() == self.rest.len() {
            return Err(self.expected("a digit"));
        }
        self.rest = rest;
        Ok(())
    }

    /// Takes a number, of which the first letter was seen.
    pub(super) fn number(&mut self) -> Result<Number> {
        let from = self.rest;
        let whole = self.skip_number()?;
        let text = &from[..from.len() - self.rest.len()];
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
