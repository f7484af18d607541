//! The types written by hand, read and written by sonic-rs.

use harness::Peer;
use work::{User, decide};

struct Sonic;

impl Peer for Sonic {
    type Input = Vec<u8>;

    fn compile() -> Self {
        Sonic
    }

    fn take(user: Vec<u8>) -> Vec<u8> {
        user
    }

    fn decide(&mut self, user: &Vec<u8>, out: &mut Vec<u8>) {
        let user: User<'_> = sonic_rs::from_slice(user).expect("no user");
        sonic_rs::to_writer(out, &decide(&user)).expect("not written");
    }
}

fn main() {
    harness::main::<Sonic>();
}
