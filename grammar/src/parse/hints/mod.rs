//! What is most likely meant where the parser stopped: slips of people who write other languages.

mod blocks;
mod expressions;
mod statements;

use super::expected::Place;
use crate::reference::STATEMENTS;
use crate::scan::{KEYWORDS, is_name_byte};
use blocks::{declared, map, notify, status, table, test};
use expressions::{anywhere, filter};
use statements::statement;

/// What to do, and a better message where there is one.
pub(super) struct Hint {
    pub(super) message: Option<String>,
    pub(super) help: String,
}

fn help(text: impl Into<String>) -> Option<Hint> {
    Some(Hint { message: None, help: text.into() })
}

fn said(message: impl Into<String>, text: impl Into<String>) -> Option<Hint> {
    Some(Hint { message: Some(message.into()), help: text.into() })
}

/// What to say of the token at `at`.
pub(super) fn hint(place: &Place<'_>, at: usize, found: &str, expected: &[&str]) -> Option<Hint> {
    let before = place.text[..at].trim_end();
    let rest = &place.text[at..];
    if place.keyword.is_empty() {
        return filter(before, found, expected);
    }
    let special = match (place.in_block, place.keyword) {
        (true, "status") => status(place.text, before, found, rest),
        (true, "notify") => notify(place.text, before, found),
        (true, "target" | "attributes" | "extension") => declared(place, before, found, rest),
        (true, "table") => table(place.text, before, found, rest),
        (true, "test") => test(before, found, rest),
        (true, "map") => map(place.text, before, found, rest),
        (false, _) => statement(place, before, found, rest),
        _ => None,
    };
    special
        .or_else(|| lower_case(found, expected))
        .or_else(|| anywhere(place, before, found, rest, expected))
}

/// Keywords in capitals.
fn lower_case(found: &str, expected: &[&str]) -> Option<Hint> {
    let lower = found.to_ascii_lowercase();
    let word = ["on", "if", "then", "else", "to", "of", "at", "after", "where", "all", "users"];
    let more = ["groups", "keep", "reject", "required", "secret", "max", "expect", "user"];
    let keyword = word.contains(&lower.as_str())
        || more.contains(&lower.as_str())
        || expected.contains(&"a statement") && KEYWORDS.contains(&lower.as_str());
    if !keyword || lower == found {
        return None;
    }
    said(
        format!("keywords are written in lower case, not like `{found}`"),
        format!("write `{lower}`"),
    )
}

fn is_word(found: &str) -> bool {
    !found.is_empty() && found.bytes().all(is_name_byte)
}

/// The first line of a text, of a length that can be shown.
fn line(text: &str) -> &str {
    let line = text.split('\n').next().unwrap_or("").trim_end();
    match line.char_indices().nth(60) {
        Some((end, _)) => &line[..end],
        None => line,
    }
}

/// How a statement is written, by its first word.
pub(super) fn statement_form(word: &str) -> Option<&'static str> {
    let known = STATEMENTS.iter().find(|known| known.name == word)?;
    Some(known.syntax)
}
