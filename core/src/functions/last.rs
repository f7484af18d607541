//! `last(list)`

use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;

/// `last(list)`
pub(super) static LAST: Function = Function {
    name: "last",
    group: "lists",
    summary: "The last value of a list.",
    parameters: &[Parameter::list("list", Kind::Any)],
    returns: Shape::One(Kind::Same),
    missing: Missing::Passes,
    examples: &[Example { call: r#"last(["a", "b"])"#, gives: r#""b""# }],
    prepare: None,
    run: last,
};

fn last<'a>(_: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let [list] = arguments else { return Ok(Value::Absent) };
    Ok(list.items().last().copied().unwrap_or(Value::Absent))
}
