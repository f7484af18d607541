//! Every row of `tests/cases/scim`: the verdicts of public test suites, by their `source`.

use scimrules::Filter;
use scimrules_grammar::{SourceLimits, parse_path};
use serde_json::Value;
use std::collections::BTreeMap;

fn rows(name: &str) -> Vec<Value> {
    let path = format!("{}/../tests/cases/scim/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("the cases are there");
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).expect("a row is JSON"))
        .collect()
}

/// Rows that are wrong, by id, with the reason.
fn disputed() -> BTreeMap<String, String> {
    let text = |row: &Value, name: &str| row[name].as_str().expect("a text").to_owned();
    rows("disputed.jsonl").iter().map(|row| (text(row, "id"), text(row, "reason"))).collect()
}

/// Fails with every row that differs, and with every disputed row that does not.
fn judge(name: &str, verdict: impl Fn(&Value) -> Result<(), String>) {
    let disputed = disputed();
    let mut wrong = Vec::new();
    let all = rows(name);
    for row in &all {
        let id = row["id"].as_str().expect("an id");
        match (verdict(row), disputed.contains_key(id)) {
            (Ok(()), false) | (Err(_), true) => {}
            (Ok(()), true) => wrong.push(format!("{id}: disputed, but we agree with it")),
            (Err(found), false) => wrong.push(format!("{id}: {found}")),
        }
    }
    assert!(!all.is_empty());
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), all.len(), wrong.join("\n"));
}

#[test]
fn filters() {
    let directory = rows("elimity-users.jsonl");
    judge("filters.jsonl", |row| {
        let text = row["filter"].as_str().expect("a filter");
        let valid = row["valid"].as_bool().expect("a verdict");
        if row["kind"] != "filter" && row["kind"] != "valuepath" {
            let path = parse_path(text, &SourceLimits::default());
            return match path.is_ok() == valid {
                true => Ok(()),
                false => Err(format!("path `{text}`: {path:?}")),
            };
        }
        let filter = match Filter::parse(text) {
            Ok(filter) if valid => filter,
            Err(_) if !valid => return Ok(()),
            other => return Err(format!("`{text}`: {other:?}")),
        };
        let again = Filter::parse(&filter.to_string());
        if again.as_ref() != Ok(&filter) {
            return Err(format!("`{text}` is written `{filter}`, which is read as {again:?}"));
        }
        if let Some(wanted) = row["match_count"].as_u64() {
            let found = directory.iter().filter(|user| filter.matches(user) == Ok(true)).count();
            if found as u64 != wanted {
                return Err(format!("`{text}`: {found} of the directory, not {wanted}"));
            }
        }
        let Some(wanted) = row["matches"].as_bool() else { return Ok(()) };
        match filter.matches(&row["resource"]) {
            Ok(found) if found == wanted => Ok(()),
            found => Err(format!("`{text}`: {found:?}, not {wanted}: {}", row["resource"])),
        }
    });
}
