//! An explanation as JSON text, byte for byte what serde_json writes of it, without its detours.

use super::{Explanation, Line, Seen, start_of};
use crate::decision::{number, text, value, word};
use crate::read::Note;
use crate::value::Value;

impl Explanation<'_> {
    /// Writes the explanation as JSON behind what `out` holds.
    pub fn write_json(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"decision\":");
        self.decision.write_json(out);
        out.extend_from_slice(b",\"lines\":");
        lines(&self.lines, out);
        out.extend_from_slice(b",\"tolerance\":");
        notes(self.tolerance, out);
        out.push(b'}');
    }

    /// As JSON.
    pub fn to_json(&self) -> String {
        // About what most need.
        let mut out = Vec::with_capacity(512 + 384 * self.lines.len());
        self.write_json(&mut out);
        // Texts are written as they are, between ASCII.
        String::from_utf8(out).unwrap_or_default()
    }
}

fn lines(lines: &[Line<'_>], out: &mut Vec<u8>) {
    out.push(b'[');
    for (at, shown) in lines.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        line(shown, out);
    }
    out.push(b']');
}

/// Parts stand in each other as deep as conditions do, which the compiler bounds.
fn line(line: &Line<'_>, out: &mut Vec<u8>) {
    out.push(b'{');
    if let Some(kind) = line.kind {
        out.extend_from_slice(b"\"kind\":");
        word(kind.text(), out);
        out.push(b',');
    }
    if let Some(field) = line.field {
        out.extend_from_slice(b"\"field\":");
        text(field, out);
        out.push(b',');
    }
    out.extend_from_slice(b"\"text\":");
    text(&line.text, out);
    out.extend_from_slice(b",\"line\":");
    number(line.line, out);
    out.extend_from_slice(b",\"span\":{\"start\":");
    number(line.span.start, out);
    out.extend_from_slice(b",\"end\":");
    number(line.span.end, out);
    out.extend_from_slice(b"},\"outcome\":");
    word(line.outcome.text(), out);
    if let Some(error) = line.error {
        out.extend_from_slice(b",\"error\":");
        text(error, out);
    }
    if let Some(value) = &line.value {
        out.extend_from_slice(b",\"value\":{");
        seen(value, out);
        out.push(b'}');
    }
    let mut open: &[u8] = b",\"reads\":[{\"name\":";
    for (name, value) in &line.reads {
        out.extend_from_slice(open);
        open = b",{\"name\":";
        text(name, out);
        out.push(b',');
        seen(value, out);
        out.push(b'}');
    }
    if !line.reads.is_empty() {
        out.push(b']');
    }
    if !line.parts.is_empty() {
        out.extend_from_slice(b",\"parts\":");
        lines(&line.parts, out);
    }
    if !line.tolerance.is_empty() {
        out.extend_from_slice(b",\"tolerance\":");
        notes(&line.tolerance, out);
    }
    out.push(b'}');
}

fn notes(notes: &[Note<'_>], out: &mut Vec<u8>) {
    out.push(b'[');
    for (at, note) in notes.iter().enumerate() {
        out.extend_from_slice(if at > 0 { b",{\"attribute\":" } else { b"{\"attribute\":" });
        text(note.attribute, out);
        out.extend_from_slice(b",\"tolerance\":");
        text(note.tolerance, out);
        out.push(b'}');
    }
    out.push(b']');
}

/// The members of a value that was seen.
fn seen(seen: &Seen<'_>, out: &mut Vec<u8>) {
    let state = match seen {
        Seen::Secret => "secret",
        Seen::Value(Value::Unknown) => "unknown",
        Seen::Value(Value::Absent) => "absent",
        Seen::Value(Value::Null) => "null",
        Seen::Value(_) => "value",
    };
    out.extend_from_slice(b"\"state\":");
    word(state, out);
    if let Seen::Value(found) = seen
        && found.is_some()
    {
        let (start, cut) = start_of(*found);
        out.extend_from_slice(b",\"value\":");
        value(start, out);
        if cut {
            out.extend_from_slice(b",\"cut\":true");
        }
    }
}
