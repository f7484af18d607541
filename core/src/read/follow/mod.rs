//! The attributes of a resource in JSON text, along the trail of payloads before it: one loop goes
//! from value to value, over the brackets between, and fills the slots. Where the text leaves the
//! trail within an attribute, all of the attribute is read again the long way.

mod learn;

use super::Reader;
use super::cell::Cell;
use super::resource::{IN_SLOT, Resource};
use super::slot::{Slot, State};
use crate::json::{Brackets, Found, JsonError, JsonReader, Kind, Object, Open, Trails, Way};
use crate::plan::{Catalogue, Level};
use crate::value::Value;

/// So many rows are made room for at first.
const ROWS: usize = 4;

/// Deeper than this below a resource no trail goes.
const DEPTH: usize = 8;

/// Follows the trail from where the reader stands; gives the first member whose value others take.
pub(super) fn follow<'a>(
    json: &mut JsonReader<'a>,
    object: &mut Object<'_, 'a>,
    take: &mut Resource<'_, 'a>,
    level: &Level,
) -> Result<Option<Found>, JsonError> {
    if !json.room(DEPTH) {
        return Ok(None);
    }
    let mut walk = Walk {
        reader: take.reader,
        catalogue: &take.program.catalogue,
        level,
        slots: &mut take.read.slots,
        singles: take.read.singles,
        text: json.text(),
        at: json.position(),
        place: level.place + object.place,
        open: None,
        cells: &mut [],
        row: 0,
    };
    let found = loop {
        walk.texts(json.trails())?;
        if walk.ends() {
            break None;
        }
        match walk.step(json)? {
            Went::On => {}
            Went::Member(found) => break Some(found),
            Went::Astray => break None,
        }
    };
    walk.back();
    let (at, place) = (walk.at, walk.place - level.place);
    match found {
        Some((found, begins)) => {
            json.stand(begins);
            object.begin(json, place);
            json.stand(at);
            Ok(Some(found))
        }
        None => {
            json.stand(at);
            object.place = place;
            Ok(None)
        }
    }
}

/// A way through a resource.
struct Walk<'w, 'a> {
    reader: &'w Reader<'a>,
    catalogue: &'w Catalogue,
    level: &'w Level,
    slots: &'w mut [Slot<'a>],
    /// By slot, the values of those that have a single one.
    singles: &'w mut [Cell<'a>],
    text: &'a str,
    /// The position, in bytes.
    at: usize,
    place: usize,
    open: Option<Opened>,
    /// Of the rows that are open, with room for more; those say nothing yet.
    cells: &'a mut [Cell<'a>],
    /// Where the last row starts.
    row: usize,
}

/// A member whose containers are open.
struct Opened {
    /// The slot whose rows are read; `None`: they are passed over.
    slot: Option<usize>,
    /// Columns of a row.
    width: usize,
    list: bool,
    rows: usize,
    /// Where its member begins.
    at: usize,
    place: usize,
    /// Values that were counted before it.
    counted: usize,
}

/// How a step went.
enum Went {
    On,
    /// To a member whose value others take, and where it begins.
    Member((Found, usize)),
    /// The text goes no way that can be learned, or says a thing twice.
    Astray,
}

impl<'a> Walk<'_, 'a> {
    /// The cells that values fill: of the row, or of the resource.
    #[inline(always)]
    fn cells(&mut self) -> &mut [Cell<'a>] {
        match self.open {
            Some(_) => self.cells.get_mut(self.row..).unwrap_or_default(),
            None => self.singles,
        }
    }

    /// True where the object ends, whose brace others take.
    #[inline(always)]
    fn ends(&self) -> bool {
        self.open.is_none() && self.text.as_bytes().get(self.at) == Some(&b'}')
    }

    /// Takes texts without escapes.
    #[inline(always)]
    fn texts(&mut self, trails: &Trails) -> Result<(), JsonError> {
        let text = self.text;
        let (mut at, mut place) = (self.at, self.place);
        loop {
            let cells = self.cells();
            let bracketed = loop {
                let Some(way) = trails.likely(place) else { break None };
                let kind = way.kind();
                if kind > Kind::Bracketed {
                    break None;
                }
                let Some((start, end)) = way.string(text.as_bytes(), at) else { break None };
                if kind == Kind::Bracketed {
                    break Some((way, start, end));
                }
                if kind == Kind::Filled {
                    let Some(cell) = cells.get_mut(way.target()) else { break None };
                    let Some(text) = text.get(start..end) else { break None };
                    if text.is_empty() || !matches!(cell, Ok(Value::Absent)) {
                        break None;
                    }
                    *cell = Ok(Value::Text(text));
                }
                (at, place) = (end + 1, way.next());
            };
            (self.at, self.place) = (at, place);
            let Some((way, start, end)) = bracketed else { return Ok(()) };
            if !self.brackets(way)? {
                return Ok(());
            }
            if way.has_target()
                && let Some(text) = text.get(start..end)
                && let Some(cell) = self.cells().get_mut(way.target())
            {
                *cell = Ok(Value::text(text));
            }
            (at, place) = (end + 1, way.next());
        }
    }

    /// Goes any one step.
    #[inline(never)]
    fn step(&mut self, json: &mut JsonReader<'a>) -> Result<Went, JsonError> {
        let known = json.trails().any(self.place, self.text.as_bytes(), self.at);
        let Some((way, mut at)) = known.or_else(|| self.new_way(json)) else {
            return Ok(Went::Astray);
        };
        let kind = way.kind();
        let value = match kind {
            Kind::Skipped | Kind::Filled | Kind::Bracketed => {
                json.stand(at);
                let taken = match way.has_target() {
                    true => json.rest_of_string().map(Value::text),
                    false => json.skip_rest_of_string().map(|_| Value::Null),
                };
                // What is wrong is told by who reads it the long way.
                let Ok(value) = taken else { return Ok(Went::Astray) };
                at = json.position();
                value
            }
            Kind::True => Value::Boolean(true),
            Kind::False => Value::Boolean(false),
            Kind::Number => {
                json.stand(at);
                if json.skip_number().is_err() {
                    return Ok(Went::Astray);
                }
                at = json.position();
                Value::Null
            }
            Kind::Null | Kind::Member | Kind::Closed => Value::Null,
        };
        if way.bracketed() && !self.brackets(way)? {
            return Ok(Went::Astray);
        }
        if kind == Kind::Member {
            let begins = self.at + usize::from(way.brackets().begins);
            (self.at, self.place) = (at, way.next());
            let known = way.some_target();
            return Ok(Went::Member((Found { known }, begins)));
        }
        if way.has_target() {
            match self.cells().get_mut(way.target()) {
                Some(cell) if matches!(cell, Ok(Value::Absent)) => *cell = Ok(value),
                _ => return Ok(Went::Astray),
            }
        }
        (self.at, self.place) = (at, way.next());
        Ok(Went::On)
    }

    /// Nothing was read for a slot yet.
    fn is_absent(&self, slot: usize) -> bool {
        matches!(self.singles.get(slot), Some(Ok(Value::Absent)))
    }

    /// Goes over the brackets of a way; false, and nowhere, where what comes behind them was said
    /// before.
    #[inline(never)]
    fn brackets(&mut self, way: &Way) -> Result<bool, JsonError> {
        let Brackets { close, list, row, begins, open, back } = way.brackets();
        let fills = match open {
            Open::Rows(slot) => Some(slot as usize),
            Open::Nothing if close && way.kind() != Kind::Member => way.some_target(),
            _ => None,
        };
        if fills.is_some_and(|slot| !self.is_absent(slot)) {
            return Ok(false);
        }
        if close
            && let Some(open) = self.open.take()
            && let Some(slot) = open.slot
        {
            if open.list {
                self.reader.count(open.width.max(1))?;
            }
            let end = self.row + open.width;
            let (cells, _) = std::mem::take(&mut self.cells).split_at_mut(end);
            let (rows, width) = (open.rows, open.width);
            self.singles[slot] = IN_SLOT;
            self.slots[slot] = Slot { state: State::Present, rows, width, cells, empty: &[] };
        }
        if open != Open::Nothing {
            let (at, place) = (self.at + usize::from(begins), back as usize);
            let counted = self.reader.values.get();
            let (mut slot, mut width) = (None, 0);
            if let Open::Rows(rows) = open {
                slot = Some(rows as usize);
                width = self.catalogue.slots[rows as usize].columns.len();
                let room = if list { ROWS * width } else { width };
                self.cells = self.reader.memory.alloc_slice_fill_copy(room, Ok(Value::Absent));
            }
            self.open = Some(Opened { slot, width, list, rows: 0, at, place, counted });
        }
        if row && let Some(open) = &mut self.open {
            if open.list {
                self.reader.count(open.width.max(1))?;
            }
            self.row = open.rows * open.width;
            open.rows += 1;
            if self.row + open.width > self.cells.len() {
                self.grow();
            }
        }
        Ok(true)
    }

    /// Makes room for as many rows more.
    #[cold]
    fn grow(&mut self) {
        let length = 2 * self.cells.len();
        let cells = self.reader.memory.alloc_slice_fill_copy(length, Ok(Value::Absent));
        cells[..self.cells.len()].copy_from_slice(self.cells);
        self.cells = cells;
    }

    /// Goes back to the start of the member whose containers are open, if one's are.
    fn back(&mut self) {
        if let Some(open) = self.open.take() {
            (self.at, self.place) = (open.at, open.place);
            self.reader.values.set(open.counted);
        }
    }
}
