//! Compiling: text to rules that are ready.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use scimrules::Rules;
use scimrules_benches::{JUMPCLOUD, RULES, jumpcloud_without_script, many_lines};
use std::hint::black_box;

fn compile(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("compile");
    for (name, text) in [
        ("the work", RULES.to_owned()),
        ("jumpcloud", JUMPCLOUD.to_owned()),
        ("jumpcloud without its script", jumpcloud_without_script()),
        ("2,000 lines", many_lines(200, 10)),
    ] {
        assert!(Rules::compile(&text).is_ok(), "{name} does not compile");
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| Rules::compile(black_box(&text)).is_ok());
        });
    }
    group.finish();
}

criterion_group!(benches, compile);
criterion_main!(benches);
