//! The value of a field of the account, in the type of the field: hosts keep numbers as texts, and
//! texts as numbers. What cannot be read so is a fault, not a value that no condition fits.

use super::machine::{Machine, Worked};
use crate::plan::Field;
use crate::read::number;
use crate::scim::boolean;
use crate::types::Base;
use crate::value::Value;
use bumpalo::collections::Vec as BumpVec;
use scimrules_grammar::{Span, codes};

impl<'a> Machine<'_, 'a> {
    /// `value` is what the record holds for the field.
    #[inline(never)]
    pub(super) fn recorded(&self, field: usize, value: Value<'a>, span: Span) -> Worked<'a> {
        let field = &self.program.fields[field];
        match value {
            Value::Absent | Value::Null => Ok(value),
            Value::List(items) if field.many => {
                let mut values = BumpVec::with_capacity_in(items.len(), self.memory);
                for item in items {
                    values.push(self.as_type(field, *item, span)?);
                }
                Ok(Value::List(values.into_bump_slice()))
            }
            Value::List([one]) => self.as_type(field, *one, span),
            one => {
                let value = self.as_type(field, one, span)?;
                Ok(match field.many && field.base != Base::Any {
                    true => Value::List(self.memory.alloc_slice_copy(&[value])),
                    false => value,
                })
            }
        }
    }

    fn as_type(&self, field: &'a Field, value: Value<'a>, span: Span) -> Worked<'a> {
        let fits = match (field.base, value) {
            (Base::Any | Base::Nothing | Base::Complex, _) => Some(value),
            (_, Value::List(_) | Value::Unknown | Value::Absent | Value::Null) => None,
            (Base::Boolean, Value::Text(text)) => boolean(text).map(Value::Boolean),
            (Base::Boolean, value) => matches!(value, Value::Boolean(_)).then_some(value),
            (Base::Integer | Base::Decimal, Value::Text(text)) => number(text),
            (Base::Integer | Base::Decimal, Value::Integer(_) | Value::Decimal(_)) => Some(value),
            (Base::Integer | Base::Decimal, _) => None,
            (Base::DateTime, value) => matches!(value, Value::DateTime(_)).then_some(value),
            (_, Value::Integer(number)) => Some(self.shown(number)),
            (_, Value::Decimal(number)) => Some(self.shown(number)),
            (_, Value::Boolean(value)) => Some(self.shown(value)),
            (_, value) => Some(value),
        };
        let whole =
            |value: &Value<'a>| field.base != Base::Integer || !matches!(value, Value::Decimal(_));
        fits.filter(whole).ok_or_else(|| {
            self.fault(
                &codes::VALUE_WRONG_TYPE,
                span,
                format_args!(
                    "the record's `{}` cannot be read as {}",
                    field.name,
                    field.base.text()
                ),
            )
        })
    }

    fn shown(&self, value: impl ToString) -> Value<'a> {
        Value::Text(self.memory.alloc_str(&value.to_string()))
    }
}
