//! What comes next, guessed: most objects hold what objects at the same place held before, in the
//! same order. A guess saves time and nothing else: the text is compared with it letter by letter,
//! and whatever differs is read as if nothing had been guessed.

use super::scan::Beginning;
use crate::names::Names;
use std::cell::Cell;

/// What stood behind each member of each object the last time, one thread's.
#[derive(Debug, Default)]
pub(crate) struct Guesses(Vec<Guess>);

/// A place between the members of an object: which known name came last, and how many names that
/// nobody knows came since. The first place is zero.
pub(crate) type Place = usize;

/// Between two known names so many places are told apart.
const PLACES: usize = 4;

/// What is expected from a comma or a brace on: `,"value":"`. What is asked first is in one line of
/// the cache.
#[derive(Debug)]
#[repr(C, align(32))]
pub(super) struct Guess {
    member: Cell<Guessed>,
    beginning: Beginning,
}

/// The member that a guess is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guessed {
    known: u32,
    next: u32,
    text: bool,
    /// It was wrong since it was learned.
    doubted: bool,
}

/// Stands for a name that nobody knows.
const UNKNOWN: u32 = u32::MAX;

impl Guessed {
    /// The index of the name, where it is known.
    #[inline(always)]
    pub(super) fn known(self) -> Option<usize> {
        (self.known != UNKNOWN).then_some(self.known as usize)
    }

    /// The place behind the member.
    #[inline(always)]
    pub(super) fn next(self) -> Place {
        self.next as usize
    }

    /// It ends with the quote of a text.
    #[inline(always)]
    pub(super) fn text(self) -> bool {
        self.text
    }
}

/// How many places the members of an object have that may have these names.
pub(crate) fn places(names: &Names) -> usize {
    (names.len() + 1) * PLACES
}

/// The place behind a member.
pub(super) fn behind(place: Place, known: Option<usize>) -> Place {
    match known {
        Some(known) => (known + 1) * PLACES,
        None if place % PLACES < PLACES - 1 => place + 1,
        None => place,
    }
}

impl Guess {
    fn nothing() -> Guess {
        let member = Guessed { known: UNKNOWN, next: 0, text: false, doubted: true };
        Guess { member: Cell::new(member), beginning: Beginning::of_none() }
    }

    /// The member, its text and what stands behind, where it is a text without escapes.
    #[inline(always)]
    pub(super) fn text<'a>(&self, text: &'a str) -> Option<(Guessed, &'a str, &'a str)> {
        let member = self.member.get();
        if !member.text {
            return None;
        }
        let (string, behind) = self.beginning.string_behind(text)?;
        Some((member, string, behind))
    }

    /// The member, where the text begins with it, and what stands behind.
    #[inline(always)]
    pub(super) fn hit<'a>(&self, text: &'a str) -> Option<(Guessed, &'a str)> {
        let behind = self.beginning.behind(text)?;
        Some((self.member.get(), behind))
    }
}

impl Guesses {
    /// Knows nothing, of so many places.
    pub(crate) fn new(places: usize) -> Self {
        Guesses((0..places).map(|_| Guess::nothing()).collect())
    }

    /// What was learned of objects whose members may have these names.
    #[inline(always)]
    pub(super) fn of(&self, names: &Names) -> &[Guess] {
        self.0.get(names.guesses()).unwrap_or_default()
    }

    /// Keeps a member that was read there, `length` bytes from the start of a text on. What was
    /// there before stays the first time: shapes that take turns are then guessed half of the time,
    /// not never.
    pub(super) fn learn(
        &self,
        (names, place): (&Names, Place),
        text: &str,
        length: usize,
        known: Option<usize>,
    ) {
        let Some(guess) = self.of(names).get(place) else { return };
        let before = guess.member.get();
        if !before.doubted {
            guess.member.set(Guessed { doubted: true, ..before });
            return;
        }
        // The quote of a text is a part of what is expected.
        let is_text = text.as_bytes().get(length) == Some(&b'"');
        if text.get(..length + usize::from(is_text)).is_some_and(|kept| guess.beginning.keep(kept))
        {
            guess.member.set(Guessed {
                known: known.map_or(UNKNOWN, |known| known as u32),
                next: behind(place, known) as u32,
                text: is_text,
                doubted: false,
            });
        }
    }
}
