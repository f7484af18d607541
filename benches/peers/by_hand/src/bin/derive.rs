//! Written by hand with serde's derive and serde_json: the yardstick.

use harness::Peer;
use work::{User, decide};

struct Derive;

impl Peer for Derive {
    type Input = Vec<u8>;

    fn compile() -> Self {
        Derive
    }

    fn take(user: Vec<u8>) -> Vec<u8> {
        user
    }

    fn decide(&mut self, user: &Vec<u8>, out: &mut Vec<u8>) {
        let user: User<'_> = serde_json::from_slice(user).expect("no user");
        serde_json::to_writer(out, &decide(&user)).expect("not written");
    }
}

fn main() {
    harness::main::<Derive>();
}
