//! A SCIM resource: each mapped attribute fills its slot.

use super::Reader;
use super::attribute::AttributeTake;
use super::cell::{Cell, Typed};
use super::kind::{MetaTake, SchemasTake};
use super::object::{JsonMembers, Members, Object};
use super::slot::{Slot, State, merge};
use super::take::{Scalar, Skip, Take, seed};
use crate::fault::Fault;
use crate::json::{Found, JsonError, JsonReader};
use crate::plan::{Level, Member, Program, Taking};
use crate::scim::schema;
use crate::types::Base;
use crate::value::Value;
use bumpalo::Bump;
use bumpalo::collections::Vec as BumpVec;
use scimrules_grammar::codes;
use serde::de::{DeserializeSeed, MapAccess, SeqAccess};
use std::collections::HashSet;

/// A resource as it was read.
pub(crate) struct ResourceRead<'a> {
    pub(crate) slots: BumpVec<'a, Slot<'a>>,
    /// By slot, single values that did not come into their slots yet, or [`IN_SLOT`].
    pub(super) singles: &'a mut [Cell<'a>],
    /// The payload says that it is a group.
    pub(crate) is_group: bool,
    /// The first member that is no member of a request.
    pub(crate) first: Option<&'a str>,
    urns: BumpVec<'a, &'a str>,
    objects: BumpVec<'a, &'a str>,
}

/// Stands for what was read into a slot.
pub(super) const IN_SLOT: Cell<'static> = Ok(Value::Unknown);

impl<'a> ResourceRead<'a> {
    pub(crate) fn new(memory: &'a Bump, program: &Program) -> Self {
        let mut slots = BumpVec::new_in(memory);
        slots.resize(program.catalogue.slots.len(), Slot::ABSENT);
        ResourceRead {
            slots,
            singles: memory.alloc_slice_fill_copy(program.catalogue.slots.len(), Ok(Value::Absent)),
            is_group: false,
            first: None,
            urns: BumpVec::new_in(memory),
            objects: BumpVec::new_in(memory),
        }
    }

    #[inline(always)]
    fn keep_first<O: Object<'a>>(&mut self, object: &O) {
        if self.first.is_none() {
            self.first = Some(object.name());
        }
    }

    /// Takes the value of an attribute; the same may have been there before.
    #[inline(always)]
    pub(crate) fn take<O: Object<'a>>(
        &mut self,
        slot: usize,
        take: AttributeTake<'_, 'a>,
        object: &mut O,
    ) -> Result<(), O::Error> {
        let (reader, program) = (take.reader, take.program);
        match self.singles[slot] {
            Ok(Value::Absent) => {
                self.singles[slot] = IN_SLOT;
                self.slots[slot] = object.value(take)?;
                Ok(())
            }
            _ => {
                let new = object.value(take)?;
                self.enter(reader, program, slot, new);
                Ok(())
            }
        }
    }

    /// Brings all single values into their slots.
    pub(super) fn into_slots(self) -> &'a [Slot<'a>] {
        let (slots, singles) = (self.slots.into_bump_slice_mut(), &*self.singles);
        for (slot, single) in slots.iter_mut().zip(singles.chunks_exact(1)) {
            match single {
                [Ok(Value::Absent | Value::Unknown)] => {}
                [Ok(Value::Null)] => *slot = Slot::NULL,
                cells => {
                    *slot = Slot { state: State::Present, rows: 1, width: 1, cells, empty: &[] }
                }
            }
        }
        slots
    }

    /// Takes another resource's slot instead of its own.
    pub(super) fn replace(&mut self, slot: usize, other: &ResourceRead<'a>) {
        self.slots[slot] = other.slots[slot];
        self.singles[slot] = IN_SLOT;
    }

    /// Enters what was read for a slot.
    pub(crate) fn enter(
        &mut self,
        reader: &Reader<'a>,
        program: &Program,
        slot: usize,
        new: Slot<'a>,
    ) {
        let old = match std::mem::replace(&mut self.singles[slot], IN_SLOT) {
            IN_SLOT | Ok(Value::Absent) => self.slots[slot],
            Ok(Value::Null) => Slot::NULL,
            single => Slot::one(reader.memory, single),
        };
        let merged = match (old.state, new.state) {
            (State::Absent, _) => Some(new),
            (_, State::Absent) => Some(old),
            _ => merge(reader.memory, old, new),
        };
        match merged {
            Some(merged) => self.slots[slot] = merged,
            None => {
                self.slots[slot] = old;
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
    pub(crate) read: &'r mut ResourceRead<'a>,
    pub(crate) extension: Option<usize>,
}

impl<'r, 'a> Resource<'r, 'a> {
    fn members<O: Object<'a>>(&mut self, mut object: O) -> Result<(), O::Error> {
        while let Some(found) = self.usual(self.level(), &mut object)? {
            self.member(self.level(), found, &mut object)?;
        }
        Ok(())
    }

    /// Takes members, and gives the first for which the plan has no short way.
    #[inline(never)]
    pub(crate) fn usual<O: Object<'a>>(
        &mut self,
        level: &Level,
        object: &mut O,
    ) -> Result<Option<Found>, O::Error> {
        // Explanations and `strict` note every tolerance.
        let takings = if self.reader.thorough { &[][..] } else { &level.takings };
        loop {
            let followed = match self.read.first {
                Some(_) => object.follow(self, level)?,
                None => None,
            };
            let found = match followed {
                Some(found) => found,
                None => match object.member()? {
                    Some(found) => found,
                    None => return Ok(None),
                },
            };
            let taking = found.known.and_then(|known| takings.get(known)).copied();
            match taking {
                Some(Taking::Skip) => object.skip()?,
                Some(Taking::Slot(slot)) => self.slot(slot, object)?,
                Some(Taking::Member) | None => return Ok(Some(found)),
            }
            self.read.keep_first(object);
        }
    }

    /// Takes the value of any member.
    pub(crate) fn member<O: Object<'a>>(
        &mut self,
        level: &Level,
        found: Found,
        object: &mut O,
    ) -> Result<(), O::Error> {
        self.read.keep_first(object);
        match found.known {
            Some(known) => self.known(level.members[known], object),
            None => self.other(object),
        }
    }

    fn level(&self) -> &'r Level {
        self.program.catalogue.level(self.extension)
    }

    fn within(&mut self, extension: Option<usize>) -> Resource<'_, 'a> {
        Resource { reader: self.reader, program: self.program, read: self.read, extension }
    }

    /// Takes the value of an attribute that has a slot.
    fn slot<O: Object<'a>>(&mut self, slot: usize, object: &mut O) -> Result<(), O::Error> {
        self.read.take(slot, self.attribute(slot), object)
    }

    fn known<O: Object<'a>>(&mut self, member: Member, object: &mut O) -> Result<(), O::Error> {
        let catalogue = &self.program.catalogue;
        let attribute = match member {
            Member::Attribute(at) => &catalogue.attributes[at],
            Member::Extension(extension) => {
                if self.reader.thorough {
                    self.read.objects.push(object.name());
                }
                return object.value(self.within(Some(extension)));
            }
            Member::Core => {
                self.reader.note(object.name(), "core attributes below their schema");
                return object.value(self.within(None));
            }
            // Only what may be a request has such members, and takes them itself.
            Member::Request(_) => return object.skip(),
        };
        if self.extension.is_none() && attribute.name == "schemas" {
            return self.schemas(object);
        }
        if self.reader.thorough && attribute.name != object.name() {
            self.reader.note(object.name(), "a name in another case");
        }
        if let Some(slot) = attribute.slot {
            return self.slot(slot, object);
        }
        if self.extension.is_none() && attribute.name == "meta" {
            let names = &catalogue.meta;
            self.read.is_group |= object.value(MetaTake { reader: self.reader, names })?;
            return Ok(());
        }
        object.skip()
    }

    /// Takes the value of a member with any other name.
    #[cold]
    fn other<O: Object<'a>>(&mut self, object: &mut O) -> Result<(), O::Error> {
        let key = object.name();
        if self.extension.is_none()
            && key.contains(['.', ':'])
            && let Some((slot, sub)) = self.program.catalogue.dotted(key)
        {
            self.reader.note(key, "a dotted or URN-prefixed name at the top");
            return self.dotted_member(slot, sub, object);
        }
        if self.reader.thorough {
            self.reader.note(key, "an unknown attribute");
        }
        object.skip()
    }

    fn attribute(&self, slot: usize) -> AttributeTake<'r, 'a> {
        let catalogue = &self.program.catalogue;
        let attribute = &catalogue.attributes[catalogue.slots[slot].attribute];
        AttributeTake { reader: self.reader, program: self.program, attribute, slot }
    }

    fn dotted_member<O: Object<'a>>(
        &mut self,
        slot: Option<usize>,
        sub: Option<usize>,
        object: &mut O,
    ) -> Result<(), O::Error> {
        let Some(slot) = slot else {
            return object.skip();
        };
        let Some(sub) = sub else {
            return self.slot(slot, object);
        };
        let catalogue = &self.program.catalogue;
        let plan = &catalogue.slots[slot];
        let attribute = &catalogue.attributes[plan.attribute];
        let name = &attribute.sub[sub].name;
        let Some(column) = plan.columns.iter().position(|column| column.name == *name) else {
            return object.skip();
        };
        let typed = Typed {
            reader: self.reader,
            base: plan.columns[column].base,
            many: plan.columns[column].many,
            secret: false,
            path: (&attribute.name, name),
        };
        self.reader.count(plan.columns.len())?;
        let value = object.value(typed)?;
        let mut row = BumpVec::new_in(self.reader.memory);
        row.resize(plan.columns.len(), Ok(Value::Absent));
        row[column] = value;
        let empty: &[usize] = if value.is_ok_and(|value| !value.is_some()) { &[0] } else { &[] };
        let (width, cells) = (row.len(), row.into_bump_slice());
        let new = Slot { state: State::Present, rows: 1, width, cells, empty };
        self.read.enter(self.reader, self.program, slot, new);
        Ok(())
    }

    /// Something else stands where an extension's object is due: none of its attributes can be read,
    /// and none is taken for absent.
    #[cold]
    fn unreadable(&mut self) {
        let catalogue = &self.program.catalogue;
        let memory = self.reader.memory;
        let urn = self.extension.map_or(catalogue.core, |at| &catalogue.extensions[at].urn);
        self.reader.note(urn, "something else where an object is due");
        let Some(extension) = self.extension else { return };
        for (at, slot) in catalogue.slots.iter().enumerate() {
            let attribute = &catalogue.attributes[slot.attribute];
            if attribute.extension != Some(extension) || slot.columns.is_empty() {
                continue;
            }
            let fault = Fault::new(
                memory,
                &codes::VALUE_WRONG_TYPE,
                format_args!(
                    "`{}` cannot be read: its extension is no object",
                    catalogue.display(slot.attribute)
                ),
            );
            let cells = memory.alloc_slice_fill_copy(slot.columns.len(), Err(fault));
            let new =
                Slot { state: State::Present, rows: 1, width: cells.len(), cells, empty: &[] };
            self.read.enter(self.reader, self.program, at, new);
        }
    }

    fn schemas<O: Object<'a>>(&mut self, object: &mut O) -> Result<(), O::Error> {
        if self.program.catalogue.schemas.is_none() && !self.reader.thorough {
            self.read.is_group |= object.value(SchemasTake(self.reader))?;
            return Ok(());
        }
        let typed = Typed {
            reader: self.reader,
            base: Base::String,
            many: true,
            secret: false,
            path: ("schemas", ""),
        };
        let value = object.value(typed)?;
        let catalogue = &self.program.catalogue;
        let read = &mut *self.read;
        if let Ok(value) = &value {
            for urn in value.items() {
                let Value::Text(urn) = urn else { continue };
                read.urns.push(urn);
                read.is_group |= urn.eq_ignore_ascii_case(schema::GROUP_URN);
            }
        }
        let slot = catalogue.schemas;
        if let Some(slot) = slot {
            let memory = self.reader.memory;
            let new = match value {
                Ok(Value::List(items)) => {
                    let cells = memory.alloc_slice_fill_iter(items.iter().map(|item| Ok(*item)));
                    Slot { state: State::Present, rows: items.len(), width: 1, cells, empty: &[] }
                }
                Ok(_) => Slot::NULL,
                Err(fault) => Slot::one(memory, Err(fault)),
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

    fn scalar(mut self, scalar: Scalar<'a>) {
        if scalar != Scalar::Text("") {
            self.unreadable();
        }
    }

    fn null(self) {}

    fn list<'de: 'a, A: SeqAccess<'de>>(mut self, list: A) -> Result<(), A::Error> {
        if (Skip { memory: self.reader.memory, depth: self.reader.depth }).list(list)? {
            self.unreadable();
        }
        Ok(())
    }

    fn object<'de: 'a, A: MapAccess<'de>>(mut self, object: A) -> Result<(), A::Error> {
        let (level, memory) = (self.level(), self.reader.memory);
        self.members(Members::new(object, &level.names, memory))
    }

    fn json(mut self, json: &mut JsonReader<'a>) -> Result<(), JsonError> {
        match json.peek() {
            b'{' => {
                let level = self.level();
                self.members(JsonMembers::open(json, &level.names)?)
            }
            _ => seed(self).deserialize(json),
        }
    }
}
