//! Values that nobody asked for: checked to their end, and passed over.

use super::{JsonReader, Result};

impl JsonReader<'_> {
    /// Passes over a value.
    #[inline(always)]
    pub(crate) fn skip_value(&mut self) -> Result<()> {
        match self.peek() {
            b'"' => self.skip_string().map(drop),
            _ => self.skip_other(),
        }
    }

    /// Passes over any value. Open containers are bits, not calls: an object is a one.
    fn skip_other(&mut self) -> Result<()> {
        let outer = self.depth;
        let mut objects: u128 = 0;
        loop {
            match self.peek() {
                b'"' => self.skip_string().map(drop)?,
                b'{' => {
                    self.enter()?;
                    if self.peek() != b'}' {
                        objects = objects << 1 | 1;
                        self.skip_key()?;
                        continue;
                    }
                    self.leave();
                }
                b'[' => {
                    self.enter()?;
                    if self.peek() != b']' {
                        objects <<= 1;
                        continue;
                    }
                    self.leave();
                }
                b't' => self.word("true")?,
                b'f' => self.word("false")?,
                b'n' => self.word("null")?,
                b'-' | b'0'..=b'9' => self.skip_number().map(drop)?,
                _ => return Err(self.expected("a value")),
            }
            // Behind a value: the next one, or the end of what is open.
            loop {
                if self.depth == outer {
                    return Ok(());
                }
                match (self.peek(), objects & 1 == 1) {
                    (b',', true) => {
                        self.at += 1;
                        self.skip_key()?;
                        break;
                    }
                    (b',', false) => {
                        self.at += 1;
                        break;
                    }
                    (b'}', true) | (b']', false) => {
                        objects >>= 1;
                        self.leave();
                    }
                    (_, true) => return Err(self.expected("`,` or `}`")),
                    (_, false) => return Err(self.expected("`,` or `]`")),
                }
            }
        }
    }

    /// Takes the bracket that opens a container.
    #[inline(always)]
    pub(crate) fn enter(&mut self) -> Result<()> {
        if self.depth >= self.limit {
            return Err(self.too_deep());
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    /// Takes the bracket that closes a container.
    #[inline(always)]
    pub(super) fn leave(&mut self) {
        self.depth -= 1;
        self.at += 1;
    }

    #[inline(always)]
    fn skip_key(&mut self) -> Result<()> {
        if self.peek() != b'"' {
            return Err(self.expected("a member name in double quotes"));
        }
        self.skip_string()?;
        self.expect(b':', "`:`")
    }
}
