//! What comes next, guessed: most objects hold what objects at the same place held before, in the
//! same order. A guess saves time and nothing else: the text is compared with it letter by letter,
//! and whatever differs is read as if nothing had been guessed.

use super::scan::same;
use crate::names::Names;
use std::cell::Cell;
use std::ops::Range;

/// What stood behind each member of each object the last time, one thread's.
#[derive(Debug, Default)]
pub(crate) struct Guesses(Vec<Guess>);

/// A place between the members of an object: which known name came last, and how many names that
/// nobody knows came since. The first place is zero.
pub(crate) type Place = usize;

/// Between two known names so many places are told apart.
const PLACES: usize = 4;

/// Blocks of a guess behind the first one: with them the longest URNs of the standard fit.
const MORE: usize = 4;

/// What is expected from a comma or a brace on: `,"value":"`.
#[derive(Debug)]
pub(super) struct Guess {
    first: Cell<[u8; 16]>,
    more: [Cell<[u8; 16]>; MORE],
    member: Cell<Guessed>,
    /// It was wrong since it was learned.
    doubted: Cell<bool>,
}

/// The member that a guess is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guessed {
    /// A bit for each byte of the first block that counts.
    bits: u32,
    /// In bytes.
    length: u32,
    known: u32,
    next: u32,
    start: u8,
    end: u8,
    text: bool,
}

/// Stands for a name that nobody knows.
const UNKNOWN: u32 = u32::MAX;

impl Guessed {
    /// In bytes.
    #[inline(always)]
    pub(super) fn length(self) -> usize {
        self.length as usize
    }

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

    /// The last byte is the quote of a text.
    #[inline(always)]
    pub(super) fn text(self) -> bool {
        self.text
    }

    /// Where the name stands in it.
    #[inline(always)]
    pub(super) fn name(self) -> Range<usize> {
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

/// A bit for each of so many bytes.
#[inline(always)]
fn bits(length: usize) -> u32 {
    (1 << length.min(16)) - 1
}

impl Guess {
    /// No text is like it: the byte stands in no UTF-8.
    fn nothing() -> Guess {
        Guess {
            first: Cell::new([0xff; 16]),
            more: std::array::from_fn(|_| Cell::new([0; 16])),
            member: Cell::new(Guessed {
                bits: 1,
                length: 0,
                known: UNKNOWN,
                next: 0,
                start: 0,
                end: 0,
                text: false,
            }),
            doubted: Cell::new(true),
        }
    }

    /// The member, where the text begins with it.
    #[inline(always)]
    pub(super) fn hit(&self, text: &[u8]) -> Option<Guessed> {
        let (block, behind) = text.split_first_chunk()?;
        let member = self.member.get();
        if same(block, &self.first.get()) & member.bits != member.bits {
            return None;
        }
        if member.length > 16 && !self.is_more(behind, member.length()) {
            return None;
        }
        Some(member)
    }

    /// True where the text, behind its first block, is like the blocks behind the first.
    fn is_more(&self, text: &[u8], length: usize) -> bool {
        let blocks = self.more.iter().zip(text.chunks(16));
        let mut left = length - 16;
        for (expected, block) in blocks {
            let Some(block) = block.first_chunk() else { return false };
            let bits = bits(left);
            if same(block, &expected.get()) & bits != bits {
                return false;
            }
            left = left.saturating_sub(16);
            if left == 0 {
                return true;
            }
        }
        false
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

    /// Keeps a member that was read there, from the start of a text on. What was there before
    /// stays the first time: shapes that take turns are then guessed half of the time, not never.
    pub(super) fn learn(
        &self,
        (names, place): (&Names, Place),
        text: &[u8],
        length: usize,
        name: Range<usize>,
        known: Option<usize>,
    ) {
        let Some(guess) = self.of(names).get(place) else { return };
        if !guess.doubted.replace(true) {
            return;
        }
        let Some((block, behind_it)) = text.split_first_chunk() else { return };
        // The quote of a text is a part of what is expected.
        let text = text.get(length) == Some(&b'"');
        let length = length + usize::from(text);
        let more = length.saturating_sub(16).div_ceil(16);
        if more > MORE || behind_it.len() < 16 * more {
            return;
        }
        guess.doubted.set(false);
        guess.first.set(*block);
        let blocks = behind_it.as_chunks().0;
        guess.more.iter().zip(&blocks[..more]).for_each(|(more, block)| more.set(*block));
        guess.member.set(Guessed {
            bits: bits(length),
            length: length as u32,
            known: known.map_or(UNKNOWN, |known| known as u32),
            next: behind(place, known) as u32,
            start: name.start as u8,
            end: name.end as u8,
            text,
        });
    }
}
