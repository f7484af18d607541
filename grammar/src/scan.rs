//! A first look at a text, before the parser: comments, brackets, and what no parser should see.
//! One pass, no recursion.

use crate::diagnostic::{Diagnostic, codes};
use crate::limits::SourceLimits;
use crate::source::Span;
use crate::syntax::Comment;

/// What the first look found.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    /// Every comment, in order.
    pub(crate) comments: Vec<Comment>,
    /// Findings; the parser may still run unless `fatal`.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The parser must not run.
    pub(crate) fatal: bool,
    /// Where a statement seems to start, for recovery.
    pub(crate) starts: Vec<usize>,
    /// Every bracket is closed by its counterpart, wherever statements seem to start, and none
    /// stands too deep.
    pub(crate) balanced: bool,
    /// Brackets that were never closed: where they stand, and the place where they should have been.
    pub(crate) unclosed: Vec<(usize, usize)>,
}

struct Open {
    at: usize,
    bracket: u8,
}

/// The statement keywords, as they are written.
pub(crate) const KEYWORDS: [&str; 20] = [
    "store",
    "extension",
    "attributes",
    "param",
    "let",
    "target",
    "match",
    "map",
    "keep",
    "table",
    "sync",
    "source",
    "status",
    "notify",
    "protect",
    "limit",
    "again",
    "script",
    "test",
    "strict",
];

/// True where the text starts like a whole statement, not just with a word that could be a name:
/// `status {` does, `status = "x"` does not.
pub(crate) fn starts_statement(text: &str) -> bool {
    let (word, rest) = word(text);
    let (next, after) = word_or_mark(rest);
    let (third, _) = word_or_mark(after);
    match word {
        "store" | "test" => next == "\"",
        "script" => rest.trim_start().starts_with("\"\"\""),
        "extension" => third == "\"",
        "attributes" | "status" | "notify" => next == "{",
        "map" | "target" => next == "{" || (next == "groups" || next == "users") && third == "{",
        "table" => third == "{" && is_word(next),
        "let" => third == "=" && is_word(next),
        "param" => {
            let (fourth, rest) = word_or_mark(word_or_mark(after).1);
            let many = fourth == "[" && rest.trim_start().starts_with(']');
            is_word(next) && is_word(third) && (fourth == "=" || many || starts_line(after, third))
        }
        "match" => is_word(next) && !TYPES.contains(&next),
        // Within a few lines: the rest of a long text is not looked through for each line.
        "keep" => is_word(next) && rest.split('\n').take(3).any(|line| line.contains("matches")),
        "sync" => next == "all" || third == "where",
        "source" => next == "complete" || next == "status" && third == "=",
        "protect" => next == "if" || third == "if",
        "limit" => is_word(next) && (third == "to" || third == "+"),
        "again" => next == "at",
        "strict" => {
            let line = rest.split('\n').next().unwrap_or("");
            line.trim().is_empty() || line.trim_start().starts_with('#')
        }
        _ => false,
    }
}

const TYPES: [&str; 7] =
    ["string", "boolean", "integer", "decimal", "dateTime", "reference", "binary"];

/// `param NAME type` at the end of its line.
fn starts_line(after: &str, third: &str) -> bool {
    let rest = after.trim_start().strip_prefix(third).unwrap_or("");
    rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n') || rest.trim().is_empty()
}

fn is_word(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
}

pub(crate) fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'$')
}

fn word(text: &str) -> (&str, &str) {
    let end = text.bytes().position(|byte| !is_name_byte(byte)).unwrap_or(text.len());
    text.split_at(end)
}

fn word_or_mark(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let (name, rest) = word(text);
    if !name.is_empty() {
        return (name, rest);
    }
    let end = text.chars().next().map_or(0, char::len_utf8);
    text.split_at(end)
}

/// Looks through a rules text.
pub(crate) fn scan(text: &str, limits: &SourceLimits) -> Scan {
    let mut scan = Scan::default();
    if text.len() > limits.size {
        let message =
            format!("the rules are {} bytes long, and {} are allowed", text.len(), limits.size);
        let finding = Diagnostic::new(&codes::SOURCE_TOO_LARGE, Span::default(), message)
            .help("split the rules, or let the host raise the limit");
        scan.diagnostics.push(finding);
        scan.fatal = true;
        return scan;
    }
    let bytes = text.as_bytes();
    let mut open: Vec<Open> = Vec::new();
    // The same, without the guess that a statement ends what is open before it.
    let mut truly_open: Vec<u8> = Vec::new();
    scan.balanced = true;
    let mut thens = 0usize;
    let mut line_start = true;
    let mut column_zero = true;
    let mut at = 0;
    while at < bytes.len() {
        if scan.diagnostics.len() >= MOST_FINDINGS {
            scan.gives_up(at);
            return scan;
        }
        let byte = bytes[at];
        if line_start && byte.is_ascii_alphabetic() {
            let rest = &text[at..];
            // `keep` is a line of `map`, too.
            let in_map =
                || scan.starts.last().is_some_and(|start| text[*start..].starts_with("map"));
            let map_line = rest.starts_with("keep") && !column_zero && !open.is_empty() && in_map();
            if !map_line && starts_statement(rest) {
                while let Some(bracket) = open.pop() {
                    scan.not_closed(text, &bracket, at);
                }
                scan.starts.push(at);
            } else if open.is_empty() && column_zero && starts_unknown_block(rest) {
                scan.starts.push(at);
            }
        }
        match byte {
            b'\n' => {
                line_start = true;
                column_zero = true;
                at += 1;
                continue;
            }
            b' ' | b'\t' | b'\r' => {
                column_zero = false;
                at += 1;
                continue;
            }
            b'#' => {
                let end = text[at..].find('\n').map_or(bytes.len(), |end| at + end);
                let end = at + text[at..end].trim_end().len();
                scan.comments.push(Comment { span: Span::new(at, end) });
                at = end;
            }
            b'"' if text[at..].starts_with("\"\"\"") => match text[at + 3..].find("\"\"\"") {
                Some(length) => at += 3 + length + 3,
                None => {
                    let message = "the script is not closed";
                    let finding =
                        Diagnostic::new(&codes::SCRIPT_NOT_CLOSED, Span::new(at, at + 3), message)
                            .at("opened here")
                            .help("close it with `\"\"\"` on a line of its own");
                    scan.diagnostics.push(finding);
                    at = bytes.len();
                }
            },
            b'"' => at = scan.text_end(text, at),
            b'\'' => {
                let line = text[at + 1..].split('\n').next().unwrap_or("");
                let length = line.find('\'').map_or(1, |length| length + 2);
                let span = Span::new(at, at + length);
                let mut finding = Diagnostic::new(
                    &codes::SINGLE_QUOTES,
                    span,
                    "texts stand in double quotes, not in single ones",
                );
                if length > 1 {
                    let inner = &text[at + 1..at + length - 1];
                    let double = format!("\"{}\"", inner.replace('"', "\\\""));
                    finding = finding.help(format!("write `{double}`")).fix(span, double);
                }
                scan.diagnostics.push(finding);
                at += length;
            }
            b'{' | b'(' | b'[' => {
                open.push(Open { at, bracket: byte });
                truly_open.push(byte);
                scan.balanced &= truly_open.len() + thens <= limits.nesting;
                if open.len() + thens > limits.nesting {
                    scan.too_deep(at, limits.nesting);
                    return scan;
                }
                at += 1;
            }
            b'}' | b')' | b']' => {
                scan.balanced &= truly_open.pop() == Some(opener(byte));
                scan.close(text, &mut open, at);
                at += 1;
            }
            b'/' if text[at..].starts_with("//") || text[at..].starts_with("/*") => {
                let end = text[at..].find('\n').map_or(bytes.len(), |end| at + end);
                let finding = Diagnostic::new(
                    &codes::BAD_CHARACTER,
                    Span::new(at, at + 2),
                    "comments start with `#`",
                )
                .help("write `#` before the comment")
                .fix(Span::new(at, at + 2), "#");
                scan.diagnostics.push(finding);
                at = end;
            }
            _ if byte.is_ascii_alphabetic() => {
                let (name, _) = word(&text[at..]);
                // `then` branches are the one way to nest without a bracket.
                match name {
                    "then" => thens += 1,
                    "else" => thens = thens.saturating_sub(1),
                    _ => {}
                }
                scan.balanced &= truly_open.len() + thens <= limits.nesting;
                if open.len() + thens > limits.nesting {
                    scan.too_deep(at, limits.nesting);
                    return scan;
                }
                at += name.len();
            }
            _ if byte.is_ascii() => at += 1,
            _ => at = scan.odd_character(text, at),
        }
        line_start = false;
        column_zero = false;
    }
    while let Some(bracket) = open.pop() {
        scan.not_closed(text, &bracket, text.len());
    }
    scan.balanced &= truly_open.is_empty();
    scan
}

/// The bracket that a closing one belongs to.
fn opener(close: u8) -> u8 {
    match close {
        b'}' => b'{',
        b')' => b'(',
        _ => b'[',
    }
}

/// `mapp {` or `tabel NAME {` at the very start of a line: most likely a keyword spelt wrong.
fn starts_unknown_block(text: &str) -> bool {
    let (_, rest) = word(text);
    let (next, after) = word_or_mark(rest);
    next == "{" || is_word(next) && word_or_mark(after).0 == "{"
}

/// After so many mistakes a text is hardly rules, and going on would only cost.
const MOST_FINDINGS: usize = 200;

impl Scan {
    fn gives_up(&mut self, at: usize) {
        let message = format!("more than {MOST_FINDINGS} mistakes; the rest is not looked at");
        let finding =
            Diagnostic::new(&codes::TOO_MANY, Span::new(at, at), message).help("mend these first");
        self.diagnostics.push(finding);
        self.fatal = true;
    }

    fn too_deep(&mut self, at: usize, limit: usize) {
        let message = format!("brackets and branches stand more than {limit} deep");
        let finding = Diagnostic::new(&codes::NESTED_TOO_DEEP, Span::new(at, at + 1), message)
            .at("one too many")
            .help("give parts of the expression a name with `let`");
        self.diagnostics.push(finding);
        self.fatal = true;
    }

    fn not_closed(&mut self, text: &str, open: &Open, before: usize) {
        let opener = Span::new(open.at, open.at + 1);
        let close = match open.bracket {
            b'{' => '}',
            b'(' => ')',
            _ => ']',
        };
        let end = match open.bracket {
            b'{' => before,
            _ => text[open.at..].find('\n').map_or(before, |end| before.min(open.at + end)),
        };
        let end = text[..end].trim_end().len().max(open.at + 1);
        let message = format!("`{}` is never closed", open.bracket as char);
        let finding = Diagnostic::new(&codes::BRACKET_NOT_CLOSED, opener, message)
            .at("opened here")
            .label(
                Span::new(end.min(before), end.min(before)),
                format!("`{close}` is missing here"),
            )
            .help(format!("close it with `{close}`"));
        self.diagnostics.push(finding);
        self.unclosed.push((open.at, before));
    }

    fn close(&mut self, text: &str, open: &mut Vec<Open>, at: usize) {
        let opener = opener(text.as_bytes()[at]);
        let Some(depth) = open.iter().rposition(|bracket| bracket.bracket == opener) else {
            let message = format!("`{}` closes nothing", text.as_bytes()[at] as char);
            let span = Span::new(at, at + 1);
            let finding = Diagnostic::new(&codes::BRACKET_TOO_MANY, span, message)
                .help(format!("remove it, or add the `{}` that it should close", opener as char));
            self.diagnostics.push(finding);
            return;
        };
        while open.len() > depth + 1 {
            let Some(bracket) = open.pop() else { break };
            self.not_closed(text, &bracket, at);
        }
        open.pop();
    }

    /// The end of a text in double quotes that starts at `at`.
    fn text_end(&mut self, text: &str, at: usize) -> usize {
        let bytes = text.as_bytes();
        let mut end = at + 1;
        while end < bytes.len() {
            match bytes[end] {
                b'"' => return end + 1,
                b'\\' => end += 2,
                b'\n' => break,
                _ => end += 1,
            }
        }
        let end =
            bytes[..end.min(bytes.len())].iter().rposition(|byte| !byte.is_ascii_whitespace());
        let end = end.map_or(at + 1, |last| last + 1).max(at + 1);
        let finding = Diagnostic::new(
            &codes::TEXT_NOT_CLOSED,
            Span::new(at, end),
            "the text is not closed on its line",
        )
        .at("opened here")
        .help("end it with `\"`; a line break within a text is written `\\n`");
        self.diagnostics.push(finding);
        end
    }

    fn odd_character(&mut self, text: &str, at: usize) -> usize {
        let Some(character) = text[at..].chars().next() else { return text.len() };
        let end = at + character.len_utf8();
        if at == 0 && character == '\u{FEFF}' {
            return end;
        }
        let span = Span::new(at, end);
        let finding = match character {
            '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' => Diagnostic::new(
                &codes::BAD_CHARACTER,
                span,
                format!("`{character}` is a typographic quote"),
            )
            .help("write the plain double quote `\"`")
            .fix(span, "\""),
            '\u{a0}' | '\u{2002}'..='\u{200b}' | '\u{202f}' => {
                Diagnostic::new(&codes::BAD_CHARACTER, span, "this is not a plain space")
                    .help("replace it with a plain space; it often comes with copied text")
                    .fix(span, " ")
            }
            '–' | '—' | '−' => Diagnostic::new(
                &codes::BAD_CHARACTER,
                span,
                format!("`{character}` is not the plain hyphen `-`"),
            )
            .fix(span, "-"),
            _ => Diagnostic::new(
                &codes::BAD_CHARACTER,
                span,
                format!("`{character}` does not stand outside of texts and comments"),
            )
            .help(
                "names are made of ASCII letters, digits, `_` and `-`; put texts in double quotes",
            ),
        };
        self.diagnostics.push(finding);
        end
    }
}
