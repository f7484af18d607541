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
    for line in &mut lines {
        line.tolerance = tolerance_of(line, notes, program);
    }
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
        Cow::Owned(out)
    }
}

/// True for a text of one line without comments, whose words have one space between them.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let odd = |byte: &u8| !matches!(byte, b' '..=b'~') || *byte == b'#';
    let spaces = |two: &[u8]| two == b"  ";
    !bytes.iter().any(odd)
        && !bytes.windows(2).any(spaces)
        && !bytes.starts_with(b" ")
        && !bytes.ends_with(b" ")
}

/// The notes about attributes that a line or its parts read.
fn tolerance_of<'a>(line: &Line<'a>, notes: &[Note<'a>], program: &Program) -> Vec<Note<'a>> {
    if notes.is_empty() {
        return Vec::new();
    }
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
        Outcome::Skipped => LineOutcome::Skipped,
    }
}
