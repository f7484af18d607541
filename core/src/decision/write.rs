//! A decision as JSON text, byte for byte what serde_json writes of it, without its detours.

use super::{Because, Decision, Record};
use crate::json::{ends_plain, plain_length};
use crate::plan::FieldNode;
use crate::value::Value;
use std::io::Write;

impl Decision<'_> {
    /// Writes the decision as JSON behind what `out` holds: a host keeps one buffer for many.
    pub fn write_json(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"action\":");
        word(self.action.text(), out);
        if let Some(event) = self.event {
            out.extend_from_slice(b",\"event\":");
            word(event.text(), out);
        }
        if let Some(status) = self.status {
            out.extend_from_slice(b",\"status\":");
            word(status.text(), out);
        }
        object(b",\"record\":{", &self.record(), out);
        if let Some(changes) = self.changes() {
            object(b",\"changes\":{", &changes, out);
        }
        let mut open: &[u8] = b",\"match\":[";
        for (field, matched) in self.matching() {
            out.extend_from_slice(open);
            open = b",";
            out.extend_from_slice(b"{\"field\":");
            text(field, out);
            out.extend_from_slice(b",\"value\":");
            value(matched, out);
            out.push(b'}');
        }
        if open == b"," {
            out.push(b']');
        }
        if let Some(then) = self.then {
            out.extend_from_slice(b",\"then\":{\"action\":");
            word(then.action.text(), out);
            out.extend_from_slice(b",\"after\":");
            text(&then.after, out);
            out.push(b'}');
        }
        if let Some(again) = self.again {
            out.extend_from_slice(b",\"again\":");
            text(again, out);
        }
        if !self.notify.is_empty() {
            other(b",\"notify\":", &self.notify, out);
        }
        if let Some(Because { rule, line }) = self.because {
            out.extend_from_slice(b",\"because\":{\"rule\":");
            text(rule, out);
            out.extend_from_slice(b",\"line\":");
            number(line, out);
            out.push(b'}');
        }
        if !self.errors.is_empty() {
            other(b",\"errors\":", &self.errors, out);
        }
        if !self.warnings.is_empty() {
            other(b",\"warnings\":", &self.warnings, out);
        }
        out.push(b'}');
    }

    /// The decision as JSON.
    pub fn to_json(&self) -> String {
        let mut out = Vec::new();
        self.write_json(&mut out);
        // Texts are written as they are, between ASCII.
        String::from_utf8(out).unwrap_or_default()
    }
}

/// A member whose value is an object of fields; nothing where it has none.
fn object(open: &[u8], record: &Record<'_>, out: &mut Vec<u8>) {
    if record.is_some() {
        out.extend_from_slice(open);
        members(record, &record.tree.nodes, out);
    }
}

/// The members that the record shows, with the brace behind them.
fn members(record: &Record<'_>, nodes: &[FieldNode], out: &mut Vec<u8>) {
    // The first key goes without the comma that stands before each.
    let mut comma = 1;
    for node in nodes {
        match node.field {
            Some(field) if record.shows_field(field) => {
                out.extend_from_slice(&node.quoted.as_bytes()[comma..]);
                value(record.values[field], out);
            }
            None if record.shows(node) => {
                out.extend_from_slice(&node.quoted.as_bytes()[comma..]);
                out.push(b'{');
                members(record, &node.children.nodes, out);
            }
            _ => continue,
        }
        comma = 0;
    }
    out.push(b'}');
}

/// A value; null where there is none.
pub(crate) fn value(value_of: Value<'_>, out: &mut Vec<u8>) {
    match value_of {
        Value::Text(value) => text(value, out),
        Value::Unknown | Value::Absent | Value::Null => out.extend_from_slice(b"null"),
        Value::Boolean(true) => out.extend_from_slice(b"true"),
        Value::Boolean(false) => out.extend_from_slice(b"false"),
        Value::Integer(whole) => number(whole, out),
        Value::Decimal(_) => other(b"", &value_of, out),
        Value::DateTime(date_time) => text(date_time.text, out),
        Value::List(items) => {
            let mut separator = b'[';
            for item in items {
                out.push(separator);
                separator = b',';
                value(*item, out);
            }
            if separator == b'[' {
                out.push(separator);
            }
            out.push(b']');
        }
    }
}

/// A whole number.
pub(crate) fn number(number: impl itoa::Integer, out: &mut Vec<u8>) {
    out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}

/// What is rare takes the common way.
fn other(open: &[u8], value: &impl serde::Serialize, out: &mut Vec<u8>) {
    out.extend_from_slice(open);
    let _ = serde_json::to_writer(out, value);
}

/// A word of ours, which needs no escape.
pub(crate) fn word(word: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    out.extend_from_slice(word.as_bytes());
    out.push(b'"');
}

/// A text between its quotes, with the escapes that it needs.
pub(crate) fn text(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let start = out.len();
    out.extend_from_slice(text.as_bytes());
    // Most texts need none: they are copied first, and looked at where they stand.
    if !ends_plain(out, text.len()) {
        out.truncate(start);
        escaped(text.as_bytes(), out);
    }
    out.push(b'"');
}

fn escaped(bytes: &[u8], out: &mut Vec<u8>) {
    let mut rest = bytes;
    loop {
        let (plain, marked) = rest.split_at(plain_length(rest));
        out.extend_from_slice(plain);
        let Some((byte, behind)) = marked.split_first() else { break };
        rest = behind;
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            0x8 => out.extend_from_slice(b"\\b"),
            0xc => out.extend_from_slice(b"\\f"),
            control => {
                // Writing to memory does not fail.
                let _ = write!(out, "\\u{control:04x}");
            }
        }
    }
}
