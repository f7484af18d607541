//! How much one file may hold, and how many findings are told.

use super::Resolver;
use crate::plan::{Expr, ExprKind, Let, Resource};
use scimrules_grammar::syntax::{Attribute, File, StatementKind, TypeKind};
use scimrules_grammar::{Diagnostic, Severity, Span, closest, codes};
use std::collections::HashMap;

/// After so many errors, and as many warnings and hints, the rest is not told.
const MOST_FINDINGS: usize = 200;
/// So many errors come with a name that may be meant: looking for one goes through all names.
const MOST_SUGGESTIONS: usize = 50;
/// Most places where texts take in a value.
const MOST_HOLES: usize = 20_000;
/// Where less of the stack is left, more is taken, so that threads with small stacks will do.
const RED_ZONE: usize = 128 << 10;
const SEGMENT: usize = 1 << 20;
/// How much all regular expressions of a file may weigh together.
const MOST_PATTERNS: usize = 1_000;

/// How deep expressions may stand in each other while lets on the way are resolved.
const MOST_RUNNING: usize = 400;
/// How deep they may stand in each other when they are worked out, lets included.
const MOST_DEPTH: usize = 128;

/// What is counted while a file is resolved.
#[derive(Default)]
pub(super) struct Counts {
    errors: usize,
    others: usize,
    holes: usize,
    /// Expressions within each other that are being resolved, through lets too.
    depth: usize,
    /// Regular expressions by their text, each compiled once, and what they weigh together.
    patterns: HashMap<String, regex::Regex>,
    weight: usize,
}

impl<'s> Resolver<'s> {
    /// False, with a finding, where the file has more lines or attributes than allowed.
    pub(super) fn is_small_enough(&mut self, file: &File) -> bool {
        let limits = self.environment.limits;
        let (mut lines, mut attributes) = (0, 0);
        for statement in &file.statements {
            lines += 1;
            match &statement.kind {
                StatementKind::Map { entries, .. } => lines += entries.len(),
                StatementKind::Status(entries) => lines += entries.len(),
                StatementKind::Notify(entries) => lines += entries.len(),
                StatementKind::Target { fields, .. } => lines += fields.len(),
                StatementKind::Test { items, .. } => lines += items.len(),
                StatementKind::Attributes(declared)
                | StatementKind::Extension { attributes: declared, .. } => {
                    attributes += 1 + declared.iter().map(parts).sum::<usize>();
                }
                _ => {}
            }
            let (count, limit, what) = match () {
                () if lines > limits.lines => (lines, limits.lines, "statements and lines"),
                () if attributes > limits.attributes => {
                    (attributes, limits.attributes, "extensions and attributes")
                }
                () => continue,
            };
            let message =
                format!("the file has {count} {what} up to here, and {limit} are allowed");
            let finding = Diagnostic::new(&codes::TOO_MANY, statement.span, message)
                .help("put long lists into a `table`, or let the host raise the limit");
            self.report(finding);
            return false;
        }
        true
    }

    pub(crate) fn report(&mut self, finding: Diagnostic) {
        let told = match finding.severity() {
            Severity::Error => &mut self.counts.errors,
            _ => &mut self.counts.others,
        };
        *told += 1;
        if *told <= MOST_FINDINGS {
            self.diagnostics.push(finding);
        }
    }

    /// So many errors were found that another one would not be told.
    pub(super) fn is_full(&self) -> bool {
        self.counts.errors >= MOST_FINDINGS
    }

    /// Says that not all was said.
    pub(super) fn finish(&mut self) {
        if self.is_full() {
            let message = format!("after {MOST_FINDINGS} mistakes the rest is not told");
            let end = self.source.text().len();
            let finding = Diagnostic::new(&codes::TOO_MANY, Span::new(end, end), message)
                .help("mend these first");
            self.diagnostics.push(finding);
        }
    }

    /// The name that may be meant.
    pub(super) fn meant<'n>(
        &self,
        written: &str,
        candidates: impl IntoIterator<Item = &'n str>,
    ) -> Option<&'n str> {
        if self.counts.errors < MOST_SUGGESTIONS { closest(written, candidates) } else { None }
    }

    /// Resolves one level further in, on a stack that is large enough.
    pub(super) fn deeper<T>(
        &mut self,
        span: Span,
        resolve: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        if self.counts.depth >= MOST_RUNNING {
            self.too_deep(span);
            return None;
        }
        self.counts.depth += 1;
        let resolved = stacker::maybe_grow(RED_ZONE, SEGMENT, || resolve(self));
        self.counts.depth -= 1;
        resolved
    }

    /// How deep the value of a let goes, with the lets that it uses; nothing, with a finding, where
    /// that is too deep.
    pub(super) fn depth_of(
        &mut self,
        value: &Expr,
        resource: Resource,
        span: Span,
    ) -> Option<usize> {
        let depth = depth(value, &self.scope(resource).lets);
        if depth > MOST_DEPTH {
            self.too_deep(span);
            return None;
        }
        Some(depth)
    }

    fn too_deep(&mut self, span: Span) {
        let message = "expressions stand too deep in each other, with the lets that they use";
        let finding = Diagnostic::new(&codes::NESTED_TOO_DEEP, span, message)
            .help("use fewer lets within lets");
        self.report(finding);
    }

    /// Counts the values that a text takes in; false, with a finding, where there are too many.
    pub(super) fn holes_fit(&mut self, text: &str, span: Span) -> bool {
        let before = self.counts.holes;
        self.counts.holes += text.matches('{').count();
        // Told once.
        if before > MOST_HOLES {
            return false;
        }
        self.within(self.counts.holes, MOST_HOLES, "braces in texts", span)
    }

    /// A regular expression, compiled once.
    pub(super) fn compile_pattern(&mut self, text: &str, span: Span) -> Option<regex::Regex> {
        if let Some(known) = self.counts.patterns.get(text) {
            return Some(known.clone());
        }
        if !self.pattern_fits(text, span) {
            return None;
        }
        match crate::pattern::compile(text) {
            Ok(pattern) => {
                self.counts.patterns.insert(text.to_owned(), pattern.clone());
                Some(pattern)
            }
            Err(error) => {
                let help = match text.starts_with(['*', '?']) {
                    true => {
                        "any text is `.*`: `*` repeats what stands before it; the end of a text is asked by `ew`"
                    }
                    false => {
                        "patterns have no look-around and no back-references; a backslash is written `\\\\`"
                    }
                };
                self.report(Diagnostic::new(&codes::BAD_PATTERN, span, error.message).help(help));
                None
            }
        }
    }

    /// Counts a regular expression; false, with a finding, where they are too many or too large.
    pub(super) fn pattern_fits(&mut self, text: &str, span: Span) -> bool {
        // Told once.
        if self.counts.weight > MOST_PATTERNS {
            return false;
        }
        self.counts.weight += crate::pattern::weight(text);
        let message = "the regular expressions of the file are too many or too large".to_owned();
        let fits = self.counts.weight <= MOST_PATTERNS;
        if !fits {
            let finding = Diagnostic::new(&codes::TOO_MANY, span, message)
                .help("join them with `|`, or repeat less, and fewer classes like `\\w`");
            self.report(finding);
        }
        fits
    }

    fn within(&mut self, count: usize, limit: usize, what: &str, span: Span) -> bool {
        if count > limit {
            let message = format!("the file has more than {limit} {what}");
            let finding = Diagnostic::new(&codes::TOO_MANY, span, message)
                .help("name texts that are the same with `let`, or split the rules");
            self.report(finding);
        }
        count <= limit
    }
}

fn depth(value: &Expr, lets: &[Let]) -> usize {
    let inside = value.children().into_iter().map(|child| depth(child, lets)).max().unwrap_or(0);
    1 + match value.kind {
        ExprKind::Let(at) => lets[at].depth,
        _ => inside,
    }
}

/// An attribute and its parts.
fn parts(attribute: &Attribute) -> usize {
    match &attribute.ty.kind {
        TypeKind::Complex(parts) => 1 + parts.len(),
        TypeKind::Named(_) => 1,
    }
}
