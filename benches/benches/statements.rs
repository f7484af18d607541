//! Each kind of statement alone, on the typical user; `nothing` is what the reading costs.

use criterion::{Criterion, criterion_group, criterion_main};
use scimrules_benches::{Decider, changed, deleted, rules, typical, unchanged};
use std::hint::black_box;

const LINES: &[(&str, &str)] = &[
    ("nothing", "sync all users"),
    ("sync: text", r#"sync users where userName ew "@example.com""#),
    (
        "sync: in",
        r#"sync users where enterprise.department in ["Sales", "Support", "Engineering"]"#,
    ),
    (
        "sync: many values",
        r#"sync users where groups.display sw "Every" or groups.display sw "All""#,
    ),
    (
        "sync: value filter",
        r#"sync users where emails[type eq "work" and value ew "@example.com"]"#,
    ),
    ("sync: matches", r#"sync users where userName matches "^[a-z.]+[0-9]*@example\\.com$""#),
    ("sync: dateTime", r#"sync users where meta.created ge "2024-01-01T00:00:00Z""#),
    ("sync: any", r#"sync users where at_least(2, title pr, userType pr, nickName pr)"#),
    ("map: path", "map { a = name.givenName }"),
    ("map: value filter", r#"map { a = emails[type eq "work"].value }"#),
    ("map: fall-back", "map { a = nickName ?? displayName ?? userName }"),
    ("map: interpolation", r#"map { a = "{name.givenName} {name.familyName}" }"#),
    ("map: constant", r#"map { a = "India" }"#),
    ("map: if", r#"map { a = if userType eq "Contractor" then "external" else "internal" }"#),
    ("map: condition", r#"map { a = "x" if userType eq "Contractor"  a = "y" }"#),
    ("map: list", "map { a = groups.display }"),
    ("map: adds", r#"map { a += groups.display  a += ["everybody"] }"#),
    ("let", r#"let it = lower(userName) map { a = it  b = it }"#),
    (
        "table",
        r#"table offices { "Chennai", "Bengaluru" => "South"  "Austin" => "US"  else => "Remote" }
           map { a = offices(addresses[type eq "work"].locality) }"#,
    ),
    ("match", "map { a = userName } match a"),
    ("status", r#"status { on create if active eq false => ignore  on leave => deactivate }"#),
    ("source status", r#"source status = if userType eq "Guest" then "suspended" else "active""#),
    (
        "notify",
        r#"map { a = userName }
           notify { password to user on create if domain(target.a) eq "example.com"  mail to admin }"#,
    ),
    ("protect", r#"protect if userName eq "owner@example.com""#),
    ("limit", "limit deactivate + delete to 5% of users"),
    ("again", "again at meta.lastModified"),
    (
        "strict",
        r#"strict
           attributes { notes string }
           extension acme "urn:ietf:params:scim:schemas:extension:acme:2.0:User" {
             badges string[]  startDate dateTime  desk { floor integer  room string }  parking boolean
           }"#,
    ),
    ("source complete", "source complete map { a = nickName  b = title }"),
];

/// Statements that speak about the account.
const ACCOUNT_LINES: &[(&str, &str)] = &[
    ("nothing", "sync all users"),
    ("map: once", "map { job_title ?= title }"),
    ("map: current", r#"map { job_title = current.job_title ?? title }"#),
    ("keep", r#"map { groups = groups.display  keep groups matches "^local-" }"#),
    ("status", r#"status { on update if current.status eq "suspended" => ignore }"#),
    (
        "notify: changed",
        r#"map { job_title = title } notify { mail to user if changed(job_title) }"#,
    ),
];

const DELETE_LINES: &[(&str, &str)] = &[
    ("nothing", "sync all users"),
    ("status", "status { on delete => deactivate, delete after 30 days }"),
    ("protect", r#"protect if userName eq "owner@example.com""#),
];

fn statements(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("statements");
    for (kind, lines, request) in [
        ("new", LINES, typical()),
        ("unchanged", ACCOUNT_LINES, unchanged()),
        ("changed", ACCOUNT_LINES, changed()),
        ("deleted", DELETE_LINES, deleted()),
    ] {
        for (name, text) in lines {
            let mut decider = Decider::new(rules(text));
            let decision = decider.decide(&request);
            let error = decision.windows(9).any(|part| part == br#""errors":"#);
            assert!(!error, "{name}: {}", String::from_utf8_lossy(decision));
            group.bench_function(format!("{kind}/{name}"), |bencher| {
                bencher.iter(|| decider.decide(black_box(&request)).len());
            });
        }
    }
    group.finish();
}

criterion_group!(benches, statements);
criterion_main!(benches);
