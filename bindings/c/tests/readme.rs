//! The quick start of the README gives what it says.

mod host;

use host::{Run, folder, library_folder, manifest};
use std::fs;

#[test]
fn the_quick_start() {
    let readme = fs::read_to_string(manifest().join("README.md")).expect("the README");
    let (_, quick_start) = readme.split_once("## Quick start").expect("a quick start");
    let block = |mark: &str| {
        let (_, rest) = quick_start.split_once(mark).expect("a block");
        rest.split_once("```").expect("its end").0.to_owned()
    };
    let line = block("```sh\n");
    let mut words = line.split_whitespace();
    let mut command = host::command(words.next().expect("a command"));
    command.args(words).arg("--no-print-directory");
    // The library of this build, not one that is built for it.
    command.arg(format!("library={}", library_folder().display()));
    command.arg(format!("out={}", folder("example").display()));
    assert_eq!(Run(command).succeeds(), block("```text\n"));
}
