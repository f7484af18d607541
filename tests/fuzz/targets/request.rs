//! Any bytes as a request over fixed rules: the same decision from bytes, from the same JSON
//! written anew and from a serde value, whatever the scratch memory has seen before. What stands
//! before a line `---` is that: requests too, decided first.
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
    let mark = bytes.windows(5).position(|window| window == b"\n---\n");
    let (before, bytes) = match mark {
        Some(at) => (Some(&bytes[..at]), &bytes[at + 5..]),
        None => (None, bytes),
    };
    let value = serde_json::from_slice::<serde_json::Value>(bytes);
    for rules in RULES.iter() {
        let mut scratch = Scratch::new();
        let decide = |scratch: &mut Scratch, bytes: &[u8]| {
            outcome(rules.decide(scratch, bytes).map(|decision| decision.to_json()))
        };
        let read = decide(&mut scratch, bytes);
        assert_eq!(decide(&mut scratch, bytes), read, "on the trail of itself");
        if let Some(before) = before {
            let _ = decide(&mut scratch, before);
            assert_eq!(decide(&mut scratch, bytes), read, "on the trail of another");
        }
        let Ok(value) = &value else {
            assert!(read.is_err(), "no JSON, and yet a decision");
            continue;
        };
        let rewritten = decide(&mut scratch, value.to_string().as_bytes());
        let source = SerdeValue(|| value);
        let walked = outcome(rules.decide_from(&mut scratch, &source).map(|d| d.to_json()));
        assert_eq!(rewritten, walked);
        if says_once(bytes) {
            assert_eq!(read, walked);
        }
    }
});
