//! A file that does not parse as a whole: statement by statement, and in a block line by line, so
//! that each mistake is reported once and everything else is still understood.

use super::build::Builder;
use super::entries::{self, Block};
use super::{MOST_FINDINGS, Pest, Rule, expected, too_many};
use crate::diagnostic::{Diagnostic, codes};
use crate::scan::{KEYWORDS, Scan, is_name_byte};
use crate::source::Span;
use crate::suggest::closest;
use crate::syntax::{Broken, File, Statement};
use pest::Parser;
use pest::error::{Error, InputLocation};
use std::ops::Range;

/// Lines of a block that are looked at one by one.
const MOST_ENTRIES: usize = 20_000;

/// Reads what can be read of a text. `source` is the text as it was written, `error` is what stopped the parser on the whole text.
pub(super) fn recover(
    text: &str,
    source: &str,
    scan: &Scan,
    error: Option<&Error<Rule>>,
    file: &mut File,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut bounds = vec![0];
    bounds.extend(scan.starts.iter().copied().filter(|start| *start > 0));
    bounds.push(text.len());
    bounds.dedup();
    for pair in bounds.windows(2) {
        if diagnostics.len() >= MOST_FINDINGS {
            diagnostics.push(too_many(pair[0]));
            return;
        }
        let (start, end) = (pair[0], pair[1]);
        let mut chunk = Chunk { text: text[start..end].to_owned(), source, start, end };
        if blank(&chunk.text) {
            continue;
        }
        // It has been tried already where the whole text ends with the chunk's mistake.
        let tried = error.is_some_and(|error| (start..end).contains(&place(error)));
        let tried = error.filter(|_| tried && bounds.len() == 2).cloned();
        chunk.read(scan, tried, file, diagnostics);
    }
    // Whatever was overlooked: rules that do not parse are never used as if they said nothing.
    if let Some(error) = error.filter(|_| diagnostics.is_empty()) {
        diagnostics.push(expected::finding(error, text, 0, text.len()));
    }
}

fn place(error: &Error<Rule>) -> usize {
    match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    }
}

/// Nothing but white space and comments.
fn blank(text: &str) -> bool {
    text.lines().all(|line| line.trim_start().is_empty() || line.trim_start().starts_with('#'))
}

/// The text around one statement. Places in it are places in the source, moved by `start`.
struct Chunk<'s> {
    text: String,
    /// The whole text as it was written.
    source: &'s str,
    start: usize,
    end: usize,
}

impl<'s> Chunk<'s> {
    fn read(
        &mut self,
        scan: &Scan,
        tried: Option<Error<Rule>>,
        file: &mut File,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        for (open, before) in scan.unclosed.iter().rev() {
            if (self.start..self.end).contains(open) && *before == self.end {
                self.text.push_str("\n}");
            }
        }
        let error = match tried {
            Some(error) => error,
            None => match self.parse(file, diagnostics) {
                Ok(()) => return,
                Err(error) => *error,
            },
        };
        let keyword = self.keyword();
        let rule = entries::rule(&keyword);
        let block =
            rule.and_then(|_| entries::block(&self.text, &self.source[self.start..], &keyword));
        // A longer block is refused for its length anyway.
        let block = block.filter(|block| block.entries.len() <= MOST_ENTRIES);
        if let (Some(rule), Some(block)) = (rule, block) {
            let before = diagnostics.len();
            self.block(&keyword, rule, &block, scan, file, diagnostics);
            let tail = block.close + 1;
            if self.text.get(tail..).is_some_and(|rest| !blank(rest)) {
                self.split(tail, scan, file, diagnostics);
            }
            // What does not parse is never left out without a word.
            if diagnostics.len() == before && !self.is_unreadable(scan, 0..self.text.len()) {
                file.broken.push(self.broken(&keyword));
                let length = self.text.len();
                diagnostics.push(expected::finding(&error, &self.text, self.start, length));
            }
            return;
        }
        if let Some(at) = self.next_line(&error) {
            // `next_line` has seen that it parses.
            let _ = self.piece(0..at).parse(file, diagnostics);
            self.split(at, scan, file, diagnostics);
            return;
        }
        if !KEYWORDS.contains(&keyword.as_str()) {
            self.split(0, scan, file, diagnostics);
            return;
        }
        file.broken.push(self.broken(&keyword));
        if self.is_unreadable(scan, 0..self.text.len()) {
            return;
        }
        diagnostics.push(expected::finding(&error, &self.text, self.start, self.text.len()));
    }

    /// A block, entry by entry.
    fn block(
        &self,
        keyword: &str,
        rule: Rule,
        block: &Block,
        scan: &Scan,
        file: &mut File,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let mut statement = self.frame(keyword, block, scan, file, diagnostics);
        for entry in &block.entries {
            if diagnostics.len() >= MOST_FINDINGS {
                diagnostics.push(too_many(self.start + entry.start));
                file.broken.push(self.broken(keyword));
                break;
            }
            let (text, base) = (&self.text[entry.clone()], self.start + entry.start);
            match Pest::parse(rule, text) {
                Ok(pairs) => {
                    let mut builder = Builder::new(base as u32, &file.comments, diagnostics);
                    if let Some(statement) = &mut statement {
                        builder.fill(&mut statement.kind, pairs);
                    }
                }
                Err(error) => {
                    if !self.is_unreadable(scan, entry.clone()) {
                        let missing = match rule {
                            Rule::one_map_entry => expected::without_equals(text, base),
                            _ => None,
                        };
                        diagnostics
                            .push(missing.unwrap_or_else(|| {
                                expected::in_block(&error, keyword, text, base)
                            }));
                    }
                    let span = Span::new(base, base + text.len());
                    let name = expected::first_name(text).map(str::to_owned);
                    let keyword = keyword.to_owned();
                    file.broken.push(Broken { keyword, name, entry: true, span });
                }
            }
        }
        file.statements.extend(statement);
    }

    /// The statement with an empty block, to be filled.
    fn frame(
        &self,
        keyword: &str,
        block: &Block,
        scan: &Scan,
        file: &mut File,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Statement> {
        let mut frame = self.text[..block.inside].to_owned();
        let inside = &self.text[block.inside..block.close.min(self.text.len())];
        frame.extend(inside.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        frame.push('}');
        match Pest::parse(Rule::one_statement, &frame) {
            Ok(pairs) => {
                Builder::new(self.start as u32, &file.comments, diagnostics).one_statement(pairs)
            }
            Err(error) => {
                if !self.is_unreadable(scan, 0..block.inside) {
                    let end = frame.len();
                    diagnostics.push(expected::finding(&error, &frame, self.start, end));
                }
                file.broken.push(self.broken(keyword));
                None
            }
        }
    }

    /// The start of the line on which the parser stopped, if what stands before it is whole: then
    /// the line is a mistake of its own, not a part of the statement before.
    fn next_line(&self, error: &Error<Rule>) -> Option<usize> {
        let at = self.text.get(..place(error))?.rfind('\n')? + 1;
        let before = &self.text[..at];
        let line = &self.text[at..];
        let outside = !line.starts_with([' ', '\t']) && !blank(line.split('\n').next()?);
        (outside && !blank(before) && Pest::parse(Rule::file, before).is_ok()).then_some(at)
    }

    fn piece(&self, range: Range<usize>) -> Chunk<'s> {
        let (start, end) = (self.start + range.start, self.start + range.end);
        Chunk { text: self.text[range].trim_end().to_owned(), source: self.source, start, end }
    }

    /// Reads what stands behind `at`: each line that starts with a word is an unfinished
    /// statement, or none at all.
    fn split(&self, at: usize, scan: &Scan, file: &mut File, diagnostics: &mut Vec<Diagnostic>) {
        // Closing braces that `read` has added lie behind the end of the source.
        let close = self.text.len().min(self.end - self.start);
        let mut starts = Vec::new();
        let (mut from, mut depth) = (at, 0usize);
        for line in self.text[at..close.max(at)].split_inclusive('\n') {
            let indent = line.len() - line.trim_start().len();
            let word = line.as_bytes().get(indent).is_some_and(|byte| !b"#}".contains(byte));
            let first = starts.is_empty() && !line.trim().is_empty();
            if depth == 0 && word && (indent == 0 || first) {
                starts.push(from + indent);
            }
            let mut quoted = false;
            for byte in line.bytes() {
                match byte {
                    b'"' => quoted = !quoted,
                    _ if quoted => {}
                    b'#' => break,
                    b'{' | b'(' | b'[' => depth += 1,
                    b'}' | b')' | b']' => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
            from += line.len();
        }
        let ends = starts.iter().copied().skip(1).chain([close]);
        for (start, end) in starts.iter().copied().zip(ends) {
            if diagnostics.len() >= MOST_FINDINGS {
                return;
            }
            let mut piece = self.piece(start..end);
            let keyword = piece.keyword();
            if KEYWORDS.contains(&keyword.as_str()) {
                piece.read(scan, None, file, diagnostics);
            } else if !self.is_unreadable(scan, start..end) {
                diagnostics.push(unknown_statement(&keyword, &piece.text, self.start + start));
            }
        }
    }

    /// Adds the statements, if the text parses.
    fn parse(
        &self,
        file: &mut File,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<(), Box<Error<Rule>>> {
        let pairs = Pest::parse(Rule::file, &self.text)?;
        let statements = Builder::new(self.start as u32, &file.comments, diagnostics).file(pairs);
        file.statements.extend(statements);
        Ok(())
    }

    /// The first look has found something within that no parser could read.
    fn is_unreadable(&self, scan: &Scan, range: Range<usize>) -> bool {
        let range = (self.start + range.start) as u32..(self.start + range.end) as u32;
        let at = scan.unreadable.partition_point(|span| span.start < range.start);
        scan.unreadable.get(at).is_some_and(|span| span.start < range.end)
    }

    fn leading_comments(&self) -> usize {
        let text = self.text.trim_start();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let trimmed = line.trim_start();
            if !trimmed.trim_end().is_empty() && !trimmed.starts_with('#') {
                return at + line.len() - trimmed.len();
            }
            at += line.len();
        }
        at
    }

    fn keyword(&self) -> String {
        let text = self.text.trim_start();
        let text = text.get(self.leading_comments()..).unwrap_or("");
        text.bytes().take_while(|byte| is_name_byte(*byte)).map(char::from).collect()
    }

    fn broken(&self, keyword: &str) -> Broken {
        let text = self.text.trim_start();
        let text = text.get(self.leading_comments() + keyword.len()..).unwrap_or("").trim_start();
        let name: String =
            text.bytes().take_while(|byte| is_name_byte(*byte)).map(char::from).collect();
        let span = Span::new(self.start, self.end);
        let name = (!name.is_empty()).then_some(name);
        Broken { keyword: keyword.to_owned(), name, entry: false, span }
    }
}

/// A line outside of all blocks that no statement starts like.
fn unknown_statement(word: &str, line: &str, at: usize) -> Diagnostic {
    let first = line.split('\n').next().unwrap_or("").trim_end();
    let shown = match (word, first.chars().next()) {
        ("", Some(mark)) => &first[..mark.len_utf8()],
        _ => word,
    };
    let span = Span::new(at, at + shown.len());
    let message = format!("`{shown}` is not a statement");
    let finding = Diagnostic::new(&codes::UNKNOWN_STATEMENT, span, message);
    let rest = first[shown.len()..].trim_start();
    let lower = shown.to_ascii_lowercase();
    let value = rest.trim_start_matches(['?', '+', ':', '=']).trim_start();
    if rest.starts_with('=') || rest.starts_with("?=") || rest.starts_with("+=") {
        return finding.help(format!(
            "a field is set within `map {{ … }}`; a value is named with `let {shown} = …`"
        ));
    }
    match lower.as_str() {
        "const" | "var" | "set" | "def" => {
            let value = value.split(';').next().unwrap_or(value).trim_end();
            return finding.help(format!("write `let {value}`"));
        }
        "if" | "when" | "else" | "for" | "foreach" => {
            return finding.help(
                "a condition stands behind a line: in `map` `field = value if …`, in `status` `on create if … => ignore`; `sync users where …` says who comes in",
            );
        }
        "function" | "fn" | "func" => {
            return finding.help("functions stand in `script \"\"\" … \"\"\"`, written in Rhai");
        }
        "import" | "include" | "use" | "require" => {
            return finding.help("rules are one file: copy what you need into it");
        }
        "on" => {
            return finding.help("lines with `on` stand in `status { … }`");
        }
        "password" | "mail" => {
            return finding.help("notices stand in `notify { … }`");
        }
        _ => {}
    }
    if KEYWORDS.contains(&lower.as_str()) {
        let help = format!("keywords are written in lower case: `{lower}`");
        return finding.help(help).fix(span, lower);
    }
    let synonyms = [
        ("mapping", "map"),
        ("mappings", "map"),
        ("fields", "target"),
        ("schema", "extension"),
        ("filter", "sync"),
        ("where", "sync"),
        ("scope", "sync"),
        ("import", "sync"),
        ("parameter", "param"),
        ("parameters", "param"),
        ("variable", "let"),
        ("lookup", "table"),
        ("exclude", "protect"),
        ("notifications", "notify"),
        ("key", "match"),
        ("custom", "attributes"),
    ];
    let meant = synonyms.iter().find(|(word, _)| *word == lower).map(|(_, meant)| *meant);
    match meant.or_else(|| closest(word, KEYWORDS)) {
        Some(meant) => finding.help(format!("did you mean `{meant}`?")).fix(span, meant),
        None => finding.help(format!("statements start with one of: {}", KEYWORDS.join(", "))),
    }
}
