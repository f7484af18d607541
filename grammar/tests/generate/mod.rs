//! Random rules, with white space and comments in odd places.

use proptest::prelude::*;
use proptest::sample::select;

/// Stands between tokens until white space is put in.
const GAP: &str = "\u{1}";

type Texts = BoxedStrategy<String>;

fn one(words: &[&'static str]) -> Texts {
    select(words.to_vec()).prop_map(str::to_owned).boxed()
}

/// The parts one behind the other.
fn row(parts: Vec<Texts>) -> Texts {
    parts.prop_map(|parts| parts.join(GAP)).boxed()
}

fn word(word: &'static str) -> Texts {
    Just(word.to_owned()).boxed()
}

fn many(part: Texts, separator: &'static str, most: usize) -> Texts {
    let separator =
        if separator.is_empty() { GAP.to_owned() } else { format!("{GAP}{separator}{GAP}") };
    prop::collection::vec(part, 1..=most).prop_map(move |parts| parts.join(&separator)).boxed()
}

fn maybe(part: Texts) -> Texts {
    prop_oneof![Just(String::new()), part].boxed()
}

fn name() -> Texts {
    one(&["a", "status", "match", "strict", "first_name", "an_attribute_with_a_rather_long_name"])
}

fn field() -> Texts {
    one(&["a", "b.c", "email", "a_field_with_a_rather_long_name.and.another"])
}

fn text() -> Texts {
    one(&[
        "\"\"",
        "\"a # b\"",
        "\"\\\"{name.givenName}\\u00e9\"",
        "\"a text of the user that is rather long\"",
        "\"日本語\"",
    ])
}

fn operand(depth: usize) -> Texts {
    let leaf = prop_oneof![
        text(),
        name(),
        one(&["1", "-2.50", "1e5", "TRUE", "false", "Null", "keep"]),
        one(&["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"]),
        row(vec![word("reject"), text()]),
        row(vec![name(), word("."), name()]),
    ];
    if depth == 0 {
        return leaf.boxed();
    }
    let inner = expression(depth - 1);
    let inner = || inner.clone();
    prop_oneof![
        2 => leaf,
        1 => row(vec![word("("), inner(), word(")")]),
        1 => row(vec![word("f("), many(inner(), ",", 3), one(&[")", ",\u{1})"])]),
        1 => row(vec![word("["), many(inner(), ",", 3), one(&["]", ",\u{1}]"])]),
        1 => one(&["[\u{1}]", "f(\u{1})"]),
        1 => row(vec![word("emails"), word("["), inner(), word("]"), word("."), word("value")]),
    ]
    .boxed()
}

fn term(depth: usize) -> Texts {
    let value = many(operand(depth), "??", 2);
    let value = || value.clone();
    let operator = one(&["eq", "NE", "co", "gt", "in", "matches", "Matches"]);
    let mut terms = vec![
        value(),
        row(vec![value(), operator, value()]),
        row(vec![value(), one(&["pr", "PR"])]),
    ];
    if depth > 0 {
        let inner = expression(depth - 1);
        terms.push(row(vec![one(&["not", "NOT"]), word("("), inner, word(")")]));
    }
    prop::strategy::Union::new(terms).boxed()
}

fn expression(depth: usize) -> Texts {
    let any = many(many(term(depth), "and", 3), "OR", 2);
    let any = || any.clone();
    if depth == 0 {
        return any();
    }
    let branch = || row(vec![word("if"), any(), word("then"), expression(depth - 1), word("else")]);
    prop_oneof![5 => any(), 1 => row(vec![many(branch(), "", 2), any()])].boxed()
}

fn attribute(depth: usize) -> Texts {
    let mut types = vec![one(&["string", "integer", "custom_type"])];
    if depth > 0 {
        types.push(row(vec![word("{"), many(attribute(depth - 1), "", 3), word("}")]));
        types.push(word("{\u{1}}"));
    }
    let ty = prop::strategy::Union::new(types).boxed();
    row(vec![name(), ty, one(&["", "[\u{1}]"])])
}

fn when() -> Texts {
    let event = one(&["", "on\u{1}create"]);
    row(vec![event, maybe(row(vec![word("if"), expression(1)]))])
}

fn json() -> Texts {
    one(&[
        "{}",
        "null",
        "{ \"a\": [1, 2],\n\n\n \"b\": {\"c\": \"}{#\"\n} }",
        "[{\n\"a\": \"\\\"[\"\r\n\t}\n, {}  \n]",
    ])
}

fn keep() -> Texts {
    row(vec![word("keep"), field(), word("matches"), text()])
}

fn block(head: Texts, line: Texts) -> Texts {
    let lines = prop_oneof![1 => Just(String::new()), 6 => many(line, "", 4)].boxed();
    row(vec![head, word("{"), lines, word("}")])
}

fn blocks() -> Texts {
    let flags = one(&["", "required", "max\u{1}10", "secret\u{1}max\u{1}007\u{1}required"]);
    let line = row(vec![field(), one(&["=", "?=", "+="]), expression(2), when()]);
    let keys = many(prop_oneof![text(), word("12")].boxed(), ",", 5);
    let row_or_else = prop_oneof![3 => keys, 1 => Just("\"else\"".to_owned())].boxed();
    let rows = row(vec![row_or_else, word("=>"), expression(1)]);
    let otherwise = row(vec![word("else"), word("=>"), expression(1)]);
    let table = row(vec![
        word("table"),
        name(),
        word("{"),
        maybe(many(rows.clone(), "", 3)),
        maybe(otherwise),
        maybe(rows),
        word("}"),
    ]);
    let action = one(&["ignore", "deactivate\u{1},\u{1}delete\u{1}after\u{1}030\u{1}days"]);
    let guard = maybe(row(vec![word("if"), expression(1)]));
    let status = row(vec![word("on"), one(&["leave", "create"]), guard, word("=>"), action]);
    let to = expression(1);
    let notice = row(vec![one(&["password", "mail"]), word("to"), to, when()]);
    let item = prop_oneof![
        row(vec![
            one(&["user", "group", "groups", "current", "params", "expect\u{1}create"]),
            json()
        ]),
        one(&["expect\u{1}ignore", "operation\u{1}delete", "notify\u{1}mail\u{1}to\u{1}\"a\""]),
        row(vec![one(&["because", "now"]), text()]),
    ]
    .boxed();
    prop_oneof![
        block(row(vec![word("extension"), name(), text()]), attribute(2)),
        block(word("attributes"), attribute(1)),
        block(
            one(&["target", "target\u{1}groups"]),
            row(vec![
                field(),
                row(vec![attribute(1)])
                    .prop_map(|attribute| attribute
                        .split_once(GAP)
                        .map_or_else(String::new, |(_, ty)| ty.to_owned()))
                    .boxed(),
                flags
            ])
        ),
        block(one(&["map", "map\u{1}users"]), prop_oneof![5 => line, 1 => keep()].boxed()),
        table,
        block(word("status"), status),
        block(word("notify"), notice),
        block(row(vec![word("test"), text()]), item),
    ]
    .boxed()
}

fn statement() -> Texts {
    let default = maybe(row(vec![word("="), expression(1)]));
    let where_ = row(vec![word("sync"), one(&["users", "groups"]), word("where"), expression(2)]);
    let lines = prop_oneof![
        one(&["strict", "source\u{1}complete", "sync\u{1}all\u{1}groups"]),
        one(&[
            "limit\u{1}a\u{1}+\u{1}b\u{1}to\u{1}5.5\u{1}%\u{1}of\u{1}users",
            "limit\u{1}a\u{1}to\u{1}05\u{1}groups"
        ]),
        one(&["script\u{1}\"\"\"\n  # x {  \r\n \"\"\"", "match\u{1}groups\u{1}a\u{1},\u{1}b.c"]),
        row(vec![word("store"), text()]),
        row(vec![word("param"), attribute(1), default]),
        row(vec![word("let"), name(), word("="), expression(2)]),
        keep(),
        where_,
        row(vec![word("source"), word("status"), word("="), expression(1)]),
        row(vec![word("protect"), one(&["", "groups"]), word("if"), expression(2)]),
        row(vec![word("again"), word("at"), expression(1)]),
    ];
    prop_oneof![lines, blocks()].boxed()
}

/// A rules file that parses.
pub(crate) fn file() -> Texts {
    let plain = [" ", "\n", "  ", "\n\n", "\n\n\n  ", "\r\n", "\t"];
    let odd =
        [" # c\n", "\n# own\n", "\n\n # one\n# two\n\n", "# a\r\n", "\n# ä  \n\n\n# b\n", " #\n"];
    let gap = prop_oneof![6 => Just(" "), 2 => select(plain.to_vec()), 1 => select(odd.to_vec())];
    let quiet = prop_oneof![12 => Just(" "), 1 => select(plain.to_vec())];
    let gaps = prop_oneof![
        prop::collection::vec(gap, 20..200).boxed(),
        prop::collection::vec(quiet, 20..200).boxed(),
        Just(vec![" "]).boxed(),
    ];
    (prop::collection::vec(statement(), 0..5), gaps)
        .prop_map(|(statements, gaps)| {
            let text = format!("{GAP}{}{GAP}", statements.join(GAP));
            let mut gaps = gaps.iter().cycle();
            let mut out = String::new();
            for (index, token) in text.split(GAP).enumerate() {
                if index > 0 {
                    out.push_str(gaps.next().unwrap_or(&" "));
                }
                out.push_str(token);
            }
            out
        })
        .boxed()
}
