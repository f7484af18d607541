//! `slice(x, from, to)`

use super::support::graphemes;
use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;

/// `slice(x, from, to)`
pub(super) static SLICE: Function = Function {
    name: "slice",
    group: "text",
    summary: "The characters from position `from` up to, not including, `to`. Positions count from 0, negative ones from the end; those outside the text mean its ends.",
    parameters: &[
        Parameter::one("x", Kind::String),
        Parameter::one("from", Kind::Integer),
        Parameter::one("to", Kind::Integer),
    ],
    returns: Shape::One(Kind::String),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"slice("Lovelace", 4, 8)"#, gives: r#""lace""# },
        Example { call: r#"slice("Lovelace", -4, 99)"#, gives: r#""lace""# },
        Example { call: r#"slice("Ada", 2, 1)"#, gives: r#"null"# },
    ],
    prepare: None,
    run: slice,
};

fn slice<'a>(_: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[Value::Text(text), Value::Integer(from), Value::Integer(to)] = arguments else {
        return Ok(Value::Absent);
    };
    let offset = |position: i64| {
        let distance = usize::try_from(position.unsigned_abs()).unwrap_or(usize::MAX);
        match position {
            0.. => graphemes::offset(text, distance),
            _ => graphemes::offset_from_end(text, distance),
        }
    };
    Ok(text.get(offset(from)..offset(to)).map_or(Value::Null, Value::text))
}
