//! The stream on one thread and on two: rules are shared, each thread has memory of its own.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use scimrules_benches::{Decider, RULES, STREAM_USERS, rules, stream};
use std::hint::black_box;

fn threads(criterion: &mut Criterion) {
    let rules = rules(RULES);
    let users = stream(STREAM_USERS);
    let mut group = criterion.benchmark_group("threads");
    group.throughput(Throughput::Elements(users.len() as u64));
    group.sample_size(20);
    for threads in [1, 2] {
        let mut deciders: Vec<Decider> =
            (0..threads).map(|_| Decider::new(rules.clone())).collect();
        group.bench_function(threads.to_string(), |bencher| {
            bencher.iter(|| decide_all(&mut deciders, black_box(&users)));
        });
    }
    group.finish();
}

fn decide_all(deciders: &mut [Decider], users: &[Vec<u8>]) -> usize {
    let share = users.len().div_ceil(deciders.len());
    std::thread::scope(|scope| {
        let running: Vec<_> = deciders
            .iter_mut()
            .zip(users.chunks(share))
            .map(|(decider, users)| scope.spawn(move || decider.decide_all(users)))
            .collect();
        running.into_iter().map(|thread| thread.join().unwrap_or(0)).sum()
    })
}

criterion_group!(benches, threads);
criterion_main!(benches);
