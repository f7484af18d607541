//! The record that is written, and what differs from the account.

use super::changes::differs;
use super::flow::Draft;
use crate::decision::Changes;
use crate::plan::{Action, Event};
use crate::value::Value;
use bumpalo::collections::Vec as BumpVec;
use scimrules_grammar::codes;

impl<'a> Draft<'_, 'a> {
    /// The fields, with the faults that they may have, and the changes.
    pub(super) fn record(&mut self, action: Action, event: Event, account: bool) {
        let machine = self.machine;
        let program = machine.program;
        let takes_away = action.takes_access_away();
        let mut values = BumpVec::with_capacity_in(program.fields.len(), machine.memory);
        for (index, field) in program.fields.iter().enumerate() {
            let value = machine.target[index].get();
            if let Ok(value) = value
                && value.is_some()
            {
                values.push(value);
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
            values.push(match value {
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
            });
        }
        let values: &'a [Value<'a>] = values.into_bump_slice();
        self.decision.values = values;
        if !account {
            for (changed, value) in machine.changed.iter().zip(values) {
                changed.set(value.is_some());
            }
            return;
        }
        let record = machine.payload.current.and_then(|current| current.record);
        let mut shown = BumpVec::with_capacity_in(values.len(), machine.memory);
        for (index, (field, value)) in program.fields.iter().zip(values).enumerate() {
            let changed = match record {
                None => *value != Value::Absent,
                Some(record) if field.secret && !record[index].is_some() => false,
                Some(record) => differs(field, record[index], *value),
            };
            machine.changed[index].set(changed);
            shown.push(changed);
        }
        if action == Action::Update && record.is_some() && !shown.contains(&true) {
            self.decision.action = Action::Unchanged;
        }
        self.decision.changes = Changes::Some(shown.into_bump_slice());
    }
}
