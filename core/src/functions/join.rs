//! `join(separator, value…)`

use super::support::list::has_unknown;
use super::support::output::Output;
use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;

/// `join(separator, value…)`
pub(super) static JOIN: Function = Function {
    name: "join",
    group: "text",
    summary: "The values as one text, with the separator between them. Lists are spread; values that are absent, null or empty are left out; absent where all are.",
    parameters: &[
        Parameter::one("separator", Kind::String),
        Parameter { shape: Shape::Either(Kind::Any), ..Parameter::one("value", Kind::Any) }
            .repeated(),
    ],
    returns: Shape::One(Kind::String),
    missing: Missing::Handled,
    examples: &[
        Example { call: r#"join(", ", "Ada", null, "Lovelace")"#, gives: r#""Ada, Lovelace""# },
        Example { call: r#"join("-", ["a", "b"], "c")"#, gives: r#""a-b-c""# },
        Example { call: r#"join(" ", null)"#, gives: r#"null"# },
    ],
    prepare: None,
    run: join,
};

fn join<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let [separator, values @ ..] = arguments else { return Ok(Value::Absent) };
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
    let separator = separator.as_text().unwrap_or_default();
    let mut result = Output::new(call, 64);
    result.push_value(first)?;
    for part in std::iter::once(second).chain(parts) {
        result.push(separator)?;
        result.push_value(part)?;
    }
    Ok(result.finish())
}
