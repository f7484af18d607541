//! Texts: where they end, and quotes of other languages and of word processors.

use super::Scan;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

impl Scan {
    /// The end of a text in double quotes that starts at `at`.
    pub(super) fn text_end(&mut self, text: &str, at: usize) -> usize {
        let bytes = text.as_bytes();
        let mut end = at + 1;
        while end < bytes.len() {
            match bytes[end] {
                b'"' => return end + 1,
                b'\\' => end += 2,
                b'\n' => break,
                _ => end += 1,
            }
        }
        let end = at + text[at..].find('\n').unwrap_or(text.len() - at);
        let end = at + text[at..end].trim_end().len();
        let line = &text[at..end];
        if let Some(close) = line.find(is_typographic) {
            let mark = line[close..].chars().next().unwrap_or('”');
            let span = Span::new(at + close, at + close + mark.len_utf8());
            let message = format!("`{mark}` is a typographic quote, which ends no text");
            let finding = Diagnostic::new(&codes::BAD_CHARACTER, span, message)
                .help("write the plain double quote `\"`")
                .fix(span, "\"");
            self.diagnostics.push(finding);
            self.repairs.blank(span.range());
            self.repairs.put(span.end as usize - 1, b'"');
            return span.end as usize;
        }
        let finding = Diagnostic::new(
            &codes::TEXT_NOT_CLOSED,
            Span::new(at, end),
            "the text is not closed on its line",
        )
        .at("opened here")
        .help("end it with `\"`; a line break within a text is written `\\n`");
        self.diagnostics.push(finding);
        self.close_text(text, at, end)
    }

    /// Ends a text that runs to the end of its line before the brackets and commas there, which
    /// most likely are not meant to be in it.
    fn close_text(&mut self, text: &str, at: usize, end: usize) -> usize {
        let inner = &text[at + 1..end];
        let count = |mark: char| inner.matches(mark).count();
        let mut kept = inner.trim_end_matches([',', ';']);
        for (open, close) in [('(', ')'), ('[', ']'), ('{', '}'), ('(', ')')] {
            let mut extra = count(close).saturating_sub(count(open));
            while extra > 0 && kept.ends_with(close) {
                kept = kept[..kept.len() - 1].trim_end();
                extra -= 1;
            }
        }
        match kept.char_indices().next_back() {
            Some((start, last)) => {
                let (start, end) = (at + 1 + start, at + 1 + start + last.len_utf8());
                self.repairs.blank(start..end);
                self.repairs.put(end - 1, b'"');
                end
            }
            None => {
                self.unreadable.push(Span::new(at, end));
                end
            }
        }
    }

    /// A text in single quotes or backticks; its end.
    pub(super) fn other_quotes(&mut self, text: &str, at: usize) -> usize {
        let quote = text[at..].chars().next().unwrap_or('\'');
        let line = text[at + 1..].split('\n').next().unwrap_or("");
        let ends = |length: &usize| length + 2;
        let Some(length) = line.find(quote).as_ref().map(ends) else {
            let line = line.trim_end();
            let span = Span::new(at, at + 1);
            let message = format!("{} hold no text", name_of(quote));
            let finding = Diagnostic::new(&codes::SINGLE_QUOTES, span, message)
                .help("texts stand in double quotes");
            self.diagnostics.push(finding);
            self.unreadable.push(Span::new(at, at + 1 + line.len()));
            return at + 1 + line.len();
        };
        let span = Span::new(at, at + length);
        let inner = &text[at + 1..at + length - 1];
        let names = inner.replace("${", "{");
        let double = format!("\"{}\"", names.replace('"', "\\\""));
        let message = format!("texts stand in double quotes, not in {}", name_of(quote));
        let finding = Diagnostic::new(&codes::SINGLE_QUOTES, span, message)
            .help(format!("write `{double}`"))
            .fix(span, double);
        self.diagnostics.push(finding);
        self.repairs.put(at, b'"');
        self.repairs.put(at + length - 1, b'"');
        for (offset, byte) in inner.bytes().enumerate() {
            let place = at + 1 + offset;
            match byte {
                b'"' => self.repairs.put(place, b'\''),
                b'$' if inner[offset..].starts_with("${") => {
                    self.repairs.put(place, b' ');
                }
                _ => {}
            }
        }
        at + length
    }

    /// A text in typographic quotes, if it ends on its line; its end.
    pub(super) fn typographic(&mut self, text: &str, at: usize, open: char) -> usize {
        let inside = at + open.len_utf8();
        let line = text[inside..].split('\n').next().unwrap_or("");
        let close = line.find(|mark: char| mark == '"' || is_typographic(mark));
        let Some(close) = close else {
            let span = Span::new(at, inside);
            let finding = Diagnostic::new(
                &codes::BAD_CHARACTER,
                span,
                format!("`{open}` is a typographic quote"),
            )
            .help("write the plain double quote `\"`")
            .fix(span, "\"");
            self.diagnostics.push(finding);
            self.unreadable.push(span);
            return inside;
        };
        let start = inside + close;
        let mark = text[start..].chars().next().unwrap_or('"');
        let span = Span::new(at, start + mark.len_utf8());
        let double = format!("\"{}\"", &line[..close]);
        let message = format!("`{open}` is a typographic quote, which starts no text");
        let finding = Diagnostic::new(&codes::BAD_CHARACTER, span, message)
            .help(format!("write it in plain double quotes: `{double}`"))
            .fix(span, double);
        self.diagnostics.push(finding);
        // Places of the text are ends of characters: it gets some blanks instead.
        self.repairs.blank(at..inside);
        self.repairs.put(at, b'"');
        self.repairs.blank(start..span.end as usize);
        self.repairs.put(span.end as usize - 1, b'"');
        span.end as usize
    }
}

pub(super) fn is_typographic(mark: char) -> bool {
    matches!(mark, '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '‚' | '`' | '´') && mark != '`'
}

fn name_of(quote: char) -> &'static str {
    match quote {
        '`' => "backticks",
        _ => "single ones",
    }
}
