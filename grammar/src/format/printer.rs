//! Takes tokens from the source, one behind the other, with the comments between them.

use super::CELL;
use super::layout::{Piece, flat_width};
use crate::source::Span;

/// The source, how far it was taken, and what was made of it.
pub(super) struct Printer<'s> {
    source: &'s str,
    at: usize,
    /// The last piece with a text is a token, not a comment: a comment may stand behind it.
    after_token: bool,
    /// Lines within the next brackets stand further in than the line on which they open.
    pub(super) hangs: bool,
    /// Comments passed already, to come before the next token.
    held: Vec<(usize, &'s str)>,
    pub(super) pieces: Vec<Piece<'s>>,
}

/// What stands between two tokens.
struct Gap<'s> {
    /// Each comment, with the number of line ends before it.
    comments: Vec<(usize, &'s str)>,
    /// The line ends behind the last comment.
    newlines: usize,
}

/// A cell of an aligned column: its pieces up to the `Pad` behind them.
pub(super) struct Cell {
    pub(super) start: usize,
    pub(super) pad: usize,
}

impl<'s> Printer<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        let start = if source.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        Printer {
            source,
            at: start,
            after_token: false,
            hangs: true,
            held: Vec::new(),
            pieces: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, piece: Piece<'s>) {
        self.pieces.push(piece);
    }

    pub(super) fn space(&mut self) {
        self.push(Piece::Space(1));
    }

    /// Starts a group; comments before its first token do not break it.
    pub(super) fn open(&mut self, broken: bool) {
        self.comments();
        self.push(Piece::Open(broken));
    }

    /// What is left of the source.
    fn rest(&self) -> &'s str {
        self.source.get(self.at..).unwrap_or("")
    }

    /// Passes white space and comments.
    fn gap(&mut self) -> Gap<'s> {
        let mut gap = Gap { comments: std::mem::take(&mut self.held), newlines: 0 };
        loop {
            let rest = self.rest();
            let token = rest.trim_start_matches([' ', '\t', '\r', '\n', '\u{FEFF}']);
            let blank = &rest[..rest.len() - token.len()];
            gap.newlines += blank.bytes().filter(|byte| *byte == b'\n').count();
            self.at += blank.len();
            if !token.starts_with('#') {
                return gap;
            }
            let length = token.find('\n').unwrap_or(token.len());
            gap.comments.push((std::mem::take(&mut gap.newlines), token[..length].trim_end()));
            self.at += length;
        }
    }

    /// The rest of the source from the next token on. Comments before it stay to be taken.
    pub(super) fn peek(&mut self) -> (usize, &'s str) {
        let (before, held) = (self.at, self.held.clone());
        self.gap();
        let next = (self.at, self.rest());
        (self.at, self.held) = (before, held);
        next
    }

    fn comment(&mut self, newlines: usize, text: &'s str) {
        if newlines == 0 && self.after_token {
            self.push(Piece::Trailing(text));
        } else {
            self.push(Piece::Hard);
            self.push(Piece::Comment(text));
        }
        self.push(Piece::Hard);
        self.after_token = false;
    }

    /// The comments before the next token, each ending its line.
    pub(super) fn comments(&mut self) {
        for (newlines, text) in self.gap().comments {
            self.comment(newlines, text);
        }
    }

    /// The next `length` bytes, for the caller to print.
    pub(super) fn take_slice(&mut self, length: usize) -> &'s str {
        self.comments();
        let token = self.rest().get(..length).unwrap_or("");
        self.at += token.len();
        self.after_token = true;
        token
    }

    /// The next `length` bytes, as they are.
    pub(super) fn take(&mut self, length: usize) {
        let token = self.take_slice(length);
        self.push(Piece::Text(token));
    }

    /// A token of which the tree knows the place.
    pub(super) fn span(&mut self, span: Span) {
        self.take((span.end - span.start) as usize);
    }

    /// A token that is written in one way only.
    pub(super) fn word(&mut self, word: &'static str) {
        self.comments();
        self.word_here(word);
    }

    /// Like `word`, but the comments before it move behind it: a comma or an opening brace.
    pub(super) fn mark(&mut self, mark: &'static str) {
        self.held = self.gap().comments;
        self.word_here(mark);
    }

    fn word_here(&mut self, word: &'static str) {
        self.at += word.len();
        self.push(Piece::Text(word));
        self.after_token = true;
    }

    /// Leaves out a comma before a closing bracket.
    pub(super) fn no_comma(&mut self) {
        if self.peek().1.starts_with(',') {
            self.comments();
            self.at += 1;
        }
    }

    /// A script: all that is left up to `end`.
    pub(super) fn raw(&mut self, end: usize) {
        self.comments();
        let text = self.take_slice(end.saturating_sub(self.at));
        self.push(Piece::Raw(text));
    }

    /// The next token of letters and digits.
    pub(super) fn any_word(&mut self) {
        let (_, rest) = self.peek();
        let end = rest.find(|character: char| !character.is_ascii_alphanumeric());
        self.take(end.unwrap_or(rest.len()));
    }

    /// A text whose end the tree does not know.
    pub(super) fn text(&mut self) {
        let (_, rest) = self.peek();
        let bytes = rest.as_bytes();
        let mut end = 1;
        while end < bytes.len() && bytes[end] != b'"' {
            end += if bytes[end] == b'\\' { 2 } else { 1 };
        }
        self.take((end + 1).min(bytes.len()));
    }

    /// Goes to a new line for the next statement or the next line of a block, with the comments
    /// above it. Empty lines are kept, one at most; none for the `first`, and one at least where
    /// `apart`. Answers whether nothing at all stands between the lines.
    pub(super) fn line(&mut self, first: bool, apart: bool) -> bool {
        let gap = self.gap();
        let blank = gap.newlines > 1 || gap.comments.iter().any(|(newlines, _)| *newlines > 1);
        let mut missing = apart && !blank && !first;
        let mut first = first;
        let mut joined = true;
        for (newlines, text) in gap.comments {
            if newlines > 0 || !self.after_token {
                let empty = !first && newlines > 1 || std::mem::take(&mut missing);
                self.push(if empty { Piece::Blank } else { Piece::Hard });
                first = false;
                joined = false;
            }
            self.comment(newlines, text);
        }
        let empty = !first && gap.newlines > 1 || missing;
        self.push(if empty { Piece::Blank } else { Piece::Hard });
        joined && !empty
    }

    /// `{`, and what `body` prints for each line, and `}`.
    pub(super) fn block<T>(&mut self, lines: &[T], body: impl FnOnce(&mut Self, &[T])) {
        self.mark("{");
        self.push(Piece::Indent);
        body(self, lines);
        let nothing = self.held.is_empty() && lines.is_empty();
        if nothing && self.rest().trim_start().starts_with('}') {
            self.push(Piece::Dedent);
        } else {
            self.block_end(lines.is_empty());
        }
        self.word("}");
    }

    fn block_end(&mut self, first: bool) {
        let mut first = first;
        for (newlines, text) in self.gap().comments {
            if newlines > 1 && !first {
                self.push(Piece::Blank);
            }
            first &= newlines == 0;
            self.comment(newlines, text);
        }
        self.push(Piece::Dedent);
        self.push(Piece::Hard);
    }

    /// The blanks before a column, to be set by `align`.
    pub(super) fn pad(&mut self, start: usize, gap: usize) -> Cell {
        let pad = self.pieces.len();
        self.push(Piece::Pad(gap));
        Cell { start, pad }
    }

    /// Starts all columns behind the cells at the same place.
    pub(super) fn align(&mut self, cells: &[Cell], gap: usize) {
        let widths: Vec<_> = cells.iter().map(|cell| self.cell(cell.start, cell.pad)).collect();
        let Some(widest) = widths.iter().flatten().max() else { return };
        for (cell, width) in cells.iter().zip(&widths) {
            if let Some(width) = width {
                self.pieces[cell.pad] = Piece::Pad(widest - width + gap);
            }
        }
    }

    /// The width of a cell that can be aligned.
    pub(super) fn cell(&self, start: usize, end: usize) -> Option<usize> {
        flat_width(&self.pieces[start..end]).filter(|width| *width <= CELL)
    }
}
