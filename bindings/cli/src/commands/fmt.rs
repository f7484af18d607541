//! `scimrules fmt`: one canonical layout.

use crate::failure::Failure;
use crate::output::Output;
use crate::rules_file::{name, read, rendered};
use clap::Args;
use scimrules::grammar::format_text;
use scimrules::{Source, SourceLimits};
use std::fs;
use std::io::{self, Write, stderr, stdout};
use std::path::Path;

/// Give rules the one canonical layout; comments are kept.
///
/// Files are rewritten in place, and only where something changes. A file with errors is left
/// alone. `-` formats standard input to standard output.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  scimrules fmt store.rules
  scimrules fmt --check rules/*.rules
  scimrules fmt - < store.rules

Exit status: 0; 1 a file has errors or, with --check, another layout; 2 a file cannot be used.")]
pub(crate) struct FmtArguments {
    /// Rules files, or `-`.
    #[arg(required = true, value_name = "RULES")]
    files: Vec<String>,
    /// Change nothing; list the files that would change.
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(arguments: &FmtArguments, output: Output) -> Result<u8, Failure> {
    let mut found = false;
    for file in &arguments.files {
        let text = read(file)?;
        let formatted = match format_text(&text, &SourceLimits::default()) {
            Ok(formatted) => formatted,
            Err(diagnostics) => {
                let source = Source::new(name(file), text);
                let shown = rendered(diagnostics.iter(), &source, output.err());
                stderr().write_all(shown.as_bytes())?;
                found = true;
                continue;
            }
        };
        let changes = formatted != text;
        if arguments.check {
            if changes {
                writeln!(stdout(), "{}", name(file))?;
                found = true;
            }
        } else if file == "-" {
            stdout().write_all(formatted.as_bytes())?;
        } else if changes {
            replace(Path::new(file), &formatted)
                .map_err(|error| Failure::new(format!("`{file}` cannot be written: {error}")))?;
        }
    }
    Ok(u8::from(found))
}

/// Writes beside the file and renames: a failure halfway leaves the old file whole. A link is
/// followed, so that it stays one.
fn replace(file: &Path, text: &str) -> io::Result<()> {
    let file = fs::canonicalize(file)?;
    let mut beside = file.clone().into_os_string();
    beside.push(format!(".{}.tmp", std::process::id()));
    let written = fs::write(&beside, text)
        .and_then(|()| fs::set_permissions(&beside, fs::metadata(&file)?.permissions()))
        .and_then(|()| fs::rename(&beside, &file));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}
