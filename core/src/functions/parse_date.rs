//! `parse_date(x, pattern, zone?)`

use super::support::output::Quoted;
use super::support::{date_pattern, zone};
use super::{
    BadArgument, Call, Constant, Example, Failure, Function, Kind, Missing, Parameter, Prepared,
    Shape,
};
use crate::date_time;
use crate::value::Value;

/// `parse_date(x, pattern, zone?)`
pub(super) static PARSE_DATE: Function = Function {
    name: "parse_date",
    group: "dates",
    summary: "The dateTime that a text says in the given pattern; a date alone is the start of that day. Without an offset in the text it is of the zone, or UTC.",
    parameters: &[
        Parameter::one("x", Kind::String),
        Parameter::one("pattern", Kind::String).constant(),
        Parameter::one("zone", Kind::String).optional().constant(),
    ],
    returns: Shape::One(Kind::DateTime),
    missing: Missing::Passes,
    examples: &[
        Example {
            call: r#"parse_date("31.01.2026", "%d.%m.%Y")"#,
            gives: r#""2026-01-31T00:00:00Z""#,
        },
        Example {
            call: r#"parse_date("2026-01-31 09:30", "%Y-%m-%d %H:%M", "Asia/Kolkata")"#,
            gives: r#""2026-01-31T09:30:00+05:30""#,
        },
    ],
    prepare: Some(prepare),
    run: parse_date,
};

fn prepare(arguments: &[Constant<'_>]) -> Result<Prepared, BadArgument> {
    date_pattern::check(arguments, true)?;
    zone::prepare(arguments, 2)
}

fn parse_date<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[Value::Text(text), Value::Text(pattern), ..] = arguments else {
        return Ok(Value::Absent);
    };
    let zone = zone::of_call(call, arguments.get(2))?;
    let Some(at) = date_pattern::parse(pattern, text.trim(), &zone) else {
        let (text, pattern) = (Quoted(text), Quoted(pattern));
        return Err(call.fail(format_args!("{text} is not a date like {pattern}")));
    };
    Ok(Value::DateTime(date_time::show(call.memory, at, zone.offset(at))))
}
