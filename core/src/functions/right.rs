//! `right(x, n)`

use super::support::graphemes;
use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;

/// `right(x, n)`
pub(super) static RIGHT: Function = Function {
    name: "right",
    group: "text",
    summary: "The last `n` characters.",
    parameters: &[Parameter::one("x", Kind::String), Parameter::one("n", Kind::Integer)],
    returns: Shape::One(Kind::String),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"right("Lovelace", 4)"#, gives: r#""lace""# },
        Example { call: r#"right("Zoë", 1)"#, gives: r#""ë""# },
        Example { call: r#"right("Ada", 0)"#, gives: r#"null"# },
    ],
    prepare: None,
    run: right,
};

fn right<'a>(_: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[Value::Text(text), Value::Integer(n)] = arguments else { return Ok(Value::Absent) };
    Ok(Value::text(&text[graphemes::offset_from_end(text, graphemes::amount(n)?)..]))
}
