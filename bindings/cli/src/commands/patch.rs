//! `scimrules patch`: a resource after a SCIM PATCH.

use crate::failure::Failure;
use crate::input::json_argument;
use clap::Args;
use scimrules::{PatchOptions, apply_patch};
use std::io::{IsTerminal, Write, stderr, stdout};

/// Apply a SCIM PATCH to a resource, and print the resource afterwards.
///
/// Everything is applied or nothing. An error is printed on standard error as the SCIM error that a
/// server would answer with.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  scimrules patch user.json patch.json
  scimrules patch user.json '{\"op\": \"replace\", \"path\": \"active\", \"value\": false}'
  curl -s https://directory.example/scim/v2/Users/42 | scimrules patch - patch.json

Exit status: 0; 1 the patch cannot be applied; 2 the input cannot be used.")]
pub(crate) struct PatchArguments {
    /// The resource: a JSON file, `-`, or the object itself.
    resource: String,
    /// The PatchOp message or its list of operations: a JSON file, `-`, or the JSON itself.
    patch: String,
    /// Take only what the standard allows, not what providers really send.
    #[arg(long)]
    strict: bool,
}

pub(crate) fn run(arguments: &PatchArguments) -> Result<u8, Failure> {
    if arguments.resource == "-" && arguments.patch == "-" {
        return Err(Failure::new("resource and patch cannot both be standard input"));
    }
    let resource = json_argument(&arguments.resource)?;
    let patch = json_argument(&arguments.patch)?;
    let options = PatchOptions { strict: arguments.strict, ..PatchOptions::default() };
    match apply_patch(&resource, &patch, &options) {
        Ok(patched) => {
            let mut out = stdout();
            let text = if out.is_terminal() { format!("{patched:#}") } else { patched.to_string() };
            writeln!(out, "{text}")?;
            Ok(0)
        }
        Err(error) => {
            let text = serde_json::to_string(&error).unwrap_or_else(|_| error.to_string());
            writeln!(stderr(), "{text}")?;
            Ok(1)
        }
    }
}
