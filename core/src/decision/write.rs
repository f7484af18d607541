//! A decision as JSON text, byte for byte what serde_json writes of it, without its detours.

use super::text::{text, text_end, word, word_end};
use super::{Because, Decision, Record};
use crate::plan::each_field;
use crate::value::Value;

impl Decision<'_> {
    /// Writes the decision as JSON behind what `out` holds: a host keeps one buffer for many.
    pub fn write_json(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"action\":\"");
        word_end(self.action.text(), out);
        if let Some(event) = self.event {
            out.extend_from_slice(b",\"event\":\"");
            word_end(event.text(), out);
        }
        if let Some(status) = self.status {
            out.extend_from_slice(b",\"status\":\"");
            word_end(status.text(), out);
        }
        enclosed(b",\"record\":", *b"{}", out, |out| members(&self.record(), out));
        if let Some(changes) = self.changes() {
            enclosed(b",\"changes\":", *b"{}", out, |out| members(&changes, out));
        }
        enclosed(b",\"match\":", *b"[]", out, |out| {
            for (by, value) in self.matched() {
                by.before.put(out);
                behind_quote(&value, out);
                out.push(b'}');
            }
        });
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
            out.extend_from_slice(b",\"because\":{\"rule\":\"");
            text_end(rule, out);
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

/// What `write` writes, with a comma before each part, as one object or list behind its name; nothing
/// where it has no parts.
#[inline]
fn enclosed(
    name: &[u8],
    [open, close]: [u8; 2],
    out: &mut Vec<u8>,
    write: impl FnOnce(&mut Vec<u8>),
) {
    let start = out.len();
    out.extend_from_slice(name);
    let first = out.len();
    write(out);
    match out.get_mut(first) {
        Some(comma) => {
            *comma = open;
            out.push(close);
        }
        None => out.truncate(start),
    }
}

/// The members that the record shows.
fn members(record: &Record<'_>, out: &mut Vec<u8>) {
    let nodes = &record.tree.nodes;
    if record.tree.flat {
        return each_field(record.among, |field| {
            let (Some(value), Some(node)) = (record.of(field), nodes.get(field)) else { return };
            node.before.put(out);
            behind_quote(value, out);
        });
    }
    for node in nodes.iter().filter(|node| record.shows(node)) {
        node.before.put(out);
        match node.field {
            Some(field) => behind_quote(&record.values[field], out),
            None => {
                out.pop();
                let inside = Record { tree: &node.children, ..*record };
                enclosed(b"", *b"{}", out, |out| members(&inside, out));
            }
        }
    }
}

/// A value whose first quote is written, should it be a text.
#[inline]
fn behind_quote(value_of: &Value<'_>, out: &mut Vec<u8>) {
    match *value_of {
        Value::Text(value) => text_end(value, out),
        other => {
            out.pop();
            value(other, out);
        }
    }
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
