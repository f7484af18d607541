//! Time zones and date patterns, checked at compile time.

#[cfg(feature = "time-zones")]
mod database;
#[cfg(all(test, feature = "time-zones"))]
mod tests;

use super::output::Quoted;
use crate::date_time::parse_offset;
use crate::functions::{BadArgument, Call, Constant, Failure, Prepared};
use crate::value::Value;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::{Offset, TimeZone};
#[cfg(feature = "time-zones")]
use std::sync::Arc;

/// A time zone.
#[derive(Clone, Debug, PartialEq)]
pub enum Zone {
    /// UTC, or a distance from it.
    Fixed(TimeZone),
    #[cfg(feature = "time-zones")]
    Named(Arc<database::History>),
}

impl Zone {
    pub(in crate::functions) const UTC: Zone = Zone::Fixed(TimeZone::UTC);

    /// What holds at an instant.
    #[cfg_attr(not(feature = "time-zones"), allow(unused_variables))]
    fn at(&self, at: Timestamp) -> &TimeZone {
        match self {
            Zone::Fixed(zone) => zone,
            #[cfg(feature = "time-zones")]
            Zone::Named(history) => history.at(at),
        }
    }

    pub(in crate::functions) fn offset(&self, at: Timestamp) -> Offset {
        self.at(at).to_offset(at)
    }

    /// An instant with all that patterns of dates tell of it.
    pub(in crate::functions) fn parts(&self, at: Timestamp) -> BrokenDownTime {
        let local = at.to_zoned_datetime(self.at(at).clone());
        let parts = BrokenDownTime::from(&local);
        match self {
            Zone::Fixed(_) => parts,
            #[cfg(feature = "time-zones")]
            Zone::Named(history) => {
                let mut parts = parts;
                parts.set_iana_time_zone(Some(history.name.into()));
                parts
            }
        }
    }

    /// The start of the day on which an instant is.
    pub(in crate::functions) fn start_of_day(&self, at: Timestamp) -> Option<Timestamp> {
        self.instant(self.offset(at).to_datetime(at).date().at(0, 0, 0, 0))
    }

    /// The instant at which clocks show this: the first of two, and where they skip it, as if they had
    /// not been set forward yet. None beyond the years that there are.
    pub(in crate::functions) fn instant(&self, local: DateTime) -> Option<Timestamp> {
        match self {
            Zone::Fixed(zone) => zone.to_ambiguous_timestamp(local).compatible().ok(),
            #[cfg(feature = "time-zones")]
            Zone::Named(history) => history.instant(local),
        }
    }
}

/// A time zone by its name or distance from UTC.
pub(in crate::functions) fn find(name: &str) -> Option<Zone> {
    if let Some(offset) = parse_offset(name) {
        return Some(Zone::Fixed(TimeZone::fixed(offset)));
    }
    #[cfg(feature = "time-zones")]
    return database::find(name);
    #[cfg(not(feature = "time-zones"))]
    None
}

/// The time zone of the argument at `index`, UTC where it is not written.
pub(in crate::functions) fn prepare(
    arguments: &[Constant<'_>],
    index: usize,
) -> Result<Prepared, BadArgument> {
    match arguments.get(index) {
        None => Ok(Prepared::Zone(Zone::UTC)),
        Some(None) => Ok(Prepared::Nothing),
        Some(Some(zone)) => {
            let name = zone.as_text().unwrap_or_default();
            find(name).map(Prepared::Zone).ok_or_else(|| BadArgument {
                index,
                message: format!("there is no time zone {}", Quoted(name)),
                help: Some(suggest(name)),
            })
        }
    }
}

/// What `prepare` found.
pub(in crate::functions) fn of_call<'a>(
    call: &Call<'a>,
    argument: Option<&Value<'a>>,
) -> Result<Zone, Failure<'a>> {
    if let Prepared::Zone(zone) = call.prepared {
        return Ok(zone.clone());
    }
    let Some(name) = argument.and_then(|zone| zone.as_text()) else { return Ok(Zone::UTC) };
    find(name).ok_or_else(|| call.fail(format_args!("there is no time zone {}", Quoted(name))))
}

#[cfg(feature = "time-zones")]
fn suggest(name: &str) -> String {
    let example = "write a name like `Europe/Berlin`, `UTC` or an offset like `+05:30`";
    // Letters like `IST` are said in several places, and name none.
    if name.len() <= 5 && name.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return example.into();
    }
    let near = |zone: &str| {
        // The place is what people know: `Kolkata` for `Asia/Kolkata`.
        let place = zone.rsplit('/').next().unwrap_or(zone);
        let alike = |known: &str| strsim::jaro_winkler(&known.to_lowercase(), &name.to_lowercase());
        alike(zone).max(alike(place))
    };
    let best = database::names().map(|zone| (near(zone), zone)).max_by(|a, b| a.0.total_cmp(&b.0));
    match best {
        Some((likeness, zone)) if likeness > 0.8 => format!("did you mean `{zone}`?"),
        _ => example.into(),
    }
}

#[cfg(not(feature = "time-zones"))]
fn suggest(_: &str) -> String {
    "this build knows no names of time zones: write `UTC` or an offset like `+05:30`".into()
}
