//! How much work one decision may be. Rules are bounded and so are requests, but both together can
//! ask for far more than either: a text that doubles line by line, every value of one long list
//! looked for in another. So values that are looked at or made are counted.

use super::machine::{Machine, Worked};
use crate::fault::Fault;
use crate::plan::text_cost;
use crate::value::Value;
use scimrules_grammar::{Span, codes};

/// What a call of a script counts: about what it may do at most.
#[cfg(feature = "script")]
pub(super) const SCRIPT: usize = 50_000;

/// What a question to the host counts.
pub(super) const HOST: usize = 100;

/// What matching a regular expression counts, for each unit of its text.
pub(super) const PATTERN: usize = 4;

/// What it counts to look at a value.
#[inline]
pub(super) fn cost(value: Value<'_>) -> usize {
    match value {
        Value::Text(text) => text_cost(text),
        Value::List(items) => costs(items),
        _ => 1,
    }
}

/// The same for several values.
pub(super) fn costs(values: &[Value<'_>]) -> usize {
    let each = |value: &Value<'_>| match value {
        Value::List(items) => costs(items),
        value => cost(*value),
    };
    values.iter().map(each).sum()
}

impl<'a> Machine<'_, 'a> {
    /// Counts work; an error once it is more than one decision may be.
    #[inline(always)]
    pub(crate) fn spend(&self, units: usize, span: Span) -> Worked<'a, ()> {
        self.spend_at(units, || Some(span))
    }

    /// The same; the place is asked for where it is needed.
    #[inline(always)]
    pub(super) fn spend_at(
        &self,
        units: usize,
        span: impl FnOnce() -> Option<Span>,
    ) -> Worked<'a, ()> {
        match self.left.get().checked_sub(units as u64) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => self.too_much(span()),
        }
    }

    /// The same; the place is told by who asked.
    #[inline]
    pub(crate) fn spend_here(&self, units: usize) -> Worked<'a, ()> {
        self.spend_at(units, || None)
    }

    #[cold]
    fn too_much(&self, span: Option<Span>) -> Worked<'a, ()> {
        self.left.set(0);
        Err(Fault::at(
            self.memory,
            &codes::TOO_MUCH_WORK,
            span,
            format_args!("the decision is more work than is allowed"),
        ))
    }
}
