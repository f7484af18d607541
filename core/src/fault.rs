//! Why something cannot be decided, as it is passed on while a decision is made.

use bumpalo::Bump;
use scimrules_grammar::{Code, Span};
use std::fmt;

/// A reason for `reject`, or for leaving a field out.
#[derive(Debug)]
pub(crate) struct Fault<'a> {
    pub(crate) code: &'static Code,
    pub(crate) message: &'a str,
    /// The place in the rules; `None` where the payload alone is wrong.
    pub(crate) span: Option<Span>,
}

impl<'a> Fault<'a> {
    pub(crate) fn new(
        memory: &'a Bump,
        code: &'static Code,
        message: fmt::Arguments<'_>,
    ) -> &'a Fault<'a> {
        Self::at(memory, code, None, message)
    }

    pub(crate) fn at(
        memory: &'a Bump,
        code: &'static Code,
        span: Option<Span>,
        message: fmt::Arguments<'_>,
    ) -> &'a Fault<'a> {
        use fmt::Write;
        let mut text = bumpalo::collections::String::new_in(memory);
        let _ = text.write_fmt(message);
        memory.alloc(Fault { code, message: text.into_bump_str(), span })
    }
}

/// Two faults of a payload are the same where they say the same.
impl PartialEq for Fault<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.message == other.message
    }
}
