//! `nth(list, n)`

use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;

/// `nth(list, n)`
pub(super) static NTH: Function = Function {
    name: "nth",
    group: "lists",
    summary: "The value at a position of a list, counted from 0; absent outside the list.",
    parameters: &[Parameter::list("list", Kind::Any), Parameter::one("n", Kind::Integer)],
    returns: Shape::One(Kind::Same),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"nth(["a", "b"], 1)"#, gives: r#""b""# },
        Example { call: r#"nth(["a", "b"], 2)"#, gives: r#"null"# },
    ],
    prepare: None,
    run: nth,
};

fn nth<'a>(_: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[ref list, Value::Integer(n)] = arguments else { return Ok(Value::Absent) };
    let item = usize::try_from(n).ok().and_then(|n| list.items().get(n));
    Ok(item.copied().unwrap_or(Value::Absent))
}
