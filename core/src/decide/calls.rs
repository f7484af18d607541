//! Calls of built-in functions and tables.

use super::evaluate::Element;
use super::machine::{Machine, Worked};
use super::work::{PATTERN, cost};
use crate::fault::Fault;
use crate::functions::{Call, Function, Missing, Prepared};
use crate::plan::{Expr, ExprKind};
use crate::value::Value;
use bumpalo::collections::Vec as BumpVec;
use scimrules_grammar::{Code, codes};

impl<'a> Machine<'_, 'a> {
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
    pub(super) fn call(&self, expr: &'a Expr, element: Element<'a>) -> Worked<'a> {
        let ExprKind::Call { function, arguments, prepared, each } = &expr.kind else {
            return Ok(Value::Absent);
        };
        // Most calls have one or two arguments, which need no memory.
        match &**arguments {
            [one] => {
                let values = [self.value(one, element)?];
                self.run(expr, function, prepared, &values, *each)
            }
            [one, other] => {
                let values = [self.value(one, element)?, self.value(other, element)?];
                self.run(expr, function, prepared, &values, *each)
            }
            more => {
                let values = self.values(more, element)?;
                self.run(expr, function, prepared, values, *each)
            }
        }
    }

    #[inline(always)] // into the call, for what the number of its arguments is known
    fn run(
        &self,
        expr: &'a Expr,
        function: &'static Function,
        prepared: &'a Prepared,
        values: &[Value<'a>],
        each: Option<usize>,
    ) -> Worked<'a> {
        if values.iter().any(|value| matches!(value, Value::Unknown)) {
            return Ok(Value::Unknown);
        }
        match each {
            None => self.apply(expr, function, prepared, values),
            Some(at) => self.apply_each(expr, function, prepared, values, at),
        }
    }

    #[inline(never)]
    fn apply_each(
        &self,
        expr: &'a Expr,
        function: &'static Function,
        prepared: &'a Prepared,
        values: &[Value<'a>],
        at: usize,
    ) -> Worked<'a> {
        self.each(values[at], true, |value| {
            let one = self.memory.alloc_slice_copy(values);
            one[at] = value;
            self.apply(expr, function, prepared, one)
        })
    }

    #[inline(always)] // into the call
    fn apply(
        &self,
        expr: &'a Expr,
        function: &'static Function,
        prepared: &'a Prepared,
        values: &[Value<'a>],
    ) -> Worked<'a> {
        let mut work = 0;
        for value in values {
            if function.missing == Missing::Passes && !value.is_some() {
                return Ok(*value);
            }
            work += cost(*value);
        }
        let scale = if matches!(prepared, Prepared::Pattern(_)) { PATTERN } else { 1 };
        self.spend(scale * work, expr.span)?;
        let call = Call { memory: self.memory, now: self.payload.now, prepared };
        match (function.run)(&call, values) {
            Ok(value) => {
                self.spend(cost(value), expr.span)?;
                Ok(value)
            }
            Err(failure) => {
                let code = match function.name {
                    "now" | "today" => &codes::NO_CLOCK,
                    _ => &codes::EVALUATION_FAILED,
                };
                Err(self.failed(code, expr, function.name, failure.0))
            }
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
