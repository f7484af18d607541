//! Patterns of dates, `%Y-%m-%d`.

use super::output::Quoted;
use super::zone::Zone;
use crate::functions::{BadArgument, Constant};
use jiff::Timestamp;
use jiff::fmt::strtime::BrokenDownTime;

/// Longest pattern, in bytes.
const MAX_LENGTH: usize = 200;
/// 2024-11-22T13:14:15Z: every part has two digits, and none is equal to another.
const SAMPLE: Timestamp = Timestamp::constant(1_732_281_255, 0);

/// Formats an instant.
pub(in crate::functions) fn format(pattern: &str, at: Timestamp, zone: &Zone) -> Option<String> {
    zone.parts(at).to_string(pattern).ok()
}

/// Reads an instant: what the text says of its offset, else the zone; without a time the start of
/// the day.
pub(in crate::functions) fn parse(pattern: &str, text: &str, zone: &Zone) -> Option<Timestamp> {
    let parts = BrokenDownTime::parse(pattern, text).ok()?;
    if let Some(name) = parts.iana_time_zone() {
        return super::zone::find(name)?.instant(parts.to_datetime().ok()?);
    }
    if let Ok(at) = parts.to_timestamp() {
        return Some(at);
    }
    zone.instant(parts.to_datetime().ok()?)
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
    let sample = format(pattern, SAMPLE, &Zone::UTC)
        .ok_or_else(|| bad(format!("{} is not a pattern of dates", Quoted(pattern))))?;
    if reads && parse(pattern, &sample, &Zone::UTC).is_none() {
        return Err(bad(format!("the pattern {} does not say a whole date", Quoted(pattern))));
    }
    Ok(())
}
