//! What pest expected, in words that a person knows.

use super::Rule;
use super::hints::{self, Hint, statement_form};
use crate::diagnostic::{Diagnostic, codes};
use crate::scan::is_name_byte;
use crate::source::Span;
use pest::error::{Error, ErrorVariant, InputLocation};

/// The words of expressions that may be meant by a word at a wrong place.
pub(super) const OPERATORS: [&str; 19] = [
    "eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "pr", "and", "or", "not", "in",
    "matches", "if", "then", "else", "on",
];

/// Turns pest's error into a finding. `base` is where the parsed text starts in the source; `end`
/// is where it ends within itself.
pub(super) fn finding(error: &Error<Rule>, text: &str, base: usize, end: usize) -> Diagnostic {
    let keyword = first_word(text);
    found(error, &Place { keyword, text, in_block: false }, base, end)
}

/// The same for a filter or path that stands alone.
pub(super) fn alone(error: &Error<Rule>, text: &str) -> Diagnostic {
    found(error, &Place { keyword: "", text, in_block: false }, 0, text.len())
}

/// The same for an entry of a block.
pub(super) fn in_block(error: &Error<Rule>, keyword: &str, text: &str, base: usize) -> Diagnostic {
    found(error, &Place { keyword, text, in_block: true }, base, text.len())
}

/// Where the parser stopped: in a statement, in an entry of its block, or, without a keyword, in a
/// filter.
pub(super) struct Place<'t> {
    pub(super) keyword: &'t str,
    pub(super) text: &'t str,
    pub(super) in_block: bool,
}

/// The first word of a text behind its comments.
fn first_word(text: &str) -> &str {
    let mut rest = text.trim_start();
    while rest.starts_with('#') {
        rest = rest.find('\n').map_or("", |end| rest[end..].trim_start());
    }
    &rest[..rest.bytes().take_while(|byte| is_name_byte(*byte)).count()]
}

/// The name that an entry begins with.
pub(super) fn first_name(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !(c == '.' || c.is_ascii() && is_name_byte(c as u8)));
    let name = &text[..end.unwrap_or(text.len())];
    (!name.is_empty()).then_some(name)
}

fn found(error: &Error<Rule>, place: &Place<'_>, base: usize, end: usize) -> Diagnostic {
    let text = place.text;
    let at = match error.location {
        InputLocation::Pos(at) => at,
        InputLocation::Span((at, _)) => at,
    };
    let at = at + text[at..].len() - text[at..].trim_start().len();
    // pest forgets marks: where only a brace is missing it stands at the statement still.
    let stays = !place.in_block
        && statement_form(place.keyword).is_some()
        && token(&text[at..]) == place.keyword;
    let at = match stays {
        true => {
            let behind = at + place.keyword.len();
            behind + text[behind..].len() - text[behind..].trim_start().len()
        }
        false => at,
    };
    // The end of what is written, not the start of what follows.
    let at = at.min(text.trim_end().len().max(1));
    let found = token(&text[at..]);
    let span = Span::new(base + at, base + at + found.len().max(usize::from(at < text.len())));
    let expected = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => words(positives),
        ErrorVariant::CustomError { .. } => Vec::new(),
    };
    let expected = match last_word(&text[..at]) {
        "on" if expected == ["a name"] => vec!["an event"],
        _ => expected,
    };
    let expected = match expected.as_slice() {
        [] if stays => vec!["`{`"],
        _ => expected,
    };
    let wanted = list(&expected);
    let message = if at >= end.min(text.trim_end().len()) {
        let what = match (place.in_block, statement_form(place.keyword)) {
            (true, _) => "the line".to_owned(),
            (false, Some(_)) => format!("the statement `{}`", place.keyword),
            (false, None) => "the text".to_owned(),
        };
        match wanted.is_empty() {
            true if what != "the text" => format!("{what} is not finished"),
            true => format!("{what} ends too early"),
            false => format!("{what} ends too early: expected {wanted}"),
        }
    } else if wanted.is_empty() && statement_form(found).is_some() {
        format!("the statement `{found}` is not finished")
    } else if wanted.is_empty() {
        format!("`{found}` cannot stand here")
    } else {
        format!("expected {wanted}, found `{found}`")
    };
    let mut finding = Diagnostic::new(&codes::UNEXPECTED, span, message);
    match hints::hint(place, at, found, &expected) {
        Some(Hint { message, help }) => {
            if let Some(message) = message {
                finding.message = message;
            }
            finding.help(help)
        }
        None => finding,
    }
}

/// A line of `map` whose `=` is missing: `nick  userName`.
pub(super) fn without_equals(entry: &str, base: usize) -> Option<Diagnostic> {
    let (field, value) = field_and_value(entry)?;
    if ["set", "let", "const", "var", "map", "add", "field"].contains(&field) {
        return None;
    }
    let start = base + entry.len() - value.len();
    let found = token(value);
    let message = format!("expected `=`, found `{found}`");
    let rest = value.lines().next().unwrap_or(value).trim_end();
    let rest = if rest.len() > 60 { "…" } else { rest };
    let finding =
        Diagnostic::new(&codes::UNEXPECTED, Span::new(start, start + found.len()), message);
    Some(finding.help(format!("write `{field} = {rest}`")))
}

/// Two words, or a word and a text, on one line, of which neither goes on with a condition.
pub(super) fn field_and_value(line: &str) -> Option<(&str, &str)> {
    let end = line.find(|c: char| !(c == '.' || c.is_ascii() && is_name_byte(c as u8)))?;
    let (field, value) = line.split_at(end);
    let value = value.trim_start_matches([' ', '\t']);
    let next: &str = &value[..value.bytes().take_while(|byte| is_name_byte(*byte)).count()];
    let is_operator = |word: &str| OPERATORS.iter().any(|one| one.eq_ignore_ascii_case(word));
    let is_value = value.starts_with(|c: char| c == '"' || c.is_ascii_alphabetic());
    let names = !field.is_empty() && !is_operator(field) && !is_operator(next);
    (is_value && names && field != "reject" && field != "keep").then_some((field, value))
}

pub(super) fn last_word(text: &str) -> &str {
    let text = text.trim_end();
    let word = text.bytes().rev().take_while(|byte| is_name_byte(*byte)).count();
    &text[text.len() - word..]
}

/// The token at the start of a text: a word, a quoted text, or one mark.
fn token(text: &str) -> &str {
    let bytes = text.as_bytes();
    let Some(&first) = bytes.first() else { return "" };
    let mut end = match first {
        b'-' if text.starts_with("->") => 2,
        b'"' => text[1..].find(['"', '\n']).map_or(text.len(), |end| end + 2),
        _ if is_name_byte(first) => {
            bytes.iter().position(|byte| !is_name_byte(*byte)).unwrap_or(text.len())
        }
        b'=' | b'-' | b'!' | b'<' | b'>' | b'?' | b'+' | b'|' | b'&' | b':' | b'*' => {
            bytes.iter().take(3).take_while(|byte| b"=->!<?+|&:*".contains(byte)).count()
        }
        _ => text.chars().next().map_or(0, char::len_utf8),
    };
    end = end.min(text.len());
    if text[..end].chars().count() > 40 {
        end = text.char_indices().nth(40).map_or(end, |(at, _)| at);
    }
    text[..end].trim_end()
}

fn list(words: &[&'static str]) -> String {
    let words: Vec<&str> = words.iter().flat_map(|word| word.split(" or ")).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// Friendly names, few of them: what nobody means is dropped.
fn words(rules: &[Rule]) -> Vec<&'static str> {
    let mut words: Vec<&'static str> = Vec::new();
    for rule in rules {
        let word = match rule {
            Rule::statement | Rule::store_word | Rule::map_word => "a statement",
            Rule::expression
            | Rule::operand
            | Rule::path
            | Rule::root
            | Rule::coalesce
            | Rule::disjunction
            | Rule::conjunction
            | Rule::negation
            | Rule::comparison => "an expression",
            Rule::compare_word | Rule::pr_word | Rule::in_word | Rule::matches_word => {
                "an operator"
            }
            Rule::name => "a name",
            Rule::field => "a field",
            Rule::text => "a text in double quotes",
            Rule::type_name => "a type",
            Rule::number | Rule::whole | Rule::percent => "a number",
            Rule::map_operator => "`=`",
            Rule::map_line | Rule::map_keep => "a line like `field = value`",
            Rule::target_field | Rule::attribute => "a line like `name string`",
            Rule::table_row | Rule::table_key => "a line like `\"key\" => \"value\"`",
            Rule::arrow => "`=>`",
            Rule::event => "`on`",
            Rule::status_line => "a line like `on create => ignore`",
            Rule::notify_line | Rule::password_word => "a line like `password to user`",
            Rule::guard => "`if`",
            Rule::if_word => "`if`",
            Rule::then_word => "`then`",
            Rule::else_word => "`else`",
            Rule::to_word => "`to`",
            Rule::of_word => "`of`",
            Rule::at_word => "`at`",
            Rule::after_word => "`after`",
            Rule::where_word => "`where`",
            Rule::all_word => "`all`",
            Rule::resource | Rule::users_word => "`users` or `groups`",
            Rule::complete_word => "`complete`",
            Rule::status_word => "`status`",
            Rule::script_text => "a script in `\"\"\"`",
            Rule::json => "a JSON value",
            Rule::test_item | Rule::user_word => {
                "`user`, `group`, `current`, `expect` or another part of a test"
            }
            Rule::expect_word => "`expect`",
            Rule::limit_percent | Rule::limit_count => "a number or a percentage",
            _ => continue,
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    // An operator may follow nearly everywhere; it helps only where nothing else could.
    if words.len() > 1 && words.contains(&"an expression") {
        words.retain(|word| matches!(*word, "an expression" | "`=`" | "`=>`"));
    }
    words.truncate(4);
    words
}
