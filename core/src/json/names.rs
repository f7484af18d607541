//! Names of members that may be among those that somebody looks for.

use super::scan::{plain_of, same};
use super::{JsonReader, Result};
use crate::names::{Ends, Names};

/// The name of a member.
#[derive(Clone, Copy)]
pub(crate) struct Found<'a> {
    /// Its index among those that were asked for.
    pub(crate) known: Option<usize>,
    text: &'a str,
    start: usize,
    end: usize,
}

impl<'a> Found<'a> {
    pub(crate) fn of(name: &'a str, names: &Names) -> Self {
        Found { known: names.find(name.as_bytes()), text: name, start: 0, end: name.len() }
    }

    /// As it is written.
    pub(crate) fn name(self) -> &'a str {
        &self.text[self.start..self.end]
    }
}

/// So many members of an object are expected to be like those of the one before it.
const LIKE: usize = 12;

/// The names of the last object of a list, in their order: most objects are like the one before.
#[derive(Default)]
pub(crate) struct Like {
    names: [Name; LIKE],
    at: usize,
}

/// A name with its quote and colon, at the start of sixteen bytes.
#[derive(Clone, Copy, Default)]
struct Name {
    block: [u8; 16],
    /// A bit for each byte that counts; none where no name is expected.
    bits: u32,
    length: usize,
    known: Option<usize>,
}

impl<'a> JsonReader<'a> {
    /// Takes the name of the next member and its colon; `None` behind the last one, whose brace is
    /// taken. `first` is true behind the brace that opens the object, and false from then on.
    #[inline(always)]
    pub(crate) fn member_of(
        &mut self,
        names: &Names,
        first: &mut bool,
    ) -> Result<Option<Found<'a>>> {
        match self.before_name(first)? {
            true => self.name_of(names, None).map(Some),
            false => Ok(None),
        }
    }

    /// The same in an object of a list, of which the names of the object before are known.
    #[inline(always)]
    pub(crate) fn member_like(
        &mut self,
        names: &Names,
        first: &mut bool,
        like: &mut Like,
    ) -> Result<Option<Found<'a>>> {
        if !self.before_name(first)? {
            like.at = 0;
            return Ok(None);
        }
        let start = self.at + 1;
        let expected = like.names.get_mut(like.at);
        like.at += 1;
        if let (Some(block), Some(name)) = (self.block(start), &expected)
            && name.bits != 0
            && same(block, &name.block) & name.bits == name.bits
        {
            let end = start + name.length;
            self.at = end + 2;
            return Ok(Some(Found { known: name.known, text: self.text, start, end }));
        }
        self.name_of(names, expected).map(Some)
    }

    /// Takes a name, at whose quote the reader stands, and its colon.
    #[inline(always)]
    fn name_of(&mut self, names: &Names, learned: Option<&mut Name>) -> Result<Found<'a>> {
        let start = self.at + 1;
        // Most names are short, and have no escapes.
        if let Some(block) = self.block(start) {
            let length = plain_of(block);
            if length < 16 && block[length] == b'"' {
                let end = start + length;
                self.at = end + 1;
                let known = names.find_ends(Ends::of_block(block, length), &block[..length]);
                if let (Some(learned), b':', 0..15) = (learned, self.byte(), length) {
                    let bits = (1 << (length + 2)) - 1;
                    *learned = Name { block: *block, bits, length, known };
                }
                match self.byte() {
                    b':' => self.at += 1,
                    _ => self.expect(b':', "`:`")?,
                }
                return Ok(Found { known, text: self.text, start, end });
            }
        }
        let name = self.string()?;
        self.expect(b':', "`:`")?;
        Ok(Found::of(name, names))
    }

    /// Sixteen bytes from there on, where there are so many.
    #[inline(always)]
    fn block(&self, start: usize) -> Option<&'a [u8; 16]> {
        self.text.as_bytes().get(start..).and_then(|rest| rest.first_chunk())
    }
}
