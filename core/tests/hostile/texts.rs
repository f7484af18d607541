//! Rules that mean harm.

/// What becomes of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Compiles,
    /// There is an error with this code.
    Error(&'static str),
}

use Outcome::{Compiles, Error};

fn nested(open: &str, core: &str, close: &str, count: usize) -> String {
    format!("sync users where {}{core}{}", open.repeat(count), close.repeat(count))
}

fn chain(head: &str, term: &str, separator: &str, count: usize) -> String {
    format!("{head}{}", vec![term; count].join(separator))
}

fn numbered(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

/// Name, text and outcome.
pub(crate) fn all() -> Vec<(&'static str, String, Outcome)> {
    let deep = 100_000;
    let many = 20_000;
    vec![
        ("parentheses", nested("(", "title pr", ")", deep), Error("E0102")),
        ("not", nested("not (", "title pr", ")", deep), Error("E0102")),
        ("lists", nested("title in [", "1", "]", deep), Error("E0102")),
        ("value filters", nested("emails[", "type pr", "]", deep), Error("E0102")),
        (
            "calls",
            format!("map {{ a = {}title{} }}", "lower(".repeat(deep), ")".repeat(deep)),
            Error("E0102"),
        ),
        (
            "if in then",
            format!(
                "map {{ a = {}1{} }}",
                "if a eq 1 then ".repeat(deep / 2),
                " else 2".repeat(deep / 2)
            ),
            Error("E0102"),
        ),
        (
            "if in else",
            format!("map {{ a = {}1 }}", "if id pr then 1 else ".repeat(many)),
            Compiles,
        ),
        ("or", chain("sync users where ", "id pr", " or ", deep), Compiles),
        ("and", chain("sync users where ", "id pr", " and ", deep / 2), Compiles),
        ("??", chain("map { a = ", "id", " ?? ", deep) + " }", Compiles),
        ("any", format!("sync users where any({})", vec!["id pr"; deep].join(", ")), Compiles),
        ("interpolation", format!("map {{ a = \"{}\" }}", "{id}".repeat(deep)), Compiles),
        ("nested interpolation", interpolation(14), Error("E0101")),
        ("braces in a text", format!("map {{ a = \"{}\" }}", "{".repeat(900_001)), Error("E0208")),
        ("open braces", "{".repeat(1 << 20), Error("E0102")),
        ("open blocks", "map {\n".repeat(100_000), Error("E0105")),
        ("open brackets at statements", "(\nstrict\n".repeat(33_000), Error("E0105")),
        ("closing brackets", ")".repeat(1 << 20), Error("E0106")),
        ("a long text", format!("store \"{}\"", "x".repeat(10 << 20)), Error("E0101")),
        ("a long name", format!("map {{ {} = id }}", "x".repeat(900_000)), Compiles),
        ("a long path", format!("sync users where {}id pr", "id.".repeat(300_000)), Error("E0301")),
        ("a long urn", format!("sync users where {}id pr", "urn:".repeat(200_000)), Error("E0307")),
        ("quotes", "\"".repeat(1_000_000), Error("E0103")),
        ("single quotes", "'\n".repeat(500_000), Error("E0109")),
        ("odd characters", "“".repeat(300_000), Error("E0107")),
        ("comments", "# a\n".repeat(250_000), Compiles),
        (
            "lets in a chain",
            format!(
                "let a0 = id\n{}map {{ a = a39999 }}",
                numbered(40_000, |at| format!("let a{} = a{at}\n", at + 1))
            ),
            Error("E0102"),
        ),
        (
            "lets twice each",
            format!(
                "let a0 = id\n{}map {{ a = a49 }}",
                numbered(50, |at| format!("let a{} = \"{{a{at}}}{{a{at}}}\"\n", at + 1))
            ),
            Compiles,
        ),
        ("lets in a circle", "let a = b\nlet b = a\n".to_owned(), Error("E0310")),
        ("lets of one name", numbered(40_000, |_| "let a = id\n".into()), Error("E0308")),
        ("lets by the thousand", numbered(40_000, |at| format!("let a{at} = id\n")), Compiles),
        (
            "unknown names",
            numbered(many, |at| format!("let a{at} = unknown_{at}\n")),
            Error("E0301"),
        ),
        (
            "unknown functions",
            numbered(many, |at| format!("let a{at} = unknown{at}(id)\n")),
            Error("E0302"),
        ),
        (
            "unknown fields",
            format!(
                "target {{ {} }}\nmap {{ {} }}",
                numbered(many, |at| format!("f{at} string\n")),
                numbered(many, |at| format!("g{at} = id\n"))
            ),
            Error("E0303"),
        ),
        (
            "fields",
            format!("map {{ {} }}", numbered(50_000, |at| format!("f{at} = id\n"))),
            Compiles,
        ),
        (
            "nested fields",
            format!("map {{ {} }}", numbered(40_000, |at| format!("a.f{at} = id\n"))),
            Compiles,
        ),
        (
            "lines of a field",
            format!("map {{ {} }}", numbered(40_000, |_| "a = id if id pr\n".into())),
            Compiles,
        ),
        (
            "lines that never win",
            format!("map {{ {} }}", "a = id\n".repeat(50_000)),
            Error("E0502"),
        ),
        (
            "attributes",
            format!("attributes {{ {} }}", numbered(50_000, |at| format!("a{at} string\n"))),
            Compiles,
        ),
        (
            "attributes of one name",
            format!("attributes {{ {} }}", "a string\n".repeat(50_000)),
            Error("E0308"),
        ),
        (
            "extensions",
            numbered(many, |at| format!("extension e{at} \"urn:a:{at}\" {{ a string }}\n")),
            Compiles,
        ),
        ("params", numbered(40_000, |at| format!("param p{at} string\n")), Compiles),
        ("tables", numbered(many, |at| format!("table t{at} {{ \"a\" => \"b\" }}\n")), Compiles),
        (
            "table rows",
            format!("table t {{ {} }}", numbered(40_000, |at| format!("\"{at}\" => 1\n"))),
            Compiles,
        ),
        (
            "table keys of one name",
            format!("table t {{ {} }}", "\"a\" => 1\n".repeat(50_000)),
            Error("E0503"),
        ),
        (
            "status lines",
            format!("status {{ {} }}", "on create if id pr => ignore\n".repeat(30_000)),
            Compiles,
        ),
        ("protect lines", "protect if id pr\n".repeat(40_000), Compiles),
        ("statements twice", "store \"a\"\n".repeat(80_000), Error("E0504")),
        ("tests", numbered(many, |_| "test \"a\" { user { } expect ignore }\n".into()), Compiles),
        (
            "keeps",
            format!(
                "target {{ a string[] }}\nmap {{ a = groups.display\n{} }}",
                "keep a matches \"x\"\n".repeat(1_000)
            ),
            Compiles,
        ),
        ("broken statements", numbered(many, |at| format!("let a{at} =\n")), Error("E0201")),
        ("broken lines", format!("map {{\n{}}}", "  a = = b\n".repeat(many)), Error("E0201")),
        ("unknown statements", "mapp { a = b }\n".repeat(many), Error("E0202")),
        (
            "a list of many items",
            format!("sync users where id in [{}]", vec!["1"; deep].join(",")),
            Error("E0509"),
        ),
        (
            "a large pattern",
            "sync users where id matches \"((a{100}){100}){100}\"".to_owned(),
            Error("E0405"),
        ),
        (
            "a deep pattern",
            format!("sync users where id matches \"{}{}\"", "(".repeat(900), ")".repeat(10)),
            Error("E0405"),
        ),
        ("digits", format!("map {{ a = {} }}", "9".repeat(900_000)), Error("E0406")),
        (
            "deep json",
            format!(
                "test \"a\" {{ user {}{} expect ignore }}",
                "[".repeat(50_000),
                "]".repeat(50_000)
            ),
            Error("E0102"),
        ),
        (
            "a script of brackets",
            format!("script \"\"\"fn a() {{ {} }}\"\"\"", "(".repeat(100_000)),
            Error("E0407"),
        ),
        (
            "a script of sums",
            format!("script \"\"\"fn a() {{ {} }}\"\"\"", vec!["1"; 100_000].join("+")),
            Error("E0407"),
        ),
    ]
}

/// `"{lower("{lower(…)}")}"`, escaped: each level doubles the text.
fn interpolation(depth: usize) -> String {
    let mut text = "{id}".to_owned();
    for _ in 0..depth {
        let quoted = serde_json::to_string(&text).expect("a text");
        text = format!("{{lower({quoted})}}");
    }
    let text = serde_json::to_string(&text).expect("a text");
    format!("map {{ a = {text} }}{}", " ".repeat(1 << 20))
}
