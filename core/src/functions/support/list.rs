//! Lists and the comparison of their values.

use crate::text::{eq_ignore_case, fold};
use crate::value::Value;
use std::borrow::Cow;

/// The values of a list, or of the one value; `None` where one of them is unknown.
pub(in crate::functions) fn known<'s, 'a>(list: &'s Value<'a>) -> Option<&'s [Value<'a>]> {
    let items = list.items();
    (!has_unknown(items)).then_some(items)
}

/// True where one of the values is unknown.
pub(in crate::functions) fn has_unknown(items: &[Value<'_>]) -> bool {
    items.iter().any(|item| matches!(item, Value::Unknown))
}

/// True where both are the same value, texts but for case.
pub(in crate::functions) fn same(a: Value<'_>, b: Value<'_>) -> bool {
    match (a, b) {
        (Value::Text(a), Value::Text(b)) => eq_ignore_case(a, b),
        (a, b) => a == b,
    }
}

/// What is the same for values that are the [`same`], and sorts them: booleans, numbers, dateTimes,
/// texts.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::functions) enum Key<'k> {
    None,
    Boolean(bool),
    Number(i64, u64),
    Instant(jiff::Timestamp),
    Text(Cow<'k, str>),
}

impl<'k> Key<'k> {
    pub(in crate::functions) fn of(value: Value<'k>) -> Self {
        match value {
            Value::Boolean(boolean) => Key::Boolean(boolean),
            Value::Integer(number) => Key::Number(number, 0),
            Value::Decimal(number) => {
                // The bits of a positive number grow with it.
                let whole = number.floor();
                let rest = if whole == whole as i64 as f64 {
                    (number - whole).to_bits()
                } else if number > 0.0 {
                    number.to_bits()
                } else {
                    !number.abs().to_bits()
                };
                Key::Number(whole as i64, rest)
            }
            Value::DateTime(at) => Key::Instant(at.at),
            Value::Text(text) => Key::Text(fold(text)),
            Value::Unknown | Value::Absent | Value::Null | Value::List(_) => Key::None,
        }
    }
}
