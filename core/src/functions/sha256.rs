//! `sha256(x)`

use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;
use sha2::{Digest, Sha256};

/// `sha256(x)`
pub(super) static SHA256: Function = Function {
    name: "sha256",
    group: "encoding",
    summary: "The SHA-256 hash of the UTF-8 text, in lower-case hexadecimal digits.",
    parameters: &[Parameter::one("x", Kind::String)],
    returns: Shape::One(Kind::String),
    missing: Missing::Passes,
    examples: &[Example {
        call: r#"sha256("Ada")"#,
        gives: r#""99a563ab2f6e21e96998f9fddd2a2bab82b70ac019579502b8d7fc0032ff62bb""#,
    }],
    prepare: None,
    run: sha256,
};

fn sha256<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[Value::Text(text)] = arguments else { return Ok(Value::Absent) };
    let mut result = bumpalo::collections::String::with_capacity_in(64, call.memory);
    for byte in Sha256::digest(text.as_bytes()) {
        for half in [byte >> 4, byte & 15] {
            result.push(char::from_digit(half.into(), 16).unwrap_or_default());
        }
    }
    Ok(Value::text(result.into_bump_str()))
}
