//! An explanation as text for a person.

use super::{Explanation, Line, LineKind, LineOutcome, Seen, start_of};
use crate::value::Value;
use std::fmt::Write;

impl Explanation<'_> {
    /// As text for a person.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        let decision = &self.decision;
        let _ = write!(out, "{}", decision.action);
        if let Some(event) = decision.event {
            let _ = write!(out, " (event: {event})");
        }
        if let Some(because) = &decision.because {
            let _ = write!(out, ", because of line {}: {}", because.line, because.rule);
        }
        out.push('\n');
        for error in decision.errors {
            let _ = writeln!(out, "  error {}: {}{}", error.code, error.message, at(error.line));
        }
        for warning in decision.warnings {
            let _ = writeln!(
                out,
                "  warning {}: {}{}",
                warning.code,
                warning.message,
                at(warning.line)
            );
        }
        if let Some(then) = decision.then {
            let _ = writeln!(out, "  then {} after {}", then.action, then.after);
        }
        if let Some(again) = decision.again {
            let _ = writeln!(out, "  ask again at {again}");
        }
        for notice in decision.notify {
            let _ = writeln!(out, "  notify: {} to {}", notice.what, notice.to);
        }
        let mut heading = None;
        for line in &self.lines {
            if heading != line.kind {
                heading = line.kind;
                let title = line.kind.map_or("", LineKind::text);
                let _ = writeln!(out, "\n{title}");
            }
            line_text(line, 1, &mut out);
        }
        if !self.tolerance.is_empty() {
            out.push_str("\ntolerated in the payload\n");
            for note in self.tolerance {
                let _ = writeln!(out, "  {}: {}", note.attribute, note.tolerance);
            }
        }
        out
    }
}

fn at(line: Option<u32>) -> String {
    line.map(|line| format!(" (line {line})")).unwrap_or_default()
}

fn line_text(line: &Line<'_>, depth: usize, out: &mut String) {
    let mark = match line.outcome {
        LineOutcome::True => "yes    ",
        LineOutcome::False => "no     ",
        LineOutcome::Unknown => "unknown",
        LineOutcome::Error => "error  ",
        LineOutcome::Skipped => "-      ",
    };
    let mark = if line.kind == Some(LineKind::Map) && line.outcome == LineOutcome::True {
        "set    "
    } else {
        mark
    };
    let _ = write!(out, "{:indent$}{mark} {:>4}  {}", "", line.line, line.text, indent = depth * 2);
    if line.kind == Some(LineKind::Map)
        && let Some(value) = &line.value
    {
        let _ = write!(out, "  →  {}", seen_text(value));
    }
    if let Some(error) = line.error {
        let _ = write!(out, "  ({error})");
    }
    out.push('\n');
    if line.parts.is_empty() || line.kind == Some(LineKind::Map) {
        for (name, seen) in &line.reads {
            let _ = writeln!(
                out,
                "{:indent$}{name} is {}",
                "",
                seen_text(seen),
                indent = depth * 2 + 14
            );
        }
    }
    for part in &line.parts {
        line_text(part, depth + 1, out);
    }
}

fn seen_text(seen: &Seen<'_>) -> String {
    match seen {
        Seen::Secret => "a secret".to_owned(),
        Seen::Value(Value::Unknown) => "unknown".to_owned(),
        Seen::Value(Value::Absent) => "absent".to_owned(),
        Seen::Value(Value::Null) => "null".to_owned(),
        Seen::Value(value) => {
            let (start, cut) = start_of(*value);
            let text = serde_json::to_string(&start).unwrap_or_default();
            if cut { format!("{text} …") } else { text }
        }
    }
}
