//! The JSON of tests: lines as they were written, moved to where they belong.

use super::layout::Piece;
use super::printer::Printer;
use crate::syntax::Json;

impl Printer<'_> {
    /// A JSON value. Its texts hold no line ends, so that lines can be moved.
    pub(super) fn json(&mut self, json: &Json) {
        if json.value.is_null() {
            return self.word("null");
        }
        let text = self.take_slice((json.span.end - json.span.start) as usize);
        // For each open bracket, how far in the line stands that opened it.
        let mut open: Vec<usize> = Vec::new();
        let mut empty = false;
        let mut first = true;
        for line in text.lines() {
            let line = line.trim();
            if line.is_empty() {
                empty = true;
                continue;
            }
            let column = match (first, line.starts_with(['}', ']'])) {
                (true, _) => 0,
                (_, true) => open.last().copied().unwrap_or(0),
                (_, false) => open.last().map_or(0, |column| column + 2),
            };
            if !first {
                self.push(if empty { Piece::Blank } else { Piece::Hard });
                self.push(Piece::Pad(column));
            }
            brackets(line, column, &mut open);
            self.push(Piece::Text(line));
            (first, empty) = (false, false);
        }
    }
}

/// Follows the brackets of a line.
fn brackets(line: &str, column: usize, open: &mut Vec<usize>) {
    let mut quoted = false;
    let mut bytes = line.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' if quoted => {
                bytes.next();
            }
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => open.push(column),
            b'}' | b']' if !quoted => {
                open.pop();
            }
            _ => {}
        }
    }
}
