//! Builds the peers, checks that all of them decide alike, measures them, and writes the table and
//! the plot. `check` as argument stops before the measuring; a number is the number of rounds.

mod check;
mod measure;
mod page;
mod peers;
mod plot;
mod programs;

const INPUTS: [&str; 4] = ["small", "typical", "large", "stream"];
const ROUNDS: usize = 9;
const MILLISECONDS: u64 = 150;

fn main() {
    let argument = std::env::args().nth(1);
    programs::build();
    write_inputs();
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

fn write_inputs() {
    use scimrules_benches::{STREAM_USERS, large, small, stream, typical};
    std::fs::create_dir_all(programs::inputs()).expect("no folder for inputs");
    let users = [vec![small()], vec![typical()], vec![large()], stream(STREAM_USERS)];
    for (name, users) in INPUTS.iter().zip(users) {
        let lines = users.join(&b'\n');
        std::fs::write(programs::inputs().join(name), lines).expect("an input is not written");
    }
}
