//! `extract(x, pattern)`

use super::support::regular;
use super::{
    BadArgument, Call, Constant, Example, Failure, Function, Kind, Missing, Parameter, Prepared,
    Shape,
};
use crate::value::Value;

/// `extract(x, pattern)`
pub(super) static EXTRACT: Function = Function {
    name: "extract",
    group: "text",
    summary: "What the first group of a pattern matches, else the whole match; absent where nothing matches. Case counts unless the pattern begins with `(?i)`.",
    parameters: &[
        Parameter::one("x", Kind::String),
        Parameter::one("pattern", Kind::String).constant(),
    ],
    returns: Shape::One(Kind::String),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"extract("E-0042 (India)", "E-([0-9]+)")"#, gives: r#""0042""# },
        Example { call: r#"extract("room 12b", "[0-9]+[a-z]")"#, gives: r#""12b""# },
        Example { call: r#"extract("none", "[0-9]+")"#, gives: r#"null"# },
    ],
    prepare: Some(prepare),
    run: extract,
};

fn prepare(arguments: &[Constant<'_>]) -> Result<Prepared, BadArgument> {
    regular::prepare(arguments)
}

fn extract<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let Some(&Value::Text(text)) = arguments.first() else { return Ok(Value::Absent) };
    let found = regular::of_call(call)?.captures(text);
    let part = found.as_ref().and_then(|found| found.get(1).or_else(|| found.get(0)));
    Ok(part.map_or(Value::Absent, |part| Value::text(part.as_str())))
}
