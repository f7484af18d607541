//! `split(x, separator)`

use super::{
    BadArgument, Call, Constant, Example, Failure, Function, Kind, Missing, Parameter, Prepared,
    Shape,
};
use crate::value::Value;

/// `split(x, separator)`
pub(super) static SPLIT: Function = Function {
    name: "split",
    group: "text",
    summary: "The parts of a text between the separators, as a list. Empty parts are left out.",
    parameters: &[Parameter::one("x", Kind::String), Parameter::one("separator", Kind::String)],
    returns: Shape::List(Kind::String),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"split("a,b,,c", ",")"#, gives: r#"["a", "b", "c"]"# },
        Example { call: r#"split("Ada", ",")"#, gives: r#"["Ada"]"# },
        Example { call: r#"split(",", ",")"#, gives: r#"null"# },
    ],
    prepare: Some(prepare),
    run: split,
};

fn prepare(arguments: &[Constant<'_>]) -> Result<Prepared, BadArgument> {
    match arguments.get(1) {
        Some(Some(separator)) if !separator.is_some() => {
            Err(BadArgument { index: 1, message: "the separator is empty".into(), help: None })
        }
        _ => Ok(Prepared::Nothing),
    }
}

fn split<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[Value::Text(text), Value::Text(separator)] = arguments else { return Ok(Value::Absent) };
    if separator.is_empty() {
        return Err(Failure("the separator is empty"));
    }
    let mut items = bumpalo::collections::Vec::new_in(call.memory);
    items.extend(text.split(separator).filter(|part| !part.is_empty()).map(Value::Text));
    Ok(Value::list(items.into_bump_slice()))
}
