//! What ends a command before its work is done.

use crate::input::shown;
use std::io;

/// Rules, input or output that cannot be used: exit status 2.
#[derive(Debug)]
pub(crate) struct Failure {
    message: Option<String>,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Failure { message: Some(message.into()) }
    }

    /// It has been told already.
    pub(crate) fn told() -> Self {
        Failure { message: None }
    }

    pub(crate) fn reading(name: &str, error: &io::Error) -> Self {
        let why = match error.kind() {
            io::ErrorKind::NotFound => "there is no such file".to_owned(),
            io::ErrorKind::IsADirectory => {
                return Failure::new(format!("{} is a directory", shown(name)));
            }
            io::ErrorKind::PermissionDenied => "it may not be read".to_owned(),
            _ => error.to_string(),
        };
        Failure::new(format!("{} cannot be read: {why}", shown(name)))
    }

    /// What a person is told, if anything is left to tell.
    pub(crate) fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }
}

impl From<io::Error> for Failure {
    /// Of what is written. Whoever reads it may go away (`| head`): that is no failure to tell of.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => std::process::exit(0),
            _ => Failure::new(format!("the output cannot be written: {error}")),
        }
    }
}
