//! `lower(x)`

use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::text::Letters;
use crate::value::Value;

/// `lower(x)`
pub(super) static LOWER: Function = Function {
    name: "lower",
    group: "text",
    summary: "The text in lower case, by Unicode.",
    parameters: &[Parameter::one("x", Kind::String)],
    returns: Shape::One(Kind::String),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"lower("Ada.LOVELACE")"#, gives: r#""ada.lovelace""# },
        Example { call: r#"lower("ÅSA")"#, gives: r#""åsa""# },
    ],
    prepare: None,
    run: lower,
};

fn lower<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[Value::Text(text)] = arguments else { return Ok(Value::Absent) };
    let letters = Letters::of(text);
    if letters.ascii {
        if !letters.capitals {
            return Ok(Value::Text(text));
        }
        let copy = call.memory.alloc_str(text);
        copy.make_ascii_lowercase();
        return Ok(Value::Text(copy));
    }
    Ok(call.text(&text.to_lowercase()))
}
