//! Users about whom two rules decide differently, and how.

use crate::decision::Decision;
use crate::plan::Action;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// What stands for the value of a secret field.
const HIDDEN: &str = "(secret)";

/// A user about whom the decision differs.
#[derive(Clone, Debug, Serialize)]
pub struct Difference {
    /// The file, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line of the request.
    pub line: u64,
    /// Who it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// What the rules of before do.
    pub old: Action,
    /// What the rules do.
    pub new: Action,
    /// By path: the old value and the new one.
    pub fields: Vec<FieldDifference>,
}

/// A value that differs.
#[derive(Clone, Debug, Serialize)]
pub struct FieldDifference {
    /// Its path; what is no field stands in parentheses.
    pub name: String,
    /// The value of before; none where there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Value>,
    /// The value now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Value>,
}

/// How decisions differ, in total.
#[derive(Clone, Debug, Serialize)]
pub struct DifferenceKind {
    /// What the rules of before do.
    pub old: Action,
    /// What the rules do.
    pub new: Action,
    /// About so many users.
    pub count: u64,
    /// Of which fields the values differ, and how often.
    pub fields: BTreeMap<String, u64>,
}

/// All of them, with the first in detail.
#[derive(Clone, Debug)]
pub struct Differences {
    kept: usize,
    /// How many users.
    pub total: u64,
    /// The first of them.
    pub listed: Vec<Difference>,
    kinds: BTreeMap<(Action, Action), DifferenceKind>,
}

impl Differences {
    pub(super) fn new(kept: usize) -> Self {
        Differences { kept, total: 0, listed: Vec::new(), kinds: BTreeMap::new() }
    }

    pub(super) fn add(&mut self, difference: Difference) {
        let (old, new) = (difference.old, difference.new);
        let empty = || DifferenceKind { old, new, count: 0, fields: BTreeMap::new() };
        let kind = self.kinds.entry((old, new)).or_insert_with(empty);
        kind.count += 1;
        for field in &difference.fields {
            *kind.fields.entry(field.name.clone()).or_default() += 1;
        }
        self.total += 1;
        if self.listed.len() < self.kept {
            self.listed.push(difference);
        }
    }

    /// Adds what follows, listed in full.
    pub(super) fn merge(&mut self, other: Differences) {
        other.listed.into_iter().for_each(|difference| self.add(difference));
    }

    /// Most frequent first.
    pub fn kinds(&self) -> Vec<&DifferenceKind> {
        let mut kinds: Vec<&DifferenceKind> = self.kinds.values().collect();
        kinds.sort_by_key(|kind| std::cmp::Reverse(kind.count));
        kinds
    }
}

/// How two decisions about the same request differ; reasons may, and do not count.
pub(super) fn compare(old: &Decision<'_>, new: &Decision<'_>) -> Option<Difference> {
    let (before, after) = (members(old), members(new));
    if old.action == new.action && before == after {
        return None;
    }
    let mut names: Vec<&String> = after.iter().map(|(name, _)| name).collect();
    names.extend(before.iter().map(|(name, _)| name).filter(|name| value(&after, name).is_none()));
    let fields = names.into_iter().filter_map(|name| {
        let (one, other) = (value(&before, name), value(&after, name));
        if one == other {
            return None;
        }
        // It stays hidden where only one of the two rules calls it a secret.
        let secret = old.is_secret(name) || new.is_secret(name);
        let shown = |found: Option<&Value>| {
            found.map(|value| if secret { Value::from(HIDDEN) } else { value.clone() })
        };
        Some(FieldDifference { name: name.clone(), old: shown(one), new: shown(other) })
    });
    let fields = fields.collect();
    Some(Difference { file: None, line: 0, user: None, old: old.action, new: new.action, fields })
}

fn value<'m>(members: &'m [(String, Value)], name: &str) -> Option<&'m Value> {
    members.iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

/// What the host acts upon: the fields by their paths, cleared ones as null, then the rest.
fn members(decision: &Decision<'_>) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    if let Ok(record) = serde_json::to_value(decision.record()) {
        flatten("", record, &mut found);
    }
    let changes = decision.changes().and_then(|changes| serde_json::to_value(changes).ok());
    let mut changed = Vec::new();
    flatten("", changes.unwrap_or_default(), &mut changed);
    found.extend(changed.into_iter().filter(|(name, value)| !name.is_empty() && value.is_null()));
    let Ok(Value::Object(mut rest)) = serde_json::to_value(decision) else { return found };
    for member in ["status", "then", "again", "notify", "match"] {
        // In brackets, so that no field has the name.
        found.extend(rest.remove(member).map(|value| (format!("({member})"), value)));
    }
    found
}

fn flatten(path: &str, value: Value, found: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                let path = if path.is_empty() { key } else { format!("{path}.{key}") };
                flatten(&path, value, found);
            }
        }
        value => found.push((path.to_owned(), value)),
    }
}
