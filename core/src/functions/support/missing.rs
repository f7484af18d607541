//! Arguments without a value, for functions that decide themselves.

use crate::value::Value;

/// The first of these that has no value.
pub(in crate::functions) fn first_missing<'a>(arguments: &[Value<'a>]) -> Option<Value<'a>> {
    arguments.iter().copied().find(|argument| !argument.is_some())
}
