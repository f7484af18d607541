//! Members of a request that hold a resource, or a part of one.

use super::attribute::AttributeTake;
use super::resource::Resource;
use super::slot::Slot;
use super::take::{Scalar, Take, seed};
use crate::json::{JsonError, JsonReader};
use bumpalo::Bump;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess};

/// Takes `user` or `group`; false where it is null, an error where it is no object.
pub(super) struct Given<'r, 'a>(pub(super) Resource<'r, 'a>);

impl<'a> Take<'a> for Given<'_, 'a> {
    type Out = Result<bool, String>;

    fn memory(&self) -> &'a Bump {
        self.0.reader.memory
    }

    fn scalar(self, scalar: Scalar<'a>) -> Self::Out {
        Err(format!("the user or group of a request is an object, not {}", scalar.kind()))
    }

    fn null(self) -> Self::Out {
        Ok(false)
    }

    fn list<'de: 'a, A: SeqAccess<'de>>(self, _: A) -> Result<Self::Out, A::Error> {
        Err(A::Error::custom("the user or group of a request is an object, not a list"))
    }

    fn object<'de: 'a, A: MapAccess<'de>>(self, object: A) -> Result<Self::Out, A::Error> {
        self.0.object(object)?;
        Ok(Ok(true))
    }

    fn json(self, json: &mut JsonReader<'a>) -> Result<Self::Out, JsonError> {
        match json.peek() {
            b'{' => self.0.json(json).map(|()| Ok(true)),
            _ => seed(self).deserialize(json),
        }
    }
}

/// Takes the `groups` that the host knows; `None` where it says null: it does not know them.
pub(super) struct HostGroups<'r, 'a>(pub(super) AttributeTake<'r, 'a>);

impl<'a> Take<'a> for HostGroups<'_, 'a> {
    type Out = Option<Slot<'a>>;

    fn memory(&self) -> &'a Bump {
        self.0.memory()
    }

    fn scalar(self, scalar: Scalar<'a>) -> Self::Out {
        Some(self.0.scalar(scalar))
    }

    fn null(self) -> Self::Out {
        None
    }

    fn list<'de: 'a, A: SeqAccess<'de>>(self, list: A) -> Result<Self::Out, A::Error> {
        self.0.list(list).map(Some)
    }

    fn object<'de: 'a, A: MapAccess<'de>>(self, object: A) -> Result<Self::Out, A::Error> {
        self.0.object(object).map(Some)
    }

    fn json(self, json: &mut JsonReader<'a>) -> Result<Self::Out, JsonError> {
        if json.peek() == b'n' {
            return json.word("null").map(|()| None);
        }
        self.0.json(json).map(Some)
    }
}
