//! Attributes in JSON: names in any case, and where a path with a URN leads.

use super::schema::{self, AttributeSchema};
use serde_json::{Map, Value};

/// The member of that name, in any case.
pub(super) fn member<'v>(object: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    object.get(name).or_else(|| {
        object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    })
}

/// The spelling under which an object has a member.
pub(super) fn spelling(object: &Map<String, Value>, name: &str) -> Option<String> {
    if object.contains_key(name) {
        return Some(name.to_owned());
    }
    object.keys().find(|key| key.eq_ignore_ascii_case(name)).cloned()
}

/// True for null, `""`, `[]` and `{}`, and for lists and objects of nothing but these.
pub(super) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.iter().all(is_empty),
        Value::Object(object) => object.values().all(is_empty),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// True where the URN is that of a resource's own schema: its attributes stand at the top.
pub(super) fn is_core(urn: &str) -> bool {
    urn.eq_ignore_ascii_case(schema::USER_URN) || urn.eq_ignore_ascii_case(schema::GROUP_URN)
}

/// An attribute at the top of a resource whose kind is not known.
pub(super) fn core_attribute(name: &str) -> Option<&'static AttributeSchema> {
    [schema::COMMON, schema::USER, schema::GROUP]
        .into_iter()
        .find_map(|attributes| schema::find(attributes, name))
}

/// True where a boolean can be read from the text.
pub(crate) fn boolean(text: &str) -> Option<bool> {
    match text {
        _ if text.eq_ignore_ascii_case("true") => Some(true),
        _ if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}
