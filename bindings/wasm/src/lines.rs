//! NDJSON.

/// The lines that are not blank, with their numbers; `next` is that of the first, and at the end
/// that of the line behind the last.
pub(crate) fn lines<'t>(
    text: &'t [u8],
    next: &mut usize,
) -> impl Iterator<Item = (usize, &'t [u8])> {
    let text = match *next {
        1 => text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text),
        _ => text,
    };
    let ends = memchr::memchr_iter(b'\n', text).chain([text.len()]);
    let mut start = 0;
    let numbered = ends.map(move |end| {
        let line = &text[start..end];
        start = end + 1;
        let number = *next;
        *next += 1;
        (number, line.trim_ascii())
    });
    numbered.filter(|(_, line)| !line.is_empty())
}
