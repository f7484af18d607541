//! Whom a request is about, in a person's words.

use serde_json::{Map, Value};

/// Tried in this order.
const NAMES: [&str; 4] = ["userName", "displayName", "externalId", "id"];

/// Who it is.
pub fn label(request: &Value) -> Option<&str> {
    names(request).next()
}

/// True where one of the names of the user is this one, in any case.
pub fn is_called(request: &Value, name: &str) -> bool {
    let name = name.to_lowercase();
    names(request).any(|known| known.to_lowercase() == name)
}

fn names(request: &Value) -> impl Iterator<Item = &str> {
    let resource = request.as_object().and_then(resource);
    NAMES.iter().filter_map(move |name| {
        let found = resource?.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        found.1.as_str().filter(|text| !text.is_empty())
    })
}

fn resource(request: &Map<String, Value>) -> Option<&Map<String, Value>> {
    let inner = ["user", "group"].iter().find_map(|kind| request.get(*kind)?.as_object());
    Some(inner.unwrap_or(request))
}
