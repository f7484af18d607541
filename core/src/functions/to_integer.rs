//! `to_integer(x)`

use super::support::output::{Output, Quoted};
use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;

/// `to_integer(x)`
pub(super) static TO_INTEGER: Function = Function {
    name: "to_integer",
    group: "conversion",
    summary: "The value as a whole number; anything but a whole number or its digits is an error.",
    parameters: &[Parameter::one("x", Kind::Any)],
    returns: Shape::One(Kind::Integer),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"to_integer(" 12 ")"#, gives: r#"12"# },
        Example { call: r#"to_integer("-7")"#, gives: r#"-7"# },
        Example { call: r#"to_integer(3)"#, gives: r#"3"# },
    ],
    prepare: None,
    run: to_integer,
};

fn to_integer<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[x] = arguments else { return Ok(Value::Absent) };
    match x {
        Value::Integer(_) => return Ok(x),
        Value::Text(text) if text.trim().is_empty() => return Ok(Value::Null),
        Value::Text(text) => {
            if let Ok(number) = text.trim().parse() {
                return Ok(Value::Integer(number));
            }
        }
        _ => {}
    }
    let mut shown = Output::new(call, 32);
    shown.push_value(x)?;
    let shown = shown.finish().as_text().unwrap_or_default();
    Err(call.fail(format_args!("{} is not a whole number", Quoted(shown))))
}
