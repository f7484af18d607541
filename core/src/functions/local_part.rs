//! `local_part(x)`

use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;

/// `local_part(x)`
pub(super) static LOCAL_PART: Function = Function {
    name: "local_part",
    group: "addresses",
    summary: "What stands before the last `@` of an email address; absent where there is none.",
    parameters: &[Parameter::one("x", Kind::String)],
    returns: Shape::One(Kind::String),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"local_part("Ada.L@example.com")"#, gives: r#""Ada.L""# },
        Example { call: r#"local_part("ada")"#, gives: r#"null"# },
    ],
    prepare: None,
    run: local_part,
};

fn local_part<'a>(_: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[Value::Text(text)] = arguments else { return Ok(Value::Absent) };
    Ok(text.rsplit_once('@').map_or(Value::Absent, |(local, _)| Value::text(local.trim_start())))
}
