//! `filter` and `patch`.

mod host;

use host::{run, run_with};
use serde_json::{Value, json};

#[test]
fn a_filter_answers_for_each_resource() {
    let users = "{\"userName\": \"ada\"}\n{\"userName\": \"Bob\"}\n";
    let found = run_with(&["filter", "userName eq \"bob\""], users);
    assert_eq!((found.status, found.out.as_str()), (0, "false\ntrue\n"));
    let found = run_with(&["filter", "userName pr"], "[{\"userName\": \"ada\"}, 7, {}]");
    assert_eq!(found.status, 1);
    let lines: Vec<Value> =
        found.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&lines[0], &lines[2]), (&json!(true), &json!(false)));
    assert_eq!(lines[1]["error"]["code"], "E0901");
    let unusable = run_with(&["filter", "userName eq"], users);
    assert_eq!((unusable.status, unusable.out.as_str()), (2, ""));
    assert_eq!(run(&["filter", "userName pr", "missing.json"]).status, 2);
}

#[test]
fn a_patch_changes_a_resource() {
    let patch = r#"[{"op": "Replace", "path": "active", "value": "False"}]"#;
    let found = run_with(&["patch", "-", patch], r#"{"userName": "ada", "active": true}"#);
    assert_eq!(found.status, 0, "{found:?}");
    let patched: Value = serde_json::from_str(&found.out).unwrap();
    assert_eq!(patched, json!({"userName": "ada", "active": false}));

    let strict = run(&["patch", r#"{"active": true}"#, patch, "--strict"]);
    assert_eq!((strict.status, strict.out.as_str()), (1, ""));
    let error: Value = serde_json::from_str(&strict.err).unwrap();
    assert_eq!(error["schemas"], json!(["urn:ietf:params:scim:api:messages:2.0:Error"]));

    assert_eq!(run(&["patch", "missing.json", patch]).status, 2);
    assert_eq!(run_with(&["patch", "-", patch], "{").status, 2);
    assert_eq!(run(&["patch", "-", "-"]).status, 2);
}
