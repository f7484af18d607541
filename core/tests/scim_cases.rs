//! Every row of `tests/cases/scim`: the verdicts of public test suites, by their `source`.

use scimrules::{Filter, PatchOptions, apply_patch};
use scimrules_grammar::{SourceLimits, parse_path};
use serde_json::{Map, Value};
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
    // Our own people, made to the counts of the rows: their directory is not in the rows.
    let directory = rows("directory.jsonl");
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

/// The options that a row was recorded with.
fn options(row: &Value) -> PatchOptions {
    let model = row["model"].as_str().unwrap_or("");
    let immutable = match model {
        "Dummy" => vec!["immutable".to_owned()],
        "ImmutableFieldResource" => vec!["locked".to_owned()],
        _ => Vec::new(),
    };
    PatchOptions {
        // The RFC has no tolerance, and neither has `treatMissingAsAdd: false`.
        strict: row["options"]["treatMissingAsAdd"] == false
            || row["source"].as_str().is_some_and(|source| source.starts_with("RFC")),
        known_only: model.starts_with("User") || model == "Group",
        immutable,
    }
}

/// Without what is nothing: null, `[]` and `{}`. Where a row says (`note`) that its peer leaves
/// null in place of what it removes, an element without `value` is nothing too.
fn settled(value: &Value, leaves_null: bool) -> Value {
    match value {
        Value::Object(object) => {
            let members =
                object.iter().map(|(key, value)| (key.clone(), settled(value, leaves_null)));
            let kept: Map<_, _> = members.filter(|(_, value)| !is_nothing(value)).collect();
            Value::Object(kept)
        }
        Value::Array(items) => {
            let items = items.iter().map(|item| settled(item, leaves_null));
            let there =
                |item: &Value| !leaves_null || !item.is_object() || item.get("value").is_some();
            Value::Array(items.filter(there).collect())
        }
        value => value.clone(),
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// True where a resource has what a check wants: `pointer`, `equals`, and `of` for its size.
fn holds(after: &Value, check: &Value) -> bool {
    let mut at = after;
    for step in check["pointer"].as_array().expect("a pointer") {
        at = match step {
            Value::String(name) => &at[name.as_str()],
            step => &at[step.as_u64().expect("an index") as usize],
        };
    }
    match check["of"].as_str() {
        Some(".size") => {
            at.as_array().map(Vec::len) == check["equals"].as_u64().map(|n| n as usize)
        }
        _ => *at == check["equals"],
    }
}

/// Compares what becomes of a row's resource with what the row says.
fn patched(row: &Value, options: &PatchOptions) -> Result<(), String> {
    const SCIM_TYPES: [&str; 5] =
        ["invalidPath", "mutability", "invalidValue", "noTarget", "invalidSyntax"];
    let (before, ops) = (&row["before"], &row["ops"]);
    let leaves_null = row.get("note").is_some();
    let found = match apply_patch(before, ops, options) {
        Ok(found) => found,
        Err(error) => {
            let Some(wanted) = row["error"].as_str() else {
                return Err(format!("{ops}: {error}"));
            };
            let same = error.scim_type.is_some_and(|found| found.text() == wanted);
            let named = SCIM_TYPES.contains(&wanted);
            return match same || !named {
                true => Ok(()),
                false => Err(format!("{ops}: {error}, not {wanted}")),
            };
        }
    };
    if let Some(wanted) = row["error"].as_str() {
        return Err(format!("{ops}: no error, not {wanted}: {found}"));
    }
    if let Some(after) = row.get("after")
        && settled(&found, leaves_null) != settled(after, leaves_null)
    {
        return Err(format!("{ops} on {before}:\n   {found}\n   not {after}"));
    }
    for check in row["checks"].as_array().into_iter().flatten() {
        if !holds(&found, check) {
            return Err(format!("{ops} on {before}:\n   {found}\n   not {check}"));
        }
    }
    Ok(())
}

#[test]
fn patches() {
    judge("patch.jsonl", |row| patched(row, &options(row)));
}

#[test]
fn patches_by_default() {
    // A value filter that matches nothing is an error by the standard; by default it creates the
    // element. A name that no schema has is left out with `known_only`; by default it is taken.
    const NEED_OPTIONS: [&str; 4] = ["P0019", "P0023", "P0621", "P0108"];
    judge("patch.jsonl", |row| {
        let immutable = options(row).immutable;
        let found = patched(row, &PatchOptions { immutable, ..PatchOptions::default() });
        match (NEED_OPTIONS.contains(&row["id"].as_str().expect("an id")), found) {
            (true, Ok(())) => Err("needs no options any more".to_owned()),
            (true, Err(_)) => Ok(()),
            (false, found) => found,
        }
    });
}
