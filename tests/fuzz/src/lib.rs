//! What the fuzz targets share.

use scimrules::Rules;
use scimrules::grammar::syntax::File;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::collections::HashSet;
use std::fmt;

/// Rules that read a user in many ways; they are those of the decision cases.
pub const RULES: [&str; 6] = [
    include_str!("../../cases/decisions/jumpcloud.rules"),
    include_str!("../../cases/decisions/tolerant-reading.rules"),
    include_str!("../../cases/decisions/dotted-and-urn-keys.rules"),
    include_str!("../../cases/decisions/groups-resources.rules"),
    include_str!("../../cases/decisions/changes.rules"),
    include_str!("../../cases/decisions/strict.rules"),
];

/// The rules, compiled.
pub fn compiled() -> Vec<Rules> {
    RULES.iter().map(|text| Rules::compile(text).expect("the rules of the cases")).collect()
}

/// The tree of a file in words, without its spans.
pub fn without_spans(file: &File) -> String {
    let words = format!("{:?}", file.statements);
    let mut parts = words.split("Span { start: ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.split_once('}').map_or("", |(_, rest)| rest));
    }
    out
}

/// The comments of a file.
pub fn comments<'t>(file: &File, text: &'t str) -> Vec<&'t str> {
    file.comments.iter().map(|comment| &text[comment.span.range()]).collect()
}

/// True for JSON whose objects say no key twice: only that is the same as a `serde_json::Value`.
pub fn says_once(json: &[u8]) -> bool {
    serde_json::from_slice::<Once>(json).is_ok()
}

struct Once;

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Once, D::Error> {
        deserializer.deserialize_any(OnceVisitor)
    }
}

struct OnceVisitor;

impl<'de> Visitor<'de> for OnceVisitor {
    type Value = Once;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_str<E>(self, _: &str) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_unit<E>(self) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Once, A::Error> {
        while list.next_element::<Once>()?.is_some() {}
        Ok(Once)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Once, A::Error> {
        let mut keys = HashSet::new();
        while let Some(key) = object.next_key::<String>()? {
            object.next_value::<Once>()?;
            if !keys.insert(key) {
                return Err(A::Error::custom("a key is said twice"));
            }
        }
        Ok(Once)
    }
}
