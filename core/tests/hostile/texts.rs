//! Rules, filters and scripts that mean harm, each made about as long as it is asked for.

/// A hostile text under the name of what it does.
pub(crate) type Case = (&'static str, fn(usize) -> String);

/// `part` until `size` bytes are full.
fn fill(size: usize, part: &str) -> String {
    part.repeat(size / part.len())
}

/// `part` of 0, of 1, … until `size` bytes are full.
fn count(size: usize, part: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    let mut number = 0;
    while text.len() < size {
        text.push_str(&part(number));
        number += 1;
    }
    text
}

/// `open`, `inner` and `close`, nested in each other.
fn nest(size: usize, open: &str, inner: &str, close: &str) -> String {
    let times = size / (open.len() + close.len());
    format!("{}{inner}{}", open.repeat(times), close.repeat(times))
}

/// The deepest nesting that is allowed.
fn deep(open: &str, inner: &str, close: &str) -> String {
    format!("{}{inner}{}", open.repeat(60), close.repeat(60))
}

/// Rules with one map line.
fn mapped(value: &str) -> String {
    format!("map {{ x = {value} }}")
}

/// Rules with one criterion.
fn synced(criterion: &str) -> String {
    format!("sync users where {criterion}")
}

/// Lets that each use the one before twice.
fn lets(first: &str, next: fn(String) -> String) -> String {
    let chain = |number: usize| format!("let l{} = {}\n", number + 1, next(format!("l{number}")));
    format!("let l0 = {first}\n{}", (0..60).map(chain).collect::<String>())
}

/// Rules files.
pub(crate) const RULES: &[Case] = &[
    // Brackets.
    ("open parentheses", |size| synced(&fill(size, "("))),
    ("closed parentheses", |size| synced(&nest(size, "(", "title pr", ")"))),
    ("open not", |size| synced(&fill(size, "not ("))),
    ("open lists", |size| mapped(&fill(size, "["))),
    ("closed lists", |size| mapped(&nest(size, "[", "1", "]"))),
    ("closing brackets", |size| fill(size, ")")),
    ("mixed brackets", |size| fill(size, "([{)]}")),
    ("open braces on lines", |size| fill(size, "map {\n")),
    ("half open lines", |size| fill(size, "map { x = (\n")),
    ("calls in calls", |size| mapped(&nest(size, "lower(", "title", ")"))),
    ("filters in filters", |size| synced(&nest(size, "emails[", "type pr", "]"))),
    ("types in types", |size| format!("attributes {{ {} }}", nest(size, "a { ", "b string", " }"))),
    ("json in json", |size| format!("test \"t\" {{ user {} }}", nest(size, "[", "", "]"))),
    ("objects in json", |size| {
        format!("test \"t\" {{ user {} }}", nest(size, "{\"a\": ", "1", "}"))
    }),
    ("allowed parentheses", |_| synced(&deep("(", "title pr", ")"))),
    ("allowed not", |_| synced(&deep("not (", "title pr", ")"))),
    ("allowed lists", |_| mapped(&deep("[", "1", "]"))),
    ("allowed calls", |_| mapped(&deep("lower(", "title", ")"))),
    ("allowed filters", |_| synced(&deep("emails[", "type pr", "]"))),
    ("allowed types", |_| format!("attributes {{ {} }}", deep("a { ", "b string", " }"))),
    ("allowed json", |_| format!("test \"t\" {{ user {} expect ignore }}", deep("[", "", "]"))),
    ("allowed branches", |_| {
        mapped(&format!("{}title{}", "if title pr then ".repeat(60), " else id".repeat(60)))
    }),
    ("allowed branches in parentheses", |_| {
        mapped(&format!("{}title{}", "(if title pr then ".repeat(30), " else id)".repeat(30)))
    }),
    ("allowed conditions", |_| synced(&deep("any(title pr and not (id pr), ", "id pr", ")"))),
    ("lets of nested expressions", |_| {
        let nested =
            |name: String| deep("(title ?? \"\") eq id and (", &format!("{name} or id pr"), ")");
        format!("{}map {{ x = l60 }}", lets("id pr", nested))
    }),
    ("lets of a few nested expressions", |_| {
        let lower = |count: usize, inner: &str| {
            format!("{}{inner}{}", "lower(".repeat(count), ")".repeat(count))
        };
        let last = format!("map {{ x = {} }}", lower(60, "l3"));
        let name = |n: usize| format!("let l{} = {}\n", n + 1, lower(45, &format!("l{n}")));
        format!("let l0 = title\n{}{last}", (0..3).map(name).collect::<String>())
    }),
    ("lets of nested branches", |_| {
        let nested = |name: String| {
            format!("{}{name}{}", "if title pr then ".repeat(30), " else id".repeat(30))
        };
        format!("{}map {{ x = l60 }}", lets("id", nested))
    }),
    ("allowed mixture", |_| synced(&deep("(title ?? id) eq id and (", "id pr", ")"))),
    // What other languages nest or chain.
    ("choices with `?`", |size| mapped(&format!("{}id", fill(size, "id ? title : ")))),
    ("unfinished choices", |size| mapped(&fill(size, "id ? "))),
    ("allowed choices with `?`", |_| mapped(&deep("(id pr ? ", "title", " : id)"))),
    ("methods", |size| mapped(&format!("title{}", fill(size, ".trim()")))),
    ("allowed methods", |_| mapped(&deep("title.replace(", "title id", ")"))),
    ("allowed calls with a mistake", |_| mapped(&deep("lower(", "title id", ")"))),
    ("lists in parentheses", |_| mapped(&deep("(id, ", "title id", ", id)"))),
    ("sums", |size| mapped(&format!("{}title", fill(size, "title + ")))),
    ("values with `||`", |size| mapped(&format!("{}title", fill(size, "title || ")))),
    ("comments of other languages", |size| fill(size, "/*")),
    ("typographic quotes", |size| fill(size, "“")),
    ("backticks", |size| fill(size, "`")),
    ("spaces that are none", |size| fill(size, "\u{a0}")),
    ("arrows", |size| fill(size, "a->")),
    ("words in a block", |size| format!("map {{\n{}}}", fill(size, "x\n"))),
    ("words on lines", |size| fill(size, "a b c\n")),
    ("lines without their bracket", |size| {
        format!("map {{\n{}}}", count(size, |n| format!("f{n} = lower(title\n")))
    }),
    ("tests without their brace", |size| format!("test \"t\" {{\n{}}}", fill(size, "user {\n"))),
    // Chains.
    ("and", |size| synced(&format!("{}title pr", fill(size, "title pr and ")))),
    ("or", |size| synced(&format!("{}title pr", fill(size, "title pr or ")))),
    ("slips", |size| synced(&format!("{}title pr", fill(size, "title pr && ")))),
    ("other terms", |size| {
        synced(&format!("{}title pr", count(size, |n| format!("title ne \"{n}\" and "))))
    }),
    ("opposed terms", |size| {
        synced(&format!("{}title pr", count(size, |n| format!("title eq \"{n}\" or "))))
    }),
    ("fall-backs", |size| mapped(&format!("{}title", fill(size, "title ?? ")))),
    ("not without parentheses", |size| synced(&format!("{}title pr", fill(size, "not ")))),
    ("exclamation marks", |size| synced(&format!("{}title pr", fill(size, "!")))),
    ("not and and", |size| synced(&format!("{}title pr", fill(size, "not title pr and ")))),
    ("open branches", |size| mapped(&fill(size, "if title pr then "))),
    ("branches", |size| {
        mapped(&format!("{}id", count(size, |n| format!("if title eq \"{n}\" then id else "))))
    }),
    ("else without if", |size| mapped(&fill(size, "else "))),
    ("then in names", |size| synced(&format!("{}id pr", fill(size, "then pr or ")))),
    ("path steps", |size| mapped(&format!("a{}", fill(size, ".a")))),
    ("path steps with filters", |size| synced(&format!("a{}", fill(size, ".a[b pr]")))),
    ("target steps", |size| format!("map {{ a{} = title }}", fill(size, ".a"))),
    ("target tree", |_| {
        let name = |n: usize| format!("a{}.b = title\n", ".a".repeat(n));
        format!("map {{ {} }}", (0..300).map(name).collect::<String>())
    }),
    ("urn parts", |size| mapped(&format!("urn:{}x", fill(size, "a:")))),
    ("arguments", |size| mapped(&format!("concat({}title)", fill(size, "title, ")))),
    ("conditions in any", |size| synced(&format!("any({}title pr)", fill(size, "title pr, ")))),
    ("keys of a row", |size| {
        format!("table t {{ {} \"x\" => \"y\" }}", count(size, |n| format!("\"{n}\", ")))
    }),
    ("match fields", |size| format!("match a{}", count(size, |n| format!(", a{n}")))),
    ("limit actions", |size| format!("limit create{} to 5", fill(size, " + delete"))),
    ("flags", |size| format!("target {{ a string {} }}", fill(size, "max 3 "))),
    ("list marks", |size| format!("attributes {{ a string{} }}", fill(size, "[]"))),
    // Words and texts.
    ("a long text", |size| format!("store \"{}\"", fill(size, "x"))),
    ("a text with escapes", |size| format!("store \"{}\"", fill(size, "\\u00e9\\n"))),
    ("bad escapes", |size| mapped(&format!("[{}]", fill(size, "\"\\q\", ")))),
    ("a long name", |size| mapped(&fill(size, "a"))),
    ("a long function", |size| mapped(&format!("{}(id)", fill(size, "a")))),
    ("a long keyword", |size| fill(size, "a")),
    ("a long field", |size| format!("map {{ {} = nothing }}", fill(size, "a"))),
    ("a long number", |size| mapped(&fill(size, "9"))),
    ("a long maximum", |size| format!("target {{ a string max {} }}", fill(size, "9"))),
    ("a long percentage", |size| format!("limit delete to {}% of users", fill(size, "9"))),
    ("a long action", |size| format!("status {{ on delete => {} }}", fill(size, "a"))),
    ("a long reason", |size| mapped(&format!("reject \"{}\"", fill(size, "x")))),
    ("a long date", |size| synced(&format!("meta.created gt \"{}\"", fill(size, "2")))),
    ("a long test", |size| format!("test \"{}\" {{ user {{}} }}", fill(size, "x"))),
    ("a long comment", |size| format!("# {}", fill(size, "x"))),
    ("empty comments", |size| fill(size, "#\n")),
    ("comments in an expression", |size| synced(&format!("title{} pr", fill(size, " #\n")))),
    ("comments after lines", |size| {
        format!("map {{\n{} }}", count(size, |n| format!("a{n} = title # {n}\n")))
    }),
    ("white space", |size| format!("map {{ x{}= title }}", fill(size, " "))),
    ("empty lines", |size| fill(size, "\n")),
    ("returns", |size| fill(size, "\r\n\r")),
    ("an open text", |size| format!("store \"{}", fill(size, "x"))),
    ("open texts", |size| fill(size, "\"\n")),
    ("single quotes", |size| fill(size, "'")),
    ("typographic quotes", |size| fill(size, "“")),
    ("zeros", |size| fill(size, "\0")),
    ("not without parentheses on lines", |size| {
        count(size, |n| format!("let a{n} = not title pr\n"))
    }),
    // Interpolation.
    ("holes", |size| mapped(&format!("\"{}\"", fill(size, "{id}")))),
    ("open holes", |size| mapped(&format!("\"{}\"", fill(size, "{")))),
    ("closed holes", |size| mapped(&format!("\"{}\"", fill(size, "}")))),
    ("empty holes", |size| mapped(&format!("\"{}\"", fill(size, "{}")))),
    ("calls in a hole", |size| mapped(&format!("\"{{{}}}\"", nest(size, "lower(", "id", ")")))),
    ("allowed calls in a hole", |_| mapped(&format!("\"{{{}}}\"", deep("lower(", "id", ")")))),
    ("holes in holes", |size| {
        let mut text = "id".to_owned();
        loop {
            let quoted = serde_json::to_string(&format!("{{lower({text})}}")).unwrap_or_default();
            if quoted.len() > size {
                return mapped(&text);
            }
            text = quoted;
        }
    }),
    // Many of one kind.
    ("map lines", |size| format!("map {{\n{}}}", count(size, |n| format!("a{n} = title\n")))),
    ("lines for one field", |size| {
        format!("map {{\n{}}}", count(size, |n| format!("a = title if id eq \"{n}\"\n")))
    }),
    ("lines that never win", |size| format!("map {{\n{}}}", fill(size, "a = title\n"))),
    ("added lines", |size| format!("map {{\n{}}}", fill(size, "a += groups.display\n"))),
    ("target fields", |size| {
        let fields = count(size / 2, |n| format!("a{n} string required\n"));
        let lines = count(size / 2, |n| format!("a{n} = userName\n"));
        format!("target {{\n{fields}}}\nmap {{\n{lines}}}")
    }),
    ("required fields without lines", |size| {
        format!("target {{\n{}}}", count(size, |n| format!("a{n} string required\n")))
    }),
    ("the same field", |size| format!("target {{\n{}}}", fill(size, "a string\n"))),
    ("status lines", |size| {
        let line = |n: usize| format!("on delete if id eq \"{n}\" => delete\n");
        format!("status {{\n{}}}", count(size, line))
    }),
    ("the same status line", |size| {
        format!("status {{\n{}}}", fill(size, "on delete => delete\n"))
    }),
    ("notices", |size| {
        let line = |n: usize| format!("mail to user if id eq \"{n}\"\n");
        format!("notify {{\n{}}}", count(size, line))
    }),
    ("protect lines", |size| count(size, |n| format!("protect if id eq \"{n}\"\n"))),
    ("limits", |size| count(size, |n| format!("limit delete to {n}\n"))),
    ("sync statements", |size| fill(size, "sync all users\n")),
    ("strict", |size| fill(size, "strict\n")),
    ("stores", |size| fill(size, "store \"x\"\n")),
    ("tables", |size| count(size, |n| format!("table t{n} {{ \"a\" => \"b\" }}\n"))),
    ("table rows", |size| {
        format!("table t {{\n{}}}\nmap {{ x = t(id) }}", count(size, |n| format!("\"{n}\" => 1\n")))
    }),
    ("the same row", |size| format!("table t {{\n{}}}", fill(size, "\"a\" => \"b\"\n"))),
    ("else rows", |size| format!("table t {{\n{}}}", fill(size, "else => \"b\"\n"))),
    ("list items", |size| synced(&format!("id in [{}]", count(size, |n| format!("\"{n}\","))))),
    ("params", |size| count(size, |n| format!("param p{n} string\n"))),
    ("the same param", |size| fill(size, "param p string\n")),
    ("lets", |size| count(size, |n| format!("let l{n} = title\n"))),
    ("the same let", |size| fill(size, "let l = title\n")),
    ("a chain of lets", |size| {
        format!("{}let l0 = title", count(size, |n| format!("let l{} = l{n}\n", n + 1)))
    }),
    ("keeps", |size| {
        format!("map {{ g = groups.display }}\n{}", fill(size, "keep g matches \"^x\"\n"))
    }),
    ("large patterns", |size| {
        format!("map {{ g = groups.display }}\n{}", fill(size, "keep g matches \"\\\\w{20}\"\n"))
    }),
    ("patterns", |size| {
        synced(&format!("{}id pr", count(size, |n| format!("id matches \"\\\\w{{9}}{n}\" and "))))
    }),
    ("extensions", |size| {
        count(size, |n| format!("extension e{n} \"urn:x:{n}\" {{ a string }}\n"))
    }),
    ("attributes", |size| {
        format!("attributes {{\n{}}}", count(size, |n| format!("a{n} string\n")))
    }),
    ("the same attribute", |size| format!("attributes {{\n{}}}", fill(size, "a string\n"))),
    ("parts of an attribute", |size| {
        format!("attributes {{ a {{\n{}}} }}", count(size, |n| format!("a{n} string\n")))
    }),
    ("attributes that are read", |size| {
        let declared = count(size / 2, |n| format!("a{n} string\n"));
        let lines = count(size / 2, |n| format!("b{n} = a{n}\n"));
        format!("attributes {{\n{declared}}}\nmap {{\n{lines}}}")
    }),
    ("tests", |size| count(size, |n| format!("test \"{n}\" {{ user {{}} expect ignore }}\n"))),
    ("items of a test", |size| format!("test \"t\" {{\n{}}}", fill(size, "user {}\n"))),
    ("scripts", |size| fill(size, "script \"\"\"fn f(x) { x }\"\"\"\n")),
    // Mistakes.
    ("unknown words", |size| count(size, |n| format!("word{n}\n"))),
    ("unknown blocks", |size| count(size, |n| format!("block{n} {{ }}\n"))),
    ("lines without a value", |size| format!("map {{\n{}}}", fill(size, "a =\n"))),
    ("broken lines", |size| format!("map {{\n{}}}", fill(size, "a = = b\n"))),
    ("broken lines at different places", |size| {
        format!("map {{\n{}}}", count(size, |n| format!("a{n} = title )\n")))
    }),
    ("broken rows", |size| format!("table t {{\n{}}}", fill(size, "\"a\" \"b\"\n"))),
    ("broken statements", |size| fill(size, "sync users where\n")),
    ("broken blocks", |size| fill(size, "status { on }\n")),
    ("one mistake at the end", |size| {
        format!("map {{\n{}x = =\n}}", count(size, |n| format!("a{n} = title\n")))
    }),
    ("one mistake at the start", |size| {
        format!("map {{\nx = =\n{}}}", count(size, |n| format!("a{n} = title\n")))
    }),
    ("one mistake in many statements", |size| {
        format!("{}let x = =\n", count(size, |n| format!("let l{n} = title\n")))
    }),
    ("words without lines", |size| fill(size, "a ")),
    ("marks", |size| fill(size, "=")),
    ("unknown names", |size| {
        format!("map {{\n{}}}", count(size, |n| format!("a{n} = unknown{n}\n")))
    }),
    ("unknown names close to known ones", |size| {
        let known = count(size / 2, |n| format!("let known{n:05} = title\n"));
        let lines = count(size / 2, |n| format!("a{n} = knowm{n:05}x\n"));
        format!("{known}map {{\n{lines}}}")
    }),
    ("unknown functions", |size| {
        format!("map {{\n{}}}", count(size, |n| format!("a{n} = lowr{n}(id)\n")))
    }),
    ("unknown fields", |size| {
        let fields = count(size / 2, |n| format!("field{n} string\n"));
        let lines = count(size / 2, |n| format!("feld{n} = id\n"));
        format!("target {{\n{fields}}}\nmap {{\n{lines}}}")
    }),
    ("wrong types", |size| {
        format!("map {{\n{}}}", count(size, |n| format!("a{n} = lower(active)\n")))
    }),
    ("keywords in one line", |size| fill(size, "store map let table ")),
    ("keep in a text", |size| format!("map {{\n{}}}", fill(size, "keep x\n"))),
    // Values that grow.
    ("doubling by interpolation", |_| {
        format!("{}map {{ x = l60 }}", lets("title", |name| format!("\"{{{name}}}{{{name}}}\"")))
    }),
    ("doubling by concat", |_| {
        format!("{}map {{ x = l60 }}", lets("title", |name| format!("concat({name}, {name})")))
    }),
    ("doubling by replace", |_| {
        let next = |name| format!("replace({name}, \"a\", \"aa\")");
        format!("{}map {{ x = l60 }}", lets("\"aaaa\"", next))
    }),
    ("doubling lists", |_| {
        let next = |name: String| format!("split(join(\",\", {name}, {name}), \",\")");
        format!("{}map {{ x = l60 }}", lets("groups.display", next))
    }),
    ("a required field over a tree of lets", |_| {
        let lets = lets("title", |name| format!("concat({name}, {name})"));
        format!("{lets}target {{ x string required }}\nmap {{ x = l60 }}")
    }),
    ("protection over a tree of lets", |_| {
        let lets = lets("current.status eq \"x\"", |name| format!("{name} and {name}"));
        format!("{lets}protect if l60\nmap {{ x = title }}")
    }),
    ("padding", |size| {
        let lines = count(size, |n| format!("a{n} = pad_left(userName, 1000000, \"x\")\n"));
        format!("map {{\n{lines}}}")
    }),
    ("padding of each", |_| mapped("pad_left(groups.display, 1000000, \"x\")")),
    ("reading a list again and again", |size| {
        format!("map {{\n{}}}", count(size, |n| format!("a{n} = groups.display\n")))
    }),
    ("searching again and again", |size| {
        synced(&format!("{}id pr", count(size, |n| format!("userName co \"{n}\" or "))))
    }),
    ("warnings without end", |_| mapped("account(\"a\", groups.display)")),
    // Scripts.
    ("a script in a line", |size| format!("script \"\"\"{}\"\"\"", fill(size, "x"))),
    ("an open script", |size| format!("script \"\"\"{}", fill(size, "x\n"))),
    ("half open scripts", |size| fill(size, "script \"\"\"\"\n")),
];

/// Bodies of a script's function `f(x)`.
pub(crate) const SCRIPTS: &[Case] = &[
    ("brackets", |size| nest(size, "(", "x", ")")),
    ("open brackets", |size| fill(size, "(")),
    ("blocks", |size| nest(size, "{", "x", "}")),
    ("lists", |size| nest(size, "[", "x", "]")),
    ("maps", |size| nest(size, "#{a: ", "x", "}")),
    ("minus", |size| format!("{}x", fill(size, "-"))),
    ("not", |size| format!("{}x", fill(size, "!"))),
    ("sums", |size| format!("x{}", fill(size, " + x"))),
    ("conditions", |size| format!("x{}", fill(size, " && x"))),
    ("null checks", |size| format!("x{}", fill(size, " ?? x"))),
    ("methods", |size| format!("x{}", fill(size, ".a"))),
    ("indexes", |size| format!("x{}", fill(size, "[0]"))),
    ("nested indexes", |size| nest(size, "x[", "0", "]")),
    ("calls", |size| nest(size, "f(", "x", ")")),
    ("if", |size| nest(size, "if x {", "x", "}")),
    ("else if", |size| format!("if x {{}}{}", fill(size, " else if x {}"))),
    ("switch", |size| format!("switch x {{ {} }}", count(size, |n| format!("{n} => x,")))),
    ("nested switch", |size| nest(size, "switch x { _ => ", "x", "}")),
    ("functions", |size| format!("x }} {}", count(size, |n| format!("fn f{n}(x) {{ x }} ")))),
    ("closures", |size| format!("{}x", fill(size, "|x| "))),
    ("closures in calls", |size| nest(size, "f(|x| ", "x", ")")),
    ("statements", |size| fill(size, "x;")),
    ("variables", |size| count(size, |n| format!("let v{n} = x;"))),
    ("loops", |size| nest(size, "loop {", "x", "}")),
    ("texts with holes", |size| nest(size, "`${", "x", "}`")),
    ("a long text", |size| format!("\"{}\"", fill(size, "x"))),
    ("a long name", |size| fill(size, "x")),
    ("a long number", |size| fill(size, "9")),
    ("comments", |size| fill(size, "/*")),
    ("constants", |size| format!("[{}]", fill(size, "1,"))),
];

/// SCIM filters.
pub(crate) const FILTERS: &[Case] = &[
    ("open parentheses", |size| fill(size, "(")),
    ("closed parentheses", |size| nest(size, "(", "a pr", ")")),
    ("not", |size| nest(size, "not (", "a pr", ")")),
    ("filters in filters", |size| nest(size, "a[", "b pr", "]")),
    ("allowed parentheses", |_| deep("(", "a pr", ")")),
    ("allowed filters", |_| deep("a[", "b pr", "]")),
    ("allowed not", |_| deep("not (", "a pr", ")")),
    ("and", |size| format!("{}a pr", fill(size, "a pr and "))),
    ("or", |size| format!("{}a pr", fill(size, "a pr or "))),
    ("comparisons", |size| format!("{}a pr", count(size, |n| format!("userName co \"{n}\" or ")))),
    ("value filters", |size| {
        format!("{}a pr", count(size, |n| format!("emails[value eq \"{n}\"] or ")))
    }),
    ("path steps", |size| format!("a{} pr", fill(size, ".a"))),
    ("urn parts", |size| format!("urn:{}x pr", fill(size, "a:"))),
    ("a long name", |size| format!("{} pr", fill(size, "a"))),
    ("a long text", |size| format!("a eq \"{}\"", fill(size, "x"))),
    ("a long number", |size| format!("a eq {}", fill(size, "9"))),
    ("a long exponent", |size| format!("a eq 1e{}", fill(size, "9"))),
    ("not without parentheses", |size| format!("{}a pr", fill(size, "not "))),
    ("exclamation marks", |size| format!("{}a pr", fill(size, "!"))),
    ("branches", |size| fill(size, "if a pr then ")),
    ("white space", |size| format!("a{}pr", fill(size, " "))),
    ("comments", |size| format!("a{}pr", fill(size, "#\n"))),
    ("quotes", |size| fill(size, "\"")),
    ("odd characters", |size| fill(size, "ß")),
];
