//! Names of members that may be among those that somebody looks for.

use super::guess::{Place, behind};
use super::scan::plain_of;
use super::{JsonReader, Result};
use crate::names::{Ends, Names};
use std::ops::Range;

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

impl<'a> JsonReader<'a> {
    /// Takes the name of the next member and its colon; `None` behind the last one, whose brace is
    /// taken. The place is zero behind the brace that opens the object, and moves on.
    #[inline(always)]
    pub(crate) fn member_of(
        &mut self,
        names: &Names,
        place: &mut Place,
    ) -> Result<Option<Found<'a>>> {
        if self.byte() == b'}' {
            self.leave("}");
            return Ok(None);
        }
        if let Some(guess) = self.guesses.hit(names, *place, self.rest.as_bytes())
            && let Some((_, rest)) = self.rest.split_at_checked(guess.length())
        {
            let text = std::mem::replace(&mut self.rest, rest);
            *place = guess.next();
            let Range { start, end } = guess.name();
            return Ok(Some(Found { known: guess.known(), text, start, end }));
        }
        self.other_member(names, place)
    }

    /// Takes a member that was not guessed.
    #[inline(never)]
    fn other_member(&mut self, names: &Names, place: &mut Place) -> Result<Option<Found<'a>>> {
        let from = self.rest;
        let at = *place;
        if !self.before_name(at == 0)? {
            return Ok(None);
        }
        // Behind the quote.
        let start = from.len() - self.rest.len() + 1;
        let found = self.name_of(names)?;
        *place = behind(at, found.known);
        self.peek();
        let name = start..start + (found.end - found.start);
        // A name with escapes is longer in the text than it says.
        if from.get(name.clone()) == Some(found.name()) {
            let length = from.len() - self.rest.len();
            self.guesses.learn((names, at), from.as_bytes(), length, name, found.known);
        }
        Ok(Some(found))
    }

    /// Takes a name, at whose quote the reader stands, and its colon.
    #[inline(always)]
    fn name_of(&mut self, names: &Names) -> Result<Found<'a>> {
        let inside = &self.rest[1..];
        // Most names are short, and have no escapes.
        if let Some(block) = inside.as_bytes().first_chunk() {
            let end = plain_of(block);
            if let Some((_, rest)) = inside.split_at_checked(end)
                && end < 16
                && let Some(rest) = rest.strip_prefix("\"")
            {
                self.rest = rest;
                let known = names.find_ends(Ends::of_block(block, end), &block[..end]);
                self.colon()?;
                return Ok(Found { known, text: inside, start: 0, end });
            }
        }
        let name = self.string()?;
        self.colon()?;
        Ok(Found::of(name, names))
    }
}
