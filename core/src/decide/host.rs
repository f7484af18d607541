//! What the host answers: its functions, `account` and `first_free`.

use super::evaluate::Element;
use super::machine::{Machine, Worked};
use super::work::{HOST, cost, costs};
use crate::functions::Kind;
use crate::plan::{Expr, ExprKind};
use crate::rules::HostValue;
use crate::value::Value;
use bumpalo::collections::Vec as BumpVec;
use scimrules_grammar::{Span, codes};

/// How far `first_free` counts.
const CANDIDATES: i64 = 1_000;

impl<'a> Machine<'_, 'a> {
    #[inline(never)]
    pub(super) fn host(
        &self,
        span: Span,
        function: usize,
        arguments: &'a [Expr],
        each: Option<usize>,
        element: Element<'a>,
    ) -> Worked<'a> {
        let values = self.values(arguments, element)?;
        if values.contains(&Value::Unknown) {
            return Ok(Value::Unknown);
        }
        let Some(call) = self.rules.host.calls.get(function) else { return Ok(Value::Absent) };
        let run = |values: &[Value<'a>]| {
            if let Some(missing) = values.iter().find(|value| !value.is_some()) {
                return Ok(*missing);
            }
            self.spend(HOST + costs(values), span)?;
            match call(values) {
                Ok(value) => self.host_result(span, function, self.host_value(&value)),
                Err(why) => Err(self.fault(&codes::EVALUATION_FAILED, span, format_args!("{why}"))),
            }
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

    /// What a host function gave, in the type that it was registered with.
    pub(super) fn host_result(&self, span: Span, function: usize, value: Value<'a>) -> Worked<'a> {
        let name = &self.rules.host.names[function].0;
        let endless =
            |value: &Value<'a>| matches!(value, Value::Decimal(number) if !number.is_finite());
        if value.items().iter().any(endless) {
            return Err(self.fault(
                &codes::EVALUATION_FAILED,
                span,
                format_args!("the host's function `{name}` gave a number that is not finite"),
            ));
        }
        let kind = self.rules.host.names[function].1;
        let fits = |value: &Value<'a>| match kind {
            Kind::String => matches!(value, Value::Text(_)),
            Kind::Integer => matches!(value, Value::Integer(_)),
            Kind::Boolean => matches!(value, Value::Boolean(_)),
            Kind::DateTime | Kind::Any | Kind::Same => true,
        };
        let value = match (kind, value) {
            (Kind::DateTime, Value::Text(text)) => {
                crate::date_time::read(self.memory, text).map(Value::DateTime)
            }
            (Kind::DateTime, value) if value.is_some() => None,
            (_, Value::List(_)) if kind != Kind::Any => None,
            (_, value) => value.items().iter().all(fits).then_some(value),
        };
        value.ok_or_else(|| {
            self.fault(
                &codes::EVALUATION_FAILED,
                span,
                format_args!("the host's function `{name}` gave a value of another type"),
            )
        })
    }

    pub(super) fn host_value(&self, value: &HostValue) -> Value<'a> {
        match value {
            HostValue::Null => Value::Null,
            HostValue::Boolean(value) => Value::Boolean(*value),
            HostValue::Integer(number) => Value::Integer(*number),
            HostValue::Decimal(number) => Value::number(*number),
            HostValue::Text(text) => Value::text(self.memory.alloc_str(text)),
            HostValue::List(items) => {
                let items = items.iter().map(|item| self.host_value(item));
                let flat = items.filter(|item| item.is_some() && !matches!(item, Value::List(_)));
                Value::list(BumpVec::from_iter_in(flat, self.memory).into_bump_slice())
            }
        }
    }

    #[inline(never)]
    pub(super) fn account(&self, span: Span, field: &'a str, value: Value<'a>) -> Worked<'a> {
        if !value.is_some() {
            return Ok(value);
        }
        self.spend(HOST + cost(value), span)?;
        let found = match &self.rules.host.account {
            None => None,
            Some(account) => account(field, value).map_err(|why| {
                self.fault(&codes::EVALUATION_FAILED, span, format_args!("{why}"))
            })?,
        };
        match found {
            Some(id) => Ok(Value::text(self.memory.alloc_str(&id))),
            None => {
                self.warn(
                    &codes::ACCOUNT_NOT_FOUND,
                    span,
                    None,
                    format_args!("there is no account whose `{field}` is that value"),
                );
                Ok(Value::Absent)
            }
        }
    }

    #[inline(never)]
    pub(super) fn first_free(
        &self,
        span: Span,
        field: usize,
        candidates: &'a [Expr],
        element: Element<'a>,
    ) -> Worked<'a> {
        let name = &self.program.fields[field].name;
        let (mut missing, mut refused) = (Value::Absent, false);
        for candidate in candidates {
            let counts = candidate.any(&mut |part| matches!(part.kind, ExprKind::Counter));
            for count in 1..=if counts { CANDIDATES } else { 1 } {
                self.counter.set(count);
                let value = self.value(candidate, element)?;
                let text = match value {
                    Value::Text(text) => text,
                    Value::Absent | Value::Null | Value::Unknown => {
                        missing = value;
                        break;
                    }
                    // What the account's record holds may be of any type: the field refuses it.
                    other => return Ok(other),
                };
                self.spend(HOST + cost(value), span)?;
                let taken = match &self.rules.host.is_taken {
                    None => false,
                    Some(is_taken) => is_taken(name, text).map_err(|why| {
                        self.fault(&codes::EVALUATION_FAILED, span, format_args!("{why}"))
                    })?,
                };
                if !taken {
                    return Ok(value);
                }
                refused = true;
            }
        }
        if refused {
            return Err(self.fault(
                &codes::EVALUATION_FAILED,
                span,
                format_args!("every candidate for `{name}` is taken"),
            ));
        }
        Ok(missing)
    }
}
