//! What is most likely meant where the parser stopped: slips of people who write other languages.

use super::expected::{OPERATORS, Place, first_name, last_word};
use crate::reference::STATEMENTS;
use crate::scan::{KEYWORDS, is_name_byte};
use crate::suggest::closest;

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

fn status(text: &str, before: &str, found: &str, rest: &str) -> Option<Hint> {
    let arrow = before.contains("=>");
    let events = ["create", "update", "activate", "deactivate", "suspend", "delete", "leave"];
    if before.is_empty() && events.contains(&found) {
        return help(format!("a line starts with `on`: `on {}`", line(text)));
    }
    match found {
        "then" | "do" if !arrow => help("write `=>` before the action: `on create if … => ignore`"),
        "{" | "then" | "and" | "+" | ";" if arrow => {
            help("a follow-up stands behind a comma: `deactivate, delete after 30 days`")
        }
        "," | "or" | "and" | "|" | "/" if !arrow => {
            help("a line is for one event; write a line for each, or leave the event's default")
        }
        "in" | "within" | "for" if arrow => {
            help("a follow-up says `after`: `deactivate, delete after 30 days`")
        }
        "immediately" | "now" | "later" => help("leave it out: the action is done at once"),
        _ if found.starts_with('"') && arrow => {
            help(format!("an action has no quotes: `{}`", found.trim_matches('"')))
        }
        _ if found.starts_with('"') && before == "on" => {
            help(format!("an event has no quotes: `on {}`", found.trim_matches('"')))
        }
        _ if last_word(before) == "after" => duration(found, rest),
        _ if arrow && last_word(before).bytes().all(|byte| byte.is_ascii_digit()) => {
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
fn duration(found: &str, rest: &str) -> Option<Hint> {
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

fn notify(text: &str, before: &str, found: &str) -> Option<Hint> {
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

fn declared(place: &Place<'_>, before: &str, found: &str, rest: &str) -> Option<Hint> {
    let name = first_name(place.text).unwrap_or("name");
    let target = place.keyword == "target";
    let last = last_word(before);
    let wrong = rest.trim_start().to_ascii_lowercase();
    match found {
        "[" if last == name => help(format!("a list is written `{name} string[]`")),
        "<" | "(" if is_list_word(last) => help(format!("a list is written `{name} string[]`")),
        "(" if target && last != "max" && rest[1..].starts_with(|c: char| c.is_ascii_digit()) => {
            let length: String = rest[1..].chars().take_while(char::is_ascii_digit).collect();
            said("a type has no length of its own", format!("write `{name} string max {length}`"))
        }
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

fn is_list_word(word: &str) -> bool {
    ["list", "array", "set", "collection", "seq"].contains(&word.to_ascii_lowercase().as_str())
}

fn table(text: &str, before: &str, found: &str, rest: &str) -> Option<Hint> {
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
    match lower.as_str() {
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

fn first_token(text: &str) -> &str {
    match text.strip_prefix('"').and_then(|rest| rest.find('"')) {
        Some(end) => &text[..end + 2],
        None => "\"key\"",
    }
}

fn test(before: &str, found: &str, rest: &str) -> Option<Hint> {
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

fn map(text: &str, before: &str, found: &str, rest: &str) -> Option<Hint> {
    let field = first_name(text).unwrap_or("field");
    let set = before.contains('=');
    let last = last_word(before);
    match found {
        "-" | "-=" if before == field => {
            help("values are not taken away one by one: what no line of a list gives any more goes")
        }
        "<" | "<-" | "=" if before == field => {
            help(format!("a field is set with `=`: `{field} = …`"))
        }
        "=" if before.ends_with('=') => help("one `=` is enough"),
        "to" | "from" | "as" | "is" if !set => {
            help("a line is `field = value`: `email = userName`")
        }
        "," if set => None,
        _ if before.ends_with(',') && set && (found.starts_with('"') || is_word(found)) => said(
            "several values stand in square brackets",
            "write `[a, b]`; to join texts write `\"{a} {b}\"` or `join(\", \", a, b)`",
        ),
        _ if !set && before.is_empty() => help("a line is `field = value`: `email = userName`"),
        _ if !set && matches!(field, "set" | "let" | "const" | "var" | "map" | "add" | "field") => {
            help("a line starts with the field: `field = value`")
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
fn last_event(before: &str) -> bool {
    let event = last_word(before);
    last_word(&before[..before.len() - event.len()]) == "on"
}

fn statement(place: &Place<'_>, before: &str, found: &str, rest: &str) -> Option<Hint> {
    let last = last_word(before);
    let alone = last == place.keyword && before.trim_start().len() >= last.len();
    let first_line = line(rest);
    match (place.keyword, found) {
        ("store" | "test", _) if alone && is_word(found) => {
            let name = first_line.trim_end_matches(['{', ' ', ';']);
            help(format!("write the name in quotes: `{} \"{name}\"`", place.keyword))
        }
        (keyword, ":") if alone => said(
            format!("`{keyword}` takes no colon"),
            match STATEMENTS.iter().find(|known| known.name == keyword) {
                Some(known) => format!("it is written `{}`", known.syntax),
                None => "remove it".to_owned(),
            },
        ),
        ("match", "and" | "or" | "+" | ";") => {
            help("fields are separated by commas: `match employee_id, email`")
        }
        ("match", "[" | "(" | "{") => {
            help("fields stand without brackets: `match employee_id, email`")
        }
        ("let", "=>") => help(
            "there are no functions within expressions; a value filter picks values: `emails[type eq \"work\"].value`",
        ),
        ("let" | "param", ":=" | ":" | "=>" | "==" | "->" | "as") if !before.contains('=') => {
            help(format!("write `{} {last} … = …`", place.keyword))
        }
        ("let", _) if alone => None,
        ("let", _) if !before.contains('=') => help("it is written `let NAME = EXPRESSION`"),
        ("param", _)
            if !before.contains('=')
                && (found.starts_with('"') || found.starts_with(|c: char| c.is_ascii_digit())) =>
        {
            help("a default stands behind `=`: `param region string = \"EU\"`")
        }
        ("param", "=") => help(format!("a parameter has a type: `param {last} string = …`")),
        ("limit", "," | "and" | "&" | "or") => {
            help("actions are joined by `+`: `limit deactivate + delete to 5% of users`")
        }
        ("limit", "percent" | "pct") => help("write `%`: `limit deactivate to 5% of users`"),
        ("limit", _) if before.ends_with('%') => help("say of what: `to 5% of users`"),
        ("limit", _) if alone => {
            help("the action stands first: `limit delete to 5% of users`, `limit create to 500`")
        }
        ("sync", "if" | "when" | "with" | "having" | "whose" | "=" | ":" | "{") => {
            help("write `sync users where …`")
        }
        ("sync", "user") => help("write `users`"),
        ("sync", "group") => help("write `groups`"),
        ("sync", "," | "and") => {
            help("write a statement for each: `sync all users` and `sync all groups`")
        }
        ("sync", _) if last == "all" => help("write `sync all users` or `sync all groups`"),
        ("sync", _) if last == "users" || last == "groups" => {
            help(format!("write `sync all {last}` or `sync {last} where …`"))
        }
        ("protect", "where" | "when" | "{" | "=" | ":") => help("write `protect if …`"),
        ("protect", _) if alone && found.starts_with('"') => {
            help(format!("say who: `protect if userName eq {found}`"))
        }
        ("protect", _) if alone => help(format!("write `protect if {first_line}`")),
        ("keep", "=" | ":" | "like" | "where" | "eq") => {
            help("write `keep FIELD matches \"regex\"`")
        }
        ("again", _) if alone => help(format!("write `again at {first_line}`")),
        ("source", "=" | ":") => help("it is written `source complete` or `source status = …`"),
        ("script", _) if alone => {
            help("a script stands in three double quotes: `script \"\"\" … \"\"\"`")
        }
        ("extension", "{") => help("an extension has a URN: `extension acme \"urn:…:User\" { … }`"),
        ("extension", _) if alone && found.starts_with('"') => {
            help("the name stands before the URN: `extension acme \"urn:…\" { … }`")
        }
        ("table", "(" | "=" | ":") => help("it is written `table NAME { \"key\" => \"value\" }`"),
        _ => None,
    }
}

/// A filter or path that stands alone.
fn filter(before: &str, found: &str, expected: &[&str]) -> Option<Hint> {
    let operators = "operators are `eq ne co sw ew gt ge lt le pr`";
    if found.is_empty() {
        return None;
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

fn anywhere(
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
