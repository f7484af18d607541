//! `now()`

use super::{Call, Example, Failure, Function, Kind, Missing, Shape};
use crate::value::Value;

/// `now()`
pub(super) static NOW: Function = Function {
    name: "now",
    group: "dates",
    summary: "The instant at which the decision is made, as the request says.",
    parameters: &[],
    returns: Shape::One(Kind::DateTime),
    missing: Missing::Handled,
    examples: &[Example { call: r#"now()"#, gives: r#""2026-01-31T09:00:00Z""# }],
    prepare: None,
    run: now,
};

fn now<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    debug_assert!(arguments.is_empty());
    call.now.map(Value::DateTime).ok_or(Failure("the request carries no `now`"))
}
