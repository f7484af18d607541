//! Letters without marks, for `ascii` and `slug`.

use super::output::MAX_BYTES;
use crate::functions::Failure;
use unicode_normalization::UnicodeNormalization;

/// A language whose letters are written in a way of its own: its codes and the letters.
type Language = (&'static [&'static str], &'static [(char, &'static str)]);

static LANGUAGES: &[Language] = &[
    (&["da", "no", "nb", "nn"], &[('å', "aa"), ('æ', "ae"), ('ø', "oe")]),
    (&["de"], &[('ä', "ae"), ('ö', "oe"), ('ü', "ue")]),
];

/// Letters that have no plain form below their marks, and how they are usually written.
/// In order of the letter.
static LETTERS: &[(char, &str)] = &[
    ('\u{AD}', ""),
    ('ß', "ss"),
    ('æ', "ae"),
    ('ð', "d"),
    ('ø', "o"),
    ('þ', "th"),
    ('đ', "d"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ĸ', "k"),
    ('ł', "l"),
    ('ŋ', "ng"),
    ('œ', "oe"),
    ('ŧ', "t"),
    ('ƒ', "f"),
    ('ɓ', "b"),
    ('ɔ', "o"),
    ('ɖ', "d"),
    ('ɗ', "d"),
    ('ə', "a"),
    ('ɛ', "e"),
    ('ƙ', "k"),
    ('ʻ', "'"),
    ('ʼ', "'"),
    ('ʾ', "'"),
    ('ʿ', "'"),
    ('\u{200B}', ""),
    ('\u{200C}', ""),
    ('\u{200D}', ""),
    ('‐', "-"),
    ('‑', "-"),
    ('‒', "-"),
    ('–', "-"),
    ('—', "-"),
    ('‘', "'"),
    ('’', "'"),
    ('‚', "'"),
    ('“', "\""),
    ('”', "\""),
    ('„', "\""),
    ('€', "EUR"),
    ('\u{FEFF}', ""),
];

/// The letters of a language, by its code; `None` for a language that has no rules of its own here.
pub(in crate::functions) fn language(code: &str) -> Option<&'static [(char, &'static str)]> {
    let known = |codes: &[&str]| codes.iter().any(|known| known.eq_ignore_ascii_case(code));
    LANGUAGES.iter().find(|(codes, _)| known(codes)).map(|&(_, letters)| letters)
}

/// The codes of all languages, for messages.
pub(in crate::functions) fn languages() -> String {
    let mut codes: Vec<_> = LANGUAGES.iter().flat_map(|&(codes, _)| codes).collect();
    codes.sort();
    codes.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(", ")
}

/// The text in ASCII alone.
pub(in crate::functions) fn plain(
    text: &str,
    language: &[(char, &str)],
) -> Result<String, Failure<'static>> {
    let letters: Vec<char> = text.nfc().collect();
    let mut result = String::with_capacity(text.len() + 8);
    for (at, &letter) in letters.iter().enumerate() {
        if letter.is_ascii() {
            result.push(letter);
        } else if let Some(written) = written(letter, language) {
            push_cased(&mut result, written, letter, &letters, at);
        } else {
            push_without_marks(&mut result, letter);
        }
    }
    if !result.is_ascii() {
        result = other_scripts(&result)?;
    }
    if result.len() > MAX_BYTES {
        return Err(Failure("the result would be longer than 1 MiB"));
    }
    Ok(result)
}

/// How a letter or its capital is written, in lower case.
fn written<'l>(letter: char, language: &[(char, &'l str)]) -> Option<&'l str> {
    let small = match letter {
        'ẞ' => 'ß',
        letter => letter.to_lowercase().next().unwrap_or(letter),
    };
    let of_language = language.iter().find(|(known, _)| *known == small);
    let usual = || LETTERS.iter().find(|(known, _)| *known == small);
    of_language.or_else(usual).map(|&(_, written)| written)
}

/// Writes a capital's letters as a name has them: `Ärger` gives `Ae`, `ÄRGER` gives `AE`.
fn push_cased(result: &mut String, written: &str, letter: char, letters: &[char], at: usize) {
    if !letter.is_uppercase() {
        return result.push_str(written);
    }
    let next = letters.get(at + 1).copied().filter(|next| next.is_alphabetic());
    let before = at.checked_sub(1).map(|at| letters[at]).filter(|before| before.is_alphabetic());
    if next.or(before).is_some_and(char::is_uppercase) || letter == 'ẞ' {
        result.push_str(&written.to_ascii_uppercase());
    } else {
        let (first, rest) = written.split_at(written.len().min(1));
        result.push_str(&first.to_ascii_uppercase());
        result.push_str(rest);
    }
}

/// Writes the letter below its marks if that is plain, else the letter as it is.
fn push_without_marks(result: &mut String, letter: char) {
    let bases = || std::iter::once(letter).nfkd().filter(|&letter| !is_mark(letter));
    let written = |base: char| -> Option<&str> { written(base, &[]) };
    if !bases().all(|base| base.is_ascii() || written(base).is_some()) {
        return result.push(letter);
    }
    for base in bases() {
        match written(base) {
            Some(written) if base.is_uppercase() => result.push_str(&written.to_ascii_uppercase()),
            Some(written) => result.push_str(written),
            None => result.push(base),
        }
    }
}

/// A mark on a Latin, Greek or Cyrillic letter. Vowel signs of other scripts are none.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

#[cfg(feature = "transliteration")]
fn other_scripts(text: &str) -> Result<String, Failure<'static>> {
    let text = deunicode::deunicode_with_tofu(text, "");
    Ok(text.chars().filter(char::is_ascii).collect())
}

#[cfg(not(feature = "transliteration"))]
fn other_scripts(_: &str) -> Result<String, Failure<'static>> {
    Err(Failure(
        "the text has letters of another script, and this build cannot write them in ASCII",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_letters_plainly() {
        let german = language("de").unwrap();
        for (text, language, expected) in [
            ("Straße", &[][..], "Strasse"),
            ("STRAẞE", &[], "STRASSE"),
            ("Łukasz Żółć", &[], "Lukasz Zolc"),
            ("Ærø Þór ÆRØ", &[], "Aero Thor AERO"),
            ("José Ñandú Đorđe İstanbul ığdır", &[], "Jose Nandu Dorde Istanbul igdir"),
            ("ǿ Ǽ", &[], "o AE"),
            ("Müller", &[], "Muller"),
            ("Müller Ärger ÄRGER Ä TÜ", german, "Mueller Aerger AERGER Ae TUE"),
            ("Mu\u{308}ller", german, "Mueller"),
            ("Mu\u{308}ller", &[], "Muller"),
            ("O’Brien – “x” ﬁ Ａ", &[], "O'Brien - \"x\" fi A"),
            ("Nguyễn Thị Hồng", &[], "Nguyen Thi Hong"),
            ("Əliyev", &[], "Aliyev"),
            ("Åse", super::language("NB").unwrap(), "Aase"),
        ] {
            assert_eq!(plain(text, language).unwrap(), expected, "{text}");
        }
    }

    #[cfg(feature = "transliteration")]
    #[test]
    fn writes_other_scripts() {
        for (text, expected) in [("Пушкин", "Pushkin"), ("北京", "Bei Jing"), ("Ελλάδα", "Ellada")]
        {
            assert_eq!(plain(text, &[]).unwrap(), expected, "{text}");
        }
        for text in ["हिन्दी", "한국어", "\u{E000}", "😀", "ابت"] {
            assert!(plain(text, &[]).unwrap().is_ascii(), "{text}");
        }
    }
}
