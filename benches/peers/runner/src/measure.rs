//! Times in interleaved rounds, and what valgrind counts.

use crate::peers::{PEERS, Peer};
use crate::programs::{has, inputs, output, program, under_valgrind};

/// What was measured of a peer; times in nanoseconds.
pub(crate) struct Figures {
    /// A time a user for each input.
    pub(crate) times: Vec<f64>,
    pub(crate) compile: f64,
    /// For the typical user; `None` without valgrind.
    pub(crate) instructions: Option<u64>,
    pub(crate) allocations: Option<u64>,
}

/// Measures all peers by turns, so that what else the machine does meets all of them alike.
pub(crate) fn measure(names: &[&str], rounds: usize, milliseconds: u64) -> Vec<Figures> {
    let mut times = vec![vec![Vec::new(); names.len()]; PEERS.len()];
    let mut compiles = vec![Vec::new(); PEERS.len()];
    for round in 1..=rounds {
        eprintln!("round {round} of {rounds}");
        for (at, name) in names.iter().enumerate() {
            for (peer, times) in PEERS.iter().zip(&mut times) {
                times[at].push(time(peer, name, milliseconds));
            }
        }
        for (peer, compiles) in PEERS.iter().zip(&mut compiles) {
            compiles.push(compile(peer));
        }
    }
    let counted = has("valgrind");
    PEERS
        .iter()
        .zip(times)
        .zip(compiles)
        .map(|((peer, times), compile)| Figures {
            times: times.into_iter().map(median).collect(),
            compile: median(compile),
            instructions: counted.then(|| one_more(peer, "callgrind", "Collected : ")),
            allocations: counted.then(|| one_more(peer, "memcheck", "total heap usage: ")),
        })
        .collect()
}

fn time(peer: &Peer, name: &str, milliseconds: u64) -> f64 {
    let mut command = program(peer);
    command.arg("time").arg(inputs().join(name)).arg(milliseconds.to_string());
    number(&output(command).0)
}

fn compile(peer: &Peer) -> f64 {
    let mut command = program(peer);
    command.args(["compile", "20"]);
    number(&output(command).0)
}

fn number(text: &str) -> f64 {
    text.trim().parse().expect("a time is no number")
}

/// What a tool counts for one more decision about the typical user.
fn one_more(peer: &Peer, tool: &str, label: &str) -> u64 {
    const FEW: u64 = 20;
    const MANY: u64 = 120;
    let count = |times: u64| {
        let mut command = under_valgrind(peer, tool);
        command.arg("repeat").arg(inputs().join("typical")).arg(times.to_string());
        let (_, report) = output(command);
        let figure = report.split_once(label).map(|(_, rest)| rest).unwrap_or_default();
        let figure = figure.split_whitespace().next().unwrap_or_default().replace(',', "");
        figure.parse::<u64>().expect("valgrind says no figure")
    };
    count(MANY).saturating_sub(count(FEW)) / (MANY - FEW)
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    let middle = all.len() / 2;
    if all.len() % 2 == 1 { all[middle] } else { (all[middle - 1] + all[middle]) / 2.0 }
}
