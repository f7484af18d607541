//! Values that nobody asked for: checked to their end, and passed over.

use super::{JsonReader, Result};

impl JsonReader<'_> {
    /// Passes over a value.
    #[inline(always)]
    pub(crate) fn skip_value(&mut self) -> Result<()> {
        match self.peek() {
            b'"' => self.skip_string().map(drop),
            b'{' | b'[' => self.skip_container(),
            _ => self.skip_word(),
        }
    }

    fn skip_word(&mut self) -> Result<()> {
        match self.peek() {
            b't' => self.word("true"),
            b'f' => self.word("false"),
            b'n' => self.word("null"),
            b'-' | b'0'..=b'9' => self.skip_number().map(drop),
            _ => Err(self.expected("a value")),
        }
    }

    /// Passes over any value. Open containers are bits, not calls: an object is a one.
    fn skip_container(&mut self) -> Result<()> {
        let outer = self.depth;
        let mut objects: u128 = 0;
        loop {
            match self.peek() {
                b'"' if objects & 1 == 1 => self.skip_texts()?,
                b'"' => self.skip_string().map(drop)?,
                b'{' => {
                    self.enter("{")?;
                    if self.peek() != b'}' {
                        objects = objects << 1 | 1;
                        self.skip_key()?;
                        continue;
                    }
                    self.leave("}");
                }
                b'[' => {
                    self.enter("[")?;
                    if self.peek() != b']' {
                        objects <<= 1;
                        continue;
                    }
                    self.leave("]");
                }
                _ => self.skip_word()?,
            }
            // Behind a value: the next one, or the end of what is open.
            loop {
                if self.depth == outer {
                    return Ok(());
                }
                match (self.peek(), objects & 1 == 1) {
                    (b',', true) => {
                        self.take(",");
                        self.skip_key()?;
                        break;
                    }
                    (b',', false) => {
                        self.take(",");
                        break;
                    }
                    (b'}', true) => self.leave("}"),
                    (b']', false) => self.leave("]"),
                    (_, true) => return Err(self.expected("`,` or `}`")),
                    (_, false) => return Err(self.expected("`,` or `]`")),
                };
                objects >>= 1;
            }
        }
    }

    /// Passes over a text within an object, and over the members behind it that are texts too.
    #[inline(always)]
    fn skip_texts(&mut self) -> Result<()> {
        loop {
            self.skip_string()?;
            let mark = self.mark();
            if !self.rest.as_bytes().starts_with(b",\"") {
                return Ok(());
            }
            self.take(",");
            self.skip_key()?;
            if self.byte() != b'"' {
                // The next value is something else: its member is looked at again.
                self.rewind(mark);
                return Ok(());
            }
        }
    }

    #[inline(always)]
    fn skip_key(&mut self) -> Result<()> {
        if self.peek() != b'"' {
            return Err(self.expected("a member name in double quotes"));
        }
        self.skip_string()?;
        self.colon()
    }
}
