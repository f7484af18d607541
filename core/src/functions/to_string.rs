//! `to_string(x)`

use super::support::output::Output;
use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;

/// `to_string(x)`
pub(super) static TO_STRING: Function = Function {
    name: "to_string",
    group: "conversion",
    summary: "The value as text: numbers in their shortest form, `true` or `false`, dateTimes as RFC 3339.",
    parameters: &[Parameter::one("x", Kind::Any)],
    returns: Shape::One(Kind::String),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"to_string(42)"#, gives: r#""42""# },
        Example { call: r#"to_string(2.50)"#, gives: r#""2.5""# },
        Example { call: r#"to_string(true)"#, gives: r#""true""# },
    ],
    prepare: None,
    run: to_string,
};

fn to_string<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[x] = arguments else { return Ok(Value::Absent) };
    if let Value::Text(_) = x {
        return Ok(x);
    }
    let mut result = Output::new(call, 32);
    result.push_value(x)?;
    Ok(result.finish())
}
