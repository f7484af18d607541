//! `scimrules simulate`: what a batch would do, before anything is done.

mod counts;
mod differences;
mod report;

use crate::failure::Failure;
use crate::input::{Broken, Input, Item};
use crate::label::label;
use crate::output::Output;
use crate::progress::Progress;
use crate::requests::RequestArguments;
use crate::{pipeline, rules_file};
use clap::Args;
use counts::Counts;
use differences::{Difference, Differences, compare};
use report::Report;
use scimrules::{Defaults, Rules, Scratch};
use serde_json::Value;
use std::io::{Write, stdout};

/// Show what a batch of requests would do: actions with their reasons, and limits.
///
/// Limits are judged over the whole batch, and come first. With --against, the users whose decision
/// differs from that of other rules are listed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  scimrules simulate store.rules users.ndjson --accounts 1200
  scimrules simulate new.rules users.ndjson --against old.rules
  scimrules simulate store.rules users.ndjson --json

A bare resource has no account, so that it counts as new; requests with `current` show what would
happen to existing accounts.

Exit status: 0; 2 rules or input cannot be used; 3 a limit is exceeded. Lines that are no requests
are counted and left out.")]
pub(crate) struct SimulateArguments {
    /// The rules.
    rules: String,
    /// Requests: NDJSON, a JSON array or a SCIM ListResponse; standard input without one.
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// Other rules, to list the users whose decision differs.
    #[arg(long, value_name = "OLD_RULES")]
    against: Option<String>,
    /// How many accounts the target has, for limits in percent; else those in the input count.
    #[arg(long, value_name = "N")]
    accounts: Option<u64>,
    /// List every user whose decision differs, not only the first 50.
    #[arg(long, requires = "against")]
    all: bool,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    requests: RequestArguments,
}

/// How many users are listed without `--all`.
const LISTED: usize = 50;

/// What a batch adds.
#[derive(Default)]
struct Part {
    counts: Counts,
    differences: Vec<Difference>,
}

pub(crate) fn run(arguments: &SimulateArguments, output: Output) -> Result<u8, Failure> {
    let rules = rules_file::load(&arguments.rules, output)?;
    let old = match &arguments.against {
        Some(file) => Some(rules_file::load(file, output)?),
        None => None,
    };
    let compiled: Vec<&Rules> = std::iter::once(&rules).chain(&old).collect();
    let defaults = arguments.requests.defaults(&compiled)?;
    let input = Input::open(&arguments.files)?;

    let mut counts = Counts::default();
    let mut differences =
        old.is_some().then(|| Differences::new(if arguments.all { usize::MAX } else { LISTED }));
    let (new, threads) = (rules.clone(), pipeline::threads(None));
    let worker = move || simulator(new.clone(), old.clone(), defaults.clone());
    pipeline::run(input, threads, Progress::new(true), worker, |part: &mut Part| {
        counts.merge(std::mem::take(&mut part.counts));
        for difference in part.differences.drain(..) {
            if let Some(differences) = &mut differences {
                differences.add(difference);
            }
        }
        Ok(())
    })?;

    let report = Report {
        rules: &arguments.rules,
        against: arguments.against.as_deref(),
        exceeded: counts.tally.exceeded(&rules, arguments.accounts),
        limits: scimrules::Tally::has_limits(&rules),
        counts: &counts,
        differences: differences.as_ref(),
    };
    let text = if arguments.json { report.json() } else { report.text(output.out()) };
    stdout().write_all(text.as_bytes())?;
    // Lines that are no requests are counted in the report: what the others would do still holds.
    Ok(if report.exceeded.is_empty() { 0 } else { 3 })
}

/// What requests in memory would do, each with its line: the object of `--json`.
pub fn simulate<'r>(
    rules: &Rules,
    against: Option<&Rules>,
    defaults: &Defaults,
    requests: impl Iterator<Item = (u64, &'r [u8])>,
    accounts: Option<u64>,
    listed: usize,
) -> String {
    let mut worker = simulator(rules.clone(), against.cloned(), defaults.clone());
    let mut part = Part::default();
    let mut differences = against.map(|_| Differences::new(listed));
    for (line, body) in requests {
        worker(&Item { file: None, line, body: Ok(body) }, &mut part);
        for difference in part.differences.drain(..) {
            if let Some(differences) = &mut differences {
                differences.add(difference);
            }
        }
    }
    let report = Report {
        rules: rules.source().name(),
        against: against.map(|against| against.source().name()),
        exceeded: part.counts.tally.exceeded(rules, accounts),
        limits: scimrules::Tally::has_limits(rules),
        counts: &part.counts,
        differences: differences.as_ref(),
    };
    report.json()
}

fn simulator(
    rules: Rules,
    old: Option<Rules>,
    defaults: Defaults,
) -> impl FnMut(&Item<'_>, &mut Part) {
    let (mut scratch, mut old_scratch) = (Scratch::new(), Scratch::new());
    move |item, part| {
        let counted = item.body.map_err(Broken::clone).and_then(|body| {
            let decision = rules.decide_with(&mut scratch, body, &defaults)?;
            part.counts.add(&decision, decision.account);
            if let Some(old) = &old {
                let before = old.decide_with(&mut old_scratch, body, &defaults)?;
                if let Some(mut difference) = compare(&before, &decision) {
                    let request = serde_json::from_slice::<Value>(body).ok();
                    difference.user = request.as_ref().and_then(label).map(str::to_owned);
                    difference.file = item.file.map(str::to_owned);
                    difference.line = item.line;
                    part.differences.push(difference);
                }
            }
            Ok(())
        });
        if let Err(broken) = counted {
            part.counts.add_failed(item.line, &broken);
        }
    }
}
