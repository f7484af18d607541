//! Text to syntax tree. pest stands behind these functions only.

mod build;
mod entries;
mod expected;
mod hints;
mod recover;

use crate::diagnostic::{Diagnostic, codes};
use crate::limits::SourceLimits;
use crate::scan::{Scan, scan};
use crate::source::Span;
use crate::syntax::{Expr, File, Path, Piece};
use build::Builder;
use pest::Parser;

#[derive(pest_derive::Parser)]
#[grammar = "filter.pest"]
#[grammar = "rules.pest"]
pub(crate) struct Pest;

/// After so many mistakes a text is hardly rules, and going on would only cost.
const MOST_FINDINGS: usize = 500;

fn too_many(at: usize) -> Diagnostic {
    let message = format!("more than {MOST_FINDINGS} mistakes; the rest is not looked at");
    Diagnostic::new(&codes::TOO_MANY, Span::new(at, at), message).help("mend these first")
}

/// A tree and what was found on the way to it.
#[derive(Debug)]
pub struct Parsed {
    /// All statements that could be read.
    pub file: File,
    /// Errors of the text; empty where the whole file could be read.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a rules file. What cannot be read is reported and left out, all of it in one run.
///
/// Time is linear in the size of the text; memory and stack are bounded by `limits`.
pub fn parse(text: &str, limits: &SourceLimits) -> Parsed {
    let mut scan = scan(text, limits);
    let mut file = File { comments: std::mem::take(&mut scan.comments), ..File::default() };
    let mut diagnostics = std::mem::take(&mut scan.diagnostics);
    if !scan.fatal {
        let deepest = scan.deepest;
        with_stack(deepest, || scanned(text, &scan, &mut file, &mut diagnostics));
    }
    if diagnostics.len() >= MOST_FINDINGS
        && !diagnostics.iter().any(|finding| finding.code == &codes::TOO_MANY)
    {
        diagnostics.push(too_many(text.len()));
    }
    diagnostics.sort_by_key(|finding| finding.span().start);
    Parsed { file, diagnostics }
}

/// Reads a text that may be parsed: as a whole, else part by part.
fn scanned(text: &str, scan: &Scan, file: &mut File, diagnostics: &mut Vec<Diagnostic>) {
    let plain = scan.repairs.apply(text, false);
    // Where a line starts anew is a guess: what parses as a whole has no bracket open.
    let mut parsed = scan.balanced.then(|| Pest::parse(Rule::file, &plain));
    let bracketed;
    let mut repaired = &plain;
    if let Some(Ok(_)) = parsed {
        diagnostics.retain(|finding| {
            finding.code != &codes::BRACKET_NOT_CLOSED && finding.code != &codes::BRACKET_TOO_MANY
        });
    } else if scan.repairs.has_brackets() || parsed.is_none() {
        bracketed = scan.repairs.apply(text, true);
        repaired = &bracketed;
        parsed = scan.unclosed.is_empty().then(|| Pest::parse(Rule::file, repaired));
    }
    match parsed {
        Some(Ok(pairs)) => {
            let mut builder = Builder::new(0, &file.comments, diagnostics);
            file.statements = builder.file(pairs);
        }
        failed => {
            let error = failed.and_then(Result::err);
            let error = error.as_ref();
            recover::recover(repaired, text, scan, error, file, diagnostics);
        }
    }
}

/// Stack that reading takes for each bracket or branch that is open, with some to spare.
const STACK_PER_LEVEL: usize = if cfg!(debug_assertions) { 64 << 10 } else { 16 << 10 };

/// The parser and the tree that is made of what it finds go as deep as the text does: there is
/// always stack for that, whatever the thread has left.
fn with_stack<T>(deepest: usize, read: impl FnOnce() -> T) -> T {
    let needed = (deepest + 4) * STACK_PER_LEVEL;
    stacker::maybe_grow(needed, needed + STACK_PER_LEVEL, read)
}

/// Reads an expression that stands alone: a SCIM filter. It may still hold what only rules have.
pub fn parse_expression(text: &str, limits: &SourceLimits) -> Result<Expr, Vec<Diagnostic>> {
    let deepest = alone(text, limits)?;
    with_stack(deepest, || match Pest::parse(Rule::one_expression, text) {
        Ok(mut pairs) => {
            let mut diagnostics = Vec::new();
            let mut builder = Builder::new(0, &[], &mut diagnostics);
            let expression = builder.one_expression(pairs.next());
            match expression {
                Some(expression) if diagnostics.is_empty() => Ok(expression),
                _ => Err(diagnostics),
            }
        }
        Err(error) => Err(vec![expected::alone(&error, text)]),
    })
}

/// Reads a SCIM path that stands alone, as in PATCH.
pub fn parse_path(text: &str, limits: &SourceLimits) -> Result<Path, Vec<Diagnostic>> {
    let deepest = alone(text, limits)?;
    with_stack(deepest, || match Pest::parse(Rule::one_path, text) {
        Ok(mut pairs) => {
            let mut diagnostics = Vec::new();
            let mut builder = Builder::new(0, &[], &mut diagnostics);
            let path = builder.one_path(pairs.next());
            match path {
                Some(path) if diagnostics.is_empty() => Ok(path),
                _ => Err(diagnostics),
            }
        }
        Err(error) => Err(vec![expected::alone(&error, text)]),
    })
}

/// The checks before a filter or path is parsed; how deep it goes.
fn alone(text: &str, limits: &SourceLimits) -> Result<usize, Vec<Diagnostic>> {
    if text.len() > limits.filter_size {
        let message = format!(
            "the filter is {} bytes long, and {} are allowed",
            text.len(),
            limits.filter_size
        );
        return Err(vec![Diagnostic::new(&codes::SOURCE_TOO_LARGE, Span::default(), message)]);
    }
    let scan = scan(text, limits);
    let mut diagnostics = scan.diagnostics;
    for comment in scan.comments {
        let message = "a filter has no comments";
        diagnostics.push(Diagnostic::new(&codes::BAD_CHARACTER, comment.span, message));
    }
    if diagnostics.is_empty() { Ok(scan.deepest) } else { Err(diagnostics) }
}

/// Takes a text with interpolation apart: `"{a} {b}"`. `value` is the text with its escapes
/// resolved; `span` is where it stands in the source.
pub fn parse_pieces(value: &str, span: Span, source: &str) -> Result<Vec<Piece>, Diagnostic> {
    let raw = source.get(span.range()).unwrap_or("");
    // Without escapes a place in the value is a place in the source.
    let base = (!raw.contains('\\')).then_some(span.start + 1);
    let place = |start: usize, end: usize| match base {
        Some(base) => Span::new(base as usize + start, base as usize + end),
        None => span,
    };
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut at = 0;
    while let Some(found) = value[at..].find(['{', '}']) {
        literal.push_str(&value[at..at + found]);
        at += found;
        let mark = &value[at..at + 1];
        if value[at..].starts_with("{{") || value[at..].starts_with("}}") {
            literal.push_str(mark);
            at += 2;
            continue;
        }
        if mark == "}" {
            literal.push('}');
            at += 1;
            continue;
        }
        let Some(end) = hole_end(&value[at..]) else {
            return Err(bad_hole(place(at, at + 1), "the brace is not closed"));
        };
        let inner = &value[at + 1..at + end];
        let expression = hole(inner, place(at + 1, at + end), base.is_some())
            .map_err(|message| bad_hole(place(at, at + end + 1), &message))?;
        if !literal.is_empty() {
            pieces.push(Piece::Literal(std::mem::take(&mut literal)));
        }
        pieces.push(Piece::Hole(expression));
        at += end + 1;
    }
    literal.push_str(&value[at..]);
    if !literal.is_empty() {
        pieces.push(Piece::Literal(literal));
    }
    Ok(pieces)
}

/// The closing brace of a hole, texts within it passed over.
fn hole_end(text: &str) -> Option<usize> {
    let mut quoted = false;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' if quoted => {
                bytes.next();
            }
            b'"' => quoted = !quoted,
            b'}' if !quoted => return Some(at),
            _ => {}
        }
    }
    None
}

fn bad_hole(span: Span, message: &str) -> Diagnostic {
    Diagnostic::new(&codes::BAD_INTERPOLATION, span, message.to_owned())
        .help("`{name.givenName}` puts in a value: a name, a path or a call; `{{` writes a brace")
}

fn hole(inner: &str, span: Span, exact: bool) -> Result<Expr, String> {
    if inner.trim().is_empty() {
        return Err("the braces are empty".to_owned());
    }
    let wrong = || format!("`{}` is not a name, a path or a call", inner.trim());
    let scan = scan(inner, &SourceLimits::default());
    if !scan.diagnostics.is_empty() {
        return Err(wrong());
    }
    with_stack(scan.deepest, || {
        let mut pairs = Pest::parse(Rule::one_expression, inner).map_err(|_| wrong())?;
        let mut diagnostics = Vec::new();
        let base = if exact { span.start } else { 0 };
        let mut builder = Builder::new(base, &[], &mut diagnostics);
        if !exact {
            builder = builder.everywhere(span);
        }
        let expression = builder.one_expression(pairs.next()).ok_or_else(wrong)?;
        let plain = matches!(
            expression.kind,
            crate::syntax::ExprKind::Path(_) | crate::syntax::ExprKind::Call { .. }
        );
        if diagnostics.is_empty() && plain { Ok(expression) } else { Err(wrong()) }
    })
}
