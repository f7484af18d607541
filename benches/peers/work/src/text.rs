//! Text that borrows where it can. `Option<Cow<str>>` never borrows under serde's derive; a type of
//! its own does.

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use std::borrow::Cow;
use std::fmt;

/// Text of the payload; owned only where it had escapes.
#[derive(Debug)]
pub struct Text<'u>(pub Cow<'u, str>);

impl Text<'_> {
    /// The same word, capitals aside.
    pub(crate) fn is(&self, word: &str) -> bool {
        self.0.eq_ignore_ascii_case(word)
    }
}

impl<'de: 'u, 'u> Deserialize<'de> for Text<'u> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Take;

        impl<'de> Visitor<'de> for Take {
            type Value = Text<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a text")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }

            fn visit_string<E: Error>(self, text: String) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text)))
            }
        }

        deserializer.deserialize_str(Take)
    }
}

/// A text that says something: an empty one is none.
pub(crate) fn filled<'u>(text: &'u Option<Text<'u>>) -> Option<&'u str> {
    text.as_ref().map(|text| text.0.as_ref()).filter(|text| !text.is_empty())
}

/// In lower case, borrowed where it is already.
pub(crate) fn lower(text: &str) -> Cow<'_, str> {
    if !text.is_ascii() {
        return Cow::Owned(text.to_lowercase());
    }
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Cow::Owned(text.to_ascii_lowercase());
    }
    Cow::Borrowed(text)
}

/// Capitals aside; the part is ASCII.
pub(crate) fn ends_with(text: &str, part: &str) -> bool {
    let start = text.len().checked_sub(part.len());
    start.is_some_and(|at| text.as_bytes()[at..].eq_ignore_ascii_case(part.as_bytes()))
}

/// Capitals aside; the part is ASCII.
pub(crate) fn starts_with(text: &str, part: &str) -> bool {
    text.as_bytes()
        .get(..part.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(part.as_bytes()))
}
