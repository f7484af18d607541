//! The operators of SCIM filters on single values (RFC 7644 §3.4.2.2).

use crate::text::{
    contains_ignore_case, ends_with_ignore_case, eq_ignore_case, fold, starts_with_ignore_case,
};
use crate::value::Value;
use scimrules_grammar::syntax::Comparison;
use std::cmp::Ordering;

/// Compares two values; false where they cannot be compared. Null is asked for elsewhere.
pub(crate) fn holds(left: Value<'_>, operator: Comparison, right: Value<'_>, exact: bool) -> bool {
    match operator {
        Comparison::Eq => equal(left, right, exact),
        Comparison::Ne => !equal(left, right, exact),
        Comparison::Co | Comparison::Sw | Comparison::Ew => {
            let (Some(left), Some(right)) = (written(left), written(right)) else { return false };
            text_holds(left, operator, right, exact)
        }
        Comparison::Gt => order(left, right, exact) == Some(Ordering::Greater),
        Comparison::Ge => {
            matches!(order(left, right, exact), Some(Ordering::Greater | Ordering::Equal))
        }
        Comparison::Lt => order(left, right, exact) == Some(Ordering::Less),
        Comparison::Le => {
            matches!(order(left, right, exact), Some(Ordering::Less | Ordering::Equal))
        }
    }
}

/// Compares two texts.
pub(super) fn text_holds(left: &str, operator: Comparison, right: &str, exact: bool) -> bool {
    match (operator, exact) {
        (Comparison::Eq, false) => eq_ignore_case(left, right),
        (Comparison::Eq, true) => left == right,
        (Comparison::Ne, false) => !eq_ignore_case(left, right),
        (Comparison::Ne, true) => left != right,
        (Comparison::Co, false) => contains_ignore_case(left, right),
        (Comparison::Co, true) => left.contains(right),
        (Comparison::Sw, false) => starts_with_ignore_case(left, right),
        (Comparison::Sw, true) => left.starts_with(right),
        (Comparison::Ew, false) => ends_with_ignore_case(left, right),
        (Comparison::Ew, true) => left.ends_with(right),
        _ => holds(Value::Text(left), operator, Value::Text(right), exact),
    }
}

/// What can be searched: a text, or a date as it is written.
fn written(value: Value<'_>) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        Value::DateTime(date_time) => Some(date_time.text),
        _ => None,
    }
}

/// Texts without case unless `exact`, numbers by their size, dates as instants.
pub(crate) fn equal(left: Value<'_>, right: Value<'_>, exact: bool) -> bool {
    match (left, right) {
        (Value::Text(left), Value::Text(right)) => {
            if exact {
                left == right
            } else {
                eq_ignore_case(left, right)
            }
        }
        _ => order(left, right, exact) == Some(Ordering::Equal),
    }
}

fn order(left: Value<'_>, right: Value<'_>, exact: bool) -> Option<Ordering> {
    match (left, right) {
        (Value::Text(left), Value::Text(right)) => Some(match exact {
            true => left.cmp(right),
            false => fold(left).cmp(&fold(right)),
        }),
        (Value::Integer(left), Value::Integer(right)) => Some(left.cmp(&right)),
        (Value::Integer(left), Value::Decimal(right)) => (left as f64).partial_cmp(&right),
        (Value::Decimal(left), Value::Integer(right)) => left.partial_cmp(&(right as f64)),
        (Value::Decimal(left), Value::Decimal(right)) => left.partial_cmp(&right),
        (Value::DateTime(left), Value::DateTime(right)) => Some(left.at.cmp(&right.at)),
        (Value::DateTime(left), Value::Text(right)) => {
            Some(left.at.cmp(&crate::date_time::parse(right)?.at))
        }
        (Value::Text(left), Value::DateTime(right)) => {
            Some(crate::date_time::parse(left)?.at.cmp(&right.at))
        }
        (Value::Boolean(left), Value::Boolean(right)) => (left == right).then_some(Ordering::Equal),
        _ => None,
    }
}
