//! What form an input has, told by its first value.

use super::scan::{Scan, Step};

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

/// Tells the form from what starts at the first byte, which is no white space; `None` where more
/// must be read. `end` says that there is no more, or no more than that is looked at.
pub(super) fn form(bytes: &[u8], end: bool) -> Option<Form> {
    match bytes.first() {
        Some(b'[') => return Some(Form::Array),
        Some(b'{') => {}
        _ => return Some(Form::Lines),
    }
    let mut scan = Scan::default();
    let mut lines = false;
    let mut text_start = 0;
    let mut member: &[u8] = &[];
    for (at, &byte) in bytes.iter().enumerate() {
        let was_text = scan.in_text();
        let before = scan.previous;
        if byte == b'\n' {
            if was_text {
                return Some(Form::Lines);
            }
            if !lines {
                // The second line tells a broken line from an object of several lines.
                let mut rest = bytes[at..].iter();
                match rest.position(|byte| !byte.is_ascii_whitespace()) {
                    None if !end => return None,
                    Some(next) if bytes[at + next] == b'{' => {
                        let indented = bytes[at + next - 1] != b'\n';
                        if !indented || !opens_value(before, scan.depth) {
                            return Some(Form::Lines);
                        }
                    }
                    _ => {}
                }
                lines = true;
            }
        }
        if scan.depth == 1 && byte == b'[' && !was_text && before == b':' && is_resources(member) {
            return Some(Form::List { at: at + 1 });
        }
        let step = scan.byte(byte);
        if scan.depth == 1 {
            match (was_text, scan.in_text()) {
                (false, true) => text_start = at + 1,
                (true, false) if before != b':' => member = &bytes[text_start..at],
                _ => {}
            }
        }
        match step {
            Step::Inside => {}
            Step::Last if is_list_response(&bytes[..=at]) => {
                return Some(Form::Empty { end: at + 1 });
            }
            Step::Last | Step::Next => {
                return Some(if lines { Form::Objects } else { Form::Lines });
            }
        }
    }
    if !end {
        return None;
    }
    Some(if lines { Form::Objects } else { Form::Lines })
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
