//! An object of a request, member by member: of any serde format, or of JSON text.

use super::attribute::AttributeTake;
use super::slot::Slot;
use super::take::{Key, Take, seed};
use crate::json::{Found, JsonError, JsonReader, Place};
use crate::names::Names;
use bumpalo::Bump;
use serde::de::{Error, IgnoredAny, MapAccess};
use std::marker::PhantomData;

/// Members of an object, in their order: after each name its value is taken or passed over.
pub(crate) trait Object<'a> {
    type Error: Error;

    /// The next member, which may be one of those; `None` behind the last.
    fn member(&mut self, names: &Names) -> Result<Option<Found<'a>>, Self::Error>;

    /// Takes the value.
    fn value<T: Take<'a>>(&mut self, take: T) -> Result<T::Out, Self::Error>;

    /// Takes the value where it is known to be a text before it is read.
    fn text(&mut self) -> Result<Option<&'a str>, Self::Error> {
        Ok(None)
    }

    /// Takes the value of an attribute into its slot, which is absent.
    fn attribute(
        &mut self,
        take: AttributeTake<'_, 'a>,
        into: &mut Slot<'a>,
    ) -> Result<(), Self::Error> {
        *into = self.value(take)?;
        Ok(())
    }

    /// Passes over the value, checking it to its end.
    fn skip(&mut self) -> Result<(), Self::Error>;
}

/// An object of any serde format.
pub(crate) struct Members<'de, 'a, A> {
    access: A,
    memory: &'a Bump,
    format: PhantomData<&'de ()>,
}

impl<'a, A> Members<'_, 'a, A> {
    pub(crate) fn new(access: A, memory: &'a Bump) -> Self {
        Members { access, memory, format: PhantomData }
    }
}

impl<'de: 'a, 'a, A: MapAccess<'de>> Object<'a> for Members<'de, 'a, A> {
    type Error = A::Error;

    fn member(&mut self, names: &Names) -> Result<Option<Found<'a>>, A::Error> {
        let name = self.access.next_key_seed(Key(self.memory))?;
        Ok(name.map(|name| Found::of(name, names)))
    }

    fn value<T: Take<'a>>(&mut self, take: T) -> Result<T::Out, A::Error> {
        self.access.next_value_seed(seed(take))
    }

    fn skip(&mut self) -> Result<(), A::Error> {
        self.access.next_value::<IgnoredAny>().map(drop)
    }
}

/// An object of JSON text.
pub(crate) struct JsonMembers<'r, 'a> {
    json: &'r mut JsonReader<'a>,
    place: Place,
}

impl<'r, 'a> JsonMembers<'r, 'a> {
    /// Takes the brace, at which the reader stands.
    pub(crate) fn open(json: &'r mut JsonReader<'a>) -> Result<Self, JsonError> {
        json.enter("{")?;
        Ok(JsonMembers { json, place: 0 })
    }
}

impl<'a> Object<'a> for JsonMembers<'_, 'a> {
    type Error = JsonError;

    #[inline(always)]
    fn member(&mut self, names: &Names) -> Result<Option<Found<'a>>, JsonError> {
        self.json.member_of(names, &mut self.place)
    }

    #[inline(always)]
    fn value<T: Take<'a>>(&mut self, take: T) -> Result<T::Out, JsonError> {
        take.json(self.json)
    }

    #[inline(always)]
    fn text(&mut self) -> Result<Option<&'a str>, JsonError> {
        match self.json.peek() {
            b'"' => self.json.string().map(Some),
            _ => Ok(None),
        }
    }

    fn attribute(
        &mut self,
        take: AttributeTake<'_, 'a>,
        into: &mut Slot<'a>,
    ) -> Result<(), JsonError> {
        // Explanations and `strict` note every tolerance.
        if !take.reader.thorough {
            let mark = self.json.mark();
            if take.usual(self.json, into)? {
                return Ok(());
            }
            self.json.rewind(mark);
        }
        *into = self.value(take)?;
        Ok(())
    }

    #[inline(always)]
    fn skip(&mut self) -> Result<(), JsonError> {
        self.json.skip_value()
    }
}
