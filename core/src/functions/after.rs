//! `after(x, mark)`

use super::support::mark::split_once;
use super::{
    BadArgument, Call, Constant, Example, Failure, Function, Kind, Missing, Parameter, Prepared,
    Shape,
};
use crate::value::Value;

/// `after(x, mark)`
pub(super) static AFTER: Function = Function {
    name: "after",
    group: "text",
    summary: "What stands behind the first mark; absent where there is none. Case counts.",
    parameters: &[Parameter::one("x", Kind::String), Parameter::one("mark", Kind::String)],
    returns: Shape::One(Kind::String),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"after("CN=Ada,OU=Staff", "OU=")"#, gives: r#""Staff""# },
        Example { call: r#"after("ada", "@")"#, gives: r#"null"# },
    ],
    prepare: Some(prepare),
    run: after,
};

fn prepare(arguments: &[Constant<'_>]) -> Result<Prepared, BadArgument> {
    match arguments.get(1) {
        Some(Some(mark)) if !mark.is_some() => {
            Err(BadArgument { index: 1, message: "the mark is empty".into(), help: None })
        }
        _ => Ok(Prepared::Nothing),
    }
}

fn after<'a>(_: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[Value::Text(text), Value::Text(mark)] = arguments else { return Ok(Value::Absent) };
    if mark.is_empty() {
        return Err(Failure("the mark is empty"));
    }
    Ok(match split_once(text, mark) {
        Some((_, after)) => Value::text(after),
        None => Value::Absent,
    })
}
