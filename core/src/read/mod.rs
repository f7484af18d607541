//! Payload to values: what the rules use is taken from the request in one pass, by serde, from
//! JSON bytes and from any other format alike. Everything else is checked and skipped.

mod attribute;
mod cell;
mod current;
mod document;
mod follow;
mod given;
mod kind;
mod object;
mod params;
mod request;
mod resource;
mod slot;
mod take;

pub(crate) use cell::{Cell, number};
pub(crate) use document::{Document, Foreign, Json};
pub use document::{RequestSource, Value};
pub(crate) use request::{Operation, Payload, read_request};
pub(crate) use slot::{Slot, State};

use crate::defaults::Defaults;
use crate::fault::Fault;
use crate::plan::Plan;
use bumpalo::Bump;
use scimrules_grammar::codes;
use serde::Serialize;
use std::cell::RefCell;

/// What is shared while a request is read.
pub(crate) struct Reader<'a> {
    pub(crate) memory: &'a Bump,
    pub(crate) plan: &'a Plan,
    pub(crate) defaults: Option<&'a Defaults>,
    /// How deep the payload may be.
    pub(crate) depth: usize,
    /// Notes unknown attributes too: asked for by `strict` and by explanations.
    pub(crate) thorough: bool,
    pub(crate) notes: RefCell<bumpalo::collections::Vec<'a, Note<'a>>>,
    /// Values that were read so far.
    pub(crate) values: std::cell::Cell<usize>,
    /// Attributes that are said twice, with different values.
    pub(crate) conflicts: RefCell<bumpalo::collections::Vec<'a, &'a Fault<'a>>>,
}

/// So many tolerances and conflicts are told apart; an odd payload may hold millions.
const MOST_REMARKS: usize = 1_000;

/// So many values are read of a request: each takes more memory than its bytes may be.
const MOST_VALUES: usize = 1 << 20;

/// Letters of an attribute's name that a remark shows.
const MOST_LETTERS: usize = 200;

/// Remarks that were set aside.
pub(crate) struct Remarks<'a> {
    notes: bumpalo::collections::Vec<'a, Note<'a>>,
    conflicts: bumpalo::collections::Vec<'a, &'a Fault<'a>>,
}

/// A tolerance that was applied.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Note<'a> {
    /// The attribute, as the payload has it.
    pub attribute: &'a str,
    /// What was tolerated, for a person.
    pub tolerance: &'static str,
}

impl<'a> Reader<'a> {
    /// Notes an attribute that is said twice, with different values.
    pub(crate) fn conflict(&self, attribute: &str) -> &'a Fault<'a> {
        let fault = Fault::new(
            self.memory,
            &codes::CONFLICTING_ATTRIBUTE,
            format_args!("the payload says `{attribute}` twice, with different values"),
        );
        let mut conflicts = self.conflicts.borrow_mut();
        // One is enough to reject; a payload made of them is not listed to its end.
        if conflicts.len() < MOST_REMARKS && !conflicts.contains(&fault) {
            conflicts.push(fault);
        }
        fault
    }

    /// Counts values that are read; an error where a request holds too many.
    pub(crate) fn count<E: serde::de::Error>(&self, values: usize) -> Result<(), E> {
        self.values.set(self.values.get() + values);
        if self.values.get() <= MOST_VALUES {
            return Ok(());
        }
        Err(E::custom(format_args!("the rules read more than {MOST_VALUES} values of the request")))
    }

    /// Takes the remarks out, to tell later ones apart.
    pub(crate) fn set_aside(&self) -> Remarks<'a> {
        let notes = self.notes.replace(bumpalo::collections::Vec::new_in(self.memory));
        let conflicts = self.conflicts.replace(bumpalo::collections::Vec::new_in(self.memory));
        Remarks { notes, conflicts }
    }

    /// Adds remarks that were set aside.
    pub(crate) fn put_back(&self, remarks: Remarks<'a>) {
        self.notes.borrow_mut().extend(remarks.notes);
        self.conflicts.borrow_mut().extend(remarks.conflicts);
    }

    /// Drops the remarks about an attribute whose value does not count.
    pub(crate) fn forget(&self, attribute: &str) {
        let about = |name: &str| {
            let root = name.split(['.', '`']).next().unwrap_or("");
            root.eq_ignore_ascii_case(attribute)
        };
        self.notes.borrow_mut().retain(|note| !about(note.attribute));
        self.conflicts
            .borrow_mut()
            .retain(|fault| !fault.message.split_once('`').is_some_and(|(_, name)| about(name)));
    }

    pub(crate) fn note(&self, attribute: &str, tolerance: &'static str) {
        let mut notes = self.notes.borrow_mut();
        if notes.len() >= MOST_REMARKS {
            return;
        }
        let attribute = match attribute.char_indices().nth(MOST_LETTERS) {
            Some((end, _)) => &attribute[..end],
            None => attribute,
        };
        // A list of ten thousand odd values is one remark.
        if notes.iter().any(|note| note.attribute == attribute && note.tolerance == tolerance) {
            return;
        }
        let attribute = self.memory.alloc_str(attribute);
        notes.push(Note { attribute, tolerance });
    }
}
