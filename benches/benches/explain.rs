//! Explanations, next to the bare decision.

use criterion::{Criterion, criterion_group, criterion_main};
use scimrules::Scratch;
use scimrules_benches::{RULES, bent, large, rules, typical};
use std::hint::black_box;

fn explain(criterion: &mut Criterion) {
    let rules = rules(RULES);
    let mut scratch = Scratch::new();
    let mut group = criterion.benchmark_group("explain");
    for (name, user) in [("typical", typical()), ("large", large()), ("bent", bent())] {
        group.bench_function(format!("{name}/decision"), |bencher| {
            bencher.iter(|| rules.decide(&mut scratch, black_box(&user)).map(|it| it.to_json()));
        });
        group.bench_function(format!("{name}/json"), |bencher| {
            bencher.iter(|| rules.explain(&mut scratch, black_box(&user)).map(|it| it.to_json()));
        });
        group.bench_function(format!("{name}/text"), |bencher| {
            bencher.iter(|| rules.explain(&mut scratch, black_box(&user)).map(|it| it.to_text()));
        });
    }
    group.finish();
}

criterion_group!(benches, explain);
criterion_main!(benches);
