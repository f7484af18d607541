//! `unique(list)`

use super::support::list::{Key, known};
use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;
use std::collections::HashSet;

/// `unique(list)`
pub(super) static UNIQUE: Function = Function {
    name: "unique",
    group: "lists",
    summary: "The values of a list without repetition, in their order. Texts that differ in case alone are the same; the first spelling stays.",
    parameters: &[Parameter::list("list", Kind::Any)],
    returns: Shape::List(Kind::Same),
    missing: Missing::Passes,
    examples: &[Example {
        call: r#"unique(["Sales", "IT", "sales"])"#,
        gives: r#"["Sales", "IT"]"#,
    }],
    prepare: None,
    run: unique,
};

fn unique<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let [list] = arguments else { return Ok(Value::Absent) };
    let Some(items) = known(list) else { return Ok(Value::Unknown) };
    let mut seen = HashSet::with_capacity(items.len());
    let mut result = bumpalo::collections::Vec::with_capacity_in(items.len(), call.memory);
    result.extend(items.iter().filter(|item| seen.insert(Key::of(**item))).copied());
    Ok(Value::list(result.into_bump_slice()))
}
