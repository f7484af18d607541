//! `decide` and `explain`: forms of input, order, errors in their place.

mod host;

use host::{command, run, run_with};
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn logins(text: &str) -> Vec<String> {
    let login = |value: Value| value["record"]["login"].as_str().unwrap_or("-").to_owned();
    lines(text).into_iter().map(login).collect()
}

const TWO: [&str; 2] = [r#"{"userName": "a@example.com"}"#, r#"{"userName": "b@example.com"}"#];

#[test]
fn every_form_of_input_gives_the_same() {
    let [a, b] = TWO;
    let pretty = |text| format!("{:#}", serde_json::from_str::<Value>(text).unwrap());
    let list = format!(r#"{{"totalResults": 2, "Resources": [{a}, {b}], "startIndex": 1}}"#);
    let forms = [
        format!("{a}\n{b}\n"),
        format!("\u{FEFF}{a}\r\n\r\n{b}\r\n"),
        format!("[{a},{b}]"),
        pretty(&format!("[{a},{b}]")),
        list.clone(),
        pretty(&list),
        format!("{}\n{}\n", pretty(a), pretty(b)),
    ];
    for form in forms {
        let run = run_with(&["decide", "store.rules"], form.clone());
        assert_eq!(run.status, 0, "{form}: {run:?}");
        assert_eq!(logins(&run.out), ["a@example.com", "b@example.com"], "{form}");
        // Limits are not judged here, which is said once.
        assert_eq!(run.err.matches("W0804").count(), 1, "{}", run.err);
    }
}

#[test]
fn errors_stand_in_their_place() {
    let [a, b] = TWO;
    let run = run_with(&["decide", "store.rules"], format!("{a}\n{{\"user\n[]\n\n{b}\n"));
    assert_eq!(run.status, 1);
    let found = lines(&run.out);
    assert_eq!(logins(&run.out), ["a@example.com", "-", "-", "b@example.com"]);
    for (at, line) in [(1, 2), (2, 3)] {
        assert_eq!(found[at]["line"], line);
        assert_eq!(found[at]["error"]["code"], "E0901");
        assert!(!found[at]["error"]["message"].as_str().unwrap().is_empty());
    }
}

#[test]
fn a_line_that_is_too_long_is_an_error_and_the_rest_go_on() {
    let [a, b] = TWO;
    let long = format!(r#"{{"userName": "{}"}}"#, "x".repeat(17 << 20));
    let run = run_with(&["decide", "store.rules"], format!("{a}\n{long}\n{b}\n"));
    assert_eq!(run.status, 1);
    assert_eq!(logins(&run.out), ["a@example.com", "-", "b@example.com"]);
    assert_eq!(lines(&run.out)[1]["error"]["code"], "E0902");
}

#[test]
fn an_array_that_ends_early_is_told() {
    let run = run_with(&["decide", "store.rules"], format!("[{},", TWO[0]));
    assert_eq!(run.status, 1);
    assert_eq!(logins(&run.out), ["a@example.com", "-"]);
}

#[test]
fn the_order_is_kept_with_any_number_of_threads() {
    let input: String = (0..20_000)
        .map(|number| format!("{{\"userName\": \"u{number}@example.com\"}}\n"))
        .collect();
    let expected: Vec<String> =
        (0..20_000).map(|number| format!("u{number}@example.com")).collect();
    for threads in ["1", "2", "5"] {
        let run = run_with(&["decide", "store.rules", "--threads", threads], input.clone());
        assert_eq!(run.status, 0);
        assert_eq!(logins(&run.out), expected, "{threads} threads");
    }
}

#[test]
fn an_answer_does_not_wait_for_more_input() {
    for threads in ["1", "2"] {
        let mut child = command(&["decide", "store.rules", "--threads", threads])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        for user in TWO {
            writeln!(stdin, "{user}").unwrap();
            let mut answer = String::new();
            out.read_line(&mut answer).unwrap();
            assert!(answer.contains("create"), "{answer}");
        }
        drop(stdin);
        assert!(child.wait().unwrap().success());
    }
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    for threads in ["1", "2"] {
        let mut child = command(&["decide", "store.rules", "--threads", threads])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut stdin = child.stdin.take().unwrap();
        while writeln!(stdin, "{}", TWO[0]).is_ok() {}
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(told.lines().count(), 1, "only the warning about limits: {told}");
    }
}

#[test]
fn what_requests_lack_is_completed() {
    let user = r#"{"userName": "a@other.example"}"#;
    let own = r#"{"user": {"userName": "b@example.com"}, "params": {"domain": "example.com"}}"#;
    let params = r#"{"domain": "other.example"}"#;
    let misspelt = ["decide", "store.rules", "--params", r#"{"domian": "x"}"#];
    let warned = run_with(&misspelt, own);
    let warning = "warning: the rules declare no parameter `domian`; did you mean `domain`?";
    assert!(warned.status == 0 && warned.err.contains(warning), "{warned:?}");
    let arguments = ["decide", "store.rules", "--params", params];
    let run = run_with(&arguments, format!("{user}\n{own}\n"));
    assert_eq!(logins(&run.out), ["a@other.example", "b@example.com"]);

    let run =
        run_with(&["decide", "store.rules", "--operation", "delete"], r#"{"current": "active"}"#);
    // Without a user it cannot be told whether the account is protected.
    assert_eq!(lines(&run.out)[0]["action"], "reject", "{run:?}");
    assert_eq!(host::run_with(&["decide", "store.rules", "--now", "noon"], "").status, 2);
}

#[test]
fn the_clock_is_the_systems_unless_given() {
    let rules = host::folder("clock").join("clock.rules");
    std::fs::write(&rules, "map { day = today() }\n").unwrap();
    let rules = rules.to_str().unwrap();
    let run = run_with(&["decide", rules], TWO[0]);
    assert!(run.out.contains(r#""day":"2"#), "{run:?}");
    let run = run_with(&["decide", rules, "--now", "2026-01-31T09:00:00Z"], TWO[0]);
    assert!(run.out.contains(r#""day":"2026-01-31"#), "{run:?}");
}

#[test]
fn unusable_input_is_status_2() {
    let missing = run(&["decide", "store.rules", "missing.ndjson"]);
    assert_eq!((missing.status, missing.out.as_str()), (2, ""));
    assert!(missing.err.contains("`missing.ndjson` cannot be read: there is no such file"));
    assert_eq!(run(&["decide", "missing.rules"]).status, 2);
    assert_eq!(run(&["decide", "users.ndjson"]).status, 2);
    assert_eq!(run(&["decide"]).status, 2);
    assert_eq!(run(&["decide", "store.rules", "."]).status, 2);
    assert_eq!(run_with(&["decide", "store.rules"], *b"\xFF\xFE{\0}\0").status, 2);
}

#[test]
fn several_files_say_which_one() {
    let run = run(&["decide", "store.rules", "users.ndjson", "users.ndjson"]);
    let found = lines(&run.out);
    assert_eq!((run.status, found.len()), (1, 18));
    assert_eq!((&found[3]["file"], &found[3]["line"]), (&"users.ndjson".into(), &4.into()));
}

#[test]
fn explanations_for_people_and_programs() {
    let all = run(&["explain", "store.rules", "users.ndjson"]);
    assert_eq!(all.status, 1);
    assert!(all.out.starts_with("line 1: ada@example.com\ncreate (event: create)"), "{}", all.out);
    assert!(all.out.contains("line 4\nerror E0901: "), "{}", all.out);
    assert!(!all.out.contains("pw-one") && !all.out.contains('\x1b'));

    let one = run(&["explain", "store.rules", "users.ndjson", "--user", "BOB@example.com"]);
    assert_eq!((one.status, one.out.matches("\nline ").count()), (0, 0), "{one:?}");
    let json = run(&["explain", "store.rules", "users.ndjson", "--line", "2", "--json"]);
    assert_eq!(lines(&json.out)[0]["decision"]["action"], "deactivate", "{json:?}");
    let none = run(&["explain", "store.rules", "users.ndjson", "--user", "nobody"]);
    assert_eq!((none.status, none.out.as_str()), (1, ""));
    let colours = run(&["explain", "store.rules", "users.ndjson", "--color", "always"]);
    assert!(colours.out.contains('\x1b'));
}
