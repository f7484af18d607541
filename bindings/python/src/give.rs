//! JSON to Python values.

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// A value of a serde format as a Python value.
pub(crate) fn give<'py, 'de, D: Deserializer<'de>>(
    py: Python<'py>,
    value: D,
) -> PyResult<Bound<'py, PyAny>> {
    let given = Give(py).deserialize(value);
    given.map_err(|error| pyo3::exceptions::PyValueError::new_err(error.to_string()))
}

/// JSON text as a Python value.
pub(crate) fn give_json<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    give(py, &mut serde_json::Deserializer::from_str(text))
}

/// A member of a JSON object as a Python value.
pub(crate) fn give_member<'py>(
    py: Python<'py>,
    text: &str,
    name: &str,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    let found = serde_json::Deserializer::from_str(text).deserialize_map(Member { py, name });
    found.map_err(|error| pyo3::exceptions::PyValueError::new_err(error.to_string()))
}

struct Member<'py, 'n> {
    py: Python<'py>,
    name: &'n str,
}

impl<'de, 'py> Visitor<'de> for Member<'py, '_> {
    type Value = Option<Bound<'py, PyAny>>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(name) = members.next_key::<Cow<'_, str>>()? {
            if name == self.name {
                found = Some(members.next_value_seed(Give(self.py))?);
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

#[derive(Clone, Copy)]
struct Give<'py>(Python<'py>);

impl<'de, 'py> DeserializeSeed<'de> for Give<'py> {
    type Value = Bound<'py, PyAny>;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<Self::Value, D::Error> {
        value.deserialize_any(self)
    }
}

impl<'py> Give<'py> {
    fn one<E: Error>(self, value: impl IntoPyObject<'py>) -> Result<Bound<'py, PyAny>, E> {
        value.into_bound_py_any(self.0).map_err(E::custom)
    }
}

impl<'de, 'py> Visitor<'de> for Give<'py> {
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
        self.one(value)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(self.0.None().into_bound(self.0))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let list = PyList::empty(self.0);
        while let Some(item) = items.next_element_seed(self)? {
            list.append(item).map_err(A::Error::custom)?;
        }
        Ok(list.into_any())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let dict = PyDict::new(self.0);
        while let Some(key) = members.next_key_seed(self)? {
            dict.set_item(key, members.next_value_seed(self)?).map_err(A::Error::custom)?;
        }
        Ok(dict.into_any())
    }
}
