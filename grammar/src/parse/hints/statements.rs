//! Statements without a block, and the first line of those that have one.

use super::super::expected::{Place, last_word};
use super::{Hint, help, is_word, line, said};
use crate::reference::STATEMENTS;

pub(super) fn statement(place: &Place<'_>, before: &str, found: &str, rest: &str) -> Option<Hint> {
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
        ("match", _) if ["on", "by", "using", "with"].contains(&last) => {
            help(format!("fields stand behind `match` at once: `match {first_line}`"))
        }
        ("map" | "target" | "match" | "protect", "user") if alone => {
            help(format!("leave it out: `{}` alone is of users", place.keyword))
        }
        ("map" | "target" | "match" | "protect", "group") if alone => help("write `groups`"),
        ("map", _) if alone && is_word(found) && first_line.contains('=') => {
            help(format!("lines stand in braces: `map {{ {first_line} }}`"))
        }
        ("strict", _) if alone => help("`strict` stands alone; without it reading is tolerant"),
        ("test", "{") if alone => help("a test has a name: `test \"what it shows\" { … }`"),
        ("source", "status") if alone => help("write `source status = …`"),
        ("match", "and" | "or" | "+" | ";") => {
            help("fields are separated by commas: `match employee_id, email`")
        }
        ("match", _) if !alone && is_word(found) && is_word(last) => {
            help(format!("fields are separated by commas: `match {last}, {found}`"))
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
        ("limit", _) if !alone && found.starts_with(|c: char| c.is_ascii_digit()) => {
            help(format!("write `to` before the number: `limit {last} to 5% of users`"))
        }
        ("limit", "accounts" | "all" | "total") if last == "of" => help("write `of users`"),
        ("limit", "<=" | "<" | "at" | "=" | ":" | "max" | "below" | "under") => {
            help(format!("write `to`: `limit {last} to 5% of users`"))
        }
        ("limit", _) if before.ends_with('%') => help("say of what: `to 5% of users`"),
        ("limit", _) if alone => {
            help("the action stands first: `limit delete to 5% of users`, `limit create to 500`")
        }
        ("sync", "if" | "when" | "with" | "having" | "whose" | "=" | ":" | "{") => {
            help("write `sync users where …`")
        }
        ("sync", "where") if alone => help("write `sync users where …`"),
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
        ("protect", "") if alone => help("say who: `protect if userName eq \"owner@example.com\"`"),
        ("protect", _) if alone => help(format!("write `protect if {first_line}`")),
        ("keep", "=" | ":" | "like" | "where" | "eq") => {
            help("write `keep FIELD matches \"regex\"`")
        }
        ("again", "in" | "after") if alone => help("write `again at add_days(now(), 3)`"),
        ("again", _) if alone => help(format!("write `again at {first_line}`")),
        ("source", _) if alone => help("it is written `source complete` or `source status = …`"),
        ("source", "=" | ":") => help("it is written `source complete` or `source status = …`"),
        ("script", _) if alone => {
            help("a script stands in three double quotes: `script \"\"\" … \"\"\"`")
        }
        ("extension", "{") => help("an extension has a URN: `extension acme \"urn:…:User\" { … }`"),
        ("extension", _) if alone && found.starts_with('"') => {
            help("the name stands before the URN: `extension acme \"urn:…\" { … }`")
        }
        ("table", _) if alone && rest[found.len()..].trim_start().starts_with(['=', ':', '(']) => {
            help(format!(
                "no mark stands behind the name: `table {found} {{ \"key\" => \"value\" }}`"
            ))
        }
        ("table", "(" | "=" | ":") => help("it is written `table NAME { \"key\" => \"value\" }`"),
        _ => None,
    }
}
