//! Map lines to the values of the target's fields.

use super::distinct::Distinct;
use super::lookup::LookUp;
use super::machine::{Machine, Worked};
use super::trace::Outcome;
use super::work::{PATTERN, cost};
use super::{Trace, Truth};
use crate::fault::Fault;
use crate::plan::{Event, Field, Line, Step, each_field, holds, text_cost};
use crate::types::Base;
use crate::value::Value;
use bumpalo::collections::Vec as BumpVec;
use scimrules_grammar::codes;
use scimrules_grammar::syntax::MapOperator;

/// What the lines of a field say together.
enum Choice<'a> {
    /// No line fits.
    Nothing,
    /// It cannot be known: the field is left alone.
    Unknown,
    Set(Value<'a>, &'a Line),
}

impl<'a> Machine<'_, 'a> {
    /// Works out the fields; faults stay with their field.
    pub(crate) fn map(&self, event: Event) {
        let awake = self.wake();
        self.awake.set(awake);
        if let Some(trace) = self.trace {
            return self.map_all(event, awake, trace);
        }
        each_field(awake, |index| self.fill(index, event));
    }

    #[inline(never)]
    fn fill_shown(&self, index: usize, event: Event) {
        self.fill(index, event);
    }

    /// An explanation shows every line: those that nobody waits for say nothing, and count nothing.
    #[cold]
    fn map_all(&self, event: Event, awake: &[u64], trace: &Trace<'a>) {
        for index in 0..self.target.len() {
            if holds(awake, index) {
                self.fill_shown(index, event);
                continue;
            }
            let (left, lets) = (self.left.replace(u64::MAX), trace.lets());
            let value = self.field(index, event);
            // A let may have been too much before.
            debug_assert!(value == Ok(Value::Absent) || left == 0, "{value:?}");
            self.left.set(left);
            // What was worked out here was not counted: it is where it is needed.
            trace.forget_lets(lets, |item| self.lets[item].set(None));
        }
    }

    #[inline(always)] // into the loop over the fields
    fn fill(&self, index: usize, event: Event) {
        let program = self.program;
        let fill = &program.fills[index];
        let value = match fill.only {
            Some(line) if self.trace.is_none() => self.value(&program.lines[line].value, None),
            _ => self.field(index, event),
        };
        let span = || Some(program.fields[index].span);
        let filled = match value {
            // Most fields take any text.
            Ok(Value::Text(text)) if fill.any_text => match self.spend_at(text_cost(text), span) {
                Ok(()) => return self.target[index].set(Value::Text(text)),
                Err(fault) => Err(fault),
            },
            Ok(value) => match self.spend_at(cost(value), span) {
                Ok(()) => self.fitted(index, value),
                Err(fault) => Err(fault),
            },
            Err(fault) => Err(fault),
        };
        match filled {
            Ok(value) => self.target[index].set(value),
            Err(fault) => self.faults.borrow_mut().push((index, fault)),
        }
    }

    fn field(&self, field: usize, event: Event) -> Worked<'a> {
        let chosen = self.set(field, event)?;
        let value = match chosen {
            Choice::Set(value, line) => match line.operator {
                MapOperator::SetIfMissing => self.if_missing(field, value, line)?,
                _ => value,
            },
            Choice::Unknown => return Ok(Value::Absent),
            Choice::Nothing => Value::Absent,
        };
        let fill = &self.program.fills[field];
        let value = if fill.adds { self.added(field, event, value)? } else { value };
        if fill.keeps { self.kept(field, value) } else { Ok(value) }
    }

    /// The first line whose event and condition fit.
    fn set(&self, field: usize, event: Event) -> Worked<'a, Choice<'a>> {
        for step in &self.program.steps[field] {
            let chosen = match step {
                Step::Line(line) => self.ask(*line, event)?,
                Step::Words(row) => {
                    let found = match self.trace {
                        None => self.look_up_line(row),
                        Some(_) => LookUp::Other,
                    };
                    match found {
                        LookUp::Line(line) => self.chosen(&self.program.lines[line])?,
                        LookUp::None => Choice::Nothing,
                        LookUp::Other => {
                            let mut chosen = Choice::Nothing;
                            for asked in &row.lines {
                                chosen = self.ask(asked.line, event)?;
                                if !matches!(chosen, Choice::Nothing) {
                                    break;
                                }
                            }
                            chosen
                        }
                    }
                }
            };
            if !matches!(chosen, Choice::Nothing) {
                return Ok(chosen);
            }
        }
        Ok(Choice::Nothing)
    }

    /// What one line says.
    fn ask(&self, line: usize, event: Event) -> Worked<'a, Choice<'a>> {
        let line = &self.program.lines[line];
        match self.fits(line, event)? {
            Truth::False => Ok(Choice::Nothing),
            // It cannot be told which line is meant: the field is left alone.
            Truth::Unknown => Ok(Choice::Unknown),
            Truth::True => self.chosen(line),
        }
    }

    fn chosen(&self, line: &'a Line) -> Worked<'a, Choice<'a>> {
        Ok(match self.line_value(line)? {
            Value::Unknown => Choice::Unknown,
            value => Choice::Set(value, line),
        })
    }

    fn lines(&self, field: usize) -> impl Iterator<Item = &'a Line> + use<'a> {
        let program = self.program;
        program.lines_of[field].iter().map(|line| &program.lines[*line])
    }

    fn fits(&self, line: &'a Line, event: Event) -> Worked<'a, Truth> {
        if line.event.is_some_and(|wanted| wanted != event) {
            return Ok(Truth::False);
        }
        match &line.condition {
            None => Ok(Truth::True),
            Some(condition) => self.truth(condition, None),
        }
    }

    #[inline]
    fn line_value(&self, line: &'a Line) -> Worked<'a> {
        match self.trace {
            None => self.value(&line.value, None),
            Some(trace) => self.traced_value(line, trace),
        }
    }

    #[inline(never)]
    fn traced_value(&self, line: &'a Line, trace: &Trace<'a>) -> Worked<'a> {
        trace.enter(line.span, line.value.secret);
        let value = self.value(&line.value, None);
        match value {
            Ok(value) => trace.leave(Outcome::Value, Some(value), None),
            Err(fault) => trace.leave(Outcome::Error, None, Some(fault.message)),
        }
        value
    }

    /// `?=`: only where the target has no value yet.
    fn if_missing(&self, field: usize, value: Value<'a>, line: &Line) -> Worked<'a> {
        let Some(current) = self.payload.current else { return Ok(value) };
        match current.record {
            None => {
                let name = &self.program.fields[field].name;
                self.warn(
                    &codes::RECORD_NOT_GIVEN,
                    line.span,
                    Some(name),
                    format_args!("`{name}` is left alone: the record of the account is not given"),
                );
                Ok(Value::Absent)
            }
            Some(record) => match record[field] {
                Value::Absent | Value::Null => Ok(value),
                _ => Ok(Value::Absent),
            },
        }
    }

    /// `+=`: what all lines that fit give together.
    fn added(&self, field: usize, event: Event, base: Value<'a>) -> Worked<'a> {
        let lines = self.lines(field).filter(|line| line.operator == MapOperator::Add);
        let mut values = Distinct::new(self.memory);
        let (mut said, mut silent) = (base != Value::Absent, false);
        base.items().iter().for_each(|item| values.push(*item));
        for line in lines {
            match self.fits(line, event)? {
                Truth::False => continue,
                Truth::Unknown => return Ok(Value::Absent),
                Truth::True => {}
            }
            match self.line_value(line)? {
                Value::Unknown => return Ok(Value::Absent),
                Value::Absent => silent = true,
                value => {
                    said = true;
                    self.spend(cost(value), line.span)?;
                    value.items().iter().for_each(|item| values.push(*item));
                }
            }
        }
        // Every line that fits was silent: the source did not say.
        if silent && !said {
            return Ok(Value::Absent);
        }
        Ok(values.finish())
    }

    /// `keep`: values of the record that the rules never touch stay, and none of them is added.
    fn kept(&self, field: usize, value: Value<'a>) -> Worked<'a> {
        let keeps = self.program.keeps.iter().filter(|keep| keep.field == field);
        if value == Value::Absent {
            return Ok(value);
        }
        let record = self.payload.current.and_then(|current| current.record);
        let looked_at = cost(value) + record.map_or(0, |record| cost(record[field]));
        let span = self.program.fields[field].span;
        self.spend(PATTERN * keeps.clone().count() * looked_at, span)?;
        let kept = |value: &Value<'a>| match value {
            Value::Text(text) => keeps.clone().any(|keep| keep.pattern.is_match(text)),
            _ => false,
        };
        let mut values = BumpVec::new_in(self.memory);
        values.extend(value.items().iter().filter(|value| !kept(value)));
        if let Some(current) = self.payload.current {
            match current.record {
                Some(record) => {
                    values.extend(record[field].items().iter().filter(|value| kept(value)))
                }
                None => {
                    let plan = &self.program.fields[field];
                    self.warn(
                        &codes::RECORD_NOT_GIVEN,
                        plan.span,
                        Some(&plan.name),
                        format_args!(
                            "`{}` is left alone: `keep` needs the record of the account",
                            plan.name
                        ),
                    );
                    return Ok(Value::Absent);
                }
            }
        }
        Ok(Value::list(values.into_bump_slice()))
    }

    /// The value as the field takes it.
    fn fitted(&self, index: usize, value: Value<'a>) -> Worked<'a> {
        let field = &self.program.fields[index];
        let value = match value {
            Value::Unknown => Value::Absent,
            Value::Absent | Value::Null => value,
            Value::List(items) if field.many => {
                // A list says each value once.
                let mut fitted = Distinct::new(self.memory);
                for item in items {
                    fitted.push(self.typed(field, *item)?);
                }
                fitted.finish()
            }
            Value::List(_) => return Err(self.wrong(field, "one value")),
            value => {
                let value = self.typed(field, value)?;
                match field.many {
                    true => Value::List(self.memory.alloc_slice_copy(&[value])),
                    false => value,
                }
            }
        };
        if let Some(max) = field.max {
            for item in value.items() {
                let Value::Text(text) = item else { continue };
                let length = text.chars().count() as u64;
                if length > max {
                    return Err(self.fault(
                        &codes::VALUE_TOO_LONG,
                        field.span,
                        format_args!(
                            "`{}` is {length} characters long, and {max} are allowed",
                            field.name
                        ),
                    ));
                }
            }
        }
        Ok(value)
    }

    /// A single value in the type of its field: types that are known only now are checked.
    fn typed(&self, field: &'a Field, value: Value<'a>) -> Worked<'a> {
        let fits = match (field.base, value) {
            (Base::Any | Base::Nothing, _) => true,
            (Base::DateTime, Value::DateTime(_)) => true,
            (Base::DateTime, Value::Text(text)) => {
                return match crate::date_time::read(self.memory, text) {
                    Some(date_time) => Ok(Value::DateTime(date_time)),
                    None => Err(self.wrong(field, "a date")),
                };
            }
            (Base::Boolean, value) => matches!(value, Value::Boolean(_)),
            (Base::Integer, value) => matches!(value, Value::Integer(_)),
            (Base::Decimal, value) => matches!(value, Value::Integer(_) | Value::Decimal(_)),
            (_, value) => matches!(value, Value::Text(_)),
        };
        if fits { Ok(value) } else { Err(self.wrong(field, field.base.text())) }
    }

    fn wrong(&self, field: &Field, wanted: &str) -> &'a Fault<'a> {
        let span = self.lines_span(field);
        self.fault(
            &codes::VALUE_WRONG_TYPE,
            span,
            format_args!("`{}` takes {wanted}, and the rules gave something else", field.name),
        )
    }

    fn lines_span(&self, field: &Field) -> scimrules_grammar::Span {
        let index = self.program.fields.iter().position(|known| known.name == field.name);
        let line = index.and_then(|index| self.program.lines_of[index].first());
        line.map_or(field.span, |line| self.program.lines[*line].span)
    }
}
