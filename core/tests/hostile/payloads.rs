//! Requests that mean harm.

/// What becomes of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// A decision with this action.
    Action(&'static str),
    /// A request error.
    Refused,
}

use Outcome::{Action, Refused};

/// Rules that read as much as rules may.
pub(crate) const RULES: &str = r#"
attributes { flags string[] }
param wanted string[] = ["a"]
target {
  login string  mails string[]  groups string[]  others string[]  roles string[]  flags string[]
}
map {
  login  = userName
  mails  = unique(lower(emails.value))
  groups += groups.display
  groups += groups.value if groups.value in wanted or groups.display in flags
  others = emails[value in flags].value
  roles  = roles.value
  flags  = flags
}
keep groups matches "^local"
protect if groups.display in flags and emails.value in groups.value
sync users where not (groups.display eq "never") and not (userName matches "(a+)+$")
"#;

fn user(members: &str) -> Vec<u8> {
    format!("{{\"user\": {{\"userName\": \"a\", \"groups\": [], {members}}}}}").into_bytes()
}

fn numbered(count: usize, each: impl Fn(usize) -> String) -> String {
    (0..count).map(each).collect::<Vec<_>>().join(",")
}

/// Name, request and outcome.
pub(crate) fn all() -> Vec<(&'static str, Vec<u8>, Outcome)> {
    let million = 1_000_000;
    let deep = || format!("{}{}", "[".repeat(million), "]".repeat(million));
    let objects = || format!("{}1{}", "{\"a\":".repeat(million), "}".repeat(million));
    let groups =
        |count| numbered(count, |at| format!("{{\"value\":\"{at}\",\"display\":\"g{at}\"}}"));
    let strings = |count| numbered(count, |at| format!("\"g{at}\""));
    let record = |count| {
        let groups = numbered(count, |at| format!("\"local-{}\"", count - at));
        format!(
            "\"current\": {{\"status\": \"active\", \"record\": {{\"groups\": [{groups}], \"flags\": [{}]}}}}",
            strings(count)
        )
    };
    let text = "x".repeat(10 << 20);
    vec![
        ("nested arrays", deep().into_bytes(), Refused),
        ("nested arrays in emails", user(&format!("\"emails\": {}", deep())), Refused),
        ("nested arrays in what is unknown", user(&format!("\"x\": {}", deep())), Refused),
        ("nested objects", user(&format!("\"x\": {}", objects())), Refused),
        ("nested objects in the record", format!("{{\"user\": {{}}, \"current\": {{\"record\": {{\"x\": {}}}}}}}", objects()).into_bytes(), Refused),
        ("arrays left open", "[".repeat(million).into_bytes(), Refused),
        ("deep json in a role", user(&format!("\"roles\": [{{\"value\": \"{{\\\"a\\\":{}\"}}]", "[".repeat(100_000))), Action("create")),
        ("a long text", user(&format!("\"emails\": \"{text}\"")), Action("create")),
        ("a long user name", format!("{{\"user\": {{\"groups\": [], \"userName\": \"{}\"}}}}", "a".repeat(10 << 20)).into_bytes(), Action("create")),
        ("a long name", user(&format!("\"{text}\": 1")), Action("create")),
        ("a long name in a request", format!("{{\"user\": {{}}, \"{text}\": 1}}").into_bytes(), Refused),
        ("a long operation", format!("{{\"operation\": \"{text}\", \"user\": {{}}}}").into_bytes(), Refused),
        ("more than is allowed", user(&format!("\"title\": \"{}\"", "x".repeat(17 << 20))), Refused),
        ("groups", format!("{{\"user\": {{\"userName\": \"a\"}}, \"groups\": [{}]}}", groups(100_000)).into_bytes(), Action("create")),
        ("groups, wanted and flags", format!("{{\"user\": {{\"userName\": \"a\", \"flags\": [{}]}}, \"groups\": [{}], \"params\": {{\"wanted\": [{}]}}}}", strings(50_000), groups(50_000), strings(50_000)).into_bytes(), Action("create")),
        ("groups against a record", format!("{{\"user\": {{\"userName\": \"a\", \"flags\": [{}]}}, \"groups\": [{}], {}}}", strings(50_000), groups(50_000), record(50_000)).into_bytes(), Action("update")),
        ("protected", format!("{{\"user\": {{\"userName\": \"a\", \"active\": false, \"flags\": [{}], \"emails\": [{}]}}, \"groups\": [{}], \"current\": \"active\"}}", strings(30_000), strings(30_000), groups(30_000)).into_bytes(), Action("deactivate")),
        ("the same group", format!("{{\"user\": {{\"userName\": \"a\"}}, \"groups\": [{}]}}", vec!["{\"value\":\"1\",\"display\":\"a\"}"; 100_000].join(",")).into_bytes(), Action("create")),
        ("numbers for texts", user(&format!("\"flags\": [{}]", numbered(100_000, |at| at.to_string()))), Action("create")),
        ("the same name", user(&numbered(100_000, |_| "\"emails\": [\"a\"]".into())), Action("create")),
        ("the same name, other values", user(&numbered(100_000, |at| format!("\"emails\": [\"{at}\"]"))), Action("reject")),
        ("an unread name again and again", user(&numbered(100_000, |at| format!("\"title\": \"{at}\""))), Action("create")),
        ("names", user(&numbered(million, |at| format!("\"a{at}\":1"))), Action("create")),
        ("dotted names", user(&numbered(300_000, |at| format!("\"emails.a{at}\":1"))), Action("create")),
        ("urns", user(&format!("\"schemas\": [{}]", numbered(200_000, |at| format!("\"urn:x:{at}\"")))), Action("create")),
        ("extensions in every case", user(&numbered(50_000, |_| "\"URN:ietf:params:scim:schemas:extension:enterprise:2.0:User\":{}".into())), Action("create")),
        ("params", format!("{{\"user\": {{\"userName\": \"a\", \"groups\": []}}, \"params\": {{{}}}}}", numbered(300_000, |at| format!("\"p{at}\":1"))).into_bytes(), Action("create")),
        ("a lone surrogate", user("\"emails\": \"\\ud800\""), Refused),
        ("NUL", user("\"emails\": \"\\u0000\""), Action("create")),
        ("a raw NUL", user("\"emails\": \"\0\""), Refused),
        ("no UTF-8", [&b"{\"user\": {\"userName\": \""[..], &[0xff, 0xfe], b"\"}}"].concat(), Refused),
        ("no UTF-8 in what is unknown", [&b"{\"user\": {\"x\": \""[..], &[0xff, 0xfe], b"\"}}"].concat(), Refused),
        ("an endless number", user("\"emails\": 1e999"), Refused),
        ("an endless number that no rule reads", user("\"x\": 1e999"), Refused),
        ("a number of many digits", user(&format!("\"flags\": 0.{}", "1".repeat(1_000_000))), Action("create")),
        ("a whole number of many digits", user(&format!("\"flags\": {}", "1".repeat(1_000_000))), Refused),
        ("an exponent of many digits", user(&format!("\"flags\": 1e-{}", "1".repeat(1_000_000))), Action("create")),
        ("nothing", Vec::new(), Refused),
        ("white space", vec![b' '; 10 << 20], Refused),
        ("two requests", b"{\"user\": {}} {\"user\": {}}".to_vec(), Refused),
    ]
}
