//! `today(zone?)`

use super::support::zone;
use super::{
    BadArgument, Call, Constant, Example, Failure, Function, Kind, Missing, Parameter, Prepared,
    Shape,
};
use crate::date_time;
use crate::value::Value;

/// `today(zone?)`
pub(super) static TODAY: Function = Function {
    name: "today",
    group: "dates",
    summary: "The start of the day on which the decision is made, in the zone or UTC.",
    parameters: &[Parameter::one("zone", Kind::String).optional().constant()],
    returns: Shape::One(Kind::DateTime),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"today()"#, gives: r#""2026-01-31T00:00:00Z""# },
        Example { call: r#"today("Pacific/Auckland")"#, gives: r#""2026-01-31T00:00:00+13:00""# },
    ],
    prepare: Some(prepare),
    run: today,
};

fn prepare(arguments: &[Constant<'_>]) -> Result<Prepared, BadArgument> {
    zone::prepare(arguments, 0)
}

fn today<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let zone = zone::of_call(call, arguments.first())?;
    let now = call.now.ok_or(Failure("the request carries no `now`"))?;
    let Some(start) = zone.start_of_day(now.at) else {
        return Err(call.fail(format_args!("`{}` is out of range", now.text)));
    };
    Ok(Value::DateTime(date_time::show(call.memory, start, zone.offset(start))))
}
