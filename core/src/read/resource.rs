//! A SCIM resource: each mapped attribute fills its slot.

use super::Reader;
use super::attribute::AttributeTake;
use super::cell::Typed;
use super::kind::{MetaTake, SchemasTake};
use super::object::{JsonMembers, Members, Object};
use super::slot::{Slot, State, merge};
use super::take::{Scalar, Skip, Take, seed};
use crate::json::{Found, JsonError, JsonReader};
use crate::plan::{Level, Member, Program, Way};
use crate::scim::schema;
use crate::types::Base;
use crate::value::Value;
use bumpalo::Bump;
use bumpalo::collections::Vec as BumpVec;
use serde::de::{DeserializeSeed, MapAccess, SeqAccess};
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

    /// Takes the value of an attribute; the same may have been there before.
    #[inline(always)]
    pub(crate) fn take<O: Object<'a>>(
        &mut self,
        slot: usize,
        take: AttributeTake<'_, 'a>,
        object: &mut O,
    ) -> Result<(), O::Error> {
        let (reader, program) = (take.reader, take.program);
        match &mut self.slots[slot] {
            free if free.state == State::Absent => object.attribute(take, free),
            _ => {
                let new = object.value(take)?;
                self.enter(reader, program, slot, new);
                Ok(())
            }
        }
    }

    /// Enters what was read for a slot.
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
    pub(crate) read: &'r mut ResourceRead<'a>,
    pub(crate) extension: Option<usize>,
}

impl<'r, 'a> Resource<'r, 'a> {
    fn members<O: Object<'a>>(&mut self, mut object: O) -> Result<(), O::Error> {
        let level = self.level();
        while let Some(found) = object.member()? {
            match found.known {
                Some(at) => self.known(level, at, found, &mut object)?,
                None => self.other(found.name(), &mut object)?,
            }
        }
        Ok(())
    }

    fn level(&self) -> &'r Level {
        self.program.catalogue.level(self.extension)
    }

    fn within(&mut self, extension: Option<usize>) -> Resource<'_, 'a> {
        Resource { reader: self.reader, program: self.program, read: self.read, extension }
    }

    /// Takes the value of a member that is known, the short way where there is one.
    #[inline(always)]
    pub(crate) fn known<O: Object<'a>>(
        &mut self,
        level: &Level,
        at: usize,
        found: Found<'a>,
        object: &mut O,
    ) -> Result<(), O::Error> {
        // Explanations and `strict` note every tolerance.
        if !self.reader.thorough {
            match level.ways.get(at) {
                Some(Way::Skip) => return object.skip(),
                Some(&Way::Text(slot)) => {
                    let into = &mut self.read.slots[slot];
                    if into.state == State::Absent
                        && let Some(text) = object.text()?
                    {
                        *into = match text {
                            "" => Slot::NULL,
                            text => Slot::one(self.reader.memory, Ok(Value::Text(text))),
                        };
                        return Ok(());
                    }
                    return self.slot(slot, object);
                }
                Some(&Way::Slot(slot)) => return self.slot(slot, object),
                Some(Way::Member) | None => {}
            }
        }
        self.member(level.members[at], found, object)
    }

    /// Takes the value of an attribute that has a slot.
    fn slot<O: Object<'a>>(&mut self, slot: usize, object: &mut O) -> Result<(), O::Error> {
        self.read.take(slot, self.attribute(slot), object)
    }

    /// Takes the value of a member that is known.
    #[inline(never)]
    fn member<O: Object<'a>>(
        &mut self,
        member: Member,
        found: Found<'a>,
        object: &mut O,
    ) -> Result<(), O::Error> {
        let catalogue = &self.program.catalogue;
        let attribute = match member {
            Member::Attribute(at) => &catalogue.attributes[at],
            Member::Extension(extension) => {
                if self.reader.thorough {
                    self.read.objects.push(found.name());
                }
                return object.value(self.within(Some(extension)));
            }
            Member::Core => {
                self.reader.note(found.name(), "core attributes below their schema");
                return object.value(self.within(None));
            }
            // Only what may be a request has such members, and takes them itself.
            Member::Request(_) => return object.skip(),
        };
        if self.extension.is_none() && attribute.name == "schemas" {
            return self.schemas(object);
        }
        if self.reader.thorough && attribute.name != found.name() {
            self.reader.note(found.name(), "a name in another case");
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
    pub(crate) fn other<O: Object<'a>>(
        &mut self,
        key: &'a str,
        object: &mut O,
    ) -> Result<(), O::Error> {
        if self.extension.is_none()
            && key.contains(['.', ':'])
            && let Some((slot, sub)) = self.dotted(key)
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

    fn scalar(self, _: Scalar<'a>) {
        self.reader.note("extension", "something else where an object is due");
    }

    fn null(self) {}

    fn list<'de: 'a, A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        self.reader.note("extension", "something else where an object is due");
        Skip { memory: self.reader.memory, depth: self.reader.depth }.list(list).map(drop)
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
