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

/// A name with what stands around it, at the start of sixteen bytes: `{"value":` or `,"value":`,
/// and the quote of a text behind it.
#[derive(Clone, Copy, Default)]
struct Name {
    block: [u8; 16],
    /// A bit for each byte that counts; none where no name is expected.
    bits: u32,
    /// Of the name alone.
    length: usize,
    known: Option<usize>,
    /// A text follows.
    text: bool,
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
            true => self.name_of(names).map(Some),
            false => Ok(None),
        }
    }

    /// The same in an object of a list, of which the names of the object before are known. Tells
    /// too whether a text is known to follow.
    #[inline(always)]
    pub(crate) fn member_like(
        &mut self,
        names: &Names,
        first: &mut bool,
        like: &mut Like,
    ) -> Result<Option<(Found<'a>, bool)>> {
        // From the brace or the comma on.
        let from = self.at - usize::from(*first);
        let expected = like.names.get_mut(like.at);
        like.at += 1;
        if let (Some(block), Some(name)) = (self.block(from), &expected)
            && name.bits != 0
            && same(block, &name.block) & name.bits == name.bits
        {
            *first = false;
            let (start, end) = (from + 2, from + 2 + name.length);
            self.at = end + 2;
            let found = Found { known: name.known, text: self.text, start, end };
            return Ok(Some((found, name.text)));
        }
        if !self.before_name(first)? {
            like.at = 0;
            return Ok(None);
        }
        let found = self.name_of(names)?;
        if let Some(expected) = expected {
            *expected = self.learned(found, from).unwrap_or_default();
        }
        Ok(Some((found, false)))
    }

    /// What to expect in the next object, where nothing else stands around a short name.
    fn learned(&self, found: Found<'a>, from: usize) -> Option<Name> {
        let length = found.end.checked_sub(found.start)?;
        // The colon is taken already, and the name is as it is written.
        let plain = found.start == from + 2 && found.end + 2 == self.at;
        let text = self.byte() == b'"';
        let counts = length + 4 + usize::from(text);
        if !plain || counts > 16 {
            return None;
        }
        let bits = (1 << counts) - 1;
        Some(Name { block: *self.block(from)?, bits, length, known: found.known, text })
    }

    /// Takes a name, at whose quote the reader stands, and its colon.
    #[inline(always)]
    fn name_of(&mut self, names: &Names) -> Result<Found<'a>> {
        let start = self.at + 1;
        // Most names are short, and have no escapes.
        if let Some(block) = self.block(start) {
            let length = plain_of(block);
            if length < 16 && block[length] == b'"' {
                let end = start + length;
                self.at = end + 1;
                let known = names.find_ends(Ends::of_block(block, length), &block[..length]);
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
        self.text.as_bytes().get(start..start + 16)?.first_chunk()
    }
}
