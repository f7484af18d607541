//! `pick(list, preferred)`

use super::support::list::{known, same};
use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;

/// `pick(list, preferred)`
pub(super) static PICK: Function = Function {
    name: "pick",
    group: "lists",
    summary: "The first of the preferred values that the list has, as the preference spells it; absent where it has none. Texts are the same in any case.",
    parameters: &[Parameter::list("list", Kind::Any), Parameter::list("preferred", Kind::Same)],
    returns: Shape::One(Kind::Same),
    missing: Missing::Passes,
    examples: &[
        Example {
            call: r#"pick(["staff", "ADMIN"], ["Owner", "Admin", "Staff"])"#,
            gives: r#""Admin""#,
        },
        Example { call: r#"pick(["guest"], ["Owner", "Admin"])"#, gives: r#"null"# },
    ],
    prepare: None,
    run: pick,
};

fn pick<'a>(_: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let [list, preferred] = arguments else { return Ok(Value::Absent) };
    let (Some(items), Some(preferred)) = (known(list), known(preferred)) else {
        return Ok(Value::Unknown);
    };
    let has = |wanted: &&Value<'_>| items.iter().any(|&item| same(item, **wanted));
    Ok(preferred.iter().find(has).copied().unwrap_or(Value::Absent))
}
