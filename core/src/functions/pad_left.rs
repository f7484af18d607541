//! `pad_left(x, n, fill)`

use super::support::fill::fill;
use super::support::output::Output;
use super::{
    BadArgument, Call, Constant, Example, Failure, Function, Kind, Missing, Parameter, Prepared,
    Shape,
};
use crate::value::Value;

/// `pad_left(x, n, fill)`
pub(super) static PAD_LEFT: Function = Function {
    name: "pad_left",
    group: "text",
    summary: "The text with `fill` put before it until it has `n` characters.",
    parameters: &[
        Parameter::one("x", Kind::String),
        Parameter::one("n", Kind::Integer),
        Parameter::one("fill", Kind::String),
    ],
    returns: Shape::One(Kind::String),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"pad_left("42", 6, "0")"#, gives: r#""000042""# },
        Example { call: r#"pad_left("1234567", 6, "0")"#, gives: r#""1234567""# },
        Example { call: r#"pad_left("x", 6, "ab")"#, gives: r#""ababax""# },
    ],
    prepare: Some(prepare),
    run: pad_left,
};

fn prepare(arguments: &[Constant<'_>]) -> Result<Prepared, BadArgument> {
    match arguments.get(2) {
        Some(Some(fill)) if !fill.is_some() => Err(BadArgument {
            index: 2,
            message: "there is nothing to fill with".into(),
            help: None,
        }),
        _ => Ok(Prepared::Nothing),
    }
}

fn pad_left<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[Value::Text(text), Value::Integer(n), Value::Text(with)] = arguments else {
        return Ok(Value::Absent);
    };
    let fill = fill(call, text, n, with)?;
    if fill.is_empty() {
        return Ok(Value::Text(text));
    }
    let mut result = Output::new(call, text.len() + fill.len());
    result.push(fill)?;
    result.push(text)?;
    Ok(result.finish())
}
