//! Nothing is measured before every peer gives the same decision for every user.

use crate::peers::{OURS, PEERS, Peer};
use crate::programs::{self, inputs, output};
use serde_json::Value;

/// Ends the run at the first difference.
pub(crate) fn check(names: &[&str]) {
    for name in names {
        let users = std::fs::read_to_string(inputs().join(name)).expect("no inputs");
        let expected = decisions(&OURS, name);
        assert_eq!(expected.len(), users.lines().count(), "{name}: a decision is missing");
        for peer in PEERS {
            let given = decisions(peer, name);
            assert_eq!(given.len(), expected.len(), "{}: not a decision a line", peer.name);
            for ((user, expected), given) in users.lines().zip(&expected).zip(&given) {
                assert!(
                    expected == given,
                    "{} differs\nuser:     {user}\nexpected: {expected}\ngiven:    {given}",
                    peer.name
                );
            }
            eprintln!("{name}: {} decisions of {} are the same", given.len(), peer.name);
        }
    }
}

fn decisions(peer: &Peer, name: &str) -> Vec<Value> {
    let parse = |line| serde_json::from_str(line).expect("a decision is no JSON");
    output(programs::check(peer, &inputs().join(name))).0.lines().map(parse).collect()
}
