//! Lists of words that the rules spell out.

use crate::text::{eq_ignore_case, fold};
use std::collections::HashSet;

/// Up to this length a list is looked through; a word of a longer one is found by its hash.
const SHORT: usize = 8;

/// Words that a text may be among.
#[derive(Debug)]
pub(crate) enum Words {
    Few(Box<[Box<str>]>),
    /// As they are, and folded.
    Many {
        exact: HashSet<Box<str>>,
        folded: HashSet<Box<str>>,
    },
}

impl Words {
    pub(crate) fn new(words: Vec<Box<str>>) -> Words {
        if words.len() <= SHORT {
            return Words::Few(words.into());
        }
        let folded = words.iter().map(|word| fold(word).into()).collect();
        Words::Many { exact: words.into_iter().collect(), folded }
    }

    /// True where the text is one of them; `exact`: letter by letter.
    pub(crate) fn contain(&self, text: &str, exact: bool) -> bool {
        match self {
            Words::Few(words) if exact => words.iter().any(|word| **word == *text),
            Words::Few(words) => words.iter().any(|word| eq_ignore_case(text, word)),
            Words::Many { exact: words, .. } if exact => words.contains(text),
            Words::Many { folded, .. } => folded.contains(fold(text).as_ref()),
        }
    }
}
