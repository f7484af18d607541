//! What an explanation needs, noted while a decision is made.

use super::Truth;
use crate::value::Value;
use bumpalo::Bump;
use bumpalo::collections::Vec as BumpVec;
use scimrules_grammar::Span;
use std::cell::{Cell, RefCell};

/// The outcome of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    True,
    False,
    Unknown,
    Error,
    /// It was not asked: a part before it decided.
    Skipped,
    /// A value was worked out.
    Value,
}

impl From<Truth> for Outcome {
    fn from(truth: Truth) -> Outcome {
        match truth {
            Truth::True => Outcome::True,
            Truth::False => Outcome::False,
            Truth::Unknown => Outcome::Unknown,
        }
    }
}

/// A value that a clause read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReadValue<'a> {
    pub(crate) span: Span,
    pub(crate) value: Value<'a>,
    pub(crate) secret: bool,
    /// The one that the same clause read before.
    before: Option<u32>,
}

/// A condition or a part of one, with its outcome. Its parts stand behind it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clause<'a> {
    pub(crate) span: Span,
    pub(crate) outcome: Outcome,
    /// What it gave, where it is no condition.
    pub(crate) value: Option<Value<'a>>,
    pub(crate) secret: bool,
    /// Why it failed.
    pub(crate) error: Option<&'a str>,
    /// Behind the last of its parts.
    end: u32,
    /// How many values it read, and the last of them.
    read: (u32, Option<u32>),
}

/// Collects clauses; the innermost open one takes reads.
#[derive(Debug)]
pub(crate) struct Trace<'a> {
    noted: RefCell<Noted<'a>>,
    /// The lets that were worked out, one behind the other.
    lets: RefCell<BumpVec<'a, usize>>,
    /// By let: what it reads is noted already, at the first clause that asked for it.
    noted_lets: RefCell<BumpVec<'a, bool>>,
    /// Nothing is noted for now.
    muted: Cell<bool>,
}

/// The clauses in the order in which they were asked.
#[derive(Debug)]
pub(crate) struct Noted<'a> {
    clauses: BumpVec<'a, Clause<'a>>,
    reads: BumpVec<'a, ReadValue<'a>>,
    open: BumpVec<'a, u32>,
}

impl<'a> Trace<'a> {
    pub(crate) fn new(memory: &'a Bump) -> Trace<'a> {
        // Room for what most rules need.
        let noted = Noted {
            clauses: BumpVec::with_capacity_in(64, memory),
            reads: BumpVec::with_capacity_in(64, memory),
            open: BumpVec::with_capacity_in(16, memory),
        };
        Trace {
            noted: RefCell::new(noted),
            lets: RefCell::new(BumpVec::new_in(memory)),
            noted_lets: RefCell::new(BumpVec::new_in(memory)),
            muted: Cell::new(false),
        }
    }

    /// A let is worked out: for the first time, or again because it was forgotten. Gives what to
    /// leave it with.
    pub(super) fn enter_let(&self, item: usize) -> bool {
        let mut noted = self.noted_lets.borrow_mut();
        if noted.len() <= item {
            noted.resize(item + 1, false);
        }
        let again = std::mem::replace(&mut noted[item], true);
        self.muted.replace(self.muted.get() || again)
    }

    pub(super) fn leave_let(&self, item: usize, muted: bool) {
        self.muted.set(muted);
        self.lets.borrow_mut().push(item);
    }

    /// How many lets were worked out.
    pub(super) fn lets(&self) -> usize {
        self.lets.borrow().len()
    }

    /// Takes out those behind so many.
    pub(super) fn forget_lets(&self, known: usize, forget: impl FnMut(usize)) {
        self.lets.borrow_mut().drain(known..).for_each(forget);
    }

    /// What was noted.
    pub(crate) fn noted(&self) -> std::cell::Ref<'_, Noted<'a>> {
        self.noted.borrow()
    }

    pub(crate) fn enter(&self, span: Span, secret: bool) {
        if self.muted.get() {
            return;
        }
        let noted = &mut *self.noted.borrow_mut();
        noted.open.push(noted.clauses.len() as u32);
        noted.clauses.push(Clause {
            span,
            outcome: Outcome::Value,
            value: None,
            secret,
            error: None,
            end: 0,
            read: (0, None),
        });
    }

    pub(crate) fn leave(&self, outcome: Outcome, value: Option<Value<'a>>, error: Option<&'a str>) {
        if self.muted.get() {
            return;
        }
        let noted = &mut *self.noted.borrow_mut();
        let end = noted.clauses.len() as u32;
        let Some(at) = noted.open.pop() else { return };
        let clause = &mut noted.clauses[at as usize];
        (clause.outcome, clause.value, clause.error, clause.end) = (outcome, value, error, end);
    }

    /// A place of the rules is read once for each element of a list: the first time is noted.
    pub(crate) fn read(&self, span: Span, value: Value<'a>, secret: bool) {
        if self.muted.get() {
            return;
        }
        let noted = &mut *self.noted.borrow_mut();
        let Some(at) = noted.open.last() else { return };
        let (count, before) = noted.clauses[*at as usize].read;
        if noted.reads_from(before).any(|read| read.span == span) {
            return;
        }
        noted.clauses[*at as usize].read = (count + 1, Some(noted.reads.len() as u32));
        noted.reads.push(ReadValue { span, value, secret, before });
    }
}

impl<'a> Noted<'a> {
    /// The clauses that stand in no other.
    pub(crate) fn lines(&self) -> impl Iterator<Item = usize> {
        self.between(0, self.clauses.len())
    }

    /// The clauses right inside another.
    pub(crate) fn parts(&self, at: usize) -> impl Iterator<Item = usize> {
        self.between(at + 1, self.clauses[at].end as usize)
    }

    fn between(&self, start: usize, end: usize) -> impl Iterator<Item = usize> {
        let mut next = start;
        std::iter::from_fn(move || {
            let at = next;
            if at >= end {
                return None;
            }
            next = self.clauses[at].end as usize;
            Some(at)
        })
    }

    pub(crate) fn clause(&self, at: usize) -> &Clause<'a> {
        &self.clauses[at]
    }

    /// The values that a clause read, the last one first, and how many there are.
    pub(crate) fn reads(&self, at: usize) -> (usize, impl Iterator<Item = &ReadValue<'a>>) {
        let (count, last) = self.clauses[at].read;
        (count as usize, self.reads_from(last))
    }

    fn reads_from(&self, last: Option<u32>) -> impl Iterator<Item = &ReadValue<'a>> {
        let get = |at: u32| &self.reads[at as usize];
        std::iter::successors(last.map(get), move |read| read.before.map(get))
    }
}
