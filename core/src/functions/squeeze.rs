//! `squeeze(x)`

use super::support::output::Output;
use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;

/// `squeeze(x)`
pub(super) static SQUEEZE: Function = Function {
    name: "squeeze",
    group: "text",
    summary: "The text without white space at its ends, and with one space for every run of it.",
    parameters: &[Parameter::one("x", Kind::String)],
    returns: Shape::One(Kind::String),
    missing: Missing::Passes,
    examples: &[Example {
        call: r#"squeeze(" Ada   King\n Lovelace ")"#,
        gives: r#""Ada King Lovelace""#,
    }],
    prepare: None,
    run: squeeze,
};

fn squeeze<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[Value::Text(text)] = arguments else { return Ok(Value::Absent) };
    let text = text.trim();
    let is_run = |pair: &[u8]| pair[0] == b' ' && pair[1] == b' ';
    let has_other_space = |text: &str| text.chars().any(|x| x != ' ' && x.is_whitespace());
    if !text.as_bytes().windows(2).any(is_run) && !has_other_space(text) {
        return Ok(Value::text(text));
    }
    let mut result = Output::new(call, text.len());
    for (index, word) in text.split_whitespace().enumerate() {
        if index > 0 {
            result.push(" ")?;
        }
        result.push(word)?;
    }
    Ok(result.finish())
}
