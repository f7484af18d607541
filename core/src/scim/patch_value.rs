//! Values of PATCH operations, brought into the form that their attribute has.

use super::attribute::{boolean, member};
use super::error::{ScimError, ScimType};
use super::schema::{AttributeSchema, AttributeType};
use serde_json::{Map, Value};

/// How a value is read.
#[derive(Clone, Copy)]
pub(super) struct Reader {
    /// Only what the standard allows.
    pub(super) strict: bool,
}

fn misfit(name: &str, wanted: &str) -> ScimError {
    ScimError::new(ScimType::InvalidValue, format!("the value of `{name}` is not {wanted}"))
}

impl Reader {
    /// The values for a multi-valued attribute: a list, or one value where a list is due.
    pub(super) fn many(
        self,
        value: &Value,
        known: Option<&'static AttributeSchema>,
        name: &str,
    ) -> Result<Vec<Value>, ScimError> {
        let items = match value {
            Value::Null => &[],
            Value::Array(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        // Of several, an element that says nothing is none.
        let alone = items.len() == 1;
        let says = |item: &&Value| match item {
            Value::Null => false,
            Value::Object(object) => !object.is_empty() || alone || self.strict,
            _ => true,
        };
        items.iter().filter(says).map(|item| self.single(item, known, name)).collect()
    }

    /// One value: of a single-valued attribute, or an element of another.
    pub(super) fn single(
        self,
        value: &Value,
        known: Option<&'static AttributeSchema>,
        name: &str,
    ) -> Result<Value, ScimError> {
        let Some(known) = known else { return Ok(value.clone()) };
        match known.ty {
            AttributeType::Complex => self.complex(value, known, name),
            AttributeType::Boolean => match value {
                Value::Bool(_) => Ok(value.clone()),
                Value::String(text) if !self.strict => match boolean(text.trim()) {
                    Some(value) => Ok(Value::Bool(value)),
                    None => Err(misfit(name, "a boolean")),
                },
                wrapped => match self.unwrapped(wrapped) {
                    Some(inner) => self.single(inner, Some(known), name),
                    None => Err(misfit(name, "a boolean")),
                },
            },
            _ => match value {
                // An empty object says nothing, and nothing can be read from it.
                Value::Object(object) if object.is_empty() && !self.strict => Ok(value.clone()),
                Value::Object(_) | Value::Array(_) => match self.unwrapped(value) {
                    Some(inner @ (Value::String(_) | Value::Number(_) | Value::Bool(_))) => {
                        Ok(inner.clone())
                    }
                    _ => Err(misfit(name, "a simple value")),
                },
                simple => Ok(simple.clone()),
            },
        }
    }

    /// What older clients wrap: `[{"value": "x"}]` for `"x"`.
    fn unwrapped(self, value: &Value) -> Option<&Value> {
        if self.strict {
            return None;
        }
        let one = match value {
            Value::Array(items) if items.len() == 1 => &items[0],
            Value::Object(_) => value,
            _ => return None,
        };
        let inner = match one {
            Value::Object(object) => member(object, "value")?,
            simple => simple,
        };
        (!matches!(inner, Value::Object(_) | Value::Array(_) | Value::Null)).then_some(inner)
    }

    fn complex(
        self,
        value: &Value,
        known: &'static AttributeSchema,
        name: &str,
    ) -> Result<Value, ScimError> {
        match value {
            Value::Object(object) => {
                let mut out = Map::new();
                for (key, value) in object {
                    let part = known.part(key);
                    let key = part.map_or(key.as_str(), |part| part.name);
                    let value = match value {
                        Value::Null => Value::Null,
                        value if part.is_some_and(|part| part.many) => {
                            Value::Array(self.many(value, part, key)?)
                        }
                        value => self.single(value, part, key)?,
                    };
                    out.insert(key.to_owned(), value);
                }
                Ok(Value::Object(out))
            }
            Value::Array(items) if items.len() == 1 && !self.strict => match &items[0] {
                Value::Array(_) => Err(misfit(name, "an object")),
                one => self.complex(one, known, name),
            },
            Value::String(_) | Value::Number(_)
                if !self.strict && known.part("value").is_some() =>
            {
                let mut out = Map::new();
                out.insert("value".to_owned(), value.clone());
                Ok(Value::Object(out))
            }
            _ => Err(misfit(name, "an object")),
        }
    }
}

/// The `value` of a reference: of an attribute whose elements have a `$ref`.
pub(super) fn reference<'v>(
    element: &'v Value,
    known: Option<&'static AttributeSchema>,
) -> Option<&'v str> {
    known.filter(|known| known.part("$ref").is_some())?;
    member(element.as_object()?, "value")?.as_str()
}

/// What tells an element from the others. References (they have a `$ref`) are the same when their
/// `value` is.
pub(super) fn identity(element: &Value, known: Option<&'static AttributeSchema>) -> String {
    let Value::Object(object) = element else { return element.to_string() };
    if let Some(value) = reference(element, known) {
        return Value::from(value).to_string();
    }
    let mut parts: Vec<String> = object
        .iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(key, value)| format!("{}:{value}", key.to_ascii_lowercase()))
        .collect();
    parts.sort_unstable();
    parts.join(",")
}
