//! The canonical layout: golden files, and what holds for every text.

mod generate;

use proptest::prelude::*;
use scimrules_grammar::{SourceLimits, format, format_text, parse, syntax::File};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn tree(text: &str) -> Result<File, String> {
    let parsed = parse(text, &SourceLimits::default());
    match parsed.diagnostics.first() {
        None => Ok(parsed.file),
        Some(finding) => Err(format!("{finding:?}\n{text}")),
    }
}

/// The tree in words, without its spans.
fn without_spans(file: &File) -> String {
    let words = format!("{:?}", file.statements);
    let mut parts = words.split("Span { start: ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.split_once('}').map_or("", |(_, rest)| rest));
    }
    out
}

fn comments<'t>(file: &File, text: &'t str) -> Vec<&'t str> {
    file.comments.iter().map(|comment| &text[comment.span.range()]).collect()
}

/// Formats, and checks what must hold for every text that parses.
fn checked(text: &str) -> Result<String, String> {
    let before = tree(text)?;
    let out = format(text, &before);
    let after = tree(&out).map_err(|error| format!("does not parse any more: {error}"))?;
    let fail = |what: &str| Err(format!("{what}\n--- from\n{text}\n--- to\n{out}"));
    if without_spans(&before) != without_spans(&after) {
        return fail("the tree has changed");
    }
    if comments(&before, text) != comments(&after, &out) {
        return fail("the comments have changed");
    }
    let again = format(&out, &after);
    if again != out {
        let differ = |(one, two): &(&str, &str)| one != two;
        let line = out.lines().zip(again.lines()).find(differ);
        return fail(&format!("not idempotent: {line:#?}"));
    }
    if !out.is_empty() && (!out.ends_with('\n') || out.ends_with("\n\n")) {
        return fail("the text does not end with one line end");
    }
    let loose = |line: &str| line.ends_with([' ', '\t', '\r']);
    if !text.contains("\"\"\"") && out.lines().any(loose) {
        return fail("there is white space at the end of a line");
    }
    Ok(out)
}

#[test]
fn golden_files() {
    let folder = root().join("tests/golden/format");
    let mut count = 0;
    for entry in fs::read_dir(&folder).expect("the golden files") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(name) = name.strip_suffix(".in.rules") else { continue };
        let text = fs::read_to_string(&path).expect("an input");
        let out = checked(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let golden = folder.join(format!("{name}.out.rules"));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&golden, &out).expect("a written file");
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        assert_eq!(out, expected, "{name}: run with UPDATE_GOLDEN=1 if this is meant");
        count += 1;
    }
    assert!(count >= 3, "{count} golden files");
}

#[test]
fn the_example_is_formatted() {
    let text = fs::read_to_string(root().join("examples/jumpcloud.rules")).expect("the example");
    assert_eq!(checked(&text).expect("it parses"), text);
}

#[test]
fn windows_line_ends_become_plain_ones_but_in_scripts() {
    let text = "\u{FEFF}# one\r\nlet a = 1 # two\r\nscript \"\"\"\r\n x \r\n\"\"\"\r\ntest \"t\" {\r\n  user {\r\n  \"a\": 1\r\n}\r\n}\r\n";
    let out = checked(text).expect("it parses");
    assert_eq!(
        out,
        "# one\nlet a = 1  # two\n\nscript \"\"\"\r\n x \r\n\"\"\"\n\ntest \"t\" {\n  user {\n    \"a\": 1\n  }\n}\n"
    );
}

#[test]
fn nothing_and_comments_alone() {
    assert_eq!(checked("").as_deref(), Ok(""));
    assert_eq!(checked(" \n\n ").as_deref(), Ok(""));
    assert_eq!(checked("\n\n#a\n\n\n  # b  ").as_deref(), Ok("#a\n\n# b\n"));
}

#[test]
fn mistakes_are_handed_back() {
    let findings = format_text("map {", &SourceLimits::default()).expect_err("it does not parse");
    assert_eq!(findings.len(), 1);
}

#[test]
fn lines_that_look_like_statements_end_no_block() {
    for text in [
        "map {\n  keep groups matches \"^local-\"\n}\n",
        "map {\nkeep groups matches \"^local-\"\n}\n",
        "let a = any(\n  b,\n  strict\n)\n",
        "target {\n  param string\n  match custom\n}\n",
    ] {
        tree(text).expect("it parses");
    }
    let ids = |text| {
        let findings = parse(text, &SourceLimits::default()).diagnostics;
        findings.iter().map(|finding| finding.code.id).collect::<Vec<_>>()
    };
    assert_eq!(ids("map {\n  a = b\nlet c = 1\n"), ["E0105"]);
    assert_eq!(ids("map {\n  a = b\n  keep c matches \"d\"\nlet e = 1\n"), ["E0105"]);
    // A mistake elsewhere does not bring the guess back.
    assert_eq!(ids("map {\n  keep a matches \"b\"\n}\nlet = 1\n").len(), 1);
    assert!(!ids("map {\n  keep a matches \"b\"\n}\nlet = 1\n").contains(&"E0105"));
    // Nothing too deep reaches the parser, statements between the brackets or not.
    let deep = "let a = f(\nstrict\n".to_owned() + &"(\nstrict\n".repeat(300);
    assert!(!ids(&(deep + &")".repeat(301))).is_empty());
}

#[test]
fn long_files_take_linear_time() {
    let line = "let name = any(a eq \"b\", # why\n [1, 2, emails[type eq \"work\"].value])\n";
    let text = line.repeat(5_000);
    let file = tree(&text).expect("it parses");
    let start = std::time::Instant::now();
    format(&text, &file);
    assert!(start.elapsed().as_secs() < 5);
    let deep = format!("let a = {}b{}", "f(".repeat(60), ")".repeat(60));
    checked(&deep).expect("it parses");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_text_keeps_its_meaning(text in generate::file()) {
        if let Err(error) = checked(&text) {
            prop_assert!(false, "{}", error);
        }
    }
}
