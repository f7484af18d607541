//! What one decision has at hand.

use super::Trace;
use super::lookup::Known;
use crate::decision::Reason;
use crate::fault::Fault;
use crate::plan::{Plan, Program, holds};
use crate::read::Payload;
use crate::rules::Inner;
use crate::scratch::Scratch;
use crate::value::Value;
use bumpalo::Bump;
use bumpalo::collections::Vec as BumpVec;
use scimrules_grammar::{Code, Span};
use std::cell::{Cell, RefCell};
use std::fmt;

/// A value, or why there is none.
pub(crate) type Worked<'a, T = Value<'a>> = Result<T, &'a Fault<'a>>;

/// The fields that are written anew.
#[derive(Clone, Copy)]
pub(crate) enum Changed<'a> {
    /// Nothing is written.
    None,
    /// All that have a value: there is no account.
    Values,
    /// Those that differ from the record.
    Fields(&'a [u64]),
}

/// The state of one decision.
pub(crate) struct Machine<'m, 'a> {
    pub(crate) rules: &'a Inner,
    pub(crate) plan: &'a Plan,
    pub(crate) program: &'a Program,
    #[cfg(feature = "script")]
    pub(crate) scratch: &'a Scratch,
    pub(crate) memory: &'a Bump,
    pub(crate) payload: &'a Payload<'a>,
    /// Lets are worked out at most once.
    pub(crate) lets: &'a [Cell<Option<Worked<'a>>>],
    /// What lines look up, worked out at most once.
    pub(crate) subjects: &'a [Cell<Option<Known>>],
    /// The fields that were looked at, a bit for each.
    pub(crate) awake: Cell<&'a [u64]>,
    /// The mapped values, once they are known.
    pub(crate) target: &'m [Cell<Value<'a>>],
    /// The fields that have a fault instead, in order.
    pub(crate) faults: RefCell<BumpVec<'a, (usize, &'a Fault<'a>)>>,
    pub(crate) changed: Cell<Changed<'a>>,
    pub(crate) trace: Option<&'a Trace<'a>>,
    pub(crate) warnings: RefCell<BumpVec<'a, Reason<'a>>>,
    /// What `first_free` counts.
    pub(crate) counter: Cell<i64>,
    /// The work that may still be done.
    pub(crate) left: Cell<u64>,
}

impl<'m, 'a> Machine<'m, 'a> {
    pub(crate) fn new(
        rules: &'a Inner,
        program: &'a Program,
        scratch: &'a Scratch,
        payload: &'a Payload<'a>,
        trace: Option<&'a Trace<'a>>,
        target: &'m [Cell<Value<'a>>],
    ) -> Machine<'m, 'a> {
        let memory = &scratch.memory;
        let lets = memory.alloc_slice_fill_with(program.lets.len(), |_| Cell::new(None));
        let subjects = memory.alloc_slice_fill_with(program.subjects.len(), |_| Cell::new(None));
        Machine {
            rules,
            plan: &rules.plan,
            program,
            #[cfg(feature = "script")]
            scratch,
            memory,
            payload,
            lets,
            subjects,
            awake: Cell::new(&[]),
            target,
            faults: RefCell::new(BumpVec::new_in(memory)),
            changed: Cell::new(Changed::None),
            trace,
            warnings: RefCell::new(BumpVec::new_in(memory)),
            counter: Cell::new(0),
            left: Cell::new(rules.payload.work),
        }
    }

    /// What is mapped to a field.
    pub(crate) fn mapped(&self, field: usize) -> Worked<'a> {
        match self.fault_of(field) {
            Some(fault) => Err(fault),
            None => Ok(self.target[field].get()),
        }
    }

    pub(super) fn fault_of(&self, field: usize) -> Option<&'a Fault<'a>> {
        let faults = self.faults.borrow();
        let at = faults.binary_search_by_key(&field, |(field, _)| *field).ok()?;
        Some(faults[at].1)
    }

    pub(super) fn changed(&self, field: usize) -> bool {
        match self.changed.get() {
            Changed::None => false,
            Changed::Values => self.target[field].get().is_some(),
            Changed::Fields(fields) => holds(fields, field),
        }
    }

    pub(crate) fn fault(
        &self,
        code: &'static Code,
        span: Span,
        message: fmt::Arguments<'_>,
    ) -> &'a Fault<'a> {
        Fault::at(self.memory, code, Some(span), message)
    }

    pub(crate) fn warn(
        &self,
        code: &'static Code,
        span: Span,
        field: Option<&'a str>,
        message: fmt::Arguments<'_>,
    ) {
        let fault = self.fault(code, span, message);
        self.warnings.borrow_mut().push(self.reason(fault, field));
    }

    /// A reason with the line that it is about.
    pub(crate) fn reason(&self, fault: &'a Fault<'a>, field: Option<&'a str>) -> Reason<'a> {
        Reason {
            code: fault.code.id,
            message: fault.message,
            line: fault.span.map(|span| self.rules.source.line(span.start)),
            field,
        }
    }
}
