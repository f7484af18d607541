//! `add_days(x, n)`

use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::date_time;
use crate::value::Value;
use jiff::tz::Offset;

/// `add_days(x, n)`
pub(super) static ADD_DAYS: Function = Function {
    name: "add_days",
    group: "dates",
    summary: "The dateTime that many days of 24 hours later, or earlier where the number is negative.",
    parameters: &[Parameter::one("x", Kind::DateTime), Parameter::one("n", Kind::Integer)],
    returns: Shape::One(Kind::DateTime),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"add_days(now(), 30)"#, gives: r#""2026-03-02T09:00:00Z""# },
        Example { call: r#"add_days(now(), -31)"#, gives: r#""2025-12-31T09:00:00Z""# },
    ],
    prepare: None,
    run: add_days,
};

fn add_days<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[Value::DateTime(x), Value::Integer(n)] = arguments else { return Ok(Value::Absent) };
    let Some(at) = date_time::add_days(x.at, n) else {
        return Err(call.fail(format_args!("`{}` and {n} days is out of range", x.text)));
    };
    let offset = date_time::parse(x.text).map_or(Offset::UTC, |parsed| parsed.offset);
    Ok(Value::DateTime(date_time::show(call.memory, at, offset)))
}
