//! Payload and plan to decision.

mod attributes;
mod awake;
mod calls;
mod changes;
mod compare;
mod conditions;
mod distinct;
mod evaluate;
mod event;
mod flow;
mod host;
mod lookup;
mod machine;
mod mapping;
mod notices;
mod record;
mod recorded;
mod source;
mod trace;
mod truth;
mod work;

pub(crate) use flow::decide;
pub(crate) use trace::{Noted, Outcome, Trace};
pub(crate) use truth::Truth;

use crate::plan::{Expr, ExprKind};
use crate::types::Base;
use crate::value::Value;
use bumpalo::Bump;

/// The value of an expression that is made of literals.
pub(crate) fn constant<'a>(memory: &'a Bump, expr: &'a Expr, base: Base) -> Value<'a> {
    match &expr.kind {
        ExprKind::Text(text) if base == Base::DateTime => {
            crate::date_time::read(memory, text).map_or(Value::Absent, Value::DateTime)
        }
        ExprKind::Text(text) => Value::text(text),
        ExprKind::Integer(number) => Value::Integer(*number),
        ExprKind::Decimal(number) => Value::Decimal(*number),
        ExprKind::Boolean(value) => Value::Boolean(*value),
        ExprKind::List(items) => {
            let items = items.iter().map(|item| constant(memory, item, base));
            let items =
                bumpalo::collections::Vec::from_iter_in(items.filter(|v| v.is_some()), memory);
            Value::list(items.into_bump_slice())
        }
        _ => Value::Null,
    }
}
