//! The command line as a library: a host that carries it, the Python package for example, runs the
//! same commands.
//!
//! A thin host: it reads, calls the core and writes. What is decided, and why, is the core's.
#![forbid(unsafe_code)]

mod arguments;
mod commands;
mod failure;
mod input;
mod output;
mod pipeline;
mod progress;
mod requests;
mod rules_file;

use clap::Parser;
use std::ffi::OsString;

/// Runs a command; its exit status. The first argument is the name of the program.
///
/// Reads standard input and writes to standard output and standard error.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments = match arguments::Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(told) => {
            // Help and the version too; nobody may be reading any more.
            let _ = told.print();
            return u8::try_from(told.exit_code()).unwrap_or(2);
        }
    };
    let output = output::Output::new(arguments.color);
    match commands::run(arguments.command, output) {
        Ok(status) => status,
        Err(failure) => {
            if let Some(message) = failure.message() {
                output.error(message);
            }
            2
        }
    }
}
