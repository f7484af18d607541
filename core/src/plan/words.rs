//! Lists of words that the rules spell out.

use crate::text::{eq_ignore_case, fold};
use std::collections::HashSet;

/// Up to this length a list is looked through; a word of a longer one is found by its hash.
const SHORT: usize = 8;

/// Words that a text may be among.
#[derive(Debug)]
pub(crate) enum Words {
    Few(Box<[Box<str>]>),
    /// Folded, unless case counts.
    Many(HashSet<Box<str>>),
}

impl Words {
    /// `exact`: case counts, here and in [`Words::contain`].
    pub(crate) fn new(words: Vec<Box<str>>, exact: bool) -> Words {
        if words.len() <= SHORT {
            return Words::Few(words.into());
        }
        let key = |word: Box<str>| if exact { word } else { fold(&word).into() };
        Words::Many(words.into_iter().map(key).collect())
    }

    /// True where the text is one of them; `exact`: letter by letter.
    pub(crate) fn contain(&self, text: &str, exact: bool) -> bool {
        match self {
            Words::Few(words) if exact => words.iter().any(|word| **word == *text),
            Words::Few(words) => words.iter().any(|word| eq_ignore_case(text, word)),
            Words::Many(words) if exact => words.contains(text),
            Words::Many(words) => words.contains(fold(text).as_ref()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn short_and_long_lists_say_the_same() {
        let list = |count: usize| -> Vec<Box<str>> {
            let others = (0..count).map(|at| format!("Word{at}").into());
            ["Straße".into(), "Sales".into()].into_iter().chain(others).collect()
        };
        for count in [0, 100] {
            let (exact, folded) = (Words::new(list(count), true), Words::new(list(count), false));
            for (text, by_letter, by_word) in [
                ("Sales", true, true),
                ("SALES", false, true),
                ("STRASSE", false, true),
                ("Straße", true, true),
                ("Sale", false, false),
                ("", false, false),
            ] {
                assert_eq!(exact.contain(text, true), by_letter, "{text} of {count}");
                assert_eq!(folded.contain(text, false), by_word, "{text} of {count}");
            }
        }
    }
}
