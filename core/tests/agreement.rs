//! The library and the reference interpreter decide alike, on rules and requests made at random.
//! `SCIMRULES_CASES` sets how many rules are tried.

mod generate;
mod reference;

use generate::Draw;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};
use scimrules::grammar::syntax::File;
use scimrules::{Compiler, PayloadLimits, Rules, Scratch, SerdeValue};
use serde_json::{Value, json};
use std::cell::Cell;

/// Requests for each rules file.
const REQUESTS: usize = 12;

fn cases() -> u32 {
    std::env::var("SCIMRULES_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(400)
}

/// The same cases in every run; `SCIMRULES_SEED` gives others.
fn runner() -> TestRunner {
    let seed: u64 = std::env::var("SCIMRULES_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(0);
    let mut bytes = [7; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let config = Config { cases: cases(), failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, rng)
}

fn choices(most: usize) -> impl Strategy<Value = Vec<u16>> {
    prop::collection::vec(any::<u16>(), 0..most)
}

#[test]
fn the_library_agrees_with_the_reference() {
    let (tried, compiled) = (Cell::new(0), Cell::new(0));
    let requests = prop::collection::vec(choices(160), 1..=REQUESTS);
    let result = runner().run(&(choices(400), requests), |(choices, requests)| {
        let text = generate::rules::rules(&mut Draw::new(&choices));
        tried.set(tried.get() + 1);
        let rules = match Rules::compile(&text) {
            Ok(rules) => rules,
            Err(error) => {
                if std::env::var("SCIMRULES_SHOW").is_ok() {
                    eprintln!("{error}");
                }
                return Ok(());
            }
        };
        compiled.set(compiled.get() + 1);
        let limits = PayloadLimits { work: text.len() as u64 % 150, ..Default::default() };
        let bounded = Compiler::new().payload_limits(limits).compile("rules", &text);
        let bounded = bounded.expect("rules that compile");
        let file = scimrules::grammar::parse(&text, &Default::default()).file;
        let mut used = Scratch::new();
        for choices in &requests {
            let request = generate::payloads::request(&mut Draw::new(choices));
            agree(&rules, &file, &text, &request, &mut used)?;
            count_alike(&bounded, &text, &request)?;
        }
        Ok(())
    });
    match result {
        Ok(()) => {}
        // The choices say nothing to a person; what they made is in the reason.
        Err(TestError::Fail(why, _)) => panic!("{why}"),
        Err(error) => panic!("{error}"),
    }
    let (tried, compiled) = (tried.get(), compiled.get());
    eprintln!("{compiled} of {tried} rules compiled");
    assert!(compiled * 10 >= tried * 6, "only {compiled} of {tried} generated rules compile");
}

fn agree(
    rules: &Rules,
    file: &File,
    text: &str,
    request: &Value,
    used: &mut Scratch,
) -> Result<(), TestCaseError> {
    let bytes = serde_json::to_vec(request).expect("JSON");
    let about = || format!("\n{text}\n{request:#}\n");
    let decided = rules
        .decide(used, &bytes)
        .map_err(|error| TestCaseError::fail(format!("{error}{}", about())))?
        .to_json();

    let wanted = reference::decide(file, text, request);
    let found = plain(&decided);
    prop_assert_eq!(&found, &wanted, "library and reference differ{}", about());

    // In whatever way the same is asked, the answer is the same.
    let mut fresh = Scratch::new();
    let again = rules.decide(&mut fresh, &bytes).expect("a request").to_json();
    prop_assert_eq!(&again, &decided, "a used scratch differs{}", about());
    let source = SerdeValue(|| request);
    let value = rules.decide_from(&mut fresh, &source).expect("a request").to_json();
    prop_assert_eq!(&value, &decided, "a serde value differs{}", about());
    let explained = rules.explain(&mut fresh, &bytes).expect("a request").decision.to_json();
    prop_assert_eq!(&explained, &decided, "the explained decision differs{}", about());
    Ok(())
}

/// Work counts the same with and without an explanation, wherever it is too much.
fn count_alike(rules: &Rules, text: &str, request: &Value) -> Result<(), TestCaseError> {
    let bytes = serde_json::to_vec(request).expect("JSON");
    let (mut one, mut other) = (Scratch::new(), Scratch::new());
    let decided = rules.decide(&mut one, &bytes).expect("a request").to_json();
    let explained = rules.explain(&mut other, &bytes).expect("a request").decision.to_json();
    prop_assert_eq!(explained, decided, "\n{}\n{:#}\n", text, request);
    Ok(())
}

/// The decision as the reference gives it: without texts for persons and without warnings.
fn plain(decision: &str) -> Value {
    let decision: Value = serde_json::from_str(decision).expect("JSON");
    let rejected = decision["action"] == "reject";
    let mut plain = json!({});
    for (name, value) in decision.as_object().expect("an object") {
        match name.as_str() {
            "warnings" => {}
            "because" if rejected => {}
            "because" => plain["line"] = value["line"].clone(),
            "errors" => {
                let codes = value.as_array().into_iter().flatten().map(|error| &error["code"]);
                let mut codes: Vec<&str> = codes.filter_map(Value::as_str).collect();
                codes.sort_unstable();
                codes.dedup();
                plain["errors"] = codes.into();
            }
            _ => plain[name] = value.clone(),
        }
    }
    plain
}
