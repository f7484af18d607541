//! Where a JSON value ends, byte by byte, without reading what it says.

/// What a byte does to the value that is scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// It belongs to the value.
    Inside,
    /// It is its last byte.
    Last,
    /// It can only be the start of another value: this one was never closed.
    Next,
}

/// Follows brackets and texts.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scan {
    pub(super) depth: usize,
    string: bool,
    escaped: bool,
    /// The last byte outside of texts that is not white space.
    pub(super) previous: u8,
}

impl Scan {
    /// Within an object already, up to its end.
    pub(super) fn within() -> Self {
        Scan { depth: 1, ..Scan::default() }
    }

    pub(super) fn byte(&mut self, byte: u8) -> Step {
        if self.string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                // JSON has no line breaks in texts: what was not closed shall not turn everything
                // behind it inside out.
                b'"' | b'\n' => {
                    self.string = false;
                    self.previous = b'"';
                    if self.depth == 0 {
                        return Step::Last;
                    }
                }
                _ => {}
            }
            return Step::Inside;
        }
        match byte {
            b'"' => self.string = true,
            b'{' if self.depth > 0 && !matches!(self.previous, b':' | b'[' | b',') => {
                return Step::Next;
            }
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    return Step::Last;
                }
            }
            b' ' | b'\t' | b'\r' | b'\n' => return Step::Inside,
            _ => {}
        }
        self.previous = byte;
        Step::Inside
    }

    pub(super) fn in_text(&self) -> bool {
        self.string
    }
}
