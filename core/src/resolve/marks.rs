//! Texts that look as if another language should fill them in.

use super::Resolver;
use scimrules_grammar::syntax::Piece;
use scimrules_grammar::{Diagnostic, Span, codes, parse_pieces};

impl<'s> Resolver<'s> {
    /// `"${userName}"` and `"{{userName}}"` are texts, and hardly meant like that.
    pub(super) fn foreign_marks(&mut self, text: &str, span: Span) {
        let name = |from: usize, end: &str| {
            let inner = &text[from..];
            let name = inner[..inner.find(end)?].trim();
            let is_path = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '_';
            (name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_path))
                .then_some(name)
        };
        for mark in ["${", "%{", "#{", "{{"] {
            let Some(at) = text.find(mark) else { continue };
            let end = if mark == "{{" { "}}" } else { "}" };
            let Some(name) = name(at + mark.len(), end) else { continue };
            let message = match mark {
                "{{" => format!("`{{{{{name}}}}}` writes a name in braces, not its value"),
                _ => format!("the `{}` before the brace is a part of the text", &mark[..1]),
            };
            let finding = Diagnostic::new(&codes::FOREIGN_MARK, span, message)
                .help(format!("a value is put in by `{{{name}}}` alone"));
            self.report(finding);
            return;
        }
    }

    /// In conditions texts are plain.
    pub(super) fn plain_text(&mut self, text: &str, span: Span) {
        let Some(at) = text.find('{') else { return };
        let Ok(pieces) = parse_pieces(text, span, self.source.text()) else { return };
        if pieces.iter().any(|piece| matches!(piece, Piece::Hole(_))) {
            let inner = &text[at..text[at..].find('}').map_or(text.len(), |end| at + end + 1)];
            let message = format!("a text of a condition is plain: `{inner}` is not filled in");
            let finding = Diagnostic::new(&codes::FOREIGN_MARK, span, message)
                .help("name the text with `let`, and compare with the name");
            self.report(finding);
        }
    }
}
