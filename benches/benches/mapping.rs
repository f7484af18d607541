//! The mapping step: what twelve lines cost more than none, on the typical user and on one that
//! has nothing but what the lines read.

use criterion::{Criterion, criterion_group, criterion_main};
use scimrules::Scratch;
use scimrules_benches::{RULES, rules, typical};
use serde_json::{Value, json};
use std::hint::black_box;

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

fn mapping(criterion: &mut Criterion) {
    let lines = match RULES.find("map {") {
        Some(at) => &RULES[at..],
        None => panic!("the work maps nothing"),
    };
    let all = rules(lines);
    let none = rules("sync all users");
    let (typical, bare) = (typical(), bare());
    let mut scratch = Scratch::new();
    let mut group = criterion.benchmark_group("mapping");
    for (name, rules, user) in [
        ("hot/none", &none, &bare),
        ("hot/twelve", &all, &bare),
        ("typical/none", &none, &typical),
        ("typical/twelve", &all, &typical),
    ] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| rules.decide(&mut scratch, black_box(user)).is_ok());
        });
    }
    group.finish();
}

/// The typical user with what the lines read, and nothing else.
fn bare() -> Vec<u8> {
    let user: Value = serde_json::from_slice(&typical()).unwrap_or_default();
    let with = |list: &str, kind: &str, take: &str| -> Value {
        let items = user[list].as_array().into_iter().flatten();
        let item = items.filter(|item| item["type"] == kind).map(|item| &item[take]).next();
        json!([{"type": kind, take: item}])
    };
    let (name, enterprise) = (&user["name"], &user[ENTERPRISE]);
    json!({
        "userName": user["userName"],
        "name": {"givenName": name["givenName"], "familyName": name["familyName"]},
        "displayName": user["displayName"],
        "title": user["title"],
        "emails": with("emails", "work", "value"),
        "phoneNumbers": with("phoneNumbers", "mobile", "value"),
        "addresses": with("addresses", "work", "locality"),
        ENTERPRISE: {
            "employeeNumber": enterprise["employeeNumber"],
            "department": enterprise["department"],
            "costCenter": enterprise["costCenter"],
        },
    })
    .to_string()
    .into_bytes()
}

criterion_group!(benches, mapping);
criterion_main!(benches);
