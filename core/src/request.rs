//! Requests of what a host has in its hands: a resource, and what it says beside it.

use crate::json::{JsonReader, MOST_DEPTH, Trails};
use crate::plan::Resource;
use crate::scim::schema::GROUP_URN;
use bumpalo::Bump;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::fmt::Write;

/// What an object is: a whole request, a group, or a user. It is told the names of the members one by one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RequestShape {
    /// It is a whole request, or holds nothing.
    pub request: bool,
    /// It says that it is a group.
    pub group: bool,
    /// It has `groups`.
    pub groups: bool,
    /// It has `current`.
    pub current: bool,
}

impl RequestShape {
    /// Looks at a name; true where the value tells more.
    pub fn name(&mut self, name: &str) -> bool {
        match name {
            "user" | "group" | "operation" | "params" | "now" => self.request = true,
            "current" => (self.request, self.current) = (true, true),
            "groups" => self.groups = true,
            _ => return name.eq_ignore_ascii_case("schemas") || name.eq_ignore_ascii_case("meta"),
        }
        false
    }

    /// Looks at the value of such a name.
    pub fn value(&mut self, name: &str, value: &Value) {
        self.group |= match value {
            Value::Object(meta) => name.eq_ignore_ascii_case("meta") && is_group(meta),
            value => name.eq_ignore_ascii_case("schemas") && says(value, GROUP_URN),
        };
    }

    /// The member of a request that a bare resource is; `kind` is what the host takes it for.
    pub fn member(&self, kind: Resource) -> &'static str {
        if self.group || kind == Resource::Group { "group" } else { "user" }
    }
}

fn is_group(meta: &Map<String, Value>) -> bool {
    let mut kinds = meta.iter().filter(|(name, _)| name.eq_ignore_ascii_case("resourceType"));
    kinds.any(|(_, kind)| says(kind, "Group"))
}

/// A text, or one of a list of texts, is this word.
fn says(value: &Value, word: &str) -> bool {
    match value {
        Value::String(text) => text.eq_ignore_ascii_case(word),
        Value::Array(texts) => texts.iter().any(|text| says(text, word)),
        _ => false,
    }
}

/// A request of JSON text: a resource, or a whole request, with `groups` and `current` where it
/// does not say them itself. Text that is no JSON is given back: deciding tells what is wrong.
pub fn request_of<'t>(
    text: &'t [u8],
    kind: Resource,
    groups: Option<&Value>,
    current: Option<&Value>,
) -> Cow<'t, [u8]> {
    if kind == Resource::User && groups.is_none() && current.is_none() {
        return Cow::Borrowed(text);
    }
    let Some(shape) = shape(text) else { return Cow::Borrowed(text) };
    let mut members = String::new();
    for (name, said, has) in [("groups", groups, shape.groups), ("current", current, shape.current)]
    {
        if let Some(said) = said
            && !(has && shape.request)
        {
            let comma = if members.is_empty() { "" } else { "," };
            let _ = write!(members, "{comma}\"{name}\":{said}");
        }
    }
    let mut request = Vec::with_capacity(text.len() + members.len() + 16);
    if shape.request {
        let Some(inside) = text.trim_ascii().strip_suffix(b"}").filter(|_| !members.is_empty())
        else {
            return Cow::Borrowed(text);
        };
        request.extend_from_slice(inside);
        if !inside.trim_ascii_end().ends_with(b"{") {
            request.push(b',');
        }
    } else {
        for part in ["{\"", shape.member(kind), "\":"] {
            request.extend_from_slice(part.as_bytes());
        }
        request.extend_from_slice(text);
        if !members.is_empty() {
            request.push(b',');
        }
    }
    request.extend_from_slice(members.as_bytes());
    request.push(b'}');
    Cow::Owned(request)
}

/// What a text is; none of what is no JSON object.
fn shape(text: &[u8]) -> Option<RequestShape> {
    let (memory, trails) = (Bump::new(), Trails::default());
    let mut json =
        JsonReader::new(simdutf8::compat::from_utf8(text).ok()?, MOST_DEPTH, &memory, &trails);
    if json.peek() != b'{' {
        return None;
    }
    let (mut shape, mut first, mut empty) = (RequestShape::default(), true, true);
    json.enter("{").ok()?;
    while let Some(name) = json.member(&mut first).ok()? {
        empty = false;
        json.peek();
        let start = json.mark();
        json.skip_value().ok()?;
        if shape.name(name) && may_say_group(json.since(start)) {
            shape.value(name, &serde_json::from_str(json.since(start)).ok()?);
        }
    }
    shape.request |= empty;
    json.end().ok().map(|()| shape)
}

/// Most users do not say the word, in letters or in an escape of letters, and are not read further.
fn may_say_group(text: &str) -> bool {
    text.as_bytes().windows(2).any(|two| match two[0] {
        b'\\' => two[1] == b'u',
        b'g' | b'G' => two[1] | 0x20 == b'r',
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn made(text: &str, kind: Resource, groups: Option<Value>, current: Option<Value>) -> String {
        let made = request_of(text.as_bytes(), kind, groups.as_ref(), current.as_ref());
        String::from_utf8_lossy(&made).into_owned()
    }

    #[test]
    fn a_resource_becomes_a_request() {
        let (user, group) = (Resource::User, Resource::Group);
        let ada = r#"{"userName":"ada"}"#;
        assert_eq!(made(ada, user, None, None), ada);
        let active = Some(json!("active"));
        assert_eq!(
            made(ada, user, Some(json!([])), active.clone()),
            r#"{"user":{"userName":"ada"},"groups":[],"current":"active"}"#
        );
        assert_eq!(made(ada, group, None, None), r#"{"group":{"userName":"ada"}}"#);
        let team = format!(r#"{{"schemas":["{GROUP_URN}"]}}"#);
        assert_eq!(
            made(&team, user, None, active.clone()),
            format!(r#"{{"group":{team},"current":"active"}}"#)
        );
        assert_eq!(made(" { } ", user, None, active), r#"{ "current":"active"}"#);
    }

    #[test]
    fn a_group_is_told_as_the_reader_tells_it() {
        let rules = crate::Rules::compile("map { a = userName }  map groups { b = displayName }");
        let (rules, mut scratch) = (rules.unwrap(), crate::Scratch::new());
        for what in [
            format!(r#""schemas":["x",["{GROUP_URN}"]]"#),
            format!(r#""SCHEMAS":"{}""#, GROUP_URN.to_lowercase()),
            format!(r#""schemas":{{"resourceType":"{GROUP_URN}"}}"#),
            r#""meta":{"ResourceType":"group"}"#.into(),
            r#""meta":{"resourceType":["User",["Group"]]}"#.into(),
            r#""meta":[{"resourceType":"Group"}]"#.into(),
            r#""schemas":{"resourceType":"Group"}"#.into(),
            format!(r#""meta":"{GROUP_URN}""#),
            r#""meta":{"resourceType":"User"},"schemas":["gr"]"#.into(),
        ] {
            let text = format!(r#"{{"userName":"u","displayName":"d",{what}}}"#);
            let decided = rules.decide(&mut scratch, text.as_bytes()).unwrap().to_json();
            let beside = made(&text, Resource::User, None, Some(Value::Null));
            let again = rules.decide(&mut scratch, beside.as_bytes()).unwrap().to_json();
            assert_eq!(decided, again, "{what}");
        }
    }

    #[test]
    fn a_request_keeps_what_it_says() {
        let said = r#"{"user":{},"current":null}"#;
        assert_eq!(made(said, Resource::User, None, Some(json!("active"))), said);
        assert_eq!(
            made(said, Resource::User, Some(json!([])), None),
            r#"{"user":{},"current":null,"groups":[]}"#
        );
        let resource = r#"{"userName":"ada","groups":[{"value":"1"}]}"#;
        assert_eq!(
            made(resource, Resource::User, Some(json!([])), None),
            format!(r#"{{"user":{resource},"groups":[]}}"#)
        );
    }

    #[test]
    fn what_is_no_object_is_passed_on() {
        for text in ["", "{", "[]", "\u{feff}{}", "7"] {
            assert_eq!(made(text, Resource::Group, None, Some(json!("active"))), text);
        }
    }
}
