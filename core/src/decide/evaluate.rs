//! Expressions to values. Recursion is bounded by the nesting of the rules, which the compiler
//! bounds. What is rare is not inlined into what recurs: a small frame is many levels of stack.

use super::Truth;
use super::machine::{Machine, Worked};
use super::work::cost;
use crate::fault::Fault;
use crate::plan::{Expr, ExprKind, Hole, Read, Resource, Status};
use crate::read::Cell;
use crate::value::Value;
use bumpalo::collections::{String as BumpString, Vec as BumpVec};
use scimrules_grammar::{Span, codes};

/// The element that a value filter looks at.
pub(crate) type Element<'a> = Option<&'a [Cell<'a>]>;

impl<'a> Machine<'_, 'a> {
    /// The value of an expression.
    #[inline(always)]
    pub(crate) fn value(&self, expr: &'a Expr, element: Element<'a>) -> Worked<'a> {
        // What is read needs no look at the other kinds, a single value that is there no call.
        match &expr.kind {
            ExprKind::Read(read) if self.trace.is_none() => match self.one(read) {
                Some(Ok(value)) => Ok(*value),
                _ => self.read_noted(expr, read),
            },
            ExprKind::Text(text) => Ok(Value::text(text)),
            ExprKind::Call { .. } => self.call(expr, element),
            _ => self.worked_out(expr, element),
        }
    }

    #[inline(never)]
    pub(super) fn read_noted(&self, expr: &'a Expr, read: &'a Read) -> Worked<'a> {
        match (self.trace, self.read(read)) {
            (None, Ok(value)) => Ok(value),
            (_, value) => self.note(expr, value),
        }
    }

    #[inline(never)]
    fn worked_out(&self, expr: &'a Expr, element: Element<'a>) -> Worked<'a> {
        match &expr.kind {
            ExprKind::Text(text) => Ok(Value::text(text)),
            ExprKind::Integer(number) => Ok(Value::Integer(*number)),
            ExprKind::Decimal(number) => Ok(Value::Decimal(*number)),
            ExprKind::Boolean(value) => Ok(Value::Boolean(*value)),
            ExprKind::DateTime { at, text } => {
                let (at, text) = (*at, text.as_str());
                Ok(Value::DateTime(self.memory.alloc(crate::value::DateTime { at, text })))
            }
            ExprKind::Null => Ok(Value::Null),
            ExprKind::Keep => Ok(Value::Absent),
            ExprKind::Reject(why) => {
                Err(self.fault(&codes::REJECTED, expr.span, format_args!("{why}")))
            }
            ExprKind::List(items) => {
                self.spend(items.len(), expr.span)?;
                self.list(items, element)
            }
            ExprKind::Read(read) => self.read_noted(expr, read),
            ExprKind::Element { column } => self.noted(
                expr,
                element.and_then(|row| row.get(*column)).copied().unwrap_or(Ok(Value::Absent)),
            ),
            ExprKind::Param(at) => {
                let cell = self.payload.params.get(*at).copied().unwrap_or(Ok(Value::Absent));
                self.noted(expr, cell)
            }
            ExprKind::Let(at) => {
                if let Some(known) = self.lets[*at].get() {
                    return self.noted(expr, known);
                }
                let item = &self.program.lets[*at].value;
                let value = match self.trace {
                    None => self.value(item, None),
                    Some(trace) => {
                        let muted = trace.enter_let(*at);
                        let value = self.value(item, None);
                        trace.leave_let(*at, muted);
                        value
                    }
                };
                self.lets[*at].set(Some(value));
                self.noted(expr, value)
            }
            ExprKind::Target(field) => self.noted(expr, self.mapped(*field)),
            ExprKind::Current(field) => self.noted(expr, self.current(*field, expr.span)),
            ExprKind::CurrentStatus => {
                // A host that says nothing of the status has an account in use.
                let default = match self.program.resource {
                    Resource::User => Some(Status::Active.text()),
                    Resource::Group => None,
                };
                let status = self.payload.current.and_then(|current| current.status.or(default));
                self.noted(expr, Ok(status.map_or(Value::Absent, Value::text)))
            }
            ExprKind::Changed(field) => Ok(Value::Boolean(self.changed(*field))),
            ExprKind::Counter => Ok(Value::Integer(self.counter.get())),
            ExprKind::Call { .. } => self.call(expr, element),
            ExprKind::Table { table, argument, each } => {
                let key = self.value(argument, element)?;
                self.each(key, *each, |key| {
                    self.spend(cost(key), expr.span)?;
                    self.look_up(*table, key)
                })
            }
            #[cfg(feature = "script")]
            ExprKind::Script { name, arguments, .. } => {
                let values = self.values(arguments, element)?;
                if values.contains(&Value::Unknown) {
                    return Ok(Value::Unknown);
                }
                if let Some(missing) = values.iter().find(|value| !value.is_some()) {
                    return Ok(*missing);
                }
                let Some(script) = &self.plan.script else { return Ok(Value::Absent) };
                self.spend(super::work::SCRIPT, expr.span)?;
                let mut used = self.scratch.script.borrow_mut();
                script.call_again(&mut used, self.memory, name, values).map_err(|failure| {
                    self.failed(&codes::EVALUATION_FAILED, expr, name, failure.0)
                })
            }
            #[cfg(not(feature = "script"))]
            ExprKind::Script { .. } => Ok(Value::Absent),
            ExprKind::Host { function, arguments, each } => {
                self.host(expr.span, *function, arguments, *each, element)
            }
            ExprKind::Account { field, value, each } => {
                let value = self.value(value, element)?;
                self.each(value, *each, |value| self.account(expr.span, field, value))
            }
            ExprKind::FirstFree { field, candidates } => {
                self.first_free(expr.span, *field, candidates, element)
            }
            ExprKind::Coalesce(items) => {
                let mut last = Value::Absent;
                for item in items {
                    last = self.value(item, element)?;
                    if last.is_some() || last == Value::Unknown {
                        return Ok(last);
                    }
                }
                Ok(last)
            }
            ExprKind::If { branches, otherwise } => {
                for (condition, then) in branches {
                    match self.truth(condition, element)? {
                        Truth::True => return self.value(then, element),
                        Truth::False => {}
                        Truth::Unknown => return Ok(Value::Unknown),
                    }
                }
                self.value(otherwise, element)
            }
            ExprKind::Interpolate(holes) => self.interpolate(expr.span, holes, element),
            ExprKind::First(inner) => {
                let value = self.value(inner, element)?;
                Ok(match value {
                    Value::List(items) => items[0],
                    value => value,
                })
            }
            _ => Ok(match self.truth(expr, element)? {
                Truth::True => Value::Boolean(true),
                Truth::False => Value::Boolean(false),
                Truth::Unknown => Value::Unknown,
            }),
        }
    }

    /// Notes what was read, for an explanation.
    #[inline]
    pub(super) fn noted(&self, expr: &Expr, value: Worked<'a>) -> Worked<'a> {
        match value {
            Ok(_) if self.trace.is_none() => value,
            value => self.note(expr, value),
        }
    }

    #[inline(never)]
    fn note(&self, expr: &Expr, value: Worked<'a>) -> Worked<'a> {
        if let (Some(trace), Ok(value)) = (self.trace, value) {
            trace.read(expr.span, value, expr.secret);
        }
        match value {
            // A fault of the payload gets the place that asked for it.
            Err(fault) if fault.span.is_none() => {
                Err(self.memory.alloc(Fault { span: Some(expr.span), ..*fault }))
            }
            value => value,
        }
    }

    pub(super) fn values(
        &self,
        exprs: &'a [Expr],
        element: Element<'a>,
    ) -> Worked<'a, &'a [Value<'a>]> {
        let mut values = BumpVec::with_capacity_in(exprs.len(), self.memory);
        for expr in exprs {
            values.push(self.value(expr, element)?);
        }
        Ok(values.into_bump_slice())
    }

    #[inline(never)]
    fn list(&self, items: &'a [Expr], element: Element<'a>) -> Worked<'a> {
        let mut values = BumpVec::with_capacity_in(items.len(), self.memory);
        let mut unknown = false;
        for item in items {
            // A fault behind an item that is unknown is told all the same.
            match self.value(item, element)? {
                Value::Unknown => unknown = true,
                value if value.is_some() => values.push(value),
                _ => {}
            }
        }
        Ok(if unknown { Value::Unknown } else { Value::list(values.into_bump_slice()) })
    }

    #[inline(never)]
    fn interpolate(&self, span: Span, holes: &'a [Hole], element: Element<'a>) -> Worked<'a> {
        let mut parts = BumpVec::with_capacity_in(holes.len(), self.memory);
        let mut length = 0;
        for hole in holes {
            let part = match hole {
                Hole::Literal(literal) => Value::Text(literal),
                Hole::Value(expr) => match self.value(expr, element)? {
                    Value::Unknown => return Ok(Value::Unknown),
                    // A part that is null leaves nothing to say either.
                    Value::Absent | Value::Null => return Ok(Value::Absent),
                    value => value,
                },
            };
            self.spend(cost(part), span)?;
            length += part.as_text().map_or(24, str::len);
            parts.push(part);
        }
        let mut text = BumpString::with_capacity_in(length, self.memory);
        parts.into_iter().for_each(|part| show(part, &mut text));
        Ok(Value::text(text.into_bump_str()))
    }
}

/// A value as a text shows it.
fn show(value: Value<'_>, out: &mut BumpString<'_>) {
    use std::fmt::Write;
    let _ = match value {
        Value::Text(text) => out.write_str(text),
        Value::Boolean(value) => write!(out, "{value}"),
        Value::Integer(number) => write!(out, "{number}"),
        Value::Decimal(number) => write!(out, "{number}"),
        Value::DateTime(date_time) => out.write_str(date_time.text),
        // One value is due here; lists are a compile error.
        Value::List(_) | Value::Unknown | Value::Absent | Value::Null => Ok(()),
    };
}
