//! Attributes of JSON text in the shapes that nearly every payload has: a short way to what
//! [`AttributeTake`] makes of them by serde. Whatever is not as usual is left to that.

use super::attribute::AttributeTake;
use super::cell::{Cell, cell, dotted};
use super::slot::{Slot, State};
use super::take::{Scalar, Skip, Take};
use crate::json::{JsonError, JsonReader, Object};
use crate::plan::{Column, Shape, Slot as SlotPlan};
use crate::value::Value;
use bumpalo::Bump;
use bumpalo::collections::Vec as BumpVec;

/// So many rows are made room for at first.
const ROWS: usize = 4;

/// True where it was as usual; else the reader stands anywhere within the value.
type Usual = Result<bool, JsonError>;

impl<'a> AttributeTake<'_, 'a> {
    /// Takes the value where the reader stands into a slot that is absent.
    #[inline(always)]
    pub(super) fn of_json(
        self,
        json: &mut JsonReader<'a>,
        into: &mut Slot<'a>,
    ) -> Result<(), JsonError> {
        // Explanations and `strict` note every tolerance.
        if !self.reader.thorough {
            let mark = json.mark();
            if self.usual(json, into)? {
                return Ok(());
            }
            json.rewind(mark);
        }
        *into = self.json(json)?;
        Ok(())
    }

    fn usual(&self, json: &mut JsonReader<'a>, into: &mut Slot<'a>) -> Usual {
        let slot = &self.program.catalogue.slots[self.slot];
        let scalar = match (json.peek(), slot.shape) {
            (b'[', Shape::Rows) | (b'{', Shape::Row) => return self.usual_rows(json, slot, into),
            (b'n', shape) if shape != Shape::Odd => {
                json.word("null")?;
                *into = Slot::NULL;
                return Ok(true);
            }
            (b'"', Shape::Text | Shape::One) => Scalar::Text(json.string()?),
            (b't', Shape::Text | Shape::One) => {
                json.word("true")?;
                Scalar::Boolean(true)
            }
            (b'f', Shape::Text | Shape::One) => {
                json.word("false")?;
                Scalar::Boolean(false)
            }
            _ => return Ok(false),
        };
        *into = match scalar {
            Scalar::Text("") => Slot::NULL,
            _ => Slot::one(self.reader.memory, self.cell(scalar, &slot.columns[0])),
        };
        Ok(true)
    }

    /// Takes a list of objects, or an object where one is due.
    fn usual_rows(&self, json: &mut JsonReader<'a>, slot: &SlotPlan, into: &mut Slot<'a>) -> Usual {
        let width = slot.columns.len();
        let counted = self.reader.values.get();
        let list = slot.shape == Shape::Rows;
        let mut rows = Rows::new(self.reader.memory, width, if list { ROWS } else { 1 });
        let mut first = true;
        if list {
            json.enter("[")?;
        }
        loop {
            if list {
                self.reader.count(width.max(1))?;
                if !json.item(&mut first)? {
                    break;
                }
            }
            if json.peek() != b'{' || !self.usual_row(json, slot, &mut rows)? {
                self.reader.values.set(counted);
                return Ok(false);
            }
            if !list {
                break;
            }
        }
        *into = rows.done();
        Ok(true)
    }

    /// Adds the row of an object, at whose brace the reader stands.
    #[inline(always)]
    fn usual_row(&self, json: &mut JsonReader<'a>, slot: &SlotPlan, rows: &mut Rows<'a>) -> Usual {
        let row = rows.next();
        // Whether an object says anything counts only where rules ask for it as a whole.
        let mut says = !slot.whole;
        let mut free = slot.texts;
        let mut object = json.open(&slot.names)?;
        loop {
            if !slot.whole {
                json.texts_of(&mut object, |known, text| {
                    let Some(known) = known else { return true };
                    let Some(cell) = row.get_mut(known) else { return false };
                    if text.is_empty() || !free.take(known) {
                        return false;
                    }
                    *cell = Ok(Value::Text(text));
                    true
                });
            }
            let Some(found) = json.member_of(&mut object)? else { break };
            let (Some(cell), Some(column)) = (
                found.known.and_then(|known| row.get_mut(known)),
                found.known.and_then(|known| slot.columns.get(known)),
            ) else {
                if says {
                    json.skip_of(&mut object)?;
                } else {
                    json.at_value_of(&mut object);
                    says = self.says(json)?;
                }
                continue;
            };
            if !self.usual_cell(json, &mut object, column, cell)? {
                return Ok(false);
            }
            if let Some(known) = found.known {
                free.take(known);
            }
            says |= cell.map_or(true, Value::is_some);
        }
        if !says {
            rows.empty.push(rows.count - 1);
        }
        Ok(true)
    }

    /// Takes the value of a member into its cell.
    #[inline(never)]
    fn usual_cell(
        &self,
        json: &mut JsonReader<'a>,
        object: &mut Object<'_, 'a>,
        column: &Column,
        cell: &mut Cell<'a>,
    ) -> Usual {
        if column.many || !matches!(cell, Ok(Value::Absent)) {
            return Ok(false);
        }
        let scalar = match json.text_of(object)? {
            Some(text) => Scalar::Text(text),
            None => match json.peek() {
                b't' => {
                    json.word("true")?;
                    Scalar::Boolean(true)
                }
                b'f' => {
                    json.word("false")?;
                    Scalar::Boolean(false)
                }
                b'n' => {
                    json.word("null")?;
                    *cell = Ok(Value::Null);
                    return Ok(true);
                }
                _ => return Ok(false),
            },
        };
        *cell = self.cell(scalar, column);
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
    fn new(memory: &'a Bump, width: usize, expected: usize) -> Self {
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
