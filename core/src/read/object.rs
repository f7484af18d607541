//! An object of a request, member by member: of any serde format, or of JSON text.

use super::attribute::AttributeTake;
use super::slot::Slot;
use super::take::{Key, Take, seed};
use crate::json::{Found, JsonError, JsonReader, Object as JsonObject};
use crate::names::Names;
use bumpalo::Bump;
use serde::de::{Error, IgnoredAny, MapAccess};
use std::marker::PhantomData;

/// Members of an object, in their order: after each name its value is taken or passed over.
pub(crate) trait Object<'a> {
    type Error: Error;

    /// The next member; `None` behind the last.
    fn member(&mut self) -> Result<Option<Found<'a>>, Self::Error>;

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
pub(crate) struct Members<'de, 'n, 'a, A> {
    access: A,
    names: &'n Names,
    memory: &'a Bump,
    format: PhantomData<&'de ()>,
}

impl<'n, 'a, A> Members<'_, 'n, 'a, A> {
    /// Members may have those names.
    pub(crate) fn new(access: A, names: &'n Names, memory: &'a Bump) -> Self {
        Members { access, names, memory, format: PhantomData }
    }
}

impl<'de: 'a, 'a, A: MapAccess<'de>> Object<'a> for Members<'de, '_, 'a, A> {
    type Error = A::Error;

    fn member(&mut self) -> Result<Option<Found<'a>>, A::Error> {
        let name = self.access.next_key_seed(Key(self.memory))?;
        Ok(name.map(|name| Found::of(name, self.names)))
    }

    fn value<T: Take<'a>>(&mut self, take: T) -> Result<T::Out, A::Error> {
        self.access.next_value_seed(seed(take))
    }

    fn skip(&mut self) -> Result<(), A::Error> {
        self.access.next_value::<IgnoredAny>().map(drop)
    }
}

/// An object of JSON text.
pub(crate) struct JsonMembers<'r, 'n, 'a> {
    json: &'r mut JsonReader<'a>,
    object: JsonObject<'n, 'a>,
}

impl<'r, 'n, 'a> JsonMembers<'r, 'n, 'a> {
    /// Takes the brace, at which the reader stands. Members may have those names.
    pub(crate) fn open(json: &'r mut JsonReader<'a>, names: &'n Names) -> Result<Self, JsonError> {
        let object = json.open(names)?;
        Ok(JsonMembers { json, object })
    }
}

impl<'a> Object<'a> for JsonMembers<'_, '_, 'a> {
    type Error = JsonError;

    #[inline(always)]
    fn member(&mut self) -> Result<Option<Found<'a>>, JsonError> {
        self.json.member_of(&mut self.object)
    }

    #[inline(always)]
    fn text(&mut self) -> Result<Option<&'a str>, JsonError> {
        self.json.text_of(&mut self.object)
    }

    fn value<T: Take<'a>>(&mut self, take: T) -> Result<T::Out, JsonError> {
        self.json.at_value_of(&mut self.object);
        take.json(self.json)
    }

    fn attribute(
        &mut self,
        take: AttributeTake<'_, 'a>,
        into: &mut Slot<'a>,
    ) -> Result<(), JsonError> {
        self.json.at_value_of(&mut self.object);
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
        self.json.skip_of(&mut self.object)
    }
}
