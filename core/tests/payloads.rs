//! Request and response bodies as identity providers send them (`tests/cases/payloads`, with
//! origin and licence in its manifest): every one is read, and nothing of a user is lost.

use scimrules::{Action, PatchOptions, Rules, Scratch, SerdeValue, apply_patch};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::{Path, PathBuf};

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/payloads")
}

fn read(name: &str) -> String {
    fs::read_to_string(directory().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn rows(name: &str) -> Vec<Map<String, Value>> {
    read(name).lines().map(|line| serde_json::from_str(line).expect("a row is JSON")).collect()
}

fn rules() -> Rules {
    Rules::compile(&read("facts.rules")).unwrap_or_else(|error| panic!("{error}"))
}

fn bodies() -> Vec<(String, Value)> {
    let names = rows("MANIFEST.jsonl").into_iter().map(|row| {
        assert!(row["origin"].is_string() && row["licence"].is_string(), "{row:?}");
        row["file"].as_str().expect("a file").to_owned()
    });
    names.map(|name| (name.clone(), serde_json::from_str(&read(&name)).expect(&name))).collect()
}

/// Decides from bytes and from a value, which must agree.
fn decide(rules: &Rules, scratch: &mut Scratch, name: &str, request: &Value) -> Value {
    let text = request.to_string();
    let bytes = rules.decide(scratch, text.as_bytes()).map(|decision| decision.to_json());
    let value =
        rules.decide_from(scratch, &SerdeValue(|| request)).map(|decision| decision.to_json());
    assert_eq!(bytes, value, "{name}");
    let explained = rules.explain(scratch, text.as_bytes()).expect(name);
    let explained: Value = serde_json::from_str(&explained.to_json()).expect("JSON");
    let decision: Value = serde_json::from_str(&bytes.expect(name)).expect("JSON");
    assert_eq!(explained["decision"], decision, "{name}");
    decision
}

#[test]
fn nothing_of_a_user_is_lost() {
    let (rules, mut scratch) = (rules(), Scratch::new());
    let facts = rows("facts.jsonl");
    assert!(facts.len() >= 35);
    for mut expected in facts {
        let name = expected.remove("file").expect("a file").as_str().expect("a name").to_owned();
        let body: Value = serde_json::from_str(&read(&name)).expect(&name);
        let decision = decide(&rules, &mut scratch, &name, &body);
        assert_eq!(decision["action"], "create", "{name}: {decision}");
        let status =
            if expected.get("active") == Some(&json!(false)) { "inactive" } else { "active" };
        assert_eq!(decision["status"], status, "{name}");
        let mut record = decision["record"].as_object().expect("a record").clone();
        record.remove("rest");
        // `emails` and `phones` of a body may say a value twice; a record says it once.
        for list in ["emails", "phones"] {
            if let Some(Value::Array(items)) = expected.get_mut(list) {
                let mut seen = Vec::new();
                items.retain(|item| {
                    let new = !seen.contains(item);
                    seen.push(item.clone());
                    new
                });
            }
        }
        assert_eq!(Value::Object(record), Value::Object(expected), "{name}");
    }
}

/// The resources that a body holds, however it holds them.
fn resources(body: &Value, found: &mut Vec<Value>) {
    let Some(object) = body.as_object() else { return };
    let member = |name: &str| {
        object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    };
    let lists = [member("Resources"), member("Operations")];
    if lists.iter().all(Option::is_none) {
        found.push(body.clone());
    }
    for item in lists.into_iter().flatten().filter_map(Value::as_array).flatten() {
        match item.get("data").or_else(|| item.get("response")) {
            Some(inside) => resources(inside, found),
            None if item.get("schemas").is_some() || item.get("userName").is_some() => {
                resources(item, found);
            }
            None => {}
        }
    }
}

#[test]
fn every_resource_is_read() {
    let (rules, mut scratch) = (rules(), Scratch::new());
    let mut count = 0;
    for (name, body) in bodies() {
        let mut found = Vec::new();
        resources(&body, &mut found);
        for resource in
            found.iter().filter(|found| found.as_object().is_some_and(|o| !o.is_empty()))
        {
            // Not SCIM: the host says what it is.
            let directory_group = name == "google-directory-group.json";
            let request = if directory_group { &json!({ "group": resource }) } else { resource };
            let decision = decide(&rules, &mut scratch, &name, request);
            assert_ne!(decision["action"], "reject", "{name}: {decision}");
            count += 1;
        }
    }
    assert!(count >= 60, "{count} resources");
}

#[test]
fn groups_keep_name_and_members() {
    let (rules, mut scratch) = (rules(), Scratch::new());
    let mut count = 0;
    for (name, body) in bodies() {
        let urn = "urn:ietf:params:scim:schemas:core:2.0:Group";
        let schemas = body["schemas"].as_array().cloned().unwrap_or_default();
        if !schemas
            .iter()
            .any(|schema| schema.as_str().is_some_and(|s| s.eq_ignore_ascii_case(urn)))
        {
            continue;
        }
        let decision = decide(&rules, &mut scratch, &name, &body);
        let text =
            |value: &Value| value.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
        assert_eq!(text(&decision["record"]["name"]), text(&body["displayName"]), "{name}");
        let members = body["members"].as_array().cloned().unwrap_or_default();
        let known = decision["record"]["members"].as_array().cloned().unwrap_or_default();
        for member in members {
            assert!(known.contains(&member["value"]), "{name}: {member}");
        }
        count += 1;
    }
    assert!(count >= 8, "{count} groups");
}

/// Every PATCH is applied to a user or group that has what it names, or says why not; what comes
/// out is a resource that can be decided.
#[test]
fn every_patch_is_read() {
    let (rules, mut scratch) = (rules(), Scratch::new());
    let user = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "a", "active": true,
        "name": {"givenName": "G", "familyName": "F"},
        "emails": [{"type": "work", "value": "w@example.com", "primary": true}],
    });
    let group = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "g",
        "members": [{"value": "f648f8d5ea4e4cd38e9c"}, {"value": "1"}],
    });
    let mut applied = 0;
    for (name, body) in bodies() {
        if body.get("Operations").is_none() || body.to_string().contains("BulkRe") {
            continue;
        }
        for resource in [&user, &group] {
            match apply_patch(resource, &body, &PatchOptions::default()) {
                Ok(patched) => {
                    let decision = decide(&rules, &mut scratch, &name, &patched);
                    assert!(decision["action"].is_string(), "{name}");
                    applied += 1;
                }
                Err(error) => assert!(!error.to_string().is_empty(), "{name}"),
            }
        }
    }
    assert!(applied >= 40, "{applied} were applied");
}

/// A body that is no resource is read as one too: nothing is taken, nothing breaks.
#[test]
fn any_body_may_arrive() {
    let (rules, mut scratch) = (rules(), Scratch::new());
    for (name, body) in bodies() {
        let text = body.to_string();
        let decision = rules.decide(&mut scratch, text.as_bytes()).expect(&name);
        assert!(Action::ALL.contains(&decision.action), "{name}");
        // Cut short, it is no request.
        for end in [text.len() / 3, text.len() / 2, text.len() - 1] {
            let cut = text.as_bytes().get(..end).unwrap_or_default();
            assert!(rules.decide(&mut Scratch::new(), cut).is_err(), "{name} at {end}");
        }
    }
}
