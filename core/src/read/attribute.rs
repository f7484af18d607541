//! The value of an attribute, in all the shapes that providers send.

use super::Reader;
use super::cell::{Cell, Typed, cell, dotted};
use super::slot::{Slot, State};
use super::take::{Name, Named, Scalar, Skip, Take, seed};
use crate::fault::Fault;
use crate::names::Names;
use crate::plan::{Attribute, Program};
use crate::types::Base;
use crate::value::Value;
use bumpalo::Bump;
use bumpalo::collections::Vec as BumpVec;
use scimrules_grammar::codes;
use serde::de::{IgnoredAny, MapAccess, SeqAccess};

/// Takes the value of an attribute.
#[derive(Clone, Copy)]
pub(crate) struct AttributeTake<'r, 'a> {
    pub(crate) reader: &'r Reader<'a>,
    pub(crate) program: &'r Program,
    pub(crate) attribute: &'r Attribute,
    pub(crate) slot: usize,
}

impl<'r, 'a> AttributeTake<'r, 'a> {
    pub(super) fn columns(&self) -> &'r [crate::plan::Column] {
        &self.program.catalogue.slots[self.slot].columns
    }

    pub(super) fn names(&self) -> &'r Names {
        &self.program.catalogue.slots[self.slot].names
    }

    pub(super) fn name(&self) -> &'r str {
        &self.attribute.name
    }

    pub(super) fn secret(&self) -> bool {
        self.attribute.extension.is_none() && self.attribute.name == "password"
    }

    /// Adds the row of a scalar: the value of a simple attribute, or the `value` of a complex one.
    /// False where it says "none".
    fn scalar_row(&self, scalar: Scalar<'a>, cells: &mut BumpVec<'a, Cell<'a>>) -> bool {
        if scalar == Scalar::Text("") {
            return false;
        }
        if self.attribute.base != Base::Complex {
            let base = self.attribute.base;
            cells.push(cell(self.reader, scalar, base, self.secret(), &|| self.name().to_owned()));
            return true;
        }
        if let Scalar::Text(text) = scalar
            && self.name() == "roles"
            && text.starts_with('{')
            && self.role(text, cells)
        {
            return true;
        }
        self.reader.note(self.name(), "a simple value where an object is due");
        let has_value = self.attribute.sub.iter().any(|sub| sub.name == "value");
        for column in self.columns() {
            cells.push(if !has_value {
                Err(Fault::new(
                    self.reader.memory,
                    &codes::VALUE_WRONG_TYPE,
                    format_args!("`{}` is a simple value where an object is due", self.name()),
                ))
            } else if column.name == "value" {
                let path = || dotted((self.name(), "value"));
                cell(self.reader, scalar, column.base, self.secret(), &path)
            } else {
                Ok(Value::Absent)
            });
        }
        true
    }

    /// Entra sends a role as JSON text. False where the text is something else.
    fn role(&self, text: &'a str, cells: &mut BumpVec<'a, Cell<'a>>) -> bool {
        let Ok(serde_json::Value::Object(object)) = serde_json::from_str(text) else {
            return false;
        };
        self.reader.note(self.name(), "JSON text in a value");
        for column in self.columns() {
            let names: &[&str] = match column.name.as_str() {
                "value" => &["value", "id"],
                "display" => &["display", "displayName"],
                _ => &[],
            };
            let exact = object.get(&column.name);
            let found = exact.or_else(|| names.iter().find_map(|name| object.get(*name)));
            cells.push(match found {
                Some(serde_json::Value::String(text)) => {
                    Ok(Value::text(self.reader.memory.alloc_str(text)))
                }
                Some(serde_json::Value::Bool(value)) => Ok(Value::Boolean(*value)),
                _ => Ok(Value::Absent),
            });
        }
        true
    }

    /// Adds the row of an object; false where the object says nothing at all.
    fn object_row<'de: 'a, A: MapAccess<'de>>(
        &self,
        mut object: A,
        cells: &mut BumpVec<'a, Cell<'a>>,
    ) -> Result<bool, A::Error> {
        let memory = self.reader.memory;
        let skip = Skip { memory, depth: self.reader.depth };
        if self.attribute.base != Base::Complex {
            skip.object(object)?;
            cells.push(Err(Fault::new(
                memory,
                &codes::VALUE_WRONG_TYPE,
                format_args!("`{}` is an object where a simple value is due", self.name()),
            )));
            return Ok(true);
        }
        let first = cells.len();
        let mut says = false;
        let columns = self.columns();
        cells.extend(std::iter::repeat_n(Ok(Value::Absent), columns.len()));
        while let Some(name) = object.next_key_seed(Named(self.names(), memory))? {
            let Some(column) = name.known() else {
                if self.reader.thorough
                    && let Name::Written(_, key) = name
                {
                    let known = self.attribute.sub.iter();
                    let known = known.clone().any(|sub| sub.name.eq_ignore_ascii_case(key));
                    if !known {
                        self.reader.note(&dotted((self.name(), key)), "an unknown attribute");
                    }
                }
                if says {
                    object.next_value::<IgnoredAny>()?;
                } else {
                    says = object.next_value_seed(seed(skip))?;
                }
                continue;
            };
            let plan = &columns[column];
            if self.reader.thorough
                && let Name::Written(_, key) = name
                && plan.name != key
            {
                self.reader.note(&dotted((self.name(), key)), "a name in another case");
            }
            let typed = Typed {
                reader: self.reader,
                base: plan.base,
                many: plan.many,
                secret: self.secret(),
                path: (self.name(), &plan.name),
            };
            let value = object.next_value_seed(seed(typed))?;
            says |= value.map_or(true, |value| value.is_some());
            let cell = &mut cells[first + column];
            match (*cell, value) {
                (Ok(Value::Absent), value) => *cell = value,
                (Err(_), Err(_)) => {}
                (old, new) if old == new => {}
                _ => *cell = Err(self.reader.conflict(&dotted((self.name(), &plan.name)))),
            }
        }
        self.unfold_role(&mut cells[first..]);
        Ok(says)
    }

    /// A role whose `value` is JSON text.
    fn unfold_role(&self, row: &mut [Cell<'a>]) {
        if self.name() != "roles" {
            return;
        }
        let value = self.columns().iter().position(|column| column.name == "value");
        let Some(Ok(Value::Text(text))) = value.map(|value| row[value]) else { return };
        if !text.starts_with('{') {
            return;
        }
        let mut unfolded = BumpVec::new_in(self.reader.memory);
        if self.role(text, &mut unfolded) {
            for (cell, new) in row.iter_mut().zip(unfolded) {
                if new != Ok(Value::Absent) {
                    *cell = new;
                }
            }
        }
    }

    fn done(
        &self,
        rows: usize,
        cells: BumpVec<'a, Cell<'a>>,
        empty: BumpVec<'a, usize>,
    ) -> Slot<'a> {
        if rows == 0 {
            return Slot::NULL;
        }
        let (cells, empty) = (cells.into_bump_slice(), empty.into_bump_slice());
        Slot { state: State::Present, rows, width: self.columns().len(), cells, empty }
    }
}

impl<'a> Take<'a> for AttributeTake<'_, 'a> {
    type Out = Slot<'a>;

    fn memory(&self) -> &'a Bump {
        self.reader.memory
    }

    fn scalar(self, scalar: Scalar<'a>) -> Slot<'a> {
        let mut cells = BumpVec::with_capacity_in(self.columns().len(), self.reader.memory);
        let some = self.scalar_row(scalar, &mut cells);
        if some && self.attribute.many && self.attribute.base != Base::Complex {
            self.reader.note(self.name(), "one value where a list is due");
        }
        self.done(usize::from(some), cells, BumpVec::new_in(self.reader.memory))
    }

    fn null(self) -> Slot<'a> {
        if self.attribute.many {
            self.reader.note(self.name(), "null where a list is due");
        }
        Slot::NULL
    }

    fn list<'de: 'a, A: SeqAccess<'de>>(self, mut list: A) -> Result<Slot<'a>, A::Error> {
        let mut cells = BumpVec::new_in(self.reader.memory);
        let mut empty = BumpVec::new_in(self.reader.memory);
        let mut rows = 0;
        loop {
            self.reader.count(self.columns().len().max(1))?;
            let row = Row { take: self, cells: &mut cells };
            match list.next_element_seed(seed(row))? {
                None => break,
                Some(Added::None) => continue,
                Some(Added::Row) => {}
                Some(Added::Empty) => empty.push(rows),
            }
            rows += 1;
        }
        if !self.attribute.many && rows > 0 {
            if rows > 1 {
                let fault = Fault::new(
                    self.reader.memory,
                    &codes::VALUE_WRONG_TYPE,
                    format_args!("`{}` is a list where one value is due", self.name()),
                );
                cells.clear();
                cells.extend(std::iter::repeat_n(Err(fault), self.columns().len()));
                rows = 1;
                empty.clear();
            } else {
                self.reader.note(self.name(), "a list of one where a single value is due");
            }
        }
        Ok(self.done(rows, cells, empty))
    }

    fn object<'de: 'a, A: MapAccess<'de>>(self, object: A) -> Result<Slot<'a>, A::Error> {
        if self.attribute.many {
            self.reader.note(self.name(), "a single object where a list is due");
        }
        let mut cells = BumpVec::new_in(self.reader.memory);
        let mut empty = BumpVec::new_in(self.reader.memory);
        if !self.object_row(object, &mut cells)? {
            empty.push(0);
        }
        Ok(self.done(1, cells, empty))
    }
}

/// What an element of a list came to.
enum Added {
    /// It is null.
    None,
    Row,
    /// A row that says nothing.
    Empty,
}

/// Takes an element of a list.
struct Row<'c, 'r, 'a> {
    take: AttributeTake<'r, 'a>,
    cells: &'c mut BumpVec<'a, Cell<'a>>,
}

impl<'a> Take<'a> for Row<'_, '_, 'a> {
    type Out = Added;

    fn memory(&self) -> &'a Bump {
        self.take.reader.memory
    }

    fn scalar(self, scalar: Scalar<'a>) -> Added {
        if self.take.scalar_row(scalar, self.cells) { Added::Row } else { Added::None }
    }

    fn null(self) -> Added {
        Added::None
    }

    fn list<'de: 'a, A: SeqAccess<'de>>(self, list: A) -> Result<Added, A::Error> {
        let memory = self.take.reader.memory;
        Skip { memory, depth: self.take.reader.depth }.list(list)?;
        let fault = Fault::new(
            memory,
            &codes::VALUE_WRONG_TYPE,
            format_args!("`{}` holds a list within a list", self.take.name()),
        );
        let columns = self.take.columns().len();
        self.cells.extend(std::iter::repeat_n(Err(fault), columns));
        Ok(Added::Row)
    }

    fn object<'de: 'a, A: MapAccess<'de>>(self, object: A) -> Result<Added, A::Error> {
        let says = self.take.object_row(object, self.cells)?;
        Ok(if says { Added::Row } else { Added::Empty })
    }
}
