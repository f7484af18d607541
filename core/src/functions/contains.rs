//! `contains(list, x)`

use super::support::list::{has_unknown, same};
use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;

/// `contains(list, x)`
pub(super) static CONTAINS: Function = Function {
    name: "contains",
    group: "lists",
    summary: "True where the list has the value. Texts are the same in any case.",
    parameters: &[Parameter::list("list", Kind::Any), Parameter::one("x", Kind::Same)],
    returns: Shape::One(Kind::Boolean),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"contains(["Sales", "IT"], "it")"#, gives: r#"true"# },
        Example { call: r#"contains(["Sales"], "IT")"#, gives: r#"false"# },
    ],
    prepare: None,
    run: contains,
};

fn contains<'a>(_: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[ref list, x] = arguments else { return Ok(Value::Absent) };
    let items = list.items();
    if items.iter().any(|&item| same(item, x)) {
        return Ok(Value::Boolean(true));
    }
    Ok(if has_unknown(items) { Value::Unknown } else { Value::Boolean(false) })
}
