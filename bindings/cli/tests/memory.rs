//! Streams of any length need the same memory.
#![cfg(target_os = "linux")]

mod host;

use std::fs::read_to_string;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use std::thread;

/// The most memory that a process had so far, in KiB.
fn peak(process: u32) -> u64 {
    let status = read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Decides so many users of a stream; the memory that it took.
fn memory(users: usize, array: bool) -> u64 {
    let mut child = host::command(&["decide", "store.rules", "--threads", "2"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let (closing, separator) = if array { ("]", ",") } else { ("", "\n") };
    let writer = thread::spawn(move || {
        let title = "t".repeat(300);
        if array {
            write!(stdin, "[").unwrap();
        }
        for number in 0..users {
            let separator = if number == 0 { "" } else { separator };
            let user = format!(r#"{{"userName": "u{number}@example.com", "title": "{title}"}}"#);
            write!(stdin, "{separator}{user}").unwrap();
        }
        // The rest keeps the process alive until its memory was looked at.
        stdin
    });
    // The last of an NDJSON stream is answered once its line ends.
    let expected = if array { users } else { users - 1 };
    for _ in 0..expected {
        out.skip_until(b'\n').unwrap();
    }
    let found = peak(child.id());
    let mut stdin = writer.join().unwrap();
    stdin.write_all(closing.as_bytes()).unwrap();
    drop(stdin);
    assert_eq!(out.lines().count(), users - expected);
    assert!(child.wait().unwrap().success());
    found
}

#[test]
fn memory_does_not_grow_with_the_input() {
    for array in [false, true] {
        let found = memory(200_000, array);
        assert!(found < 64 << 10, "{found} KiB for 70 MB of input");
    }
}
