//! What every peer's program does: `check` writes a decision a line, `time` measures.
//!
//! It shares no dependency with a peer, so that it cannot change what a peer is built with. The
//! allocator is the system's (glibc malloc) for all. Times are the thread's processor time: what
//! other programs take away in between does not count.

use rustix::time::{ClockId, clock_gettime};
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::time::Duration;

/// A way to do the work.
pub trait Peer: Sized {
    /// A user as the peer takes it: bytes, or a value that the host has parsed already.
    type Input;

    /// Compiles the rules.
    fn compile() -> Self;

    /// Prepares a user; not measured.
    fn take(user: Vec<u8>) -> Self::Input;

    /// Decides and appends the decision as JSON; measured.
    fn decide(&mut self, user: &Self::Input, out: &mut Vec<u8>);
}

/// The program: `check FILE`, `time FILE MILLISECONDS`, `repeat FILE TIMES`, `compile TIMES`.
pub fn main<P: Peer>() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["check", file] => check::<P>(file),
        ["time", file, milliseconds] => println!("{}", time::<P>(file, number(milliseconds))),
        ["repeat", file, times] => repeat::<P>(file, number(times)),
        ["compile", times] => println!("{}", compile::<P>(number(times))),
        _ => {
            panic!("usage: check FILE | time FILE MILLISECONDS | repeat FILE TIMES | compile TIMES")
        }
    }
}

fn number(text: &str) -> u64 {
    text.parse().expect("a number is due")
}

fn users<P: Peer>(file: &str) -> Vec<P::Input> {
    let bytes = std::fs::read(file).expect("the users cannot be read");
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| P::take(line.to_vec())).collect()
}

fn check<P: Peer>(file: &str) {
    let mut peer = P::compile();
    let mut lines = BufWriter::new(std::io::stdout().lock());
    let mut out = Vec::new();
    for user in users::<P>(file) {
        out.clear();
        peer.decide(&user, &mut out);
        out.push(b'\n');
        lines.write_all(&out).expect("a decision cannot be written");
    }
}

/// Nanoseconds a user: the file is gone through again and again for so long, once before to warm up.
fn time<P: Peer>(file: &str, milliseconds: u64) -> f64 {
    let users = users::<P>(file);
    let mut peer = P::compile();
    let mut out = Vec::new();
    let enough = Duration::from_millis(milliseconds);
    pass(&mut peer, &users, &mut out);
    // The clock is read once for about a thousand users.
    let passes = 1_000usize.div_ceil(users.len());
    let (mut done, start) = (0, spent());
    loop {
        for _ in 0..passes {
            pass(&mut peer, &users, &mut out);
        }
        done += passes * users.len();
        let spent = spent() - start;
        if spent >= enough {
            return spent.as_nanos() as f64 / done as f64;
        }
    }
}

fn repeat<P: Peer>(file: &str, times: u64) {
    let users = users::<P>(file);
    let mut peer = P::compile();
    let mut out = Vec::new();
    for _ in 0..times {
        pass(&mut peer, &users, &mut out);
    }
}

fn pass<P: Peer>(peer: &mut P, users: &[P::Input], out: &mut Vec<u8>) {
    for user in users {
        out.clear();
        peer.decide(black_box(user), out);
        black_box(&out);
    }
}

/// Nanoseconds to compile the rules.
fn compile<P: Peer>(times: u64) -> f64 {
    black_box(P::compile());
    let start = spent();
    for _ in 0..times {
        black_box(P::compile());
    }
    (spent() - start).as_nanos() as f64 / times as f64
}

/// Processor time of this thread.
fn spent() -> Duration {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), now.tv_nsec as u32)
}
