//! The rules under `examples/` compile without a warning, are formatted, and their tests pass.

use scimrules::grammar::format_text;
use scimrules::{Action, Palette, Rules, Scratch, Severity, SourceLimits, Tally, render};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples")
}

fn rules_files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(directory())
        .expect("the examples")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rules"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_example_compiles_and_passes_its_tests() {
    for path in rules_files() {
        let name = path.display();
        let text = fs::read_to_string(&path).expect("an example");
        let rules = Rules::compile(&text).unwrap_or_else(|error| panic!("{name}\n{error}"));
        for finding in rules.diagnostics() {
            let shown = render(finding, rules.source(), Palette::Plain);
            // Groups as a criterion need a host that passes them, which the comments say.
            let groups = finding.code.id == "W0605";
            let known = groups || finding.severity() == Severity::Hint;
            // The rules of the contract leave some required names to the source.
            let contract = path.ends_with("jumpcloud.rules") && finding.code.id == "W0603";
            assert!(known || contract, "{name}\n{shown}");
        }
        let (results, coverage) = rules.test();
        assert!(results.len() >= 2, "{name} has {} tests", results.len());
        for result in results {
            assert!(result.passed(), "{name}: {}: {:#?}", result.name, result.failures);
        }
        if !path.ends_with("jumpcloud.rules") {
            assert!(coverage.missed.is_empty(), "{name}: no test reaches {:#?}", coverage.missed);
        }
    }
}

#[test]
fn every_example_is_formatted() {
    for path in rules_files() {
        let text = fs::read_to_string(&path).expect("an example");
        let formatted = format_text(&text, &SourceLimits::default()).expect("it parses");
        // Other tests read the examples at the same time.
        if formatted != text && std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&path, &formatted).expect("the example is written");
        } else {
            assert_eq!(text, formatted, "{} is not formatted", path.display());
        }
    }
}

#[test]
fn every_file_has_its_line_in_the_readme() {
    let readme = fs::read_to_string(directory().join("README.md")).expect("the README");
    for entry in fs::read_dir(directory()).expect("the examples") {
        let name = entry.expect("an entry").file_name().into_string().expect("a name");
        assert!(name == "README.md" || readme.contains(&format!("`{name}`")), "{name}");
    }
}

/// The made users show every action with JumpCloud's rules, and stay within their limit.
#[test]
fn users_show_every_action_within_the_limit() {
    let text = fs::read_to_string(directory().join("jumpcloud.rules")).expect("the rules");
    let rules = Rules::compile(&text).unwrap_or_else(|error| panic!("{error}"));
    let users = fs::read_to_string(directory().join("users.ndjson")).expect("the users");
    let (mut scratch, mut tally) = (Scratch::new(), Tally::new());
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for (number, line) in users.lines().enumerate() {
        let request: Value = serde_json::from_str(line).expect("a line is JSON");
        let exists = request.get("current").is_some_and(|current| !current.is_null());
        let decision = rules
            .decide(&mut scratch, line.as_bytes())
            .unwrap_or_else(|error| panic!("line {}: {error}", number + 1));
        tally.add(&decision, exists);
        for reason in decision.errors.iter().chain(decision.warnings) {
            *reasons.entry(reason.code).or_default() += 1;
        }
    }
    assert!(users.lines().count() > 3_000);
    for action in [
        Action::Create,
        Action::Update,
        Action::Unchanged,
        Action::Activate,
        Action::Deactivate,
        Action::Delete,
        Action::Ignore,
        Action::Reject,
    ] {
        assert!(tally.count(action) >= 3, "{action} is shown {} times", tally.count(action));
    }
    assert_eq!(tally.exceeded(&rules, None), []);
    // Unreadable, missing, unknown and contradicting: each reason of a rejection is there.
    for code in ["E0802", "E0803", "E0806", "E0807", "W0802", "W0805"] {
        assert!(reasons.contains_key(code), "{code} is missing in {reasons:?}");
    }
}
