//! Bytes to bytes, as a host does it.

use scimrules::{Rules, Scratch};

/// One thread's rules and memory: everything is used again, as a host would.
pub struct Decider {
    rules: Rules,
    scratch: Scratch,
    out: Vec<u8>,
}

impl Decider {
    /// Takes over compiled rules.
    pub fn new(rules: Rules) -> Self {
        Decider { rules, scratch: Scratch::new(), out: Vec::new() }
    }

    /// Decides a request and writes the decision as JSON.
    pub fn decide(&mut self, request: &[u8]) -> &[u8] {
        self.out.clear();
        match self.rules.decide(&mut self.scratch, request) {
            Ok(decision) => decision.write_json(&mut self.out),
            Err(error) => panic!("{error}"),
        }
        &self.out
    }

    /// Decides all of them; gives the bytes written.
    pub fn decide_all(&mut self, requests: &[Vec<u8>]) -> usize {
        requests.iter().map(|request| self.decide(request).len()).sum()
    }
}
