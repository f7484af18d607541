//! Runs the decisions of `tests/cases/decisions`: each row from bytes, from a serde value, with an
//! explanation, and wrapped where the request is a bare resource.

use scimrules::{Compiler, RequestError, Rules, Scratch, SerdeValue};
use serde::Deserialize;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    request: Option<Value>,
    request_text: Option<String>,
    decision: Option<Value>,
    error: Option<String>,
}

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/decisions")
}

/// Without messages, which are for people and may change.
fn plain(mut decision: Value) -> Value {
    for list in ["errors", "warnings"] {
        for reason in decision.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            let message = reason.as_object_mut().and_then(|reason| reason.remove("message"));
            assert!(message.is_some_and(|message| message.is_string()), "a reason has a message");
        }
    }
    decision
}

fn outcome(text: Result<String, RequestError>) -> Value {
    match text {
        Ok(text) => plain(serde_json::from_str(&text).expect("a decision is JSON")),
        Err(error) => json!({ "error": error.code }),
    }
}

fn decide(rules: &Rules, scratch: &mut Scratch, text: &str) -> Value {
    outcome(rules.decide(scratch, text.as_bytes()).map(|decision| {
        let written = decision.to_json();
        assert_eq!(written, serde_json::to_string(&decision).expect("JSON"), "two ways of writing");
        written
    }))
}

fn decide_from(rules: &Rules, scratch: &mut Scratch, value: &Value) -> Value {
    let decision = rules.decide_from(scratch, &SerdeValue(|| value));
    outcome(decision.map(|decision| decision.to_json()))
}

fn explain(rules: &Rules, scratch: &mut Scratch, text: &str) -> Value {
    outcome(rules.explain(scratch, text.as_bytes()).map(|explanation| {
        let text = explanation.to_json();
        assert_eq!(text, serde_json::to_string(&explanation).expect("JSON"), "as serde writes it");
        let whole: Value = serde_json::from_str(&text).expect("JSON");
        assert!(!explanation.to_text().is_empty());
        whole["decision"].to_string()
    }))
}

/// The request as a member of one, where it is a bare resource.
fn wrapped(request: &Value) -> Option<Value> {
    let members = ["operation", "user", "group", "current", "params", "now"];
    let object = request.as_object().filter(|object| !object.is_empty())?;
    if members.iter().any(|member| object.contains_key(*member)) {
        return None;
    }
    let text = request.to_string().to_lowercase();
    let group = text.contains("core:2.0:group\"") || text.contains("\"resourcetype\":\"group\"");
    Some(json!({ if group { "group" } else { "user" }: request }))
}

fn run(rules: &Rules, scratch: &mut Scratch, row: &Row, failures: &mut Vec<String>) {
    let expected = match (&row.decision, &row.error) {
        (Some(decision), None) => decision.clone(),
        (None, Some(code)) => json!({ "error": code }),
        _ => panic!("`{}` has one of `decision` and `error`", row.name),
    };
    let text = match (&row.request, &row.request_text) {
        (Some(request), None) => request.to_string(),
        (None, Some(text)) => text.clone(),
        _ => panic!("`{}` has one of `request` and `request_text`", row.name),
    };
    let mut check = |how: &str, found: Value| {
        if found != expected {
            failures.push(format!(
                "{} ({how})\n  expected {expected}\n  found    {found}\n  request  {text}",
                row.name
            ));
        }
    };
    check("bytes", decide(rules, scratch, &text));
    check("explain", explain(rules, scratch, &text));
    if let Some(request) = &row.request {
        check("value", decide_from(rules, scratch, request));
        if let Some(wrapped) = wrapped(request) {
            check("wrapped", decide(rules, scratch, &wrapped.to_string()));
        }
    }
}

#[test]
fn every_decision_is_as_expected() {
    let mut scratch = Scratch::new();
    let mut failures = Vec::new();
    let mut count = 0;
    let mut topics: Vec<PathBuf> = fs::read_dir(directory())
        .expect("the cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rules"))
        .collect();
    topics.sort();
    for path in topics {
        let topic = path.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned();
        let text = fs::read_to_string(&path).expect("rules");
        let rules = match Compiler::new().compile(&topic, &text) {
            Ok(rules) => rules,
            Err(error) => {
                failures.push(format!("{topic} does not compile\n{error}"));
                continue;
            }
        };
        let rows = fs::read_to_string(path.with_extension("jsonl")).expect("the rows of the rules");
        for (line, text) in rows.lines().enumerate() {
            let row: Row = serde_json::from_str(text)
                .unwrap_or_else(|error| panic!("{topic}.jsonl line {}: {error}", line + 1));
            let before = failures.len();
            run(&rules, &mut scratch, &row, &mut failures);
            for failure in &mut failures[before..] {
                failure.insert_str(0, &format!("{topic}: "));
            }
            count += 1;
        }
    }
    assert!(failures.is_empty(), "{} failures\n\n{}", failures.len(), failures.join("\n\n"));
    assert!(count >= 600, "only {count} rows were found");
}

#[test]
fn every_file_of_rows_has_rules() {
    for entry in fs::read_dir(directory()).expect("the cases") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            assert!(path.with_extension("rules").exists(), "{} has no rules", path.display());
        }
    }
}

/// More fields than share a word of bits, side by side and in each other, of which some are said.
#[test]
fn wide_records_are_written_as_serde_does() {
    const FIELDS: usize = 150;
    let (mut scratch, mut written) = (Scratch::new(), 0);
    for nested in [false, true] {
        let name = |at: usize| {
            if nested && !at.is_multiple_of(3) {
                format!("g{}.f{at}", at % 7)
            } else {
                format!("f{at}")
            }
        };
        let read = |at: usize| ["userName", "displayName", "title", "nickName", "locale"][at % 5];
        let lines: String =
            (0..FIELDS).map(|at| format!("{} = {}\n", name(at), read(at))).collect();
        let rules = Rules::compile(&format!("map {{\n{lines}}}")).expect("rules");
        for user in [
            json!({ "userName": "ada" }),
            json!({ "title": "a \"title\"", "locale": "de" }),
            json!({ "externalId": "nothing that is read" }),
        ] {
            for current in [None, Some(json!({ "record": { "f0": "ada", "f3": "no nickname" } }))] {
                let mut request = json!({ "user": user });
                if let Some(current) = current {
                    request["current"] = current;
                }
                let decided = decide(&rules, &mut scratch, &request.to_string());
                written += decided["record"].as_object().map_or(0, |record| record.len());
            }
        }
    }
    assert!(written > 100, "{written} members");
}
