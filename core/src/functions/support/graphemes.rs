//! Positions in a text: grapheme clusters (what a reader takes for one character), from 0.

use crate::functions::Failure;
use unicode_segmentation::UnicodeSegmentation;

/// True where every byte is a grapheme cluster of its own.
fn is_plain(text: &str) -> bool {
    // `\r\n` is one cluster.
    text.is_ascii() && !text.contains('\r')
}

/// How many there are.
pub(in crate::functions) fn count(text: &str) -> usize {
    if is_plain(text) { text.len() } else { text.graphemes(true).count() }
}

/// The byte offset of a position; the end of the text where it is beyond.
pub(in crate::functions) fn offset(text: &str, position: usize) -> usize {
    if is_plain(text) {
        return position.min(text.len());
    }
    text.grapheme_indices(true).nth(position).map_or(text.len(), |(offset, _)| offset)
}

/// The byte offset of the last `count`; the start of the text where it has fewer.
pub(in crate::functions) fn offset_from_end(text: &str, count: usize) -> usize {
    if is_plain(text) {
        return text.len().saturating_sub(count);
    }
    let Some(before) = count.checked_sub(1) else { return text.len() };
    text.grapheme_indices(true).rev().nth(before).map_or(0, |(offset, _)| offset)
}

/// A number of characters that an argument gives.
pub(in crate::functions) fn amount<'a>(number: i64) -> Result<usize, Failure<'a>> {
    if number < 0 {
        return Err(Failure("the number of characters is negative"));
    }
    Ok(usize::try_from(number).unwrap_or(usize::MAX))
}
