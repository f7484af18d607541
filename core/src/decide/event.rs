//! What happened: whether the user is in scope, and what the source says of the status against what
//! the account has.

use super::Truth;
use super::flow::{Draft, Step};
use crate::decision::Because;
use crate::fault::Fault;
use crate::plan::{Event, Resource, Status};
use scimrules_grammar::codes;

impl Draft<'_, '_> {
    /// The status of the account, `Some(None)` where there is none; `None` where it is no status.
    pub(super) fn account(&mut self) -> Option<Option<Status>> {
        let machine = self.machine;
        let Some(current) = machine.payload.current else { return Some(None) };
        match current.status {
            // A host that says nothing of the status has an account in use; groups have none.
            None => Some(Some(Status::Active)),
            Some(text) => match Status::from_text(text) {
                Some(status) => Some(Some(status)),
                None => {
                    let fault = Fault::new(
                        machine.memory,
                        &codes::BAD_STATUS,
                        format_args!(
                            "`{}` is not a status of an account; it is `active`, `suspended` or `inactive`",
                            crate::message::short(text)
                        ),
                    );
                    self.reject(fault, None);
                    None
                }
            },
        }
    }

    /// The event of an upsert.
    pub(super) fn event(&mut self, account: Option<Status>) -> Step<Event> {
        let machine = self.machine;
        if let Some(sync) = &machine.program.sync {
            let because = Because { rule: sync.title, line: sync.line };
            let truth = match &sync.criterion {
                None => Ok(Truth::True),
                Some(criterion) => machine.truth(criterion, None),
            };
            match (truth, account) {
                (Err(fault), _) => {
                    self.blamed = Some(because);
                    self.reject(fault, None);
                    return Step::Done;
                }
                (Ok(Truth::True), _) => self.decision.because = Some(because),
                (Ok(truth @ (Truth::False | Truth::Unknown)), None) => {
                    if truth == Truth::Unknown {
                        machine.warn(&codes::SCOPE_UNKNOWN, sync.span, None, format_args!(
                            "whether the user is in scope cannot be known: neither the user nor the request carries `groups`"
                        ));
                    }
                    self.decision.because = Some(because);
                    return Step::Done;
                }
                (Ok(Truth::False), Some(_)) => {
                    self.decision.because = Some(because);
                    return Step::Go(Event::Leave);
                }
                (Ok(Truth::Unknown), Some(_)) => {
                    self.blamed = Some(because);
                    let fault = machine.fault(
                        &codes::UNKNOWN_OUTCOME,
                        sync.span,
                        format_args!(
                            "whether the user is in scope cannot be known: neither the user nor the request carries `groups`"
                        ),
                    );
                    self.reject(fault, None);
                    return Step::Done;
                }
            }
        }
        if machine.program.resource == Resource::Group {
            return Step::Go(if account.is_none() { Event::Create } else { Event::Update });
        }
        let source = match machine.source_status() {
            Ok(source) => source,
            Err(fault) => {
                let clause = machine.program.source_status.as_ref();
                let clause = clause.map(|clause| machine.because("source status", clause.span));
                // No line reads `active` where no statement says so: then it is the scope's.
                self.blamed = clause.or(self.decision.because);
                if account.is_none() {
                    self.decision.event = Some(Event::Create);
                }
                self.reject(fault, None);
                return Step::Done;
            }
        };
        let Some(account) = account else {
            self.decision.status = Some(source.unwrap_or(Status::Active));
            return Step::Go(Event::Create);
        };
        Step::Go(match source {
            Some(source) if source != account => match source {
                Status::Active => Event::Activate,
                Status::Inactive => Event::Deactivate,
                Status::Suspended => Event::Suspend,
            },
            _ => Event::Update,
        })
    }
}
