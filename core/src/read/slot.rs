//! What the payload holds for an attribute that the rules read.

use super::cell::Cell;
use crate::value::Value;
use bumpalo::Bump;
use bumpalo::collections::Vec as BumpVec;

/// Whether the source said something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Absent,
    Null,
    Present,
}

/// What the payload holds for an attribute: rows of the columns that the rules read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot<'a> {
    pub(crate) state: State,
    pub(crate) rows: usize,
    /// Columns of a row.
    pub(crate) width: usize,
    /// `rows` times the number of columns.
    pub(crate) cells: &'a [Cell<'a>],
    /// The rows, by number, that say nothing at all: objects without a value.
    pub(crate) empty: &'a [usize],
}

impl<'a> Slot<'a> {
    pub(crate) const ABSENT: Slot<'a> =
        Slot { state: State::Absent, rows: 0, width: 0, cells: &[], empty: &[] };
    pub(super) const NULL: Slot<'a> =
        Slot { state: State::Null, rows: 0, width: 0, cells: &[], empty: &[] };

    /// A single value.
    #[inline(always)]
    pub(super) fn one(memory: &'a Bump, cell: Cell<'a>) -> Slot<'a> {
        let cells = memory.alloc_slice_copy(&[cell]);
        Slot { state: State::Present, rows: 1, width: 1, cells, empty: &[] }
    }

    /// The cells of a row.
    pub(crate) fn row(&self, row: usize) -> &'a [Cell<'a>] {
        &self.cells[row * self.width..(row + 1) * self.width]
    }
}

/// Both, where they do not contradict each other.
pub(super) fn merge<'a>(memory: &'a Bump, old: Slot<'a>, new: Slot<'a>) -> Option<Slot<'a>> {
    if old.state != new.state || old.rows != new.rows {
        return None;
    }
    let mut cells = BumpVec::with_capacity_in(old.cells.len(), memory);
    for (old, new) in old.cells.iter().zip(new.cells) {
        cells.push(match (old, new) {
            (Ok(Value::Absent), new) => *new,
            (old, Ok(Value::Absent)) => *old,
            (Ok(old), Ok(new)) if old == new => Ok(*old),
            (Err(old), Err(new)) if old.message == new.message => Err(*old),
            _ => return None,
        });
    }
    let empty = old.empty.iter().filter(|row| new.empty.binary_search(row).is_ok()).copied();
    let empty = BumpVec::from_iter_in(empty, memory).into_bump_slice();
    Some(Slot { cells: cells.into_bump_slice(), empty, ..old })
}
