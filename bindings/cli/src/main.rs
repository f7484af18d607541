//! `scimrules`: provisioning rules on the command line.
//!
//! A thin host: it reads, calls the core and writes. What is decided, and why, is the core's.
#![forbid(unsafe_code)]

mod arguments;
mod commands;
mod failure;
mod input;
mod label;
mod output;
mod pipeline;
mod progress;
mod requests;
mod rules_file;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    // A thread that panics would leave the others waiting for its part.
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        tell(panic);
        std::process::exit(101);
    }));
    let arguments = arguments::Arguments::parse();
    let output = output::Output::new(arguments.color);
    match commands::run(arguments.command, output) {
        Ok(status) => ExitCode::from(status),
        Err(failure) => {
            if let Some(message) = failure.message() {
                output.error(message);
            }
            ExitCode::from(2)
        }
    }
}
