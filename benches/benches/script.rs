//! What a call of a script costs: the same field with a function of ours, and with one in Rhai.

use criterion::{Criterion, criterion_group, criterion_main};
use scimrules_benches::{Decider, NO_SCRIPT, SCRIPT, rules, typical};
use std::hint::black_box;

const LINES: &[(&str, &str)] = &[
    ("without", NO_SCRIPT),
    ("with", SCRIPT),
    (
        "with a loop",
        r#"script """
             fn initials(text) {
                 let out = "";
                 for word in text.split(" ") { out += word.sub_string(0, 1); }
                 out
             }
           """
           map { login = lower(initials(displayName)) }"#,
    ),
];

fn script(criterion: &mut Criterion) {
    let user = typical();
    let mut group = criterion.benchmark_group("script");
    for (name, text) in LINES {
        let mut decider = Decider::new(rules(text));
        let decision = decider.decide(&user);
        let given = decision.windows(9).any(|part| part == br#"{"login":"#);
        assert!(given, "{name}: {}", String::from_utf8_lossy(decision));
        group.bench_function(*name, |bencher| {
            bencher.iter(|| decider.decide(black_box(&user)).len());
        });
    }
    group.finish();
}

criterion_group!(benches, script);
criterion_main!(benches);
