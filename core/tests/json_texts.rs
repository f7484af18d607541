//! JSON text has ways of its own to what rules read. They give what serde gives of the same text,
//! whatever shapes and spellings it has, and what an explanation gives, which looks at everything.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use scimrules::{RequestError, Rules, Scratch, SerdeValue};
use serde::de::{Deserializer, Visitor};
use std::cell::RefCell;

const RULES: &str = r#"
  extension acme "urn:x:acme" { floor integer  badges string[]  desk { room string  open boolean } }
  attributes { score decimal  tags string[]  since dateTime }
  target {
    name string  mail string  mails string[]  roles string[]  groups string[]  boss string
    floor integer  badges string[]  room string  score decimal  tags string[]  since dateTime
    schemas string[]  some boolean  any boolean
  }
  map {
    name    = name.givenName ?? displayName
    mail    = emails[type eq "work"].value ?? emails[primary eq true].value ?? userName
    mails   = emails.value
    roles   = roles.value
    groups  = groups.display
    boss    = enterprise.manager.value ?? enterprise.manager.displayName
    floor   = acme.floor
    badges  = acme.badges
    room    = acme.desk.room if acme.desk.open eq true
    score   = score
    tags    = tags
    since   = since
    schemas = schemas
    some    = emails[type eq "home"] or phoneNumbers[type eq "work"]
    any     = name pr or addresses pr
  }
  sync users where userName pr and (groups.display sw "sync-" or not (userType eq "Guest"))
"#;

const NAMES: &[&str] = &[
    "userName",
    "USERNAME",
    "displayName",
    "name",
    "Name",
    "active",
    "emails",
    "eMails",
    "roles",
    "groups",
    "phoneNumbers",
    "addresses",
    "userType",
    "title",
    "score",
    "tags",
    "since",
    "schemas",
    "meta",
    "id",
    "unknown",
    "name.givenName",
    "emails.value",
    "acme",
    "urn:x:acme",
    "urn:x:acme:floor",
    "urn:x:ACME",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
    "urn:ietf:params:scim:schemas:core:2.0:User",
    "user\\u004eame",
    "user",
    "group",
    "current",
    "operation",
    "now",
    "params",
];

const INNER: &[&str] = &[
    "value",
    "type",
    "primary",
    "display",
    "givenName",
    "familyName",
    "displayName",
    "Value",
    "TYPE",
    "$ref",
    "manager",
    "floor",
    "badges",
    "desk",
    "room",
    "open",
    "resourceType",
    "employeeNumber",
    "a name that is far longer than sixteen bytes",
    "val\\u0075e",
];

const SCALARS: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "-1.5",
    "12",
    "\"\"",
    "\"work\"",
    "\"home\"",
    "\"True\"",
    "\"false\"",
    "\"sync-all\"",
    "\"12\"",
    "\"a text that is longer than sixteen bytes\"",
    "\"2026-01-31\"",
    "\"2026-01-31T09:00:00Z\"",
    "\"\\u00e9\\n\\\"\"",
    "\"Zoë ✓\"",
    "\"Guest\"",
    "\"Group\"",
    "\"urn:ietf:params:scim:schemas:core:2.0:Group\"",
    "\"{\\\"value\\\":\\\"x\\\"}\"",
    "\"active\"",
    "\"delete\"",
];

fn value() -> impl Strategy<Value = String> {
    let scalar = || select(SCALARS).prop_map(str::to_owned);
    let inner = || {
        prop_oneof![
            6 => scalar(),
            1 => vec(scalar(), 0..3).prop_map(list),
            1 => vec((select(INNER), scalar()), 0..3).prop_map(object),
        ]
    };
    let row = || vec((select(INNER), inner()), 0..5).prop_map(object);
    prop_oneof![
        4 => scalar(),
        2 => row(),
        // Objects of one shape behind each other, and of different shapes.
        3 => (vec(select(INNER), 1..5), vec(vec(scalar(), 5), 1..4)).prop_map(|(names, rows)| {
            let row = |values: Vec<String>| object(names.iter().copied().zip(values).collect());
            list(rows.into_iter().map(row).collect())
        }),
        2 => vec(prop_oneof![4 => row(), 1 => inner()], 0..4).prop_map(list),
    ]
}

fn list(items: Vec<String>) -> String {
    format!("[{}]", items.join(","))
}

fn object(members: Vec<(&str, String)>) -> String {
    let members: Vec<String> =
        members.into_iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", members.join(","))
}

/// White space outside of texts, where JSON allows it.
fn spaced(text: &str, space: &str) -> String {
    let (mut out, mut inside, mut escaped) = (String::new(), false, false);
    for letter in text.chars() {
        if !inside && "{}[],:".contains(letter) {
            out.push_str(space);
            out.push(letter);
            out.push_str(space);
            continue;
        }
        inside ^= letter == '"' && !escaped;
        escaped = letter == '\\' && !escaped;
        out.push(letter);
    }
    out
}

/// A text as serde_json reads it, which keeps what is said twice, as ours does.
struct Text<'t>(&'t str);

impl<'de> Deserializer<'de> for Text<'de> {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        serde_json::Deserializer::from_str(self.0).deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
        ignored_any
    }
}

/// The rules, and scratch memory that has seen all the texts before: the trails that it learned
/// lead astray in the next one.
struct Seasoned {
    rules: Rules,
    scratch: Scratch,
    explaining: Scratch,
}

thread_local! {
    static SEASONED: RefCell<Seasoned> = RefCell::new(Seasoned {
        rules: Rules::compile(RULES).map_err(|error| error.to_string()).unwrap(),
        scratch: Scratch::new(),
        explaining: Scratch::new(),
    });
}

fn agree(text: &str) {
    SEASONED.with_borrow_mut(|Seasoned { rules, scratch, explaining }| {
        let (mut fresh, mut other) = (Scratch::new(), Scratch::new());
        let theirs = rules
            .decide_from(&mut other, &SerdeValue(|| Text(text)))
            .map(|decision| decision.to_json());
        let ours = rules.decide(&mut fresh, text.as_bytes()).map(|decision| decision.to_json());
        let seasoned = rules.decide(scratch, text.as_bytes()).map(|decision| decision.to_json());
        assert_eq!(ours, seasoned, "{text}");
        if serde_json::from_str::<serde::de::IgnoredAny>(text).is_err() {
            // A deserializer alone does not look at what stands behind its value.
            assert!(ours.is_err(), "{text}");
            return;
        }
        // What is noted of the payload is the same too.
        let noted = rules
            .explain(explaining, text.as_bytes())
            .map(|explanation| explanation.to_json())
            .map_err(|error| error.code);
        let theirs_noted = rules
            .explain_from(&mut Scratch::new(), &SerdeValue(|| Text(text)))
            .map(|explanation| explanation.to_json())
            .map_err(|error| error.code);
        assert_eq!(noted, theirs_noted, "{text}");
        let explained = rules
            .explain(explaining, text.as_bytes())
            .map(|explanation| explanation.decision.to_json());
        let kind = |outcome: Result<String, RequestError>| outcome.map_err(|error| error.code);
        let (ours, theirs, explained) = (kind(ours), kind(theirs), kind(explained));
        assert_eq!(ours, theirs, "{text}");
        assert_eq!(ours, explained, "{text}");
    });
}

/// Payloads as three providers write them: what stands between their values is soon known.
const USUAL: [&str; 3] = [
    r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:x:acme"],"id":"8ab3","externalId":"00u1","meta":{"resourceType":"User","created":"2026-01-31T09:00:00Z","version":"W/\"a1\""},"userName":"ada@example.com","active":true,"displayName":"Ada","name":{"formatted":"Ada Lovelace","familyName":"Lovelace","givenName":"Ada"},"emails":[{"type":"work","primary":true,"value":"ada@example.com"},{"type":"home","primary":false,"value":"ada@home.example"}],"phoneNumbers":[{"value":"+91 44 2811 0100","type":"work","primary":true},{"value":"+91 98400 12345","type":"mobile"}],"groups":[{"value":"1","$ref":"https://idp.example/Groups/1","display":"Football","type":"direct"},{"value":"2","$ref":"https://idp.example/Groups/2","display":"sync-all","type":"direct"}],"roles":[{"value":"admin"}],"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":"41","department":"Engineering","manager":{"value":"7","displayName":"Grace"}},"urn:x:acme":{"floor":5,"badges":["green","visitor"],"desk":{"room":"B","open":true},"parking":false},"tags":["one","two"],"score":1.5,"notes":{"a":[{"b":"c"},{"b":"d"}],"e":null,"f":[1,2]},"userType":"Employee","nickName":"Countess of Lovelace, and more than thirty letters"}"#,
    r#"{ "user" : { "userName" : "grace" , "title" : "Rear \u0041dmiral" , "active" : "True" , "emails" : [ { "value" : "grace@example.com" , "type" : "work" , "primary" : true } ] , "addresses" : [ { "type" : "home" , "locality" : "Paris" } , { "locality" : "Rome" , "type" : "work" } ] , "groups" : null , "unknown" : [ [ "a" , true ] , { "b" : { "c" : "d" } } ] , "since" : "2026-01-31" , "tags" : [ "x" ] } , "groups" : [ { "display" : "sync-all" } ] , "current" : "active" }"#,
    r#"{"userName":"bob","emails":[{"primary":true,"type":"work","value":"bob@example.com"}],"groups":[{"display":"sync-1"},{"display":"sync-2"},{"display":"sync-3"},{"display":"sync-4"},{"display":"sync-5"},{"display":"sync-6"}],"meta":{"resourceType":"User"},"displayName":null,"title":"","active":false,"userType":"Guest","roles":[],"name":{}}"#,
];

/// Where the values of a text begin and end, and where its members do.
fn spans(text: &str) -> Vec<(usize, usize)> {
    let (mut spans, mut open, mut inside, mut escaped) = (Vec::new(), vec![], false, false);
    for (at, letter) in text.char_indices() {
        match letter {
            '"' if !escaped => {
                inside = !inside;
                if inside {
                    open.push(at);
                } else {
                    spans.extend(open.pop().map(|start| (start, at + 1)));
                }
            }
            '{' | '[' if !inside => open.push(at),
            '}' | ']' if !inside => spans.extend(open.pop().map(|start| (start, at + 1))),
            _ => {}
        }
        escaped = letter == '\\' && !escaped;
    }
    for word in ["true", "false", "null", "5", "1.5"] {
        spans.extend(text.match_indices(word).map(|(at, word)| (at, at + word.len())));
    }
    spans.sort_unstable();
    spans
}

/// A text with one thing changed, by chance.
fn changed(text: &str, what: u8, place: usize, value: &str) -> String {
    let spans = spans(text);
    let Some((start, end)) = spans.get(place % spans.len().max(1)).copied() else {
        return text.to_owned();
    };
    let (before, part, behind) = (&text[..start], &text[start..end], &text[end..]);
    match what {
        // A value, or a name, is another one.
        0 | 1 => format!("{before}{value}{behind}"),
        // Said twice; in an object, a member without a value.
        2 => format!("{before}{part},{part}{behind}"),
        // It goes with what stands behind it, up to the next one.
        3 => {
            let next = spans.iter().find(|(start, _)| *start >= end).map_or(end, |next| next.0);
            format!("{before}{}", &text[next..])
        }
        // A member more.
        4 => format!("{before}\"extra\":{value},{behind}"),
        5 => format!("{before} {part}\n{behind}"),
        6 => before.to_owned(),
        // A member said twice, with another value.
        7 => {
            let members: Vec<&str> = ["\"userName\"", "\"emails\"", "\"active\"", "\"name\""]
                .into_iter()
                .chain(["\"groups\"", "\"type\"", "\"value\"", "\"meta\"", "\"primary\""])
                .collect();
            let member = members[place % members.len()];
            format!("{before}{part},{member}:{value}{behind}")
        }
        _ => format!("{before}{}{behind}", part.to_uppercase()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn usual_payloads_with_a_few_changes_agree(
        usual in select(&USUAL[..]),
        changes in vec((0u8..9, any::<usize>(), value()), 0..4),
    ) {
        let mut text = usual.to_owned();
        for (what, place, value) in &changes {
            text = changed(&text, *what, *place, value);
        }
        agree(usual);
        agree(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn bytes_serde_and_explanations_agree(
        members in vec((select(NAMES), value()), 0..9),
        space in select(&["", "", "", " ", "\n\t"][..]),
        wrapped in any::<bool>(),
    ) {
        let mut text = object(members);
        if wrapped {
            text = format!("{{\"user\":{text},\"current\":\"active\",\"groups\":[]}}");
        }
        agree(&spaced(&text, space));
    }
}

/// What one set of rules learned of a payload says nothing to another.
#[test]
fn one_scratch_may_serve_rules_by_turns() {
    let rules = |fields: &str| Rules::compile(fields).map_err(|error| error.to_string()).unwrap();
    let payload = r#"{"userName":"ada","title":"Dr","nickName":"A","emails":[{"type":"work","value":"a@b.c"}]}"#;
    let map = |lines: &str| format!("target {{ one string  two string }}\nmap {{\n{lines}\n}}");
    let mut scratch = Scratch::new();
    for _ in 0..3 {
        // Each is dropped before the next is made, which may take its place in memory.
        for (lines, one, two) in [
            ("one = title\ntwo = emails[type eq \"work\"].value", "Dr", "a@b.c"),
            ("one = emails.type\ntwo = nickName", "work", "A"),
            ("one = nickName\ntwo = userName", "A", "ada"),
        ] {
            let lines = lines.replace("emails.type", "emails[value eq \"a@b.c\"].type");
            let rules = rules(&map(&lines));
            for _ in 0..3 {
                let decision = rules.decide(&mut scratch, payload.as_bytes()).unwrap();
                assert_eq!(decision.value("one").as_text(), Some(one));
                assert_eq!(decision.value("two").as_text(), Some(two));
            }
        }
    }
}
