//! Every command in the documents is run, and what they show is what comes out.

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The fenced blocks of a page: language and text.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(language) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        blocks.push((language.to_owned(), body.join("\n")));
    }
    blocks
}

/// Runs a command line of a document with the binary under test.
fn run(command: &str) -> String {
    let binary = env!("CARGO_BIN_EXE_scimrules");
    let command = command.replace("cargo run --release --bin scimrules --", binary);
    let out = Command::new("sh").arg("-c").arg(&command).current_dir(root()).output().unwrap();
    let text = [out.stdout, out.stderr].concat();
    String::from_utf8(text).unwrap().trim_end().to_owned()
}

fn trimmed(text: &str) -> String {
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

#[test]
fn the_readme_shows_what_the_commands_print() {
    let path = root().join("README.md");
    let mut page = std::fs::read_to_string(&path).unwrap();
    let mut shown = 0;
    let found = blocks(&page);
    for (at, (language, text)) in found.iter().enumerate() {
        // `tests/run` runs this test; the page has tests of its own.
        if language != "sh"
            || ["tests/run", "examples/preview/"].iter().any(|own| text.starts_with(own))
        {
            continue;
        }
        assert!(text.starts_with("cargo run --release --bin scimrules -- "), "{text}");
        let printed = trimmed(&run(text));
        let (next, expected) = &found[at + 1];
        assert_eq!(next, "text", "what does `{text}` print?");
        shown += 1;
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            page = page.replacen(
                &format!("```text\n{expected}\n```"),
                &format!("```text\n{printed}\n```"),
                1,
            );
        } else {
            assert_eq!(printed, trimmed(expected), "`{text}` prints something else");
        }
    }
    assert!(shown >= 4);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, page).unwrap();
    }
}

#[test]
fn the_readme_quotes_files_as_they_are() {
    let page = std::fs::read_to_string(root().join("README.md")).unwrap();
    for (language, file) in
        [("scimrules", "examples/quickstart.rules"), ("json", "examples/ada.json")]
    {
        let text = std::fs::read_to_string(root().join(file)).unwrap();
        let quoted = blocks(&page).into_iter().find(|(found, _)| found == language).unwrap().1;
        assert_eq!(quoted.trim_end(), text.trim_end(), "{file}");
    }
}
