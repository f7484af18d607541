//! Any bytes as a request over fixed rules: the same decision from bytes, from the same JSON
//! written anew and from a serde value.
#![no_main]

use libfuzzer_sys::fuzz_target;
use scimrules::{RequestError, Rules, Scratch, SerdeValue};
use scimrules_fuzz::{compiled, says_once};
use std::sync::LazyLock;

static RULES: LazyLock<Vec<Rules>> = LazyLock::new(compiled);

fn outcome(decision: Result<String, RequestError>) -> Result<String, &'static str> {
    decision.map_err(|error| error.code)
}

fuzz_target!(|bytes: &[u8]| {
    let value = serde_json::from_slice::<serde_json::Value>(bytes);
    let mut scratch = Scratch::new();
    for rules in RULES.iter() {
        let read = outcome(rules.decide(&mut scratch, bytes).map(|decision| decision.to_json()));
        let Ok(value) = &value else {
            assert!(read.is_err(), "no JSON, and yet a decision");
            continue;
        };
        let text = value.to_string();
        let rewritten =
            outcome(rules.decide(&mut scratch, text.as_bytes()).map(|decision| decision.to_json()));
        let source = SerdeValue(|| value);
        let walked = outcome(rules.decide_from(&mut scratch, &source).map(|d| d.to_json()));
        assert_eq!(rewritten, walked);
        if says_once(bytes) {
            assert_eq!(read, walked);
        }
    }
});
