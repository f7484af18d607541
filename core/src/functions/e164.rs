//! `e164(x, region)`

use super::support::output::Quoted;
use super::support::phone::{Region, international};
use super::{
    BadArgument, Call, Constant, Example, Failure, Function, Kind, Missing, Parameter, Prepared,
    Shape,
};
use crate::value::Value;

/// `e164(x, region)`
pub(super) static E164: Function = Function {
    name: "e164",
    group: "addresses",
    summary: "A telephone number in international form, `+` and digits. Numbers without a country code are of the region, a two-letter country code.",
    parameters: &[Parameter::one("x", Kind::String), Parameter::one("region", Kind::String)],
    returns: Shape::One(Kind::String),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"e164("040-2345 6789", "IN")"#, gives: r#""+914023456789""# },
        Example { call: r#"e164("tel:+1-555-555-5555;ext=12", "US")"#, gives: r#""+15555555555""# },
    ],
    prepare: Some(prepare),
    run: e164,
};

fn prepare(arguments: &[Constant<'_>]) -> Result<Prepared, BadArgument> {
    let Some(code) = arguments.get(1).copied().flatten() else { return Ok(Prepared::Nothing) };
    let code = code.as_text().unwrap_or_default();
    // It is read now, not in the first decision.
    match Region::find(code) {
        Some(_) => Ok(Prepared::Nothing),
        None => Err(BadArgument {
            index: 1,
            message: format!("there is no telephone region {}", Quoted(code)),
            help: Some("write a two-letter country code, like `IN`".into()),
        }),
    }
}

fn e164<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[Value::Text(text), Value::Text(code)] = arguments else { return Ok(Value::Absent) };
    let region = Region::find(code)
        .ok_or_else(|| call.fail(format_args!("there is no telephone region {}", Quoted(code))))?;
    let number = (text.len() <= MAX_READ).then(|| international(region, text.trim())).flatten();
    let number = number.filter(|number| (MIN_LENGTH..=MAX_LENGTH).contains(&number.len()));
    number.map(|number| call.text(&number)).ok_or_else(|| {
        let (text, code) = (Quoted(text), Quoted(code));
        call.fail(format_args!("{text} is not a phone number of region {code}"))
    })
}

/// `+` and the fewest digits that a number has with its country code, as in Niue.
const MIN_LENGTH: usize = 8;
/// `+` and the 15 digits that E.164 allows.
const MAX_LENGTH: usize = 16;
/// Longest text that can be a number and its extension, in bytes.
const MAX_READ: usize = 250;
