//! Small helpers for messages.

/// A user's text for a message: on one line, and cut where it is long.
pub(crate) fn short(text: &str) -> String {
    let mut out = String::new();
    for (count, character) in
        text.split_whitespace().flat_map(|word| " ".chars().chain(word.chars())).skip(1).enumerate()
    {
        if count == 60 {
            out.push('…');
            break;
        }
        out.push(character);
    }
    out
}
