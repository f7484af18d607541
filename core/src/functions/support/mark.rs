//! Texts around a mark.

/// What stands before and behind the first mark, which is not empty.
#[inline]
pub(in crate::functions) fn split_once<'t>(
    text: &'t str,
    mark: &str,
) -> Option<(&'t str, &'t str)> {
    match mark.as_bytes() {
        // A search for one letter has nothing to prepare.
        [mark] if mark.is_ascii() => {
            let at = text.bytes().position(|byte| byte == *mark)?;
            Some((&text[..at], &text[at + 1..]))
        }
        _ => text.split_once(mark),
    }
}
