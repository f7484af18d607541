//! Python values, read as they are: a serde deserializer over dicts, lists and simple values.
//!
//! While it reads, no Python code runs, so that nothing changes under it. What is no JSON value (a
//! model, a date, a number of numpy) is made one by `scimrules._plain` before.

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::dict::BoundDictIterator;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};
use serde::de::{
    DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor, value::StrDeserializer,
};
use serde::forward_to_deserialize_any;
use std::cell::Cell;
use std::fmt;

/// How deep values may stand in each other; rules have a limit of their own.
const DEPTH: usize = 128;

/// How values are read.
pub(crate) struct Manner {
    /// Floats that are no number stand for null.
    pub(crate) nan_is_null: bool,
    /// Characters and values that may be read.
    pub(crate) size: usize,
    left: Cell<usize>,
    /// Something was no JSON value, and may be made one.
    pub(crate) odd: Cell<bool>,
}

impl Manner {
    pub(crate) fn new(nan_is_null: bool, size: usize) -> Self {
        Manner { nan_is_null, size, left: Cell::new(size), odd: Cell::new(false) }
    }

    /// A deserializer of a value.
    pub(crate) fn read<'a, 'py>(&'a self, value: &'a Bound<'py, PyAny>) -> Given<'a, 'py> {
        self.left.set(self.size);
        Given { value, manner: self, depth: DEPTH }
    }
}

/// Why a value cannot be read.
#[derive(Debug)]
pub(crate) struct Unreadable(pub(crate) String);

impl fmt::Display for Unreadable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Unreadable {}

impl Error for Unreadable {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Unreadable(message.to_string())
    }
}

/// A Python value that is read.
#[derive(Clone, Copy)]
pub(crate) struct Given<'a, 'py> {
    value: &'a Bound<'py, PyAny>,
    manner: &'a Manner,
    depth: usize,
}

impl<'a, 'py> Given<'a, 'py> {
    fn within(self) -> Result<(&'a Manner, usize), Unreadable> {
        match self.depth.checked_sub(1) {
            Some(depth) => Ok((self.manner, depth)),
            None => Err(Unreadable("the payload is nested too deep".to_owned())),
        }
    }

    /// Counts what is read: a value that holds another a thousand times is no small one.
    fn count(self, size: usize) -> Result<(), Unreadable> {
        let manner = self.manner;
        match manner.left.get().checked_sub(size + 1) {
            Some(left) => {
                manner.left.set(left);
                Ok(())
            }
            None => Err(Unreadable(format!(
                "the request is larger than {} characters and values",
                manner.size
            ))),
        }
    }

    fn text<'de, V: Visitor<'de>>(
        self,
        text: &Bound<'py, PyString>,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        let text = utf8(text)?;
        self.count(text.len())?;
        visitor.visit_str(text)
    }

    fn dict<'de, V: Visitor<'de>>(
        self,
        dict: &Bound<'py, PyDict>,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.count(0)?;
        let (manner, depth) = self.within()?;
        visitor.visit_map(Members { members: dict.iter(), value: None, manner, depth })
    }

    fn list<'de, V: Visitor<'de>>(
        self,
        items: impl Iterator<Item = Bound<'py, PyAny>>,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.count(0)?;
        let (manner, depth) = self.within()?;
        visitor.visit_seq(Items { items, manner, depth })
    }

    /// A value of another type, or of a class of its own.
    #[cold]
    fn other<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let value = self.value;
        if let Ok(text) = value.cast::<PyString>() {
            return self.text(text, visitor);
        }
        if let Ok(dict) = value.cast::<PyDict>() {
            return self.dict(dict, visitor);
        }
        if let Ok(list) = value.cast::<PyList>() {
            return self.list(list.iter(), visitor);
        }
        if let Ok(tuple) = value.cast::<PyTuple>() {
            return self.list(tuple.iter(), visitor);
        }
        self.count(0)?;
        if let Ok(number) = value.cast::<PyInt>() {
            if let Ok(number) = number.extract::<i64>() {
                return visitor.visit_i64(number);
            }
            return match large(number) {
                Ok(number) => visitor.visit_f64(number),
                Err(_) => Err(Unreadable("a number is too large".to_owned())),
            };
        }
        if let Ok(number) = value.cast::<PyFloat>() {
            return self.float(number.value(), visitor);
        }
        self.manner.odd.set(true);
        let name = value.get_type().name().map(|name| name.to_string());
        let name = name.map_or_else(|_| "value".to_owned(), |name| format!("`{name}`"));
        Err(Unreadable(format!("a {name} is not a JSON value")))
    }

    fn float<'de, V: Visitor<'de>>(self, number: f64, visitor: V) -> Result<V::Value, Unreadable> {
        if number.is_finite() {
            return visitor.visit_f64(number);
        }
        if number.is_nan() && self.manner.nan_is_null {
            return visitor.visit_unit();
        }
        let help = match number.is_nan() {
            true => "; `nan_is_null=True` takes it for null",
            false => "",
        };
        Err(Unreadable(format!("`{number}` is not a JSON number{help}")))
    }
}

/// A number beyond 64 bits, by the method of `int`: one of a class of its own would run while the
/// dict it stands in is read.
fn large(number: &Bound<'_, PyInt>) -> PyResult<f64> {
    let int = number.py().get_type::<PyInt>();
    int.call_method1(intern!(number.py(), "__float__"), (number,))?.extract()
}

/// The text of a string. Half a surrogate has none.
fn utf8<'a>(text: &'a Bound<'_, PyString>) -> Result<&'a str, Unreadable> {
    text.to_str().map_err(|_| Unreadable("a text is not valid Unicode".to_owned()))
}

impl<'de> Deserializer<'de> for Given<'_, '_> {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        // Nearly every value is of these types themselves: a look at a pointer tells.
        let value = self.value;
        if let Ok(text) = value.cast_exact::<PyString>() {
            return self.text(text, visitor);
        }
        if let Ok(dict) = value.cast_exact::<PyDict>() {
            return self.dict(dict, visitor);
        }
        if let Ok(list) = value.cast_exact::<PyList>() {
            return self.list(list.iter(), visitor);
        }
        if value.is_none() {
            self.count(0)?;
            return visitor.visit_unit();
        }
        if let Ok(boolean) = value.cast::<PyBool>() {
            self.count(0)?;
            return visitor.visit_bool(boolean.is_true());
        }
        self.other(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        // Nobody reads it, and a Python value has no text that could be malformed.
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct seq tuple tuple_struct map struct enum identifier newtype_struct
    }
}

struct Members<'a, 'py> {
    members: BoundDictIterator<'py>,
    value: Option<Bound<'py, PyAny>>,
    manner: &'a Manner,
    depth: usize,
}

impl<'de> MapAccess<'de> for Members<'_, '_> {
    type Error = Unreadable;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Unreadable> {
        let Some((key, value)) = self.members.next() else { return Ok(None) };
        self.value = Some(value);
        let Ok(key) = key.cast_exact::<PyString>().or_else(|_| key.cast()) else {
            return Err(Unreadable("the name of a member is not a text".to_owned()));
        };
        seed.deserialize(StrDeserializer::new(utf8(key)?)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, Unreadable> {
        let Some(value) = self.value.take() else {
            return Err(Unreadable("a value without its name".to_owned()));
        };
        seed.deserialize(Given { value: &value, manner: self.manner, depth: self.depth })
    }
}

struct Items<'a, I> {
    items: I,
    manner: &'a Manner,
    depth: usize,
}

impl<'de, 'py, I: Iterator<Item = Bound<'py, PyAny>>> SeqAccess<'de> for Items<'_, I> {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unreadable> {
        let Some(item) = self.items.next() else { return Ok(None) };
        seed.deserialize(Given { value: &item, manner: self.manner, depth: self.depth }).map(Some)
    }
}
