//! `domain(x)`

use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;

/// `domain(x)`
pub(super) static DOMAIN: Function = Function {
    name: "domain",
    group: "addresses",
    summary: "The domain of an email address, behind its last `@`, in lower case; absent where there is none.",
    parameters: &[Parameter::one("x", Kind::String)],
    returns: Shape::One(Kind::String),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"domain("Ada@Example.COM")"#, gives: r#""example.com""# },
        Example { call: r#"domain("ada")"#, gives: r#"null"# },
    ],
    prepare: None,
    run: domain,
};

fn domain<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[Value::Text(text)] = arguments else { return Ok(Value::Absent) };
    let Some((_, domain)) = text.rsplit_once('@') else { return Ok(Value::Absent) };
    let domain = domain.trim_end();
    if domain.chars().any(char::is_uppercase) {
        return Ok(call.text(&domain.to_lowercase()));
    }
    Ok(Value::text(domain))
}
