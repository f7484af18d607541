//! Rules, a line `---` and a request: what is explained is what is decided.
#![no_main]

use libfuzzer_sys::fuzz_target;
use scimrules::{Rules, Scratch};

fuzz_target!(|text: &str| {
    let Some((rules, request)) = text.split_once("\n---\n") else { return };
    let Ok(rules) = Rules::compile(rules) else { return };
    let mut scratch = Scratch::new();
    let decided = rules.decide(&mut scratch, request.as_bytes()).map(|decision| decision.to_json());
    let mut other = Scratch::new();
    match (decided, rules.explain(&mut other, request.as_bytes())) {
        (Ok(decided), Ok(explained)) => {
            assert_eq!(decided, explained.decision.to_json());
            assert!(!explained.to_text().is_empty());
            let json = explained.to_json();
            serde_json::from_str::<serde_json::Value>(&json).expect("JSON");
        }
        (Err(decided), Err(explained)) => assert_eq!(decided, explained),
        (decided, explained) => panic!("{decided:?}\n{:?}", explained.map(|e| e.to_json())),
    }
});
