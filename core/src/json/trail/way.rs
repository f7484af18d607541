//! A way from one value to the next.

use crate::json::letters::Letters;
use crate::json::scan::{long_plain_length, plain_of};
use std::cell::Cell;

/// A way from a place on: letters up to the next value, with the quote of a text, and what they
/// mean. What is asked first is in one line of the cache.
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct Way {
    next: Cell<u32>,
    target: Cell<u32>,
    kind: Cell<Kind>,
    /// There are brackets.
    bracketed: Cell<bool>,
    /// It was wrong since it was learned.
    pub(super) doubted: Cell<bool>,
    brackets: Cell<Brackets>,
    letters: Letters,
}

/// What the letters of a way mean.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    /// The place behind the value.
    pub(crate) next: usize,
    /// The cell that the value fills, or the name of a member that others take.
    pub(crate) target: Option<usize>,
    pub(crate) kind: Kind,
    pub(crate) brackets: Brackets,
}

/// What value comes, and who takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A text that nobody asked for, with nothing but a name before it.
    Skipped,
    /// A text that fills a cell, with nothing but a name before it.
    Filled,
    /// A text that comes behind brackets.
    Bracketed,
    True,
    False,
    Null,
    /// A number that nobody asked for.
    Number,
    /// A value that others take.
    Member,
    /// No value: what is closed was the last thing there.
    Closed,
}

/// The brackets of a step.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Brackets {
    /// What is open ends.
    pub(crate) close: bool,
    /// A list of rows begins.
    pub(crate) list: bool,
    /// A row begins.
    pub(crate) row: bool,
    /// The member that begins behind what is closed begins so many bytes on.
    pub(crate) begins: u8,
    pub(crate) open: Open,
    /// The place before the member that is opened.
    pub(crate) back: u32,
}

impl Brackets {
    /// There are some.
    pub(crate) fn any(self) -> bool {
        self.close || self.row || self.open != Open::Nothing
    }
}

/// What a step opens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Open {
    #[default]
    Nothing,
    /// The rows of a slot.
    Rows(u32),
    /// Containers that are passed over.
    Passed,
}

const NONE: u32 = u32::MAX;

impl Way {
    pub(super) fn nothing() -> Way {
        Way {
            next: Cell::new(0),
            target: Cell::new(NONE),
            kind: Cell::new(Kind::Closed),
            bracketed: Cell::new(false),
            doubted: Cell::new(true),
            brackets: Cell::default(),
            letters: Letters::of_none(),
        }
    }

    /// Nothing was learned yet.
    pub(super) fn is_none(&self) -> bool {
        self.letters.is_none()
    }

    /// Becomes a step over these letters, where they are few enough.
    pub(super) fn keep(&self, letters: &str, step: Step) {
        if self.letters.keep(letters) {
            self.next.set(step.next as u32);
            self.target.set(step.target.map_or(NONE, |target| target as u32));
            self.kind.set(step.kind);
            self.bracketed.set(step.brackets.any());
            self.brackets.set(step.brackets);
            self.doubted.set(false);
        }
    }

    pub(super) fn swap(&self, other: &Way) {
        self.next.swap(&other.next);
        self.target.swap(&other.target);
        self.kind.swap(&other.kind);
        self.bracketed.swap(&other.bracketed);
        self.doubted.swap(&other.doubted);
        self.brackets.swap(&other.brackets);
        self.letters.swap(&other.letters);
    }

    #[inline(always)]
    pub(crate) fn next(&self) -> usize {
        self.next.get() as usize
    }

    /// The target; no index where there is none.
    #[inline(always)]
    pub(crate) fn target(&self) -> usize {
        self.target.get() as usize
    }

    /// There is a target.
    #[inline(always)]
    pub(crate) fn has_target(&self) -> bool {
        self.target.get() != NONE
    }

    /// The target, where there is one.
    pub(crate) fn some_target(&self) -> Option<usize> {
        self.has_target().then(|| self.target())
    }

    #[inline(always)]
    pub(crate) fn kind(&self) -> Kind {
        self.kind.get()
    }

    /// There are brackets.
    #[inline(always)]
    pub(crate) fn bracketed(&self) -> bool {
        self.bracketed.get()
    }

    #[inline(always)]
    pub(crate) fn brackets(&self) -> Brackets {
        self.brackets.get()
    }

    /// Where the text stands behind the way, if it goes it from there.
    #[inline(always)]
    pub(crate) fn behind(&self, text: &[u8], from: usize) -> Option<usize> {
        let rest = text.get(from..)?;
        self.letters.begin(rest).then(|| from + self.letters.length())
    }

    /// The start and the end of the text without escapes that is the value, if the text goes this
    /// way from there. The end is the place of its quote.
    #[inline(always)]
    pub(crate) fn string(&self, text: &[u8], from: usize) -> Option<(usize, usize)> {
        // One look at the length is enough for both blocks.
        let window: &[u8; 32] = text.get(from..)?.first_chunk()?;
        let length = self.letters.length();
        let start = from + length;
        let plain = if length > 16 {
            self.behind(text, from)?;
            plain_of(text.get(start..)?.first_chunk()?)
        } else {
            if !self.letters.begin_block(window.first_chunk()?) {
                return None;
            }
            plain_of(window[length..].first_chunk()?)
        };
        let end = match plain {
            16 => start + 16 + long_plain_length(text.get(start + 16..)?),
            plain => start + plain,
        };
        (*text.get(end)? == b'"').then_some((start, end))
    }
}
