//! Does one case again and again, for tools that count: `repeat CASE TIMES`.

use scimrules::{Rules, Scratch};
use scimrules_benches::{
    Decider, JUMPCLOUD, NO_SCRIPT, RULES, SCRIPT, changed, large, many_lines, rules, small, stream,
    typical, unchanged, wide, with_groups, with_unknown, with_wide,
};
use std::hint::black_box;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let case = arguments.next().unwrap_or_default();
    let times = arguments.next().and_then(|times| times.parse().ok()).unwrap_or(0);
    match case.as_str() {
        "small" => decide(&[small()], times),
        "typical" => decide(&[typical()], times),
        "large" => decide(&[large()], times),
        "stream-100" => decide(&stream(100), times),
        "unchanged" => decide(&[unchanged()], times),
        "changed" => decide(&[changed()], times),
        "explain" => explain(times),
        "script" => decide_by(SCRIPT, &[typical()], times),
        "no-script" => decide_by(NO_SCRIPT, &[typical()], times),
        "compile-work" => compile(RULES, times),
        "compile-jumpcloud" => compile(JUMPCLOUD, times),
        scaled => scale(scaled, times),
    }
}

/// Cases that grow: `payload-64000`, `groups-100`, `lines-2000`, `held-50`.
fn scale(case: &str, times: usize) {
    let grown = case.split_once('-').and_then(|(what, size)| Some((what, size.parse().ok()?)));
    let Some((what, size)) = grown else { panic!("there is no case `{case}`") };
    let (text, user) = match what {
        "payload" => (RULES.to_owned(), with_unknown(size)),
        "groups" => (RULES.to_owned(), with_groups(size as u64)),
        "lines" => (many_lines(size / 10, 10), typical()),
        "held" => (wide(), with_wide(size)),
        _ => panic!("there is no case `{case}`"),
    };
    decide_by(&text, &[user], times);
}

fn decide(requests: &[Vec<u8>], times: usize) {
    decide_by(RULES, requests, times);
}

fn decide_by(text: &str, requests: &[Vec<u8>], times: usize) {
    let mut decider = Decider::new(rules(text));
    for _ in 0..times {
        black_box(decider.decide_all(black_box(requests)));
    }
}

fn explain(times: usize) {
    let rules = rules(RULES);
    let (user, mut scratch) = (typical(), Scratch::new());
    for _ in 0..times {
        let explanation = rules.explain(&mut scratch, black_box(&user));
        black_box(explanation.map(|explanation| explanation.to_json()).is_ok());
    }
}

fn compile(text: &str, times: usize) {
    for _ in 0..times {
        black_box(Rules::compile(black_box(text)).is_ok());
    }
}
