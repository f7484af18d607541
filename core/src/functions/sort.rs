//! `sort(list)`

use super::support::list::{Key, known};
use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;

/// `sort(list)`
pub(super) static SORT: Function = Function {
    name: "sort",
    group: "lists",
    summary: "The values of a list in order: texts by letter without regard to case, numbers by size, dateTimes by instant.",
    parameters: &[Parameter::list("list", Kind::Any)],
    returns: Shape::List(Kind::Same),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"sort(["b", "C", "a"])"#, gives: r#"["a", "b", "C"]"# },
        Example { call: r#"sort([10, 9])"#, gives: r#"[9, 10]"# },
    ],
    prepare: None,
    run: sort,
};

fn sort<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let [list] = arguments else { return Ok(Value::Absent) };
    let Some(items) = known(list) else { return Ok(Value::Unknown) };
    let mut keyed: Vec<_> =
        items.iter().map(|&item| (Key::of(item), item.as_text(), item)).collect();
    keyed.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    let sorted = call.memory.alloc_slice_fill_iter(keyed.iter().map(|&(_, _, item)| item));
    Ok(Value::list(sorted))
}
