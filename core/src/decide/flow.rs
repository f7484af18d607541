//! The order of a decision: scope, event, status line, mapping, protection, changes, notices.

use super::Truth;
use super::changes::differs;
use super::machine::{Machine, Worked};
use super::trace::Trace;
use crate::decision::{Because, Changes, Decision, Notify, Reason};
use crate::fault::Fault;
use crate::plan::{Action, Event, ExprKind, FollowUp, Program, Recipient, Resource, Status};
use crate::read::{Operation, Payload};
use crate::rules::Inner;
use crate::value::Value;
use bumpalo::Bump;
use bumpalo::collections::Vec as BumpVec;
use scimrules_grammar::{Span, codes};
use std::collections::HashSet;

/// Decides a request that was read.
pub(crate) fn decide<'a>(
    rules: &'a Inner,
    memory: &'a Bump,
    payload: &'a Payload<'a>,
    trace: Option<&'a Trace<'a>>,
) -> Decision<'a> {
    let decision = decided(rules, memory, payload, trace);
    Decision { resource: payload.resource, account: payload.current.is_some(), ..decision }
}

fn decided<'a>(
    rules: &'a Inner,
    memory: &'a Bump,
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
    let machine = Machine::new(rules, program, memory, payload, trace);
    let mut draft = Draft {
        machine: &machine,
        errors: BumpVec::new_in(memory),
        told: HashSet::new(),
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
    decision.warnings = machine.warnings.into_inner().into_bump_slice();
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
        changes: Changes::None,
    }
}

/// A decision in the making.
struct Draft<'m, 'a> {
    machine: &'m Machine<'a>,
    errors: BumpVec<'a, Reason<'a>>,
    /// What `errors` says, with its line and field.
    told: HashSet<(&'a str, Option<u32>, Option<&'a str>)>,
    /// The criterion, status or protect line that could not be answered, or said `reject`.
    blamed: Option<Because<'a>>,
    decision: Decision<'a>,
}

/// Whether the decision is made already.
enum Step<T> {
    Go(T),
    Done,
}

impl<'a> Draft<'_, 'a> {
    fn reject(&mut self, fault: &'a Fault<'a>, field: Option<&'a str>) {
        let reason = self.machine.reason(fault, field);
        if self.told.insert((reason.message, reason.line, field)) {
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
                let message = format_args!("`{}`: {}", note.attribute, note.tolerance);
                let fault = Fault::new(machine.memory, &codes::NOT_STRICT, message);
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

    /// The status of the account, `Some(None)` where there is none; `None` where it is no status.
    fn account(&mut self) -> Option<Option<Status>> {
        let machine = self.machine;
        let Some(current) = machine.payload.current else { return Some(None) };
        match current.status {
            // A host that says nothing of the status has an account in use; groups have none.
            None => Some(Some(Status::Active)),
            Some(text) => match Status::from_text(text) {
                Some(status) => Some(Some(status)),
                None => {
                    let message = format_args!(
                        "`{}` is not a status of an account; it is `active`, `suspended` or `inactive`",
                        crate::message::short(text)
                    );
                    let fault = Fault::new(machine.memory, &codes::BAD_STATUS, message);
                    self.reject(fault, None);
                    None
                }
            },
        }
    }

    /// The event of an upsert.
    fn event(&mut self, account: Option<Status>) -> Step<Event> {
        let machine = self.machine;
        if let Some(sync) = &machine.program.sync {
            let because = machine.because(sync.title, sync.span);
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
                        let message = format_args!(
                            "whether the user is in scope cannot be known: neither the user nor the request carries `groups`"
                        );
                        machine.warn(&codes::SCOPE_UNKNOWN, sync.span, None, message);
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
                self.blamed = clause.map(|clause| machine.because("source status", clause.span));
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

    /// The first line of `status` that holds, else the default.
    fn status_line(&mut self, event: Event) -> Step<(Action, Option<&'a FollowUp>)> {
        let machine = self.machine;
        for line in machine.program.status.iter().filter(|line| line.event == event) {
            let because = Some(machine.because(&line.title, line.span));
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
                        let message = format_args!("`{}` rejects it", line.title);
                        let fault = machine.fault(&codes::REJECTED, line.span, message);
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

    /// The fields, with the faults that they may have, and the changes.
    fn record(&mut self, action: Action, event: Event, account: bool) {
        let machine = self.machine;
        let program = machine.program;
        let takes_away = action.takes_access_away();
        let mut values = BumpVec::with_capacity_in(program.fields.len(), machine.memory);
        for (index, field) in program.fields.iter().enumerate() {
            let value = machine.target[index].get().and_then(|value| {
                let missing = match value {
                    Value::Null => true,
                    Value::Absent => event == Event::Create,
                    _ => false,
                };
                if field.required && missing {
                    let line = program.lines_of[index].first();
                    let span = line.map_or(field.span, |line| program.lines[*line].span);
                    let message = format_args!("the required field `{}` has no value", field.name);
                    return Err(machine.fault(&codes::REQUIRED_MISSING, span, message));
                }
                Ok(value)
            });
            values.push(match value {
                Ok(value) => value,
                Err(fault) if takes_away => {
                    let span = fault.span.unwrap_or(field.span);
                    let message = format_args!("`{}` is left out: {}", field.name, fault.message);
                    machine.warn(&codes::LEFT_OUT, span, Some(&field.name), message);
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

    fn notices(&mut self, event: Event) {
        let machine = self.machine;
        if matches!(self.decision.action, Action::Ignore | Action::Reject | Action::Unchanged) {
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

    fn again(&mut self) {
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
                let message = format_args!("`again at` is left out: {}", fault.message);
                machine.warn(&codes::LEFT_OUT, again.span, None, message);
            }
            Err(fault) => self.reject(fault, None),
        }
    }
}

impl<'a> Machine<'a> {
    fn because(&self, rule: &'a str, span: Span) -> Because<'a> {
        Because { rule, line: self.rules.source.line(span.start) }
    }

    /// A line of the rules for `because`, where only its number is known.
    fn line_title(&self, line: u32) -> &'a str {
        let text = self.rules.source.line_text(line);
        self.memory.alloc_str(&crate::message::short(text))
    }

    fn unknown(&self, span: Span, title: &str) -> &'a Fault<'a> {
        let title = crate::message::short(title);
        self.fault(
            &codes::UNKNOWN_OUTCOME,
            span,
            format_args!(
                "`{title}` cannot be answered: neither the user nor the request carries `groups`"
            ),
        )
    }

    /// What the source says of the status; `None` where it says nothing.
    fn source_status(&self) -> Worked<'a, Option<Status>> {
        if let Some(clause) = &self.program.source_status {
            let value = match self.trace {
                Some(trace) => {
                    trace.enter(clause.span, clause.what.secret);
                    let value = self.value(&clause.what, None);
                    trace.leave(super::Outcome::Value, value.ok(), value.err().map(|f| f.message));
                    value
                }
                None => self.value(&clause.what, None),
            }?;
            return match value {
                Value::Absent | Value::Null => Ok(None),
                Value::Unknown => Err(self.unknown(clause.span, "source status")),
                Value::Text(text) => match Status::from_text(text) {
                    Some(status) => Ok(Some(status)),
                    None => Err(self.fault(
                        &codes::BAD_STATUS,
                        clause.span,
                        format_args!(
                            "`source status` gave `{}`; it is `active`, `suspended` or `inactive`",
                            crate::message::short(text)
                        ),
                    )),
                },
                _ => Err(self.fault(
                    &codes::BAD_STATUS,
                    clause.span,
                    format_args!("`source status` gave no text"),
                )),
            };
        }
        let catalogue = &self.program.catalogue;
        let slot = catalogue.slot_of("active");
        let slot = slot.and_then(|slot| self.payload.slots.get(slot));
        let Some(cell) = slot.filter(|slot| slot.rows > 0).and_then(|slot| slot.row(0).first())
        else {
            return Ok(None);
        };
        Ok(match (*cell)? {
            Value::Boolean(true) => Some(Status::Active),
            Value::Boolean(false) => Some(Status::Inactive),
            _ => None,
        })
    }

    /// A delete may come without the user, but not where the condition reads it.
    fn user_needed(&self, condition: &'a crate::plan::Expr, span: Span) -> Worked<'a, ()> {
        if self.payload.given || !self.reads_source(condition) {
            return Ok(());
        }
        let title = crate::message::short(self.rules.source.slice(span));
        Err(self.fault(
            &codes::USER_NEEDED,
            span,
            format_args!("`{title}` reads the user, and the request carries none"),
        ))
    }

    fn reads_source(&self, expr: &crate::plan::Expr) -> bool {
        self.reads(expr, &mut vec![false; self.program.lets.len()])
    }

    /// The same, but for lets that were looked into.
    fn reads(&self, expr: &crate::plan::Expr, seen: &mut [bool]) -> bool {
        expr.any(&mut |part| match &part.kind {
            ExprKind::Read(_) | ExprKind::Target(_) => true,
            ExprKind::Let(at) => {
                !std::mem::replace(&mut seen[*at], true)
                    && self.reads(&self.program.lets[*at].value, seen)
            }
            _ => false,
        })
    }
}
