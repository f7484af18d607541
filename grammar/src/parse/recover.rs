//! A file that does not parse as a whole: statement by statement, and in a block line by line, so
//! that each mistake is reported once and everything else is still understood.

use super::build::Builder;
use super::{MOST_FINDINGS, Pest, Rule, expected, too_many};
use crate::diagnostic::{Diagnostic, codes};
use crate::scan::{KEYWORDS, Scan, is_name_byte};
use crate::source::Span;
use crate::suggest::closest;
use crate::syntax::{Broken, File};
use pest::Parser;

/// Lines of a block that are looked at one by one.
const MOST_ENTRIES: usize = 20_000;

/// Reads what can be read.
pub(super) fn recover(text: &str, scan: &Scan, file: &mut File, diagnostics: &mut Vec<Diagnostic>) {
    let mut bounds = vec![0];
    bounds.extend(scan.starts.iter().copied().filter(|start| *start > 0));
    bounds.push(text.len());
    bounds.dedup();
    for pair in bounds.windows(2) {
        if diagnostics.len() >= MOST_FINDINGS {
            diagnostics.push(too_many(pair[0]));
            return;
        }
        let mut chunk =
            Chunk { text: text[pair[0]..pair[1]].to_owned(), start: pair[0], end: pair[1] };
        if !blank(&chunk.text) {
            chunk.read(scan, file, diagnostics);
        }
    }
}

/// Nothing but white space and comments.
fn blank(text: &str) -> bool {
    text.lines().all(|line| line.trim_start().is_empty() || line.trim_start().starts_with('#'))
}

/// The text around one statement. Places in it are places in the source, moved by `start`.
struct Chunk {
    text: String,
    start: usize,
    end: usize,
}

impl Chunk {
    fn read(&mut self, scan: &Scan, file: &mut File, diagnostics: &mut Vec<Diagnostic>) {
        for (open, before) in scan.unclosed.iter().rev() {
            let here = (self.start..self.end).contains(open) && *before == self.end;
            if here && self.text.as_bytes()[open - self.start] == b'{' {
                self.text.push_str("\n}");
            }
        }
        let Err(mut error) = self.parse(file, diagnostics) else { return };
        let keyword = self.keyword();
        let before = diagnostics.len();
        // A longer block is refused for its length anyway.
        let entries = self.entries(&keyword).filter(|entries| entries.len() <= MOST_ENTRIES);
        if let Some(entries) = entries {
            for (start, end, rule) in entries {
                if diagnostics.len() >= MOST_FINDINGS {
                    diagnostics.push(too_many(self.start + start));
                    file.broken.push(self.broken(&keyword));
                    return;
                }
                let entry = &self.text[start..end];
                let Err(error) = Pest::parse(rule, entry) else { continue };
                if !self.known(scan, diagnostics, start, end) {
                    let base = self.start + start;
                    let finding = match rule {
                        Rule::one_map_entry => expected::without_equals(entry, base),
                        _ => None,
                    };
                    diagnostics
                        .push(finding.unwrap_or_else(|| {
                            expected::finding(&error, entry, base, entry.len())
                        }));
                }
                let spaces: String =
                    entry.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
                self.text.replace_range(start..end, &spaces);
            }
            if diagnostics.len() > before || self.known(scan, diagnostics, 0, self.text.len()) {
                file.broken.push(self.broken(&keyword));
                match self.parse(file, diagnostics) {
                    Ok(()) => return,
                    Err(other) => error = other,
                }
            }
        }
        if let Some(at) = self.next_line(&error) {
            self.split(at, scan, file, diagnostics);
            return;
        }
        file.broken.push(self.broken(&keyword));
        if diagnostics.len() > before || self.known(scan, diagnostics, 0, self.text.len()) {
            return;
        }
        let known = KEYWORDS.contains(&keyword.as_str());
        if !known && !keyword.is_empty() {
            let at = self.start + self.text.len() - self.text.trim_start().len();
            diagnostics.push(unknown_statement(&keyword, at + self.leading_comments()));
            return;
        }
        diagnostics.push(expected::finding(&error, &self.text, self.start, self.text.len()));
    }

    /// The start of the line on which the parser stopped, if what stands before it is whole: then
    /// the line is a mistake of its own, not a part of the statement before.
    fn next_line(&self, error: &pest::error::Error<Rule>) -> Option<usize> {
        let at = match error.location {
            pest::error::InputLocation::Pos(at) | pest::error::InputLocation::Span((at, _)) => at,
        };
        let at = self.text.get(..at)?.rfind('\n')? + 1;
        let word = self.text.as_bytes().get(at).is_some_and(|byte| is_name_byte(*byte));
        let before = &self.text[..at];
        (word && !blank(before) && Pest::parse(Rule::file, before).is_ok()).then_some(at)
    }

    /// Reads what stands before `at`, and behind it each line that starts with a word: an
    /// unfinished statement, or none at all.
    fn split(&self, at: usize, scan: &Scan, file: &mut File, diagnostics: &mut Vec<Diagnostic>) {
        // Closing braces that `read` has added lie behind the end of the source.
        let close = self.text.len().min(self.end - self.start);
        let piece = |from: usize, to: usize| {
            let text = self.text[from..to].trim_end().to_owned();
            Chunk { text, start: self.start + from, end: self.start + to }
        };
        // `next_line` has seen that it parses.
        let _ = piece(0, at).parse(file, diagnostics);
        let mut starts = Vec::new();
        let (mut from, mut depth) = (at, 0usize);
        for line in self.text[at..close.max(at)].split_inclusive('\n') {
            if depth == 0 && is_name_byte(line.as_bytes()[0]) {
                starts.push(from);
            }
            for byte in line.bytes() {
                match byte {
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
            let mut piece = piece(start, end);
            let keyword = piece.keyword();
            match KEYWORDS.contains(&keyword.as_str()) {
                true => piece.read(scan, file, diagnostics),
                false => diagnostics.push(unknown_statement(&keyword, self.start + start)),
            }
        }
    }

    /// Adds the statements, if the text parses.
    fn parse(
        &self,
        file: &mut File,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<(), Box<pest::error::Error<Rule>>> {
        let pairs = Pest::parse(Rule::file, &self.text)?;
        let builder = Builder::new(self.start as u32, &file.comments, diagnostics);
        let statements = { builder }.file(pairs);
        file.statements.extend(statements);
        Ok(())
    }

    /// A finding of the first look already stands within.
    fn known(&self, scan: &Scan, diagnostics: &[Diagnostic], start: usize, end: usize) -> bool {
        let range = self.start + start..self.start + end;
        let unclosed = scan.unclosed.iter().any(|(open, _)| range.contains(open) && start > 0);
        unclosed
            || diagnostics.iter().any(|finding| {
                let early = finding.code.id.starts_with("E01");
                let bracket = finding.code == &codes::BRACKET_NOT_CLOSED;
                early && !bracket && range.contains(&(finding.span().start as usize))
            })
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
        Broken { keyword: keyword.to_owned(), name: (!name.is_empty()).then_some(name), span }
    }

    /// The lines of the block, with the rule that each should follow.
    fn entries(&self, keyword: &str) -> Option<Vec<(usize, usize, Rule)>> {
        let rule = match keyword {
            "map" => Rule::one_map_entry,
            "table" => Rule::one_table_entry,
            "status" => Rule::one_status_line,
            "notify" => Rule::one_notify_line,
            "target" => Rule::one_target_field,
            "extension" | "attributes" => Rule::one_attribute,
            "test" => Rule::one_test_item,
            _ => return None,
        };
        let bytes = self.text.as_bytes();
        let mut starts: Vec<usize> = Vec::new();
        let mut open = None;
        let mut depth = 0usize;
        let mut line_start = false;
        let mut at = 0;
        let mut close = bytes.len();
        while at < bytes.len() {
            let byte = bytes[at];
            if depth == 1 && line_start && !byte.is_ascii_whitespace() && !b"#})]".contains(&byte) {
                let previous = starts.last().map(|start| &self.text[*start..at]);
                if starts_entry(rule, &self.text[at..], previous) {
                    starts.push(at);
                }
            }
            line_start = byte == b'\n' || line_start && byte.is_ascii_whitespace();
            match byte {
                b'"' => {
                    at += 1;
                    while at < bytes.len() && bytes[at] != b'"' && bytes[at] != b'\n' {
                        at += if bytes[at] == b'\\' { 2 } else { 1 };
                    }
                    if bytes.get(at) == Some(&b'\n') {
                        continue;
                    }
                }
                b'#' => {
                    while at < bytes.len() && bytes[at] != b'\n' {
                        at += 1;
                    }
                    continue;
                }
                b'{' | b'(' | b'[' => {
                    depth += 1;
                    if depth == 1 && open.is_none() {
                        open = Some(at);
                        line_start = true;
                    }
                }
                b'}' | b')' | b']' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        close = at;
                        break;
                    }
                    // A bracket that was left open: the next line is one of the block again.
                    if byte == b'}' && depth > 1 && rule != Rule::one_test_item {
                        depth = 1;
                    }
                }
                b'\n' if depth > 1 && rule != Rule::one_test_item => {
                    let rest = self.text[at..].trim_start();
                    if starts_entry(rule, rest, Some("=>"))
                        && self.balance_is_off(starts.last(), at)
                    {
                        depth = 1;
                    }
                }
                _ => {}
            }
            at += 1;
        }
        open?;
        let ends = starts.iter().copied().skip(1).chain([close]);
        let entries = starts.iter().copied().zip(ends);
        Some(entries.map(|(start, end)| (start, self.entry_end(start, end), rule)).collect())
    }

    /// True where the entry has more round or square brackets opened than closed: then a line that
    /// looks like the next entry is one.
    fn balance_is_off(&self, start: Option<&usize>, end: usize) -> bool {
        let Some(&start) = start else { return false };
        let text = &self.text[start..end];
        let count = |mark: char| text.matches(mark).count();
        count('(') > count(')') || count('[') > count(']')
    }

    /// Without the white space at its end.
    fn entry_end(&self, start: usize, end: usize) -> usize {
        start + self.text[start..end].trim_end().len()
    }
}

fn unknown_statement(word: &str, at: usize) -> Diagnostic {
    let span = Span::new(at, at + word.len());
    let message = format!("`{word}` is not a statement");
    let finding = Diagnostic::new(&codes::UNKNOWN_STATEMENT, span, message);
    match closest(word, KEYWORDS) {
        Some(meant) => finding.help(format!("did you mean `{meant}`?")).fix(span, meant),
        None => finding.help(format!("statements start with one of: {}", KEYWORDS.join(", "))),
    }
}

/// True where a line starts a new entry of the block, and does not go on with the one before.
fn starts_entry(rule: Rule, line: &str, previous: Option<&str>) -> bool {
    let end = line.bytes().position(|byte| !is_name_byte(byte) && byte != b'.');
    let end = end.unwrap_or(line.len());
    let (word, rest) = line.split_at(end);
    let rest = rest.trim_start();
    match rule {
        Rule::one_map_entry => {
            let operators = ["=", "?=", "+=", ":", "->"];
            word == "keep"
                || expected::field_and_value(line).is_some()
                || !word.is_empty() && operators.iter().any(|mark| rest.starts_with(mark))
        }
        Rule::one_table_entry => {
            let goes_on = previous.is_some_and(|text| {
                let text = text.trim_end();
                text.ends_with(',') || text.ends_with("=>")
            });
            !goes_on && (line.starts_with(['"', '\'']) || !word.is_empty())
        }
        Rule::one_status_line => {
            word == "on"
                || previous.is_none_or(|text| text.contains("=>")) && !line.starts_with(',')
        }
        Rule::one_notify_line => {
            !word.is_empty() && !["on", "if", "and", "or", "in", "matches"].contains(&word)
        }
        _ => !word.is_empty(),
    }
}
