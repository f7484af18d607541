//! `scimrules`: provisioning rules on the command line.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    // A thread that panics would leave the others waiting for its part.
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        tell(panic);
        std::process::exit(101);
    }));
    ExitCode::from(scimrules_cli::run(std::env::args_os()))
}
