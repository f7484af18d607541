//! `pad_right(x, n, fill)`

use super::support::fill::fill;
use super::support::output::Output;
use super::{
    BadArgument, Call, Constant, Example, Failure, Function, Kind, Missing, Parameter, Prepared,
    Shape,
};
use crate::value::Value;

/// `pad_right(x, n, fill)`
pub(super) static PAD_RIGHT: Function = Function {
    name: "pad_right",
    group: "text",
    summary: "The text with `fill` put behind it until it has `n` characters.",
    parameters: &[
        Parameter::one("x", Kind::String),
        Parameter::one("n", Kind::Integer),
        Parameter::one("fill", Kind::String),
    ],
    returns: Shape::One(Kind::String),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"pad_right("Ada", 5, ".")"#, gives: r#""Ada..""# },
        Example { call: r#"pad_right("x", 6, "ab")"#, gives: r#""xababa""# },
    ],
    prepare: Some(prepare),
    run: pad_right,
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

fn pad_right<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[Value::Text(text), Value::Integer(n), Value::Text(with)] = arguments else {
        return Ok(Value::Absent);
    };
    let fill = fill(call, text, n, with)?;
    if fill.is_empty() {
        return Ok(Value::Text(text));
    }
    let mut result = Output::new(call, text.len() + fill.len());
    result.push(text)?;
    result.push(fill)?;
    Ok(result.finish())
}
