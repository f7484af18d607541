//! Names of members that may be among those that somebody looks for.

use super::scan::{plain_of, stripped};
use super::trail::behind;
use super::{JsonReader, Result};
use crate::names::{Ends, Names};

/// A member that was found, whose value comes next.
#[derive(Clone, Copy)]
pub(crate) struct Found {
    /// The index of its name among those that were asked for.
    pub(crate) known: Option<usize>,
}

/// An object in the text, behind whose brace the reader stands at first.
pub(crate) struct Object<'n, 'a> {
    names: &'n Names,
    /// How far it was read, as trails count it.
    pub(crate) place: usize,
    /// The text from before the last member on.
    member: &'a str,
}

impl<'a> Object<'_, 'a> {
    /// A member begins where the reader stands, and leads to that place.
    pub(crate) fn begin(&mut self, json: &JsonReader<'a>, place: usize) {
        (self.member, self.place) = (json.rest, place);
    }
}

impl<'a> JsonReader<'a> {
    /// Takes the brace of an object, at which the reader stands. Members may have those names.
    pub(crate) fn open<'n>(&mut self, names: &'n Names) -> Result<Object<'n, 'a>> {
        self.enter("{")?;
        Ok(Object { names, place: 0, member: self.rest })
    }

    /// Takes the name of the next member and its colon; `None` behind the last one, whose brace is
    /// taken.
    pub(crate) fn member_of(&mut self, object: &mut Object<'_, 'a>) -> Result<Option<Found>> {
        let member = self.rest;
        if !self.before_name(object.place == 0)? {
            return Ok(None);
        }
        let known = self.name_of(object.names)?;
        self.colon()?;
        object.place = behind(object.place, known);
        object.member = member;
        Ok(Some(Found { known }))
    }

    /// The name of the last member, as it is written.
    pub(crate) fn name_in(&self, object: &Object<'_, 'a>) -> &'a str {
        // Before it stand no more than a comma and white space.
        let mut again = JsonReader { rest: object.member, ..*self };
        again.peek();
        again.take(",");
        again.peek();
        again.string().unwrap_or_default()
    }

    /// Takes a name, at whose quote the reader stands; gives its index where it is known.
    #[inline(always)]
    pub(super) fn name_of(&mut self, names: &Names) -> Result<Option<usize>> {
        // Most names are short, and have no escapes.
        if let Some(inside) = stripped(self.rest, "\"")
            && let Some(block) = inside.as_bytes().first_chunk()
        {
            let end = plain_of(block);
            if let Some((_, rest)) = inside.split_at_checked(end)
                && end < 16
                && let Some(rest) = stripped(rest, "\"")
            {
                self.rest = rest;
                return Ok(names.find_ends(Ends::of_block(block, end), &block[..end]));
            }
        }
        self.string().map(|name| names.find(name.as_bytes()))
    }
}
