//! An object of a request, member by member: of any serde format, or of JSON text.

use super::follow::follow;
use super::resource::Resource;
use super::take::{Name, Named, Take, seed};
use crate::json::{Found, JsonError, JsonReader, Object as JsonObject};
use crate::names::Names;
use crate::plan::Level;
use bumpalo::Bump;
use serde::de::{Error, IgnoredAny, MapAccess};
use std::marker::PhantomData;

/// Members of an object, in their order: after each name its value is taken or passed over.
pub(crate) trait Object<'a> {
    type Error: Error;

    /// The next member; `None` behind the last.
    fn member(&mut self) -> Result<Option<Found>, Self::Error>;

    /// The name of the last member, as it is written.
    fn name(&self) -> &'a str;

    /// Takes the value.
    fn value<T: Take<'a>>(&mut self, take: T) -> Result<T::Out, Self::Error>;

    /// Takes members that stand as they stood before, and gives the first whose value others take.
    fn follow(
        &mut self,
        _take: &mut Resource<'_, 'a>,
        _level: &Level,
    ) -> Result<Option<Found>, Self::Error> {
        Ok(None)
    }

    /// Passes over the value, checking it to its end.
    fn skip(&mut self) -> Result<(), Self::Error>;
}

/// An object of any serde format.
pub(crate) struct Members<'de, 'n, 'a, A> {
    access: A,
    names: &'n Names,
    name: Name<'a>,
    memory: &'a Bump,
    format: PhantomData<&'de ()>,
}

impl<'n, 'a, A> Members<'_, 'n, 'a, A> {
    /// Members may have those names.
    pub(crate) fn new(access: A, names: &'n Names, memory: &'a Bump) -> Self {
        Members { access, names, name: Name::Written(None, ""), memory, format: PhantomData }
    }
}

impl<'de: 'a, 'a, A: MapAccess<'de>> Object<'a> for Members<'de, '_, 'a, A> {
    type Error = A::Error;

    fn member(&mut self) -> Result<Option<Found>, A::Error> {
        let name = self.access.next_key_seed(Named(self.names, self.memory))?;
        let Some(name) = name else { return Ok(None) };
        self.name = name;
        Ok(Some(Found { known: name.known() }))
    }

    fn name(&self) -> &'a str {
        match self.name {
            Name::Written(_, name) => name,
            // Names are texts; asked for once or twice in a request.
            Name::Known(known) => {
                let name = std::str::from_utf8(self.names.spelling(known)).unwrap_or_default();
                self.memory.alloc_str(name)
            }
        }
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
    fn member(&mut self) -> Result<Option<Found>, JsonError> {
        self.json.member_of(&mut self.object)
    }

    fn name(&self) -> &'a str {
        self.json.name_in(&self.object)
    }

    #[inline(always)]
    fn follow(
        &mut self,
        take: &mut Resource<'_, 'a>,
        level: &Level,
    ) -> Result<Option<Found>, JsonError> {
        follow(self.json, &mut self.object, take, level)
    }

    fn value<T: Take<'a>>(&mut self, take: T) -> Result<T::Out, JsonError> {
        take.json(self.json)
    }

    #[inline(always)]
    fn skip(&mut self) -> Result<(), JsonError> {
        self.json.skip_value()
    }
}
