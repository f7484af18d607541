//! `scimrules simulate`: what a batch would do, before anything is done.

mod report;

use crate::failure::Failure;
use crate::input::{Input, Item};
use crate::output::Output;
use crate::progress::Progress;
use crate::requests::RequestArguments;
use crate::{pipeline, rules_file};
use clap::Args;
use report::Report;
use scimrules::Rules;
use scimrules::simulation::{Place, Simulation, Simulator};
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

pub(crate) fn run(arguments: &SimulateArguments, output: Output) -> Result<u8, Failure> {
    let rules = rules_file::load(&arguments.rules, output)?;
    let old = match &arguments.against {
        Some(file) => Some(rules_file::load(file, output)?),
        None => None,
    };
    let compiled: Vec<&Rules> = std::iter::once(&rules).chain(&old).collect();
    let defaults = arguments.requests.defaults(&compiled)?;
    let input = Input::open(&arguments.files)?;

    let listed = if arguments.all { usize::MAX } else { LISTED };
    let mut outcome = Simulation::new(old.is_some().then_some(listed));
    let (new, threads) = (rules.clone(), pipeline::threads(None));
    let worker = move || {
        let mut simulator = Simulator::new(new.clone(), old.clone(), defaults.clone());
        move |item: &Item<'_>, part: &mut Simulation| {
            let place = Place { file: item.file, line: item.line };
            simulator.add(part, place, item.body.map_err(|broken| broken.clone().into()));
        }
    };
    pipeline::run(input, threads, Progress::new(true), worker, |part: &mut Simulation| {
        outcome.merge(std::mem::take(part));
        Ok(())
    })?;

    let report = Report {
        rules: &arguments.rules,
        against: arguments.against.as_deref(),
        exceeded: outcome.tally().exceeded(&rules, arguments.accounts),
        limits: scimrules::Tally::has_limits(&rules),
        outcome: &outcome,
    };
    let text = if arguments.json {
        outcome.to_json(&rules, arguments.accounts) + "\n"
    } else {
        report.text(output.out())
    };
    stdout().write_all(text.as_bytes())?;
    // Lines that are no requests are counted in the report: what the others would do still holds.
    Ok(if report.exceeded.is_empty() { 0 } else { 3 })
}
