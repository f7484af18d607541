//! Rules from a file, and what is wrong with them.

use crate::failure::Failure;
use crate::output::Output;
use scimrules::{Compiler, Diagnostic, Palette, Rules, Severity, Source, render};
use std::io::{Read, Write, stderr, stdin};

/// The text of a rules file; `-` is standard input.
pub(crate) fn read(file: &str) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = if file == "-" {
        stdin().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(file).map(|found| bytes = found)
    };
    read.map_err(|error| Failure::reading(file, &error))?;
    String::from_utf8(bytes).map_err(|error| {
        if matches!(error.as_bytes(), [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) {
            let name = crate::input::shown(file);
            return Failure::new(format!("{name} is UTF-16: save it as UTF-8"));
        }
        let at = error.utf8_error().valid_up_to();
        let line = 1 + memchr::memchr_iter(b'\n', &error.as_bytes()[..at]).count();
        Failure::new(format!("{} is not UTF-8: line {line}", crate::input::shown(file)))
    })
}

/// The name of a rules file, as diagnostics show it.
pub(crate) fn name(file: &str) -> &str {
    if file == "-" { "<stdin>" } else { file }
}

/// Compiled rules; what keeps them from being used is told on standard error.
pub(crate) fn load(file: &str, output: Output) -> Result<Rules, Failure> {
    let text = read(file)?;
    Compiler::new().compile(name(file), &text).map_err(|error| {
        let errors = error.diagnostics().iter();
        let errors = errors.filter(|finding| finding.severity() == Severity::Error);
        let text = rendered(errors, error.source(), output.err());
        let _ = stderr().write_all(text.as_bytes());
        Failure::told()
    })
}

/// Diagnostics as text, an empty line between them.
pub(crate) fn rendered<'a>(
    diagnostics: impl Iterator<Item = &'a Diagnostic>,
    source: &Source,
    palette: Palette,
) -> String {
    let parts: Vec<String> = diagnostics.map(|finding| render(finding, source, palette)).collect();
    parts.join("\n")
}
