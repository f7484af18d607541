//! Every letter against the crates that the tables are made of.
//! `UPDATE_GOLDEN=1 cargo test -p scimrules --lib letters` writes the tables anew.

use super::scripts::HAN_WIDTH;
use super::{NONE, composed, in_ascii, is_mark, plain as marked};
use crate::functions::support::plain::{plain, written};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

/// Most letters in a line, and the most that are left out between two.
const LINE: u32 = 64;
const GAP: u32 = 8;

fn beyond_ascii() -> impl Iterator<Item = char> {
    '\u{80}'..=char::MAX
}

/// Letters that a composed text has.
fn usual() -> impl Iterator<Item = char> {
    beyond_ascii().filter(|&letter| std::iter::once(letter).nfc().eq([letter]))
}

/// A table as `Table` reads it.
fn table(words: &BTreeMap<char, String>) -> String {
    let (mut text, mut first, mut next) = (String::new(), 0, 0);
    for (&letter, word) in words {
        let code = u32::from(letter);
        if text.is_empty() || code - next > GAP || code - first >= LINE {
            let _ = write!(text, "{}{code:X}", if text.is_empty() { "" } else { "\n" });
            (first, next) = (code, code);
        }
        for _ in next..code {
            text += "\t";
            text += NONE;
        }
        text += "\t";
        text += word;
        next = code + 1;
    }
    text + "\n"
}

fn words<W: Into<String>>(of: impl Iterator<Item = (char, W)>) -> BTreeMap<char, String> {
    of.map(|(letter, word)| (letter, word.into())).collect()
}

fn parts() -> BTreeMap<char, String> {
    let taken_apart = beyond_ascii().filter(|letter| !('\u{AC00}'..='\u{D7A3}').contains(letter));
    let parts = taken_apart.map(|letter| (letter, std::iter::once(letter).nfd().collect()));
    words(parts.filter(|(letter, parts): &(char, String)| !parts.chars().eq([*letter])))
}

fn pairs() -> BTreeMap<char, String> {
    let mut pairs: BTreeMap<char, String> = BTreeMap::new();
    for (both, parts) in parts() {
        let mut rest = parts.chars();
        let Some(second) = rest.next_back() else { continue };
        let mut first = rest.nfc();
        if let (Some(first), None) = (first.next(), first.next())
            && [first, second].into_iter().nfc().eq([both])
        {
            pairs.entry(first).or_default().extend([second, both]);
        }
    }
    pairs
}

fn classes() -> BTreeMap<char, String> {
    let class = |letter| u32::from(canonical_combining_class(letter));
    let known = beyond_ascii().filter(|&letter| class(letter) != 0);
    let shown = |class| char::from_u32(super::composed::CLASS + class).expect("a letter");
    words(known.map(|letter| (letter, shown(class(letter)))))
}

fn without_marks(letter: char) -> String {
    let bases = std::iter::once(letter).nfkd().filter(|&base| !marked::is_mark(base));
    let mut result = String::new();
    for base in bases {
        match written(base, &[]) {
            Some(written) if base.is_uppercase() => result += &written.to_ascii_uppercase(),
            Some(written) => result += written,
            None => result.push(base),
        }
    }
    result
}

/// What is written neither in the way of a language nor as nothing.
fn others() -> impl Iterator<Item = char> {
    usual().filter(|&letter| written(letter, &[]).is_none() && !marked::is_mark(letter))
}

fn plain_letters() -> BTreeMap<char, String> {
    words(
        others().map(|letter| (letter, without_marks(letter))).filter(|(_, word)| word.is_ascii()),
    )
}

fn scripts() -> BTreeMap<char, String> {
    let foreign = others().filter(|&letter| !without_marks(letter).is_ascii());
    let apart = |letter: &char| matches!(letter, '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{2028}' | '\u{2029}');
    let words_of = foreign.filter(|letter| !apart(letter));
    words(words_of.filter_map(|letter| Some((letter, deunicode::deunicode_char(letter)?))))
}

/// The words of Han, and which of them each letter has.
fn han() -> (String, Vec<u8>) {
    let letters: Vec<&str> = ('\u{3400}'..='\u{9FFF}')
        .map(|letter| deunicode::deunicode_char(letter).unwrap_or(NONE))
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    letters.iter().for_each(|word| *counts.entry(word).or_default() += 1);
    let mut words: Vec<&str> = counts.keys().copied().collect();
    words.sort_by_key(|word| std::cmp::Reverse(counts[word]));
    let places: BTreeMap<&str, usize> = words.iter().copied().zip(0..).collect();
    let (low, high): (Vec<u8>, Vec<u8>) =
        letters.iter().map(|word| (places[word] as u8, (places[word] >> 8) as u8)).unzip();
    assert_eq!(words.iter().map(|word| word.len()).max(), Some(HAN_WIDTH));
    (words.iter().map(|word| format!("{word:\n<HAN_WIDTH$}")).collect(), [low, high].concat())
}

#[test]
fn the_tables_are_fresh() {
    let marks =
        words(beyond_ascii().filter(|&letter| is_combining_mark(letter)).map(|mark| (mark, "")));
    let (han_words, han) = han();
    let tables = [
        ("parts.txt", table(&parts()).into_bytes()),
        ("pairs.txt", table(&pairs()).into_bytes()),
        ("classes.txt", table(&classes()).into_bytes()),
        ("marks.txt", table(&marks).into_bytes()),
        ("plain.txt", table(&plain_letters()).into_bytes()),
        ("scripts.txt", table(&scripts()).into_bytes()),
        ("han.txt", han_words.into_bytes()),
        ("han.bin", han),
    ];
    for (name, table) in tables {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/functions/support/letters");
        let path = folder.join(name);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, &table).expect("written");
        }
        let found = std::fs::read(&path).unwrap_or_default();
        assert!(
            found == table,
            "{name} is stale: UPDATE_GOLDEN=1 cargo test -p scimrules --lib letters"
        );
    }
}

/// In ASCII, as the crates write it.
fn expected(text: &str) -> String {
    let letters: Vec<char> = text.nfc().collect();
    let mut result = String::new();
    for (at, &letter) in letters.iter().enumerate() {
        if letter.is_ascii() {
            result.push(letter);
        } else if let Some(written) = written(letter, &[]) {
            let upper = |at: usize| {
                letters.get(at).filter(|near| near.is_alphabetic()).map(|near| near.is_uppercase())
            };
            let near = upper(at + 1).or_else(|| upper(at.checked_sub(1)?)).unwrap_or_default();
            match letter.is_uppercase() {
                true if near || letter == 'ẞ' => result += &written.to_ascii_uppercase(),
                true => {
                    let (first, rest) = written.split_at(written.len().min(1));
                    result += &first.to_ascii_uppercase();
                    result += rest;
                }
                false => result += written,
            }
        } else {
            let bare = without_marks(letter);
            match bare.is_ascii() {
                true => result += &bare,
                false => result.push(letter),
            }
        }
    }
    deunicode::deunicode_with_tofu(&result, "")
}

fn check(text: &str) {
    assert!(composed(text).into_iter().eq(text.nfc()), "{:?}", text.escape_unicode().to_string());
    let found = plain(text, &[]).expect("short");
    assert_eq!(found, expected(text), "{:?}", text.escape_unicode().to_string());
}

#[test]
fn every_letter_is_written_as_before() {
    for letter in '\0'..=char::MAX {
        assert_eq!(is_mark(letter), is_combining_mark(letter), "{letter:?}");
        // Beside other scripts the crate drops control characters, and by themselves it keeps them: we do.
        if letter < ' ' || letter == '\u{7F}' {
            continue;
        }
        if deunicode::deunicode_char(letter).is_none()
            && std::iter::once(letter).nfkd().eq([letter])
        {
            assert!(in_ascii(letter).is_none() && composed(&letter.to_string()) == [letter]);
            continue;
        }
        for text in ["@", "北@ x", "É@ @\u{301}"] {
            check(&text.replace('@', letter.encode_utf8(&mut [0; 4])));
        }
    }
}

#[test]
fn letters_and_marks_in_any_order_are_composed() {
    let letters: Vec<char> = parts()
        .into_iter()
        .flat_map(|(letter, parts)| parts.chars().chain([letter]).collect::<Vec<_>>())
        .chain("\u{1100}\u{1161}\u{11A8}\u{AC00}\u{AC01}\u{9FFF} x北京Æß\u{200B}".chars())
        .chain(beyond_ascii().filter(|&letter| is_combining_mark(letter)))
        .collect();
    let mut seed = 7_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for _ in 0..50_000 {
        let text: String = (0..1 + random(6)).map(|_| letters[random(letters.len())]).collect();
        check(&text);
    }
}
