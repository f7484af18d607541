//! `count(list)`

use super::support::list::known;
use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;

/// `count(list)`
pub(super) static COUNT: Function = Function {
    name: "count",
    group: "lists",
    summary: "How many values a list has; 0 where it is absent or null.",
    parameters: &[Parameter::list("list", Kind::Any)],
    returns: Shape::One(Kind::Integer),
    missing: Missing::Handled,
    examples: &[
        Example { call: r#"count(["a", "b"])"#, gives: r#"2"# },
        Example { call: r#"count([])"#, gives: r#"0"# },
    ],
    prepare: None,
    run: count,
};

fn count<'a>(_: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let [list] = arguments else { return Ok(Value::Absent) };
    if matches!(list, Value::Unknown) {
        return Ok(Value::Unknown);
    }
    let Some(items) = known(list) else { return Ok(Value::Unknown) };
    Ok(Value::Integer(items.len() as i64))
}
