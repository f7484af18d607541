//! Sorting for scripts.

use rhai::{Array, Dynamic, Engine, EvalAltResult, FnPtr, NativeCallContext};
use std::cmp::Ordering;

type Outcome<T> = Result<T, Box<EvalAltResult>>;

/// The language's own sorting panics where a function compares without order, and goes on where it
/// fails. Ours takes its place.
pub(super) fn register(engine: &mut Engine) {
    for name in ["sort", "sort_by"] {
        engine.register_fn(
            name,
            |context: NativeCallContext, list: &mut Array, by: FnPtr| -> Outcome<()> {
                *list = sorted(std::mem::take(list), &mut |a, b| compare_by(&context, &by, a, b))?;
                Ok(())
            },
        );
    }
    for name in ["order", "order_by"] {
        engine.register_fn(
            name,
            |context: NativeCallContext, list: Array, by: FnPtr| -> Outcome<Array> {
                sorted(list, &mut |a, b| compare_by(&context, &by, a, b))
            },
        );
    }
    engine.register_fn("sort", |list: &mut Array| -> Outcome<()> {
        *list = sorted(std::mem::take(list), &mut compare)?;
        Ok(())
    });
    engine.register_fn("sort_desc", |list: &mut Array| -> Outcome<()> {
        *list = sorted(std::mem::take(list), &mut |a, b| compare(b, a))?;
        Ok(())
    });
    engine.register_fn("order", |list: Array| sorted(list, &mut compare));
    engine.register_fn("order_desc", |list: Array| sorted(list, &mut |a, b| compare(b, a)));
}

/// Merge sort: stable, and safe with any comparison.
fn sorted(
    mut list: Array,
    compare: &mut dyn FnMut(&Dynamic, &Dynamic) -> Outcome<Ordering>,
) -> Outcome<Array> {
    if list.len() < 2 {
        return Ok(list);
    }
    let behind = list.split_off(list.len() / 2);
    let mut left = sorted(list, compare)?.into_iter().peekable();
    let mut right = sorted(behind, compare)?.into_iter().peekable();
    let mut merged = Array::with_capacity(left.len() + right.len());
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        let from = if compare(a, b)? == Ordering::Greater { &mut right } else { &mut left };
        merged.extend(from.next());
    }
    merged.extend(left.chain(right));
    Ok(merged)
}

fn compare_by(
    context: &NativeCallContext<'_>,
    by: &FnPtr,
    a: &Dynamic,
    b: &Dynamic,
) -> Outcome<Ordering> {
    let result = by.call_within_context::<Dynamic>(context, (a.clone(), b.clone()))?;
    match (result.as_int(), result.as_bool()) {
        (Ok(number), _) => Ok(number.cmp(&0)),
        (_, Ok(before)) => Ok(if before { Ordering::Less } else { Ordering::Greater }),
        _ => Err("the comparison gives neither a number nor a boolean".into()),
    }
}

fn compare(a: &Dynamic, b: &Dynamic) -> Outcome<Ordering> {
    let number = |value: &Dynamic| value.as_float().or(value.as_int().map(|number| number as f64));
    if let (Ok(a), Ok(b)) = (a.as_int(), b.as_int()) {
        return Ok(a.cmp(&b));
    }
    if let (Ok(a), Ok(b)) = (number(a), number(b)) {
        return Ok(a.total_cmp(&b));
    }
    if let (Ok(a), Ok(b)) = (a.as_bool(), b.as_bool()) {
        return Ok(a.cmp(&b));
    }
    if let (Ok(a), Ok(b)) = (a.as_char(), b.as_char()) {
        return Ok(a.cmp(&b));
    }
    if let (Ok(a), Ok(b)) = (a.as_immutable_string_ref(), b.as_immutable_string_ref()) {
        return Ok(a.as_str().cmp(b.as_str()));
    }
    Err("only values of one type can be sorted".into())
}
