//! Brackets: which one closes which, and what is put in where one is missing.

use super::Scan;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

/// A bracket that waits for its counterpart.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) at: usize,
    pub(super) bracket: u8,
}

/// The bracket that a closing one belongs to.
pub(super) fn opener(close: u8) -> u8 {
    match close {
        b'}' => b'{',
        b')' => b'(',
        _ => b'[',
    }
}

fn closer(open: u8) -> u8 {
    match open {
        b'{' => b'}',
        b'(' => b')',
        _ => b']',
    }
}

impl Scan {
    /// Everything that is open should have been closed before that place.
    pub(super) fn all_closed(&mut self, text: &str, before: usize) {
        self.closed_to(text, 0, before);
    }

    /// What is open deeper than that should have been closed before that place.
    pub(super) fn closed_to(&mut self, text: &str, depth: usize, before: usize) {
        while self.open.len() > depth {
            let Some(bracket) = self.open.pop() else { break };
            self.not_closed(text, &bracket, before);
        }
    }

    /// A closing bracket.
    pub(super) fn close(&mut self, text: &str, at: usize) {
        let byte = text.as_bytes()[at];
        let opener = opener(byte);
        let Some(depth) = self.open.iter().rposition(|open| open.bracket == opener) else {
            let message = format!("`{}` closes nothing", byte as char);
            let span = Span::new(at, at + 1);
            let finding = Diagnostic::new(&codes::BRACKET_TOO_MANY, span, message)
                .help(format!("remove it, or add the `{}` that it should close", opener as char));
            self.diagnostics.push(finding);
            self.repairs.bracket(at, b' ');
            self.unreadable.push(span);
            return;
        };
        self.closed_to(text, depth + 1, at);
        self.open.pop();
    }

    fn not_closed(&mut self, text: &str, open: &Open, before: usize) {
        let opener = Span::new(open.at, open.at + 1);
        let close = closer(open.bracket);
        let end = self.content_end(text, open.at, before);
        let message = format!("`{}` is never closed", open.bracket as char);
        let finding = Diagnostic::new(&codes::BRACKET_NOT_CLOSED, opener, message)
            .at("opened here")
            .label(Span::new(end, end), format!("`{}` is missing here", close as char))
            .help(format!("close it with `{}`", close as char));
        self.diagnostics.push(finding);
        // A blank behind becomes the bracket, if there is one.
        let room = (end..before).find(|at| {
            text.as_bytes()[*at].is_ascii_whitespace()
                && !self.repairs.is_taken(*at)
                && !self.is_comment(*at)
        });
        match room {
            Some(at) => self.repairs.bracket(at, close),
            None if open.bracket == b'{' => self.unclosed.push((open.at, before)),
            None => {}
        }
        // Where the guess does not help, nothing more is to be said of the line.
        if open.bracket != b'{' {
            self.unreadable.push(opener);
        }
    }

    /// The end of what stands before a place, comments and white space left out.
    fn content_end(&self, text: &str, from: usize, before: usize) -> usize {
        let mut end = before;
        loop {
            end = text[..end].trim_end().len();
            let at = self.comments.partition_point(|comment| (comment.span.start as usize) < end);
            match self.comments[..at].last() {
                Some(comment) if comment.span.end as usize >= end => {
                    end = comment.span.start as usize;
                }
                _ => return end.max(from + 1).min(before),
            }
        }
    }

    /// A place within a comment, or its line end: what is put there would belong to the comment.
    fn is_comment(&self, place: usize) -> bool {
        let at = self.comments.partition_point(|comment| comment.span.start as usize <= place);
        self.comments[..at].last().is_some_and(|comment| place <= comment.span.end as usize)
    }
}
