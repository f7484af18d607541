//! Names of members that may be among those that somebody looks for.

use super::guess::{Guess, Guessed, Place, behind};
use super::scan::{plain_of, stripped};
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
    guesses: &'a [Guess],
    place: Place,
    /// The text from before the last member on.
    member: &'a str,
    /// The value of the member is a text, whose quote is taken.
    inside: bool,
}

impl<'a> JsonReader<'a> {
    /// Takes the brace of an object, at which the reader stands. Members may have those names.
    #[inline(always)]
    pub(crate) fn open<'n>(&mut self, names: &'n Names) -> Result<Object<'n, 'a>> {
        self.enter("{")?;
        let (guesses, member) = (self.guesses.of(names), self.rest);
        Ok(Object { names, guesses, place: 0, member, inside: false })
    }

    /// Takes the name of the next member and its colon; `None` behind the last one, whose brace is
    /// taken. The value is taken next, by [`JsonReader::text_of`] where it may be a text.
    #[inline(always)]
    pub(crate) fn member_of(&mut self, object: &mut Object<'_, 'a>) -> Result<Option<Found>> {
        if self.byte() == b'}' {
            self.leave("}");
            return Ok(None);
        }
        object.member = self.rest;
        if let Some(guess) = object.guesses.get(object.place)
            && let Some((guess, rest)) = guess.hit(self.rest)
        {
            return Ok(Some(self.guessed(object, guess, rest)));
        }
        self.other_member(object)
    }

    #[inline(always)]
    fn guessed(&mut self, object: &mut Object<'_, 'a>, guess: Guessed, rest: &'a str) -> Found {
        self.rest = rest;
        object.place = guess.next();
        object.inside = guess.text();
        Found { known: guess.known() }
    }

    /// Takes the next members, as long as they are as guessed and texts without escapes, and the
    /// taker takes the index of the name, where it is known, and the text.
    #[inline(always)]
    pub(crate) fn texts_of(
        &mut self,
        object: &mut Object<'_, 'a>,
        mut take: impl FnMut(Option<usize>, &'a str) -> bool,
    ) {
        let (mut rest, mut place) = (self.rest, object.place);
        while let Some(guess) = object.guesses.get(place)
            && let Some((guess, text, behind)) = guess.text(rest)
            && take(guess.known(), text)
        {
            (rest, place) = (behind, guess.next());
        }
        (self.rest, object.place) = (rest, place);
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

    /// Takes a member that is not the likely one.
    #[inline(never)]
    fn other_member(&mut self, object: &mut Object<'_, 'a>) -> Result<Option<Found>> {
        if let Some(guess) = object.guesses.get(object.place)
            && let Some((guess, rest)) = guess.other_hit(self.rest)
        {
            return Ok(Some(self.guessed(object, guess, rest)));
        }
        let (names, place) = (object.names, object.place);
        if !self.before_name(place == 0)? {
            return Ok(None);
        }
        let known = self.name_of(names)?;
        self.colon()?;
        self.peek();
        object.place = behind(place, known);
        object.inside = false;
        let length = object.member.len() - self.rest.len();
        self.guesses.learn((names, place), object.member, length, known);
        Ok(Some(Found { known }))
    }

    /// Takes a name, at whose quote the reader stands; gives its index where it is known.
    #[inline(always)]
    fn name_of(&mut self, names: &Names) -> Result<Option<usize>> {
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
