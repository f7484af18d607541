//! The lines of an explanation: every line of the rules, with what the trace has of it.

use super::{Line, LineKind, LineOutcome, Seen};
use crate::decide::{Noted, Outcome};
use crate::decision::Decision;
use crate::plan::Program;
use crate::read::Note;
use crate::rules::Inner;
use crate::value::Value;
use scimrules_grammar::Span;
use std::borrow::Cow;

/// Every line of the program that decided, in the order of an explanation.
pub(super) fn lines<'a>(
    rules: &'a Inner,
    decision: &Decision<'a>,
    noted: &Noted<'a>,
    notes: &[Note<'a>],
) -> Vec<Line<'a>> {
    let program = decision.program;
    let mut clauses: Vec<_> = noted.lines().map(|at| (noted.clause(at).span, at)).collect();
    clauses.sort_unstable();
    let mut lines = Builder { rules, program, noted, clauses }.lines(decision);
    add_tolerance(&mut lines, notes, program);
    lines
}

struct Builder<'n, 'a> {
    rules: &'a Inner,
    program: &'a Program,
    noted: &'n Noted<'a>,
    /// The clauses that stand in no other, by their spans.
    clauses: Vec<(Span, usize)>,
}

impl<'a> Builder<'_, 'a> {
    /// Every line of the program, with what the trace has of it.
    fn lines(&self, decision: &Decision<'a>) -> Vec<Line<'a>> {
        let program = self.program;
        let mut lines = Vec::with_capacity(
            2 + program.status.len()
                + program.protect.len()
                + program.lines.len()
                + program.notices.len(),
        );
        if let Some(sync) = &program.sync {
            let criterion = sync.criterion.as_ref().map(|criterion| criterion.span);
            let asked = decision.event != Some(crate::plan::Event::Delete);
            lines.push(self.line(LineKind::Criterion, sync.span, criterion, asked));
        }
        if let Some(status) = &program.source_status {
            lines.push(self.line(LineKind::SourceStatus, status.span, Some(status.span), false));
        }
        let event = decision.event;
        for line in &program.status {
            let condition = line.condition.as_ref().map(|condition| condition.span);
            let taken = self.find(line.span).is_some();
            lines.push(self.line(LineKind::Status, line.span, condition, taken));
        }
        for clause in &program.protect {
            let condition = Some(clause.what.span);
            lines.push(self.line(LineKind::Protect, clause.span, condition, false));
        }
        for line in &program.lines {
            let condition = line.condition.as_ref().map(|condition| condition.span);
            let found = self.find(line.span);
            let mut shown = self.line(LineKind::Map, line.span, condition, found.is_some());
            shown.field = Some(&program.fields[line.field].name);
            if let Some(at) = found {
                let clause = self.noted.clause(at);
                self.add(at, &mut shown);
                shown.value = clause.value.map(|value| seen(value, clause.secret));
                shown.error = clause.error;
                if clause.outcome == Outcome::Error {
                    shown.outcome = LineOutcome::Error;
                }
            }
            lines.push(shown);
        }
        let mut told_already = [false; 2];
        for line in &program.notices {
            let condition = line.condition.as_ref().map(|condition| condition.span);
            let kind = if line.mail { "mail" } else { "password" };
            let fits = line.event.is_none() || line.event == event;
            let earlier = &mut told_already[usize::from(line.mail)];
            let told = decision.notify.iter().any(|notice| notice.what == kind);
            let taken = fits && told && !*earlier;
            let shown = self.line(LineKind::Notify, line.span, condition, taken);
            *earlier |= shown.outcome == LineOutcome::True;
            lines.push(shown);
        }
        lines
    }

    /// The clause of a span: the last one.
    fn find(&self, span: Span) -> Option<usize> {
        let behind = self.clauses.partition_point(|(known, _)| *known <= span);
        let (known, at) = self.clauses[..behind].last()?;
        (*known == span).then_some(*at)
    }

    /// A line, or a part of one, of which nothing is known yet.
    #[inline]
    fn blank(&self, kind: Option<LineKind>, span: Span, outcome: LineOutcome) -> Line<'a> {
        Line {
            kind,
            span,
            line: self.rules.source.line(span.start),
            text: self.text(span),
            field: None,
            outcome,
            error: None,
            value: None,
            reads: Vec::new(),
            parts: Vec::new(),
            tolerance: Vec::new(),
        }
    }

    fn line(&self, kind: LineKind, span: Span, condition: Option<Span>, taken: bool) -> Line<'a> {
        let outcome = if taken { LineOutcome::True } else { LineOutcome::Skipped };
        let mut shown = self.blank(Some(kind), span, outcome);
        if let Some(at) = condition.and_then(|condition| self.find(condition)) {
            self.answer(at, &mut shown);
        } else if condition.is_some() && kind != LineKind::Map {
            shown.outcome = LineOutcome::Skipped;
        }
        shown
    }

    fn part(&self, at: usize) -> Line<'a> {
        let mut shown = self.blank(None, self.noted.clause(at).span, LineOutcome::Skipped);
        self.answer(at, &mut shown);
        shown
    }

    /// Puts what a clause said into a line.
    fn answer(&self, at: usize, shown: &mut Line<'a>) {
        let clause = self.noted.clause(at);
        shown.outcome = outcome(clause.outcome);
        shown.error = clause.error;
        shown.value = clause.value.map(|value| seen(value, clause.secret));
        self.add(at, shown);
    }

    /// Adds what a clause read, and its parts.
    fn add(&self, at: usize, shown: &mut Line<'a>) {
        let (count, reads) = self.noted.reads(at);
        let start = shown.reads.len();
        shown.reads.reserve_exact(count);
        shown.reads.extend(reads.map(|read| (self.text(read.span), seen(read.value, read.secret))));
        shown.reads[start..].reverse();
        let count = self.noted.parts(at).count();
        shown.parts.reserve_exact(count);
        shown.parts.extend(self.noted.parts(at).map(|part| self.part(part)));
    }

    /// What is written there, on one line.
    fn text(&self, span: Span) -> Cow<'a, str> {
        self.rules.plan.shown.text(&self.rules.source, span)
    }
}

/// Adds to each line the notes about attributes that it or its parts read.
fn add_tolerance<'a>(lines: &mut [Line<'a>], notes: &[Note<'a>], program: &Program) {
    let attribute = |note: &Note<'a>| {
        let name = note.attribute;
        let urn = name.bytes().rposition(|byte| byte == b':');
        before(&name[urn.map_or(0, |at| at + 1)..], b'.')
    };
    let notes: Vec<_> = notes.iter().map(|note| (attribute(note), *note)).collect();
    if notes.is_empty() {
        return;
    }
    let mut read = Vec::new();
    let about = |line| {
        read.clear();
        attributes_read(line, program, &mut read);
        let is_read = |name: &str| read.iter().any(|known| known.eq_ignore_ascii_case(name));
        let about = notes.iter().filter(|(attribute, _)| is_read(attribute));
        about.map(|(_, note)| *note).collect()
    };
    let tolerance: Vec<Vec<Note<'a>>> = lines.iter().map(about).collect();
    for (line, tolerance) in lines.iter_mut().zip(tolerance) {
        line.tolerance = tolerance;
    }
}

/// The attributes that a line and its parts read: `emails` of `emails[primary eq true].value`.
fn attributes_read<'l>(line: &'l Line<'_>, program: &Program, read: &mut Vec<&'l str>) {
    read.extend(line.reads.iter().map(|(name, _)| attribute_of(name, program)));
    line.parts.iter().for_each(|part| attributes_read(part, program, read));
}

/// The attribute of a path, without its extension.
fn attribute_of<'l>(name: &'l str, program: &Program) -> &'l str {
    let mark = |byte: u8| matches!(byte, b'.' | b'[' | b':');
    let end = name.bytes().position(mark).unwrap_or(name.len());
    let (first, rest) = name.split_at(end);
    match rest.as_bytes().first() {
        // A URN has dots and colons of its own; steps come before a filter.
        Some(b':') => {
            let path = before(name, b'[');
            let urn = path.bytes().rposition(|byte| byte == b':');
            attribute_of(&path[urn.map_or(0, |at| at + 1)..], program)
        }
        Some(b'.') if program.catalogue.extension_by_name(first).is_some() => {
            before(before(&rest[1..], b'['), b'.')
        }
        _ => first,
    }
}

/// What stands before the first mark, or all.
fn before(text: &str, mark: u8) -> &str {
    &text[..text.bytes().position(|byte| byte == mark).unwrap_or(text.len())]
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
