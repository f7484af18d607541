//! Everything that comes from outside has bounds: hostile rules, scripts, filters, requests and
//! PATCH operations end in an answer or a clear error, on a small stack, with messages of bounded
//! length and bounded work.

mod hostile;

use hostile::on_a_small_stack;
use hostile::payloads::{PATCHES, READING, REQUESTS};
use hostile::texts::{FILTERS, RULES, SCRIPTS};
use scimrules::{
    CompileLimits, Compiler, Diagnostic, Filter, Palette, PatchOptions, PayloadLimits, Rules,
    Scratch, apply_patch, render,
};

/// Bytes of a hostile text: long enough for recursion without a bound to show.
const SIZE: usize = 20_000;

/// Bytes of a message, or of a finding with its lines.
const MESSAGE: usize = 4_000;

fn request(operation: &str) -> String {
    let groups: Vec<_> = (0..50).map(|n| serde_json::json!({"display": format!("g{n}")})).collect();
    let user = serde_json::json!({
        "userName": "ada", "id": "1", "title": "boss", "active": false, "groups": groups,
    });
    serde_json::json!({
        "operation": operation, "user": user, "now": "2026-01-31T09:00:00Z",
        "current": {"status": "active", "record": {}},
    })
    .to_string()
}

fn assert_short(name: &str, findings: &[Diagnostic], rules: &scimrules::Source) {
    assert!(findings.len() < 1_500, "{name}: {} findings", findings.len());
    for finding in findings {
        let length = finding.message.len() + finding.help.as_ref().map_or(0, String::len);
        assert!(length < MESSAGE, "{name}: a message without end");
        assert!(render(finding, rules, Palette::Plain).len() < MESSAGE, "{name}: shown at length");
    }
}

/// Compiles, decides, explains and formats.
fn go_through(name: &str, text: &str) {
    match Rules::compile(text) {
        Err(error) => assert_short(name, error.diagnostics(), error.source()),
        Ok(rules) => {
            assert_short(name, rules.diagnostics(), rules.source());
            for operation in ["upsert", "delete"] {
                let request = request(operation);
                let (mut scratch, mut other) = (Scratch::new(), Scratch::new());
                let decision = rules.decide(&mut scratch, request.as_bytes()).expect(name);
                for error in decision.errors {
                    assert!(error.message.len() < MESSAGE, "{name}: a reason without end");
                }
                let explained = rules.explain(&mut other, request.as_bytes()).expect(name);
                assert_eq!(explained.decision.to_json(), decision.to_json(), "{name}");
                assert!(!explained.to_text().is_empty(), "{name}");
            }
            rules.test();
        }
    }
    if let Err(findings) = scimrules::grammar::format_text(text, &Default::default()) {
        assert!(!findings.is_empty(), "{name}");
    }
}

#[test]
fn hostile_rules() {
    on_a_small_stack(|| RULES.iter().for_each(|(name, made)| go_through(name, &made(SIZE))));
}

#[test]
#[cfg(feature = "script")]
fn hostile_scripts() {
    on_a_small_stack(|| {
        for (name, made) in SCRIPTS {
            let script = format!("script \"\"\"fn f(x) {{ {} }}\"\"\"", made(SIZE));
            go_through(name, &format!("{script}\nmap {{ a = f(id) }}"));
        }
    });
}

#[test]
fn hostile_filters() {
    on_a_small_stack(|| {
        let emails: Vec<_> = (0..50).map(|n| serde_json::json!({"value": n.to_string()})).collect();
        let resource = serde_json::json!({"userName": "ada", "emails": emails});
        for (name, made) in FILTERS {
            let text = made(SIZE);
            let outcome = Filter::parse(&text).and_then(|filter| filter.matches(&resource));
            if let Err(error) = outcome {
                assert!(error.to_string().len() < MESSAGE, "{name}: {}", error.to_string().len());
            }
            go_through(name, &format!("sync users where {text}"));
        }
    });
}

#[test]
fn hostile_requests() {
    on_a_small_stack(|| {
        let rules = Rules::compile(READING).expect("rules");
        let mut scratch = Scratch::new();
        for (name, made) in REQUESTS {
            let request = made(10 * SIZE);
            match rules.decide(&mut scratch, &request) {
                Err(error) => assert!(error.message.len() < MESSAGE, "{name}"),
                Ok(decision) => {
                    for error in decision.errors.iter().chain(decision.warnings) {
                        assert!(error.message.len() < MESSAGE, "{name}");
                    }
                }
            }
            let mut other = Scratch::new();
            if let Ok(explained) = rules.explain(&mut other, &request) {
                for note in explained.tolerance {
                    assert!(note.attribute.len() < MESSAGE, "{name}");
                }
            }
        }
    });
}

#[test]
fn hostile_patches() {
    on_a_small_stack(|| {
        for (name, made) in PATCHES {
            let (resource, patch) = made(5_000);
            if let Err(error) = apply_patch(&resource, &patch, &PatchOptions::default()) {
                assert!(error.to_string().len() < MESSAGE, "{name}");
            }
        }
    });
}

/// The first code of rules that do not compile; nothing where they do.
fn refused(compiler: &Compiler, text: &str) -> Option<&'static str> {
    let error = compiler.compile("rules", text).err()?;
    Some(error.diagnostics()[0].code.id)
}

#[test]
fn long_texts_and_deep_brackets_are_refused() {
    on_a_small_stack(|| {
        let many = |part: &str, count: usize| part.repeat(count);
        for (text, wanted) in [
            (format!("sync users where {}", many("(", 100_000)), Some("E0102")),
            (format!("sync users where {}", many("not (", 100_000)), Some("E0102")),
            (format!("map {{ x = {} }}", many("[", 100_000)), Some("E0102")),
            (format!("store \"{}\"", many("x", 10_000_000)), Some("E0101")),
            (format!("sync users where {}title pr", many("title pr or ", 20_000)), None),
            (format!("map {{ x = {}title }}", many("title ?? ", 20_000)), None),
        ] {
            assert_eq!(refused(&Compiler::new(), &text), wanted, "{}", &text[..40]);
        }
    });
}

#[test]
fn what_a_file_may_hold_is_counted() {
    let limits = CompileLimits { lines: 10, attributes: 10, ..CompileLimits::default() };
    let compiler = Compiler::new().limits(limits);
    let many = |times: usize, part: &str| -> String {
        (0..times).map(|n| part.replace('#', &n.to_string())).collect()
    };
    let block = |head: &str, times, part| format!("{head} {{\n{}}}", many(times, part));
    for (head, part, most) in [
        ("map", "a# = title\n", 9),
        ("target", "a# string\n", 9),
        ("status", "on delete if id eq \"#\" => ignore\n", 9),
        ("notify", "mail to user if id eq \"#\"\n", 9),
        ("attributes", "a# string\n", 9),
        ("attributes { a", "a# string\n", 8),
    ] {
        let close = if head.contains('{') { "}" } else { "" };
        assert_eq!(refused(&compiler, &(block(head, most, part) + close)), None, "{head}");
        let over = block(head, most + 1, part) + close;
        assert_eq!(refused(&compiler, &over), Some("E0509"), "{head}");
    }
    let lets = many(11, "let a# = title\n");
    assert_eq!(refused(&compiler, &lets), Some("E0509"));

    let large = many(20, "keep g matches \"\\\\w{20}#\"\n");
    let small = many(200, "keep g matches \"^a#\"\n");
    let same = "keep g matches \"\\\\w{20}\"\n".repeat(20);
    for (keeps, wanted) in [(large, Some("E0509")), (small, None), (same, None)] {
        let text = format!("map {{ g = groups.display }}\n{keeps}");
        assert_eq!(refused(&Compiler::new(), &text), wanted, "{}", &text[..60]);
    }
    let holes = format!("map {{ a = \"{}\" }}", "{id}".repeat(20_001));
    assert_eq!(refused(&Compiler::new(), &holes), Some("E0509"));
}

#[test]
fn a_file_of_mistakes_tells_the_first_ones() {
    let text: String = (0..1_000).map(|n| format!("let a{n} = unknown{n}\n")).collect();
    let error = Rules::compile(&text).expect_err("unknown names");
    let findings = error.diagnostics();
    let count = |code: &str| findings.iter().filter(|finding| finding.code.id == code).count();
    assert_eq!((count("E0301"), count("E0509")), (200, 1));
}

/// The code of the first reason.
fn reason(compiler: &Compiler, rules: &str, user: &serde_json::Value) -> Option<&'static str> {
    let rules = compiler.compile("rules", rules).expect("rules");
    let mut scratch = Scratch::new();
    let request = serde_json::json!({ "user": user }).to_string();
    let decision = rules.decide(&mut scratch, request.as_bytes()).expect("a decision");
    decision.errors.first().map(|error| error.code)
}

#[test]
fn the_work_of_a_decision_is_bounded() {
    let few =
        Compiler::new().payload_limits(PayloadLimits { work: 10_000, ..PayloadLimits::default() });
    let lets = |next: fn(usize) -> String| {
        let lets: String = (0..60).map(|n| format!("let l{} = {}\n", n + 1, next(n))).collect();
        format!("let l0 = userName\n{lets}map {{ x = l60 }}")
    };
    let doubled = lets(|n| format!("\"{{l{n}}}{{l{n}}}\""));
    let user = serde_json::json!({"userName": "ada"});
    // The default, too, ends it.
    assert_eq!(reason(&Compiler::new(), &doubled, &user), Some("E0813"));

    let list = |count: usize, letter: &str| -> serde_json::Value {
        (0..count).map(|n| serde_json::json!({"value": format!("{letter}{n}")})).collect()
    };
    let user = |count: usize| {
        let flags: Vec<_> = (0..count).map(|n| format!("f{n}")).collect();
        serde_json::json!({
            "userName": "a".repeat(count), "groups": list(count, "g"), "emails": list(count, "e"),
            "flags": flags,
        })
    };
    let flags = "attributes { flags string[] }\n";
    for rules in [
        "map { x = \"{userName}{userName}{userName}{userName}\" }",
        "map { x = concat(userName, userName, userName, userName) }",
        "map { x = join(\"-\", groups.value, emails.value, groups.value, emails.value) }",
        "map { x = unique(lower(groups.value)) }",
        "map { a = groups.value  b = groups.value  c = groups.value  d = groups.value }",
        "map { a += groups.value  a += emails.value  a += groups.value }",
        "sync users where groups.value co \"never\" or emails.value co \"never\" or groups[value eq \"x\"]",
        "sync users where any(groups.value in emails.value, emails.value in groups.value)",
        "sync users where groups.value matches \"never\"",
        "map { a = emails[value in flags].value }",
        "map { a = groups.value }\nkeep a matches \"^x\"\nkeep a matches \"^y\"",
        "table t { \"g1\" => \"x\" }\nmap { a = t(groups.value) }",
        "map { a = account(\"id\", groups.value) }",
    ] {
        let rules = format!("{flags}{rules}");
        // 6,000 values, or 80,000 letters, are more than 10,000 units in each of these.
        let count =
            if rules.contains("groups") || rules.contains("emails") { 6_000 } else { 80_000 };
        let found = reason(&few, &rules, &user(count));
        assert_eq!(found, Some("E0813"), "{rules}");
        assert_eq!(reason(&few, &rules, &user(5)), None, "{rules}");
        assert_eq!(reason(&Compiler::new(), &rules, &user(500)), None, "{rules}");
    }
}

#[test]
fn long_lists_are_compared_as_a_whole() {
    let rules = "attributes { flags string[] }\nmap { x = \"yes\" if groups.display in flags }";
    let rules = Rules::compile(rules).expect("rules");
    for (last, expected) in [("G-LAST", "create"), ("other", "create")] {
        let mut flags: Vec<_> = (0..50_000).map(|n| format!("f{n}")).collect();
        flags.push(last.to_owned());
        let mut groups: Vec<_> =
            (0..50_000).map(|n| serde_json::json!({"display": format!("g{n}")})).collect();
        groups.push(serde_json::json!({"display": "g-last"}));
        let user = serde_json::json!({"userName": "ada", "flags": flags, "groups": groups});
        let mut scratch = Scratch::new();
        let request = user.to_string();
        let decision = rules.decide(&mut scratch, request.as_bytes()).expect("a decision");
        assert_eq!(decision.action.text(), expected);
        assert_eq!(decision.to_json().contains("yes"), last == "G-LAST");
    }
}

#[test]
fn lets_that_use_each_other_twice_are_looked_into_once() {
    let lets = |first: &str, next: fn(usize) -> String| {
        let lets: String = (0..60).map(|n| format!("let l{} = {}\n", n + 1, next(n))).collect();
        format!("let l0 = {first}\n{lets}")
    };
    let texts = lets("title", |n| format!("concat(l{n}, l{n})"));
    let required = format!("{texts}target {{ x string required }}\nmap {{ x = l60 }}");
    let rules = Rules::compile(&required).expect("rules");
    assert!(rules.diagnostics().iter().any(|finding| finding.code.id == "W0603"), "may be absent");

    let conditions = lets("current.status eq \"never\"", |n| format!("l{n} and l{n}"));
    let rules = Rules::compile(&format!("{conditions}protect if l60")).expect("rules");
    let request = br#"{"operation": "delete", "current": {"status": "active"}}"#;
    let mut scratch = Scratch::new();
    let decision = rules.decide(&mut scratch, request).expect("a decision");
    assert_eq!(decision.action.text(), "deactivate");
}

#[test]
fn long_filters_and_patches_are_too_many() {
    let members: serde_json::Value =
        (0..20_000).map(|n| serde_json::json!({"value": format!("m{n}")})).collect();
    let group = serde_json::json!({"displayName": "g", "members": members});
    let terms: Vec<_> = (0..2_000).map(|n| format!("members[value eq \"{n}\"]")).collect();
    let filter = Filter::parse(&terms.join(" or ")).expect("a filter");
    let error = filter.matches(&group).expect_err("too much");
    assert_eq!(error.scim_type.map(|kind| kind.text()), Some("tooMany"));

    let remove = |n: usize| serde_json::json!({"op": "remove", "path": format!("members[value eq \"m{n}\"]")});
    let operations: Vec<_> = (0..2_000).map(remove).collect();
    let error = apply_patch(&group, &operations.into(), &PatchOptions::default());
    let error = error.expect_err("too much");
    assert_eq!(error.scim_type.map(|kind| kind.text()), Some("tooMany"));

    // What clients do: one operation with many members.
    let patch = serde_json::json!([{"op": "remove", "path": "members", "value": group["members"]}]);
    let emptied = apply_patch(&group, &patch, &PatchOptions::default()).expect("a group");
    assert_eq!(emptied, serde_json::json!({"displayName": "g"}));
}

#[test]
fn long_and_deep_requests_end_in_a_decision_or_an_error() {
    on_a_small_stack(|| {
        let rules =
            Rules::compile("map { login = lower(userName)  groups = groups.display }").unwrap();
        let mut scratch = Scratch::new();
        let groups = r#"{"value": "1", "display": "x"},"#.repeat(100_000);
        for (request, decides) in [
            (format!("{{\"userName\": {}", "[".repeat(1_000_000)), false),
            (format!("{{\"other\": {}", "[".repeat(1_000_000)), false),
            (format!("{{\"userName\": \"{}\"}}", "x".repeat(10_000_000)), true),
            (format!("{{\"userName\": \"{}\"}}", "x".repeat(20_000_000)), false),
            (
                format!("{{\"userName\": \"x\", \"groups\": [{}]}}", groups.trim_end_matches(',')),
                true,
            ),
            ("{\"userName\": 1e999}".to_owned(), false),
            ("{\"userName\": \"\\ud800\"}".to_owned(), false),
        ] {
            let decided = rules.decide(&mut scratch, request.as_bytes());
            assert_eq!(decided.is_ok(), decides, "{}", &request[..20]);
        }
    });
}

#[test]
#[cfg(feature = "script")]
fn hostile_scripts_are_stopped() {
    let bodies = [
        ("loop", "loop { }"),
        ("recursion", "f(x)"),
        ("text", "let s = x; loop { s += s; }"),
        ("pieces", "let s = x; loop { s += \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"; }"),
        ("array", "let a = [x]; loop { a += a; }"),
        ("pushes", "let a = []; loop { a.push(x); }"),
        ("map", "let m = #{}; let n = 0; loop { m[`${n}`] = x; n += 1; }"),
        ("nested arrays", "let a = []; loop { a = [a, a]; }"),
        ("padding", "let s = x; s.pad(100000000, \"a\"); s"),
        (
            "replacing",
            "let s = \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"; loop { s.replace(\"a\", s); }",
        ),
        ("range", "let n = 0; for i in 0..9223372036854775807 { n += i; } n"),
        ("a thrown text", "let s = x; while s.len < 60000 { s += s; } throw s"),
    ];
    for (name, body) in bodies {
        on_a_small_stack(move || {
            let text = format!("script \"\"\"fn f(x) {{ {body} }}\"\"\"\nmap {{ a = f(id) }}");
            let Ok(rules) = Rules::compile(&text) else {
                eprintln!("{name}: refused");
                return;
            };
            let mut scratch = Scratch::new();
            let request = br#"{"user": {"id": "some text"}}"#;
            let decision = rules.decide(&mut scratch, request).expect(name);
            assert_eq!(decision.action.text(), "reject", "{name}");
            assert!(decision.to_json().len() < 10_000, "{name}: a message without end");
        });
    }
}
