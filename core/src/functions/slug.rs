//! `slug(x)`

use super::support::plain::plain;
use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;
use std::borrow::Cow;

/// `slug(x)`
pub(super) static SLUG: Function = Function {
    name: "slug",
    group: "text",
    summary: "The text as part of a name or address: ASCII, lower case, and one `-` for all between letters and digits.",
    parameters: &[Parameter::one("x", Kind::String)],
    returns: Shape::One(Kind::String),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"slug("  Müller & Söhne, GmbH ")"#, gives: r#""muller-sohne-gmbh""# },
        Example { call: r#"slug("---")"#, gives: r#"null"# },
    ],
    prepare: None,
    run: slug,
};

fn slug<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[Value::Text(text)] = arguments else { return Ok(Value::Absent) };
    let text = if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(plain(text, &[])?) };
    let mut result = bumpalo::collections::String::with_capacity_in(text.len(), call.memory);
    let is_other = |letter: char| !letter.is_ascii_alphanumeric();
    for word in text.split(is_other).filter(|word| !word.is_empty()) {
        if !result.is_empty() {
            result.push('-');
        }
        result.extend(word.chars().map(|letter| letter.to_ascii_lowercase()));
    }
    Ok(Value::text(result.into_bump_str()))
}
