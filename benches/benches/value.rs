//! A user that the host has parsed already, as a `serde_json::Value`.

use criterion::{Criterion, criterion_group, criterion_main};
use scimrules::{Scratch, SerdeValue};
use scimrules_benches::{RULES, large, rules, small, typical};
use serde_json::Value;
use std::hint::black_box;

fn value(criterion: &mut Criterion) {
    let rules = rules(RULES);
    let mut scratch = Scratch::new();
    let mut out = Vec::new();
    let mut group = criterion.benchmark_group("value");
    for (name, user) in [("small", small()), ("typical", typical()), ("large", large())] {
        let user: Value = match serde_json::from_slice(&user) {
            Ok(user) => user,
            Err(error) => panic!("{error}"),
        };
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                out.clear();
                let user = black_box(&user);
                let decision = rules.decide_from(&mut scratch, &SerdeValue(|| user));
                decision.map(|decision| decision.write_json(&mut out)).is_ok()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, value);
criterion_main!(benches);
