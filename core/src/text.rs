//! Comparing text without regard to case, by full Unicode case folding: `Straße` equals `STRASSE`.
//! ASCII takes a short way, and nothing is allocated unless a long text is searched.

use bumpalo::Bump;
use std::borrow::Cow;
use std::cmp::Ordering;

/// Up to these lengths a part is looked for in place; beyond, both texts are folded first, so that
/// the work stays proportional to their length.
const SHORT: usize = 64;
const SHORT_TEXT: usize = 1024;

/// True where both are the same text but for case.
#[inline]
pub fn eq_ignore_case(a: &str, b: &str) -> bool {
    // Most texts that differ do so in their first letter.
    !differ(a.as_bytes().first(), b.as_bytes().first()) && (same(a, b) || eq_folded(a, b))
}

/// The same text; most words have four to eight letters, which need no call.
#[inline]
fn same(a: &str, b: &str) -> bool {
    let ends = |text: &str| {
        let bytes = text.as_bytes();
        Some((*bytes.first_chunk::<4>()?, *bytes.last_chunk::<4>()?))
    };
    match a.len() {
        4..=8 => a.len() == b.len() && ends(a) == ends(b),
        _ => a == b,
    }
}

/// True for two bytes of ASCII that differ in more than what tells a capital from its letter: each
/// folds to one letter of ASCII.
#[inline]
fn differ(one: Option<&u8>, other: Option<&u8>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => (one | other).is_ascii() && (one ^ other) & !0x20 != 0,
        _ => false,
    }
}

fn eq_folded(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() {
        return a.eq_ignore_ascii_case(b);
    }
    letters_folded(a).eq(letters_folded(b))
}

/// True where `text` begins with `start`, but for case.
#[inline]
pub fn starts_with_ignore_case(text: &str, start: &str) -> bool {
    !differ(text.as_bytes().first(), start.as_bytes().first())
        && (text.starts_with(start) || starts_with_folded(text, start))
}

fn starts_with_folded(text: &str, start: &str) -> bool {
    if text.is_ascii() && start.is_ascii() {
        let head = text.as_bytes().get(..start.len());
        return head.is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()));
    }
    begins(letters_folded(text), letters_folded(start))
}

/// True where `text` ends with `end`, but for case.
#[inline]
pub fn ends_with_ignore_case(text: &str, end: &str) -> bool {
    !differ(text.as_bytes().last(), end.as_bytes().last())
        && (text.ends_with(end) || ends_with_folded(text, end))
}

fn ends_with_folded(text: &str, end: &str) -> bool {
    if text.is_ascii() && end.is_ascii() {
        let tail = text.len().checked_sub(end.len()).and_then(|at| text.as_bytes().get(at..));
        return tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end.as_bytes()));
    }
    begins(folded_from_end(text), folded_from_end(end))
}

/// True where `part` occurs in `text`, but for case.
pub fn contains_ignore_case(text: &str, part: &str) -> bool {
    if part.is_empty() {
        return true;
    }
    if part.len() > SHORT || text.len() > SHORT_TEXT {
        return fold(text).contains(fold(part).as_ref());
    }
    if text.is_ascii() && part.is_ascii() {
        let part = part.as_bytes();
        return text.as_bytes().windows(part.len()).any(|at| at.eq_ignore_ascii_case(part));
    }
    text.char_indices().any(|(at, first)| {
        // A match may begin inside what one letter folds to: the second `s` of `ß`.
        (0..folded(first).count())
            .any(|skip| begins(letters_folded(&text[at..]).skip(skip), letters_folded(part)))
    })
}

/// The order of two texts, without case.
pub fn cmp_ignore_case(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() {
        let lower = |byte: u8| byte.to_ascii_lowercase();
        return a.bytes().map(lower).cmp(b.bytes().map(lower));
    }
    letters_folded(a).cmp(letters_folded(b))
}

/// The folded text: two texts are equal but for case where these are the same.
pub fn fold(text: &str) -> Cow<'_, str> {
    let letters = Letters::of(text);
    if letters.ascii {
        return match letters.capitals {
            true => Cow::Owned(text.to_ascii_lowercase()),
            false => Cow::Borrowed(text),
        };
    }
    Cow::Owned(letters_folded(text).collect())
}

/// The folded text, in that memory where it differs.
pub(crate) fn fold_in<'a>(memory: &'a Bump, text: &'a str) -> &'a str {
    let known = Letters::of(text);
    if !known.ascii {
        let letters = letters_folded(text);
        return bumpalo::collections::String::from_iter_in(letters, memory).into_bump_str();
    }
    if !known.capitals {
        return text;
    }
    let lower = memory.alloc_str(text);
    lower.make_ascii_lowercase();
    lower
}

/// What letters a text has, looked at eight bytes at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Letters {
    pub(crate) ascii: bool,
    /// Some are capitals of ASCII.
    pub(crate) capitals: bool,
}

impl Letters {
    #[inline]
    pub(crate) fn of(text: &str) -> Letters {
        /// The highest bit of each byte.
        const HIGH: u64 = 0x80 * EACH;
        const EACH: u64 = 0x0101_0101_0101_0101;
        // Bytes with the highest bit, and those that are capitals, by that bit.
        let (mut other, mut capitals) = (0, 0);
        let mut look = |bytes: [u8; 8]| {
            let bytes = u64::from_le_bytes(bytes);
            let low = bytes & !HIGH;
            let from_a = low + (0x80 - u64::from(b'A')) * EACH;
            let behind_z = low + (0x7f - u64::from(b'Z')) * EACH;
            other |= bytes;
            capitals |= from_a & !behind_z & !bytes;
        };
        let (eights, rest) = text.as_bytes().as_chunks();
        eights.iter().for_each(|eight| look(*eight));
        if !rest.is_empty() {
            // The last eight are partly looked at twice; of fewer, zeros stand for the others.
            look(text.as_bytes().last_chunk().copied().unwrap_or_else(|| {
                let mut eight = [0; 8];
                eight[..rest.len()].copy_from_slice(rest);
                eight
            }));
        }
        Letters { ascii: other & HIGH == 0, capitals: capitals & HIGH != 0 }
    }
}

/// Full case folding is the small letters of a letter's capitals, but for these: the capital of `ı` is
/// that of another letter, that of `ß` is two, and Cherokee is folded to its capitals, which are older.
fn folded(letter: char) -> impl DoubleEndedIterator<Item = char> {
    let whole = if letter == 'ẞ' { 'ß' } else { letter };
    whole.to_uppercase().flat_map(move |capital| {
        let kept = match capital {
            'I' if letter == 'ı' => Some(letter),
            '\u{13A0}'..='\u{13F5}' => Some(capital),
            _ => None,
        };
        let small = kept.is_none().then(|| capital.to_lowercase());
        kept.into_iter().chain(small.into_iter().flatten())
    })
}

fn letters_folded(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(folded)
}

fn folded_from_end(text: &str) -> impl Iterator<Item = char> {
    text.chars().rev().flat_map(|letter| folded(letter).rev())
}

fn begins(mut text: impl Iterator<Item = char>, start: impl Iterator<Item = char>) -> bool {
    for letter in start {
        if text.next() != Some(letter) {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_fully() {
        assert!(eq_ignore_case("Straße", "STRASSE"));
        assert!(eq_ignore_case("ΟΔΟΣ", "οδος"));
        assert!(eq_ignore_case("\u{212A}elvin", "kelvin"));
        assert!(!eq_ignore_case("Strase", "STRASSE"));
        assert!(!eq_ignore_case("ab", "abc"));
    }

    #[test]
    fn every_letter_folds_as_unicode_says() {
        use caseless::Caseless;
        for letter in '\0'..=char::MAX {
            let expected: String = std::iter::once(letter).default_case_fold().collect();
            let found: String = folded(letter).collect();
            // The crate knows Unicode 16; these are of 17.
            let newer =
                matches!(letter, '\u{A7CE}' | '\u{A7D2}' | '\u{A7D4}' | '\u{16EA0}'..='\u{16EB8}');
            assert!(found == expected || newer, "{letter:?}: {found} is not {expected}");
            let from_end: String = folded_from_end(&letter.to_string()).collect();
            assert!(from_end.chars().rev().eq(found.chars()), "{letter:?}");
        }
    }

    #[test]
    fn letters_are_told_by_a_look_at_each() {
        let letters = ['@', 'A', 'Z', '[', 'a', 'z', '\0', '\u{7f}', 'é', 'Ü', '𝄞'];
        for length in 0..40 {
            for place in 0..=length {
                for letter in letters {
                    let text =
                        format!("{}{letter}{}", "-".repeat(place), "q".repeat(length - place));
                    let ascii = text.is_ascii();
                    let capitals = text.bytes().any(|byte| byte.is_ascii_uppercase());
                    assert_eq!(Letters::of(&text), Letters { ascii, capitals }, "{text:?}");
                }
            }
        }
        assert_eq!(Letters::of(""), Letters { ascii: true, capitals: false });
    }

    #[test]
    fn finds_parts() {
        let long = "ä".repeat(100);
        for (text, part, starts, contains, ends) in [
            ("Ada@Example.COM", "@example.com", false, true, true),
            ("Ada@Example.COM", "ADA@", true, true, false),
            ("Straße", "STRASS", true, true, false),
            ("Straße", "SE", false, true, true),
            ("Straße", "RASSE", false, true, true),
            ("Größe", "ÖSS", false, true, false),
            ("abc", "", true, true, true),
            ("", "a", false, false, false),
            ("ab", "abc", false, false, false),
            (&long, &long.to_uppercase(), true, true, true),
        ] {
            assert_eq!(starts_with_ignore_case(text, part), starts, "{text} sw {part}");
            assert_eq!(contains_ignore_case(text, part), contains, "{text} co {part}");
            assert_eq!(ends_with_ignore_case(text, part), ends, "{text} ew {part}");
        }
    }
}
