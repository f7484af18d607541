//! Limits over a batch: judged before its first change.

use crate::decision::Decision;
use crate::plan::{Action, Bound, Resource};
use crate::rules::Rules;
use serde::Serialize;
use std::collections::BTreeMap;

/// Counts the decisions of a batch, and judges the limits of the rules over them.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    users: Counts,
    groups: Counts,
}

#[derive(Clone, Debug, Default)]
struct Counts {
    actions: BTreeMap<Action, u64>,
    /// Decisions about accounts that exist.
    accounts: u64,
}

/// A limit that the batch exceeds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exceeded {
    /// The limit as the rules say it.
    pub limit: String,
    /// Its line.
    pub line: u32,
    /// How many actions the batch holds.
    pub count: u64,
    /// How many are allowed: the largest whole number that the limit admits.
    pub allowed: u64,
    /// Of how many accounts, for a share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accounts: Option<u64>,
}

impl Tally {
    /// Nothing counted yet.
    pub fn new() -> Self {
        Tally::default()
    }

    /// Counts a decision; `exists` tells whether the request carried an account.
    pub fn add(&mut self, decision: &Decision<'_>, exists: bool) {
        self.add_action(decision.resource, decision.action, exists);
    }

    /// Counts an action.
    pub fn add_action(&mut self, resource: Resource, action: Action, exists: bool) {
        let counts = match resource {
            Resource::User => &mut self.users,
            Resource::Group => &mut self.groups,
        };
        *counts.actions.entry(action).or_default() += 1;
        counts.accounts += u64::from(exists);
    }

    /// Adds what another thread counted.
    pub fn merge(&mut self, other: &Tally) {
        for (mine, other) in [(&mut self.users, &other.users), (&mut self.groups, &other.groups)] {
            mine.accounts += other.accounts;
            for (action, count) in &other.actions {
                *mine.actions.entry(*action).or_default() += count;
            }
        }
    }

    /// How often an action was decided, users and groups together.
    pub fn count(&self, action: Action) -> u64 {
        let of = |counts: &Counts| counts.actions.get(&action).copied().unwrap_or(0);
        of(&self.users) + of(&self.groups)
    }

    /// All decisions.
    pub fn total(&self) -> u64 {
        Action::ALL.iter().map(|action| self.count(*action)).sum()
    }

    /// The limits that the batch exceeds: more than allowed, without rounding. `accounts` is the
    /// number of accounts that the host has; without it those of the batch count.
    pub fn exceeded(&self, rules: &Rules, accounts: Option<u64>) -> Vec<Exceeded> {
        let mut found = Vec::new();
        for limit in &rules.inner.plan.limits {
            let sum = |counts: &Counts| -> u64 {
                limit.actions.iter().filter_map(|action| counts.actions.get(action)).sum()
            };
            let (count, allowed, of) = match limit.bound {
                Bound::Count { count: allowed, groups } => {
                    let count = match groups {
                        Some(true) => sum(&self.groups),
                        _ => sum(&self.users),
                    };
                    (count, allowed, None)
                }
                Bound::Percent { hundredths, groups } => {
                    let counts = if groups { &self.groups } else { &self.users };
                    let of = accounts.unwrap_or(counts.accounts);
                    let allowed = u128::from(of) * u128::from(hundredths) / 10_000;
                    (sum(counts), u64::try_from(allowed).unwrap_or(u64::MAX), Some(of))
                }
            };
            if count > allowed {
                let source = &rules.inner.source;
                let text =
                    source.slice(limit.span).split_whitespace().collect::<Vec<_>>().join(" ");
                let line = source.line(limit.span.start);
                found.push(Exceeded { limit: text, line, count, allowed, accounts: of });
            }
        }
        found
    }

    /// True where the rules have limits.
    pub fn has_limits(rules: &Rules) -> bool {
        !rules.inner.plan.limits.is_empty()
    }
}
