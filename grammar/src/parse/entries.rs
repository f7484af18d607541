//! The lines of a block, found without the parser, so that each can be read alone.

use super::expected::OPERATORS;
use super::{Rule, expected};
use crate::scan::{TYPES, is_name_byte, starts_entry};
use std::ops::Range;

/// Where a block and its entries stand in a text.
pub(super) struct Block {
    /// Behind the opening brace.
    pub(super) inside: usize,
    /// The closing brace, or the end of the text.
    pub(super) close: usize,
    /// Entries without the white space behind them.
    pub(super) entries: Vec<Range<usize>>,
}

/// What an entry of that statement's block should be; `None` for a statement without a block.
pub(super) fn rule(keyword: &str) -> Option<Rule> {
    Some(match keyword {
        "map" => Rule::one_map_entry,
        "table" => Rule::one_table_entry,
        "status" => Rule::one_status_line,
        "notify" => Rule::one_notify_line,
        "target" => Rule::one_target_field,
        "extension" | "attributes" => Rule::one_attribute,
        "test" => Rule::one_test_item,
        _ => return None,
    })
}

/// Takes the first block of a statement apart. `source` is the text before anything was put right:
/// a bracket may have taken the place of a line end.
pub(super) fn block(text: &str, source: &str, keyword: &str) -> Option<Block> {
    let bytes = text.as_bytes();
    let ends_line = |at: usize| bytes[at] == b'\n' || source.as_bytes().get(at) == Some(&b'\n');
    let mut starts: Vec<usize> = Vec::new();
    let mut inside = None;
    let mut depth = 0usize;
    let mut line_start = false;
    let mut at = 0;
    let mut close = bytes.len();
    while at < bytes.len() {
        let byte = bytes[at];
        if inside.is_some() && line_start && !byte.is_ascii_whitespace() {
            let rest = &text[at..];
            let surely = depth > 1 && starts_entry(keyword, rest);
            let likely = depth == 1 && !b"#})]".contains(&byte) && {
                let previous = starts.last().map(|start| end_of(&text[*start..at]));
                begins(keyword, rest, previous)
            };
            if surely || likely {
                depth = 1;
                starts.push(at);
            }
        }
        line_start = ends_line(at) || line_start && byte.is_ascii_whitespace();
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
                if byte == b'{' && inside.is_none() {
                    (inside, depth, line_start) = (Some(at + 1), 1, true);
                }
            }
            b'}' | b')' | b']' if inside.is_some() => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    close = at;
                    break;
                }
            }
            _ => {}
        }
        at += 1;
    }
    let ends = starts.iter().copied().skip(1).chain([close]);
    let entry = |(start, end): (usize, usize)| start..start + text[start..end].trim_end().len();
    let entries = starts.iter().copied().zip(ends).map(entry).collect();
    Some(Block { inside: inside?, close, entries })
}

/// True where a line starts a new entry of the block, and does not go on with the one before.
fn begins(keyword: &str, line: &str, previous: Option<&str>) -> bool {
    let end = line.bytes().position(|byte| !is_name_byte(byte) && byte != b'.');
    let end = end.unwrap_or(line.len());
    let (word, rest) = line.split_at(end);
    let next = rest.trim_start();
    let previous = previous.map(without_comments);
    // Whatever stands first in a block is an entry, or should be one.
    let Some(previous) = previous else { return true };
    match keyword {
        "map" => {
            let operators = ["=", "?=", "+=", "-=", "??=", "||=", "&&=", ":", "->", "<-"];
            let goes_on = previous.trim_end().ends_with(['=', '?', ',']);
            starts_entry(keyword, line)
                || word == "keep"
                || !goes_on && expected::field_and_value(line).is_some()
                || !word.is_empty() && operators.iter().any(|mark| next.starts_with(mark))
        }
        "table" => {
            let text = previous.trim_end();
            let goes_on = text.ends_with("=>") || text.ends_with(',') && !text.contains("=>");
            !goes_on && (line.starts_with(['"', '*', '_']) || !word.is_empty())
        }
        "status" => {
            let arrow =
                |text: &str| ["=>", "->", ":", " = "].iter().any(|mark| text.contains(mark));
            word.eq_ignore_ascii_case("on")
                || !line.starts_with(',') && !is_operator(word) && arrow(&previous)
        }
        "notify" => !word.is_empty() && !is_operator(word),
        "target" => {
            let of_a_field = ["required", "secret", "max"].contains(&word);
            let field = TYPES.iter().any(|ty| next.starts_with(ty));
            !word.is_empty() && (field || !of_a_field)
        }
        _ => !word.is_empty(),
    }
}

/// The end of a text, as much as a line needs to know of what stands before it.
fn end_of(text: &str) -> &str {
    let mut from = text.len().saturating_sub(400);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

fn is_operator(word: &str) -> bool {
    OPERATORS.iter().any(|operator| operator.eq_ignore_ascii_case(word))
}

fn without_comments(text: &str) -> String {
    let code = |line: &str| match line.find('#') {
        Some(at) if line[..at].matches('"').count().is_multiple_of(2) => line[..at].to_owned(),
        _ => line.to_owned(),
    };
    text.lines().map(code).collect::<Vec<_>>().join("\n")
}
