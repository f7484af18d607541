//! An explanation as data.

use super::{Explanation, Line, Seen, start_of};
use crate::value::Value;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

impl Serialize for Seen<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Seen::Secret => map.serialize_entry("state", "secret")?,
            Seen::Value(Value::Unknown) => map.serialize_entry("state", "unknown")?,
            Seen::Value(Value::Absent) => map.serialize_entry("state", "absent")?,
            Seen::Value(Value::Null) => map.serialize_entry("state", "null")?,
            Seen::Value(value) => {
                let (start, cut) = start_of(*value);
                map.serialize_entry("state", "value")?;
                map.serialize_entry("value", &start)?;
                if cut {
                    map.serialize_entry("cut", &true)?;
                }
            }
        }
        map.end()
    }
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Place {
            start: u32,
            end: u32,
        }
        #[derive(Serialize)]
        struct Read<'a> {
            name: &'a str,
            #[serde(flatten)]
            seen: &'a Seen<'a>,
        }
        let mut map = serializer.serialize_map(None)?;
        if let Some(kind) = self.kind {
            map.serialize_entry("kind", kind.text())?;
        }
        if let Some(field) = self.field {
            map.serialize_entry("field", field)?;
        }
        map.serialize_entry("text", &self.text)?;
        map.serialize_entry("line", &self.line)?;
        map.serialize_entry("span", &Place { start: self.span.start, end: self.span.end })?;
        map.serialize_entry("outcome", self.outcome.text())?;
        if let Some(error) = self.error {
            map.serialize_entry("error", error)?;
        }
        if let Some(value) = &self.value {
            map.serialize_entry("value", value)?;
        }
        if !self.reads.is_empty() {
            let reads: Vec<Read<'_>> =
                self.reads.iter().map(|(name, seen)| Read { name, seen }).collect();
            map.serialize_entry("reads", &reads)?;
        }
        if !self.parts.is_empty() {
            map.serialize_entry("parts", &self.parts)?;
        }
        if !self.tolerance.is_empty() {
            map.serialize_entry("tolerance", &self.tolerance)?;
        }
        map.end()
    }
}

impl Serialize for Explanation<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("decision", &self.decision)?;
        map.serialize_entry("lines", &self.lines)?;
        map.serialize_entry("tolerance", self.tolerance)?;
        map.end()
    }
}
