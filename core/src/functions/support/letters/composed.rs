//! Letters put together with their marks: Unicode's normal form C.

use super::{Line, Table, line_count, lines, table};

/// Letters, and all that they are made of; syllables of Hangul are not among them.
static PARTS: Table = table!("parts.txt");
/// First letters, and pairs of a second one and the letter that the two make.
static PAIRS: Table = table!("pairs.txt");
/// Marks and their class, which orders them: a letter so far behind `CLASS`.
static CLASSES: Table = table!("classes.txt");
/// Marks of all scripts.
static MARKS: Table = table!("marks.txt");

/// Before class 1, in the table: tabs and newlines are none.
pub(super) const CLASS: u32 = 0x100;
/// Nothing below is a mark, or composed with what follows.
const FIRST_MARK: char = '\u{300}';

/// The letters of a text, each composed of all that can be one letter.
pub(in crate::functions) fn composed(text: &str) -> Vec<char> {
    if text.chars().all(|letter| letter < FIRST_MARK) {
        return text.chars().collect();
    }
    let mut letters: Vec<(char, u8)> = Vec::with_capacity(text.len());
    for letter in text.chars() {
        match PARTS.find(letter) {
            Some(parts) => letters.extend(parts.chars().map(|part| (part, class(part)))),
            None => letters.push((letter, class(letter))),
        }
    }
    for marks in letters.chunk_by_mut(|one, other| one.1 != 0 && other.1 != 0) {
        marks.sort_by_key(|&(_, class)| class);
    }
    compose(&letters)
}

/// A mark: of any script, and whether or not it has a place of its own.
pub(in crate::functions) fn is_mark(letter: char) -> bool {
    letter >= FIRST_MARK && MARKS.find(letter).is_some()
}

fn compose(letters: &[(char, u8)]) -> Vec<char> {
    let mut composed: Vec<char> = Vec::with_capacity(letters.len());
    // The letter that marks go to, and the class of the last mark that stayed behind it.
    let (mut base, mut last) = (None, 0);
    for &(letter, class) in letters {
        if let Some(base) = base
            && (last < class || base + 1 == composed.len())
            && let Some(both) = pair(composed[base], letter)
        {
            composed[base] = both;
            continue;
        }
        if class == 0 {
            base = Some(composed.len());
        }
        last = class;
        composed.push(letter);
    }
    composed
}

fn class(letter: char) -> u8 {
    if letter < FIRST_MARK {
        return 0;
    }
    let class = CLASSES.find(letter).and_then(|class| class.chars().next());
    class.map_or(0, |class| (u32::from(class) - CLASS) as u8)
}

/// The letter that two make.
fn pair(first: char, second: char) -> Option<char> {
    if second < FIRST_MARK {
        return None;
    }
    if let Some(syllable) = hangul(first.into(), second.into()) {
        return char::from_u32(syllable);
    }
    let mut pairs = PAIRS.find(first)?.chars();
    while let (Some(mark), both) = (pairs.next(), pairs.next()) {
        if mark == second {
            return both;
        }
    }
    None
}

/// A syllable of Hangul, by its parts (The Unicode Standard, section 3.12).
fn hangul(first: u32, second: u32) -> Option<u32> {
    const LEADING: u32 = 0x1100;
    const VOWEL: u32 = 0x1161;
    const TRAILING: u32 = 0x11A7;
    const SYLLABLE: u32 = 0xAC00;
    let (leading, vowel) = (first.wrapping_sub(LEADING), second.wrapping_sub(VOWEL));
    if leading < 19 && vowel < 21 {
        return Some(SYLLABLE + (leading * 21 + vowel) * 28);
    }
    let (open, trailing) = (first.wrapping_sub(SYLLABLE), second.wrapping_sub(TRAILING));
    let is_open = open < 19 * 21 * 28 && open % 28 == 0;
    (is_open && (1..28).contains(&trailing)).then(|| first + trailing)
}
