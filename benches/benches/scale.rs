//! How the cost grows: with the payload, with the groups, with the rules.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use scimrules_benches::{Decider, RULES, many_lines, rules, typical, with_groups, with_unknown};
use std::hint::black_box;

fn payload(criterion: &mut Criterion) {
    let mut decider = Decider::new(rules(RULES));
    let mut group = criterion.benchmark_group("scale/payload bytes");
    for bytes in [4_000, 16_000, 64_000, 256_000, 1_024_000] {
        let user = with_unknown(bytes);
        group.throughput(Throughput::Bytes(bytes as u64));
        group.bench_with_input(BenchmarkId::from_parameter(bytes), &user, |bencher, user| {
            bencher.iter(|| decider.decide(black_box(user)).len());
        });
    }
    group.finish();
}

fn groups(criterion: &mut Criterion) {
    let mut decider = Decider::new(rules(RULES));
    let mut group = criterion.benchmark_group("scale/groups");
    for groups in [1, 10, 100, 1_000, 10_000] {
        let user = with_groups(groups);
        group.throughput(Throughput::Elements(groups));
        group.bench_with_input(BenchmarkId::from_parameter(groups), &user, |bencher, user| {
            bencher.iter(|| decider.decide(black_box(user)).len());
        });
    }
    group.finish();
}

fn lines(criterion: &mut Criterion) {
    let user = typical();
    let mut group = criterion.benchmark_group("scale/lines");
    for (fields, lines) in [(10, 1), (50, 1), (200, 1), (200, 5), (200, 10)] {
        let mut decider = Decider::new(rules(&many_lines(fields, lines)));
        group.throughput(Throughput::Elements((fields * lines) as u64));
        let name = BenchmarkId::new(format!("{fields} fields"), fields * lines);
        group.bench_with_input(name, &user, |bencher, user| {
            bencher.iter(|| decider.decide(black_box(user)).len());
        });
    }
    group.finish();
}

criterion_group!(benches, payload, groups, lines);
criterion_main!(benches);
