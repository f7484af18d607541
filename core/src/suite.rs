//! The tests that travel with the rules, and the lines that none of them reached.

use crate::explain::{Line, LineKind, LineOutcome};
use crate::plan::Test;
use crate::rules::Rules;
use crate::scratch::Scratch;
use serde_json::Value;
use std::collections::BTreeMap;

/// How a test went.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct TestResult {
    /// Its name.
    pub name: String,
    /// Its line.
    pub line: u32,
    /// What is not as expected; empty where it passed.
    pub failures: Vec<String>,
}

impl TestResult {
    /// Everything was as expected.
    pub fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

/// The lines of the rules that tests reached: criteria, status, protect, map and notify lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Coverage {
    /// Lines that can be reached.
    pub lines: usize,
    /// The lines that no test reached: their number and text.
    pub missed: Vec<(u32, String)>,
}

impl Rules {
    /// Runs the tests of the rules, in their order.
    pub fn test(&self) -> (Vec<TestResult>, Coverage) {
        let mut scratch = Scratch::new();
        let mut reached: BTreeMap<(u32, u32), (u32, String, bool)> = BTreeMap::new();
        let results = self
            .inner
            .plan
            .tests
            .iter()
            .map(|test| self.run(test, &mut scratch, &mut reached))
            .collect();
        self.unreached(&mut scratch, &mut reached);
        let missed = reached
            .values()
            .filter(|(_, _, reached)| !reached)
            .map(|(line, text, _)| (*line, text.clone()))
            .collect();
        (results, Coverage { lines: reached.len(), missed })
    }

    fn run(
        &self,
        test: &Test,
        scratch: &mut Scratch,
        reached: &mut BTreeMap<(u32, u32), (u32, String, bool)>,
    ) -> TestResult {
        let line = self.inner.source.line(test.span.start);
        let mut failures = Vec::new();
        let request = test.request.to_string();
        match self.explain(scratch, request.as_bytes()) {
            Err(error) => failures.push(format!("the request is wrong: {error}")),
            Ok(explanation) => {
                note(&explanation.lines, reached);
                let decision = &explanation.decision;
                if decision.action != test.action {
                    let why: Vec<&str> =
                        decision.errors.iter().map(|error| error.message).collect();
                    let why = match (&decision.because, why.is_empty()) {
                        (_, false) => format!(": {}", why.join("; ")),
                        (Some(because), true) => {
                            format!(", because of line {}: {}", because.line, because.rule)
                        }
                        (None, true) => String::new(),
                    };
                    failures
                        .push(format!("expected {}, found {}{why}", test.action, decision.action));
                }
                if let Some(expected) = &test.record {
                    let record = serde_json::to_value(decision.record()).unwrap_or(Value::Null);
                    let changes = decision.changes();
                    let changes = changes.and_then(|changes| serde_json::to_value(changes).ok());
                    compare(expected, &record, changes.as_ref(), "", &mut failures);
                }
                if let Some(text) = &test.because {
                    let because = decision.because.map_or("", |because| because.rule);
                    let reasons = decision.errors.iter().chain(decision.warnings);
                    let mut said =
                        std::iter::once(because).chain(reasons.map(|reason| reason.message));
                    if !said.any(|said| said.to_lowercase().contains(&text.to_lowercase())) {
                        failures.push(format!("expected because `{text}`, found `{because}`"));
                    }
                }
                for (what, to) in &test.notify {
                    let found = decision.notify.iter().find(|notice| notice.what == what);
                    let found = found.map_or("nobody", |notice| notice.to);
                    if found != to {
                        failures.push(format!("expected {what} to {to}, found {what} to {found}"));
                    }
                }
            }
        }
        TestResult { name: test.name.clone(), line, failures }
    }

    /// Adds the lines of programs that no test ran.
    fn unreached(
        &self,
        scratch: &mut Scratch,
        reached: &mut BTreeMap<(u32, u32), (u32, String, bool)>,
    ) {
        let mut known = BTreeMap::new();
        for request in [r#"{"user": {"userName": "x"}}"#, r#"{"group": {"displayName": "x"}}"#] {
            if let Ok(explanation) = self.explain(scratch, request.as_bytes()) {
                note(&explanation.lines, &mut known);
            }
        }
        for (key, (line, text, _)) in known {
            reached.entry(key).or_insert((line, text, false));
        }
    }
}

/// Notes which lines were reached: taken, or asked for their condition.
fn note(lines: &[Line<'_>], reached: &mut BTreeMap<(u32, u32), (u32, String, bool)>) {
    for line in lines {
        let taken = match line.kind {
            // A condition that was false does not show that the rest of its line works.
            Some(LineKind::Criterion | LineKind::Protect) => line.outcome != LineOutcome::Skipped,
            _ => line.outcome == LineOutcome::True,
        };
        let entry = reached
            .entry((line.span.start, line.span.end))
            .or_insert_with(|| (line.line, line.text.to_string(), false));
        entry.2 |= taken;
    }
}

/// A part of the record is as expected; null says that it is cleared, or has no value.
fn compare(
    expected: &Value,
    record: &Value,
    changes: Option<&Value>,
    path: &str,
    failures: &mut Vec<String>,
) {
    let Value::Object(expected) = expected else {
        failures.push("the expected record is not an object".to_owned());
        return;
    };
    for (key, expected) in expected {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        let found = record.get(key);
        let change = changes.and_then(|changes| changes.get(key));
        match expected {
            Value::Object(_) => {
                let nothing = Value::Null;
                compare(expected, found.unwrap_or(&nothing), change, &path, failures);
            }
            Value::Null => {
                if let Some(found) = found.filter(|found| !found.is_null()) {
                    failures.push(format!("expected `{path}` to be cleared, found {found}"));
                }
            }
            expected => match found {
                Some(found) if same(expected, found) => {}
                Some(found) => {
                    failures.push(format!("expected `{path}` to be {expected}, found {found}"))
                }
                None => failures.push(format!("expected `{path}` to be {expected}, found nothing")),
            },
        }
    }
}

/// Equal, lists in any order.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().all(|item| other.contains(item))
        }
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        _ => one == other,
    }
}
