//! `upper(x)`

use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;

/// `upper(x)`
pub(super) static UPPER: Function = Function {
    name: "upper",
    group: "text",
    summary: "The text in capitals, by Unicode.",
    parameters: &[Parameter::one("x", Kind::String)],
    returns: Shape::One(Kind::String),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"upper("in-42")"#, gives: r#""IN-42""# },
        Example { call: r#"upper("straße")"#, gives: r#""STRASSE""# },
    ],
    prepare: None,
    run: upper,
};

fn upper<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[Value::Text(text)] = arguments else { return Ok(Value::Absent) };
    if text.is_ascii() {
        if !text.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return Ok(Value::Text(text));
        }
        let copy = call.memory.alloc_str(text);
        copy.make_ascii_uppercase();
        return Ok(Value::Text(copy));
    }
    Ok(call.text(&text.to_uppercase()))
}
