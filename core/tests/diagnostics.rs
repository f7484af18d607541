//! What an administrator reads about rules with mistakes: each `NAME.rules` of
//! `tests/golden/diagnostics` with everything that the compiler says of it in `NAME.txt`.
//! `UPDATE_GOLDEN=1 cargo test -p scimrules --test diagnostics` writes the texts anew.

use scimrules::grammar::CODES;
use scimrules::{CompileLimits, Compiler, Diagnostic, Palette, Source, SourceLimits, render};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn inputs() -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/diagnostics");
    let mut inputs: Vec<PathBuf> = fs::read_dir(directory)
        .expect("the inputs")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rules"))
        .collect();
    inputs.sort();
    inputs
}

/// Inputs named `limits-…` are compiled with small limits.
fn compiler(name: &str) -> Compiler {
    if !name.starts_with("limits-") {
        return Compiler::new();
    }
    let source = SourceLimits { size: 400, nesting: 6, ..SourceLimits::default() };
    Compiler::new().limits(CompileLimits {
        source,
        list_items: 3,
        table_rows: 3,
        ..CompileLimits::default()
    })
}

fn diagnose(path: &Path) -> (Source, Vec<Diagnostic>) {
    let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
    let text = fs::read_to_string(path).expect("the rules");
    match compiler(name).compile(name, &text) {
        Ok(rules) => (rules.source().clone(), rules.diagnostics().to_vec()),
        Err(error) => (error.source().clone(), error.diagnostics().to_vec()),
    }
}

fn shown(source: &Source, findings: &[Diagnostic]) -> String {
    let mut out = String::new();
    for finding in findings {
        let _ = writeln!(out, "{}", render(finding, source, Palette::Plain));
    }
    out
}

#[test]
fn messages_are_as_they_were() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut stale = Vec::new();
    for path in inputs() {
        let (source, findings) = diagnose(&path);
        let found = shown(&source, &findings);
        let golden = path.with_extension("txt");
        if update {
            fs::write(&golden, &found).expect("the golden text is written");
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        if found != expected {
            stale.push(format!("{}\n{found}", golden.display()));
        }
    }
    assert!(stale.is_empty(), "{} texts differ\n\n{}", stale.len(), stale.join("\n\n"));
}

#[test]
fn every_error_says_what_to_do() {
    let mut silent = Vec::new();
    for path in inputs() {
        let (source, findings) = diagnose(&path);
        for finding in findings.iter().filter(|finding| finding.help.is_none()) {
            silent.push(render(finding, &source, Palette::Plain));
        }
    }
    assert!(silent.is_empty(), "no help\n\n{}", silent.join("\n"));
}

/// The files named `ten-…` hold ten mistakes or more, each of a line that has no other.
#[test]
fn one_mistake_is_one_message() {
    for path in inputs() {
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        if !name.starts_with("ten-") {
            continue;
        }
        let (source, findings) = diagnose(&path);
        let places: std::collections::BTreeSet<_> =
            findings.iter().map(|finding| finding.span().start).collect();
        assert!(findings.len() >= 10, "{name}: {}", findings.len());
        assert_eq!(places.len(), findings.len(), "{name}\n{}", shown(&source, &findings));
    }
}

#[test]
fn every_code_of_the_compiler_has_an_input() {
    let mut said: Vec<&str> = Vec::new();
    for path in inputs() {
        said.extend(diagnose(&path).1.iter().map(|finding| finding.code.id));
    }
    // E0210 is said of filters that stand alone; `filters_that_are_none` asks for it.
    let missing: Vec<&str> = CODES
        .iter()
        .map(|code| code.id)
        .filter(|id| matches!(&id[1..3], "01" | "02" | "03" | "04" | "05" | "06" | "07"))
        .filter(|id| !id.starts_with("W08") && *id != "E0210" && !said.contains(id))
        .collect();
    assert!(missing.is_empty(), "no input gives {missing:?}");
}

#[test]
fn filters_that_are_none() {
    for filter in ["lower(userName) eq \"a\"", "title ?? \"a\" eq \"a\"", "userName in [\"a\"]"] {
        let error = scimrules::Filter::parse(filter).expect_err(filter);
        assert!(error.to_string().len() > 10, "{error}");
    }
}

#[test]
fn ten_mistakes_give_ten_messages() {
    let path = inputs().into_iter().find(|path| path.ends_with("ten-mistakes.rules"));
    let (_, findings) = diagnose(&path.expect("the input"));
    let mut codes: Vec<&str> = findings.iter().map(|finding| finding.code.id).collect();
    assert_eq!(codes.len(), 10, "{codes:?}");
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), 10, "the mistakes are of ten kinds: {codes:?}");
}

/// The style of messages: a sentence without capital or full stop, with a place.
#[test]
fn messages_keep_their_style() {
    for path in inputs() {
        let (source, findings) = diagnose(&path);
        for finding in &findings {
            let texts = std::iter::once(&finding.message).chain(&finding.help);
            for text in texts {
                let first = text.chars().next().expect("a message says something");
                assert!(!first.is_uppercase(), "{}: {text}", path.display());
                assert!(!text.ends_with(['.', ' ', '\n']), "{}: {text}", path.display());
            }
            let span = finding.span();
            assert!(span.start <= span.end && span.end as usize <= source.text().len());
            assert!(source.text().is_char_boundary(span.start as usize));
        }
        let mut seen: Vec<(u32, &str, &str)> = findings
            .iter()
            .map(|finding| (finding.span().start, finding.code.id, finding.message.as_str()))
            .collect();
        let all = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(all, seen.len(), "{} is told something twice", path.display());
    }
}
