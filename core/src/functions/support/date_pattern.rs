//! Patterns of dates, `%Y-%m-%d`.

use super::output::Quoted;
use crate::functions::{BadArgument, Constant};
use jiff::Timestamp;
use jiff::civil::Time;
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::TimeZone;

/// Longest pattern, in bytes.
const MAX_LENGTH: usize = 200;
/// 2024-11-22T13:14:15Z: every part has two digits, and none is equal to another.
const SAMPLE: Timestamp = Timestamp::constant(1_732_281_255, 0);

/// Formats an instant.
pub(in crate::functions) fn format(pattern: &str, at: Timestamp, zone: TimeZone) -> Option<String> {
    let local = at.to_zoned_datetime(zone);
    BrokenDownTime::from(&local).to_string(pattern).ok()
}

/// Reads an instant: what the text says of its offset, else the zone; without a time the start of
/// the day.
pub(in crate::functions) fn parse(pattern: &str, text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let parts = BrokenDownTime::parse(pattern, text).ok()?;
    if let Some(name) = parts.iana_time_zone() {
        let date = parts.to_datetime().ok()?;
        return super::zone::find(name)?.to_ambiguous_timestamp(date).compatible().ok();
    }
    if let Ok(at) = parts.to_timestamp() {
        return Some(at);
    }
    let date = parts.to_datetime().ok()?;
    if date.time() == Time::midnight() && parts.hour().is_none() {
        return date.date().to_zoned_datetime(zone.clone()).ok().map(|start| start.timestamp());
    }
    zone.to_ambiguous_timestamp(date).compatible().ok()
}

/// The argument at index 1 is a pattern that works.
pub(in crate::functions) fn check(
    arguments: &[Constant<'_>],
    reads: bool,
) -> Result<(), BadArgument> {
    let Some(Some(pattern)) = arguments.get(1) else { return Ok(()) };
    let pattern = pattern.as_text().unwrap_or_default();
    let bad = |message: String| BadArgument {
        index: 1,
        message,
        help: Some("write a pattern like `%Y-%m-%d` or `%d.%m.%Y %H:%M`".into()),
    };
    if pattern.len() > MAX_LENGTH {
        return Err(bad(format!("the pattern is longer than {MAX_LENGTH} bytes")));
    }
    if !pattern.contains('%') {
        return Err(bad(format!("the pattern {} has no part like `%Y`", Quoted(pattern))));
    }
    let sample = format(pattern, SAMPLE, TimeZone::UTC)
        .ok_or_else(|| bad(format!("{} is not a pattern of dates", Quoted(pattern))))?;
    if reads && parse(pattern, &sample, &TimeZone::UTC).is_none() {
        return Err(bad(format!("the pattern {} does not say a whole date", Quoted(pattern))));
    }
    Ok(())
}
