//! Building the programs and running them.

use crate::peers::Peer;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the peers' workspace is.
pub(crate) fn workspace() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => folder.into(),
        None => workspace().join("target"),
    }
}

/// Where the inputs are written.
pub(crate) fn inputs() -> PathBuf {
    target().join("inputs")
}

/// Builds each package apart: a common build would unify the features of serde_json.
pub(crate) fn build(peers: &[Peer]) {
    let mut packages: Vec<&str> = peers.iter().map(|peer| peer.package).collect();
    packages.sort_unstable();
    packages.dedup();
    for package in packages {
        eprintln!("building {package}");
        let mut command = Command::new("cargo");
        command.args(["build", "--quiet", "--release", "--package", package]);
        let status = command.current_dir(workspace()).status().expect("cargo does not run");
        assert!(status.success(), "`{package}` does not build");
    }
}

/// A command for the peer's program, on one processor where that can be had.
pub(crate) fn program(peer: &Peer) -> Command {
    let program = target().join("release").join(peer.program);
    if !has("taskset") {
        return Command::new(program);
    }
    let mut command = Command::new("taskset");
    command.args(["--cpu-list", "0"]).arg(program);
    command
}

/// The peer's program, to print a decision a line.
pub(crate) fn check(peer: &Peer, users: &Path) -> Command {
    let mut command = program(peer);
    command.arg("check").arg(users);
    command
}

/// The peer's program under valgrind.
pub(crate) fn under_valgrind(peer: &Peer, tool: &str) -> Command {
    let mut command = Command::new("valgrind");
    command.arg(format!("--tool={tool}"));
    if tool == "callgrind" {
        command.arg("--callgrind-out-file=/dev/null");
    }
    command.arg(target().join("release").join(peer.program));
    command
}

/// The tool is on this machine.
pub(crate) fn has(tool: &str) -> bool {
    Command::new(tool).arg("--version").output().is_ok()
}

/// What a command printed; anything but success ends the run.
pub(crate) fn output(mut command: Command) -> (String, String) {
    let output = command.output().expect("a program does not run");
    let text = |bytes| String::from_utf8(bytes).expect("a program wrote no UTF-8");
    let (out, errors) = (text(output.stdout), text(output.stderr));
    assert!(output.status.success(), "{command:?} failed:\n{errors}");
    (out, errors)
}
