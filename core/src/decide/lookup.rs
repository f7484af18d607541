//! Lines in a row that compare one thing with words: the line is looked up by the word.

use super::machine::Machine;
use crate::plan::{Expr, ExprKind, WordLines, text_cost};
use crate::text::fold_in;
use crate::value::Value;

/// What a subject is, worked out at most once.
#[derive(Clone, Copy)]
pub(crate) enum Known {
    /// It has no value.
    Missing,
    /// A text: what it counts to look at it, and its number where it is one of the words.
    Text { cost: usize, word: Option<u32> },
    /// Something else, or it cannot be told: line by line.
    Other,
}

/// The outcome of a look-up.
pub(super) enum LookUp {
    /// The condition of this line holds, and of none before it.
    Line(usize),
    /// No condition holds.
    None,
    /// It cannot be looked up.
    Other,
}

impl<'a> Machine<'_, 'a> {
    /// The first line whose condition holds. It counts what asking the lines one by one counts.
    pub(super) fn look_up_line(&self, row: &'a WordLines) -> LookUp {
        let known = match self.subjects[row.subject].get() {
            Some(known) => known,
            None => {
                let known = self.subject(row);
                self.subjects[row.subject].set(Some(known));
                known
            }
        };
        let last = row.lines.len() - 1;
        let (found, asked, each) = match known {
            Known::Other => return LookUp::Other,
            Known::Missing => (None, row.lines[last].missing, 0),
            Known::Text { cost, word } => {
                let place = word.and_then(|word| {
                    let at = row.words.binary_search_by_key(&word, |(number, _)| *number).ok()?;
                    Some(row.words[at].1 as usize)
                });
                let upto = place.unwrap_or(last);
                (place, row.lines[upto].beside_text, cost * (upto + 1))
            }
        };
        match self.left.get().checked_sub((asked + each) as u64) {
            Some(left) => self.left.set(left),
            // Line by line it shows which one is too much.
            None => return LookUp::Other,
        }
        found.map_or(LookUp::None, |place| LookUp::Line(row.lines[place].line))
    }

    fn subject(&self, row: &'a WordLines) -> Known {
        let value = match self.compared(row.lines[0].line) {
            Some(expr) => self.value(expr, None),
            None => return Known::Other,
        };
        match value {
            Ok(Value::Absent | Value::Null) => Known::Missing,
            Ok(Value::Text(text)) => {
                let subject = &self.program.subjects[row.subject];
                let key = if subject.exact { text } else { fold_in(self.memory, text) };
                Known::Text { cost: text_cost(text), word: subject.words.get(key).copied() }
            }
            _ => Known::Other,
        }
    }

    /// What the condition of a line compares.
    fn compared(&self, line: usize) -> Option<&'a Expr> {
        match &self.program.lines[line].condition.as_ref()?.kind {
            ExprKind::Compare { left, .. } | ExprKind::In { left, .. } => Some(left),
            _ => None,
        }
    }
}
