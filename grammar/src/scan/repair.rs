//! Slips put right byte for byte in a copy of the text, so that the parser sees what was meant and
//! every place stays where it was.

use std::ops::Range;

/// The changes to a text. None of them makes it longer or shorter.
#[derive(Debug, Default)]
pub(crate) struct Repairs {
    changes: Vec<(Range<usize>, u8)>,
    /// Brackets put in or taken away; which ones are meant is a guess.
    brackets: Vec<(usize, u8)>,
}

impl Repairs {
    /// Overwrites whole characters with blanks; line ends stay.
    pub(super) fn blank(&mut self, range: Range<usize>) {
        self.changes.push((range, b' '));
    }

    /// Overwrites a byte that stands alone or was blanked before.
    pub(super) fn put(&mut self, at: usize, byte: u8) {
        self.changes.push((at..at + 1, byte));
    }

    pub(super) fn bracket(&mut self, at: usize, byte: u8) {
        self.brackets.push((at, byte));
    }

    /// True where a bracket was put at that place before.
    pub(super) fn is_taken(&self, at: usize) -> bool {
        self.brackets.iter().rev().take(64).any(|(taken, _)| *taken == at)
    }

    pub(crate) fn has_brackets(&self) -> bool {
        !self.brackets.is_empty()
    }

    /// The text as the parser should see it.
    pub(crate) fn apply(&self, text: &str, brackets: bool) -> String {
        let mut bytes = text.as_bytes().to_vec();
        for (range, byte) in &self.changes {
            for old in &mut bytes[range.clone()] {
                if *old != b'\n' {
                    *old = *byte;
                }
            }
        }
        for (at, byte) in self.brackets.iter().filter(|_| brackets) {
            bytes[*at] = *byte;
        }
        String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
    }
}
