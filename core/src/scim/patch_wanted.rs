//! Which elements a `remove` with values means.

use super::attribute::member;
use super::schema::AttributeSchema;
use serde_json::Value;
use std::collections::HashSet;

/// The values to remove: a list, one value, or an object that holds the attribute once more.
pub(super) fn wanted<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    let value = match value {
        Value::Object(object) if object.len() == 1 => {
            object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map_or(value, |one| one.1)
        }
        value => value,
    };
    match value {
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    }
}

/// Values to remove. Most are told by their text alone, and found at once.
pub(super) struct Wanted<'v> {
    all: &'v [Value],
    derived: &'static [&'static str],
    texts: HashSet<&'v str>,
    odd: Vec<&'v Value>,
}

impl<'v> Wanted<'v> {
    pub(super) fn new(all: &'v [Value], known: Option<&'static AttributeSchema>) -> Wanted<'v> {
        let derived = derived(known);
        let mut wanted = Wanted { all, derived, texts: HashSet::new(), odd: Vec::new() };
        let tells = |key: &String| {
            let mut others = derived.iter().chain(&["value"]);
            !others.any(|name| name.eq_ignore_ascii_case(key))
        };
        for value in all {
            match text_of(value) {
                Some(text) if value.as_object().is_none_or(|object| !object.keys().any(tells)) => {
                    wanted.texts.insert(text);
                }
                _ => wanted.odd.push(value),
            }
        }
        wanted
    }

    /// How many comparisons it takes to look for all elements.
    pub(super) fn cost(&self, elements: &[Value]) -> usize {
        let without = elements.iter().filter(|element| text_of(element).is_none()).count();
        elements.len() * (1 + self.odd.len()) + without * self.all.len()
    }

    /// One of them says nothing that the element does not have.
    pub(super) fn covers(&self, element: &Value) -> bool {
        let covers = |wanted: &Value| covers(element, wanted, self.derived);
        match text_of(element) {
            Some(text) => self.texts.contains(text) || self.odd.iter().any(|wanted| covers(wanted)),
            None => self.all.iter().any(covers),
        }
    }
}

/// A text, or the `value` of an object where that is one.
fn text_of(value: &Value) -> Option<&str> {
    match value {
        Value::Object(object) => member(object, "value")?.as_str(),
        simple => simple.as_str(),
    }
}

/// What is said of a reference beside its `value` and `type` follows from them, and may be of
/// yesterday.
const DERIVED: &[&str] = &["display", "displayName", "$ref"];

/// Parts of a value to remove that do not tell which element is meant.
pub(super) fn derived(known: Option<&'static AttributeSchema>) -> &'static [&'static str] {
    match known.and_then(|known| known.part("$ref")) {
        Some(_) => DERIVED,
        None => &[],
    }
}

/// True where an element has all that a value to remove says of it, but what is derived.
pub(super) fn covers(element: &Value, wanted: &Value, derived: &[&str]) -> bool {
    match (element, wanted) {
        (Value::Object(element), Value::Object(wanted)) => {
            let derived = if member(wanted, "value").is_some() { derived } else { &[] };
            let tells = |key: &str| !derived.iter().any(|name| name.eq_ignore_ascii_case(key));
            let mut said =
                wanted.iter().filter(|(key, value)| !value.is_null() && tells(key)).peekable();
            said.peek().is_some()
                && said.all(|(key, value)| {
                    member(element, key).is_some_and(|found| same(found, value))
                })
        }
        (Value::Object(element), simple) => {
            member(element, "value").is_some_and(|value| same(value, simple))
        }
        (simple, Value::Object(wanted)) => {
            member(wanted, "value").is_some_and(|value| same(simple, value))
        }
        (element, wanted) => same(element, wanted),
    }
}

/// Equal, also where one is a number or boolean and the other its text.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::String(text), other @ (Value::Number(_) | Value::Bool(_)))
        | (other @ (Value::Number(_) | Value::Bool(_)), Value::String(text)) => {
            text.eq_ignore_ascii_case(&other.to_string())
        }
        _ => a == b,
    }
}
