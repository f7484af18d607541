//! One canonical layout for rules, every comment kept.
//!
//! The tree is walked in the order of the text. Each token is taken from the source, with the
//! comments that stand before it (`printer`), into a list of pieces; blocks then align their
//! columns, and `layout` chooses the line breaks. What is printed depends on tokens, comments and
//! blank lines only, not on where lines were broken before, so formatting twice changes nothing.

mod blocks;
mod expressions;
mod json;
mod layout;
mod printer;
mod statements;

use crate::diagnostic::Diagnostic;
use crate::limits::SourceLimits;
use crate::parse::parse;
use crate::syntax::File;
use printer::Printer;

/// Lines are broken so that they are no longer than this, where that is possible.
const WIDTH: usize = 100;

/// Cells longer than this are not aligned with their neighbours.
const CELL: usize = 60;

/// The rules in the canonical layout.
///
/// `file` is the tree of `source`, parsed without errors. The result parses to the same tree, has
/// the same comments in the same order, and formatting it again changes nothing. Texts and scripts
/// are kept byte for byte. Time is linear in the size of the text.
pub fn format(source: &str, file: &File) -> String {
    let mut printer = Printer::new(source);
    printer.file(file);
    layout::print(&printer.pieces)
}

/// The rules in the canonical layout, or what keeps them from being parsed.
pub fn format_text(text: &str, limits: &SourceLimits) -> Result<String, Vec<Diagnostic>> {
    let parsed = parse(text, limits);
    if parsed.diagnostics.is_empty() {
        Ok(format(text, &parsed.file))
    } else {
        Err(parsed.diagnostics)
    }
}
