//! The order of a decision: scope, event, status line, mapping, protection, changes, notices.

use super::Truth;
use super::machine::Machine;
use super::trace::Trace;
use crate::decision::{Because, Changes, Decision, Reason};
use crate::fault::Fault;
use crate::plan::{Action, Event, FollowUp, Program, Resource, Status};
use crate::read::{Operation, Payload};
use crate::rules::Inner;
use crate::scratch::Scratch;
use crate::value::Value;
use bumpalo::collections::Vec as BumpVec;
use scimrules_grammar::{Span, codes};
use std::cell::Cell;
use std::collections::HashSet;

/// Decides a request that was read.
pub(crate) fn decide<'a>(
    rules: &'a Inner,
    scratch: &'a Scratch,
    payload: &'a Payload<'a>,
    trace: Option<&'a Trace<'a>>,
) -> Decision<'a> {
    let mut decision = decided(rules, scratch, payload, trace);
    decision.resource = payload.resource;
    decision.account = payload.current.is_some();
    decision
}

fn decided<'a>(
    rules: &'a Inner,
    scratch: &'a Scratch,
    payload: &'a Payload<'a>,
    trace: Option<&'a Trace<'a>>,
) -> Decision<'a> {
    let program = match payload.resource {
        Resource::User => &rules.plan.users,
        Resource::Group => match &rules.plan.groups {
            Some(program) => program,
            None => return nothing(&rules.plan.users, Action::Ignore),
        },
    };
    let memory = &scratch.memory;
    let values: &'a mut [Value<'a>] =
        memory.alloc_slice_fill_copy(program.fields.len(), Value::Absent);
    let target = Cell::from_mut(&mut *values).as_slice_of_cells();
    let machine = Machine::new(rules, program, scratch, payload, trace, target);
    let mut draft = Draft {
        machine: &machine,
        errors: BumpVec::new_in(memory),
        told: None,
        blamed: None,
        decision: nothing(program, Action::Ignore),
    };
    draft.run();
    let errors = draft.errors.into_bump_slice();
    let mut decision = draft.decision;
    if !errors.is_empty() {
        let of_line = |line| Because { rule: machine.line_title(line), line };
        let because = draft.blamed.or(errors[0].line.map(of_line));
        decision = Decision { event: decision.event, because, ..nothing(program, Action::Reject) };
        decision.errors = errors;
    }
    let mut warnings = machine.warnings.into_inner();
    // Where nothing is written there is no news of fields.
    if matches!(decision.action, Action::Ignore | Action::Delete | Action::Reject) {
        warnings.retain(|warning| warning.field.is_none());
    }
    decision.warnings = warnings.into_bump_slice();
    if !decision.among.is_empty() {
        decision.values = values;
    }
    decision
}

fn nothing(program: &Program, action: Action) -> Decision<'_> {
    Decision {
        resource: program.resource,
        account: false,
        action,
        event: None,
        status: None,
        then: None,
        again: None,
        notify: &[],
        because: None,
        errors: &[],
        warnings: &[],
        program,
        values: &[],
        among: &[],
        changes: Changes::None,
    }
}

/// A decision in the making.
pub(super) struct Draft<'m, 'a> {
    pub(super) machine: &'m Machine<'m, 'a>,
    pub(super) errors: BumpVec<'a, Reason<'a>>,
    /// What `errors` says.
    told: Option<HashSet<Told<'a>>>,
    /// The criterion, status or protect line that could not be answered, or said `reject`.
    pub(super) blamed: Option<Because<'a>>,
    pub(super) decision: Decision<'a>,
}

/// A message with its line and field.
type Told<'a> = (&'a str, Option<u32>, Option<&'a str>);

/// Whether the decision is made already.
pub(super) enum Step<T> {
    Go(T),
    Done,
}

impl<'a> Draft<'_, 'a> {
    pub(super) fn reject(&mut self, fault: &'a Fault<'a>, field: Option<&'a str>) {
        let reason = self.machine.reason(fault, field);
        if self.told.get_or_insert_default().insert((reason.message, reason.line, field)) {
            self.errors.push(reason);
        }
    }

    fn run(&mut self) {
        let machine = self.machine;
        for fault in machine.payload.conflicts {
            self.reject(fault, None);
        }
        if machine.plan.strict {
            for note in machine.payload.notes {
                let fault = Fault::new(
                    machine.memory,
                    &codes::NOT_STRICT,
                    format_args!("`{}`: {}", note.attribute, note.tolerance),
                );
                self.reject(fault, None);
            }
        }
        let account = match self.account() {
            Some(account) => account,
            None => return,
        };
        if !self.errors.is_empty() {
            return;
        }
        let event = match machine.payload.operation {
            Operation::Delete if account.is_none() => return,
            Operation::Delete => Event::Delete,
            Operation::Upsert => match self.event(account) {
                Step::Go(event) => event,
                Step::Done => return self.again(),
            },
        };
        self.decision.event = Some(event);
        let Step::Go((action, then)) = self.status_line(event) else { return };
        self.finish(event, action, then, account);
    }

    /// The first line of `status` that holds, else the default.
    fn status_line(&mut self, event: Event) -> Step<(Action, Option<&'a FollowUp>)> {
        let machine = self.machine;
        for line in machine.program.status.iter().filter(|line| line.event == event) {
            let because = Some(Because { rule: &line.title, line: line.line });
            let truth = match &line.condition {
                None => Ok(Truth::True),
                Some(condition) => {
                    if let Err(fault) = machine.user_needed(condition, line.span) {
                        self.blamed = because;
                        self.reject(fault, None);
                        return Step::Done;
                    }
                    machine.truth(condition, None)
                }
            };
            match truth {
                Err(fault) => {
                    self.blamed = because;
                    self.reject(fault, None);
                    return Step::Done;
                }
                Ok(Truth::False) => {}
                Ok(Truth::Unknown) => {
                    self.blamed = because;
                    let fault = machine.unknown(line.span, &line.title);
                    self.reject(fault, None);
                    return Step::Done;
                }
                Ok(Truth::True) => {
                    // A protect line may decide in the end: that this one won is noted here.
                    if let Some(trace) = machine.trace {
                        trace.enter(line.span, false);
                        trace.leave(super::Outcome::True, None, None);
                    }
                    self.decision.because = because;
                    if line.action == Action::Reject {
                        self.blamed = because;
                        let fault = machine.fault(
                            &codes::REJECTED,
                            line.span,
                            format_args!("`{}` rejects it", line.title),
                        );
                        self.reject(fault, None);
                        return Step::Done;
                    }
                    return Step::Go((line.action, line.then.as_ref()));
                }
            }
        }
        Step::Go((event.default_action(machine.program.resource), None))
    }

    fn finish(
        &mut self,
        event: Event,
        action: Action,
        then: Option<&'a FollowUp>,
        account: Option<Status>,
    ) {
        let machine = self.machine;
        self.decision.action = action;
        self.decision.then = then;
        let sets_status = match action {
            Action::Create => self.decision.status,
            Action::Delete | Action::Ignore => None,
            action => action.status().or(account),
        };
        self.decision.status =
            if machine.program.resource == Resource::Group { None } else { sets_status };

        let given = machine.payload.given;
        if given && (action.carries_record() || action.takes_access_away()) {
            machine.map(event);
        }
        if action.takes_access_away() && !self.protected() {
            return self.again();
        }
        if !self.errors.is_empty() {
            return;
        }
        let same_status = action.status().is_some() && action.status() == account;
        if same_status {
            self.decision.action = Action::Unchanged;
        } else if action.carries_record() {
            self.record(action, event, account.is_some());
        }
        if !self.errors.is_empty() {
            return;
        }
        self.notices(event);
        self.again();
    }

    /// False where a protect line spares the account, or cannot be asked: then all is said.
    fn protected(&mut self) -> bool {
        let machine = self.machine;
        for clause in &machine.program.protect {
            let title = machine.rules.source.slice(clause.span);
            let short = machine.memory.alloc_str(&crate::message::short(title));
            let because = Some(machine.because(short, clause.span));
            if let Err(fault) = machine.user_needed(&clause.what, clause.span) {
                self.blamed = because;
                self.reject(fault, None);
                return false;
            }
            match machine.truth(&clause.what, None) {
                Err(fault) => {
                    self.blamed = because;
                    self.reject(fault, None);
                    return false;
                }
                Ok(Truth::False) => {}
                Ok(Truth::Unknown) => {
                    self.blamed = because;
                    let fault = machine.unknown(clause.span, title);
                    self.reject(fault, None);
                    return false;
                }
                Ok(Truth::True) => {
                    let event = self.decision.event;
                    self.decision =
                        Decision { event, because, ..nothing(machine.program, Action::Ignore) };
                    return false;
                }
            }
        }
        true
    }
}

impl<'a> Machine<'_, 'a> {
    pub(super) fn because(&self, rule: &'a str, span: Span) -> Because<'a> {
        Because { rule, line: self.rules.source.line(span.start) }
    }

    /// A line of the rules for `because`, where only its number is known.
    fn line_title(&self, line: u32) -> &'a str {
        let text = self.rules.source.line_text(line);
        self.memory.alloc_str(&crate::message::short(text))
    }

    pub(super) fn unknown(&self, span: Span, title: &str) -> &'a Fault<'a> {
        let title = crate::message::short(title);
        self.fault(
            &codes::UNKNOWN_OUTCOME,
            span,
            format_args!(
                "`{title}` cannot be answered: neither the user nor the request carries `groups`"
            ),
        )
    }
}
