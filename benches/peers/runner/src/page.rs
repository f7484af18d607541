//! The table, put between its markers in `benches/README.md`.

use crate::measure::Figures;
use crate::peers::{PEERS, Peer, YARDSTICK};
use crate::programs::workspace;
use std::fmt::Write;

/// The figures of what ratios are of.
pub(crate) fn yardstick(figures: &[Figures]) -> &Figures {
    let at = PEERS.iter().position(|peer| peer.program == YARDSTICK.program);
    &figures[at.expect("the yardstick is a peer")]
}

/// The table; columns of times follow `names`.
pub(crate) fn table(names: &[&str], rounds: usize, figures: &[Figures]) -> String {
    let mut out = String::new();
    let yardstick = yardstick(figures);
    let columns: String = names.iter().map(|name| format!(" {name} ns | × by hand |")).collect();
    let _ = writeln!(out, "| |{columns} instructions | allocations | compile µs |");
    let _ = writeln!(out, "|---|{}--:|--:|--:|", "--:|--:|".repeat(names.len()));
    for (peer, figures) in PEERS.iter().zip(figures) {
        let version = peer.crate_name.map(|name| format!(" {}", version(name)));
        let _ = write!(out, "| {}{} |", peer.name, version.unwrap_or_default());
        for (time, of) in figures.times.iter().zip(&yardstick.times) {
            let _ = write!(out, " {} | {} |", grouped(time.round() as u64), ratio(time / of));
        }
        let count = |count: Option<u64>| count.map_or("not counted".to_owned(), grouped);
        let _ = writeln!(
            out,
            " {} | {} | {} |",
            count(figures.instructions),
            count(figures.allocations),
            compile(peer, figures.compile)
        );
    }
    let _ = writeln!(
        out,
        "\nMedians of {rounds} rounds, all peers by turns in each, on {}; {}. Instructions and allocations \
         are those of one more decision about the typical user, counted by valgrind.",
        machine(),
        rustc()
    );
    out
}

/// What is written by hand has nothing to compile.
fn compile(peer: &Peer, nanoseconds: f64) -> String {
    match peer.package {
        "by_hand" | "sonic" => "-".to_owned(),
        _ => format!("{:.0}", nanoseconds / 1_000.0),
    }
}

pub(crate) fn ratio(ratio: f64) -> String {
    if ratio < 10.0 { format!("{ratio:.2}") } else { format!("{ratio:.0}") }
}

/// 12345 as 12,345.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The version of a crate in the lock file.
fn version(name: &str) -> String {
    let lock = std::fs::read_to_string(workspace().join("Cargo.lock")).expect("no lock file");
    let package = format!("name = \"{name}\"\nversion = \"");
    let found = lock.split_once(&package).and_then(|(_, rest)| rest.split_once('"'));
    found.map(|(version, _)| version.to_owned()).expect("a crate is not in the lock file")
}

fn machine() -> String {
    let about = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = about.lines().find_map(|line| line.strip_prefix("model name\t: "));
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("?").to_owned();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{} ({cores} cores, load {load} at the end)", model.unwrap_or("an unknown processor"))
}

fn rustc() -> String {
    let version = std::process::Command::new("rustc").arg("--version").output();
    let text = version.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    text.unwrap_or_else(|_| "rustc unknown".to_owned())
}

/// Puts the text between the markers of the page.
pub(crate) fn put(text: &str) {
    let path = workspace().join("../README.md");
    let page = std::fs::read_to_string(&path).expect("no page");
    let (begin, end) = ("<!-- peers: begin -->\n", "<!-- peers: end -->");
    let (before, rest) = page.split_once(begin).expect("the page has no marker");
    let (_, after) = rest.split_once(end).expect("the page has no end marker");
    std::fs::write(&path, format!("{before}{begin}{text}{end}{after}")).expect("not written");
}
