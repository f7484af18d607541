//! The outcome of a simulation, for a person.

use crate::output::{counted, paint};
use scimrules::simulation::{Difference, DifferenceKind, Differences, Simulation};
use scimrules::{Action, Exceeded, Palette};
use std::fmt::Write;

/// Reasons that are shown of an action.
const REASONS: usize = 3;
/// Longer texts are cut.
const WIDTH: usize = 100;

/// What there is to tell.
pub(super) struct Report<'a> {
    pub(super) rules: &'a str,
    pub(super) against: Option<&'a str>,
    pub(super) exceeded: Vec<Exceeded>,
    /// The rules have limits.
    pub(super) limits: bool,
    pub(super) outcome: &'a Simulation,
}

impl Report<'_> {
    /// For a person: limits first.
    pub(super) fn text(&self, palette: Palette) -> String {
        let mut out = String::new();
        let total = self.outcome.tally().total();
        for exceeded in &self.exceeded {
            let head = paint(palette, "1;31", "LIMIT EXCEEDED");
            let _ = writeln!(out, "{head}, line {}: {}", exceeded.line, exceeded.limit);
            let of = exceeded.accounts.map(|accounts| format!(" of {accounts} accounts"));
            let (count, allowed) = (exceeded.count, exceeded.allowed);
            let _ = writeln!(out, "  {count}{}, {allowed} allowed", of.unwrap_or_default());
        }
        if !self.exceeded.is_empty() {
            out.push_str("  a host would stop this batch before its first change\n\n");
        } else if self.limits {
            let _ = writeln!(out, "{}\n", paint(palette, "32", "no limit is exceeded"));
        }
        let _ =
            writeln!(out, "{} decided by {}\n", counted(total, "request", "requests"), self.rules);
        self.table(&mut out, palette);
        self.footnote(&mut out);
        if let Some(differences) = self.outcome.differences() {
            out.push('\n');
            self.differences_text(differences, &mut out, palette);
        }
        out
    }

    fn table(&self, out: &mut String, palette: Palette) {
        let (outcome, tally) = (self.outcome, self.outcome.tally());
        let rows = Action::ALL
            .iter()
            .map(|&action| (action.text(), tally.count(action), outcome.reasons(Some(action))));
        let failed = ("no request", outcome.failed(), outcome.reasons(None));
        let rows = rows.chain([failed]).filter(|(_, count, _)| *count > 0);
        let widest = (tally.total() + outcome.failed()).to_string().len().max(5);
        let head = format!("{:<10}  {:>widest$}  most frequent reasons", "action", "count");
        let _ = writeln!(out, "{}", paint(palette, "1", &head));
        for (name, count, reasons) in rows {
            let colour = match name {
                "reject" | "no request" => "31",
                "deactivate" | "suspend" | "delete" => "33",
                _ => "0",
            };
            let name = paint(palette, colour, &format!("{name:<10}"));
            let _ = write!(out, "{name}  {count:>widest$}");
            for (index, reason) in reasons.iter().take(REASONS).enumerate() {
                if index > 0 {
                    let _ = write!(out, "\n{:<10}  {:>widest$}", "", "");
                }
                let _ = write!(out, "  {:>widest$}  {}", reason.count, cut(&reason.shown()));
            }
            if reasons.len() > REASONS {
                let rest: u64 = reasons[REASONS..].iter().map(|reason| reason.count).sum();
                let _ =
                    write!(out, "\n{:<10}  {:>widest$}  {rest:>widest$}  other reasons", "", "");
            }
            out.push('\n');
        }
    }

    fn footnote(&self, out: &mut String) {
        let (total, accounts) = (self.outcome.tally().total(), self.outcome.accounts());
        if total == 0 {
            return;
        }
        out.push('\n');
        match accounts {
            0 => out.push_str(
                "note: no request carries `current`, so that every user counts as new; with it, \
                 changes of existing accounts show\n",
            ),
            all if all == total => {
                out.push_str("note: every request carries `current`: existing accounts\n");
            }
            some => {
                let _ = writeln!(
                    out,
                    "note: {some} of {total} requests carry `current`; the others count as new",
                );
            }
        }
    }

    fn differences_text(&self, differences: &Differences, out: &mut String, palette: Palette) {
        let total = self.outcome.tally().total();
        let head = format!(
            "{} of {total} decisions differ from {}",
            differences.total,
            self.against.unwrap_or_default()
        );
        let _ = writeln!(out, "{}", paint(palette, "1", &head));
        let widest = differences.total.to_string().len();
        for kind in differences.kinds() {
            let _ = writeln!(out, "  {:>widest$}  {}", kind.count, kind_text(kind));
        }
        if differences.total == 0 {
            return;
        }
        out.push('\n');
        for difference in &differences.listed {
            difference_text(difference, out, palette);
        }
        let more = differences.total - differences.listed.len() as u64;
        if more > 0 {
            let _ = writeln!(out, "and {more} more; `--all` lists them");
        }
    }
}

/// `ignore → create`, or `update, with other fields: title (3)`
fn kind_text(kind: &DifferenceKind) -> String {
    if kind.old != kind.new {
        return format!("{} → {}", kind.old, kind.new);
    }
    let mut fields: Vec<(&String, &u64)> = kind.fields.iter().collect();
    fields.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let fields: Vec<String> =
        fields.iter().map(|(name, count)| format!("{name} ({count})")).collect();
    format!("{}, with another {}", kind.new, fields.join(", "))
}

fn difference_text(difference: &Difference, out: &mut String, palette: Palette) {
    let file = difference.file.as_ref().map(|file| format!("{file}, ")).unwrap_or_default();
    let user = difference.user.as_ref().map(|user| format!(" {user}")).unwrap_or_default();
    let action = if difference.old == difference.new {
        difference.new.to_string()
    } else {
        format!("{} → {}", difference.old, difference.new)
    };
    let action = paint(palette, "1", &action);
    let _ = writeln!(out, "{file}line {}{user}: {action}", difference.line);
    for field in &difference.fields {
        let shown = |value: &Option<serde_json::Value>| {
            value.as_ref().map_or("(none)".to_owned(), |value| cut(&value.to_string()))
        };
        let _ = writeln!(out, "  {}: {} → {}", field.name, shown(&field.old), shown(&field.new));
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(WIDTH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
