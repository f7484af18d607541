//! What differs between the record and the mapped values.

use crate::plan::Field;
use crate::types::Base;
use crate::value::Value;

/// True where the record does not have what the rules say. Null, absent, `[]` and `""` are equal;
/// lists compare in any order, dates as instants, text letter by letter.
pub(crate) fn differs(field: &Field, record: Value<'_>, mapped: Value<'_>) -> bool {
    match (record, mapped) {
        (_, Value::Absent | Value::Unknown) => false,
        (Value::Absent | Value::Null, Value::Null) => false,
        (_, Value::Null) => true,
        (record, mapped) if field.many => !same_items(field.base, record, mapped),
        (record, mapped) => !same(field.base, record, mapped),
    }
}

fn same(base: Base, one: Value<'_>, other: Value<'_>) -> bool {
    match (one, other) {
        (Value::DateTime(one), Value::Text(other)) | (Value::Text(other), Value::DateTime(one))
            if base == Base::DateTime || base == Base::Any =>
        {
            crate::date_time::parse(other).is_some_and(|other| other.at == one.at)
        }
        (Value::Integer(one), Value::Decimal(other))
        | (Value::Decimal(other), Value::Integer(one)) => one as f64 == other,
        (one, other) => one == other,
    }
}

fn same_items(base: Base, one: Value<'_>, other: Value<'_>) -> bool {
    let (one, other) = (one.items(), other.items());
    if one.len() != other.len() {
        return false;
    }
    if one.iter().zip(other).all(|(one, other)| same(base, *one, *other)) {
        return true;
    }
    // Each value as often on both sides.
    let count = |list: &[Value<'_>], value: &Value<'_>| {
        list.iter().filter(|item| same(base, **item, *value)).count()
    };
    if one.len() <= 64 {
        return one.iter().all(|value| count(one, value) == count(other, value));
    }
    let sorted = |list: &[Value<'_>]| {
        let mut keys: Vec<String> = list.iter().map(|value| key(base, *value)).collect();
        keys.sort_unstable();
        keys
    };
    sorted(one) == sorted(other)
}

/// A text that is the same for values that are the same.
fn key(base: Base, value: Value<'_>) -> String {
    match value {
        Value::DateTime(date_time) => date_time.at.to_string(),
        Value::Text(text) if base == Base::DateTime => match crate::date_time::parse(text) {
            Some(parsed) => parsed.at.to_string(),
            None => format!("text {text}"),
        },
        Value::Text(text) => format!("text {text}"),
        Value::Integer(number) => format!("number {number}"),
        Value::Decimal(number) => format!("number {number}"),
        Value::Boolean(value) => format!("boolean {value}"),
        // None of these is in a list.
        Value::Unknown | Value::Absent | Value::Null | Value::List(_) => String::new(),
    }
}
