//! Metadata and examples of all functions, and their edges.

use super::*;
use serde_json::json;
use std::fmt::Write;

/// Some examples and edges need every feature.
const COMPLETE: bool =
    cfg!(all(feature = "time-zones", feature = "transliteration", feature = "countries"));

/// What functions are tried with: a small reader of calls with literal arguments, lifting over
/// lists and passing on what is missing, as the machine does it.
struct Trial<'a> {
    memory: &'a Bump,
    now: Option<&'a DateTime<'a>>,
    rest: &'a str,
}

impl<'a> Trial<'a> {
    fn eat(&mut self, mark: &str) -> bool {
        let rest = self.rest.trim_start();
        let found = rest.strip_prefix(mark);
        self.rest = found.unwrap_or(rest);
        found.is_some()
    }

    fn value(&mut self) -> Result<(Value<'a>, bool), String> {
        self.eat("");
        let rest = self.rest;
        if rest.starts_with('"') {
            let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<String>();
            let text = stream.next().unwrap().expect("a text");
            self.rest = &rest[stream.byte_offset()..];
            return Ok((Value::text(self.memory.alloc_str(&text.replace("{{", "{"))), true));
        }
        if self.eat("[") {
            let mut items = Vec::new();
            while !self.eat("]") {
                items.push(self.value()?.0);
                self.eat(",");
            }
            items.retain(|item| item.is_some());
            return Ok((Value::list(self.memory.alloc_slice_copy(&items)), true));
        }
        let end = rest.find(|x: char| !x.is_alphanumeric() && !"_-.".contains(x));
        let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
        self.rest = after;
        if let Ok(number) = word.parse() {
            return Ok((Value::Integer(number), true));
        }
        if let Ok(number) = word.parse() {
            return Ok((Value::number(number), true));
        }
        match word {
            "true" | "false" => Ok((Value::Boolean(word == "true"), true)),
            "null" => Ok((Value::Null, true)),
            "absent" => Ok((Value::Absent, false)),
            "unknown" => Ok((Value::Unknown, false)),
            _ => Ok((self.call(function(word).unwrap_or_else(|| panic!("no {word}")))?, false)),
        }
    }

    fn call(&mut self, function: &Function) -> Result<Value<'a>, String> {
        assert!(self.eat("("), "{}", self.rest);
        let (mut values, mut constants) = (Vec::new(), Vec::new());
        while !self.eat(")") {
            let (value, is_constant) = self.value()?;
            values.push(value);
            constants.push(is_constant.then_some(value));
            self.eat(",");
        }
        let prepared = match function.prepare {
            Some(prepare) => prepare(&constants).map_err(|bad| bad.message)?,
            None => Prepared::Nothing,
        };
        let prepared = self.memory.alloc(prepared);
        let call = Call { memory: self.memory, now: self.now, prepared };
        run(function, &call, &values).map_err(|failure| failure.0.to_owned())
    }
}

fn run<'a>(
    function: &Function,
    call: &Call<'a>,
    values: &[Value<'a>],
) -> Result<Value<'a>, Failure<'a>> {
    let missing = values.iter().copied().find(|value| match function.missing {
        Missing::Passes => !value.is_some(),
        Missing::Handled => matches!(value, Value::Unknown),
    });
    if let Some(missing) = missing {
        return Ok(missing);
    }
    let lifted = values.iter().zip(function.parameters).position(|(value, parameter)| {
        matches!((value, parameter.shape), (Value::List(_), Shape::One(_)))
    });
    let Some(lifted) = lifted else { return (function.run)(call, values) };
    let mut results = Vec::new();
    for &item in values[lifted].items() {
        let mut values = values.to_vec();
        values[lifted] = item;
        results.push(run(function, call, &values)?);
    }
    results.retain(|result| result.is_some());
    Ok(Value::list(call.memory.alloc_slice_copy(&results)))
}

fn json_of(value: Value<'_>) -> serde_json::Value {
    match value {
        Value::Unknown => json!("unknown"),
        Value::Absent | Value::Null => json!(null),
        Value::Boolean(boolean) => json!(boolean),
        Value::Integer(number) => json!(number),
        Value::Decimal(number) => json!(number),
        Value::Text(text) => json!(text),
        Value::DateTime(at) => json!(at.text),
        Value::List(items) => items.iter().copied().map(json_of).collect(),
    }
}

/// The JSON that a call gives, or its error.
fn attempt(call: &str) -> Result<serde_json::Value, String> {
    let memory = Bump::new();
    let now = crate::date_time::read(&memory, EXAMPLES_NOW).unwrap();
    let mut trial = Trial { memory: &memory, now: Some(now), rest: memory.alloc_str(call) };
    let result = trial.value().map(|(value, _)| json_of(value));
    assert!(result.is_err() || trial.rest.is_empty(), "{call}: {}", trial.rest);
    result
}

#[test]
fn metadata_is_complete() {
    let mut faults = String::new();
    let mut fault = |function: &Function, what: &str| {
        writeln!(faults, "{}: {what}", function.name).unwrap();
    };
    for pair in FUNCTIONS.windows(2) {
        if pair[0].name >= pair[1].name {
            fault(pair[1], "is not in order");
        }
    }
    for function in FUNCTIONS {
        let file = format!("{}/src/functions/{}.rs", env!("CARGO_MANIFEST_DIR"), function.name);
        if !std::path::Path::new(&file).exists() {
            fault(function, "has no file of its name");
        }
        let summary = function.summary;
        if !summary.starts_with(char::is_uppercase) || !summary.ends_with('.') {
            fault(function, "the summary is not a sentence");
        }
        if function.group.is_empty() || function.group.chars().any(char::is_uppercase) {
            fault(function, "the group is not a lower-case word");
        }
        if function.examples.is_empty() {
            fault(function, "has no example");
        }
        let mut optional = false;
        for (index, parameter) in function.parameters.iter().enumerate() {
            let last = index + 1 == function.parameters.len();
            if parameter.occurs == Occurs::Repeated && !last {
                fault(function, "repeats a parameter that is not the last");
            }
            if optional && parameter.occurs != Occurs::Optional {
                fault(function, "has a required parameter behind an optional one");
            }
            optional |= parameter.occurs == Occurs::Optional;
            if parameter.constant && function.prepare.is_none() {
                fault(function, "does not prepare its constant argument");
            }
        }
        for example in function.examples {
            if !example.call.starts_with(&format!("{}(", function.name)) {
                fault(function, "has an example of another function");
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn examples_are_true() {
    if !COMPLETE {
        return;
    }
    let mut faults = String::new();
    for example in FUNCTIONS.iter().flat_map(|function| function.examples) {
        let gives: serde_json::Value = serde_json::from_str(example.gives).expect(example.gives);
        let got = attempt(example.call);
        if got.as_ref() != Ok(&gives) {
            writeln!(faults, "{} gives {got:?}, not {gives}", example.call).unwrap();
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn edges() {
    if !COMPLETE {
        return;
    }
    let family = "👨\u{200D}👩\u{200D}👧";
    let cases = [
        (&*format!(r#"length(title("{}"))"#, "o'".repeat(100_000)), json!(200_000)),
        (r#"lower(["A", "B"])"#, json!(["a", "b"])),
        (r#"lower(absent)"#, json!(null)),
        (
            r#"title("d’angelo st.john 3RD L'ORÉAL don't ﬁn")"#,
            json!("D’Angelo St.John 3rd L'Oréal Don't Fin"),
        ),
        (r#"title("ΟΔΟΣ")"#, json!("Οδος")),
        (r#"title("'x' --")"#, json!("'X' --")),
        (r#"squeeze("a\u00a0b")"#, json!("a b")),
        (r#"squeeze("a b")"#, json!("a b")),
        (r#"replace("aaa", "aa", "b")"#, json!("ba")),
        (r#"replace("abc", "abc", "")"#, json!(null)),
        (r#"replace(absent, "a", "b")"#, json!(null)),
        (r#"replace("abc", lower(null), "b")"#, json!("abc")),
        (r#"replace("abc", "a", absent)"#, json!(null)),
        (r#"split("a--b", "--")"#, json!(["a", "b"])),
        (r#"join("", "a", 1, true, 2.5, now())"#, json!("a1true2.52026-01-31T09:00:00Z")),
        (r#"join("-", 7)"#, json!("7")),
        (r#"join("-", ["a", unknown])"#, json!("a")),
        (r#"join("-", unknown, "a")"#, json!("unknown")),
        (r#"concat([], absent)"#, json!(null)),
        (r#"before("@x", "@")"#, json!(null)),
        (r#"after("a->b->c", "->")"#, json!("b->c")),
        (r#"left("abc", 99999999999)"#, json!("abc")),
        (r#"right("abc", 99999999999)"#, json!("abc")),
        (r#"right("a\r\nb", 2)"#, json!("\r\nb")),
        (r#"slice("Lovelace", 0, -4)"#, json!("Love")),
        (r#"slice("Lovelace", -99, 2)"#, json!("Lo")),
        (r#"slice("äöü", 1, 2)"#, json!("ö")),
        (r#"pad_left("ä", 3, "é")"#, json!("ééä")),
        (r#"pad_right("abc", 0, "x")"#, json!("abc")),
        (r#"nth(["a"], -1)"#, json!(null)),
        (r#"first("a")"#, json!("a")),
        (r#"count("a")"#, json!(1)),
        (r#"count(absent)"#, json!(0)),
        (r#"unique([1, 1, "1", true, 2.5, 2.5])"#, json!([1, "1", true, 2.5])),
        (r#"unique(["Straße", "STRASSE"])"#, json!(["Straße"])),
        (
            r#"sort([2.5, -1, 2, -1.5, 1e300, -1e300, 3])"#,
            json!([-1e300, -1.5, -1, 2, 2.5, 3, 1e300]),
        ),
        (r#"sort(["b", "B", "a"])"#, json!(["a", "B", "b"])),
        (r#"sort([now(), today()])"#, json!(["2026-01-31T00:00:00Z", "2026-01-31T09:00:00Z"])),
        (r#"contains("Sales", "sales")"#, json!(true)),
        (r#"contains(["a", "b"], ["a", "c"])"#, json!([true, false])),
        (r#"pick([3, 2], [1, 2, 3])"#, json!(2)),
        (r#"domain("\"a@b\"@Ä.example")"#, json!("ä.example")),
        (r#"domain("a@")"#, json!(null)),
        (r#"slug("O’Brien_3 ")"#, json!("o-brien-3")),
        (r#"country_name("holland")"#, json!("Netherlands")),
        (r#"country_alpha2(["UK", "Atlantis"])"#, json!(["GB"])),
        (
            r#"parse_date("2026-07-01 09:00 +0200", "%Y-%m-%d %H:%M %z")"#,
            json!("2026-07-01T07:00:00Z"),
        ),
        (
            r#"parse_date("7/1/26", "%m/%d/%y", "europe/berlin")"#,
            json!("2026-07-01T00:00:00+02:00"),
        ),
        (r#"parse_date("1 Mar 2026", "%d %b %Y")"#, json!("2026-03-01T00:00:00Z")),
        (r#"parse_date("20260301", "%Y%m%d", "+05:30")"#, json!("2026-03-01T00:00:00+05:30")),
        (
            r#"format_date(parse_date("2026-01-31 23:00", "%F %H:%M"), "%d", "Asia/Kolkata")"#,
            json!("01"),
        ),
        (r#"add_days(today("Asia/Kolkata"), 1)"#, json!("2026-02-01T00:00:00+05:30")),
        (r#"regex_replace("aXbX", "x", "-")"#, json!("aXbX")),
        (r#"regex_replace("aXbX", "(?i)x", "$$")"#, json!("a$b$")),
        (r#"regex_replace("abc", ".", "")"#, json!(null)),
        (r#"extract("ab", "a(x)?")"#, json!("a")),
        (r#"to_integer("9223372036854775807")"#, json!(i64::MAX)),
        (r#"to_integer(" ")"#, json!(null)),
        (r#"to_string(now())"#, json!("2026-01-31T09:00:00Z")),
        (r#"to_string(100000000000000000000)"#, json!("100000000000000000000")),
    ];
    for (call, gives) in cases {
        assert_eq!(attempt(call), Ok(gives), "{call}");
    }
    assert_eq!(attempt(&format!(r#"length("{family}")"#)), Ok(json!(1)));
    assert_eq!(attempt(&format!(r#"left("{family}x", 1)"#)), Ok(json!(family)));
}

#[test]
fn failures() {
    if !COMPLETE {
        return;
    }
    let long = "x".repeat(100);
    for (call, message) in [
        (r#"replace("a", "", "b")"#, "the text to replace is empty"),
        (r#"split("a", "")"#, "the separator is empty"),
        (r#"before("a", "")"#, "the mark is empty"),
        (r#"left("a", -1)"#, "the number of characters is negative"),
        (r#"pad_left("a", -1, "0")"#, "the number of characters is negative"),
        (r#"pad_left("a", 10001, "0")"#, "a text is padded to 10000 characters at most"),
        (r#"pad_left("a", 2, "")"#, "there is nothing to fill with"),
        (r#"ascii("ä", "xx")"#, "there is no way of writing for the language `xx`"),
        (r#"e164("hello", "IN")"#, "`hello` is not a phone number of region `IN`"),
        (r#"e164("12345678", "XX")"#, "there is no telephone region `XX`"),
        (r#"parse_date("31.02.2026", "%d.%m.%Y")"#, "`31.02.2026` is not a date like `%d.%m.%Y`"),
        (r#"parse_date("2026", "%Y")"#, "the pattern `%Y` does not say a whole date"),
        (r#"parse_date("2026", "%Y-%Ö")"#, "`%Y-%Ö` is not a pattern of dates"),
        (r#"format_date(now(), "yyyy-MM-dd")"#, "the pattern `yyyy-MM-dd` has no part like `%Y`"),
        (r#"today("Asia/Kolkatta")"#, "there is no time zone `Asia/Kolkatta`"),
        (
            r#"add_days(now(), 9223372036854775807)"#,
            "`2026-01-31T09:00:00Z` and 9223372036854775807 days is out of range",
        ),
        (r#"extract("a", "(")"#, "bad pattern: unclosed group"),
        (r#"extract("a", "")"#, "the pattern is empty"),
        (r#"regex_replace("a", "a", "$1")"#, "the pattern has no group `1`"),
        (r#"to_integer("12.5")"#, "`12.5` is not a whole number"),
        (r#"to_integer(12.5)"#, "`12.5` is not a whole number"),
        (r#"to_integer(true)"#, "`true` is not a whole number"),
        (r#"to_boolean("yes")"#, "`yes` is neither `true` nor `false`"),
        (r#"to_boolean(1)"#, "`1` is neither `true` nor `false`"),
        (
            &format!("to_boolean({long:?})"),
            &format!("`{}…` is neither `true` nor `false`", &long[..60]),
        ),
    ] {
        assert_eq!(attempt(call), Err(message.to_string()), "{call}");
    }
}

#[test]
fn suggestions() {
    if !COMPLETE {
        return;
    }
    let zone =
        |name| match (function("today").unwrap().prepare.unwrap())(&[Some(Value::Text(name))]) {
            Err(bad) => bad.help.unwrap(),
            Ok(_) => String::new(),
        };
    for (name, help) in [
        ("Asia/Kolkatta", "did you mean `Asia/Kolkata`?"),
        ("Kolkata", "did you mean `Asia/Kolkata`?"),
        ("europe/Brelin", "did you mean `Europe/Berlin`?"),
        ("europe/berlin", ""),
    ] {
        assert_eq!(zone(name), help, "{name}");
    }
}

#[test]
fn the_clock_is_the_requests() {
    let memory = Bump::new();
    for name in ["now", "today"] {
        let call = Call { memory: &memory, now: None, prepared: &Prepared::Nothing };
        let failure = (function(name).unwrap().run)(&call, &[]).unwrap_err();
        assert_eq!(failure.0, "the request carries no `now`");
    }
}

#[test]
fn results_are_bounded() {
    let memory = Bump::new();
    let big = Value::Text(memory.alloc_str(&"a".repeat(1 << 18)));
    let text = Value::Text;
    let pattern = Prepared::Pattern(regex::Regex::new("a").unwrap());
    let dollars = Value::Text(memory.alloc_str(&"$0".repeat(1000)));
    let whole = Prepared::Pattern(regex::Regex::new("a+").unwrap());
    for (name, prepared, arguments) in [
        ("replace", &Prepared::Nothing, vec![big, text("a"), big]),
        ("join", &Prepared::Nothing, vec![text("-"), big, big, big, big]),
        ("concat", &Prepared::Nothing, vec![big, big, big, big, big]),
        ("regex_replace", &pattern, vec![big, text("a"), big]),
        ("regex_replace", &whole, vec![big, text("a+"), dollars]),
    ] {
        let call = Call { memory: &memory, now: None, prepared };
        let failure = (function(name).unwrap().run)(&call, &arguments).unwrap_err();
        assert_eq!(failure.0, "the result would be longer than 1 MiB", "{name}");
    }
}

#[test]
fn telephone_numbers() {
    for (text, region, gives) in [
        ("+91 40 2345 6789", "US", "+914023456789"),
        ("098765 43210", "IN", "+919876543210"),
        ("(650) 253-0000", "US", "+16502530000"),
        ("1-650-253-0000 ext. 42", "us", "+16502530000"),
        ("030 901820", "DE", "+4930901820"),
        ("0171 2345678", "DE", "+491712345678"),
        ("+49 (0)30 901820", "DE", "+4930901820"),
        ("020 7946 0958", "GB", "+442079460958"),
        ("07700 900123", "GB", "+447700900123"),
        ("0044 20 7946 0958", "DE", "+442079460958"),
        ("06 698 12345", "IT", "+390669812345"),
        ("tel:+44-20-7946-0958", "GB", "+442079460958"),
    ] {
        let call = format!("e164({text:?}, {region:?})");
        assert_eq!(attempt(&call), Ok(json!(gives)), "{call}");
    }
    for text in [
        "",
        "+",
        "1",
        "abc",
        "+999999999999999999999",
        "٠٣٠",
        "tel:",
        "tel:;",
        ";ext=",
        "+1",
        "0",
        "00",
        "((((",
        "+49",
        "1234567890123456789012345",
    ] {
        let call = format!("e164({text:?}, \"DE\")");
        let result = attempt(&call);
        assert!(result.is_err() || text.is_empty(), "{call} {result:?}");
    }
}
