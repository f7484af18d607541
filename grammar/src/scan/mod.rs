//! A first look at a text, before the parser: comments, brackets, and what no parser should see.
//! One pass, no recursion.

mod brackets;
mod characters;
mod quotes;
mod repair;
mod words;

use crate::diagnostic::{Diagnostic, codes};
use crate::limits::SourceLimits;
use crate::source::Span;
use crate::syntax::Comment;
use brackets::{Open, opener};
use repair::Repairs;
pub(crate) use words::{KEYWORDS, TYPES, is_name_byte, starts_entry, starts_statement};
use words::{starts_unknown_block, starts_with_keyword, word};

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
    /// Braces that were never closed and for which there is no room: where they stand, and the place
    /// where they should have been.
    pub(crate) unclosed: Vec<(usize, usize)>,
    /// What was put right for the parser.
    pub(crate) repairs: Repairs,
    /// What could not be put right: the parser's complaints about it would be no news.
    pub(crate) unreadable: Vec<Span>,
    /// How deep brackets and branches stand, at most.
    pub(crate) deepest: usize,
    /// Brackets that are open.
    open: Vec<Open>,
    /// How many spaces were none.
    odd_spaces: usize,
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
    // The brackets that are open, without the guess that a statement ends what is open before it.
    let mut truly_open: Vec<u8> = Vec::new();
    scan.balanced = true;
    let mut thens = 0usize;
    let mut block = "";
    let mut line_start = true;
    let mut column_zero = true;
    let mut at = 0;
    while at < bytes.len() {
        if scan.diagnostics.len() >= MOST_FINDINGS {
            scan.gives_up(at);
            return scan;
        }
        let byte = bytes[at];
        if line_start && (byte.is_ascii_alphabetic() || byte == b'"') {
            let rest = &text[at..];
            // `keep` is a line of `map`, too.
            let map_line =
                block == "map" && !column_zero && !scan.open.is_empty() && rest.starts_with("keep");
            if !map_line && starts_statement(rest) {
                scan.all_closed(text, at);
                scan.starts.push(at);
                (block, thens) = (word(rest).0, 0);
            } else if scan.open.is_empty()
                && column_zero
                && (starts_with_keyword(rest) || starts_unknown_block(rest))
            {
                scan.starts.push(at);
                (block, thens) = (word(rest).0, 0);
            } else if scan.open.first().is_some_and(|open| open.bracket == b'{')
                && starts_entry(block, rest)
            {
                scan.closed_to(text, 1, at);
                thens = 0;
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
                scan.lone_return(text, at, end);
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
                    scan.unreadable.push(Span::new(at, bytes.len()));
                    at = bytes.len();
                }
            },
            b'"' => at = scan.text_end(text, at),
            b'\'' | b'`' => at = scan.other_quotes(text, at),
            b'{' | b'(' | b'[' => {
                scan.open.push(Open { at, bracket: byte });
                truly_open.push(byte);
                scan.balanced &= truly_open.len() + thens <= limits.nesting;
                scan.deepest = scan.deepest.max(scan.open.len().max(truly_open.len()) + thens);
                if scan.open.len() + thens > limits.nesting {
                    scan.too_deep(at, limits.nesting);
                    return scan;
                }
                at += 1;
            }
            b'}' | b')' | b']' => {
                scan.balanced &= truly_open.pop() == Some(opener(byte));
                scan.close(text, at);
                at += 1;
            }
            b'/' | b'-' if ["//", "/*", "--"].iter().any(|mark| text[at..].starts_with(mark)) => {
                at = scan.foreign_comment(text, at);
            }
            // So do the choices of other languages, until the line ends.
            b'?' if !text[at + 1..].starts_with(['?', '=', '.']) => {
                thens += 1;
                scan.deepest = scan.deepest.max(scan.open.len().max(truly_open.len()) + thens);
                if scan.open.len() + thens > limits.nesting {
                    scan.too_deep(at, limits.nesting);
                    return scan;
                }
                at += 1;
            }
            b'?' => at += 2,
            _ if byte.is_ascii_control() => at = scan.control(text, at),
            _ if byte.is_ascii_alphabetic() => {
                let (name, _) = word(&text[at..]);
                // `then` branches are the one way to nest without a bracket.
                match name {
                    "then" => thens += 1,
                    "else" => thens = thens.saturating_sub(1),
                    _ => {}
                }
                scan.balanced &= truly_open.len() + thens <= limits.nesting;
                scan.deepest = scan.deepest.max(scan.open.len().max(truly_open.len()) + thens);
                if scan.open.len() + thens > limits.nesting {
                    scan.too_deep(at, limits.nesting);
                    return scan;
                }
                scan.arrow(text, at, name);
                at += name.len();
            }
            _ if byte.is_ascii() => at += 1,
            _ => at = scan.odd_character(text, at),
        }
        line_start = false;
        column_zero = false;
    }
    scan.all_closed(text, text.len());
    scan.balanced &= truly_open.is_empty();
    scan.unreadable.sort_by_key(|span| span.start);
    scan
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
}
