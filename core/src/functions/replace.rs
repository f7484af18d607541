//! `replace(x, old, new)`

use super::support::missing::first_missing;
use super::support::output::Output;
use super::{
    BadArgument, Call, Constant, Example, Failure, Function, Kind, Missing, Parameter, Prepared,
    Shape,
};
use crate::value::Value;

/// `replace(x, old, new)`
pub(super) static REPLACE: Function = Function {
    name: "replace",
    group: "text",
    summary: "The text with every occurrence of `old` replaced by `new`, which may be empty. Case counts.",
    parameters: &[
        Parameter::one("x", Kind::String),
        Parameter::one("old", Kind::String),
        Parameter::one("new", Kind::String),
    ],
    returns: Shape::One(Kind::String),
    missing: Missing::Handled,
    examples: &[
        Example { call: r#"replace("a.b.c", ".", "-")"#, gives: r#""a-b-c""# },
        Example { call: r#"replace("12 34 56", " ", "")"#, gives: r#""123456""# },
    ],
    prepare: Some(prepare),
    run: replace,
};

fn prepare(arguments: &[Constant<'_>]) -> Result<Prepared, BadArgument> {
    match arguments.get(1) {
        Some(Some(old)) if !old.is_some() => Err(BadArgument {
            index: 1,
            message: "the text to replace is empty".into(),
            help: None,
        }),
        _ => Ok(Prepared::Nothing),
    }
}

fn replace<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[text, old, new] = arguments else { return Ok(Value::Absent) };
    // An empty text is null: `new` may be that, and where `old` is, there is nothing to replace.
    if matches!(old, Value::Null) {
        return Ok(text);
    }
    let missing = first_missing(&[text, old]);
    if let Some(missing) = missing.or(matches!(new, Value::Absent).then_some(new)) {
        return Ok(missing);
    }
    let (Some(text), Some(old)) = (text.as_text(), old.as_text()) else { return Ok(Value::Absent) };
    if old.is_empty() || !text.contains(old) {
        return Ok(Value::Text(text));
    }
    let new = new.as_text().unwrap_or_default();
    let mut result = Output::new(call, text.len());
    for (index, piece) in text.split(old).enumerate() {
        if index > 0 {
            result.push(new)?;
        }
        result.push(piece)?;
    }
    Ok(result.finish())
}
