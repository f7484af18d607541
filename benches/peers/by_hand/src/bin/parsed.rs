//! Written by hand over a `serde_json::Value` that the host has parsed already.

use harness::Peer;
use serde_json::Value;

struct Parsed;

impl Peer for Parsed {
    type Input = Value;

    fn compile() -> Self {
        Parsed
    }

    fn take(user: Vec<u8>) -> Value {
        serde_json::from_slice(&user).expect("no user")
    }

    fn decide(&mut self, user: &Value, out: &mut Vec<u8>) {
        serde_json::to_writer(out, &by_hand::decide(user)).expect("not written");
    }
}

fn main() {
    harness::main::<Parsed>();
}
