//! A decision with, for every line of the rules, what it said and what it read.

use crate::api::RequestError;
use crate::decide::{Clause, Outcome, Trace, decide};
use crate::decision::Decision;
use crate::defaults::Defaults;
use crate::plan::Program;
use crate::read::{Json, Note, RequestSource};
use crate::rules::{Inner, Rules};
use crate::scratch::Scratch;
use crate::value::Value;
use scimrules_grammar::Span;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::collections::HashMap;
use std::fmt::Write;

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
    /// It was not asked: another line won, or the event is another.
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
    pub text: String,
    /// The target field of a map line.
    pub field: Option<&'a str>,
    /// What it said.
    pub outcome: LineOutcome,
    /// Why it failed.
    pub error: Option<&'a str>,
    /// The value that a map line gave.
    pub value: Option<Seen<'a>>,
    /// The names that it read, with their values.
    pub reads: Vec<(String, Seen<'a>)>,
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
        self.check_size(request)?;
        self.explain_from(scratch, &Json(request))
    }

    /// The same; what the request lacks it takes from `defaults`.
    pub fn explain_with<'s>(
        &'s self,
        scratch: &'s mut Scratch,
        request: &'s [u8],
        defaults: &'s Defaults,
    ) -> Result<Explanation<'s>, RequestError> {
        self.check_size(request)?;
        self.explained(scratch, &Json(request), Some(defaults))
    }

    /// The same for a request of any serde format.
    pub fn explain_from<'s, 'de: 's, R: RequestSource<'de>>(
        &'s self,
        scratch: &'s mut Scratch,
        request: &R,
    ) -> Result<Explanation<'s>, RequestError> {
        self.explained(scratch, request, None)
    }

    fn explained<'s, 'de: 's, R: RequestSource<'de>>(
        &'s self,
        scratch: &'s mut Scratch,
        request: &R,
        defaults: Option<&'s Defaults>,
    ) -> Result<Explanation<'s>, RequestError> {
        scratch.memory.reset();
        let memory = &scratch.memory;
        let payload = memory.alloc(self.read(memory, request, defaults, true)?);
        let trace: &'s Trace<'s> = memory.alloc(Trace::default());
        let decision = decide(&self.inner, memory, payload, Some(trace));
        let clauses = trace.finish().into_iter().map(|clause| (clause.span, clause)).collect();
        let mut builder = Builder { rules: &self.inner, program: decision.program, clauses };
        let mut lines = builder.lines(&decision);
        for line in &mut lines {
            line.tolerance = tolerance_of(line, payload.notes, decision.program);
        }
        Ok(Explanation { decision, lines, tolerance: payload.notes })
    }
}

struct Builder<'a> {
    rules: &'a Inner,
    program: &'a Program,
    clauses: HashMap<Span, Clause<'a>>,
}

impl<'a> Builder<'a> {
    /// Every line of the program, with what the trace has of it.
    fn lines(&mut self, decision: &Decision<'a>) -> Vec<Line<'a>> {
        let program = self.program;
        let mut lines = Vec::new();
        if let Some(sync) = &program.sync {
            let criterion = sync.criterion.as_ref().map(|criterion| criterion.span);
            let asked = decision.event != Some(crate::plan::Event::Delete);
            lines.push(self.line(LineKind::Criterion, sync.span, criterion, None, asked));
        }
        if let Some(status) = &program.source_status {
            lines.push(self.line(
                LineKind::SourceStatus,
                status.span,
                Some(status.span),
                None,
                false,
            ));
        }
        let event = decision.event;
        for line in &program.status {
            let condition = line.condition.as_ref().map(|condition| condition.span);
            let taken = self.take(line.span).is_some();
            lines.push(self.line(LineKind::Status, line.span, condition, None, taken));
        }
        for clause in &program.protect {
            lines.push(self.line(
                LineKind::Protect,
                clause.span,
                Some(clause.what.span),
                None,
                false,
            ));
        }
        for line in &program.lines {
            let field = program.fields[line.field].name.as_str();
            let condition = line.condition.as_ref().map(|condition| condition.span);
            let found = self.take(line.span);
            let asked = found.is_some();
            let mut shown = self.line(LineKind::Map, line.span, condition, Some(field), asked);
            if let Some(found) = found {
                let secret = found.secret;
                shown.reads.extend(self.reads(&found));
                shown.parts.extend(found.parts.iter().map(|part| self.part(part)));
                shown.value = found.value.map(|value| seen(value, secret));
                shown.error = found.error;
                if found.outcome == Outcome::Error {
                    shown.outcome = LineOutcome::Error;
                }
            }
            lines.push(shown);
        }
        for line in &program.notices {
            let condition = line.condition.as_ref().map(|condition| condition.span);
            let kind = if line.mail { "mail" } else { "password" };
            let fits = line.event.is_none() || line.event == event;
            let earlier = lines.iter().any(|known: &Line<'_>| {
                known.kind == Some(LineKind::Notify)
                    && known.outcome == LineOutcome::True
                    && known.text.starts_with(kind)
            });
            let told = decision.notify.iter().any(|notice| notice.what == kind);
            let taken = fits && told && !earlier;
            lines.push(self.line(LineKind::Notify, line.span, condition, None, taken));
        }
        lines
    }

    /// The clause of a span, taken out of the trace.
    fn take(&mut self, span: Span) -> Option<Clause<'a>> {
        self.clauses.remove(&span)
    }

    fn line(
        &mut self,
        kind: LineKind,
        span: Span,
        condition: Option<Span>,
        field: Option<&'a str>,
        taken: bool,
    ) -> Line<'a> {
        let text = self.text(span);
        let line = self.rules.source.line(span.start);
        let mut shown = Line {
            kind: Some(kind),
            span,
            line,
            text,
            field,
            outcome: if taken { LineOutcome::True } else { LineOutcome::Skipped },
            error: None,
            value: None,
            reads: Vec::new(),
            parts: Vec::new(),
            tolerance: Vec::new(),
        };
        if let Some(clause) = condition.and_then(|condition| self.take(condition)) {
            shown.outcome = outcome(clause.outcome);
            shown.error = clause.error;
            shown.value = clause.value.map(|value| seen(value, clause.secret));
            shown.reads = self.reads(&clause);
            shown.parts = clause.parts.iter().map(|part| self.part(part)).collect();
        } else if condition.is_some() && kind != LineKind::Map {
            shown.outcome = LineOutcome::Skipped;
        }
        shown
    }

    fn part(&self, clause: &Clause<'a>) -> Line<'a> {
        Line {
            kind: None,
            span: clause.span,
            line: self.rules.source.line(clause.span.start),
            text: self.text(clause.span),
            field: None,
            outcome: outcome(clause.outcome),
            error: clause.error,
            value: clause.value.map(|value| seen(value, clause.secret)),
            reads: self.reads(clause),
            parts: clause.parts.iter().map(|part| self.part(part)).collect(),
            tolerance: Vec::new(),
        }
    }

    fn reads(&self, clause: &Clause<'a>) -> Vec<(String, Seen<'a>)> {
        let reads = clause.reads.iter();
        reads.map(|read| (self.text(read.span), seen(read.value, read.secret))).collect()
    }

    fn text(&self, span: Span) -> String {
        let text = self.rules.source.slice(span);
        let mut out = String::new();
        for line in text.lines() {
            // A comment within a clause is not a part of it.
            let line = match line.find('#') {
                Some(at) if !line[..at].contains('"') => &line[..at],
                _ => line,
            };
            for word in line.split_whitespace() {
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(word);
            }
        }
        out
    }
}

/// The notes about attributes that a line or its parts read.
fn tolerance_of<'a>(line: &Line<'a>, notes: &[Note<'a>], program: &Program) -> Vec<Note<'a>> {
    let mut roots = Vec::new();
    read_roots(line, program, &mut roots);
    let about = |note: &&Note<'a>| {
        let name = note.attribute.rsplit(':').next().unwrap_or("");
        let root = name.split('.').next().unwrap_or("");
        roots.iter().any(|known| known.eq_ignore_ascii_case(root))
    };
    notes.iter().filter(about).copied().collect()
}

/// The attributes that a line and its parts read: `emails` of `emails[primary eq true].value`.
fn read_roots(line: &Line<'_>, program: &Program, roots: &mut Vec<String>) {
    for (name, _) in &line.reads {
        let path = name.split('[').next().unwrap_or("");
        let path = path.rsplit(':').next().unwrap_or("");
        let mut steps = path.split('.');
        let first = steps.next().unwrap_or("");
        let root = match program.catalogue.extension_by_name(first) {
            Some(_) => steps.next().unwrap_or(first),
            None => first,
        };
        roots.push(root.to_owned());
    }
    for part in &line.parts {
        read_roots(part, program, roots);
    }
}

fn seen(value: Value<'_>, secret: bool) -> Seen<'_> {
    if secret && value.is_some() { Seen::Secret } else { Seen::Value(value) }
}

fn outcome(outcome: Outcome) -> LineOutcome {
    match outcome {
        Outcome::True | Outcome::Value => LineOutcome::True,
        Outcome::False => LineOutcome::False,
        Outcome::Unknown => LineOutcome::Unknown,
        Outcome::Error => LineOutcome::Error,
    }
}

impl Serialize for Seen<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Seen::Secret => map.serialize_entry("state", "secret")?,
            Seen::Value(Value::Unknown) => map.serialize_entry("state", "unknown")?,
            Seen::Value(Value::Absent) => map.serialize_entry("state", "absent")?,
            Seen::Value(Value::Null) => map.serialize_entry("state", "null")?,
            Seen::Value(value) => {
                map.serialize_entry("state", "value")?;
                map.serialize_entry("value", value)?;
            }
        }
        map.end()
    }
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Place {
            start: u32,
            end: u32,
        }
        #[derive(Serialize)]
        struct Read<'a> {
            name: &'a str,
            #[serde(flatten)]
            seen: &'a Seen<'a>,
        }
        let mut map = serializer.serialize_map(None)?;
        if let Some(kind) = self.kind {
            map.serialize_entry("kind", kind.text())?;
        }
        if let Some(field) = self.field {
            map.serialize_entry("field", field)?;
        }
        map.serialize_entry("text", &self.text)?;
        map.serialize_entry("line", &self.line)?;
        map.serialize_entry("span", &Place { start: self.span.start, end: self.span.end })?;
        map.serialize_entry("outcome", self.outcome.text())?;
        if let Some(error) = self.error {
            map.serialize_entry("error", error)?;
        }
        if let Some(value) = &self.value {
            map.serialize_entry("value", value)?;
        }
        if !self.reads.is_empty() {
            let reads: Vec<Read<'_>> =
                self.reads.iter().map(|(name, seen)| Read { name, seen }).collect();
            map.serialize_entry("reads", &reads)?;
        }
        if !self.parts.is_empty() {
            map.serialize_entry("parts", &self.parts)?;
        }
        if !self.tolerance.is_empty() {
            map.serialize_entry("tolerance", &self.tolerance)?;
        }
        map.end()
    }
}

impl Serialize for Explanation<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("decision", &self.decision)?;
        map.serialize_entry("lines", &self.lines)?;
        map.serialize_entry("tolerance", self.tolerance)?;
        map.end()
    }
}

impl Explanation<'_> {
    /// As JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// As text for a person.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        let decision = &self.decision;
        let _ = write!(out, "{}", decision.action);
        if let Some(event) = decision.event {
            let _ = write!(out, " (event: {event})");
        }
        if let Some(because) = &decision.because {
            let _ = write!(out, ", because of line {}: {}", because.line, because.rule);
        }
        out.push('\n');
        for error in decision.errors {
            let _ = writeln!(out, "  error {}: {}{}", error.code, error.message, at(error.line));
        }
        for warning in decision.warnings {
            let _ = writeln!(
                out,
                "  warning {}: {}{}",
                warning.code,
                warning.message,
                at(warning.line)
            );
        }
        if let Some(then) = decision.then {
            let _ = writeln!(out, "  then {} after {}", then.action, then.after);
        }
        if let Some(again) = decision.again {
            let _ = writeln!(out, "  ask again at {again}");
        }
        for notice in decision.notify {
            let _ = writeln!(out, "  notify: {} to {}", notice.what, notice.to);
        }
        let mut heading = None;
        for line in &self.lines {
            if heading != line.kind {
                heading = line.kind;
                let title = line.kind.map_or("", LineKind::text);
                let _ = writeln!(out, "\n{title}");
            }
            line_text(line, 1, &mut out);
        }
        if !self.tolerance.is_empty() {
            out.push_str("\ntolerated in the payload\n");
            for note in self.tolerance {
                let _ = writeln!(out, "  {}: {}", note.attribute, note.tolerance);
            }
        }
        out
    }
}

fn at(line: Option<u32>) -> String {
    line.map(|line| format!(" (line {line})")).unwrap_or_default()
}

fn line_text(line: &Line<'_>, depth: usize, out: &mut String) {
    let mark = match line.outcome {
        LineOutcome::True => "yes    ",
        LineOutcome::False => "no     ",
        LineOutcome::Unknown => "unknown",
        LineOutcome::Error => "error  ",
        LineOutcome::Skipped => "-      ",
    };
    let mark = if line.kind == Some(LineKind::Map) && line.outcome == LineOutcome::True {
        "set    "
    } else {
        mark
    };
    let _ = write!(out, "{:indent$}{mark} {:>4}  {}", "", line.line, line.text, indent = depth * 2);
    if line.kind == Some(LineKind::Map)
        && let Some(value) = &line.value
    {
        let _ = write!(out, "  →  {}", seen_text(value));
    }
    if let Some(error) = line.error {
        let _ = write!(out, "  ({error})");
    }
    out.push('\n');
    if line.parts.is_empty() || line.kind == Some(LineKind::Map) {
        for (name, seen) in &line.reads {
            let _ = writeln!(
                out,
                "{:indent$}{name} is {}",
                "",
                seen_text(seen),
                indent = depth * 2 + 14
            );
        }
    }
    for part in &line.parts {
        line_text(part, depth + 1, out);
    }
}

fn seen_text(seen: &Seen<'_>) -> String {
    match seen {
        Seen::Secret => "a secret".to_owned(),
        Seen::Value(Value::Unknown) => "unknown".to_owned(),
        Seen::Value(Value::Absent) => "absent".to_owned(),
        Seen::Value(Value::Null) => "null".to_owned(),
        Seen::Value(value) => serde_json::to_string(value).unwrap_or_default(),
    }
}
