//! Names and words of decisions as Python has them: made once, and not again for every decision.

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyString;
use scimrules::{Resource, Rules};
use std::cell::Cell;

/// How many names are looked at for one: a record of more fields makes some of them anew.
const LOOKED_AT: usize = 64;

/// The names of the fields of rules, in the order of `target`.
pub(crate) struct FieldNames(Vec<(Box<str>, Py<PyString>)>);

impl FieldNames {
    pub(crate) fn of(py: Python<'_>, rules: &Rules) -> Self {
        let mut names: Vec<(Box<str>, Py<PyString>)> = Vec::new();
        for resource in [Resource::User, Resource::Group] {
            for name in rules.field_types(resource).flat_map(|field| field.name.split('.')) {
                if names.len() < LOOKED_AT && names.iter().all(|(known, _)| **known != *name) {
                    names.push((name.into(), PyString::intern(py, name).unbind()));
                }
            }
        }
        FieldNames(names)
    }
}

/// Finds names of fields. A record has them in their order, so that the next is found at once.
pub(crate) struct Finder<'n> {
    names: &'n [(Box<str>, Py<PyString>)],
    next: Cell<usize>,
}

impl<'n> Finder<'n> {
    pub(crate) fn new(names: Option<&'n FieldNames>) -> Self {
        Finder { names: names.map_or(&[], |names| &names.0), next: Cell::new(0) }
    }

    /// The name, where it is known.
    pub(crate) fn find<'py>(&self, py: Python<'py>, name: &str) -> Option<Bound<'py, PyString>> {
        let (before, behind) = self.names.split_at(self.next.get());
        let at = match behind.iter().position(|(known, _)| **known == *name) {
            Some(found) => before.len() + found,
            None => before.iter().position(|(known, _)| **known == *name)?,
        };
        self.next.set(at + 1);
        Some(self.names[at].1.bind(py).clone())
    }
}

/// A word of the contract: the name of a member, an action, an event, a status.
pub(crate) fn word<'py>(py: Python<'py>, text: &str) -> Option<&'py Bound<'py, PyString>> {
    macro_rules! words {
        ($($word:literal)*) => {
            match text {
                $($word => Some(intern!(py, $word)),)*
                _ => None,
            }
        };
    }
    words! {
        "action" "event" "status" "record" "changes" "match" "field" "value" "then" "after" "again"
        "notify" "what" "to" "because" "rule" "line" "errors" "warnings" "code" "message"
        "create" "update" "unchanged" "activate" "deactivate" "suspend" "delete" "ignore" "reject"
        "leave" "active" "suspended" "inactive" "password" "mail" "user" "admin" "nobody"
    }
}
