//! `simulate`: counts, limits, differences.

mod host;

use host::{check_golden, run, run_with};
use serde_json::Value;

#[test]
fn an_exceeded_limit_comes_first() {
    let found = run(&["simulate", "store.rules", "users.ndjson", "--accounts", "3"]);
    assert_eq!(found.status, 3);
    check_golden("simulate-exceeded.txt", &found.out);
    let json = run(&["simulate", "store.rules", "users.ndjson", "--accounts", "3", "--json"]);
    assert_eq!(json.status, 3);
    let json: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["exceeded"][0]["allowed"], 1);
    assert_eq!((&json["requests"], &json["failed"]), (&8.into(), &1.into()));
}

#[test]
fn counts_with_their_reasons() {
    let found = run(&["simulate", "store.rules", "users.ndjson", "--accounts", "100"]);
    // A line that is no request is counted, and changes nothing of what the others would do.
    assert_eq!(found.status, 0);
    check_golden("simulate.txt", &found.out);
}

#[test]
fn bare_resources_count_as_new() {
    let found = run_with(&["simulate", "store.rules"], r#"[{"userName": "a@example.com"}]"#);
    assert_eq!(found.status, 0);
    assert!(found.out.contains("no request carries `current`"), "{}", found.out);
}

#[test]
fn differences_from_other_rules() {
    let against = ["simulate", "store.rules", "users.ndjson", "--against", "old.rules"];
    let found = run(&[&against[..], &["--accounts", "100"]].concat());
    assert_eq!(found.status, 0);
    check_golden("simulate-against.txt", &found.out);
    assert!(!found.out.contains("pw-one"));

    let json = run(&[&against[..], &["--accounts", "100", "--json"]].concat());
    assert!(!json.out.contains("pw-one"));
    let json: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["against"]["users"][0]["user"], "ada@example.com");
    let same = run(&["simulate", "store.rules", "users.ndjson", "--against", "store.rules"]);
    assert!(same.out.contains("0 of 8 decisions differ"), "{}", same.out);
}

#[test]
fn the_list_of_differences_is_capped() {
    let users: String =
        (0..60).map(|number| format!("{{\"userName\": \"u{number:02}@example.com\"}}\n")).collect();
    let against = ["simulate", "store.rules", "--against", "old.rules"];
    let found = run_with(&against, users.clone());
    assert_eq!(found.out.matches("\nline ").count(), 50);
    assert!(found.out.ends_with("and 10 more; `--all` lists them\n"), "{}", found.out);
    let found = run_with(&[&against[..], &["--all"]].concat(), users);
    assert_eq!(found.out.matches("\nline ").count(), 60);
}
