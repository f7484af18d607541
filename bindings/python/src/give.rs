//! JSON to Python values.

use crate::names::{FieldNames, Finder, word};
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// A value of a serde format as a Python value.
pub(crate) fn give<'py, 'de, D: Deserializer<'de>>(
    py: Python<'py>,
    value: D,
) -> PyResult<Bound<'py, PyAny>> {
    let finder = Finder::new(None);
    raised(Give { py, finder: &finder, place: Place::Anywhere }.deserialize(value))
}

/// JSON text as a Python value.
pub(crate) fn give_json<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    give(py, &mut serde_json::Deserializer::from_str(text))
}

/// The JSON of a decision as a dict; its record has fields of these names.
pub(crate) fn give_decision<'py>(
    py: Python<'py>,
    text: &str,
    names: Option<&FieldNames>,
) -> PyResult<Bound<'py, PyAny>> {
    let finder = Finder::new(names);
    let give = Give { py, finder: &finder, place: Place::Decision };
    raised(give.deserialize(&mut serde_json::Deserializer::from_str(text)))
}

/// A member of the JSON of a decision as a Python value. What stands behind it is not read.
pub(crate) fn give_member<'py>(
    py: Python<'py>,
    text: &str,
    name: &str,
    names: Option<&FieldNames>,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    let finder = Finder::new(names);
    let give = Give { py, finder: &finder, place: Place::Decision };
    let mut found = None;
    let member = Member { give: give.within(name), name, found: &mut found };
    match serde_json::Deserializer::from_str(text).deserialize_map(member) {
        Err(error) if found.is_none() => raised(Err(error)),
        _ => Ok(found),
    }
}

fn raised<T>(given: Result<T, impl Error>) -> PyResult<T> {
    given.map_err(|error| PyValueError::new_err(error.to_string()))
}

struct Member<'py, 'n> {
    give: Give<'py, 'n>,
    name: &'n str,
    found: &'n mut Option<Bound<'py, PyAny>>,
}

impl<'de> Visitor<'de> for Member<'_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(name) = members.next_key::<Cow<'_, str>>()? {
            if name == self.name {
                *self.found = Some(members.next_value_seed(self.give)?);
                break;
            }
            members.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

/// Where a value stands: which names and words it may have.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// In no decision.
    Anywhere,
    /// Words of the contract.
    Decision,
    /// Fields and their values.
    Record,
    /// The name of a field.
    Field,
}

/// Makes Python values.
#[derive(Clone, Copy)]
struct Give<'py, 'n> {
    py: Python<'py>,
    finder: &'n Finder<'n>,
    place: Place,
}

impl<'de, 'py> DeserializeSeed<'de> for Give<'py, '_> {
    type Value = Bound<'py, PyAny>;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<Self::Value, D::Error> {
        value.deserialize_any(self)
    }
}

/// Makes the name of a member, and tells of what stands there.
struct Name<'py, 'n>(Give<'py, 'n>);

impl<'de, 'py, 'n> DeserializeSeed<'de> for Name<'py, 'n> {
    type Value = (Bound<'py, PyString>, Give<'py, 'n>);

    fn deserialize<D: Deserializer<'de>>(self, name: D) -> Result<Self::Value, D::Error> {
        name.deserialize_str(self)
    }
}

impl<'py, 'n> Visitor<'_> for Name<'py, 'n> {
    type Value = (Bound<'py, PyString>, Give<'py, 'n>);

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the name of a member")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        let give = self.0;
        let known = match give.place {
            Place::Decision => word(give.py, name).cloned(),
            Place::Record => give.finder.find(give.py, name),
            Place::Anywhere | Place::Field => None,
        };
        let made = known.unwrap_or_else(|| PyString::new(give.py, name));
        Ok((made, give.within(name)))
    }
}

impl<'py> Give<'py, '_> {
    /// What stands in a member of that name.
    fn within(self, name: &str) -> Self {
        let place = match (self.place, name) {
            (Place::Decision, "record" | "changes") => Place::Record,
            (Place::Decision, "field") => Place::Field,
            (place, _) => place,
        };
        Give { place, ..self }
    }

    fn one<E: Error>(self, value: impl IntoPyObject<'py>) -> Result<Bound<'py, PyAny>, E> {
        value.into_bound_py_any(self.py).map_err(E::custom)
    }
}

impl<'de, 'py> Visitor<'de> for Give<'py, '_> {
    type Value = Bound<'py, PyAny>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a JSON value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        self.one(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        self.one(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        self.one(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        self.one(value)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        let known = match self.place {
            Place::Decision => word(self.py, value).cloned(),
            Place::Field => self.finder.find(self.py, value),
            Place::Anywhere | Place::Record => None,
        };
        Ok(known.unwrap_or_else(|| PyString::new(self.py, value)).into_any())
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(self.py.None().into_bound(self.py))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let list = PyList::empty(self.py);
        while let Some(item) = items.next_element_seed(self)? {
            list.append(item).map_err(A::Error::custom)?;
        }
        Ok(list.into_any())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let dict = PyDict::new(self.py);
        while let Some((name, give)) = members.next_key_seed(Name(self))? {
            dict.set_item(name, members.next_value_seed(give)?).map_err(A::Error::custom)?;
        }
        Ok(dict.into_any())
    }
}
