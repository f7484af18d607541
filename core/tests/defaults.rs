//! What requests take from the host where they do not say it.

use scimrules::{Action, Defaults, Rules, Scratch};
use serde_json::{Value, json};

const RULES: &str = r#"
param domain string = "example.com"
param suffix string = "x"
target {
  login  string
  day    string
  pass   string secret
}
map {
  login = "{local_part(userName)}-{suffix}@{domain}"
  day   = format_date(now(), "%Y-%m-%d")
  pass  = password
}
status { on delete => delete }
"#;

fn record(request: &str, defaults: &Defaults) -> Value {
    let rules = Rules::compile(RULES).unwrap();
    let (mut scratch, mut other) = (Scratch::new(), Scratch::new());
    let decision = rules.decide_with(&mut scratch, request.as_bytes(), defaults).unwrap();
    let record = serde_json::to_value(decision.record()).unwrap();
    let explained = rules.explain_with(&mut other, request.as_bytes(), defaults);
    assert_eq!(explained.unwrap().decision.action, decision.action);
    assert!(decision.is_secret("pass") && !decision.is_secret("login"));
    record
}

#[test]
fn requests_take_what_they_lack() {
    let Value::Object(params) = json!({"domain": "host.example"}) else { unreachable!() };
    let now = Some("2026-01-31T09:00:00Z".to_owned());
    let defaults = Defaults { now, params, delete: false };
    let bare = record(r#"{"userName": "ada@a.example"}"#, &defaults);
    assert_eq!(bare, json!({"login": "ada-x@host.example", "day": "2026-01-31"}));
    // Each parameter for itself.
    let request =
        r#"{"user": {"userName": "ada@a.example"}, "params": {"suffix": "y"}, "now": null}"#;
    assert_eq!(record(request, &defaults)["login"], "ada-y@host.example");
    let request = r#"{"user": {"userName": "ada@a.example"}, "params": {"domain": "own.example"},
        "now": "2026-02-01T00:00:00Z"}"#;
    assert_eq!(
        record(request, &defaults),
        json!({"login": "ada-x@own.example", "day": "2026-02-01"})
    );
}

#[test]
fn an_operation_stands_in_for_a_missing_one() {
    let rules = Rules::compile(RULES).unwrap();
    let defaults = Defaults { delete: true, ..Defaults::default() };
    for (request, action) in [
        (r#"{"current": "active"}"#, Action::Delete),
        (r#"{"userName": "ada@a.example"}"#, Action::Ignore),
        (r#"{"operation": "upsert", "user": {"userName": "a@b.c"}}"#, Action::Reject),
    ] {
        let mut scratch = Scratch::new();
        let decision = rules.decide_with(&mut scratch, request.as_bytes(), &defaults).unwrap();
        assert_eq!(decision.action, action, "{request}");
    }
}

#[test]
fn a_clock_that_is_none_is_no_request() {
    let rules = Rules::compile(RULES).unwrap();
    let defaults = Defaults { now: Some("noon".to_owned()), ..Defaults::default() };
    let mut scratch = Scratch::new();
    let error = rules.decide_with(&mut scratch, b"{\"userName\": \"a\"}", &defaults).unwrap_err();
    assert!(error.message.starts_with("`now` is `noon`, which is not a dateTime"), "{error}");
}
