//! How much work one filter or PATCH request may be: many terms over many values, or many operations
//! on many members, ask for far more than either alone.

use super::error::{ScimError, ScimType};
use serde_json::{Map, Value};
use std::cell::Cell;

/// Values, members and terms that may be looked at.
const MOST: usize = 20_000_000;

/// So many bytes of text, or names of an object, count like one value.
pub(super) const PARTS: usize = 16;

/// What it counts to read a path.
pub(super) const PATH: usize = 300;

/// What it counts to tell an element of a list from the others.
pub(super) const IDENTITY: usize = 10;

/// What is left to do.
#[derive(Debug)]
pub(super) struct Work(Cell<usize>);

impl Work {
    pub(super) fn new() -> Work {
        Work(Cell::new(MOST))
    }

    /// Counts work; the error is `tooMany`.
    pub(super) fn spend(&self, units: usize) -> Result<(), ScimError> {
        match self.0.get().checked_sub(units) {
            Some(left) => {
                self.0.set(left);
                Ok(())
            }
            None => {
                let detail = "the request looks at more values than is allowed; split it";
                Err(ScimError::new(ScimType::TooMany, detail))
            }
        }
    }

    /// Counts looking for a name in an object.
    pub(super) fn look(&self, object: &Map<String, Value>, name: &str) -> Result<(), ScimError> {
        self.spend(if object.contains_key(name) { 1 } else { 1 + object.len() / PARTS })
    }
}
