//! `after 30 days` to ISO 8601.

use scimrules_grammar::syntax::FollowUp;
use scimrules_grammar::{Diagnostic, closest, codes};

const UNITS: [(&str, &str, &str); 7] = [
    ("minute", "PT", "M"),
    ("hour", "PT", "H"),
    ("day", "P", "D"),
    ("week", "P", "W"),
    ("month", "P", "M"),
    ("year", "P", "Y"),
    ("second", "PT", "S"),
];

/// The duration of a follow-up.
pub(super) fn duration(follow_up: &FollowUp) -> Result<String, Diagnostic> {
    let unit = follow_up.unit.text.as_str();
    let single = unit.strip_suffix('s').unwrap_or(unit);
    let Some((_, before, letter)) = UNITS.iter().find(|(name, _, _)| *name == single) else {
        let message = format!("`{unit}` is not a unit of time");
        let plural = ["minutes", "hours", "days", "weeks", "months", "years"];
        let finding = Diagnostic::new(&codes::BAD_DURATION, follow_up.unit.span, message);
        return Err(match closest(unit, plural) {
            Some(meant) => {
                finding.help(format!("did you mean `{meant}`?")).fix(follow_up.unit.span, meant)
            }
            None => finding.help("units are minutes, hours, days, weeks, months and years"),
        });
    };
    // A thousand years: more is a slip, and calendars stop near 9999.
    let most = match *letter {
        "Y" => 1_000,
        "W" => 52_000,
        "M" if *before == "P" => 12_000,
        "D" => 366_000,
        _ => 10_000_000,
    };
    if follow_up.count == 0 || follow_up.count > most {
        let message = format!("{} {unit} is not a time to wait", follow_up.count);
        return Err(Diagnostic::new(&codes::BAD_DURATION, follow_up.span, message)
            .help("give a number from 1 on; leave the follow-up out where it is not wanted"));
    }
    Ok(format!("{before}{}{letter}", follow_up.count))
}
