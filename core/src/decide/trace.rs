//! What an explanation needs, noted while a decision is made.

use super::Truth;
use crate::value::Value;
use scimrules_grammar::Span;
use std::cell::RefCell;

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
#[derive(Clone, Debug)]
pub(crate) struct ReadValue<'a> {
    pub(crate) span: Span,
    pub(crate) value: Value<'a>,
    pub(crate) secret: bool,
}

/// A condition or a part of one, with its outcome.
#[derive(Clone, Debug)]
pub(crate) struct Clause<'a> {
    pub(crate) span: Span,
    pub(crate) outcome: Outcome,
    /// What it gave, where it is no condition.
    pub(crate) value: Option<Value<'a>>,
    pub(crate) secret: bool,
    /// Why it failed.
    pub(crate) error: Option<&'a str>,
    pub(crate) reads: Vec<ReadValue<'a>>,
    pub(crate) parts: Vec<Clause<'a>>,
}

/// Collects clauses; the innermost open one takes reads.
#[derive(Debug, Default)]
pub(crate) struct Trace<'a> {
    open: RefCell<Vec<Clause<'a>>>,
    /// The lines of the rules that were asked.
    lines: RefCell<Vec<Clause<'a>>>,
}

impl<'a> Trace<'a> {
    /// The lines that were asked, in order. The trace stands in an arena, which drops nothing: what
    /// it owns is taken out here.
    pub(crate) fn finish(&self) -> Vec<Clause<'a>> {
        self.open.take();
        self.lines.take()
    }

    pub(crate) fn enter(&self, span: Span, secret: bool) {
        self.open.borrow_mut().push(Clause {
            span,
            outcome: Outcome::Value,
            value: None,
            secret,
            error: None,
            reads: Vec::new(),
            parts: Vec::new(),
        });
    }

    pub(crate) fn leave(&self, outcome: Outcome, value: Option<Value<'a>>, error: Option<&'a str>) {
        let Some(mut clause) = self.open.borrow_mut().pop() else { return };
        clause.outcome = outcome;
        clause.value = value;
        clause.error = error;
        match self.open.borrow_mut().last_mut() {
            Some(outer) => outer.parts.push(clause),
            None => self.lines.borrow_mut().push(clause),
        }
    }

    /// A place of the rules is read once for each element of a list: the first time is noted.
    pub(crate) fn read(&self, span: Span, value: Value<'a>, secret: bool) {
        if let Some(clause) = self.open.borrow_mut().last_mut()
            && !clause.reads.iter().rev().any(|read| read.span == span)
        {
            clause.reads.push(ReadValue { span, value, secret });
        }
    }
}
