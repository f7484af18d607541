//! A decision with, for every line of the rules, what it said and what it read.

mod json;
mod lines;
mod text;
mod write;

use crate::api::RequestError;
use crate::decide::{Trace, decide};
use crate::decision::Decision;
use crate::defaults::Defaults;
use crate::read::{Document, Foreign, Note, RequestSource};
use crate::rules::Rules;
use crate::scratch::Scratch;
use crate::value::Value;
use scimrules_grammar::Span;
use std::borrow::Cow;

/// A decision and the outcome of every line.
#[derive(Debug)]
pub struct Explanation<'a> {
    /// The same decision as without an explanation.
    pub decision: Decision<'a>,
    /// Every criterion, status, protect, map and notify line, in that order.
    pub lines: Vec<Line<'a>>,
    /// The tolerance that reading the payload took.
    pub tolerance: &'a [Note<'a>],
}

/// What kind of line it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// `sync … where`
    Criterion,
    /// `source status`
    SourceStatus,
    /// A line of `status`.
    Status,
    /// `protect if`
    Protect,
    /// A line of `map`.
    Map,
    /// A line of `notify`.
    Notify,
}

impl LineKind {
    /// In JSON.
    pub fn text(self) -> &'static str {
        match self {
            LineKind::Criterion => "criterion",
            LineKind::SourceStatus => "source status",
            LineKind::Status => "status",
            LineKind::Protect => "protect",
            LineKind::Map => "map",
            LineKind::Notify => "notify",
        }
    }
}

/// The outcome of a line or a part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineOutcome {
    /// The condition holds; a line without a condition was taken.
    True,
    /// It does not.
    False,
    /// It cannot be known.
    Unknown,
    /// It failed.
    Error,
    /// It was not asked: another line or part decided before, or the event is another.
    Skipped,
}

impl LineOutcome {
    /// In JSON.
    pub fn text(self) -> &'static str {
        match self {
            LineOutcome::True => "true",
            LineOutcome::False => "false",
            LineOutcome::Unknown => "unknown",
            LineOutcome::Error => "error",
            LineOutcome::Skipped => "skipped",
        }
    }
}

/// A line of the rules, or a part of its condition.
#[derive(Debug)]
pub struct Line<'a> {
    /// What kind; `None` for a part of a condition.
    pub kind: Option<LineKind>,
    /// Where it is written.
    pub span: Span,
    /// Its line, from 1.
    pub line: u32,
    /// Its text.
    pub text: Cow<'a, str>,
    /// The target field of a map line.
    pub field: Option<&'a str>,
    /// What it said.
    pub outcome: LineOutcome,
    /// Why it failed.
    pub error: Option<&'a str>,
    /// The value that a map line gave.
    pub value: Option<Seen<'a>>,
    /// The names that it read, with their values.
    pub reads: Vec<(Cow<'a, str>, Seen<'a>)>,
    /// The parts of its condition.
    pub parts: Vec<Line<'a>>,
    /// The tolerance that reading its attributes took.
    pub tolerance: Vec<Note<'a>>,
}

/// A value as an explanation shows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Seen<'a> {
    /// The value.
    Value(Value<'a>),
    /// It is a secret.
    Secret,
}

impl Rules {
    /// Decides a request in JSON like [`Rules::decide`], and tells why. Costs a few times as much.
    pub fn explain<'s>(
        &'s self,
        scratch: &'s mut Scratch,
        request: &'s [u8],
    ) -> Result<Explanation<'s>, RequestError> {
        self.explained_json(scratch, request, None)
    }

    /// The same; what the request lacks it takes from `defaults`.
    pub fn explain_with<'s>(
        &'s self,
        scratch: &'s mut Scratch,
        request: &'s [u8],
        defaults: &'s Defaults,
    ) -> Result<Explanation<'s>, RequestError> {
        self.explained_json(scratch, request, Some(defaults))
    }

    /// The same for a request of any serde format.
    pub fn explain_from<'s, 'de: 's, R: RequestSource<'de>>(
        &'s self,
        scratch: &'s mut Scratch,
        request: &R,
    ) -> Result<Explanation<'s>, RequestError> {
        scratch.renew(self);
        self.explained(scratch, &Foreign::new(request), None)
    }

    fn explained_json<'s>(
        &'s self,
        scratch: &'s mut Scratch,
        request: &'s [u8],
        defaults: Option<&'s Defaults>,
    ) -> Result<Explanation<'s>, RequestError> {
        scratch.renew(self);
        let request = self.json(scratch, request, true)?;
        self.explained(scratch, &request, defaults)
    }

    fn explained<'s, D: Document<'s>>(
        &'s self,
        scratch: &'s Scratch,
        request: &D,
        defaults: Option<&'s Defaults>,
    ) -> Result<Explanation<'s>, RequestError> {
        let memory = &scratch.memory;
        let payload = memory.alloc(self.read(memory, request, defaults, true)?);
        let trace: &'s Trace<'s> = memory.alloc(Trace::new(memory));
        let decision = decide(&self.inner, scratch, payload, Some(trace));
        let lines = lines::lines(&self.inner, &decision, &trace.noted(), payload.notes);
        Ok(Explanation { decision, lines, tolerance: payload.notes })
    }
}

/// Bytes of a value that an explanation shows: a long one would stand there again and again.
const MOST_BYTES: usize = 16 << 10;

/// As much of a value as is shown, and whether it was cut.
fn start_of(value: Value<'_>) -> (Value<'_>, bool) {
    match value {
        Value::Text(text) if text.len() > MOST_BYTES => {
            let end = (0..=MOST_BYTES).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
            (Value::Text(&text[..end]), true)
        }
        Value::List(items) => {
            let mut left = MOST_BYTES;
            let fits = |item: &&Value<'_>| {
                let size = item.as_text().map_or(8, str::len);
                let fits = size <= left;
                left = left.saturating_sub(size);
                fits
            };
            let count = items.iter().take_while(fits).count();
            (Value::List(&items[..count]), count < items.len())
        }
        value => (value, false),
    }
}
