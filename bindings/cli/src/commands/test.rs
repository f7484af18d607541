//! `scimrules test`: the tests that travel with rules.

use crate::failure::Failure;
use crate::output::{Output, counted, paint};
use crate::rules_file::{name, read, rendered};
use clap::Args;
use scimrules::{Compiler, Palette, Rules, Severity};
use std::io::{Write, stderr, stdout};

/// Run the tests in rules files, and show the lines that no test reached.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  scimrules test store.rules
  scimrules test rules/*.rules

Exit status: 0; 1 a test failed, or rules do not compile; 2 a file cannot be read.")]
pub(crate) struct TestArguments {
    /// Rules files, or `-`.
    #[arg(required = true, value_name = "RULES")]
    files: Vec<String>,
}

/// How many of each, over all files.
#[derive(Default)]
struct Totals {
    passed: u64,
    failed: u64,
    /// Files that do not compile.
    broken: u64,
}

pub(crate) fn run(arguments: &TestArguments, output: Output) -> Result<u8, Failure> {
    let mut out = stdout().lock();
    let mut totals = Totals::default();
    for (index, file) in arguments.files.iter().enumerate() {
        let text = read(file)?;
        match Compiler::new().compile(name(file), &text) {
            Ok(rules) => {
                let shown = tested(&rules, output.out(), &mut totals);
                let between = if index > 0 { "\n" } else { "" };
                out.write_all(format!("{between}{shown}").as_bytes())?;
            }
            Err(error) => {
                totals.broken += 1;
                let errors = error.diagnostics().iter();
                let errors = errors.filter(|finding| finding.severity() == Severity::Error);
                let shown = rendered(errors, error.source(), output.err());
                stderr().write_all(shown.as_bytes())?;
            }
        }
    }
    let mut summary = format!(
        "\n{}, {}",
        paint(output.out(), "32", &format!("{} passed", totals.passed)),
        match totals.failed {
            0 => "0 failed".to_owned(),
            failed => paint(output.out(), "1;31", &format!("{failed} failed")),
        }
    );
    if totals.broken > 0 {
        let broken = counted(totals.broken, "file does", "files do");
        summary.push_str(&format!(", {broken} not compile"));
    }
    writeln!(out, "{summary}")?;
    Ok(u8::from(totals.failed + totals.broken > 0))
}

/// The tests of a file, run.
fn tested(rules: &Rules, palette: Palette, totals: &mut Totals) -> String {
    let (results, coverage) = rules.test();
    let mut text = format!("{}\n", paint(palette, "1", rules.source().name()));
    if results.is_empty() {
        text.push_str("  there are no tests\n");
    }
    for result in &results {
        let mark = if result.passed() {
            totals.passed += 1;
            paint(palette, "32", "pass")
        } else {
            totals.failed += 1;
            paint(palette, "1;31", "FAIL")
        };
        text.push_str(&format!("  {mark}  {} (line {})\n", result.name, result.line));
        for failure in &result.failures {
            text.push_str(&format!("          {failure}\n"));
        }
    }
    if coverage.missed.is_empty() {
        return text;
    }
    let reached = coverage.lines - coverage.missed.len();
    let all = counted(coverage.lines as u64, "line", "lines");
    text.push_str(&format!("  tests reached {reached} of {all}; they did not reach\n"));
    let last = coverage.missed.iter().map(|(line, _)| *line).max().unwrap_or(0);
    let width = last.to_string().len();
    for (line, missed) in &coverage.missed {
        text.push_str(&format!("    {line:>width$}  {missed}\n"));
    }
    text
}
