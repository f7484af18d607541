//! Expressions to values and conditions to outcomes. Recursion is bounded by the nesting of the
//! rules, which the compiler bounds.

use super::Truth;
use super::compare::{equal, holds};
use super::machine::{Machine, Worked};
use super::trace::Outcome;
use super::work::{HOST, PATTERN, cost, costs};
use crate::fault::Fault;
use crate::functions::{Call, Function, Kind, Missing, Prepared};
use crate::plan::{Expr, ExprKind, Hole, Read, Reading, Resource, SlotRole, Status};
use crate::read::{Cell, Slot, State};
use crate::rules::HostValue;
use crate::value::Value;
use bumpalo::collections::{String as BumpString, Vec as BumpVec};
use scimrules_grammar::syntax::Comparison;
use scimrules_grammar::{Code, Span, codes};
use std::borrow::Cow;
use std::collections::HashSet;

/// The element that a value filter looks at.
pub(crate) type Element<'a> = Option<&'a [Cell<'a>]>;

/// How far `first_free` counts.
const CANDIDATES: i64 = 1_000;

impl<'a> Machine<'a> {
    /// The value of an expression.
    pub(crate) fn value(&self, expr: &'a Expr, element: Element<'a>) -> Worked<'a> {
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
                self.spend(items.len(), Some(expr.span))?;
                self.list(items, element)
            }
            ExprKind::Read(read) => self.noted(expr, self.read(read)),
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
                let value = self.value(&self.program.lets[*at].value, None);
                self.lets[*at].set(Some(value));
                self.noted(expr, value)
            }
            ExprKind::Target(field) => self.noted(expr, self.target[*field].get()),
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
            ExprKind::Changed(field) => Ok(Value::Boolean(self.changed[*field].get())),
            ExprKind::Counter => Ok(Value::Integer(self.counter.get())),
            ExprKind::Call { function, arguments, prepared, each } => {
                self.call(expr, function, arguments, prepared, *each, element)
            }
            ExprKind::Table { table, argument, each } => {
                let key = self.value(argument, element)?;
                self.each(key, *each, |key| {
                    self.spend(cost(key), Some(expr.span))?;
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
                self.spend(super::work::SCRIPT, Some(expr.span))?;
                script.call(self.memory, name, values).map_err(|failure| {
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
    fn noted(&self, expr: &Expr, value: Worked<'a>) -> Worked<'a> {
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

    fn values(&self, exprs: &'a [Expr], element: Element<'a>) -> Worked<'a, &'a [Value<'a>]> {
        let mut values = BumpVec::with_capacity_in(exprs.len(), self.memory);
        for expr in exprs {
            values.push(self.value(expr, element)?);
        }
        Ok(values.into_bump_slice())
    }

    fn list(&self, items: &'a [Expr], element: Element<'a>) -> Worked<'a> {
        let mut values = BumpVec::with_capacity_in(items.len(), self.memory);
        for item in items {
            match self.value(item, element)? {
                Value::Unknown => return Ok(Value::Unknown),
                value if value.is_some() => values.push(value),
                _ => {}
            }
        }
        Ok(Value::list(values.into_bump_slice()))
    }

    /// Runs over each value of a list, or over the one value; nothing passes through.
    fn each(
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

    fn slot(&self, slot: usize) -> Slot<'a> {
        self.payload.slots.get(slot).copied().unwrap_or(Slot::ABSENT)
    }

    fn read(&self, read: &'a Read) -> Worked<'a> {
        let value = self.said(read)?;
        // `source complete`: what the source omits, it says to be none.
        let omitted =
            value == Value::Absent && self.plan.complete && self.role(read.slot) == SlotRole::Other;
        Ok(if omitted { Value::Null } else { value })
    }

    fn said(&self, read: &'a Read) -> Worked<'a> {
        let slot = self.slot(read.slot);
        match slot.state {
            State::Absent if self.role(read.slot) == SlotRole::Groups => return Ok(Value::Unknown),
            State::Absent => return Ok(Value::Absent),
            // `"active": null` says nothing.
            State::Null if self.role(read.slot) == SlotRole::Active => return Ok(Value::Absent),
            State::Null => return Ok(Value::Null),
            State::Present => {}
        }
        let fits = |row: &'a [Cell<'a>]| match &read.filter {
            None => Ok(true),
            Some(filter) => self.truth(filter, Some(row)).map(|truth| truth == Truth::True),
        };
        match read.reading {
            Reading::One if read.filter.is_none() => match read.column {
                Some(column) => slot.row(0).get(column).copied().unwrap_or(Ok(Value::Absent)),
                None => Ok(Value::Boolean(true)),
            },
            Reading::One | Reading::First => {
                for row in (0..slot.rows).map(|row| slot.row(row)) {
                    self.spend(1, None)?;
                    if !fits(row)? {
                        continue;
                    }
                    let Some(column) = read.column else { return Ok(Value::Boolean(true)) };
                    let cell = row.get(column).copied().unwrap_or(Ok(Value::Absent))?;
                    return Ok(match cell {
                        Value::List(items) => items[0],
                        cell => cell,
                    });
                }
                // The source said nothing of such an element.
                Ok(Value::Absent)
            }
            Reading::All | Reading::Rows => {
                self.spend(slot.rows, None)?;
                let mut values = BumpVec::new_in(self.memory);
                let mut fitting = 0;
                for at in 0..slot.rows {
                    let row = slot.row(at);
                    if !fits(row)? {
                        continue;
                    }
                    match read.column {
                        None if slot.empty.binary_search(&at).is_ok() => continue,
                        None => values.push(Value::Boolean(true)),
                        Some(column) => {
                            let cell = row.get(column).copied().unwrap_or(Ok(Value::Absent))?;
                            values.extend_from_slice(cell.items());
                        }
                    }
                    fitting += 1;
                }
                // Elements that lack the sub-attribute say nothing of it; no element is none.
                if values.is_empty() && fitting > 0 {
                    return Ok(Value::Absent);
                }
                Ok(Value::list(values.into_bump_slice()))
            }
        }
    }

    fn role(&self, slot: usize) -> SlotRole {
        self.program.catalogue.slots[slot].role
    }

    fn current(&self, field: usize, span: Span) -> Worked<'a> {
        let Some(current) = self.payload.current else { return Ok(Value::Absent) };
        match current.record {
            Some(record) => Ok(record[field]),
            None => {
                let name = &self.program.fields[field].name;
                Err(self.fault(
                    &codes::RECORD_NEEDED,
                    span,
                    format_args!(
                        "the rules read `current.{name}`, and the request carries no record"
                    ),
                ))
            }
        }
    }

    fn call(
        &self,
        expr: &'a Expr,
        function: &'static Function,
        arguments: &'a [Expr],
        prepared: &'a Prepared,
        each: Option<usize>,
        element: Element<'a>,
    ) -> Worked<'a> {
        let mut values = BumpVec::with_capacity_in(arguments.len(), self.memory);
        for argument in arguments {
            values.push(self.value(argument, element)?);
        }
        if values.contains(&Value::Unknown) {
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
            None => run(&values),
            Some(at) => self.each(values[at], true, |value| {
                let mut one = values.clone();
                one[at] = value;
                run(&one)
            }),
        }
    }

    /// Why a function failed; its message may quote its arguments, so it is not shown for secrets.
    fn failed(&self, code: &'static Code, expr: &Expr, name: &str, why: &str) -> &'a Fault<'a> {
        match expr.secret {
            true => self.fault(code, expr.span, format_args!("`{name}` failed on a secret value")),
            false => self.fault(code, expr.span, format_args!("`{name}`: {why}")),
        }
    }

    fn look_up(&self, table: usize, key: Value<'a>) -> Worked<'a> {
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

    fn host(
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
            self.spend(HOST + costs(values), Some(span))?;
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
    fn host_result(&self, span: Span, function: usize, value: Value<'a>) -> Worked<'a> {
        let name = &self.rules.host.names[function].0;
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
            let message = format_args!("the host's function `{name}` gave a value of another type");
            self.fault(&codes::EVALUATION_FAILED, span, message)
        })
    }

    fn host_value(&self, value: &HostValue) -> Value<'a> {
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

    fn account(&self, span: Span, field: &'a str, value: Value<'a>) -> Worked<'a> {
        if !value.is_some() {
            return Ok(value);
        }
        self.spend(HOST + cost(value), Some(span))?;
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

    fn first_free(
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
                self.spend(HOST + cost(value), Some(span))?;
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
            let message = format_args!("every candidate for `{name}` is taken");
            return Err(self.fault(&codes::EVALUATION_FAILED, span, message));
        }
        Ok(missing)
    }

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
            self.spend(cost(part), Some(span))?;
            length += part.as_text().map_or(24, str::len);
            parts.push(part);
        }
        let mut text = BumpString::with_capacity_in(length, self.memory);
        parts.into_iter().for_each(|part| show(part, &mut text));
        Ok(Value::text(text.into_bump_str()))
    }

    /// True where one of the values is among the others.
    fn within(
        &self,
        left: &[Value<'a>],
        right: &[Value<'a>],
        exact: bool,
        span: Span,
    ) -> Worked<'a, bool> {
        let texts = |values: &[Value<'a>]| values.iter().all(|value| value.as_text().is_some());
        // Long lists are not compared value by value.
        if left.len().min(right.len()) > 8 && texts(left) && texts(right) {
            self.spend(costs(left) + costs(right), Some(span))?;
            let key = |value: &Value<'a>| match value.as_text().unwrap_or_default() {
                text if exact => text.into(),
                text => crate::text::fold(text),
            };
            let known: HashSet<Cow<'a, str>> = right.iter().map(key).collect();
            return Ok(left.iter().any(|value| known.contains(&key(value))));
        }
        self.spend(costs(left) + left.len() * costs(right), Some(span))?;
        Ok(left.iter().any(|value| right.iter().any(|item| equal(*value, *item, exact))))
    }

    /// The outcome of a condition.
    pub(crate) fn truth(&self, expr: &'a Expr, element: Element<'a>) -> Worked<'a, Truth> {
        let Some(trace) = self.trace else { return self.outcome(expr, element) };
        trace.enter(expr.span, expr.secret);
        let outcome = self.outcome(expr, element);
        match outcome {
            Ok(truth) => trace.leave(Outcome::from(truth), None, None),
            Err(fault) => trace.leave(Outcome::Error, None, Some(fault.message)),
        }
        outcome
    }

    /// Notes the parts behind the one that decided. Within a value filter, which is asked of every
    /// element, they are left out.
    fn skipped(&self, terms: &'a [Expr], element: Element<'a>) {
        if let (Some(trace), None) = (self.trace, element) {
            for term in terms {
                trace.enter(term.span, term.secret);
                trace.leave(Outcome::Skipped, None, None);
            }
        }
    }

    fn outcome(&self, expr: &'a Expr, element: Element<'a>) -> Worked<'a, Truth> {
        match &expr.kind {
            ExprKind::Not(inner) => Ok(self.truth(inner, element)?.not()),
            ExprKind::And(terms) => {
                let mut all = Truth::True;
                for (at, term) in terms.iter().enumerate() {
                    match self.truth(term, element)? {
                        Truth::False => {
                            self.skipped(&terms[at + 1..], element);
                            return Ok(Truth::False);
                        }
                        Truth::Unknown => all = Truth::Unknown,
                        Truth::True => {}
                    }
                }
                Ok(all)
            }
            ExprKind::Or(terms) => {
                let mut any = Truth::False;
                for (at, term) in terms.iter().enumerate() {
                    match self.truth(term, element)? {
                        Truth::True => {
                            self.skipped(&terms[at + 1..], element);
                            return Ok(Truth::True);
                        }
                        Truth::Unknown => any = Truth::Unknown,
                        Truth::False => {}
                    }
                }
                Ok(any)
            }
            ExprKind::AtLeast { count, conditions } => {
                let (mut held, mut unknown) = (0, 0);
                for condition in conditions {
                    match self.truth(condition, element)? {
                        Truth::True => held += 1,
                        Truth::Unknown => unknown += 1,
                        Truth::False => {}
                    }
                }
                Ok(match held {
                    held if held >= *count => Truth::True,
                    held if held + unknown >= *count => Truth::Unknown,
                    _ => Truth::False,
                })
            }
            ExprKind::Compare { left, operator, right, exact } => {
                let left = self.value(left, element)?;
                let right = self.value(right, element)?;
                let each = left.items().len().max(1) * cost(right);
                self.spend(cost(left) + each, Some(expr.span))?;
                Ok(compare(left, *operator, right, *exact))
            }
            ExprKind::Present(inner) => {
                let value = match &inner.kind {
                    // `password` is asked for, not read.
                    ExprKind::Read(read) => self.noted(inner, self.read(read)),
                    _ => self.value(inner, element),
                }?;
                Ok(match value {
                    Value::Unknown => Truth::Unknown,
                    value => value.is_some().into(),
                })
            }
            ExprKind::In { left, right, exact } => {
                let left = self.value(left, element)?;
                let right = self.value(right, element)?;
                if left == Value::Unknown || right == Value::Unknown {
                    return Ok(Truth::Unknown);
                }
                Ok(self.within(left.items(), right.items(), *exact, expr.span)?.into())
            }
            ExprKind::Matches { left, pattern } => Ok(match self.value(left, element)? {
                Value::Unknown => Truth::Unknown,
                value => {
                    self.spend(PATTERN * cost(value), Some(expr.span))?;
                    let fits = |value: &Value<'a>| match value {
                        Value::Text(text) => pattern.is_match(text),
                        _ => false,
                    };
                    value.items().iter().any(fits).into()
                }
            }),
            _ => match self.value(expr, element)? {
                Value::Boolean(value) => Ok(value.into()),
                Value::Unknown => Ok(Truth::Unknown),
                Value::Absent | Value::Null => Ok(Truth::False),
                _ => Err(self.fault(
                    &codes::VALUE_WRONG_TYPE,
                    expr.span,
                    format_args!("the condition gave a value that is neither true nor false"),
                )),
            },
        }
    }
}

/// A comparison of values, lists among them: any element that fits is enough, and `ne` needs that
/// no element equals.
fn compare(left: Value<'_>, operator: Comparison, right: Value<'_>, exact: bool) -> Truth {
    if left == Value::Unknown || right == Value::Unknown {
        return Truth::Unknown;
    }
    let any_equal = || {
        // Null, absent, `[]` and `""` are alike.
        if !right.is_some() {
            return !left.is_some();
        }
        left.items().iter().any(|item| equal(*item, right, exact))
    };
    match operator {
        Comparison::Eq => any_equal().into(),
        Comparison::Ne => (!any_equal()).into(),
        _ if !right.is_some() => Truth::False,
        _ => left.items().iter().any(|item| holds(*item, operator, right, exact)).into(),
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
