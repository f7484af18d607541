//! Nothing that comes from outside may break the library: neither rules nor requests.

mod generate;

use generate::Draw;
use proptest::prelude::*;
use scimrules::{Rules, Scratch};

/// Rules that read as much as rules may.
const RULES: &str = r#"
attributes { flags string[] }
param wanted string[] = ["a"]
target {
  login string  mails string[]  groups string[]  others string[]  roles string[]  flags string[]
}
map {
  login  = userName
  mails  = unique(lower(emails.value))
  groups += groups.display
  groups += groups.value if groups.value in wanted or groups.display in flags
  others = emails[value in flags].value
  roles  = roles.value
  flags  = flags
}
keep groups matches "^local"
protect if groups.display in flags and emails.value in groups.value
sync users where not (groups.display eq "never") and not (userName matches "(a+)+$")
"#;

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
        let rules = Rules::compile(RULES).expect("rules");
        let _ = rules.decide(&mut Scratch::new(), &bytes);
        let _ = rules.explain(&mut Scratch::new(), &bytes);
    }

    #[test]
    fn mutated_requests_never_panic(
        made in choices(160), changes in choices(30), ruled in choices(300),
    ) {
        let text = generate::rules::rules(&mut Draw::new(&ruled));
        let rules = Rules::compile(&text).or_else(|_| Rules::compile(RULES));
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
