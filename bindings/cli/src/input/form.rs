//! What form an input has, told by its first value.

use super::scan::{Scan, Step};
use std::ops::Range;

/// A form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Every line stands alone.
    Lines,
    /// Objects one after the other, over several lines.
    Objects,
    /// A JSON array.
    Array,
    /// A SCIM ListResponse; its first resource starts here.
    List { at: usize },
    /// A SCIM ListResponse without resources, up to here.
    Empty { end: usize },
}

const LIST_RESPONSE: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/// The first value of an input, as far as it has been looked at: no byte is looked at twice, however
/// long it is and in however small pieces it comes.
#[derive(Default)]
pub(super) struct FirstValue {
    /// Bytes that have been looked at.
    at: usize,
    scan: Scan,
    /// It goes over several lines.
    lines: bool,
    /// Behind its first line end: blanks, up to here.
    blank: usize,
    /// The text that was read last, and the one that names a member.
    text_start: usize,
    member: Range<usize>,
}

impl FirstValue {
    /// Tells the form from what starts at the first byte, which is no white space; `None` where more
    /// must be read, with which it is asked again. `end` says that there is no more, or no more than
    /// that is looked at.
    pub(super) fn form(&mut self, bytes: &[u8], end: bool) -> Option<Form> {
        match bytes.first() {
            Some(b'[') => return Some(Form::Array),
            Some(b'{') => {}
            _ => return Some(Form::Lines),
        }
        while let Some(&byte) = bytes.get(self.at) {
            let at = self.at;
            let was_text = self.scan.in_text();
            let before = self.scan.previous;
            if byte == b'\n' {
                if was_text {
                    return Some(Form::Lines);
                }
                if !self.lines {
                    // The second line tells a broken line from an object of several lines.
                    let from = self.blank.max(at);
                    let rest = &bytes[from..];
                    let blank = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                    self.blank = from + blank;
                    match bytes.get(self.blank) {
                        None if !end => return None,
                        Some(b'{') => {
                            let indented = bytes[self.blank - 1] != b'\n';
                            if !indented || !opens_value(before, self.scan.depth) {
                                return Some(Form::Lines);
                            }
                        }
                        _ => {}
                    }
                    self.lines = true;
                }
            }
            let member = &bytes[self.member.clone()];
            if self.scan.depth == 1
                && byte == b'['
                && !was_text
                && before == b':'
                && is_resources(member)
            {
                return Some(Form::List { at: at + 1 });
            }
            let step = self.scan.byte(byte);
            if self.scan.depth == 1 {
                match (was_text, self.scan.in_text()) {
                    (false, true) => self.text_start = at + 1,
                    (true, false) if before != b':' => self.member = self.text_start..at,
                    _ => {}
                }
            }
            match step {
                Step::Inside => self.at += 1,
                Step::Last if is_list_response(&bytes[..=at]) => {
                    return Some(Form::Empty { end: at + 1 });
                }
                Step::Last | Step::Next => return Some(self.several_or_lines()),
            }
        }
        end.then(|| self.several_or_lines())
    }

    fn several_or_lines(&self) -> Form {
        if self.lines { Form::Objects } else { Form::Lines }
    }
}

/// An object may come behind this byte.
fn opens_value(before: u8, depth: usize) -> bool {
    matches!(before, b':' | b'[') || before == b',' && depth > 1
}

fn is_resources(name: &[u8]) -> bool {
    name.eq_ignore_ascii_case(b"Resources")
}

/// A ListResponse without results may leave `Resources` out (RFC 7644 §3.4.2).
fn is_list_response(object: &[u8]) -> bool {
    #[derive(serde::Deserialize)]
    struct Message {
        schemas: Vec<String>,
    }
    memchr::memmem::find(object, LIST_RESPONSE.as_bytes()).is_some()
        && serde_json::from_slice::<Message>(object).is_ok_and(|message| {
            message.schemas.iter().any(|urn| urn.eq_ignore_ascii_case(LIST_RESPONSE))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_byte_is_looked_at_twice() {
        // Twice each would be ten thousand million looks: nobody would wait for this test.
        let (text, blank) = ("x".repeat(200_000), " ".repeat(200_000));
        for (value, form) in [
            (format!("{{\"a\": \"{text}\"}}"), Form::Lines),
            (format!("{{\"a\":\n{blank}{{\"b\": 1}}}}"), Form::Objects),
            (format!("{{\"a\": 1,\n\"Resources\": {blank}["), Form::List { at: 200_023 }),
        ] {
            let mut first = FirstValue::default();
            let asked = (1..=value.len()).map(|end| first.form(&value.as_bytes()[..end], false));
            assert_eq!(asked.flatten().next(), Some(form), "{}", &value[..20]);
        }
    }
}
