//! Requests around the inputs: an existing account, a delete, a user that bends the standard.

use crate::inputs::typical;
use scimrules::{Rules, Scratch};
use serde_json::{Value, json};

/// Compiles rules that are known to be good.
pub fn rules(text: &str) -> Rules {
    match Rules::compile(text) {
        Ok(rules) => rules,
        Err(errors) => panic!("{errors}"),
    }
}

/// The decision about a request, as JSON.
fn decision(request: &[u8]) -> Value {
    let rules = rules(crate::RULES);
    let mut scratch = Scratch::new();
    let decision = rules.decide(&mut scratch, request).map(|decision| decision.to_json());
    decision.ok().and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default()
}

fn user() -> Value {
    serde_json::from_slice(&typical()).unwrap_or_default()
}

fn request(request: Value) -> Vec<u8> {
    request.to_string().into_bytes()
}

/// The typical user as a request without an account.
pub fn created() -> Vec<u8> {
    request(json!({"user": user(), "current": null}))
}

/// The typical user, and an account that has all of it.
pub fn unchanged() -> Vec<u8> {
    let record = decision(&typical())["record"].take();
    request(json!({"user": user(), "current": {"status": "active", "record": record}}))
}

/// The typical user, and an account of which three fields differ.
pub fn changed() -> Vec<u8> {
    let mut record = decision(&typical())["record"].take();
    record["department"] = json!("Sales");
    record["job_title"] = json!("Engineer");
    record["mobile"] = Value::Null;
    request(json!({"user": user(), "current": {"status": "active", "record": record}}))
}

/// The typical user, and an account of which only the status is known.
pub fn without_record() -> Vec<u8> {
    request(json!({"user": user(), "current": {"status": "active"}}))
}

/// The typical user, no longer active.
pub fn deactivated() -> Vec<u8> {
    let mut user = user();
    user["active"] = json!(false);
    request(json!({"user": user, "current": {"status": "active"}}))
}

/// A delete of the typical user.
pub fn deleted() -> Vec<u8> {
    request(json!({"operation": "delete", "user": user(), "current": {"status": "active"}}))
}

/// The typical user as it is bent in practice: other capitals, dotted keys, `"True"`, a single
/// object for an array.
pub fn bent() -> Vec<u8> {
    let mut user = user();
    if let Some(members) = user.as_object_mut() {
        for (from, to) in [("userName", "UserName"), ("emails", "Emails"), ("title", "TITLE")] {
            if let Some(value) = members.remove(from) {
                members.insert(to.to_owned(), value);
            }
        }
        if let Some(Value::Object(name)) = members.remove("name") {
            let dotted = name.into_iter().map(|(key, value)| (format!("name.{key}"), value));
            members.extend(dotted);
        }
    }
    user["active"] = json!("True");
    user["Emails"] = user["Emails"][0].take();
    request(user)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_requests_are_decided_as_they_say() {
        let actions =
            [created(), unchanged(), changed(), without_record(), deactivated(), deleted()]
                .map(|request| decision(&request)["action"].take());
        assert_eq!(
            json!(actions),
            json!(["create", "unchanged", "update", "update", "deactivate", "deactivate"])
        );
    }

    #[test]
    fn a_bent_user_is_decided_like_the_straight_one() {
        assert_eq!(decision(&bent()), decision(&typical()));
        assert_eq!(decision(&bent())["record"].as_object().map(|record| record.len()), Some(12));
    }
}
