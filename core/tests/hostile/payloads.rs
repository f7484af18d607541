//! Requests, resources and PATCH operations that mean harm.

use serde_json::{Value, json};

/// A hostile request under the name of what it does.
pub(crate) type Case = (&'static str, fn(usize) -> Vec<u8>);

fn fill(size: usize, part: &str) -> String {
    part.repeat(size / part.len())
}

fn count(size: usize, part: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    let mut number = 0;
    while text.len() < size {
        text.push_str(&part(number));
        number += 1;
    }
    text
}

/// An array or object around members that each end with a comma.
fn within(open: &str, members: &str, close: &str) -> String {
    format!("{open}{}{close}", members.trim_end_matches(','))
}

fn list(members: &str) -> String {
    within("[", members, "]")
}

fn object(members: &str) -> String {
    within("{", members, "}")
}

fn user(members: &str) -> Vec<u8> {
    format!("{{\"user\": {{\"userName\": \"ada@example.com\", {members}}}}}").into_bytes()
}

/// Rules that read much, in odd ways.
pub(crate) const READING: &str = r#"
attributes { flags string[]  hired dateTime }
extension x "urn:x" { a string }
param wanted string[] = ["a"]
target {
  login string  mails string[]  groups string[]  others string[]  roles string[]  flags string[]
  hired dateTime  title string  given string  found string  year string  x string
}
map {
  login = userName
  mails = unique(lower(emails.value))
  groups += groups.display
  groups += groups.value if groups.value in wanted or groups.display in flags
  others = emails[value in flags].value
  roles = roles.value
  flags = flags
  hired = hired
  title = title(squeeze(title))
  given = name.givenName
  found = "yes" if userName co "aaaab" or emails[display eq "a"].value co "b"
  year = format_date(hired, "%Y")
  x = x.a
}
keep groups matches "^local"
protect if groups.display in flags and emails.value in groups.value
sync users where not (userName matches "(a+)+$")
map groups { name = displayName  members = members.value }
"#;

/// Requests.
pub(crate) const REQUESTS: &[Case] = &[
    // Deep.
    ("arrays", |size| fill(size, "[").into_bytes()),
    ("objects", |size| fill(size, "{\"a\":").into_bytes()),
    ("arrays in an attribute", |size| user(&format!("\"emails\": {}", fill(size, "[")))),
    ("arrays in a text", |size| user(&format!("\"title\": {}", fill(size, "[")))),
    ("arrays in an unknown attribute", |size| user(&format!("\"x\": {}", fill(size, "[")))),
    ("objects in an extension", |size| {
        let urn = "\"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\": {";
        user(&fill(size, urn))
    }),
    ("core schemas in each other", |size| {
        user(&fill(size, "\"urn:ietf:params:scim:schemas:core:2.0:User\": {"))
    }),
    ("arrays in current", |size| format!("{{\"current\": {}", fill(size, "[")).into_bytes()),
    ("objects in the record", |size| {
        format!("{{\"current\": {{\"record\": {}", fill(size, "{\"a\":")).into_bytes()
    }),
    ("arrays in params", |size| format!("{{\"params\": {}", fill(size, "[")).into_bytes()),
    ("a role of brackets", |size| {
        let text = json!(format!("{{\"a\": {}", fill(size / 2, "["))).to_string();
        user(&format!("\"roles\": [{text}]"))
    }),
    // Wide.
    ("groups", |size| {
        let groups = count(size, |n| format!("{{\"value\": \"{n}\", \"display\": \"g{n}\"}},"));
        user(&format!("\"groups\": {}", list(&groups)))
    }),
    ("groups of the host", |size| {
        let groups = count(size, |n| format!("{{\"value\": \"{n}\", \"display\": \"g{n}\"}},"));
        format!("{{\"user\": {{\"userName\": \"a\"}}, \"groups\": {}}}", list(&groups)).into_bytes()
    }),
    ("the same group", |size| {
        user(&format!("\"groups\": {}", list(&fill(size, "{\"value\":\"1\",\"display\":\"g\"},"))))
    }),
    ("values in many lists", |size| {
        let mails = count(size / 3, |n| format!("{{\"value\": \"{n}\"}},"));
        let groups =
            count(size / 3, |n| format!("{{\"value\": \"g{n}\", \"display\": \"d{n}\"}},"));
        let flags = count(size / 3, |n| format!("\"f{n}\","));
        let (mails, groups, flags) = (list(&mails), list(&groups), list(&flags));
        user(&format!("\"emails\": {mails}, \"groups\": {groups}, \"flags\": {flags}"))
    }),
    ("numbers for objects", |size| user(&format!("\"emails\": {}", list(&fill(size, "1,"))))),
    ("lists for objects", |size| user(&format!("\"emails\": {}", list(&fill(size, "[],"))))),
    ("empty objects", |size| user(&format!("\"emails\": {}", list(&fill(size, "{},"))))),
    ("empty objects twice", |size| {
        let objects = list(&fill(size / 2, "{},"));
        user(&format!("\"emails\": {objects}, \"Emails\": {objects}"))
    }),
    ("nulls", |size| user(&format!("\"emails\": {}", list(&fill(size, "null,"))))),
    ("a list for a text", |size| user(&format!("\"title\": {}", list(&fill(size, "1,"))))),
    ("flags", |size| user(&format!("\"flags\": {}", list(&count(size, |n| format!("\"{n}\",")))))),
    ("numbers as flags", |size| user(&format!("\"flags\": {}", list(&fill(size, "1,"))))),
    ("schemas", |size| {
        let urns = count(size, |n| format!("\"urn:{n}\","));
        user(&format!("\"schemas\": {}", list(&urns)))
    }),
    ("the same schemas", |size| {
        let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
        let (other, objects) = (fill(size / 2, "\"urn:x\","), fill(size / 2, "\"urn:x\": {},"));
        user(&format!("\"schemas\": [{other}\"{urn}\"], {objects}\"{urn}\": {{}}"))
    }),
    ("members of a group", |size| {
        let members = count(size, |n| format!("{{\"value\": \"{n}\", \"type\": \"User\"}},"));
        let members = list(&members);
        format!("{{\"group\": {{\"displayName\": \"g\", \"members\": {members}}}}}").into_bytes()
    }),
    ("a bare group", |size| {
        let members = list(&count(size, |n| format!("{{\"value\": \"{n}\"}},")));
        let meta = "\"meta\": {\"resourceType\": \"Group\"}";
        format!("{{\"displayName\": \"g\", \"members\": {members}, {meta}}}").into_bytes()
    }),
    ("values in the record", |size| {
        let values = list(&count(size / 2, |n| format!("\"{n}\",")));
        let other = list(&count(size / 2, |n| format!("\"{}\",", size - n)));
        format!(
            "{{\"user\": {{\"userName\": \"a\", \"flags\": {other}}}, \
             \"current\": {{\"status\": \"active\", \"record\": {{\"flags\": {values}}}}}}}"
        )
        .into_bytes()
    }),
    // Names again and again.
    ("unknown attributes", |size| {
        user(count(size, |n| format!("\"a{n}\": 1,")).trim_end_matches(','))
    }),
    ("the same attribute", |size| user(fill(size, "\"title\": \"x\",").trim_end_matches(','))),
    ("other values of an attribute", |size| {
        user(count(size, |n| format!("\"title\": \"{n}\",")).trim_end_matches(','))
    }),
    ("the same list", |size| {
        user(fill(size, "\"emails\": [{\"value\": \"a\"}],").trim_end_matches(','))
    }),
    ("the same part", |size| {
        user(&format!("\"emails\": [{}]", object(&fill(size, "\"value\": \"a\","))))
    }),
    ("other values of a part", |size| {
        let parts = count(size, |n| format!("\"value\": \"{n}\","));
        user(&format!("\"emails\": [{}]", object(&parts)))
    }),
    ("dotted names", |size| user(fill(size, "\"name.givenName\": \"a\",").trim_end_matches(','))),
    ("odd cases", |size| {
        let spelt = |n: usize| -> String {
            let letters = "preferredLanguage".chars().enumerate();
            letters
                .map(|(at, c)| if n >> at & 1 == 1 { c.to_ascii_uppercase() } else { c })
                .collect()
        };
        user(count(size, |n| format!("\"{}\": \"a\",", spelt(n))).trim_end_matches(','))
    }),
    ("users", |size| object(&fill(size, "\"user\": null,")).into_bytes()),
    ("records", |size| {
        let records = object(&fill(size, "\"record\":{},"));
        format!("{{\"user\": {{\"userName\": \"a\"}}, \"current\": {records}}}").into_bytes()
    }),
    ("currents", |size| {
        let current = fill(size, "\"current\":{\"record\":{}},");
        format!("{{\"user\": {{\"userName\": \"a\"}}, {}}}", current.trim_end_matches(','))
            .into_bytes()
    }),
    ("params", |size| {
        let params = fill(size, "\"params\":{},");
        format!("{{\"user\": {{\"userName\": \"a\"}}, {}}}", params.trim_end_matches(','))
            .into_bytes()
    }),
    ("unknown params", |size| {
        let params = object(&count(size, |n| format!("\"p{n}\": 1,")));
        format!("{{\"user\": {{\"userName\": \"a\"}}, \"params\": {params}}}").into_bytes()
    }),
    ("groups of the host again", |size| {
        let groups = fill(size, "\"groups\":[{\"value\":\"1\"}],");
        format!("{{\"user\": {{\"userName\": \"a\"}}, {}}}", groups.trim_end_matches(','))
            .into_bytes()
    }),
    ("clocks", |size| {
        let clocks = fill(size, "\"now\":\"2026-01-31T09:00:00Z\",");
        format!("{{\"user\": {{\"userName\": \"a\"}}, {}}}", clocks.trim_end_matches(','))
            .into_bytes()
    }),
    // Long.
    ("a long text", |size| user(&format!("\"title\": \"{}\"", fill(size, "x")))),
    ("a long text that folds", |size| user(&format!("\"title\": \"{}\"", fill(size, "ßa")))),
    ("a long text nearly found", |size| {
        format!("{{\"userName\": \"{}ä\"}}", fill(size, "a")).into_bytes()
    }),
    ("a long user name", |size| {
        format!("{{\"userName\": \"{}\"}}", fill(size, "aB@")).into_bytes()
    }),
    ("escapes", |size| user(&format!("\"title\": \"{}\"", fill(size, "\\u00e9\\n")))),
    ("marks that combine", |size| user(&format!("\"title\": \"a{}\"", fill(size, "\u{301}")))),
    ("letters that grow", |size| user(&format!("\"title\": \"{}\"", fill(size, "\u{fdfa}")))),
    ("white space", |size| user(&format!("\"title\": {}\"x\"", fill(size, " ")))),
    ("a long name", |size| user(&format!("\"{}\": 1", fill(size, "x")))),
    ("long names", |size| {
        let name = "x".repeat(1_000_000.min(size));
        user(count(size, |n| format!("\"{name}{n}\": 1,")).trim_end_matches(','))
    }),
    ("a long dotted name", |size| user(&format!("\"name{}\": 1", fill(size, ".x")))),
    ("a long number", |size| user(&format!("\"title\": {}", fill(size, "9")))),
    ("a long fraction", |size| user(&format!("\"title\": 0.{}", fill(size, "9")))),
    ("a long exponent", |size| user(&format!("\"title\": 1e{}", fill(size, "9")))),
    ("a long text for a boolean", |size| user(&format!("\"active\": \"{}\"", fill(size, "x")))),
    ("a long operation", |size| format!("{{\"operation\": \"{}\"}}", fill(size, "x")).into_bytes()),
    ("a long status", |size| {
        format!("{{\"user\": {{}}, \"current\": \"{}\"}}", fill(size, "x")).into_bytes()
    }),
    ("a long clock", |size| {
        format!("{{\"user\": {{}}, \"now\": \"{}\"}}", fill(size, "2")).into_bytes()
    }),
    ("a long date", |size| user(&format!("\"hired\": \"{}\"", fill(size, "2")))),
    ("a role in JSON", |size| {
        let role = object(&count(size / 2, |n| format!("\"{n}\":1,")));
        user(&format!("\"roles\": [{}]", json!(role)))
    }),
    ("roles in JSON", |size| {
        user(&format!("\"roles\": {}", list(&fill(size, "\"{\\\"id\\\":\\\"a\\\"}\","))))
    }),
    // Broken.
    ("an open text", |size| format!("{{\"userName\": \"{}", fill(size, "x")).into_bytes()),
    ("bytes that are no text", |size| {
        let mut bytes = b"{\"userName\": \"".to_vec();
        bytes.resize(size, 0xff);
        bytes.extend(b"\"}");
        bytes
    }),
    ("no text in an unknown attribute", |size| {
        let mut bytes = b"{\"userName\": \"a\", \"x\": \"".to_vec();
        bytes.resize(size, 0xff);
        bytes.extend(b"\"}");
        bytes
    }),
    ("zeros", |size| vec![0; size]),
    ("half a pair", |_| b"{\"userName\": \"\\ud800\"}".to_vec()),
    ("half pairs", |size| user(&format!("\"x\": \"{}\"", fill(size, "\\udc00\\ud800")))),
    ("a number too large", |_| b"{\"userName\": 1e999}".to_vec()),
    ("a number too large, unread", |_| user("\"x\": -1e999")),
    ("more behind the end", |size| {
        format!("{{\"userName\": \"a\"}}{}", fill(size, "{}")).into_bytes()
    }),
    ("commas", |size| format!("{{\"userName\": [{}", fill(size, ",")).into_bytes()),
    ("control characters", |size| user(&format!("\"title\": \"{}\"", fill(size, "\u{1}")))),
    ("a mark of byte order", |_| "\u{feff}{\"userName\": \"a\"}".as_bytes().to_vec()),
];

/// A resource and operations on it, under the name of what they do.
pub(crate) type PatchCase = (&'static str, fn(usize) -> (Value, Value));

fn members(times: usize) -> Value {
    (0..times).map(|n| json!({"value": format!("m{n}")})).collect()
}

fn attributes(times: usize) -> Value {
    Value::Object((0..times).map(|n| (format!("a{n}"), json!(n))).collect())
}

fn ada() -> Value {
    json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "ada"})
}

fn operations(times: usize, operation: impl Fn(usize) -> Value) -> Value {
    json!({"Operations": (0..times).map(operation).collect::<Vec<_>>()})
}

fn nested(depth: usize) -> Value {
    (0..depth).fold(json!("x"), |inside, _| json!([inside]))
}

/// PATCH requests; the number is roughly that of their parts.
pub(crate) const PATCHES: &[PatchCase] = &[
    ("adding members", |times| {
        let operation = json!({"op": "add", "path": "members", "value": members(times)});
        (json!({"displayName": "g", "members": members(times)}), json!([operation]))
    }),
    ("removing members", |times| {
        let operation = json!({"op": "remove", "path": "members", "value": members(times)});
        (json!({"displayName": "g", "members": members(times)}), json!([operation]))
    }),
    ("replacing members", |times| {
        let operation = json!({"op": "replace", "path": "members", "value": members(times)});
        (json!({"displayName": "g", "members": members(times)}), json!([operation]))
    }),
    ("removing members one by one", |times| {
        let path = |n: usize| format!("members[value eq \"m{n}\"]");
        let operation = |n| json!({"op": "remove", "path": path(n)});
        (json!({"displayName": "g", "members": members(times)}), operations(times, operation))
    }),
    ("adding members one by one", |times| {
        let operation =
            |n| json!({"op": "add", "path": "members", "value": [{"value": format!("n{n}")}]});
        (json!({"displayName": "g", "members": members(times)}), operations(times, operation))
    }),
    ("many attributes", |times| {
        (attributes(times), json!([{"op": "replace", "value": attributes(times)}]))
    }),
    ("many attributes in another case", |times| {
        let value = (0..times).map(|n| (format!("A{n}"), json!(n))).collect();
        (attributes(times), json!([{"op": "replace", "value": Value::Object(value)}]))
    }),
    ("many dotted attributes", |times| {
        let value = (0..times).map(|n| (format!("a{n}.b"), json!(n))).collect();
        (ada(), json!([{"op": "replace", "value": Value::Object(value)}]))
    }),
    ("many extensions", |times| {
        let value = (0..times).map(|n| (format!("urn:x:{n}:a"), json!(n))).collect();
        (ada(), json!([{"op": "replace", "value": Value::Object(value)}]))
    }),
    ("many operations", |times| {
        (
            ada(),
            operations(times, |n| json!({"op": "add", "path": "title", "value": n.to_string()})),
        )
    }),
    ("many schemas", |times| {
        let urns: Vec<_> = (0..times).map(|n| format!("urn:x:{n}")).collect();
        let operation = |n| json!({"op": "add", "path": format!("urn:x:{n}:a"), "value": n});
        (json!({"schemas": urns}), operations(times, operation))
    }),
    ("primary values", |times| {
        let mails: Value = (0..times).map(|n| json!({"value": n, "primary": true})).collect();
        (ada(), json!([{"op": "add", "path": "emails", "value": mails}]))
    }),
    ("a deep path", |times| {
        let path = format!("a{}", ".a".repeat(times));
        (ada(), json!([{"op": "add", "path": path, "value": 1}]))
    }),
    ("a deep filter", |times| {
        let path = format!("{}b pr{}", "a[".repeat(times), "]".repeat(times));
        (ada(), json!([{"op": "add", "path": path, "value": 1}]))
    }),
    ("an allowed deep filter", |_| {
        let path = format!("{}b pr{}", "a[".repeat(60), "]".repeat(60));
        (ada(), json!([{"op": "add", "path": path, "value": 1}]))
    }),
    ("a long path", |times| (ada(), json!([{"op": "add", "path": "a".repeat(times), "value": 1}]))),
    ("a long word", |times| (ada(), json!([{"op": "a".repeat(times)}]))),
    ("a deep value", |times| {
        (ada(), json!([{"op": "add", "path": "x", "value": nested(times.min(100))}]))
    }),
    ("a deep resource", |times| {
        let resource = json!({"userName": "a", "emails": nested(times.min(100))});
        (resource, json!([{"op": "remove", "path": "emails[value eq \"x\"]"}]))
    }),
    ("a filter of many terms", |times| {
        let terms = (0..times).map(|n| format!("value eq \"{n}\" or "));
        let path = format!("members[{}value pr]", terms.collect::<String>());
        let resource = json!({"displayName": "g", "members": members(times)});
        (resource, json!([{"op": "remove", "path": path}]))
    }),
];
