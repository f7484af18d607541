//! Bytes in, decision bytes out: the work, on each input.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use scimrules_benches::{Decider, RULES, STREAM_USERS, bent, large, rules, small, stream, typical};
use std::hint::black_box;

fn bytes(criterion: &mut Criterion) {
    let mut decider = Decider::new(rules(RULES));
    let mut group = criterion.benchmark_group("bytes");
    for (name, user) in
        [("small", small()), ("typical", typical()), ("large", large()), ("bent", bent())]
    {
        group.throughput(Throughput::Bytes(user.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| decider.decide(black_box(&user)).len());
        });
    }
    // One document again and again flatters the branch predictor; a stream does not.
    let users = stream(STREAM_USERS);
    group.throughput(Throughput::Elements(users.len() as u64));
    group.sample_size(20);
    group.bench_function("stream", |bencher| {
        bencher.iter(|| decider.decide_all(black_box(&users)));
    });
    group.finish();
}

criterion_group!(benches, bytes);
criterion_main!(benches);
