//! Who is told, and when the host asks again.

use super::Truth;
use super::flow::Draft;
use crate::decision::Notify;
use crate::plan::{Action, Event, Recipient};
use crate::value::Value;
use bumpalo::collections::Vec as BumpVec;
use scimrules_grammar::codes;

impl<'a> Draft<'_, 'a> {
    pub(super) fn notices(&mut self, event: Event) {
        let machine = self.machine;
        let silent = [Action::Ignore, Action::Reject, Action::Unchanged];
        if machine.program.notices.is_empty() || silent.contains(&self.decision.action) {
            return;
        }
        let mut notify = BumpVec::new_in(machine.memory);
        for mail in [false, true] {
            let lines = machine.program.notices.iter().filter(|line| line.mail == mail);
            for line in lines.filter(|line| line.event.is_none_or(|wanted| wanted == event)) {
                let truth = match &line.condition {
                    None => Ok(Truth::True),
                    Some(condition) => machine.truth(condition, None),
                };
                match truth {
                    Err(fault) => {
                        self.reject(fault, None);
                        break;
                    }
                    Ok(Truth::True) => {}
                    Ok(_) => continue,
                }
                let to = match &line.to {
                    Recipient::User => "user",
                    Recipient::Admin => "admin",
                    Recipient::Nobody => "nobody",
                    Recipient::Address(address) => match machine.value(address, None) {
                        Ok(Value::Text(address)) => address,
                        // Without an address nobody is told, and that is said.
                        Ok(_) => {
                            machine.warn(
                                &codes::LEFT_OUT,
                                line.span,
                                None,
                                format_args!("the mail has no address"),
                            );
                            break;
                        }
                        Err(fault) => {
                            self.reject(fault, None);
                            break;
                        }
                    },
                };
                notify.push(Notify { what: if mail { "mail" } else { "password" }, to });
                break;
            }
        }
        self.decision.notify = notify.into_bump_slice();
    }

    pub(super) fn again(&mut self) {
        let machine = self.machine;
        let Some(again) = &machine.program.again else { return };
        if !machine.payload.given || !self.errors.is_empty() {
            return;
        }
        match machine.value(&again.what, None) {
            Ok(Value::DateTime(at)) => {
                // A time that is over would be asked for again at once, for ever.
                let over = machine.payload.now.is_some_and(|now| at.at <= now.at);
                if !over {
                    self.decision.again = Some(at.text);
                }
            }
            Ok(_) => {}
            // What is done anyway, or not done at all, is not held up by it.
            Err(fault)
                if self.decision.action.takes_access_away()
                    || self.decision.action == Action::Ignore =>
            {
                machine.warn(
                    &codes::LEFT_OUT,
                    again.span,
                    None,
                    format_args!("`again at` is left out: {}", fault.message),
                );
            }
            Err(fault) => self.reject(fault, None),
        }
    }
}
