//! Characters and comments that the language does not use.

use super::Scan;
use super::quotes::is_typographic;
use super::words::is_name_byte;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

/// So many spaces that are none are told.
const MOST_ODD_SPACES: usize = 3;

impl Scan {
    /// A comment as other languages write it; its end.
    pub(super) fn foreign_comment(&mut self, text: &str, at: usize) -> usize {
        let line_end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        let mark = &text[at..at + 2];
        if text[at..line_end].trim_end().bytes().all(|byte| byte == b'-') {
            let end = at + text[at..line_end].trim_end().len();
            let span = Span::new(at, end);
            let message = format!("`{}` has no meaning here", &text[at..end]);
            let finding = Diagnostic::new(&codes::BAD_CHARACTER, span, message)
                .help("remove it; a comment starts with `#`")
                .fix(span, "");
            self.diagnostics.push(finding);
            self.repairs.blank(at..end);
            return end;
        }
        let end = match mark {
            "/*" => text[at + 2..].find("*/").map_or(line_end, |end| at + 2 + end + 2),
            _ => line_end,
        };
        let message = format!("comments start with `#`, not with `{mark}`");
        let finding = Diagnostic::new(&codes::BAD_CHARACTER, Span::new(at, at + 2), message);
        let one_line = !text[at..end].contains('\n');
        let rest = text[end..line_end.max(end)].trim();
        let finding = match mark {
            "/*" if one_line && rest.is_empty() => {
                let comment = text[at + 2..end].trim_end_matches("*/").trim();
                let whole = Span::new(at, end);
                finding.help("write `#` before the comment").fix(whole, format!("# {comment}"))
            }
            "/*" => finding.help("write `#` before each line of the comment, to its end"),
            _ => finding.help("write `#` before the comment").fix(Span::new(at, at + 2), "#"),
        };
        self.diagnostics.push(finding);
        self.repairs.blank(at..end);
        end
    }

    /// A comment with a carriage return in it: what an editor shows as the next line is a comment too.
    pub(super) fn lone_return(&mut self, text: &str, at: usize, end: usize) {
        let Some(found) = text[at..end].find('\r') else { return };
        let span = Span::new(at + found, at + found + 1);
        let message = "a carriage return alone does not end a line, nor a comment";
        let finding = Diagnostic::new(&codes::BAD_CHARACTER, span, message)
            .help("save the file with line ends that are `\\n` or `\\r\\n`")
            .fix(span, "\n");
        self.diagnostics.push(finding);
    }

    /// `name->givenName`: a word takes the hyphen along.
    pub(super) fn arrow(&mut self, text: &str, at: usize, word: &str) {
        let end = at + word.len();
        let follows = |c: char| c.is_ascii_alphabetic();
        if !word.ends_with('-')
            || !text[end..].strip_prefix('>').is_some_and(|rest| rest.starts_with(follows))
        {
            return;
        }
        let span = Span::new(end - 1, end + 1);
        let finding = Diagnostic::new(&codes::BAD_CHARACTER, span, "`->` does not join names")
            .help(format!(
                "parts of a path are joined by a dot: `{}.…`",
                word.trim_end_matches('-')
            ))
            .fix(span, ".");
        self.diagnostics.push(finding);
        self.repairs.put(end - 1, b'.');
        self.repairs.put(end, b' ');
    }

    /// A control character; the next place.
    pub(super) fn control(&mut self, text: &str, at: usize) -> usize {
        let span = Span::new(at, at + 1);
        let code = u32::from(text.as_bytes()[at]);
        let message = format!("a control character (U+{code:04X}) stands here");
        let finding = Diagnostic::new(&codes::BAD_CHARACTER, span, message)
            .help("remove it; it cannot be seen in most editors")
            .fix(span, " ");
        self.diagnostics.push(finding);
        self.repairs.put(at, b' ');
        at + 1
    }

    /// A character beyond ASCII; the next place.
    pub(super) fn odd_character(&mut self, text: &str, at: usize) -> usize {
        let Some(character) = text[at..].chars().next() else { return text.len() };
        let end = at + character.len_utf8();
        if at == 0 && character == '\u{FEFF}' {
            return end;
        }
        if is_typographic(character) {
            return self.typographic(text, at, character);
        }
        if character.is_alphanumeric() {
            return self.foreign_name(text, at);
        }
        let span = Span::new(at, end);
        let finding = match character {
            '\u{a0}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200f}'
            | '\u{2028}'..='\u{202f}'
            | '\u{205f}'
            | '\u{2060}'
            | '\u{3000}'
            | '\u{feff}'
            | '\u{ad}' => {
                let code = u32::from(character);
                let message = format!("this is not a plain space but U+{code:04X}");
                self.repairs.blank(at..end);
                // Copied text is full of them: a few messages are enough.
                self.odd_spaces += 1;
                if self.odd_spaces > MOST_ODD_SPACES {
                    return end;
                }
                Diagnostic::new(&codes::BAD_CHARACTER, span, message)
                    .help("replace it with a plain space; it often comes with copied text")
                    .fix(span, " ")
            }
            '–' | '—' | '−' | '‐' | '‑' => {
                self.repairs.blank(at..end);
                self.repairs.put(end - 1, b'-');
                let message = format!("`{character}` is not the plain hyphen `-`");
                Diagnostic::new(&codes::BAD_CHARACTER, span, message)
                    .help("write the plain hyphen `-`")
                    .fix(span, "-")
            }
            '≠' | '≥' | '≤' | '→' | '⇒' | '…' | '∧' | '∨' | '¬' => {
                let meant = match character {
                    '≠' => "ne",
                    '≥' => "ge",
                    '≤' => "le",
                    '→' | '⇒' => "=>",
                    '∧' => "and",
                    '∨' => "or",
                    '¬' => "not (…)",
                    _ => "",
                };
                self.unreadable.push(span);
                let message = format!("`{character}` is not an operator here");
                let finding = Diagnostic::new(&codes::BAD_CHARACTER, span, message);
                match meant {
                    "" => finding.help("write out what is meant"),
                    _ => finding.help(format!("write `{meant}`")),
                }
            }
            _ => {
                self.unreadable.push(span);
                let message = format!("`{character}` does not stand outside of texts and comments");
                Diagnostic::new(&codes::BAD_CHARACTER, span, message).help(
                    "names are made of ASCII letters, digits, `_` and `-`; put texts in double quotes",
                )
            }
        };
        self.diagnostics.push(finding);
        end
    }

    /// A word with letters beyond ASCII; its end.
    fn foreign_name(&mut self, text: &str, at: usize) -> usize {
        let before = text[..at].bytes().rev().take_while(|byte| is_name_byte(*byte)).count();
        let goes_on = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        let length = text[at..].find(|c: char| !goes_on(c)).unwrap_or(text.len() - at);
        let span = Span::new(at - before, at + length);
        let word = &text[span.range()];
        let message = format!("`{word}` cannot be a name");
        let finding = Diagnostic::new(&codes::BAD_CHARACTER, span, message).help(format!(
            "names are made of ASCII letters, digits, `_` and `-`; a text is written in quotes: `\"{word}\"`"
        ));
        self.diagnostics.push(finding);
        self.unreadable.push(span);
        at + length
    }
}
