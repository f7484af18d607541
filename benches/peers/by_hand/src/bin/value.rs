//! Written by hand over a `serde_json::Value`.

use harness::Peer;
use serde_json::Value;

struct Tree;

impl Peer for Tree {
    type Input = Vec<u8>;

    fn compile() -> Self {
        Tree
    }

    fn take(user: Vec<u8>) -> Vec<u8> {
        user
    }

    fn decide(&mut self, user: &Vec<u8>, out: &mut Vec<u8>) {
        let user: Value = serde_json::from_slice(user).expect("no user");
        serde_json::to_writer(out, &by_hand::decide(&user)).expect("not written");
    }
}

fn main() {
    harness::main::<Tree>();
}
