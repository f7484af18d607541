//! Names of members that may be among those that somebody looks for.

use super::guess::{Guess, Place, behind};
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

/// An object in the text, behind whose brace the reader stands at first.
pub(crate) struct Object<'n, 'a> {
    names: &'n Names,
    guesses: &'a [Guess],
    place: Place,
    /// The value of the member is a text, whose quote is taken.
    inside: bool,
}

impl<'a> JsonReader<'a> {
    /// Takes the brace of an object, at which the reader stands. Members may have those names.
    #[inline(always)]
    pub(crate) fn open<'n>(&mut self, names: &'n Names) -> Result<Object<'n, 'a>> {
        self.enter("{")?;
        Ok(Object { names, guesses: self.guesses.of(names), place: 0, inside: false })
    }

    /// Takes the name of the next member and its colon; `None` behind the last one, whose brace is
    /// taken. The value is taken next, by [`JsonReader::text_of`] where it may be a text.
    #[inline(always)]
    pub(crate) fn member_of(&mut self, object: &mut Object<'_, 'a>) -> Result<Option<Found<'a>>> {
        if self.byte() == b'}' {
            self.leave("}");
            return Ok(None);
        }
        if let Some(guess) = object.guesses.get(object.place)
            && let Some(guess) = guess.hit(self.rest.as_bytes())
            && let Some((_, rest)) = self.rest.split_at_checked(guess.length())
        {
            let text = std::mem::replace(&mut self.rest, rest);
            object.place = guess.next();
            object.inside = guess.text();
            let Range { start, end } = guess.name();
            return Ok(Some(Found { known: guess.known(), text, start, end }));
        }
        self.other_member(object)
    }

    /// Takes the value where it is a text.
    #[inline(always)]
    pub(crate) fn text_of(&mut self, object: &mut Object<'_, 'a>) -> Result<Option<&'a str>> {
        if object.inside || self.peek() == b'"' && self.take("\"") {
            return self.rest_of_string().map(Some);
        }
        Ok(None)
    }

    /// Stands at the value, whatever it is.
    #[inline(always)]
    pub(crate) fn at_value_of(&mut self, object: &mut Object<'_, 'a>) {
        if std::mem::replace(&mut object.inside, false) {
            let text = self.text;
            self.rest = &text[text.len() - self.rest.len() - 1..];
        }
    }

    /// Passes over the value.
    #[inline(always)]
    pub(crate) fn skip_of(&mut self, object: &mut Object<'_, 'a>) -> Result<()> {
        match object.inside {
            true => self.skip_rest_of_string().map(drop),
            false => self.skip_value(),
        }
    }

    /// Takes a member that was not guessed.
    #[inline(never)]
    fn other_member(&mut self, object: &mut Object<'_, 'a>) -> Result<Option<Found<'a>>> {
        let from = self.rest;
        let (names, at) = (object.names, object.place);
        if !self.before_name(at == 0)? {
            return Ok(None);
        }
        // Behind the quote.
        let inside = &self.rest[1..];
        let found = self.name_of(inside, names)?;
        object.place = behind(at, found.known);
        object.inside = false;
        // A name with escapes is longer in the text than it says.
        let plain = inside.len() - self.rest.len() == found.end - found.start + 1;
        self.colon()?;
        self.peek();
        if plain {
            let start = from.len() - inside.len();
            let (length, name) = (from.len() - self.rest.len(), start..start + found.end);
            self.guesses.learn((names, at), from.as_bytes(), length, name, found.known);
        }
        Ok(Some(found))
    }

    /// Takes a name, inside of whose quotes is this.
    #[inline(always)]
    fn name_of(&mut self, inside: &'a str, names: &Names) -> Result<Found<'a>> {
        // Most names are short, and have no escapes.
        if let Some(block) = inside.as_bytes().first_chunk() {
            let end = plain_of(block);
            if let Some((_, rest)) = inside.split_at_checked(end)
                && end < 16
                && let Some(rest) = rest.strip_prefix("\"")
            {
                self.rest = rest;
                let known = names.find_ends(Ends::of_block(block, end), &block[..end]);
                return Ok(Found { known, text: inside, start: 0, end });
            }
        }
        self.string().map(|name| Found::of(name, names))
    }
}
