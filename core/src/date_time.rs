//! Reading and showing dateTimes.

use crate::value::DateTime;
use bumpalo::Bump;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

/// What a text says as a dateTime.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parsed {
    /// The instant.
    pub at: Timestamp,
    /// Its distance from UTC; zero where the text has none.
    pub offset: Offset,
    /// The text is complete RFC 3339, as SCIM writes it, and can be shown as it is.
    pub complete: bool,
}

/// Reads RFC 3339 and what directories make of it: a space or `t` for `T`, no seconds, no offset
/// (that is UTC), a date alone (its start in UTC). `None` for anything else.
pub fn parse(text: &str) -> Option<Parsed> {
    let mut rest = Reader { bytes: text.as_bytes(), complete: true };
    let year = rest.number(4)?;
    rest.mark(b'-')?;
    let month = rest.number(2)?;
    rest.mark(b'-')?;
    let day = rest.number(2)?;
    let date = Date::new(year as i16, month as i8, day as i8).ok()?;
    if rest.bytes.is_empty() {
        let at = Offset::UTC.to_timestamp(date.to_datetime(Time::midnight())).ok()?;
        return Some(Parsed { at, offset: Offset::UTC, complete: false });
    }
    match rest.next()? {
        b'T' => {}
        b't' | b' ' => rest.complete = false,
        _ => return None,
    }
    let time = rest.time()?;
    let offset = rest.offset()?;
    let at = offset.to_timestamp(date.to_datetime(time)).ok()?;
    Some(Parsed { at, offset, complete: rest.complete })
}

/// Reads a dateTime like [`parse`]. Complete RFC 3339 is kept as it is written; anything else gets
/// a text in UTC.
pub fn read<'a>(memory: &'a Bump, text: &'a str) -> Option<&'a DateTime<'a>> {
    let parsed = parse(text)?;
    Some(match parsed.complete {
        true => memory.alloc(DateTime { at: parsed.at, text }),
        false => show(memory, parsed.at, Offset::UTC),
    })
}

/// The instant with its RFC 3339 text at that offset, `…Z` for UTC.
pub fn show<'a>(memory: &'a Bump, at: Timestamp, offset: Offset) -> &'a DateTime<'a> {
    // RFC 3339 has no seconds in an offset; old local times have.
    let text = if offset.seconds() == 0 || offset.seconds() % 60 != 0 {
        bumpalo::format!(in memory, "{}", at)
    } else {
        bumpalo::format!(in memory, "{}", at.display_with_offset(offset))
    };
    memory.alloc(DateTime { at, text: text.into_bump_str() })
}

/// That many days of 24 hours later, where this is still a date that RFC 3339 can write.
pub fn add_days(at: Timestamp, days: i64) -> Option<Timestamp> {
    let distance = SignedDuration::from_secs(days.checked_mul(86_400)?);
    let later = at.checked_add(distance).ok()?;
    (later >= YEAR_0).then_some(later)
}

/// 0000-01-01T00:00:00Z
const YEAR_0: Timestamp = Timestamp::constant(-62_167_219_200, 0);

struct Reader<'t> {
    bytes: &'t [u8],
    complete: bool,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<u8> {
        let (&first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(first)
    }

    fn eat(&mut self, mark: u8) -> bool {
        let found = self.bytes.first() == Some(&mark);
        if found {
            self.bytes = &self.bytes[1..];
        }
        found
    }

    fn mark(&mut self, mark: u8) -> Option<()> {
        self.eat(mark).then_some(())
    }

    fn digit(&mut self) -> Option<u8> {
        let digit = *self.bytes.first().filter(|byte| byte.is_ascii_digit())?;
        self.bytes = &self.bytes[1..];
        Some(digit - b'0')
    }

    /// A number of exactly that many digits; at most four.
    fn number(&mut self, digits: usize) -> Option<u16> {
        (0..digits).try_fold(0, |number, _| Some(number * 10 + u16::from(self.digit()?)))
    }

    fn time(&mut self) -> Option<Time> {
        let hour = self.number(2)?;
        self.mark(b':')?;
        let minute = self.number(2)?;
        let (mut second, mut nanosecond) = (0, 0);
        if self.eat(b':') {
            // A leap second counts as the second before it.
            second = self.number(2).filter(|&second| second <= 60)?.min(59);
            if self.eat(b'.') {
                nanosecond = i32::from(self.digit()?) * 100_000_000;
                let mut unit = 10_000_000;
                while let Some(digit) = self.digit() {
                    nanosecond += i32::from(digit) * unit;
                    unit /= 10;
                }
            }
        } else {
            self.complete = false;
        }
        Time::new(hour as i8, minute as i8, second as i8, nanosecond).ok()
    }

    /// The rest of the text: an offset or nothing.
    fn offset(&mut self) -> Option<Offset> {
        if self.bytes.is_empty() {
            self.complete = false;
            return Some(Offset::UTC);
        }
        let sign = match self.next()? {
            b'Z' => 0,
            b'z' => {
                self.complete = false;
                0
            }
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        let mut seconds = 0;
        if sign != 0 {
            let hours = i32::from(self.number(2).filter(|&hours| hours <= 23)?);
            let colon = self.eat(b':');
            self.complete &= colon;
            let minutes = match self.bytes.is_empty() && !colon {
                true => 0,
                false => i32::from(self.number(2).filter(|&minutes| minutes <= 59)?),
            };
            seconds = sign * (hours * 3600 + minutes * 60);
        }
        if !self.bytes.is_empty() {
            return None;
        }
        Offset::from_seconds(seconds).ok()
    }
}

/// A distance from UTC as a person writes it: `UTC`, `Z`, `+05:30`, `-0800`, `+01`.
pub fn parse_offset(text: &str) -> Option<Offset> {
    if ["UTC", "Z", "GMT"].iter().any(|name| text.eq_ignore_ascii_case(name)) {
        return Some(Offset::UTC);
    }
    if text.is_empty() {
        return None;
    }
    Reader { bytes: text.as_bytes(), complete: true }.offset()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_shows() {
        for (text, shown) in [
            ("2026-01-31T09:00:00Z", "2026-01-31T09:00:00Z"),
            ("2026-01-31T09:00:00+05:30", "2026-01-31T09:00:00+05:30"),
            ("2026-01-31T09:00:00.250Z", "2026-01-31T09:00:00.250Z"),
            ("2026-01-31T09:00:00.1234567891234-08:00", "2026-01-31T09:00:00.1234567891234-08:00"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:60Z"),
            ("2026-01-31t09:00:00z", "2026-01-31T09:00:00Z"),
            ("2026-01-31 09:00:00", "2026-01-31T09:00:00Z"),
            ("2026-01-31 09:00", "2026-01-31T09:00:00Z"),
            ("2026-01-31T09:00:00+0530", "2026-01-31T03:30:00Z"),
            ("2026-01-31T09:00:00+05", "2026-01-31T04:00:00Z"),
            ("2026-01-31", "2026-01-31T00:00:00Z"),
            ("2024-02-29", "2024-02-29T00:00:00Z"),
            ("0000-01-01", "0000-01-01T00:00:00Z"),
        ] {
            let memory = Bump::new();
            assert_eq!(read(&memory, text).map(|at| at.text), Some(shown), "{text}");
        }
    }

    #[test]
    fn refuses_nonsense() {
        for text in [
            "",
            "2026",
            "2026-01",
            "2026-13-01",
            "2026-02-30",
            "2025-02-29",
            "2026-01-31T",
            "2026-01-31T24:00:00Z",
            "2026-01-31T09:60:00Z",
            "2026-01-31T09:00:61Z",
            "2026-01-31T09:00:00.Z",
            "2026-01-31T09:00:00Zx",
            "2026-01-31T09:00:00+24:00",
            "2026-01-31T09:00:00+05:",
            "2026-01-31T09:00:00+05:3",
            "2026-01-31X09:00:00Z",
            "26-01-31",
            " 2026-01-31",
            "2026-01-31 ",
            "٢٠٢٦-01-31",
            "9999-12-31T23:59:59-23:00",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn adds_days_within_what_can_be_written() {
        let at = parse("2026-01-31").unwrap().at;
        assert_eq!(add_days(at, 1).unwrap().to_string(), "2026-02-01T00:00:00Z");
        assert_eq!(add_days(at, i64::MAX), None);
        assert_eq!(add_days(at, -1_000_000), None);
        assert_eq!(add_days(at, 10_000_000), None);
    }
}
