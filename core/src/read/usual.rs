//! Attributes of JSON text in the shapes that nearly every payload has: a short way to what
//! [`AttributeTake`] makes of them by serde. Whatever is not as usual is left to that.

use super::attribute::AttributeTake;
use super::cell::{Cell, cell, dotted};
use super::slot::{Slot, State};
use super::take::{Scalar, Skip, Take};
use crate::json::{JsonError, JsonReader};
use crate::plan::Column;
use crate::types::Base;
use crate::value::Value;
use bumpalo::collections::Vec as BumpVec;

/// So many rows are made room for at first.
const ROWS: usize = 4;

/// True where it was as usual; else the reader stands anywhere within the value.
type Usual = Result<bool, JsonError>;

impl<'a> AttributeTake<'_, 'a> {
    /// Takes the value where the reader stands into a slot that is absent.
    pub(super) fn usual(&self, json: &mut JsonReader<'a>, into: &mut Slot<'a>) -> Usual {
        // Explanations and `strict` note every tolerance, and a role may be JSON text.
        if self.reader.thorough || self.name() == "roles" {
            return Ok(false);
        }
        let one = |cell| {
            let cells = self.reader.memory.alloc_slice_copy(&[cell]);
            Slot { state: State::Present, rows: 1, width: 1, cells, empty: &[] }
        };
        match (json.peek(), self.attribute.base, self.attribute.many) {
            (b'"', base, false) if base != Base::Complex => {
                let text = json.string()?;
                *into = match text {
                    "" => Slot::NULL,
                    _ if base.is_text() => one(Ok(Value::Text(text))),
                    _ => one(self.cell(Scalar::Text(text), &self.columns()[0])),
                };
            }
            (b'[', Base::Complex, true) => return self.usual_list(json, into),
            (b'{', Base::Complex, false) => {
                let mut rows = Rows::new(self, 1);
                if !self.usual_row(json, &mut rows)? {
                    return Ok(false);
                }
                *into = rows.done();
            }
            (b'n', ..) => {
                json.word("null")?;
                *into = Slot::NULL;
            }
            (b't', Base::Boolean, false) => {
                json.word("true")?;
                *into = one(Ok(Value::Boolean(true)));
            }
            (b'f', Base::Boolean, false) => {
                json.word("false")?;
                *into = one(Ok(Value::Boolean(false)));
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn usual_list(&self, json: &mut JsonReader<'a>, into: &mut Slot<'a>) -> Usual {
        let width = self.columns().len().max(1);
        let counted = self.reader.values.get();
        let mut rows = Rows::new(self, ROWS);
        let mut first = true;
        json.enter()?;
        loop {
            self.reader.count(width)?;
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
    #[inline(always)]
    fn usual_row(&self, json: &mut JsonReader<'a>, rows: &mut Rows<'a>) -> Usual {
        let (columns, names) = (self.columns(), self.names());
        let from = rows.cells.len();
        rows.cells.extend(std::iter::repeat_n(Ok(Value::Absent), columns.len()));
        let row = &mut rows.cells[from..];
        // Whether an object says anything counts only where rules ask for it as a whole.
        let mut says = !self.whole();
        let mut first = true;
        json.enter()?;
        while let Some(found) = json.member_of(names, &mut first)? {
            let (Some(cell), Some(column)) = (
                found.known.and_then(|known| row.get_mut(known)),
                found.known.and_then(|known| columns.get(known)),
            ) else {
                if says {
                    json.skip_value()?;
                } else {
                    says = self.says(json)?;
                }
                continue;
            };
            if column.many || !matches!(cell, Ok(Value::Absent)) {
                return Ok(false);
            }
            *cell = match json.peek() {
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
