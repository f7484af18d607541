//! Values of which each is there once, in the order in which they came.

use crate::value::Value;
use bumpalo::Bump;
use bumpalo::collections::Vec as BumpVec;
use std::collections::HashSet;

/// Up to this length a list is looked through; beyond, values are found by their hash.
const SHORT: usize = 32;

/// A list that takes each value once.
pub(super) struct Distinct<'a> {
    values: BumpVec<'a, Value<'a>>,
    seen: HashSet<Key<'a>>,
}

/// What is the same for values that are the same.
#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    Boolean(bool),
    Integer(i64),
    Decimal(u64),
    Text(&'a str),
    Instant(jiff::Timestamp),
    None,
}

impl<'a> Key<'a> {
    fn of(value: Value<'a>) -> Key<'a> {
        match value {
            Value::Boolean(value) => Key::Boolean(value),
            Value::Integer(number) => Key::Integer(number),
            Value::Decimal(number) => Key::Decimal(number.to_bits()),
            Value::Text(text) => Key::Text(text),
            Value::DateTime(at) => Key::Instant(at.at),
            Value::Unknown | Value::Absent | Value::Null | Value::List(_) => Key::None,
        }
    }
}

impl<'a> Distinct<'a> {
    pub(super) fn new(memory: &'a Bump) -> Self {
        Distinct { values: BumpVec::new_in(memory), seen: HashSet::new() }
    }

    pub(super) fn push(&mut self, value: Value<'a>) {
        if self.values.len() < SHORT {
            if !self.values.contains(&value) {
                self.values.push(value);
            }
            return;
        }
        if self.seen.is_empty() {
            self.seen.extend(self.values.iter().map(|value| Key::of(*value)));
        }
        if self.seen.insert(Key::of(value)) {
            self.values.push(value);
        }
    }

    /// The list; null where it is empty.
    pub(super) fn finish(self) -> Value<'a> {
        Value::list(self.values.into_bump_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_long_lists_say_each_value_once() {
        let memory = Bump::new();
        for length in [3, 100] {
            let mut list = Distinct::new(&memory);
            for _ in 0..2 {
                for number in 0..length {
                    list.push(Value::Integer(number));
                    list.push(Value::Text(memory.alloc_str(&number.to_string())));
                    list.push(Value::Decimal(number as f64 + 0.5));
                }
            }
            assert_eq!(list.finish().items().len(), 3 * length as usize);
        }
    }
}
