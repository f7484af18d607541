//! Whether a bare resource is a group: what `schemas` and `meta` say of it.

use super::Reader;
use super::object::{JsonMembers, Members, Object};
use super::take::{Scalar, Skip, Take, seed};
use crate::json::{JsonError, JsonReader};
use crate::names::Names;
use crate::scim::schema;
use bumpalo::Bump;
use serde::de::{MapAccess, SeqAccess};

/// Takes `schemas`: true where the URN of groups is among them.
pub(super) struct SchemasTake<'r, 'a>(pub(super) &'r Reader<'a>);

impl<'a> Take<'a> for SchemasTake<'_, 'a> {
    type Out = bool;

    fn memory(&self) -> &'a Bump {
        self.0.memory
    }

    fn scalar(self, scalar: Scalar<'a>) -> bool {
        matches!(scalar, Scalar::Text(urn) if urn.eq_ignore_ascii_case(schema::GROUP_URN))
    }

    fn null(self) -> bool {
        false
    }

    fn list<'de: 'a, A: SeqAccess<'de>>(self, mut list: A) -> Result<bool, A::Error> {
        let mut group = false;
        while let Some(named) = list.next_element_seed(seed(SchemasTake(self.0)))? {
            group |= named;
        }
        Ok(group)
    }

    fn object<'de: 'a, A: MapAccess<'de>>(self, object: A) -> Result<bool, A::Error> {
        Skip { memory: self.0.memory, depth: self.0.depth }.object(object)?;
        Ok(false)
    }

    fn json(self, json: &mut JsonReader<'a>) -> Result<bool, JsonError> {
        match json.peek() {
            b'"' => json.string().map(|urn| self.scalar(Scalar::Text(urn))),
            b'[' => {
                let (mut group, mut first) = (false, true);
                json.enter("[")?;
                while json.item(&mut first)? {
                    group |= SchemasTake(self.0).json(json)?;
                }
                Ok(group)
            }
            _ => json.skip_value().map(|()| false),
        }
    }
}

/// Takes `meta`: true where its `resourceType` is `Group`.
pub(super) struct MetaTake<'r, 'a> {
    pub(super) reader: &'r Reader<'a>,
    /// `resourceType` alone.
    pub(super) names: &'r Names,
}

impl<'a> MetaTake<'_, 'a> {
    fn members<O: Object<'a>>(self, mut object: O) -> Result<bool, O::Error> {
        let mut group = false;
        while let Some(found) = object.member()? {
            match found.known {
                Some(_) => group |= object.value(TypeTake(self.reader))?,
                None => object.skip()?,
            }
        }
        Ok(group)
    }
}

impl<'a> Take<'a> for MetaTake<'_, 'a> {
    type Out = bool;

    fn memory(&self) -> &'a Bump {
        self.reader.memory
    }

    fn scalar(self, _: Scalar<'a>) -> bool {
        false
    }

    fn null(self) -> bool {
        false
    }

    fn list<'de: 'a, A: SeqAccess<'de>>(self, list: A) -> Result<bool, A::Error> {
        Skip { memory: self.reader.memory, depth: self.reader.depth }.list(list)?;
        Ok(false)
    }

    fn object<'de: 'a, A: MapAccess<'de>>(self, object: A) -> Result<bool, A::Error> {
        let (names, memory) = (self.names, self.reader.memory);
        self.members(Members::new(object, names, memory))
    }

    fn json(self, json: &mut JsonReader<'a>) -> Result<bool, JsonError> {
        match json.peek() {
            b'{' => {
                let names = self.names;
                self.members(JsonMembers::open(json, names)?)
            }
            _ => json.skip_value().map(|()| false),
        }
    }
}

/// Takes `resourceType`.
struct TypeTake<'r, 'a>(&'r Reader<'a>);

impl<'a> Take<'a> for TypeTake<'_, 'a> {
    type Out = bool;

    fn memory(&self) -> &'a Bump {
        self.0.memory
    }

    fn scalar(self, scalar: Scalar<'a>) -> bool {
        scalar == Scalar::Text("Group")
    }

    fn null(self) -> bool {
        false
    }

    fn list<'de: 'a, A: SeqAccess<'de>>(self, mut list: A) -> Result<bool, A::Error> {
        let mut group = false;
        while let Some(named) = list.next_element_seed(seed(TypeTake(self.0)))? {
            group |= named;
        }
        Ok(group)
    }

    fn object<'de: 'a, A: MapAccess<'de>>(self, object: A) -> Result<bool, A::Error> {
        Skip { memory: self.0.memory, depth: self.0.depth }.object(object)?;
        Ok(false)
    }
}
