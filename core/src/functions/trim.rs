//! `trim(x)`

use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;

/// `trim(x)`
pub(super) static TRIM: Function = Function {
    name: "trim",
    group: "text",
    summary: "The text without white space at its ends.",
    parameters: &[Parameter::one("x", Kind::String)],
    returns: Shape::One(Kind::String),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"trim("  Ada ")"#, gives: r#""Ada""# },
        Example { call: r#"trim("   ")"#, gives: r#"null"# },
    ],
    prepare: None,
    run: trim,
};

fn trim<'a>(_: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[Value::Text(text)] = arguments else { return Ok(Value::Absent) };
    Ok(Value::text(text.trim()))
}
