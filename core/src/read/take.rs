//! One way to look at a value of any format: scalar, null, list or object.

use crate::json::{JsonError, JsonReader};
use crate::names::Names;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A single value as the payload has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Scalar<'a> {
    Boolean(bool),
    Integer(i64),
    Decimal(f64),
    Text(&'a str),
}

impl Scalar<'_> {
    /// What it is, for a message.
    pub(crate) fn kind(self) -> &'static str {
        match self {
            Scalar::Boolean(_) => "true or false",
            Scalar::Integer(_) | Scalar::Decimal(_) => "a number",
            Scalar::Text(_) => "a text",
        }
    }
}

/// Takes a value.
pub(crate) trait Take<'a>: Sized {
    type Out;
    fn memory(&self) -> &'a bumpalo::Bump;
    fn scalar(self, scalar: Scalar<'a>) -> Self::Out;
    fn null(self) -> Self::Out;
    fn list<'de: 'a, A: SeqAccess<'de>>(self, list: A) -> Result<Self::Out, A::Error>;
    fn object<'de: 'a, A: MapAccess<'de>>(self, object: A) -> Result<Self::Out, A::Error>;

    /// The same from JSON text: what nearly every payload holds may have a shorter way than serde's.
    #[inline]
    fn json(self, json: &mut JsonReader<'a>) -> Result<Self::Out, JsonError> {
        seed(self).deserialize(json)
    }
}

/// Makes a serde seed of a taker.
pub(crate) fn seed<'a, T: Take<'a>>(take: T) -> Any<'a, T> {
    Any(take, std::marker::PhantomData)
}

impl<'de: 'a, 'a, T: Take<'a>> DeserializeSeed<'de> for Any<'a, T> {
    type Value = T::Out;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T::Out, D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// The seed and visitor of a taker.
pub(crate) struct Any<'a, T>(T, std::marker::PhantomData<&'a ()>);

impl<'de: 'a, 'a, T: Take<'a>> Visitor<'de> for Any<'a, T> {
    type Value = T::Out;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a JSON value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<T::Out, E> {
        Ok(self.0.scalar(Scalar::Boolean(value)))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T::Out, E> {
        Ok(self.0.scalar(Scalar::Integer(value)))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T::Out, E> {
        Ok(self.0.scalar(match i64::try_from(value) {
            Ok(value) => Scalar::Integer(value),
            Err(_) => Scalar::Decimal(value as f64),
        }))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T::Out, E> {
        if !value.is_finite() {
            return Err(E::custom("a number that is not finite"));
        }
        Ok(self.0.scalar(match crate::value::Value::number(value) {
            crate::value::Value::Integer(whole) => Scalar::Integer(whole),
            _ => Scalar::Decimal(value),
        }))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<T::Out, E> {
        let value = self.0.memory().alloc_str(value);
        Ok(self.0.scalar(Scalar::Text(value)))
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<T::Out, E> {
        Ok(self.0.scalar(Scalar::Text(value)))
    }

    fn visit_unit<E: Error>(self) -> Result<T::Out, E> {
        Ok(self.0.null())
    }

    fn visit_none<E: Error>(self) -> Result<T::Out, E> {
        Ok(self.0.null())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<T::Out, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<T::Out, A::Error> {
        self.0.list(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<T::Out, A::Error> {
        self.0.object(object)
    }
}

/// Takes a member's name.
pub(crate) struct Key<'a>(pub(crate) &'a bumpalo::Bump);

impl<'de: 'a, 'a> DeserializeSeed<'de> for Key<'a> {
    type Value = &'a str;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<&'a str, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de: 'a, 'a> Visitor<'de> for Key<'a> {
    type Value = &'a str;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a member name")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<&'a str, E> {
        Ok(self.0.alloc_str(value))
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<&'a str, E> {
        Ok(value)
    }
}

/// A member's name, looked for among names.
#[derive(Clone, Copy)]
pub(crate) enum Name<'a> {
    /// It is one of them, as that is spelled.
    Known(usize),
    /// It is one of them in another spelling, or none of them.
    Written(Option<usize>, &'a str),
}

impl Name<'_> {
    /// Which of the names it is.
    pub(crate) fn known(self) -> Option<usize> {
        match self {
            Name::Known(known) => Some(known),
            Name::Written(known, _) => known,
        }
    }
}

/// Takes a member's name that is looked for among names: most formats lend it for a moment only, and
/// one that is known need not be copied.
pub(crate) struct Named<'n, 'a>(pub(crate) &'n Names, pub(crate) &'a bumpalo::Bump);

impl<'de: 'a, 'a> DeserializeSeed<'de> for Named<'_, 'a> {
    type Value = Name<'a>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name<'a>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de: 'a, 'a> Visitor<'de> for Named<'_, 'a> {
    type Value = Name<'a>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a member name")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Name<'a>, E> {
        Ok(match self.0.find_spelled(value.as_bytes()) {
            Some((at, true)) => Name::Known(at),
            found => Name::Written(found.map(|(at, _)| at), self.1.alloc_str(value)),
        })
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Name<'a>, E> {
        Ok(Name::Written(self.0.find(value.as_bytes()), value))
    }
}

/// Passes over a value, checking it to the end; tells whether it says anything: null, `""`, and
/// lists and objects of nothing else do not.
#[derive(Clone, Copy)]
pub(crate) struct Skip<'a> {
    pub(crate) memory: &'a bumpalo::Bump,
    /// How much deeper it may be.
    pub(crate) depth: usize,
}

impl<'a> Skip<'a> {
    fn deeper<E: Error>(self) -> Result<Skip<'a>, E> {
        match self.depth.checked_sub(1) {
            Some(depth) => Ok(Skip { depth, ..self }),
            None => Err(E::custom("the payload is nested too deep")),
        }
    }
}

impl<'a> Take<'a> for Skip<'a> {
    type Out = bool;

    fn memory(&self) -> &'a bumpalo::Bump {
        self.memory
    }

    fn scalar(self, scalar: Scalar<'a>) -> bool {
        scalar != Scalar::Text("")
    }

    fn null(self) -> bool {
        false
    }

    fn list<'de: 'a, A: SeqAccess<'de>>(self, mut list: A) -> Result<bool, A::Error> {
        let inside = self.deeper()?;
        let mut says = false;
        while let Some(said) = list.next_element_seed(seed(inside))? {
            says |= said;
        }
        Ok(says)
    }

    fn object<'de: 'a, A: MapAccess<'de>>(self, mut object: A) -> Result<bool, A::Error> {
        let inside = self.deeper()?;
        let mut says = false;
        while object.next_key_seed(Key(self.memory))?.is_some() {
            says |= object.next_value_seed(seed(inside))?;
        }
        Ok(says)
    }
}
