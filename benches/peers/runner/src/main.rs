//! Builds the peers, checks that all of them decide alike, measures them, and writes the table and
//! the plot. `check` as argument stops before the measuring; a number is the number of rounds.
//! `inputs FOLDER` only writes the inputs and our decisions there, for peers in other languages.

mod check;
mod measure;
mod page;
mod peers;
mod plot;
mod programs;

use peers::{OURS, PEERS};
use std::path::Path;

const INPUTS: [&str; 4] = ["small", "typical", "large", "stream"];
const ROUNDS: usize = 9;
const MILLISECONDS: u64 = 150;

fn main() {
    let argument = std::env::args().nth(1);
    if argument.as_deref() == Some("inputs") {
        let folder = std::env::args().nth(2).expect("a folder is due");
        programs::build(&[OURS]);
        return write_expected(folder.as_ref());
    }
    programs::build(PEERS);
    write_inputs(&programs::inputs());
    check::check(&INPUTS);
    if argument.as_deref() == Some("check") {
        return;
    }
    let rounds = argument.map_or(ROUNDS, |text| text.parse().expect("a number of rounds is due"));
    let figures = measure::measure(&INPUTS, rounds, MILLISECONDS);
    let table = page::table(&INPUTS, rounds, &figures);
    println!("{table}");
    page::put(&table);
    let plot = plot::plot(&INPUTS, [1, 3], &figures);
    std::fs::write(programs::workspace().join("../peers.svg"), plot).expect("no plot");
}

/// The inputs, and beside each what we decide.
fn write_expected(folder: &Path) {
    write_inputs(folder);
    for name in INPUTS {
        let users = folder.join(name);
        let decisions = programs::output(programs::check(&OURS, &users)).0;
        std::fs::write(folder.join(format!("{name}.expected")), decisions).expect("not written");
    }
}

fn write_inputs(folder: &Path) {
    use scimrules_benches::{STREAM_USERS, large, small, stream, typical};
    std::fs::create_dir_all(folder).expect("no folder for inputs");
    let users = [vec![small()], vec![typical()], vec![large()], stream(STREAM_USERS)];
    for (name, users) in INPUTS.iter().zip(users) {
        let lines = users.join(&b'\n');
        std::fs::write(folder.join(name), lines).expect("an input is not written");
    }
}
