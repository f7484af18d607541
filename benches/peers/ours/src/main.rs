//! scimrules: the reference that every other output is compared with.

use harness::Peer;
use scimrules::{Rules, Scratch};

struct Ours {
    rules: Rules,
    scratch: Scratch,
}

impl Peer for Ours {
    type Input = Vec<u8>;

    fn compile() -> Self {
        let text = include_str!("../../../work/mapping.rules");
        let rules = Rules::compile(text).expect("the rules do not compile");
        Ours { rules, scratch: Scratch::new() }
    }

    fn take(user: Vec<u8>) -> Vec<u8> {
        user
    }

    fn decide(&mut self, user: &Vec<u8>, out: &mut Vec<u8>) {
        self.rules.decide(&mut self.scratch, user).expect("no request").write_json(out);
    }
}

fn main() {
    harness::main::<Ours>();
}
