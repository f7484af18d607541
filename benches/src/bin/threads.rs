//! The stream on one thread and on two, by turns: `threads [ROUNDS]`. Rules are shared, each thread has
//! memory of its own. Shown is the fastest round of each by the clock, as the others were disturbed.

use scimrules_benches::{Decider, RULES, STREAM_USERS, rules, stream};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How often a round goes through the stream: long enough for the system to part the threads.
const PASSES: usize = 10;

fn main() {
    let rounds = std::env::args().nth(1).and_then(|rounds| rounds.parse().ok()).unwrap_or(20);
    let rules = rules(RULES);
    let users = stream(STREAM_USERS);
    let mut deciders = [Decider::new(rules.clone()), Decider::new(rules)];
    let mut fastest = [Duration::MAX; 2];
    for _ in 0..rounds {
        for (threads, fastest) in [1, 2].into_iter().zip(&mut fastest) {
            let start = Instant::now();
            decide_all(&mut deciders[..threads], black_box(&users));
            *fastest = start.elapsed().min(*fastest);
        }
    }
    let [one, two] = fastest.map(|time| time.as_nanos() as f64 / (PASSES * users.len()) as f64);
    println!("one thread {one:.0} ns a user, two threads {two:.0}: {:.2} times as fast", one / two);
}

fn decide_all(deciders: &mut [Decider], users: &[Vec<u8>]) {
    let share = users.len().div_ceil(deciders.len());
    std::thread::scope(|scope| {
        for (decider, users) in deciders.iter_mut().zip(users.chunks(share)) {
            scope.spawn(|| (0..PASSES).for_each(|_| _ = black_box(decider.decide_all(users))));
        }
    });
}
