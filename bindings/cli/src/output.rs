//! Colours, and errors in the place of results.

use crate::input::{Broken, Item};
use scimrules::{Palette, RequestError};
use serde::Serialize;
use std::io::{IsTerminal, Write, stderr, stdout};

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How things are shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    colour: Colour,
}

impl Output {
    pub(crate) fn new(colour: Colour) -> Self {
        Output { colour }
    }

    fn palette(self, terminal: bool) -> Palette {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        match self.colour {
            Colour::Always => Palette::Colour,
            Colour::Auto if terminal && !set("NO_COLOR") && !dumb => Palette::Colour,
            _ => Palette::Plain,
        }
    }

    /// For standard output.
    pub(crate) fn out(self) -> Palette {
        self.palette(stdout().is_terminal())
    }

    /// For standard error.
    pub(crate) fn err(self) -> Palette {
        self.palette(stderr().is_terminal())
    }

    /// Tells of an error on standard error.
    pub(crate) fn error(self, message: &str) {
        let _ = writeln!(stderr(), "{}: {message}", paint(self.err(), "1;31", "error"));
    }

    /// Tells of something to know on standard error.
    pub(crate) fn warning(self, code: &str, message: &str) {
        let head = paint(self.err(), "1;33", &format!("warning[{code}]"));
        let _ = writeln!(stderr(), "{head}: {message}");
    }
}

/// A text in a colour.
pub(crate) fn paint(palette: Palette, code: &str, text: &str) -> String {
    match palette {
        Palette::Plain => text.to_owned(),
        Palette::Colour => format!("\x1b[{code}m{text}\x1b[0m"),
    }
}

/// What stands in the place of a result: `{"error": …, "line": …}`.
#[derive(Serialize)]
struct ErrorLine<'a> {
    error: ErrorBody<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    line: u64,
}

#[derive(Serialize)]
struct ErrorBody<'a> {
    code: &'a str,
    message: &'a str,
}

/// Writes an error in the place of a result.
pub(crate) fn error_line(out: &mut Vec<u8>, item: &Item<'_>, code: &str, message: &str) {
    let line = ErrorLine { error: ErrorBody { code, message }, file: item.file, line: item.line };
    json_line(out, &line);
}

/// Writes a value as a line of JSON.
pub(crate) fn json_line(out: &mut Vec<u8>, value: &impl Serialize) {
    // Writing to memory does not fail, and everything that is written here has text keys.
    let _ = serde_json::to_writer(&mut *out, value);
    out.push(b'\n');
}

impl From<RequestError> for Broken {
    fn from(error: RequestError) -> Self {
        Broken { code: error.code, message: error.message }
    }
}

impl From<Broken> for RequestError {
    fn from(broken: Broken) -> Self {
        RequestError { code: broken.code, message: broken.message }
    }
}

/// `1 user`, `2 users`.
pub(crate) fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
