//! `left(x, n)`

use super::support::graphemes;
use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;

/// `left(x, n)`
pub(super) static LEFT: Function = Function {
    name: "left",
    group: "text",
    summary: "The first `n` characters.",
    parameters: &[Parameter::one("x", Kind::String), Parameter::one("n", Kind::Integer)],
    returns: Shape::One(Kind::String),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"left("Lovelace", 4)"#, gives: r#""Love""# },
        Example { call: r#"left("Zoë", 10)"#, gives: r#""Zoë""# },
        Example { call: r#"left("Ada", 0)"#, gives: r#"null"# },
    ],
    prepare: None,
    run: left,
};

fn left<'a>(_: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[Value::Text(text), Value::Integer(n)] = arguments else { return Ok(Value::Absent) };
    Ok(Value::text(&text[..graphemes::offset(text, graphemes::amount(n)?)]))
}
