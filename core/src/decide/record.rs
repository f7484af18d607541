//! The record that is written, and what differs from the account.

use super::awake::places;
use super::changes::differs;
use super::flow::Draft;
use crate::decision::Changes;
use crate::plan::{Action, Event};
use crate::value::Value;
use scimrules_grammar::codes;

impl<'a> Draft<'_, 'a> {
    /// The fields, with the faults that they may have, and the changes.
    pub(super) fn record(&mut self, action: Action, event: Event, account: bool) {
        let machine = self.machine;
        let program = machine.program;
        let takes_away = action.takes_access_away();
        let awake = machine.awake.get();
        let fields = || {
            // A required field of which nothing is said is missed on create.
            let required = program.wake.required.iter().enumerate();
            places(required.map(|(word, required)| {
                let missed = if event == Event::Create { *required } else { 0 };
                awake.get(word).map_or(missed, |awake| awake | missed)
            }))
        };
        let values = machine.memory.alloc_slice_fill_copy(program.fields.len(), Value::Absent);
        for index in fields() {
            let field = &program.fields[index];
            let value = machine.target[index].get();
            if let Ok(value) = value
                && value.is_some()
            {
                values[index] = value;
                continue;
            }
            let value = value.and_then(|value| {
                let missing = match value {
                    Value::Null => true,
                    Value::Absent => event == Event::Create,
                    _ => false,
                };
                if field.required && missing {
                    let line = program.lines_of[index].first();
                    let span = line.map_or(field.span, |line| program.lines[*line].span);
                    return Err(machine.fault(
                        &codes::REQUIRED_MISSING,
                        span,
                        format_args!("the required field `{}` has no value", field.name),
                    ));
                }
                Ok(value)
            });
            values[index] = match value {
                Ok(value) => value,
                Err(fault) if takes_away => {
                    let span = fault.span.unwrap_or(field.span);
                    machine.warn(
                        &codes::LEFT_OUT,
                        span,
                        Some(&field.name),
                        format_args!("`{}` is left out: {}", field.name, fault.message),
                    );
                    machine.target[index].set(Ok(Value::Absent));
                    Value::Absent
                }
                Err(fault) => {
                    self.reject(fault, Some(&field.name));
                    Value::Absent
                }
            };
        }
        let values: &'a [Value<'a>] = values;
        self.decision.values = values;
        if !account {
            fields().for_each(|index| machine.changed[index].set(values[index].is_some()));
            return;
        }
        let record = machine.payload.current.and_then(|current| current.record);
        let shown = machine.memory.alloc_slice_fill_copy(values.len(), false);
        for index in fields() {
            let (field, value) = (&program.fields[index], values[index]);
            let changed = match record {
                None => value != Value::Absent,
                Some(record) if field.secret && !record[index].is_some() => false,
                Some(record) => differs(field, record[index], value),
            };
            machine.changed[index].set(changed);
            shown[index] = changed;
        }
        if action == Action::Update && record.is_some() && !shown.contains(&true) {
            self.decision.action = Action::Unchanged;
        }
        self.decision.changes = Changes::Some(shown);
    }
}
