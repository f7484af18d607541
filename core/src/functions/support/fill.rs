//! What `pad_left` and `pad_right` put beside a text.

use super::graphemes;
use crate::functions::{Call, Failure};
use unicode_segmentation::UnicodeSegmentation;

/// Longest text to pad to, in characters.
const MAX_LENGTH: usize = 10_000;

/// What is missing to `n` characters, out of repetitions of `with`; the last one may be cut.
pub(in crate::functions) fn fill<'a>(
    call: &Call<'a>,
    text: &str,
    n: i64,
    with: &str,
) -> Result<&'a str, Failure<'a>> {
    let n = graphemes::amount(n)?;
    if n > MAX_LENGTH {
        return Err(call.fail(format_args!("a text is padded to {MAX_LENGTH} characters at most")));
    }
    let missing = n.saturating_sub(graphemes::count(text));
    let mut filled = super::output::Output::new(call, missing);
    for grapheme in with.graphemes(true).cycle().take(missing) {
        filled.push(grapheme)?;
    }
    Ok(filled.finish().as_text().unwrap_or_default())
}
