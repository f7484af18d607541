//! A SCIM resource: each mapped attribute fills its slot.

use super::Reader;
use super::attribute::AttributeTake;
use super::cell::Typed;
use super::slot::{Slot, State, merge};
use super::take::{Key, Scalar, Skip, Take, seed};
use crate::plan::Program;
use crate::scim::schema;
use crate::types::Base;
use crate::value::Value;
use bumpalo::Bump;
use bumpalo::collections::Vec as BumpVec;
use serde::de::{IgnoredAny, MapAccess, SeqAccess};
use std::cell::RefCell;
use std::collections::HashSet;

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
