//! Any text: it is parsed, formatted without loss and to one layout, compiled, and decides.
#![no_main]

use libfuzzer_sys::fuzz_target;
use scimrules::grammar::{SourceLimits, format, parse};
use scimrules::{Rules, Scratch};
use scimrules_fuzz::{comments, without_spans};

const REQUESTS: [&str; 3] = [
    r#"{"userName": "ada@example.com", "emails": [{"value": "a@b.c", "type": "work"}], "active": "False"}"#,
    r#"{"user": {"userName": "ada", "name": {"givenName": "Ada"}}, "groups": [{"display": "a"}], "now": "2026-01-31T09:00:00Z", "current": {"status": "active", "record": {"login": "ada"}}}"#,
    r#"{"operation": "delete", "current": {"status": "suspended"}}"#,
];

fuzz_target!(|text: &str| {
    let limits = SourceLimits::default();
    let parsed = parse(text, &limits);
    if parsed.diagnostics.is_empty() {
        let out = format(text, &parsed.file);
        let again = parse(&out, &limits);
        assert!(again.diagnostics.is_empty(), "{:?}\n{out}", again.diagnostics);
        assert_eq!(without_spans(&parsed.file), without_spans(&again.file), "\n{out}");
        assert_eq!(comments(&parsed.file, text), comments(&again.file, &out), "\n{out}");
        assert_eq!(format(&out, &again.file), out);
    }
    match Rules::compile(text) {
        Ok(rules) => {
            let mut scratch = Scratch::new();
            for request in REQUESTS {
                let decision = rules.decide(&mut scratch, request.as_bytes()).expect("a request");
                let json = decision.to_json();
                serde_json::from_str::<serde_json::Value>(&json).expect("JSON");
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
