//! `concat(value…)`

use super::support::list::has_unknown;
use super::support::output::Output;
use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;

/// `concat(value…)`
pub(super) static CONCAT: Function = Function {
    name: "concat",
    group: "text",
    summary: "The values as one text. Lists are spread; values that are absent or null are left out; absent where all are.",
    parameters: &[Parameter {
        shape: Shape::Either(Kind::Any),
        ..Parameter::one("value", Kind::Any)
    }
    .repeated()],
    returns: Shape::One(Kind::String),
    missing: Missing::Handled,
    examples: &[
        Example { call: r#"concat("E", 42)"#, gives: r#""E42""# },
        Example { call: r#"concat(["a", "b"], null, "c")"#, gives: r#""abc""# },
        Example { call: r#"concat(null)"#, gives: r#"null"# },
    ],
    prepare: None,
    run: concat,
};

fn concat<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let values = arguments;
    if has_unknown(values) || values.iter().any(|value| has_unknown(value.items())) {
        return Ok(Value::Unknown);
    }
    let mut parts = values.iter().flat_map(Value::items).copied();
    let Some(first) = parts.next() else { return Ok(Value::Absent) };
    let Some(second) = parts.next() else {
        if let Value::Text(_) = first {
            return Ok(first);
        }
        let mut result = Output::new(call, 24);
        result.push_value(first)?;
        return Ok(result.finish());
    };
    let mut result = Output::new(call, 64);
    for part in [first, second].into_iter().chain(parts) {
        result.push_value(part)?;
    }
    Ok(result.finish())
}
