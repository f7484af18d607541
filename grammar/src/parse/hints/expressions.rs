//! Expressions, wherever they stand, and filters that stand alone.

use super::super::expected::{OPERATORS, Place, last_word};
use super::{Hint, help, is_word, statement_form};
use crate::scan::KEYWORDS;
use crate::suggest::closest;

/// A filter or path that stands alone.
pub(super) fn filter(before: &str, found: &str, expected: &[&str]) -> Option<Hint> {
    let operators = "operators are `eq ne co sw ew gt ge lt le pr`";
    if found.is_empty() {
        return unfinished(last_word(before));
    }
    if let Some(meant) = operator(found).filter(|_| expected.contains(&"an operator")) {
        return help(format!("write `{meant}`"));
    }
    match found {
        "/" | "->" => help("parts of a path are joined by a dot: `name.givenName`"),
        "[" if before.ends_with('.') => {
            help("the value filter follows the attribute without a dot: `emails[type eq \"work\"]`")
        }
        "]" if before.ends_with('[') => {
            help("a value filter holds a condition: `emails[type eq \"work\"]`")
        }
        _ if expected.contains(&"an operator") => {
            let meant = closest(found, OPERATORS.iter().take(10).copied());
            match meant.filter(|meant| is_word(found) && *meant != found) {
                Some(meant) => help(format!("did you mean `{meant}`?")),
                None => help(operators),
            }
        }
        _ if expected.is_empty() && !before.is_empty() => {
            help("conditions are joined by `and` or `or`")
        }
        _ if expected.contains(&"an expression") && before.is_empty() => help(
            "a filter begins with an attribute: `userName eq \"ada\"`; names begin with a letter",
        ),
        _ => None,
    }
}

pub(super) fn anywhere(
    place: &Place<'_>,
    before: &str,
    found: &str,
    rest: &str,
    expected: &[&str],
) -> Option<Hint> {
    if expected == ["an event"] {
        let events = "create update activate deactivate suspend delete leave";
        return help(format!("events are `{}`", events.replace(' ', "`, `")));
    }
    let last = last_word(before);
    let value = expected.contains(&"an expression");
    if last == "is" && matches!(found, "true" | "false") {
        return help(format!("write `eq {found}`"));
    }
    if value
        && matches!(found, "" | "}" | "=>")
        && let Some(hint) = unfinished(last)
    {
        return Some(hint);
    }
    if value && before.ends_with("??") {
        return help("a fall-back stands behind `??`: a value, `null`, `keep` or `reject \"why\"`");
    }
    if value && before.ends_with("=>") {
        return help("a line is `\"key\" => \"value\"`; `null` and `keep` are values, too");
    }
    let inside = before.rsplit('{').next().unwrap_or(before).to_ascii_lowercase();
    if value && matches!(found, "," | ")") && inside.contains("switch(") {
        return help(
            "write a `table`, called like a function: `offices(city)`, with `else` for the rest",
        );
    }
    if ["case", "switch"].contains(&last.to_ascii_lowercase().as_str()) {
        return help("write a `table`, or `if … then … else if … then … else …`");
    }
    if !value && before.matches('[').count() > before.matches(']').count() && found.starts_with('"')
    {
        return help("items of a list are separated by commas: `[\"a\", \"b\"]`");
    }
    if value && found == ":" && before.ends_with('?') || before.contains(" ? ") {
        return help("a fall-back is written `a ?? b`, a choice `if … then … else …`");
    }
    match found {
        ";" => return help("a new line is enough; remove the `;`"),
        "elseif" | "elif" | "elsif" => return help("write `else if`"),
        "when" | "provided" | "where" | "WHEN" | "WHERE" if !value => {
            return help("a condition stands behind `if`");
        }
        "unless" => return help("write `if not (…)`"),
        "else" | "default" | "otherwise" | "?:" if !value && !before.contains("if ") => {
            return help("a fall-back is written `a ?? b`");
        }
        "[" if before.ends_with('.') => {
            return help(
                "the value filter follows the attribute without a dot: `emails[type eq \"work\"]`",
            );
        }
        ":" if is_word(last) && !rest[1..].starts_with(is_name_letter) => {
            return help("a fall-back is written `a ?? b`, a choice `if … then … else …`");
        }
        ":" if is_word(last) => {
            return help(
                "a sub-attribute follows a dot: `enterprise.department`; a colon stands in a URN only",
            );
        }
        "/" if last == "matches" => {
            return help("a pattern stands in double quotes: `matches \"^a\"`");
        }
        "as" if !value => {
            return help(
                "a value becomes another type by a function: `to_string(x)`, `to_integer(x)`, `to_boolean(x)`",
            );
        }
        "/" | "->" => return help("parts of a path are joined by a dot: `name.givenName`"),
        "?." | "?" if rest.starts_with("?.") => {
            return help("write a plain dot: a path without a value is absent, and no error");
        }
        "-" | "*" | "%" | "^" => {
            return help(
                "there is no arithmetic; a `script` can do it, `add_days` and `days_between` count days",
            );
        }
        "==" | "===" => return help("write `eq` in a condition"),
        "{" if value && rest[1..].trim_start().starts_with('"') => {
            return help("a list stands in square brackets: `[\"a\", \"b\"]`");
        }
        "{" if value => {
            return help(
                "names stand without braces, which are for texts: `name.givenName`, `\"{name.givenName}\"`",
            );
        }
        "{" if before.contains("function") => {
            return help("functions stand in `script \"\"\" … \"\"\"`, written in Rhai");
        }
        "=>" if !value => {
            return help(
                "`=>` stands in `table` and `status`; there are no functions within expressions",
            );
        }
        "{" => {
            return help("a choice is written `if … then … else …`, without braces");
        }
        "@" | "$" | ":" if value => {
            return help("an attribute is written by its plain name: `userName`");
        }
        "<" | "=>" | "=" if value => return help("a value is missing before it"),
        "switch" | "case" | "match" if !value => {
            return help("write a `table`, or `if … then … else if … then … else …`");
        }
        _ => {}
    }
    if value && found.starts_with('$') {
        let name = found.trim_matches('$');
        return help(format!("an attribute is written by its plain name: `{name}`"));
    }
    if expected.contains(&"`then`") || expected.contains(&"`else`") {
        return help(
            "a choice is written `if CONDITION then a else b`; `else keep` leaves a field alone, `else null` clears it",
        );
    }
    let is_word = is_word(found);
    if expected.contains(&"a statement") && is_word {
        let meant = closest(found, KEYWORDS.iter().copied())?;
        return help(format!("did you mean `{meant}`?"));
    }
    if expected.contains(&"an operator") && !found.is_empty() {
        let alias = operator(found);
        if let Some(meant) = alias {
            return help(format!("write `{meant}`"));
        }
        if is_word && !last.is_empty() && closest(found, OPERATORS.iter().copied()).is_none() {
            let operators = "operators are `eq ne co sw ew gt ge lt le pr in matches`, `and`, `or`";
            return help(format!(
                "{operators}; a function is called with parentheses: `{last}({found})`"
            ));
        }
        let meant = closest(found, OPERATORS.iter().copied());
        if let Some(meant) = meant.filter(|meant| is_word && *meant != found) {
            return help(format!("did you mean `{meant}`?"));
        }
        if found.starts_with('"') {
            return help(
                "operators are `eq ne co sw ew gt ge lt le pr in matches`; texts are joined like `\"{a} {b}\"`",
            );
        }
    }
    if found.starts_with('}') && value {
        return help("a value is missing before the brace");
    }
    let form = statement_form(place.keyword).filter(|_| !place.in_block)?;
    help(format!("it is written `{form}`"))
}

/// A condition that stops in the middle.
fn unfinished(last: &str) -> Option<Hint> {
    match last {
        "if" => help("a condition stands behind `if`: `if active eq true`"),
        "and" | "or" => help(format!("a condition stands behind `{last}`, or leave it out")),
        "eq" | "ne" | "co" | "sw" | "ew" | "gt" | "ge" | "lt" | "le" => help(format!(
            "a value stands behind `{last}`: `{last} \"text\"`, a number, `true` or `null`"
        )),
        "in" => help("a list stands behind `in`: `in [\"a\", \"b\"]`"),
        "matches" => help("a pattern stands behind `matches`: `matches \"^a\"`"),
        _ => None,
    }
}

/// Operators of other languages that are words.
fn operator(found: &str) -> Option<&'static str> {
    Some(match found.to_ascii_lowercase().as_str() {
        "equals" | "equal" | "is" => "eq",
        "notequals" | "neq" | "not_equals" => "ne",
        "contains" | "includes" | "like" | "ilike" | "has" => "co",
        "startswith" | "starts" | "begins" | "beginswith" => "sw",
        "endswith" | "ends" => "ew",
        "exists" | "present" => "pr",
        "between" => "ge … and … le",
        "match" | "regexp" | "rlike" | "regex" => "matches",
        _ => return None,
    })
}

fn is_name_letter(letter: char) -> bool {
    letter.is_ascii_alphabetic()
}
