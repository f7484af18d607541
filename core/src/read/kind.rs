//! Whether a bare resource is a group: what `schemas` and `meta` say of it.

use super::Reader;
use super::take::{Key, Scalar, Skip, Take, seed};
use crate::json::{JsonError, JsonReader};
use crate::scim::schema;
use bumpalo::Bump;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess};

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
                json.enter()?;
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
pub(super) struct MetaTake<'r, 'a>(pub(super) &'r Reader<'a>);

impl<'a> MetaTake<'_, 'a> {
    fn is_type(key: &str) -> bool {
        key.eq_ignore_ascii_case("resourceType")
    }
}

impl<'a> Take<'a> for MetaTake<'_, 'a> {
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
            if Self::is_type(key) {
                group |= object.next_value_seed(seed(TypeTake(self.0)))?;
            } else {
                object.next_value::<IgnoredAny>()?;
            }
        }
        Ok(group)
    }

    fn json(self, json: &mut JsonReader<'a>) -> Result<bool, JsonError> {
        if json.peek() != b'{' {
            return json.skip_value().map(|()| false);
        }
        let (mut group, mut first) = (false, true);
        json.enter()?;
        while let Some(key) = json.member(&mut first)? {
            if Self::is_type(key) {
                group |= seed(TypeTake(self.0)).deserialize(&mut *json)?;
            } else {
                json.skip_value()?;
            }
        }
        Ok(group)
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
        matches!(scalar, Scalar::Text(kind) if kind.eq_ignore_ascii_case("Group"))
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
