//! Errors, warnings and hints as data.

mod code;
mod render;

pub use code::{CODES, Code, codes};
pub use render::{Palette, render};

use crate::source::{Source, Span};
use serde::Serialize;
use serde::ser::SerializeStruct;

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The rules cannot be used.
    Error,
    /// They can, but probably do not say what was meant.
    Warning,
    /// Something to know.
    Hint,
}

impl Severity {
    /// In messages and JSON.
    pub fn text(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        }
    }
}

/// One finding about a rules text.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// What kind of finding; its number never changes.
    pub code: &'static Code,
    /// One sentence, lower case, no full stop.
    pub message: String,
    /// Places; the first is the one that it is about.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Option<String>,
    /// A change of the text that would mend it.
    pub fix: Option<Fix>,
}

/// A place and what is to be seen there.
#[derive(Clone, Debug)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// A few words; may be empty.
    pub text: String,
}

/// A replacement of a stretch of the text.
#[derive(Clone, Debug)]
pub struct Fix {
    /// What goes.
    pub span: Span,
    /// What comes.
    pub replacement: String,
}

impl Diagnostic {
    /// A finding at a place.
    pub fn new(code: &'static Code, span: Span, message: impl Into<String>) -> Self {
        let labels = vec![Label { span, text: String::new() }];
        Diagnostic { code, message: bounded(message.into()), labels, help: None, fix: None }
    }

    /// Says what is to be seen at the place itself.
    pub fn at(mut self, text: impl Into<String>) -> Self {
        self.labels[0].text = bounded(text.into());
        self
    }

    /// Adds another place.
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: bounded(text.into()) });
        self
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(bounded(help.into()));
        self
    }

    /// Says what to do, if there is something to say.
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.map(bounded).or(self.help);
        self
    }

    /// Offers a change of the text.
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, replacement: replacement.into() });
        self
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The place that it is about.
    pub fn span(&self) -> Span {
        self.labels[0].span
    }

    /// With lines and columns, ready for JSON.
    pub fn located<'a>(&'a self, source: &'a Source) -> Located<'a> {
        Located { diagnostic: self, source }
    }
}

/// Letters of a message, and of what it quotes: a file may hold names of any length.
const MOST_LETTERS: usize = 600;
const MOST_QUOTED: usize = 80;

/// A message of bounded length: what stands in backticks is cut first.
fn bounded(message: String) -> String {
    if message.len() <= MOST_LETTERS {
        return message;
    }
    let pieces = message.split('`').enumerate().map(|(at, piece)| match at % 2 {
        0 => piece.to_owned(),
        _ => cut(piece, MOST_QUOTED),
    });
    cut(&pieces.collect::<Vec<_>>().join("`"), MOST_LETTERS)
}

/// The first letters of a text.
fn cut(text: &str, letters: usize) -> String {
    match text.char_indices().nth(letters) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A diagnostic with its source, which serializes with lines and columns.
#[derive(Clone, Copy, Debug)]
pub struct Located<'a> {
    diagnostic: &'a Diagnostic,
    source: &'a Source,
}

struct Place<'a> {
    span: Span,
    text: Option<(&'static str, &'a str)>,
    source: &'a Source,
}

impl Serialize for Place<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let start = self.source.position(self.span.start);
        let end = self.source.position(self.span.end);
        let fields = 6 + usize::from(self.text.is_some());
        let mut place = serializer.serialize_struct("Place", fields)?;
        place.serialize_field("line", &start.line)?;
        place.serialize_field("column", &start.column)?;
        place.serialize_field("end_line", &end.line)?;
        place.serialize_field("end_column", &end.column)?;
        place.serialize_field("start", &self.span.start)?;
        place.serialize_field("end", &self.span.end)?;
        if let Some((name, text)) = self.text {
            place.serialize_field(name, text)?;
        }
        place.end()
    }
}

impl Serialize for Located<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Located { diagnostic, source } = *self;
        let labels: Vec<Place<'_>> = diagnostic
            .labels
            .iter()
            .map(|label| Place { span: label.span, text: Some(("text", &label.text)), source })
            .collect();
        let start = source.position(diagnostic.span().start);
        let optional =
            usize::from(diagnostic.help.is_some()) + usize::from(diagnostic.fix.is_some());
        let mut out = serializer.serialize_struct("Diagnostic", 6 + optional)?;
        out.serialize_field("code", diagnostic.code.id)?;
        out.serialize_field("severity", diagnostic.severity().text())?;
        out.serialize_field("message", &diagnostic.message)?;
        out.serialize_field("line", &start.line)?;
        out.serialize_field("column", &start.column)?;
        out.serialize_field("labels", &labels)?;
        if let Some(help) = &diagnostic.help {
            out.serialize_field("help", help)?;
        }
        if let Some(fix) = &diagnostic.fix {
            let text = Some(("replacement", fix.replacement.as_str()));
            out.serialize_field("fix", &Place { span: fix.span, text, source })?;
        }
        out.end()
    }
}
