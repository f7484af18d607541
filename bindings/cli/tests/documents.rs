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

/// How a command of a document is held to what it says.
enum Held {
    /// This file or script runs it, with these words; the command lines of README.md run above.
    Ran(&'static str, &'static str),
    /// It takes long and much: the files that it needs are there, and it is run by hand.
    There(&'static [&'static str]),
}
use Held::{Ran, There};

/// Every command of every document but the command line's own.
const COMMANDS: &[(&str, Held)] = &[
    ("tests/run", Ran(".ci/run", "exec tests/run")),
    ("examples/preview/open", Ran("examples/preview/tests/commands.test.mjs", "spawn(\"./open\"")),
    ("examples/preview/test", Ran("tests/run", "step examples/preview/test")),
    (
        "cargo bench -p scimrules-benches --bench bytes",
        Ran("tests/run", "cargo test --quiet --workspace"),
    ),
    ("cargo bench -p scimrules-c", Ran("tests/run", "cargo test --quiet --workspace")),
    ("benches/scale", Ran("tests/run", "step benches/scale check")),
    ("benches/million", Ran("tests/run", "step benches/million check")),
    (
        "benches/peers/run",
        There(&[
            "benches/peers/Cargo.lock",
            "benches/peers/runner/Cargo.toml",
            "benches/peers/put",
        ]),
    ),
    (
        "benches/peers/python/run",
        There(&["benches/peers/python/measure.py", "benches/peers/python/requirements.txt"]),
    ),
    (
        "benches/peers/node/run",
        There(&["benches/peers/node/measure.js", "benches/peers/node/package-lock.json"]),
    ),
    ("make -C examples/c run", Ran("bindings/c/tests/readme.rs", "let line = block(\"```sh")),
    (
        "cargo cinstall --prefix /usr/local --libdir lib",
        Ran("bindings/c/tests/run", "cargo cinstall"),
    ),
    ("pip install ./bindings/python", Ran("tests/run", "\"./bindings/python[test]\"")),
    ("bindings/wasm/build", Ran("bindings/wasm/tests/run", "../build")),
    (
        "npm install ./bindings/wasm/pkg",
        Ran("examples/preview/package.json", "\"scimrules\": \"file:../../bindings/wasm/pkg\""),
    ),
    (
        "cargo build --release -p scimrules-benches --bins",
        Ran("benches/million", "\"--package\", \"scimrules-benches\""),
    ),
    ("target/release/users target/users", Ran("benches/million", "PROGRAMS / \"users\"")),
    ("node bindings/wasm/parts.mjs", Ran("bindings/wasm/tests/run", "node ../parts.mjs")),
    ("node bindings/wasm/bench.mjs", Ran("bindings/wasm/tests/run", "node ../bench.mjs")),
    (
        "cargo run --manifest-path tests/fuzz/Cargo.toml --example seeds",
        There(&["tests/fuzz/examples/seeds.rs"]),
    ),
    (
        "cargo +nightly fuzz run --fuzz-dir tests/fuzz rules -- -max_total_time=120 -timeout=10",
        There(&["tests/fuzz/Cargo.toml", "tests/fuzz/targets/rules.rs"]),
    ),
];

/// The pages below a folder.
fn pages(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        // What is built or fetched has pages of its own.
        if entry.file_type().unwrap().is_dir() {
            if !["target", "node_modules", "pkg", "dist"].contains(&&*name)
                && !name.starts_with('.')
            {
                pages(&entry.path(), found);
            }
        } else if name.ends_with(".md") {
            found.push(entry.path());
        }
    }
}

#[test]
fn every_command_of_a_document_is_run_or_has_what_it_needs() {
    let mut found = Vec::new();
    pages(&root(), &mut found);
    let mut said: Vec<String> = Vec::new();
    for page in found {
        for (language, text) in blocks(&std::fs::read_to_string(&page).unwrap()) {
            if !["sh", "bash", "console"].contains(&language.as_str()) {
                continue;
            }
            for line in text.lines() {
                let command = line.split(" #").next().unwrap_or_default().trim();
                let own = command.starts_with("cargo run --release --bin scimrules -- ");
                // Those of the README are run above; no other page has such.
                assert!(!own || page == root().join("README.md"), "{}: {command}", page.display());
                if !own {
                    said.push(command.to_owned());
                }
            }
        }
    }
    for command in &said {
        let known = COMMANDS.iter().find(|(known, _)| known == command);
        let Some((_, held)) = known else { panic!("`{command}` is run by no test") };
        match held {
            Ran(file, words) => {
                let text = std::fs::read_to_string(root().join(file)).unwrap();
                assert!(text.contains(words), "{file} does not run `{command}`");
            }
            There(files) => {
                for file in *files {
                    assert!(root().join(file).is_file(), "`{command}` needs {file}");
                }
            }
        }
        let program = command.split(' ').next().unwrap_or_default();
        if program.contains('/') && !program.starts_with("target/") {
            assert!(root().join(program).is_file(), "there is no {program}");
        }
    }
    for (command, _) in COMMANDS {
        assert!(said.iter().any(|said| said == command), "no document says `{command}`");
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
