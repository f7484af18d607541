//! The record that is written, and what differs from the account.

use super::changes::differs;
use super::flow::Draft;
use super::machine::Changed;
use crate::decision::Changes;
use crate::plan::{Action, Event, each_field, place};
use crate::value::Value;
use bumpalo::collections::Vec as BumpVec;
use scimrules_grammar::codes;

impl<'a> Draft<'_, 'a> {
    /// The fields, with the faults that they may have, and the changes.
    pub(super) fn record(&mut self, action: Action, event: Event, account: bool) {
        self.fields_with_faults(action, event);
        let machine = self.machine;
        let program = machine.program;
        let among = machine.awake.get();
        self.decision.among = among;
        if !account {
            return machine.changed.set(Changed::Values);
        }
        let record = machine.payload.current.and_then(|current| current.record);
        let shown = machine.memory.alloc_slice_fill_copy(among.len(), 0);
        each_field(among, |index| {
            let (field, value) = (&program.fields[index], machine.target[index].get());
            let changed = match record {
                None => value != Value::Absent,
                Some(record) if field.secret && !record[index].is_some() => false,
                Some(record) => differs(field, record[index], value),
            };
            let (word, bit) = place(index);
            shown[word] |= if changed { bit } else { 0 };
        });
        let changes = shown.iter().any(|bits| *bits != 0);
        if action == Action::Update && record.is_some() && !changes {
            self.decision.action = Action::Unchanged;
        }
        machine.changed.set(Changed::Fields(shown));
        self.decision.changes = Changes::Some(shown);
    }

    /// Rejects what a field cannot take; an action that takes access away leaves it out.
    fn fields_with_faults(&mut self, action: Action, event: Event) {
        let machine = self.machine;
        let program = machine.program;
        let missing = |index: usize| match machine.target[index].get() {
            Value::Null => true,
            Value::Absent => event == Event::Create,
            _ => false,
        };
        if machine.faults.borrow().is_empty() && !program.required.iter().any(|at| missing(*at)) {
            return;
        }
        let required = program.required.iter().copied().filter(|index| missing(*index));
        let mut fields = BumpVec::from_iter_in(required, machine.memory);
        fields.extend(machine.faults.borrow().iter().map(|(index, _)| *index));
        fields.sort_unstable();
        fields.dedup();
        for index in fields {
            let field = &program.fields[index];
            let fault = machine.fault_of(index).unwrap_or_else(|| {
                let line = program.lines_of[index].first();
                let span = line.map_or(field.span, |line| program.lines[*line].span);
                machine.fault(
                    &codes::REQUIRED_MISSING,
                    span,
                    format_args!("the required field `{}` has no value", field.name),
                )
            });
            if action.takes_access_away() {
                let span = fault.span.unwrap_or(field.span);
                machine.warn(
                    &codes::LEFT_OUT,
                    span,
                    Some(&field.name),
                    format_args!("`{}` is left out: {}", field.name, fault.message),
                );
                machine.target[index].set(Value::Absent);
            } else {
                self.reject(fault, Some(&field.name));
            }
        }
        if action.takes_access_away() {
            machine.faults.borrow_mut().clear();
        }
    }
}
