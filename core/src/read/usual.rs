//! Attributes of JSON text in the shapes that nearly every payload has: a short way to what
//! [`AttributeTake`] makes of them by serde. Whatever is not as usual is left to that.

use super::attribute::AttributeTake;
use super::cell::{Cell, cell, dotted};
use super::slot::{Slot, State};
use super::take::{Scalar, Skip, Take};
use crate::json::{JsonError, JsonReader};
use crate::plan::{Column, Shape};
use crate::value::Value;
use bumpalo::Bump;
use bumpalo::collections::Vec as BumpVec;

/// So many rows are made room for at first.
const ROWS: usize = 4;

/// True where it was as usual; else the reader stands anywhere within the value.
type Usual = Result<bool, JsonError>;

impl<'a> AttributeTake<'_, 'a> {
    /// Takes the value where the reader stands into a slot that is absent.
    pub(super) fn usual(&self, json: &mut JsonReader<'a>, into: &mut Slot<'a>) -> Usual {
        let slot = &self.program.catalogue.slots[self.slot];
        match (json.peek(), slot.shape) {
            (b'[', Shape::Rows) => return self.usual_list(json, into),
            (b'{', Shape::Row) => {
                let mut rows = Rows::new(self, 1);
                if !self.usual_row(json, &mut rows)? {
                    return Ok(false);
                }
                *into = rows.done();
            }
            (b'"', Shape::Text | Shape::One) => {
                let text = json.string()?;
                *into = match text {
                    "" => Slot::NULL,
                    _ => Slot::one(
                        self.reader.memory,
                        self.cell(Scalar::Text(text), &slot.columns[0]),
                    ),
                };
            }
            (b'n', shape) if shape != Shape::Odd => {
                json.word("null")?;
                *into = Slot::NULL;
            }
            (b't', Shape::Text | Shape::One) => {
                json.word("true")?;
                *into = Slot::one(
                    self.reader.memory,
                    self.cell(Scalar::Boolean(true), &slot.columns[0]),
                );
            }
            (b'f', Shape::Text | Shape::One) => {
                json.word("false")?;
                *into = Slot::one(
                    self.reader.memory,
                    self.cell(Scalar::Boolean(false), &slot.columns[0]),
                );
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn usual_list(&self, json: &mut JsonReader<'a>, into: &mut Slot<'a>) -> Usual {
        let width = self.columns().len();
        let counted = self.reader.values.get();
        let mut rows = Rows::new(self, ROWS);
        let mut first = true;
        json.enter("[")?;
        loop {
            self.reader.count(width.max(1))?;
            if !json.item(&mut first)? {
                *into = rows.done();
                return Ok(true);
            }
            if json.peek() != b'{' || !self.usual_row(json, &mut rows)? {
                self.reader.values.set(counted);
                return Ok(false);
            }
        }
    }

    /// Adds the row of an object, at whose brace the reader stands.
    fn usual_row(&self, json: &mut JsonReader<'a>, rows: &mut Rows<'a>) -> Usual {
        let (columns, names) = (self.columns(), self.names());
        let row = rows.next();
        // Whether an object says anything counts only where rules ask for it as a whole.
        let mut says = !self.whole();
        let mut object = json.open(names)?;
        while let Some(found) = json.member_of(&mut object)? {
            let (Some(cell), Some(column)) = (
                found.known.and_then(|known| row.get_mut(known)),
                found.known.and_then(|known| columns.get(known)),
            ) else {
                if says {
                    json.skip_of(&mut object)?;
                } else {
                    json.at_value_of(&mut object);
                    says = self.says(json)?;
                }
                continue;
            };
            if column.many || !matches!(cell, Ok(Value::Absent)) {
                return Ok(false);
            }
            if let Some(text) = json.text_of(&mut object)? {
                if column.text && !text.is_empty() {
                    *cell = Ok(Value::Text(text));
                    says = true;
                    continue;
                }
                *cell = self.cell(Scalar::Text(text), column);
            } else {
                *cell = match json.peek() {
                    b't' => {
                        json.word("true")?;
                        self.cell(Scalar::Boolean(true), column)
                    }
                    b'f' => {
                        json.word("false")?;
                        self.cell(Scalar::Boolean(false), column)
                    }
                    b'n' => {
                        json.word("null")?;
                        Ok(Value::Null)
                    }
                    _ => return Ok(false),
                };
            }
            says |= cell.map_or(true, Value::is_some);
        }
        if !says {
            rows.empty.push(rows.count - 1);
        }
        Ok(true)
    }

    fn cell(&self, scalar: Scalar<'a>, column: &Column) -> Cell<'a> {
        let path = || dotted((self.name(), &column.name));
        cell(self.reader, scalar, column.base, self.secret(), &path)
    }

    /// Passes over a value; tells whether it says anything.
    fn says(&self, json: &mut JsonReader<'a>) -> Result<bool, JsonError> {
        match json.peek() {
            b'"' => Ok(json.skip_string()? > 0),
            b'n' => json.word("null").map(|()| false),
            b'{' | b'[' => Skip { memory: self.reader.memory, depth: self.reader.depth }.json(json),
            _ => json.skip_value().map(|()| true),
        }
    }
}

/// Rows in the making.
struct Rows<'a> {
    memory: &'a Bump,
    /// With room for more; those say nothing yet.
    cells: &'a mut [Cell<'a>],
    width: usize,
    count: usize,
    empty: BumpVec<'a, usize>,
}

impl<'a> Rows<'a> {
    fn new(take: &AttributeTake<'_, 'a>, expected: usize) -> Self {
        let (width, memory) = (take.columns().len(), take.reader.memory);
        let cells = memory.alloc_slice_fill_copy(width * expected, Ok(Value::Absent));
        Rows { memory, cells, width, count: 0, empty: BumpVec::new_in(memory) }
    }

    /// The cells of one more row.
    fn next(&mut self) -> &mut [Cell<'a>] {
        let from = self.count * self.width;
        if from + self.width > self.cells.len() {
            self.grow();
        }
        self.count += 1;
        &mut self.cells[from..from + self.width]
    }

    #[cold]
    fn grow(&mut self) {
        let length = 2 * self.cells.len();
        let cells = self.memory.alloc_slice_fill_copy(length, Ok(Value::Absent));
        cells[..self.cells.len()].copy_from_slice(self.cells);
        self.cells = cells;
    }

    fn done(self) -> Slot<'a> {
        if self.count == 0 {
            return Slot::NULL;
        }
        let cells = &self.cells[..self.count * self.width];
        let empty = self.empty.into_bump_slice();
        Slot { state: State::Present, rows: self.count, width: self.width, cells, empty }
    }
}
