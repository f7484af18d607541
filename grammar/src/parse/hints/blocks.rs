//! Lines of blocks: `status`, `notify`, `target` and other declarations, `table`, `test`, `map`.

use super::super::expected::{Place, first_name, last_word};
use super::{Hint, help, is_word, line, said};
use crate::suggest::closest;

pub(super) fn status(text: &str, before: &str, found: &str, rest: &str) -> Option<Hint> {
    let arrow = before.contains("=>");
    let events = ["create", "update", "activate", "deactivate", "suspend", "delete", "leave"];
    if before.is_empty() && events.contains(&found) {
        return help(format!("a line starts with `on`: `on {}`", line(text)));
    }
    if before.is_empty() && found == "=>" {
        return help("a line begins with an event: `on delete => deactivate`");
    }
    if before.is_empty() && ["when", "if", "at", "for", "upon"].contains(&found) {
        return help("a line starts with `on`: `on delete if … => deactivate`");
    }
    if found.is_empty() && before.ends_with("=>") {
        return said("the action is missing", "write what is done: `=> deactivate`, `=> ignore`");
    }
    match found {
        "then" | "do" if !arrow => help("write `=>` before the action: `on create if … => ignore`"),
        "{" | "then" | "and" | "+" | ";" if arrow => {
            help("a follow-up stands behind a comma: `deactivate, delete after 30 days`")
        }
        "," | "or" | "and" | "|" | "/" if !arrow => {
            help("a line is for one event; write a line for each, or leave the event's default")
        }
        "deactivate" | "suspend" | "delete" if arrow && is_word(last_word(before)) => help(
            "a follow-up stands behind a comma, and says when: `deactivate, delete after 30 days`",
        ),
        "in" | "within" | "for" if arrow => {
            help("a follow-up says `after`: `deactivate, delete after 30 days`")
        }
        "after" if arrow && !before.contains(',') => help(format!(
            "something is done at once, before the comma: `ignore, {} after 30 days`",
            last_word(before)
        )),
        "immediately" | "now" | "later" => help("leave it out: the action is done at once"),
        _ if found.starts_with('"') && arrow => {
            help(format!("an action has no quotes: `{}`", found.trim_matches('"')))
        }
        _ if found.starts_with('"') && before == "on" => {
            help(format!("an event has no quotes: `on {}`", found.trim_matches('"')))
        }
        _ if last_word(before) == "after" => duration(found, rest),
        _ if arrow && last_word(before).parse::<u64>().is_ok() => {
            help("a follow-up has a unit: `delete after 30 days`")
        }
        _ if !arrow && !before.is_empty() && is_word(found) && !rest.contains("=>") => said(
            format!("expected `=>`, found `{found}`"),
            "a line says what is done: `on delete => deactivate`",
        ),
        _ => None,
    }
}

/// `30d`, `P30D`, `"30 days"` behind `after`.
pub(super) fn duration(found: &str, rest: &str) -> Option<Hint> {
    let text = found.trim_matches('"');
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == 'P' || c == 'T');
    let unit = match unit.trim().chars().next().map(|first| first.to_ascii_lowercase()) {
        Some('h') => "hours",
        Some('w') => "weeks",
        Some('m') => "months",
        Some('y') => "years",
        _ => "days",
    };
    match digits.is_empty() {
        true if is_word(found) && rest.len() > found.len() => {
            help("a number stands behind `after`: `delete after 30 days`")
        }
        true => help("write a number and a unit: `delete after 30 days`"),
        false => help(format!("write the number, and the unit as a word: `after {digits} {unit}`")),
    }
}

pub(super) fn notify(text: &str, before: &str, found: &str) -> Option<Hint> {
    let first = first_name(text).unwrap_or("");
    if before.is_empty() {
        let lower = first.to_ascii_lowercase();
        return match lower.as_str() {
            "email" | "e-mail" | "mails" | "notice" | "send" => {
                help("a mail notice is written `mail to admin on create`")
            }
            "otp" | "passwords" | "credentials" => {
                help("it is written `password to user on create`")
            }
            _ => help("a notice is `password` or `mail`: `password to user on create`"),
        };
    }
    match found {
        "" if first == "password" => help("say to whom: `password to user on create`"),
        "" if first == "mail" => help("say to whom: `mail to admin on create`"),
        "=" | ":" | "=>" | "->" if matches!(before, "password" | "mail") => {
            help(format!("write `{before} to …`"))
        }
        "user" | "admin" | "nobody" if matches!(before, "password" | "mail") => {
            help(format!("write `{before} to {found}`"))
        }
        "," | "and" => help("a line tells one: write a line for each"),
        _ if last_word(before) == "if" || last_word(before) == "on" => {
            help("a line is `password to user on create if …`")
        }
        _ => None,
    }
}

pub(super) fn declared(place: &Place<'_>, before: &str, found: &str, rest: &str) -> Option<Hint> {
    let name = first_name(place.text).unwrap_or("name");
    let target = place.keyword == "target";
    let last = last_word(before);
    let wrong = rest.trim_start().to_ascii_lowercase();
    match found {
        "" if !before.is_empty() => unfinished(name, last, target),
        "[" if last == name => help(format!("a list is written `{name} string[]`")),
        "[" => help(format!("a list is written `{name} {last}[]`, a length `max 10`")),
        "<" | "(" if is_list_word(last) => help(format!("a list is written `{name} string[]`")),
        "(" if target && last != "max" && rest[1..].starts_with(|c: char| c.is_ascii_digit()) => {
            let length: String = rest[1..].chars().take_while(char::is_ascii_digit).collect();
            said("a type has no length of its own", format!("write `{name} string max {length}`"))
        }
        _ if target && last == "max" && found.starts_with('"') => {
            help(format!("write the number without quotes: `max {}`", found.trim_matches('"')))
        }
        _ if target && last == "default" => {
            help("a fall-back is written in `map`: `field = a ?? \"b\"`")
        }
        "(" if target && last.eq_ignore_ascii_case("enum") => help(
            "a type has no list of values; write `string`, and a `table` or a condition in `map`",
        ),
        "=" | ":" | "(" if target && last == "max" => help("write `max 100`, without a mark"),
        "=" | "?" if target => {
            help("a field has no default here; its value is set in `map`, a fall-back with `??`")
        }
        "=" => help(format!("an attribute has a name and a type: `{name} string`")),
        "(" | "," if target && wrong.contains("required") => {
            help(format!("write `required` behind the type: `{name} string required`"))
        }
        "!" | "*" if target => help(format!("write `{name} string required`")),
        ":" => help(format!("write `{name} string`, without a mark")),
        "{" if target => help(format!("fields nest by a dot in their name: `{name}.part string`")),
        _ if target && wrong.starts_with("not null") => help("write `required`"),
        _ if target && is_word(found) => match found.to_ascii_lowercase().as_str() {
            "not" | "mandatory" | "notnull" | "nonnull" => help("write `required`"),
            "optional" | "nullable" | "null" => {
                help("leave it out: a field may be without a value unless it is `required`")
            }
            "unique" | "key" | "primary" => {
                help("leave it out: `match FIELD` says how accounts are found")
            }
            "default" => help("a fall-back is written in `map`: `field = a ?? \"b\"`"),
            "array" | "list" | "multi" | "many" | "multivalued" => {
                help(format!("a list is written `{name} string[]`"))
            }
            "maxlength" | "length" | "maximum" | "limit" => help("write `max 100`"),
            "min" | "minlength" | "pattern" | "matches" | "regex" => help(
                "behind a type stand `required`, `max N` and `secret`; other checks are conditions in `map`, with `reject \"why\"`",
            ),
            _ => help("a line is `name type`, with `required`, `max N` or `secret` behind it"),
        },
        _ if before.is_empty() || before == name => {
            help("a line is a name and a type: `email string`")
        }
        _ => None,
    }
}

/// `email`, `email string requird`, `email string max`
fn unfinished(name: &str, last: &str, target: bool) -> Option<Hint> {
    if last == "max" && target {
        return help(format!("write `{name} string max 100`"));
    }
    let word = closest(last, ["required", "secret", "max"]).filter(|_| target && last != name);
    match word {
        Some(meant) if meant == last => {
            help(format!("no comma stands before it: `{name} string {last}`"))
        }
        Some(meant) => {
            said(format!("`{last}` cannot stand behind a type"), format!("did you mean `{meant}`?"))
        }
        None => said(format!("`{last}` has no type"), format!("write `{last} string`")),
    }
}

pub(super) fn is_list_word(word: &str) -> bool {
    ["list", "array", "set", "collection", "seq"].contains(&word.to_ascii_lowercase().as_str())
}

pub(super) fn table(text: &str, before: &str, found: &str, rest: &str) -> Option<Hint> {
    let arrow = before.contains("=>");
    let lower = found.to_ascii_lowercase();
    if before.is_empty() && matches!(found, "*" | "_") {
        return said(
            format!("`{found}` is not a key"),
            "what no key fits stands behind `else`: `else => \"x\"`",
        );
    }
    if before.is_empty() && matches!(found, "(" | "[" | "{") {
        return help("a line is `\"key\", \"key\" => \"value\"`, without brackets");
    }
    if before.is_empty() {
        return help("a line is `\"key\", \"key\" => \"value\"`");
    }
    match lower.as_str() {
        "=>" if before.ends_with(',') => {
            help("a key is missing behind the comma, or the comma is one too many")
        }
        "or" | "|" | "||" | "/" if !arrow => {
            help("keys are separated by commas: `\"a\", \"b\" => …`")
        }
        "if" | "when" if arrow => help(
            "a line of a table has no condition; write `if … then … else …` where the table is called",
        ),
        _ if !arrow && found.starts_with('"') && !before.is_empty() => {
            help("keys are separated by commas: `\"a\", \"b\" => …`")
        }
        _ if !arrow && !rest.contains("=>") && !before.is_empty() => said(
            format!("expected `=>`, found `{found}`"),
            format!("a line is `{} => \"value\"`", first_token(text)),
        ),
        _ => None,
    }
}

pub(super) fn first_token(text: &str) -> &str {
    match text.strip_prefix('"').and_then(|rest| rest.find('"')) {
        Some(end) => &text[..end + 2],
        None => "\"key\"",
    }
}

pub(super) fn test(before: &str, found: &str, rest: &str) -> Option<Hint> {
    let last = last_word(before);
    match found {
        "=" | ":" | "=>" if last == before => said(
            format!("`{found}` does not stand behind `{last}`"),
            format!("remove it: `{last} …`"),
        ),
        "," | ";" => help("a new line is enough; remove it"),
        _ if before.is_empty() => {
            let parts = [
                "user",
                "group",
                "groups",
                "current",
                "params",
                "now",
                "operation",
                "expect",
                "because",
                "notify",
            ];
            let lower = found.to_ascii_lowercase();
            let synonyms = [
                ("given", "user"),
                ("input", "user"),
                ("payload", "user"),
                ("account", "current"),
                ("existing", "current"),
                ("expected", "expect"),
                ("then", "expect"),
                ("assert", "expect"),
                ("reason", "because"),
                ("clock", "now"),
                ("at", "now"),
                ("param", "params"),
                ("password", "notify"),
            ];
            let known = synonyms.iter().find(|(word, _)| *word == lower).map(|(_, meant)| *meant);
            let meant = known.or_else(|| closest(&lower, parts.iter().copied()));
            match meant {
                Some(meant) => help(format!("did you mean `{meant}`?")),
                None => help(format!("parts of a test are `{}`", parts.join("`, `"))),
            }
        }
        _ if is_word(found) && last_word(before.trim_end_matches(last)) == "expect" => {
            help(format!("the action follows at once: `expect {found}`"))
        }
        _ if last == "now" => help("write a time in quotes: `now \"2026-01-31T09:00:00Z\"`"),
        _ if last == "expect" => {
            help("an action stands here: `expect create { \"field\": \"value\" }`")
        }
        _ if ["user", "group", "current", "params"].contains(&last) => {
            help(format!("JSON stands here: `{last} {{ … }}`"))
        }
        _ if last == "groups" => help("JSON stands here: `groups [{ \"display\": \"…\" }]`"),
        _ if last == "because" => help("a part of the reason stands here, in quotes"),
        _ if last == "null" || rest.is_empty() => None,
        _ => None,
    }
}

pub(super) fn map(text: &str, before: &str, found: &str, rest: &str) -> Option<Hint> {
    let field = first_name(text).unwrap_or("field");
    let set = before.contains('=');
    let last = last_word(before);
    match found {
        "-" | "-=" if before == field => {
            help("values are not taken away one by one: what no line of a list gives any more goes")
        }
        "||=" | "??=" | "&&=" if before == field => {
            help(format!("what the target has is kept by `?=`: `{field} ?= …`"))
        }
        "{" if before == field || before.ends_with('=') && rest.contains(" = ") => {
            help(format!("fields nest by a dot in their name: `{field}.part = …`"))
        }
        _ if !set && field == "if" => said(
            "a line starts with its field",
            "the condition stands at the end: `email = userName if …`",
        ),
        "" if before == field => help(format!("write `{field} = …`")),
        "<" | "<-" | "=" if before == field => {
            help(format!("a field is set with `=`: `{field} = …`"))
        }
        "=" if before.ends_with('=') => help("one `=` is enough"),
        "to" | "from" | "as" | "is" if !set => {
            help("a line is `field = value`: `email = userName`")
        }
        "," if before.ends_with('=') => said(
            "the value is missing",
            format!("write `{field} = …`; `null` clears the field, `keep` leaves it alone"),
        ),
        "then" | "else" if set && before.contains(" if ") => {
            help(format!("a choice is the value: `{field} = if … then … else …`"))
        }
        "," if set => None,
        _ if before.ends_with(',') && set && (found.starts_with('"') || is_word(found)) => said(
            "several values stand in square brackets",
            "write `[a, b]`; to join texts write `\"{a} {b}\"` or `join(\", \", a, b)`",
        ),
        _ if !set && before.is_empty() => help("a line is `field = value`: `email = userName`"),
        _ if !set && matches!(field, "set" | "let" | "const" | "var" | "map" | "add" | "field") => {
            help(match is_word(found) {
                true => format!("a line starts with the field: `{found} = …`"),
                false => "a line starts with the field: `field = value`".to_owned(),
            })
        }
        _ if last == "on" => None,
        "," | "and" | "or" | "|" if last_event(before) => {
            help("a line is for one event; write a line for each, or leave the event out")
        }
        _ if rest.is_empty() && before.ends_with('=') => said(
            "the value is missing",
            format!("write `{field} = …`; `null` clears the field, `keep` leaves it alone"),
        ),
        _ => None,
    }
}

/// `… on create`
pub(super) fn last_event(before: &str) -> bool {
    let event = last_word(before);
    last_word(&before[..before.len() - event.len()]) == "on"
}
