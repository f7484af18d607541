//! Letters without their marks.

use super::{Line, Table, line_count, lines, table};

/// Letters that are plain without their marks, or are made of such: `é`, `½`, `ﬁ`.
static PLAIN: Table = table!("plain.txt");

/// The letter below its marks, if that is plain; nothing of a mark.
pub(in crate::functions) fn without_marks(letter: char) -> Option<&'static str> {
    if is_mark(letter) { Some("") } else { PLAIN.find(letter) }
}

/// A mark on a Latin, Greek or Cyrillic letter. Vowel signs of other scripts are none.
pub(super) fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}
