//! `format_date(x, pattern, zone?)`

use super::support::{date_pattern, zone};
use super::{
    BadArgument, Call, Constant, Example, Failure, Function, Kind, Missing, Parameter, Prepared,
    Shape,
};
use crate::value::Value;

/// `format_date(x, pattern, zone?)`
pub(super) static FORMAT_DATE: Function = Function {
    name: "format_date",
    group: "dates",
    summary: "A dateTime as text in the given pattern, in the zone or UTC.",
    parameters: &[
        Parameter::one("x", Kind::DateTime),
        Parameter::one("pattern", Kind::String).constant(),
        Parameter::one("zone", Kind::String).optional().constant(),
    ],
    returns: Shape::One(Kind::String),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"format_date(now(), "%d.%m.%Y")"#, gives: r#""31.01.2026""# },
        Example {
            call: r#"format_date(now(), "%Y-%m-%d %H:%M", "Asia/Kolkata")"#,
            gives: r#""2026-01-31 14:30""#,
        },
    ],
    prepare: Some(prepare),
    run: format_date,
};

fn prepare(arguments: &[Constant<'_>]) -> Result<Prepared, BadArgument> {
    date_pattern::check(arguments, false)?;
    zone::prepare(arguments, 2)
}

fn format_date<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[Value::DateTime(x), Value::Text(pattern), ..] = arguments else {
        return Ok(Value::Absent);
    };
    let zone = zone::of_call(call, arguments.get(2))?;
    match date_pattern::format(pattern, x.at, &zone) {
        Some(text) => Ok(call.text(&text)),
        None => Err(call.fail(format_args!("`{}` cannot be written like `{pattern}`", x.text))),
    }
}
