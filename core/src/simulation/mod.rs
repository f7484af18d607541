//! What a batch would do, before anything is done: actions with their reasons, limits, and how
//! other rules decide about the same users.

mod counts;
mod differences;
mod label;

pub use counts::SimulationReason;
pub use differences::{Difference, DifferenceKind, Differences, FieldDifference};
pub use label::{is_called, label};

use crate::api::RequestError;
use crate::defaults::Defaults;
use crate::limits::{Exceeded, Tally};
use crate::plan::Action;
use crate::rules::Rules;
use crate::scratch::Scratch;
use counts::Counts;
use differences::compare;
use serde::Serialize;
use serde_json::Value;

/// Where a request comes from.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The file, where there are several.
    pub file: Option<&'a str>,
    /// The line that it starts on.
    pub line: u64,
}

/// Decides the requests of a batch, one thread's; other rules beside it.
#[derive(Debug)]
pub struct Simulator {
    rules: Rules,
    against: Option<Rules>,
    defaults: Defaults,
    scratch: Scratch,
    old_scratch: Scratch,
}

impl Simulator {
    /// With what requests take that do not say it themselves.
    pub fn new(rules: Rules, against: Option<Rules>, defaults: Defaults) -> Self {
        let (scratch, old_scratch) = Default::default();
        Simulator { rules, against, defaults, scratch, old_scratch }
    }

    /// Decides a request, or notes why there is none, and adds the outcome.
    pub fn add(
        &mut self,
        outcome: &mut Simulation,
        place: Place<'_>,
        request: Result<&[u8], RequestError>,
    ) {
        let done = request.and_then(|request| self.decide(outcome, place, request));
        if let Err(error) = done {
            outcome.counts.add_failed(place.line, &error);
        }
    }

    fn decide(
        &mut self,
        outcome: &mut Simulation,
        place: Place<'_>,
        request: &[u8],
    ) -> Result<(), RequestError> {
        let decision = self.rules.decide_with(&mut self.scratch, request, &self.defaults)?;
        outcome.counts.add(&decision, decision.account);
        let Some(against) = &self.against else { return Ok(()) };
        let before = against.decide_with(&mut self.old_scratch, request, &self.defaults)?;
        if let Some(mut difference) = compare(&before, &decision) {
            let request = serde_json::from_slice::<Value>(request).ok();
            difference.user = request.as_ref().and_then(label).map(str::to_owned);
            difference.file = place.file.map(str::to_owned);
            difference.line = place.line;
            let all = || Differences::new(usize::MAX);
            outcome.differences.get_or_insert_with(all).add(difference);
        }
        Ok(())
    }
}

/// What a batch would do, as far as it was decided.
#[derive(Clone, Debug, Default)]
pub struct Simulation {
    counts: Counts,
    differences: Option<Differences>,
}

impl Simulation {
    /// Nothing yet; where rules are compared, so many users are listed whose decision differs.
    pub fn new(listed: Option<usize>) -> Self {
        Simulation { counts: Counts::default(), differences: listed.map(Differences::new) }
    }

    /// The decisions.
    pub fn tally(&self) -> &Tally {
        &self.counts.tally
    }

    /// Requests that carry an account.
    pub fn accounts(&self) -> u64 {
        self.counts.accounts
    }

    /// What was no request.
    pub fn failed(&self) -> u64 {
        self.counts.failed
    }

    /// The reasons of an action, or of what is no request, most met first.
    pub fn reasons(&self, action: Option<Action>) -> Vec<&SimulationReason> {
        self.counts.reasons(action)
    }

    /// Users about whom the other rules decide differently.
    pub fn differences(&self) -> Option<&Differences> {
        self.differences.as_ref()
    }

    /// Adds what follows in the input; its differences are listed in full.
    pub fn merge(&mut self, other: Simulation) {
        self.counts.merge(other.counts);
        match (&mut self.differences, other.differences) {
            (Some(mine), Some(others)) => mine.merge(others),
            (mine, Some(others)) => *mine = Some(others),
            (_, None) => {}
        }
    }

    /// As JSON. `accounts` is the number of accounts that the host has, for limits in percent;
    /// without it those of the batch count.
    pub fn to_json(&self, rules: &Rules, accounts: Option<u64>) -> String {
        #[derive(Serialize)]
        struct Json<'a> {
            exceeded: Vec<Exceeded>,
            requests: u64,
            accounts: u64,
            failed: u64,
            actions: Vec<ActionJson<'a>>,
            #[serde(skip_serializing_if = "Vec::is_empty")]
            failures: Vec<&'a SimulationReason>,
            #[serde(skip_serializing_if = "Option::is_none")]
            against: Option<AgainstJson<'a>>,
        }
        #[derive(Serialize)]
        struct ActionJson<'a> {
            action: Action,
            count: u64,
            reasons: Vec<&'a SimulationReason>,
        }
        #[derive(Serialize)]
        struct AgainstJson<'a> {
            differ: u64,
            kinds: Vec<&'a DifferenceKind>,
            users: &'a [Difference],
        }
        let tally = self.tally();
        let actions = Action::ALL.iter().map(|&action| ActionJson {
            action,
            count: tally.count(action),
            reasons: self.reasons(Some(action)),
        });
        let json = Json {
            exceeded: tally.exceeded(rules, accounts),
            requests: tally.total(),
            accounts: self.accounts(),
            failed: self.failed(),
            actions: actions.filter(|row| row.count > 0).collect(),
            failures: self.reasons(None),
            against: self.differences.as_ref().map(|differences| AgainstJson {
                differ: differences.total,
                kinds: differences.kinds(),
                users: &differences.listed,
            }),
        };
        serde_json::to_string(&json).unwrap_or_default()
    }
}
