//! Nothing that comes from outside may break the library: neither rules nor requests.

mod generate;
mod hostile;

use generate::Draw;
use hostile::{on_a_small_stack, payloads, texts};
use proptest::prelude::*;
use scimrules::{Rules, Scratch};
use std::time::Instant;

/// Tells how long each took: `cargo test --release --test robust -- --nocapture`.
fn timed<T>(name: &str, run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = run();
    eprintln!("{:>8.1?}  {name}", start.elapsed());
    result
}

#[test]
fn hostile_rules_end_in_rules_or_a_clear_error() {
    on_a_small_stack(|| {
        for (name, text, wanted) in texts::all() {
            let compiled = timed(name, || Rules::compile(&text));
            match (&compiled, wanted) {
                (Ok(_), texts::Outcome::Compiles) => {}
                (Err(error), texts::Outcome::Error(code)) => {
                    let codes: Vec<&str> =
                        error.diagnostics().iter().map(|finding| finding.code.id).collect();
                    assert!(codes.contains(&code), "{name}: {:?}", &codes[..codes.len().min(5)]);
                    assert!(codes.len() <= 2_000, "{name}: {} findings", codes.len());
                    assert!(error.to_string().len() < 4 << 20, "{name}: a message without end");
                }
                (Ok(_), _) => panic!("{name}: it compiles"),
                (Err(error), _) => {
                    let shown: String = error.to_string().chars().take(500).collect();
                    panic!("{name}: {shown}");
                }
            }
            if let Ok(rules) = &compiled {
                let request = br#"{"user": {"id": "1"}, "now": "2026-01-01T00:00:00Z"}"#;
                let mut scratch = Scratch::new();
                timed("  decided", || {
                    rules.decide(&mut scratch, request).expect("a request").to_json()
                });
                timed("  explained", || {
                    rules.explain(&mut scratch, request).expect("a request").decision.to_json()
                });
            }
        }
    });
}

#[test]
fn hostile_requests_end_in_a_decision_or_an_error() {
    on_a_small_stack(|| {
        for strict in [false, true] {
            let text = if strict {
                format!("strict\n{}", payloads::RULES)
            } else {
                payloads::RULES.to_owned()
            };
            let rules = Rules::compile(&text).expect("rules");
            let mut scratch = Scratch::new();
            for (name, request, wanted) in payloads::all() {
                let decided = timed(name, || {
                    rules.decide(&mut scratch, &request).map(|decision| {
                        let json = decision.to_json();
                        assert!(!json.is_empty());
                        decision.action.text()
                    })
                });
                match (decided, wanted) {
                    (Ok("reject"), payloads::Outcome::Action(_)) if strict => {}
                    (Ok(action), payloads::Outcome::Action(wanted)) => {
                        assert_eq!(action, wanted, "{name}")
                    }
                    (Err(error), payloads::Outcome::Refused) => {
                        assert!(error.message.len() < 1_000, "{name}: a message without end");
                    }
                    (decided, wanted) => panic!("{name}: {decided:?}, and {wanted:?} was expected"),
                }
                let explained = timed("  explained", || {
                    rules.explain(&mut scratch, &request).map(|told| told.decision.action.text())
                });
                assert_eq!(explained.is_ok(), wanted != payloads::Outcome::Refused, "{name}");
            }
        }
    });
}

#[test]
#[cfg(feature = "script")]
fn hostile_scripts_are_stopped() {
    let bodies = [
        ("loop", "loop { }"),
        ("recursion", "f(x)"),
        ("text", "let s = x; loop { s += s; }"),
        ("pieces", "let s = x; loop { s += \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"; }"),
        ("array", "let a = [x]; loop { a += a; }"),
        ("pushes", "let a = []; loop { a.push(x); }"),
        ("map", "let m = #{}; let n = 0; loop { m[`${n}`] = x; n += 1; }"),
        ("nested arrays", "let a = []; loop { a = [a, a]; }"),
        ("padding", "let s = x; s.pad(100000000, \"a\"); s"),
        (
            "replacing",
            "let s = \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"; loop { s.replace(\"a\", s); }",
        ),
        ("range", "let n = 0; for i in 0..9223372036854775807 { n += i; } n"),
        ("a thrown text", "let s = x; while s.len < 60000 { s += s; } throw s"),
    ];
    for (name, body) in bodies {
        on_a_small_stack(move || {
            let text = format!("script \"\"\"fn f(x) {{ {body} }}\"\"\"\nmap {{ a = f(id) }}");
            let Ok(rules) = Rules::compile(&text) else {
                eprintln!("{name}: refused");
                return;
            };
            let mut scratch = Scratch::new();
            let request = br#"{"user": {"id": "some text"}}"#;
            let decision = timed(name, || rules.decide(&mut scratch, request)).expect("a request");
            assert_eq!(decision.action.text(), "reject", "{name}");
            assert!(decision.to_json().len() < 10_000, "{name}: a message without end");
        });
    }
}

/// Cuts, doubles and swaps pieces of a text, and puts odd ones in.
fn mutated(text: &str, draw: &mut Draw) -> Vec<u8> {
    let odd: [&[u8]; 12] = [
        b"(",
        b"\"",
        b"{",
        b"]",
        b"#",
        b"\n",
        b"if ",
        b"\xff",
        b"\0",
        "ß".as_bytes(),
        b"\"\"\"",
        b"\\",
    ];
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=draw.below(5) {
        let at = draw.below(bytes.len() + 1);
        let end = (at + draw.below(40)).min(bytes.len());
        match draw.below(4) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            2 => {
                let piece = draw.pick(&odd);
                bytes.splice(at..at, piece.iter().copied());
            }
            _ => bytes.truncate(bytes.len() - draw.below(bytes.len() / 4 + 1)),
        }
    }
    bytes
}

fn choices(most: usize) -> impl Strategy<Value = Vec<u16>> {
    prop::collection::vec(any::<u16>(), 0..most)
}

fn cases() -> u32 {
    std::env::var("SCIMRULES_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(300)
}

/// Rules from anything: they compile, or every finding can be shown.
fn compile(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    match Rules::compile(&text) {
        Ok(rules) => {
            for finding in rules.diagnostics() {
                scimrules::render(finding, rules.source(), scimrules::Palette::Plain);
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    let _ = scimrules::grammar::format_text(&text, &Default::default());
    if let Ok(filter) = scimrules::Filter::parse(&text) {
        let _ = filter.matches(&serde_json::json!({ "userName": "a" }));
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: cases(), failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn rules_of_random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        compile(&bytes);
    }

    #[test]
    fn rules_of_random_text_never_panic(text in "[ -~\n\"{}()\\[\\]#ß“]{0,200}") {
        compile(text.as_bytes());
    }

    #[test]
    fn mutated_rules_never_panic(made in choices(300), changes in choices(30)) {
        let text = generate::rules::rules(&mut Draw::new(&made));
        compile(&mutated(&text, &mut Draw::new(&changes)));
    }

    #[test]
    fn requests_of_random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let rules = Rules::compile(payloads::RULES).expect("rules");
        let _ = rules.decide(&mut Scratch::new(), &bytes);
        let _ = rules.explain(&mut Scratch::new(), &bytes);
    }

    #[test]
    fn mutated_requests_never_panic(
        made in choices(160), changes in choices(30), ruled in choices(300),
    ) {
        let text = generate::rules::rules(&mut Draw::new(&ruled));
        let rules = Rules::compile(&text).or_else(|_| Rules::compile(payloads::RULES));
        let rules = rules.expect("rules");
        let request = generate::payloads::request(&mut Draw::new(&made)).to_string();
        let request = mutated(&request, &mut Draw::new(&changes));
        let mut scratch = Scratch::new();
        let decided = rules.decide(&mut scratch, &request).map(|decision| decision.to_json());
        let mut fresh = Scratch::new();
        let explained = rules.explain(&mut fresh, &request).map(|told| told.decision.to_json());
        prop_assert_eq!(decided, explained);
    }
}
