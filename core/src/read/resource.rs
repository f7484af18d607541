//! A SCIM resource: each mapped attribute fills its slot.

use super::Reader;
use super::cell::{Cell, Typed, cell, dotted};
use super::take::{Key, Scalar, Skip, Take, seed};
use crate::fault::Fault;
use crate::plan::{Attribute, Program, same_name};
use crate::scim::schema;
use crate::types::Base;
use crate::value::Value;
use bumpalo::Bump;
use bumpalo::collections::Vec as BumpVec;
use scimrules_grammar::codes;
use serde::de::{IgnoredAny, MapAccess, SeqAccess};
use std::cell::RefCell;
use std::collections::HashSet;

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
    /// `rows` times the number of columns.
    pub(crate) cells: &'a [Cell<'a>],
    /// The rows, by number, that say nothing at all: objects without a value.
    pub(crate) empty: &'a [usize],
}

impl<'a> Slot<'a> {
    pub(crate) const ABSENT: Slot<'a> =
        Slot { state: State::Absent, rows: 0, cells: &[], empty: &[] };
    const NULL: Slot<'a> = Slot { state: State::Null, rows: 0, cells: &[], empty: &[] };

    /// The cells of a row.
    pub(crate) fn row(&self, row: usize) -> &'a [Cell<'a>] {
        let width = self.cells.len().checked_div(self.rows).unwrap_or(0);
        &self.cells[row * width..(row + 1) * width]
    }
}

/// A resource as it was read.
pub(crate) struct ResourceRead<'a> {
    pub(crate) slots: BumpVec<'a, Slot<'a>>,
    /// The payload says that it is a group.
    pub(crate) is_group: bool,
    urns: BumpVec<'a, &'a str>,
    objects: BumpVec<'a, &'a str>,
}

impl<'a> ResourceRead<'a> {
    pub(crate) fn new(memory: &'a Bump, program: &Program) -> Self {
        let mut slots = BumpVec::new_in(memory);
        slots.resize(program.catalogue.slots.len(), Slot::ABSENT);
        ResourceRead {
            slots,
            is_group: false,
            urns: BumpVec::new_in(memory),
            objects: BumpVec::new_in(memory),
        }
    }

    /// Enters what was read for a slot; the same attribute may have been there before.
    pub(crate) fn enter(
        &mut self,
        reader: &Reader<'a>,
        program: &Program,
        slot: usize,
        new: Slot<'a>,
    ) {
        let old = self.slots[slot];
        let merged = match (old.state, new.state) {
            (State::Absent, _) => Some(new),
            (_, State::Absent) => Some(old),
            _ => merge(reader.memory, old, new),
        };
        match merged {
            Some(merged) => self.slots[slot] = merged,
            None => {
                let name = program.catalogue.display(program.catalogue.slots[slot].attribute);
                reader.conflict(&name);
            }
        }
    }

    /// What can be said only when all of the resource was seen.
    pub(crate) fn finish(&mut self, reader: &Reader<'a>, program: &Program) {
        if reader.thorough {
            let lower = |urns: &[&str]| -> HashSet<String> {
                urns.iter().map(|urn| urn.to_ascii_lowercase()).collect()
            };
            let (urns, objects) = (lower(&self.urns), lower(&self.objects));
            for urn in &self.urns {
                let known = program.catalogue.extension_by_urn(urn).is_some();
                let core = urn.eq_ignore_ascii_case(program.catalogue.core);
                if !known && !core {
                    reader.note(urn, "an unknown schema");
                } else if known && !objects.contains(&urn.to_ascii_lowercase()) {
                    reader.note(urn, "a schema listed without its object");
                }
            }
            for object in &self.objects {
                if !urns.is_empty() && !urns.contains(&object.to_ascii_lowercase()) {
                    reader.note(object, "an object without its schema listed");
                }
            }
        }
    }
}

/// Both, where they do not contradict each other.
fn merge<'a>(memory: &'a Bump, old: Slot<'a>, new: Slot<'a>) -> Option<Slot<'a>> {
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

/// Takes a whole resource, or one of its extension objects.
pub(crate) struct Resource<'r, 'a> {
    pub(crate) reader: &'r Reader<'a>,
    pub(crate) program: &'r Program,
    pub(crate) read: &'r RefCell<ResourceRead<'a>>,
    pub(crate) extension: Option<usize>,
}

impl<'r, 'a> Resource<'r, 'a> {
    /// Takes the value of one member.
    pub(crate) fn member<'de: 'a, A: MapAccess<'de>>(
        &self,
        key: &'a str,
        object: &mut A,
    ) -> Result<(), A::Error> {
        let catalogue = &self.program.catalogue;
        if self.extension.is_none() && key.eq_ignore_ascii_case("schemas") {
            return self.schemas(object);
        }
        if let Some(at) = catalogue.find(self.extension, key) {
            let attribute = &catalogue.attributes[at];
            if self.reader.thorough && attribute.name != key {
                self.reader.note(key, "a name in another case");
            }
            let Some(slot) = attribute.slot else {
                if self.extension.is_none() && attribute.name == "meta" {
                    let is_group = object.next_value_seed(seed(Meta(self.reader)))?;
                    self.read.borrow_mut().is_group |= is_group;
                    return Ok(());
                }
                return object.next_value::<IgnoredAny>().map(drop);
            };
            let value = object.next_value_seed(seed(self.attribute(slot)))?;
            self.read.borrow_mut().enter(self.reader, self.program, slot, value);
            return Ok(());
        }
        if self.extension.is_none() {
            if let Some(extension) = catalogue.extension_by_urn(key) {
                self.read.borrow_mut().objects.push(key);
                let inside = Resource { extension: Some(extension), ..*self };
                return object.next_value_seed(seed(inside));
            }
            if key.eq_ignore_ascii_case(catalogue.core) {
                self.reader.note(key, "core attributes below their schema");
                return object.next_value_seed(seed(Resource { extension: None, ..*self }));
            }
            if key.contains(['.', ':'])
                && let Some((slot, sub)) = self.dotted(key)
            {
                self.reader.note(key, "a dotted or URN-prefixed name at the top");
                return self.dotted_member(slot, sub, object);
            }
        }
        if self.reader.thorough {
            self.reader.note(key, "an unknown attribute");
        }
        object.next_value::<IgnoredAny>().map(drop)
    }

    fn attribute(&self, slot: usize) -> AttributeTake<'r, 'a> {
        let catalogue = &self.program.catalogue;
        let attribute = &catalogue.attributes[catalogue.slots[slot].attribute];
        AttributeTake { reader: self.reader, program: self.program, attribute, slot }
    }

    /// The slot, and the sub-attribute, that `name.givenName` or `urn:…:User:manager.value` names;
    /// an attribute that no rule reads has no slot.
    fn dotted(&self, key: &str) -> Option<(Option<usize>, Option<usize>)> {
        let catalogue = &self.program.catalogue;
        let prefix = |urn: &str| {
            let rest = key.get(urn.len()..)?.strip_prefix(':')?;
            key[..urn.len()].eq_ignore_ascii_case(urn).then_some(rest)
        };
        let extension = catalogue
            .extensions
            .iter()
            .enumerate()
            .find_map(|(at, extension)| Some((Some(at), prefix(&extension.urn)?)));
        let core = prefix(catalogue.core).map(|rest| (None, rest));
        let (extension, path) = extension.or(core).unwrap_or((None, key));
        let (name, sub) = match path.split_once('.') {
            Some((name, sub)) => (name, Some(sub)),
            None => (path, None),
        };
        let at = catalogue.find(extension, name)?;
        let attribute = &catalogue.attributes[at];
        let sub = match sub {
            Some(sub) => {
                Some(attribute.sub.iter().position(|known| known.name.eq_ignore_ascii_case(sub))?)
            }
            None => None,
        };
        Some((attribute.slot, sub))
    }

    fn dotted_member<'de: 'a, A: MapAccess<'de>>(
        &self,
        slot: Option<usize>,
        sub: Option<usize>,
        object: &mut A,
    ) -> Result<(), A::Error> {
        let Some(slot) = slot else {
            return object.next_value::<IgnoredAny>().map(drop);
        };
        let Some(sub) = sub else {
            let value = object.next_value_seed(seed(self.attribute(slot)))?;
            self.read.borrow_mut().enter(self.reader, self.program, slot, value);
            return Ok(());
        };
        let catalogue = &self.program.catalogue;
        let plan = &catalogue.slots[slot];
        let attribute = &catalogue.attributes[plan.attribute];
        let name = &attribute.sub[sub].name;
        let Some(column) = plan.columns.iter().position(|column| column.name == *name) else {
            return object.next_value::<IgnoredAny>().map(drop);
        };
        let typed = Typed {
            reader: self.reader,
            base: plan.columns[column].base,
            many: plan.columns[column].many,
            secret: false,
            path: (&attribute.name, name),
        };
        self.reader.count(plan.columns.len())?;
        let value = object.next_value_seed(seed(typed))?;
        let mut row = BumpVec::new_in(self.reader.memory);
        row.resize(plan.columns.len(), Ok(Value::Absent));
        row[column] = value;
        let empty: &[usize] = if value.is_ok_and(|value| !value.is_some()) { &[0] } else { &[] };
        let new = Slot { state: State::Present, rows: 1, cells: row.into_bump_slice(), empty };
        self.read.borrow_mut().enter(self.reader, self.program, slot, new);
        Ok(())
    }

    fn schemas<'de: 'a, A: MapAccess<'de>>(&self, object: &mut A) -> Result<(), A::Error> {
        let typed = Typed {
            reader: self.reader,
            base: Base::String,
            many: true,
            secret: false,
            path: ("schemas", ""),
        };
        let value = object.next_value_seed(seed(typed))?;
        let catalogue = &self.program.catalogue;
        let mut read = self.read.borrow_mut();
        if let Ok(value) = &value {
            for urn in value.items() {
                let Value::Text(urn) = urn else { continue };
                read.urns.push(urn);
                read.is_group |= urn.eq_ignore_ascii_case(schema::GROUP_URN);
            }
        }
        let slot = catalogue.slot_of("schemas");
        if let Some(slot) = slot {
            let memory = self.reader.memory;
            let new = match value {
                Ok(Value::List(items)) => {
                    let cells = memory.alloc_slice_fill_iter(items.iter().map(|item| Ok(*item)));
                    Slot { state: State::Present, rows: items.len(), cells, empty: &[] }
                }
                Ok(_) => Slot::NULL,
                Err(fault) => {
                    let cells = memory.alloc_slice_copy(&[Err(fault)]);
                    Slot { state: State::Present, rows: 1, cells, empty: &[] }
                }
            };
            read.enter(self.reader, self.program, slot, new);
        }
        Ok(())
    }
}

impl<'a> Take<'a> for Resource<'_, 'a> {
    type Out = ();

    fn memory(&self) -> &'a Bump {
        self.reader.memory
    }

    fn scalar(self, _: Scalar<'a>) {
        self.reader.note("extension", "something else where an object is due");
    }

    fn null(self) {}

    fn list<'de: 'a, A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        self.reader.note("extension", "something else where an object is due");
        Skip { memory: self.reader.memory, depth: self.reader.depth }.list(list).map(drop)
    }

    fn object<'de: 'a, A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while let Some(key) = object.next_key_seed(Key(self.reader.memory))? {
            self.member(key, &mut object)?;
        }
        Ok(())
    }
}

/// Takes `meta`, only to see what the resource is.
struct Meta<'r, 'a>(&'r Reader<'a>);

impl<'a> Take<'a> for Meta<'_, 'a> {
    type Out = bool;

    fn memory(&self) -> &'a Bump {
        self.0.memory
    }

    fn scalar(self, _: Scalar<'a>) -> bool {
        false
    }

    fn null(self) -> bool {
        false
    }

    fn list<'de: 'a, A: SeqAccess<'de>>(self, list: A) -> Result<bool, A::Error> {
        Skip { memory: self.0.memory, depth: self.0.depth }.list(list)?;
        Ok(false)
    }

    fn object<'de: 'a, A: MapAccess<'de>>(self, mut object: A) -> Result<bool, A::Error> {
        let mut group = false;
        while let Some(key) = object.next_key_seed(Key(self.0.memory))? {
            let typed = Typed {
                reader: self.0,
                base: Base::Any,
                many: false,
                secret: false,
                path: ("meta", ""),
            };
            let value = object.next_value_seed(seed(typed))?;
            group |= key.eq_ignore_ascii_case("resourceType") && value == Ok(Value::Text("Group"));
        }
        Ok(group)
    }
}

/// Takes the value of an attribute.
#[derive(Clone, Copy)]
pub(crate) struct AttributeTake<'r, 'a> {
    pub(crate) reader: &'r Reader<'a>,
    pub(crate) program: &'r Program,
    pub(crate) attribute: &'r Attribute,
    pub(crate) slot: usize,
}

impl<'r, 'a> AttributeTake<'r, 'a> {
    fn columns(&self) -> &'r [crate::plan::Column] {
        &self.program.catalogue.slots[self.slot].columns
    }

    fn name(&self) -> &'r str {
        &self.attribute.name
    }

    fn secret(&self) -> bool {
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
        while let Some(key) = object.next_key_seed(Key(memory))? {
            let column = columns.iter().position(|column| same_name(&column.name, key));
            let Some(column) = column else {
                if self.reader.thorough {
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
            if self.reader.thorough && plan.name != key {
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
            if *cell != Ok(Value::Absent) && *cell != value {
                *cell = Err(self.reader.conflict(&dotted((self.name(), &plan.name))));
            } else {
                *cell = value;
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
        Slot { state: State::Present, rows, cells, empty }
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
