//! The lines of an explanation: every line of the rules, with what the trace has of it.

use super::{Line, LineKind, LineOutcome, Seen};
use crate::decide::{Clause, Outcome};
use crate::decision::Decision;
use crate::plan::Program;
use crate::read::Note;
use crate::rules::Inner;
use crate::value::Value;
use scimrules_grammar::Span;
use std::borrow::Cow;
use std::collections::HashMap;

/// Every line of the program that decided, in the order of an explanation.
pub(super) fn lines<'a>(
    rules: &'a Inner,
    decision: &Decision<'a>,
    trace: Vec<Clause<'a>>,
    notes: &[Note<'a>],
) -> Vec<Line<'a>> {
    let program = decision.program;
    let clauses = trace.into_iter().map(|clause| (clause.span, clause)).collect();
    let mut lines = Builder { rules, program, clauses }.lines(decision);
    add_tolerance(&mut lines, notes, program);
    lines
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

    fn reads(&self, clause: &Clause<'a>) -> Vec<(Cow<'a, str>, Seen<'a>)> {
        let reads = clause.reads.iter();
        reads.map(|read| (self.text(read.span), seen(read.value, read.secret))).collect()
    }

    /// What is written there, on one line.
    fn text(&self, span: Span) -> Cow<'a, str> {
        let text = self.rules.source.slice(span);
        if is_plain(text) {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        for line in text.lines() {
            push_words(line.trim(), &mut out);
        }
        Cow::Owned(out)
    }
}

/// Adds the words of a line, with one space before each but the first.
fn push_words(line: &str, out: &mut String) {
    if is_plain(line) && !line.is_empty() {
        if !out.is_empty() {
            out.push(' ');
        }
        return out.push_str(line);
    }
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

/// True for a text of one line without comments, whose words have one space between them. All of it
/// is looked at, many bytes at a time.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let odd = |byte: u8| u8::from(byte.wrapping_sub(b' ') > b'~' - b' ') | u8::from(byte == b'#');
    let spaces = |(one, next): (&u8, &u8)| u8::from((one | next) == b' ');
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    bytes.iter().fold(0, |found, byte| found | odd(*byte)) == 0
        // Both are printed, and no other two letters come together to a space.
        && pairs.map(spaces).fold(0, |found, two| found | two) == 0
        && !bytes.starts_with(b" ")
        && !bytes.ends_with(b" ")
}

/// Adds to each line the notes about attributes that it or its parts read.
fn add_tolerance<'a>(lines: &mut [Line<'a>], notes: &[Note<'a>], program: &Program) {
    let attribute = |note: &Note<'a>| {
        let name = note.attribute;
        let path = name.rfind(':').map_or(name, |at| &name[at + 1..]);
        path.split('.').next().unwrap_or("")
    };
    let notes: Vec<_> = notes.iter().map(|note| (attribute(note), *note)).collect();
    if notes.is_empty() {
        return;
    }
    for line in lines {
        let mut read = Vec::new();
        attributes_read(line, program, &mut read);
        let is_read = |name: &str| read.iter().any(|known| known.eq_ignore_ascii_case(name));
        let about = notes.iter().filter(|(attribute, _)| is_read(attribute));
        let tolerance = about.map(|(_, note)| *note).collect();
        line.tolerance = tolerance;
    }
}

/// The attributes that a line and its parts read: `emails` of `emails[primary eq true].value`.
fn attributes_read<'l>(line: &'l Line<'_>, program: &Program, read: &mut Vec<&'l str>) {
    let before =
        |text: &str, mark: u8| text.bytes().position(|byte| byte == mark).unwrap_or(text.len());
    for (name, _) in &line.reads {
        // Steps come before a filter, and behind a URN.
        let path = &name[..before(name, b'[')];
        let urn = path.bytes().rposition(|byte| byte == b':');
        let path = &path[urn.map_or(0, |at| at + 1)..];
        let (first, rest) = path.split_at(before(path, b'.'));
        read.push(match rest.strip_prefix('.') {
            Some(rest) if program.catalogue.extension_by_name(first).is_some() => {
                &rest[..before(rest, b'.')]
            }
            _ => first,
        });
    }
    line.parts.iter().for_each(|part| attributes_read(part, program, read));
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
        Outcome::Skipped => LineOutcome::Skipped,
    }
}
