//! What Unicode says of letters, in small tables: how they are put together, and how they are written
//! in ASCII.
//!
//! The tables are text, and smaller than those of the crates that they are made of: a page loads them.
//! `tests.rs` makes them, and holds every letter to what these crates say.

mod composed;
mod plain;
#[cfg(feature = "transliteration")]
mod scripts;
#[cfg(all(test, feature = "transliteration"))]
mod tests;

pub(in crate::functions) use composed::{composed, is_mark};
pub(in crate::functions) use plain::without_marks;
#[cfg(feature = "transliteration")]
pub(in crate::functions) use scripts::in_ascii;

/// Words by letters. A line of the text has the code of a letter, the word of that letter, and
/// those of the letters that follow.
#[derive(Clone, Copy)]
struct Table {
    text: &'static str,
    lines: &'static [Line],
}

/// A line, or a part of a long one.
#[derive(Clone, Copy)]
struct Line {
    first: u32,
    /// Where its words begin.
    words: u32,
}

/// The word of a letter that has none.
const NONE: &str = "\u{7F}";

impl Table {
    fn find(self, letter: char) -> Option<&'static str> {
        let code = u32::from(letter);
        let after = self.lines.partition_point(|line| line.first <= code);
        let line = self.lines.get(after.checked_sub(1)?)?;
        let behind = (code - line.first) as usize;
        if behind >= STEP {
            return None;
        }
        // Only as far as the word: lines are long.
        let mut words = self.text.get(line.words as usize..)?;
        for _ in 0..behind {
            let end = words.find(['\t', '\n']).filter(|&end| words.as_bytes()[end] == b'\t')?;
            words = &words[end + 1..];
        }
        let word = words.find(['\t', '\n']).map_or(words, |end| &words[..end]);
        (word != NONE).then_some(word)
    }
}

/// The table in a file.
macro_rules! table {
    ($file:literal) => {{
        const TEXT: &str = include_str!($file);
        static LINES: [Line; line_count(TEXT)] = lines(TEXT);
        Table { text: TEXT, lines: &LINES }
    }};
}
use table;

/// So many words of a line are looked at, one after the other; behind them begins another `Line`.
const STEP: usize = 32;

const fn line_count(text: &str) -> usize {
    let (text, mut at, mut count, mut word) = (text.as_bytes(), 0, 0, 0);
    while at < text.len() {
        match text[at] {
            b'\n' => (count, word) = (count + 1, 0),
            // The first tab stands before the first word.
            b'\t' if word > 0 && word % STEP == 0 => (count, word) = (count + 1, word + 1),
            b'\t' => word += 1,
            _ => {}
        }
        at += 1;
    }
    count
}

const fn lines<const COUNT: usize>(text: &str) -> [Line; COUNT] {
    let mut lines = [Line { first: 0, words: 0 }; COUNT];
    let (text, mut at, mut line) = (text.as_bytes(), 0, 0);
    while line < COUNT {
        let mut first = 0;
        while text[at] != b'\t' {
            let digit = match text[at] {
                digit @ b'0'..=b'9' => digit - b'0',
                digit => digit - b'A' + 10,
            };
            first = first * 16 + digit as u32;
            at += 1;
        }
        let mut word = 0;
        while text[at] != b'\n' {
            if text[at] == b'\t' {
                if word % STEP == 0 {
                    lines[line] = Line { first: first + word as u32, words: at as u32 + 1 };
                    line += 1;
                }
                word += 1;
            }
            at += 1;
        }
        at += 1;
    }
    lines
}
