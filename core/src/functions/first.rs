//! `first(list)`

use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;

/// `first(list)`
pub(super) static FIRST: Function = Function {
    name: "first",
    group: "lists",
    summary: "The first value of a list.",
    parameters: &[Parameter::list("list", Kind::Any)],
    returns: Shape::One(Kind::Same),
    missing: Missing::Passes,
    examples: &[Example { call: r#"first(["a", "b"])"#, gives: r#""a""# }],
    prepare: None,
    run: first,
};

fn first<'a>(_: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let [list] = arguments else { return Ok(Value::Absent) };
    Ok(list.items().first().copied().unwrap_or(Value::Absent))
}
