//! The command line.

use crate::commands::{
    check::CheckArguments, decide::DecideArguments, explain::ExplainArguments,
    filter::FilterArguments, fmt::FmtArguments, patch::PatchArguments, simulate::SimulateArguments,
    test::TestArguments,
};
use crate::output::Colour;
use clap::{Parser, Subcommand};

/// Rules for SCIM provisioning: check them, test them, and decide by them.
#[derive(Debug, Parser)]
#[command(name = "scimrules", version, propagate_version = true, after_help = STATUSES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// When to use colours; `NO_COLOR` turns them off too.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) color: Colour,
}

const STATUSES: &str = "\
Requests come as NDJSON (one a line), as a JSON array or as a SCIM ListResponse; which of them is
told by what the input holds. `-`, or no file, is standard input.

Exit status: 0 all is well; 1 something was found (a failed line, test or check); 2 rules, input or
arguments cannot be used; 3 a limit is exceeded (simulate).";

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Decide(DecideArguments),
    Check(CheckArguments),
    Explain(ExplainArguments),
    Test(TestArguments),
    Fmt(FmtArguments),
    Simulate(SimulateArguments),
    Filter(FilterArguments),
    Patch(PatchArguments),
}
