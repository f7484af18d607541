//! Attributes of JSON text in the shapes that nearly every payload has: a short way to what
//! [`AttributeTake`] makes of them by serde. Whatever is not as usual is left to that.

use super::attribute::AttributeTake;
use super::cell::{Cell, cell, dotted};
use super::slot::{Slot, State};
use super::take::{Scalar, Skip, Take};
use crate::json::{JsonError, JsonReader, Like};
use crate::plan::{Column, Shape};
use crate::value::Value;
use bumpalo::collections::Vec as BumpVec;

/// So many rows are made room for at first.
const ROWS: usize = 4;

/// A row of which nothing was said yet.
const ABSENT: &[Cell<'static>] = &[Ok(Value::Absent); 16];

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
            if self.usual_text(json, into)? {
                return Ok(());
            }
            let mark = json.mark();
            if self.usual(json, into)? {
                return Ok(());
            }
            json.rewind(mark);
        }
        *into = self.json(json)?;
        Ok(())
    }

    /// The same for all but a text for a slot of texts, which is taken before.
    fn usual(&self, json: &mut JsonReader<'a>, into: &mut Slot<'a>) -> Usual {
        let slot = &self.program.catalogue.slots[self.slot];
        match (json.peek(), slot.shape) {
            (b'[', Shape::Rows) => return self.usual_list(json, into),
            (b'{', Shape::Row) => {
                let mut rows = Rows::new(self, 1);
                if !self.usual_row(json, &mut rows, None)? {
                    return Ok(false);
                }
                *into = rows.done();
            }
            (b'"', Shape::One) => {
                let text = json.string()?;
                *into = match text {
                    "" => Slot::NULL,
                    _ => self.one(self.cell(Scalar::Text(text), &slot.columns[0])),
                };
            }
            (b'n', shape) if shape != Shape::Odd => {
                json.word("null")?;
                *into = Slot::NULL;
            }
            (b't', Shape::Text | Shape::One) => {
                json.word("true")?;
                *into = self.one(self.cell(Scalar::Boolean(true), &slot.columns[0]));
            }
            (b'f', Shape::Text | Shape::One) => {
                json.word("false")?;
                *into = self.one(self.cell(Scalar::Boolean(false), &slot.columns[0]));
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Takes a text that says something, where the slot takes one, the way that is gone most.
    #[inline(always)]
    fn usual_text(&self, json: &mut JsonReader<'a>, into: &mut Slot<'a>) -> Usual {
        if json.peek() != b'"' || self.program.catalogue.slots[self.slot].shape != Shape::Text {
            return Ok(false);
        }
        *into = match json.string()? {
            "" => Slot::NULL,
            text => self.one(Ok(Value::Text(text))),
        };
        Ok(true)
    }

    fn one(&self, cell: Cell<'a>) -> Slot<'a> {
        let cells = self.reader.memory.alloc_slice_copy(&[cell]);
        Slot { state: State::Present, rows: 1, width: 1, cells, empty: &[] }
    }

    fn usual_list(&self, json: &mut JsonReader<'a>, into: &mut Slot<'a>) -> Usual {
        let width = self.columns().len().max(1);
        let counted = self.reader.values.get();
        let mut rows = Rows::new(self, ROWS);
        let mut like = Like::default();
        let mut first = true;
        json.enter()?;
        loop {
            self.reader.count(width)?;
            if !json.item(&mut first)? {
                *into = rows.done();
                return Ok(true);
            }
            if json.peek() != b'{' || !self.usual_row(json, &mut rows, Some(&mut like))? {
                self.reader.values.set(counted);
                return Ok(false);
            }
        }
    }

    /// Adds the row of an object, at whose brace the reader stands.
    #[inline(always)]
    fn usual_row(
        &self,
        json: &mut JsonReader<'a>,
        rows: &mut Rows<'a>,
        mut like: Option<&mut Like>,
    ) -> Usual {
        let (columns, names) = (self.columns(), self.names());
        let from = rows.cells.len();
        match ABSENT.get(..columns.len()) {
            Some(absent) => rows.cells.extend_from_slice_copy(absent),
            None => rows.cells.resize(from + columns.len(), Ok(Value::Absent)),
        }
        let row = &mut rows.cells[from..];
        // Whether an object says anything counts only where rules ask for it as a whole.
        let mut says = !self.whole();
        let mut first = true;
        json.enter()?;
        loop {
            let (found, text) = match &mut like {
                Some(like) => match json.member_like(names, &mut first, like)? {
                    Some(found) => found,
                    None => break,
                },
                None => match json.member_of(names, &mut first)? {
                    Some(found) => (found, false),
                    None => break,
                },
            };
            let (Some(cell), Some(column)) = (
                found.known.and_then(|known| row.get_mut(known)),
                found.known.and_then(|known| columns.get(known)),
            ) else {
                if says {
                    match text {
                        true => json.skip_string().map(drop)?,
                        false => json.skip_value()?,
                    }
                } else {
                    says = self.says(json)?;
                }
                continue;
            };
            if column.many || !matches!(cell, Ok(Value::Absent)) {
                return Ok(false);
            }
            *cell = match if text { b'"' } else { json.peek() } {
                b'"' => {
                    let text = json.string()?;
                    if column.base.is_text() && !text.is_empty() {
                        *cell = Ok(Value::Text(text));
                        says = true;
                        continue;
                    }
                    self.cell(Scalar::Text(text), column)
                }
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
            says |= cell.map_or(true, Value::is_some);
        }
        if !says {
            rows.empty.push(rows.count);
        }
        rows.count += 1;
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
    cells: BumpVec<'a, Cell<'a>>,
    width: usize,
    count: usize,
    empty: BumpVec<'a, usize>,
}

impl<'a> Rows<'a> {
    fn new(take: &AttributeTake<'_, 'a>, expected: usize) -> Self {
        let (width, memory) = (take.columns().len(), take.reader.memory);
        let cells = BumpVec::with_capacity_in(width * expected, memory);
        Rows { cells, width, count: 0, empty: BumpVec::new_in(memory) }
    }

    fn done(self) -> Slot<'a> {
        if self.count == 0 {
            return Slot::NULL;
        }
        let (cells, empty) = (self.cells.into_bump_slice(), self.empty.into_bump_slice());
        Slot { state: State::Present, rows: self.count, width: self.width, cells, empty }
    }
}
