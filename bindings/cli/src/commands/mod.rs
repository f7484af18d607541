//! The commands, a file each.

pub(crate) mod check;
pub(crate) mod decide;
pub(crate) mod explain;
pub(crate) mod filter;
pub(crate) mod fmt;
pub(crate) mod patch;
pub(crate) mod simulate;
pub(crate) mod test;

use crate::arguments::Command;
use crate::failure::Failure;
use crate::output::Output;

/// Runs a command; its exit status.
pub(crate) fn run(command: Command, output: Output) -> Result<u8, Failure> {
    match command {
        Command::Decide(arguments) => decide::run(&arguments, output),
        Command::Check(arguments) => check::run(&arguments, output),
        Command::Explain(arguments) => explain::run(&arguments, output),
        Command::Test(arguments) => test::run(&arguments, output),
        Command::Fmt(arguments) => fmt::run(&arguments, output),
        Command::Simulate(arguments) => simulate::run(&arguments, output),
        Command::Filter(arguments) => filter::run(&arguments),
        Command::Patch(arguments) => patch::run(&arguments),
    }
}
