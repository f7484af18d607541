//! Pieces to text: which groups are broken over lines. One pass to measure, one to print.

use super::WIDTH;
use unicode_width::UnicodeWidthStr;

/// What the printer emits.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece<'s> {
    /// A token.
    Text(&'s str),
    /// A token that may hold line ends: byte for byte.
    Raw(&'s str),
    /// A comment on a line of its own.
    Comment(&'s str),
    /// A comment behind what stands on the line already.
    Trailing(&'s str),
    /// Blanks; none at the end of a line.
    Space(usize),
    /// The blanks before an aligned column, also at the start of a line.
    Pad(usize),
    /// A line end if the group is broken, else a blank.
    Line,
    /// A line end if the group is broken, else nothing.
    Soft,
    /// A line end; breaks the groups around it.
    Hard,
    /// A line end and an empty line.
    Blank,
    /// The start of a group; `true` breaks it in any case.
    Open(bool),
    /// The end of a group.
    Close,
    /// Two columns further in, from the next line on.
    Indent,
    /// From the next line on, as far in as the line that stands here.
    Hang,
    /// Back to before the last `Indent` or `Hang`.
    Dedent,
}

impl Piece<'_> {
    /// The columns it takes in an unbroken group.
    fn width(self) -> usize {
        match self {
            Piece::Text(text) => UnicodeWidthStr::width(text),
            Piece::Space(count) | Piece::Pad(count) => count,
            Piece::Line => 1,
            _ => 0,
        }
    }

    /// It cannot stand in an unbroken group.
    fn breaks(self) -> bool {
        use Piece::{Blank, Comment, Hard, Open, Raw, Trailing};
        matches!(self, Hard | Blank | Raw(_) | Comment(_) | Trailing(_) | Open(true))
    }
}

/// The width of the pieces on one line; `None` where they need several.
pub(super) fn flat_width(pieces: &[Piece<'_>]) -> Option<usize> {
    pieces.iter().try_fold(0, |sum, piece| (!piece.breaks()).then(|| sum + piece.width()))
}

/// For each `Open`, the width of its group on one line and of what follows it inseparably; `None`
/// where it must be broken.
fn measure(pieces: &[Piece<'_>]) -> Vec<Option<usize>> {
    let mut widths = vec![None; pieces.len()];
    // From the end: the width so far, the pieces that break so far, and the width up to the next
    // place where a line may end.
    let (mut total, mut breaks, mut rest) = (0usize, 0usize, 0usize);
    let mut closes: Vec<(usize, usize, usize)> = Vec::new();
    for (at, piece) in pieces.iter().enumerate().rev() {
        breaks += usize::from(piece.breaks());
        total += piece.width();
        match piece {
            Piece::Close => closes.push((total, breaks, rest)),
            Piece::Open(_) => {
                let (total_behind, breaks_behind, rest_behind) = closes.pop().unwrap_or_default();
                if breaks == breaks_behind {
                    widths[at] = Some(total - total_behind + rest_behind);
                }
            }
            Piece::Text(_) | Piece::Space(_) => rest += piece.width(),
            Piece::Indent | Piece::Hang | Piece::Dedent => {}
            _ => rest = 0,
        }
    }
    widths
}

/// Prints the pieces.
pub(super) fn print(pieces: &[Piece<'_>]) -> String {
    let widths = measure(pieces);
    let mut page = Page::default();
    // Whether the groups around are broken.
    let mut broken = vec![true];
    for (at, piece) in pieces.iter().enumerate() {
        let is_broken = broken.last().copied().unwrap_or(true);
        match *piece {
            Piece::Text(text) => page.text(text),
            Piece::Raw(text) => page.raw(text),
            Piece::Comment(text) => page.text(text),
            Piece::Trailing(text) => page.trailing(text),
            Piece::Pad(count) => page.spaces += count,
            Piece::Space(count) => page.space(count),
            Piece::Line if !is_broken => page.space(1),
            Piece::Soft if !is_broken => {}
            Piece::Line | Piece::Soft | Piece::Hard => page.newline(1),
            Piece::Blank => page.newline(2),
            Piece::Open(_) => {
                let fits = widths[at].is_some_and(|width| page.column() + width <= WIDTH);
                broken.push(is_broken && !fits);
            }
            Piece::Close => {
                broken.pop();
            }
            Piece::Indent => page.indents.push(page.indent() + 2),
            Piece::Hang => {
                let line = if page.newlines > 0 { page.indent() } else { page.line };
                page.indents.push(line);
            }
            Piece::Dedent => {
                page.indents.pop();
            }
        }
    }
    if !page.out.is_empty() {
        page.out.push('\n');
    }
    page.out
}

/// The text so far. Line ends and blanks are written only before the next token, so that none
/// are left at the end of a line.
#[derive(Default)]
struct Page {
    out: String,
    /// How far in lines stand, and have stood before `Indent` and `Hang`.
    indents: Vec<usize>,
    /// How far in the current line stands.
    line: usize,
    used: usize,
    spaces: usize,
    newlines: usize,
}

impl Page {
    fn column(&self) -> usize {
        (if self.newlines > 0 { self.indent() } else { self.used }) + self.spaces
    }

    fn indent(&self) -> usize {
        self.indents.last().copied().unwrap_or(0)
    }

    /// A blank between tokens; none at the start of a line.
    fn space(&mut self, count: usize) {
        if self.newlines == 0 {
            self.spaces += count;
        }
    }

    fn newline(&mut self, count: usize) {
        self.newlines = self.newlines.max(count);
        self.spaces = 0;
    }

    fn text(&mut self, text: &str) {
        self.raw(text);
        self.used += UnicodeWidthStr::width(text);
    }

    fn raw(&mut self, text: &str) {
        let newlines = std::mem::take(&mut self.newlines);
        let mut spaces = std::mem::take(&mut self.spaces);
        if self.out.is_empty() {
            spaces = 0;
        } else if newlines > 0 {
            self.out.extend(std::iter::repeat_n('\n', newlines));
            self.used = 0;
            self.line = self.indent();
            spaces += self.line;
        }
        self.out.extend(std::iter::repeat_n(' ', spaces));
        self.used += spaces;
        self.out.push_str(text);
    }

    /// On the line of the last token, whatever was to come behind it.
    fn trailing(&mut self, text: &str) {
        self.spaces = 0;
        self.out.push_str("  ");
        self.out.push_str(text);
    }
}
