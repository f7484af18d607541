//! Diagnostics as text for a person.

use super::{Diagnostic, Label, Severity, cut};
use crate::source::Source;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Plain text, or ANSI colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// No escape codes.
    Plain,
    /// ANSI escape codes.
    Colour,
}

impl Palette {
    fn paint(self, code: &str, text: &str) -> String {
        match self {
            Palette::Plain => text.to_owned(),
            Palette::Colour => format!("\x1b[{code}m{text}\x1b[0m"),
        }
    }
}

/// Shows one diagnostic with the lines that it is about.
pub fn render(diagnostic: &Diagnostic, source: &Source, palette: Palette) -> String {
    let colour = match diagnostic.severity() {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
        Severity::Hint => "1;36",
    };
    let mut out = String::new();
    let head = format!("{}[{}]", diagnostic.severity().text(), diagnostic.code.id);
    let _ = writeln!(
        out,
        "{}: {}",
        palette.paint(colour, &head),
        palette.paint("1", &diagnostic.message)
    );

    let mut labels: Vec<(usize, &Label)> = diagnostic.labels.iter().enumerate().collect();
    labels.sort_by_key(|(_, label)| label.span);
    let last = labels.iter().map(|(_, label)| source.line(label.span.start)).max().unwrap_or(1);
    let width = last.to_string().len();
    let bar = palette.paint("1;34", "|");
    let at = source.position(diagnostic.span().start);
    let arrow = palette.paint("1;34", "-->");
    let _ = writeln!(out, "{:width$}{arrow} {}:{}:{}", "", source.name(), at.line, at.column);
    let _ = writeln!(out, "{:width$} {bar}", "");
    let mut last_shown = 0;
    for (index, label) in labels {
        let line = source.line(label.span.start);
        if line != last_shown {
            if last_shown != 0 && line > last_shown + 1 {
                let _ = writeln!(out, "{}", palette.paint("1;34", "..."));
            }
            let number = palette.paint("1;34", &format!("{line:width$}"));
            let _ = writeln!(out, "{number} {bar} {}", cut(&shown(source.line_text(line)), LINE));
            last_shown = line;
        }
        let text = source.line_text(line);
        let within = |offset: u32| offset.saturating_sub(source.line_span(line).start) as usize;
        let (before, rest) = text.split_at(boundary(text, within(label.span.start)));
        let inside = &rest[..boundary(rest, within(label.span.end).saturating_sub(before.len()))];
        let indent = shown(before).width();
        let length = shown(inside).width().max(1);
        let (mark, colour) = if index == 0 { ("^", colour) } else { ("-", "1;34") };
        let marks = palette.paint(colour, mark.repeat(length.min(LINE)).as_str());
        let words = palette.paint(colour, &label.text);
        let row =
            format!("{:width$} {bar} {:indent$}{marks} {words}", "", "", indent = indent.min(LINE));
        let _ = writeln!(out, "{}", row.trim_end());
    }
    if let Some(help) = &diagnostic.help {
        let equals = palette.paint("1;34", "=");
        let mut lines = help.lines();
        let _ = writeln!(out, "{:width$} {equals} help: {}", "", lines.next().unwrap_or(""));
        for line in lines {
            let _ = writeln!(out, "{:width$}         {line}", "");
        }
    }
    out
}

/// Longer lines are cut: a line of a megabyte helps nobody.
const LINE: usize = 240;

/// As much of a line as is shown, one letter more where there is more, without tabs.
fn shown(text: &str) -> String {
    let end = text.char_indices().nth(LINE + 1).map_or(text.len(), |(end, _)| end);
    text[..end].replace('\t', "    ")
}

/// The place, or the start of the letter in which it lies.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
