//! Words at the start of a line: does a statement, or a line of a block, begin here?

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

/// The types that an attribute or field can have.
pub(crate) const TYPES: [&str; 7] =
    ["string", "boolean", "integer", "decimal", "dateTime", "reference", "binary"];

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
            is_word(next) && is_word(third) && (fourth == "=" || many || ends_line(after, third))
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

/// True where the text starts with a statement keyword that is no field of a `map` or `target`.
pub(crate) fn starts_with_keyword(text: &str) -> bool {
    let (word, rest) = word(text);
    let (next, _) = word_or_mark(rest);
    KEYWORDS.contains(&word)
        && !matches!(next, "=" | "?" | "+" | "." | "[" | "(" | ",")
        && !TYPES.contains(&next)
}

/// `mapp {` or `tabel NAME {` at the very start of a line: most likely a keyword spelt wrong.
pub(crate) fn starts_unknown_block(text: &str) -> bool {
    let (_, rest) = word(text);
    let (next, after) = word_or_mark(rest);
    next == "{" || is_word(next) && word_or_mark(after).0 == "{"
}

/// True where a line can only be the start of an entry of that block, whatever is still open.
pub(crate) fn starts_entry(keyword: &str, text: &str) -> bool {
    let line = text.split('\n').next().unwrap_or("");
    let (name, rest) = dotted(line);
    let (next, after) = word_or_mark(rest);
    match keyword {
        "map" => {
            let set = next == "=" && !after.starts_with('=');
            let other = matches!(next, "?" | "+") && after.starts_with('=');
            let keep = name == "keep" && is_word(next) && word_or_mark(after).0 == "matches";
            is_word(name) && (set || other || keep)
        }
        "status" => name == "on" && is_word(next),
        "notify" => matches!(name, "password" | "mail") && next == "to",
        "table" => {
            let key = line.starts_with('"') || name == "else" && next == "=";
            key && line.contains("=>")
        }
        "target" => is_word(name) && TYPES.contains(&next),
        "test" => match name {
            "user" | "group" | "current" | "params" => next == "{",
            "groups" => next == "[",
            "because" | "now" => next == "\"",
            "expect" | "operation" => is_word(next),
            _ => false,
        },
        _ => false,
    }
}

/// `param NAME type` at the end of its line.
fn ends_line(after: &str, third: &str) -> bool {
    let rest = after.trim_start().strip_prefix(third).unwrap_or("");
    rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n') || rest.trim().is_empty()
}

pub(crate) fn is_word(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
}

pub(crate) fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'$')
}

/// The word at the start, and the rest.
pub(crate) fn word(text: &str) -> (&str, &str) {
    let end = text.bytes().position(|byte| !is_name_byte(byte)).unwrap_or(text.len());
    text.split_at(end)
}

/// Words joined by dots.
pub(crate) fn dotted(text: &str) -> (&str, &str) {
    let end = text.bytes().position(|byte| !is_name_byte(byte) && byte != b'.');
    text.split_at(end.unwrap_or(text.len()))
}

/// The word or the one mark behind white space, and the rest.
pub(crate) fn word_or_mark(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let (name, rest) = word(text);
    if !name.is_empty() {
        return (name, rest);
    }
    let end = text.chars().next().map_or(0, char::len_utf8);
    text.split_at(end)
}
