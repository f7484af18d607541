//! Decisions about an account that exists: events, changes, deletes.

use criterion::{Criterion, criterion_group, criterion_main};
use scimrules_benches::{
    Decider, RULES, changed, created, deactivated, deleted, rules, unchanged, without_record,
};
use std::hint::black_box;

fn current(criterion: &mut Criterion) {
    let mut decider = Decider::new(rules(RULES));
    let mut group = criterion.benchmark_group("current");
    for (name, request) in [
        ("none", created()),
        ("without record", without_record()),
        ("unchanged", unchanged()),
        ("changed", changed()),
        ("deactivate", deactivated()),
        ("delete", deleted()),
    ] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| decider.decide(black_box(&request)).len());
        });
    }
    group.finish();
}

criterion_group!(benches, current);
criterion_main!(benches);
