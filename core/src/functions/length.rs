//! `length(x)`

use super::support::graphemes;
use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;

/// `length(x)`
pub(super) static LENGTH: Function = Function {
    name: "length",
    group: "text",
    summary: "How many characters the text has.",
    parameters: &[Parameter::one("x", Kind::String)],
    returns: Shape::One(Kind::Integer),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"length("Zoë")"#, gives: r#"3"# },
        Example { call: r#"length("🇮🇳")"#, gives: r#"1"# },
    ],
    prepare: None,
    run: length,
};

fn length<'a>(_: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[Value::Text(text)] = arguments else { return Ok(Value::Absent) };
    Ok(Value::Integer(graphemes::count(text) as i64))
}
