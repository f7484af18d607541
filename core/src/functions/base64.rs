//! `base64(x)`

use super::support::output::MAX_BYTES;
use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;
use ::base64::Engine;
use ::base64::engine::general_purpose::STANDARD;

/// `base64(x)`
pub(super) static BASE64: Function = Function {
    name: "base64",
    group: "encoding",
    summary: "The UTF-8 text in base64, with padding.",
    parameters: &[Parameter::one("x", Kind::String)],
    returns: Shape::One(Kind::String),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"base64("Ada")"#, gives: r#""QWRh""# },
        Example { call: r#"base64("Zoë")"#, gives: r#""Wm/Dqw==""# },
    ],
    prepare: None,
    run: base64,
};

fn base64<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[Value::Text(text)] = arguments else { return Ok(Value::Absent) };
    if text.len() / 3 * 4 >= MAX_BYTES {
        return Err(Failure("the result would be longer than 1 MiB"));
    }
    Ok(call.text(&STANDARD.encode(text)))
}
