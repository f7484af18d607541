//! `scimrules decide`: one decision a line.

use crate::failure::Failure;
use crate::input::{Broken, Input, Item};
use crate::output::{Output, error_line, json_line};
use crate::progress::Progress;
use crate::requests::RequestArguments;
use crate::{pipeline, rules_file};
use clap::Args;
use scimrules::grammar::codes;
use scimrules::{Defaults, Rules, Scratch, Tally};
use std::io::{Write, stdout};
use std::num::NonZeroUsize;

/// Decide requests: one decision a line, in the order of the input.
///
/// What is no request gives {"error": …, "line": N} in its place, and the rest go on. Limits are
/// judged over a whole batch, by `simulate`, and not here.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  scimrules decide store.rules users.ndjson > decisions.ndjson
  curl -s https://directory.example/scim/v2/Users | scimrules decide store.rules
  scimrules decide store.rules users.ndjson --params '{\"verified_domains\": [\"example.com\"]}'

Exit status: 0; 1 some lines failed; 2 rules or input cannot be used.")]
pub(crate) struct DecideArguments {
    /// The rules.
    rules: String,
    /// Requests: NDJSON, a JSON array or a SCIM ListResponse; standard input without one.
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    #[command(flatten)]
    requests: RequestArguments,
    /// How many threads decide; as many as the machine has, unless given.
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
}

/// The lines of a batch.
#[derive(Default)]
struct Lines {
    text: Vec<u8>,
    failed: bool,
}

pub(crate) fn run(arguments: &DecideArguments, output: Output) -> Result<u8, Failure> {
    let rules = rules_file::load(&arguments.rules, output)?;
    let defaults = arguments.requests.defaults(&[&rules])?;
    let input = Input::open(&arguments.files)?;
    if Tally::has_limits(&rules) {
        let message = "the rules have limits, which `decide` does not judge; `simulate` does";
        output.warning(codes::LIMITS_NOT_JUDGED.id, message);
    }
    let threads = pipeline::threads(arguments.threads);
    let worker = move || decider(rules.clone(), defaults.clone());
    let mut out = stdout().lock();
    let mut failed = false;
    pipeline::run(input, threads, Progress::new(false), worker, |lines: &mut Lines| {
        out.write_all(&lines.text)?;
        failed |= lines.failed;
        lines.text.clear();
        Ok(())
    })?;
    out.flush()?;
    Ok(u8::from(failed))
}

fn decider(rules: Rules, defaults: Defaults) -> impl FnMut(&Item<'_>, &mut Lines) {
    let mut scratch = Scratch::new();
    move |item, lines| {
        let decided = item.body.map_err(Broken::clone).and_then(|body| {
            let decision = rules.decide_with(&mut scratch, body, &defaults)?;
            json_line(&mut lines.text, &decision);
            Ok(())
        });
        if let Err(broken) = decided {
            error_line(&mut lines.text, item, broken.code, &broken.message);
            lines.failed = true;
        }
    }
}
