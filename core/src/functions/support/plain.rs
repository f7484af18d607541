//! Letters without marks, for `ascii` and `slug`.

#[cfg(feature = "transliteration")]
use super::letters::in_ascii;
use super::letters::{composed, without_marks};
use super::output::MAX_BYTES;
use crate::functions::Failure;

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

const TOO_LONG: &str = "the result would be longer than 1 MiB";

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
    // A letter gives a byte at least, but for marks and the like.
    if text.len() > MAX_BYTES && text.chars().count() > MAX_BYTES {
        return Err(Failure(TOO_LONG));
    }
    let letters = composed(text);
    let mut result = Plain { text: String::with_capacity(text.len() + 8), spaced: false };
    for (at, &letter) in letters.iter().enumerate() {
        if letter.is_ascii() {
            result.push(letter.encode_utf8(&mut [0; 4]));
        } else if let Some(written) = written(letter, language) {
            push_cased(&mut result, written, letter, &letters, at);
        } else if let Some(bare) = without_marks(letter) {
            result.push(bare);
        } else {
            other_script(&mut result, letter)?;
        }
    }
    result.end();
    if result.text.len() > MAX_BYTES {
        return Err(Failure(TOO_LONG));
    }
    Ok(result.text)
}

/// A text that is put together.
struct Plain {
    text: String,
    /// It ends in the space of a letter that is a word by itself.
    spaced: bool,
}

impl Plain {
    fn push(&mut self, piece: &str) {
        if piece.is_empty() {
            return;
        }
        if self.spaced && piece.starts_with(' ') {
            self.text.pop();
        }
        self.spaced = false;
        self.text.push_str(piece);
    }

    /// A letter of another script: `Bei ` and `Jing ` are `Bei Jing`.
    #[cfg(feature = "transliteration")]
    fn push_word(&mut self, word: &str) {
        self.push(word);
        self.spaced = word.len() > 1 && word.ends_with(' ');
    }

    fn end(&mut self) {
        if self.spaced {
            self.text.pop();
        }
    }
}

/// How a letter or its capital is written, in lower case.
pub(super) fn written<'l>(letter: char, language: &[(char, &'l str)]) -> Option<&'l str> {
    let small = match letter {
        'ẞ' => 'ß',
        letter => letter.to_lowercase().next().unwrap_or(letter),
    };
    let of_language = language.iter().find(|(known, _)| *known == small);
    let usual = || LETTERS.iter().find(|(known, _)| *known == small);
    of_language.or_else(usual).map(|&(_, written)| written)
}

/// Writes a capital's letters as a name has them: `Ärger` gives `Ae`, `ÄRGER` gives `AE`.
fn push_cased(result: &mut Plain, written: &str, letter: char, letters: &[char], at: usize) {
    if !letter.is_uppercase() {
        return result.push(written);
    }
    let next = letters.get(at + 1).copied().filter(|next| next.is_alphabetic());
    let before = at.checked_sub(1).map(|at| letters[at]).filter(|before| before.is_alphabetic());
    if next.or(before).is_some_and(char::is_uppercase) || letter == 'ẞ' {
        result.push(&written.to_ascii_uppercase());
    } else {
        let (first, rest) = written.split_at(written.len().min(1));
        result.push(&first.to_ascii_uppercase());
        result.push(rest);
    }
}

#[cfg(feature = "transliteration")]
fn other_script(result: &mut Plain, letter: char) -> Result<(), Failure<'static>> {
    result.push_word(&in_ascii(letter).unwrap_or_default());
    Ok(())
}

#[cfg(not(feature = "transliteration"))]
fn other_script(_: &mut Plain, _: char) -> Result<(), Failure<'static>> {
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
