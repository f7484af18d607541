//! Calls of built-in functions and tables.

use super::evaluate::Element;
use super::machine::{Machine, Worked};
use super::work::{PATTERN, cost, costs};
use crate::fault::Fault;
use crate::functions::{Call, Function, Missing, Prepared};
use crate::plan::Expr;
use crate::value::Value;
use bumpalo::collections::Vec as BumpVec;
use scimrules_grammar::{Code, codes};

/// Calls with no more arguments than that need no memory for them.
const FEW: usize = 4;

impl<'a> Machine<'a> {
    /// Runs over each value of a list, or over the one value; nothing passes through.
    pub(super) fn each(
        &self,
        value: Value<'a>,
        each: bool,
        run: impl Fn(Value<'a>) -> Worked<'a>,
    ) -> Worked<'a> {
        match value {
            Value::List(items) if each => {
                let mut out = BumpVec::with_capacity_in(items.len(), self.memory);
                for item in items {
                    let value = run(*item)?;
                    if value == Value::Unknown {
                        return Ok(value);
                    }
                    out.extend_from_slice(value.items());
                }
                Ok(Value::list(out.into_bump_slice()))
            }
            Value::Absent | Value::Null | Value::Unknown if each => Ok(value),
            value => run(value),
        }
    }

    #[inline(never)]
    pub(super) fn call(
        &self,
        expr: &'a Expr,
        function: &'static Function,
        arguments: &'a [Expr],
        prepared: &'a Prepared,
        each: Option<usize>,
        element: Element<'a>,
    ) -> Worked<'a> {
        let mut few = [Value::Absent; FEW];
        let values = match few.get_mut(..arguments.len()) {
            Some(few) => few,
            None => self.memory.alloc_slice_fill_copy(arguments.len(), Value::Absent),
        };
        for (value, argument) in values.iter_mut().zip(arguments) {
            *value = self.value(argument, element)?;
        }
        if values.iter().any(|value| matches!(value, Value::Unknown)) {
            return Ok(Value::Unknown);
        }
        let call = Call { memory: self.memory, now: self.payload.now, prepared };
        let run = |values: &[Value<'a>]| {
            if function.missing == Missing::Passes
                && let Some(missing) = values.iter().find(|value| !value.is_some())
            {
                return Ok(*missing);
            }
            let scale = if matches!(prepared, Prepared::Pattern(_)) { PATTERN } else { 1 };
            self.spend(scale * costs(values), Some(expr.span))?;
            let value = (function.run)(&call, values).map_err(|failure| {
                let code = match function.name {
                    "now" | "today" => &codes::NO_CLOCK,
                    _ => &codes::EVALUATION_FAILED,
                };
                self.failed(code, expr, function.name, failure.0)
            })?;
            self.spend(cost(value), Some(expr.span))?;
            Ok(value)
        };
        match each {
            None => run(values),
            Some(at) => self.each(values[at], true, |value| {
                let one = self.memory.alloc_slice_copy(values);
                one[at] = value;
                run(one)
            }),
        }
    }

    /// Why a function failed; its message may quote its arguments, so it is not shown for secrets.
    #[inline(never)]
    pub(super) fn failed(
        &self,
        code: &'static Code,
        expr: &Expr,
        name: &str,
        why: &str,
    ) -> &'a Fault<'a> {
        match expr.secret {
            true => self.fault(code, expr.span, format_args!("`{name}` failed on a secret value")),
            false => self.fault(code, expr.span, format_args!("`{name}`: {why}")),
        }
    }

    #[inline(never)]
    pub(super) fn look_up(&self, table: usize, key: Value<'a>) -> Worked<'a> {
        let table = &self.plan.tables[table];
        let otherwise = || match &table.otherwise {
            Some(otherwise) => self.value(otherwise, None),
            None => Ok(if key.is_some() { Value::Absent } else { key }),
        };
        let text = match key {
            Value::Unknown => return Ok(Value::Unknown),
            Value::Text(text) => crate::text::fold(text),
            Value::Integer(number) => number.to_string().into(),
            Value::Decimal(number) => number.to_string().into(),
            Value::Boolean(value) => value.to_string().into(),
            _ => return otherwise(),
        };
        match table.keys.get(text.as_ref()) {
            Some(row) => self.value(&table.rows[*row], None),
            None => otherwise(),
        }
    }
}
