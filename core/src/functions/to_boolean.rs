//! `to_boolean(x)`

use super::support::output::{Output, Quoted};
use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;

/// `to_boolean(x)`
pub(super) static TO_BOOLEAN: Function = Function {
    name: "to_boolean",
    group: "conversion",
    summary: "The value as a boolean: `true` or `false`, in any case; anything else is an error.",
    parameters: &[Parameter::one("x", Kind::Any)],
    returns: Shape::One(Kind::Boolean),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"to_boolean("True")"#, gives: r#"true"# },
        Example { call: r#"to_boolean(" FALSE ")"#, gives: r#"false"# },
        Example { call: r#"to_boolean(true)"#, gives: r#"true"# },
    ],
    prepare: None,
    run: to_boolean,
};

fn to_boolean<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[x] = arguments else { return Ok(Value::Absent) };
    match x {
        Value::Boolean(_) => return Ok(x),
        Value::Text(text) => match text.trim() {
            "" => return Ok(Value::Null),
            word if word.eq_ignore_ascii_case("true") => return Ok(Value::Boolean(true)),
            word if word.eq_ignore_ascii_case("false") => return Ok(Value::Boolean(false)),
            _ => {}
        },
        _ => {}
    }
    let mut shown = Output::new(call, 32);
    shown.push_value(x)?;
    let shown = shown.finish().as_text().unwrap_or_default();
    Err(call.fail(format_args!("{} is neither `true` nor `false`", Quoted(shown))))
}
