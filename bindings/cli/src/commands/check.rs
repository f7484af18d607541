//! `scimrules check`: what is wrong with rules.

use crate::failure::Failure;
use crate::output::{Output, counted, json_line, paint};
use crate::rules_file::{name, read, rendered};
use clap::Args;
use scimrules::grammar::CODES;
use scimrules::{Compiler, Diagnostic, Palette, Severity, Source};
use std::io::{Write, stdout};

/// Check rules: errors, warnings and hints, with the lines that they are about.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  scimrules check store.rules
  scimrules check --deny-warnings --json rules/*.rules
  scimrules check --explain E0301

Exit status: 0; 1 errors were found (or warnings, with --deny-warnings); 2 a file cannot be read.")]
pub(crate) struct CheckArguments {
    /// Rules files, or `-`.
    #[arg(required_unless_present = "explain", value_name = "RULES")]
    files: Vec<String>,
    /// Print findings as JSON, one a line.
    #[arg(long)]
    json: bool,
    /// Fail on warnings too.
    #[arg(long)]
    deny_warnings: bool,
    /// Tell what a code means, and check nothing.
    #[arg(long, value_name = "CODE", conflicts_with = "files")]
    explain: Option<String>,
}

/// How many of each.
#[derive(Default)]
struct Counts {
    errors: u64,
    warnings: u64,
    hints: u64,
}

impl Counts {
    fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Hint => self.hints += 1,
        }
    }

    /// `1 error, 2 warnings`; nothing where there are none.
    fn text(&self) -> String {
        let parts = [
            (self.errors, "error", "errors"),
            (self.warnings, "warning", "warnings"),
            (self.hints, "hint", "hints"),
        ];
        let parts = parts.iter().filter(|(count, _, _)| *count > 0);
        let parts: Vec<String> =
            parts.map(|&(count, one, many)| counted(count, one, many)).collect();
        parts.join(", ")
    }
}

pub(crate) fn run(arguments: &CheckArguments, output: Output) -> Result<u8, Failure> {
    if let Some(code) = &arguments.explain {
        return explain(code, output.out());
    }
    let mut out = stdout().lock();
    let mut counts = Counts::default();
    for file in &arguments.files {
        let text = read(file)?;
        let compiled = Compiler::new().compile(name(file), &text);
        let (diagnostics, source) = match &compiled {
            Ok(rules) => (rules.diagnostics(), rules.source()),
            Err(error) => (error.diagnostics(), error.source()),
        };
        diagnostics.iter().for_each(|finding| counts.add(finding.severity()));
        let shown = if arguments.json {
            json(diagnostics, source)
        } else if diagnostics.is_empty() {
            Vec::new()
        } else {
            let mut text = rendered(diagnostics.iter(), source, output.out());
            text.push('\n');
            text.into_bytes()
        };
        out.write_all(&shown)?;
    }
    if !arguments.json {
        let files = counted(arguments.files.len() as u64, "file", "files");
        let (colour, summary) = match counts.text() {
            none if none.is_empty() => ("1;32", "nothing found".to_owned()),
            some if counts.errors > 0 => ("1;31", some),
            some => ("1;33", some),
        };
        writeln!(out, "{files} checked: {}", paint(output.out(), colour, &summary))?;
    }
    let failed = counts.errors > 0 || arguments.deny_warnings && counts.warnings > 0;
    Ok(u8::from(failed))
}

/// A line of JSON for each finding, with the file that it is in.
fn json(diagnostics: &[Diagnostic], source: &Source) -> Vec<u8> {
    #[derive(serde::Serialize)]
    struct InFile<'a, T> {
        file: &'a str,
        #[serde(flatten)]
        finding: T,
    }
    let mut text = Vec::new();
    for finding in diagnostics {
        json_line(&mut text, &InFile { file: source.name(), finding: finding.located(source) });
    }
    text
}

fn explain(code: &str, palette: Palette) -> Result<u8, Failure> {
    let Some(code) = CODES.iter().find(|known| known.id.eq_ignore_ascii_case(code)) else {
        return Err(Failure::new(format!("there is no code `{code}`")));
    };
    let head = paint(palette, "1", &format!("{}: {}", code.id, code.title));
    writeln!(stdout(), "{head}\n\n{}", code.explanation)?;
    Ok(0)
}
