//! `check`, `test` and `fmt`.

mod host;

use host::{check_golden, command, folder, run, run_with};
use serde_json::Value;
use std::fs;

const BROKEN: &str = "map {\n  login = usrName\n}\n";

#[test]
fn check_shows_what_it_finds() {
    let broken = run_with(&["check", "-"], BROKEN);
    assert_eq!(broken.status, 1);
    check_golden("check.txt", &broken.out);

    let fine = run(&["check", "store.rules", "old.rules"]);
    assert_eq!(fine.status, 0, "{fine:?}");
    assert!(fine.out.contains("2 files checked: "));
    let warned = run(&["check", "store.rules", "--deny-warnings"]);
    assert_eq!(warned.status, i32::from(warned.out.contains("warning")));

    let json = run_with(&["check", "-", "--json"], BROKEN);
    let found: Value = serde_json::from_str(json.out.lines().next().unwrap()).unwrap();
    assert_eq!((json.status, &found["code"], &found["line"]), (1, &"E0301".into(), &2.into()));
    assert_eq!(found["file"], "<stdin>");
    assert_eq!(run(&["check", "missing.rules"]).status, 2);
    assert_eq!(run_with(&["check", "-"], *b"store \"\xFF\"").status, 2);
    let utf16 = run_with(&["check", "-"], *b"\xFF\xFEm\0");
    assert!(utf16.err.contains("standard input is UTF-16: save it as UTF-8"), "{utf16:?}");
    assert!(run(&["check", "."]).err.contains("`.` is a directory"));
}

#[test]
fn check_explains_codes() {
    let known = run(&["check", "--explain", "e0301"]);
    assert_eq!(known.status, 0);
    assert!(known.out.starts_with("E0301: no such attribute\n"));
    assert_eq!(run(&["check", "--explain", "E9999"]).status, 2);
}

#[test]
fn colours_are_for_terminals() {
    let plain = run_with(&["check", "-"], BROKEN);
    let coloured = run_with(&["check", "-", "--color", "always"], BROKEN);
    assert!(!plain.out.contains('\x1b') && coloured.out.contains('\x1b'));
    let output = command(&["check", "old.rules"]).env("NO_COLOR", "1").output().unwrap();
    assert!(!String::from_utf8(output.stdout).unwrap().contains('\x1b'));
}

#[test]
fn tests_pass_and_fail() {
    let passed = run(&["test", "store.rules"]);
    assert_eq!(passed.status, 0);
    check_golden("test.txt", &passed.out);

    let without = run(&["test", "old.rules"]);
    assert_eq!(without.status, 0);
    assert!(without.out.contains("there are no tests"), "{}", without.out);

    let text = fs::read_to_string(host::golden().join("store.rules")).unwrap();
    let failed = run_with(&["test", "-"], text.replace("expect create", "expect ignore"));
    assert_eq!(failed.status, 1);
    assert!(failed.out.contains("FAIL") && failed.out.contains("expected ignore, found create"));
    assert!(failed.out.ends_with("0 passed, 1 failed\n"));

    let broken = run_with(&["test", "-", "store.rules"], BROKEN);
    assert_eq!(broken.status, 1);
    assert!(broken.err.contains("E0301") && broken.out.contains("1 file does not compile"));
}

#[test]
fn fmt_rewrites_what_changes() {
    let folder = folder("fmt");
    let (loose, tidy) = (folder.join("loose.rules"), folder.join("tidy.rules"));
    fs::write(&loose, "# kept\nmap{ login=userName\n}\n").unwrap();
    let before = fs::read_to_string(&loose).unwrap();
    let formatted = run_with(&["fmt", "-"], before.clone());
    assert_eq!(formatted.status, 0);
    assert!(formatted.out.starts_with("# kept\nmap {\n"), "{}", formatted.out);
    fs::write(&tidy, &formatted.out).unwrap();

    let (loose_name, tidy_name) = (loose.to_str().unwrap(), tidy.to_str().unwrap());
    let check = run(&["fmt", "--check", loose_name, tidy_name]);
    assert_eq!((check.status, check.out), (1, format!("{loose_name}\n")));
    assert_eq!(fs::read_to_string(&loose).unwrap(), before);

    let written = fs::metadata(&tidy).unwrap().modified().unwrap();
    assert_eq!(run(&["fmt", loose_name, tidy_name]).status, 0);
    assert_eq!(fs::read_to_string(&loose).unwrap(), formatted.out);
    assert_eq!(fs::metadata(&tidy).unwrap().modified().unwrap(), written);
    assert_eq!(run(&["fmt", "--check", loose_name, tidy_name]).status, 0);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2, "nothing is left beside them");
}

#[test]
fn fmt_leaves_broken_files_alone() {
    let file = folder("fmt-broken").join("broken.rules");
    fs::write(&file, "map { login = \n").unwrap();
    let broken = run(&["fmt", file.to_str().unwrap()]);
    assert_eq!(broken.status, 1);
    assert!(broken.err.contains("error[E"), "{}", broken.err);
    assert_eq!(fs::read_to_string(&file).unwrap(), "map { login = \n");
    assert_eq!(run(&["fmt", "missing.rules"]).status, 2);
}

#[test]
fn help_has_examples() {
    for name in ["decide", "check", "explain", "test", "fmt", "simulate", "filter", "patch"] {
        let help = run(&[name, "--help"]);
        assert_eq!(help.status, 0);
        assert!(help.out.contains("Examples:\n  "), "{name}");
        assert!(help.out.contains("Exit status: 0"), "{name}");
    }
}
