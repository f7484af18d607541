//! What comes next, guessed: most objects hold what objects at the same place held before, in the
//! same order. A guess saves time and nothing else: the text is compared with it letter by letter,
//! and whatever differs is read as if nothing had been guessed.

use super::scan::same;
use crate::names::Names;
use std::cell::Cell;
use std::ops::Range;

/// What stood behind each member of each object the last time, one thread's.
#[derive(Debug, Default)]
pub(crate) struct Guesses(Vec<Cell<Guess>>);

/// A place between the members of an object: which known name came last, and how many names that
/// nobody knows came since. The first place is zero.
pub(crate) type Place = usize;

/// Between two known names so many places are told apart.
const PLACES: usize = 4;

/// What is expected from a comma or a brace on: `,"value":`.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(super) struct Guess {
    block: [u8; 16],
    /// The bytes behind the block, where it does not hold all.
    more: [u8; 16],
    /// A bit for each byte of the block that counts.
    bits: u32,
    more_bits: u32,
    /// In bytes.
    length: u32,
    known: u32,
    /// The place behind the member.
    next: u32,
    /// Where the name stands.
    start: u8,
    end: u8,
}

/// Stands for a name that nobody knows.
const UNKNOWN: u32 = u32::MAX;

/// No text is like it: the byte stands in no UTF-8.
const NOTHING: Guess = Guess {
    block: [0xff; 16],
    more: [0; 16],
    bits: 1,
    more_bits: 0,
    length: 0,
    known: UNKNOWN,
    next: 0,
    start: 0,
    end: 0,
};

impl Guess {
    /// In bytes.
    #[inline(always)]
    pub(super) fn length(&self) -> usize {
        self.length as usize
    }

    /// The index of the name, where it is known.
    #[inline(always)]
    pub(super) fn known(&self) -> Option<usize> {
        (self.known != UNKNOWN).then_some(self.known as usize)
    }

    /// The place behind the member.
    #[inline(always)]
    pub(super) fn next(&self) -> Place {
        self.next as usize
    }

    /// Where the name stands in it.
    #[inline(always)]
    pub(super) fn name(&self) -> Range<usize> {
        usize::from(self.start)..usize::from(self.end)
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

impl Guesses {
    /// Knows nothing, of so many places.
    pub(crate) fn new(places: usize) -> Self {
        Guesses(vec![Cell::new(NOTHING); places])
    }

    /// What is expected there, where the text begins like that.
    #[inline(always)]
    pub(super) fn hit(&self, names: &Names, place: Place, text: &[u8]) -> Option<Guess> {
        let guess = self.0.get(names.first_place() + place)?.get();
        let (block, rest) = text.split_first_chunk()?;
        if same(block, &guess.block) & guess.bits != guess.bits {
            return None;
        }
        if guess.more_bits != 0
            && same(rest.first_chunk()?, &guess.more) & guess.more_bits != guess.more_bits
        {
            return None;
        }
        Some(guess)
    }

    /// Keeps a member that was read there, from the start of a text on.
    pub(super) fn learn(
        &self,
        (names, place): (&Names, Place),
        text: &[u8],
        length: usize,
        name: Range<usize>,
        known: Option<usize>,
    ) {
        let Some(cell) = self.0.get(names.first_place() + place) else { return };
        let (Some((block, rest)), 1..=32) = (text.split_first_chunk(), length) else { return };
        let more = match rest.first_chunk() {
            Some(more) => more,
            None if length <= 16 => &NOTHING.more,
            None => return,
        };
        let bits = |length: usize| (1 << length) - 1;
        cell.set(Guess {
            block: *block,
            more: *more,
            bits: bits(length.min(16)),
            more_bits: bits(length.saturating_sub(16)),
            length: length as u32,
            known: known.map_or(UNKNOWN, |known| known as u32),
            next: behind(place, known) as u32,
            start: name.start as u8,
            end: name.end as u8,
        });
    }
}
