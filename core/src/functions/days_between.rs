//! `days_between(from, to)`

use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;

/// `days_between(from, to)`
pub(super) static DAYS_BETWEEN: Function = Function {
    name: "days_between",
    group: "dates",
    summary: "The whole days of 24 hours from one dateTime to another, rounded down; negative where the second is earlier.",
    parameters: &[Parameter::one("from", Kind::DateTime), Parameter::one("to", Kind::DateTime)],
    returns: Shape::One(Kind::Integer),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"days_between(now(), add_days(now(), 7))"#, gives: r#"7"# },
        Example {
            call: r#"days_between(now(), parse_date("2026-02-01", "%Y-%m-%d"))"#,
            gives: r#"0"#,
        },
        Example { call: r#"days_between(now(), today())"#, gives: r#"-1"# },
    ],
    prepare: None,
    run: days_between,
};

fn days_between<'a>(_: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[Value::DateTime(from), Value::DateTime(to)] = arguments else { return Ok(Value::Absent) };
    let nanoseconds = to.at.as_nanosecond() - from.at.as_nanosecond();
    Ok(Value::Integer(nanoseconds.div_euclid(86_400_000_000_000) as i64))
}
