//! A call of each family of functions, on a user of a few bytes; `none` is the bare path.

use criterion::{Criterion, criterion_group, criterion_main};
use scimrules_benches::{Decider, rules};
use std::hint::black_box;

const USER: &[u8] = br#"{"user": {
  "userName": "Jose.Garcia@Example.com", "title": " Senior  Engineer ", "displayName": "Jos\u00e9 Garc\u00eda",
  "active": true, "meta": {"created": "2024-03-18T07:52:11Z"}, "nickName": "42",
  "phoneNumbers": [{"type": "mobile", "value": "098400 12345"}],
  "groups": [{"display": "sync-all"}, {"display": "Everyone"}, {"display": "everyone"}, {"display": "Chennai"}]
}, "now": "2026-01-31T09:00:00Z"}"#;

const CALLS: &[(&str, &str)] = &[
    ("none", "userName"),
    ("lower", "lower(userName)"),
    ("upper, beyond ASCII", "upper(displayName)"),
    ("title", "title(displayName)"),
    ("trim", "trim(title)"),
    ("squeeze", "squeeze(title)"),
    ("replace", r#"replace(title, "Senior", "Sr")"#),
    ("split", r#"split(userName, ".")"#),
    ("join", r#"join(", ", groups.display)"#),
    ("concat", r#"concat(displayName, userName)"#),
    ("before", r#"before(userName, "@")"#),
    ("after", r#"after(userName, "@")"#),
    ("left", "left(displayName, 5)"),
    ("slice", "slice(displayName, 2, 8)"),
    ("pad_left", r#"pad_left(nickName, 8, "0")"#),
    ("length", "length(displayName)"),
    ("first", "first(groups.display)"),
    ("nth", "nth(groups.display, 2)"),
    ("count", "count(groups)"),
    ("unique", "unique(groups.display)"),
    ("sort", "sort(groups.display)"),
    ("contains", r#"contains(groups.display, "chennai")"#),
    ("pick", r#"pick(groups.display, ["chennai", "everyone"])"#),
    ("domain", "domain(userName)"),
    ("local_part", "local_part(userName)"),
    ("ascii", "ascii(displayName)"),
    ("slug", "slug(displayName)"),
    ("e164", r#"e164(phoneNumbers[type eq "mobile"].value, "IN")"#),
    ("country_alpha2", r#"country_alpha2("India")"#),
    ("country_name", r#"country_name("IND")"#),
    ("parse_date", r#"parse_date("31.01.2026", "%d.%m.%Y")"#),
    ("format_date", r#"format_date(meta.created, "%Y-%m-%d")"#),
    ("format_date, zone", r#"format_date(meta.created, "%Y-%m-%d", "Asia/Kolkata")"#),
    ("add_days", "add_days(meta.created, 30)"),
    ("days_between", "days_between(meta.created, now())"),
    ("today", r#"today("Asia/Kolkata")"#),
    ("regex_replace", r#"regex_replace(userName, "[^a-z]+", "-")"#),
    ("extract", r#"extract(userName, "^([^@]+)@")"#),
    ("base64", "base64(userName)"),
    ("sha256", "sha256(userName)"),
    ("to_string", "to_string(active)"),
    ("to_integer", "to_integer(nickName)"),
    ("to_boolean", r#"to_boolean("true")"#),
    ("over a list", "lower(groups.display)"),
];

fn functions(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("functions");
    for (name, call) in CALLS {
        let mut decider = Decider::new(rules(&format!("map {{ a = {call} }}")));
        let decision = decider.decide(USER);
        let given = decision.windows(5).any(|part| part == br#"{"a":"#);
        assert!(given, "{name}: {}", String::from_utf8_lossy(decision));
        group.bench_function(*name, |bencher| {
            bencher.iter(|| decider.decide(black_box(USER)).len());
        });
    }
    group.finish();
}

criterion_group!(benches, functions);
criterion_main!(benches);
