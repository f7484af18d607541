//! How often each action was decided, and why.

use crate::api::RequestError;
use crate::decision::Decision;
use crate::limits::Tally;
use crate::plan::{Action, Event};
use serde::Serialize;
use std::collections::HashMap;

/// Why: the same for all users whom the same line decided about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Key {
    action: Option<Action>,
    line: Option<u32>,
    code: Option<&'static str>,
    field: Option<String>,
}

/// A reason with the number of decisions that it led to.
#[derive(Clone, Debug, Serialize)]
pub struct SimulationReason {
    /// How many.
    pub count: u64,
    /// The code of an error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<&'static str>,
    /// The line of the rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// What the line says; of an error, the message of the first user whom it met.
    pub text: String,
    /// Other users got other words for the same.
    #[serde(skip)]
    varies: bool,
}

impl SimulationReason {
    /// For a person.
    pub fn shown(&self) -> String {
        let line = self.line.map(|line| format!("line {line}: ")).unwrap_or_default();
        let code = self.code.map(|code| format!("{code} ")).unwrap_or_default();
        let more = if self.varies { ", and the like" } else { "" };
        format!("{line}{code}{}{more}", self.text)
    }
}

/// Counts of a batch.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    pub(super) tally: Tally,
    reasons: HashMap<Key, SimulationReason>,
    /// Requests that carry an account.
    pub(super) accounts: u64,
    /// Lines that are no request.
    pub(super) failed: u64,
}

impl Counts {
    /// Counts a decision.
    pub(super) fn add(&mut self, decision: &Decision<'_>, exists: bool) {
        self.tally.add(decision, exists);
        self.accounts += u64::from(exists);
        let action = Some(decision.action);
        match (decision.errors.first(), &decision.because) {
            (Some(error), _) => {
                let field = error.field.map(str::to_owned);
                let key = Key { action, line: error.line, code: Some(error.code), field };
                self.count(key, error.message);
            }
            (None, Some(because)) => {
                let key = Key { action, line: Some(because.line), code: None, field: None };
                let left_out = matches!(decision.event, None | Some(Event::Leave));
                if left_out && because.rule.starts_with("sync") {
                    self.count(key, &format!("out of scope: {}", because.rule));
                } else {
                    self.count(key, because.rule);
                }
            }
            (None, None) => {
                let key = Key { action, line: None, code: None, field: None };
                let why = match decision.event {
                    None => "there is no account",
                    Some(_) => "no line says otherwise",
                };
                self.count(key, why);
            }
        }
    }

    /// Counts what is no request.
    pub(super) fn add_failed(&mut self, line: u64, error: &RequestError) {
        self.failed += 1;
        let key = Key { action: None, line: None, code: Some(error.code), field: None };
        self.count(key, &format!("line {line} of the input: {}", error.message));
    }

    fn count(&mut self, key: Key, text: &str) {
        let (code, line) = (key.code, key.line);
        let reason = self.reasons.entry(key).or_insert_with(|| SimulationReason {
            count: 0,
            code,
            line,
            text: text.to_owned(),
            varies: false,
        });
        reason.count += 1;
        reason.varies |= reason.text != text;
    }

    /// Adds the counts of what follows in the input.
    pub(super) fn merge(&mut self, other: Counts) {
        self.tally.merge(&other.tally);
        self.accounts += other.accounts;
        self.failed += other.failed;
        for (key, reason) in other.reasons {
            match self.reasons.get_mut(&key) {
                Some(known) => {
                    known.count += reason.count;
                    known.varies |= reason.varies || known.text != reason.text;
                }
                None => {
                    self.reasons.insert(key, reason);
                }
            }
        }
    }

    /// The reasons of an action, or of what is no request, most met first.
    pub(super) fn reasons(&self, action: Option<Action>) -> Vec<&SimulationReason> {
        let found = self.reasons.iter().filter(|(key, _)| key.action == action);
        let mut found: Vec<(&Key, &SimulationReason)> = found.collect();
        found.sort_by(|(one, a), (other, b)| b.count.cmp(&a.count).then_with(|| one.cmp(other)));
        found.into_iter().map(|(_, reason)| reason).collect()
    }
}
