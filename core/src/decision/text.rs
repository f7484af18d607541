//! Texts as JSON has them. Most are short: those are looked at and copied by their two ends, which
//! meet or overlap, and need no call.

use crate::json::{are_plain, plain_length};
use std::io::Write;

/// The longest of the short, and a quote.
const ROOM: usize = 33;

/// A word of ours, which needs no escape.
pub(crate) fn word(word: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    word_end(word, out);
}

/// The same without the quote before it.
#[inline]
pub(super) fn word_end(word: &str, out: &mut Vec<u8>) {
    let bytes = word.as_bytes();
    if out.capacity() - out.len() < ROOM {
        return long(bytes, out);
    }
    match ends::<4>(bytes) {
        Some((first, last)) => put::<4, 9>(first, last, bytes.len(), out),
        None => match ends::<8>(bytes) {
            Some((first, last)) => put::<8, 17>(first, last, bytes.len(), out),
            None => long(bytes, out),
        },
    }
}

/// A text between its quotes, with the escapes that it needs.
pub(crate) fn text(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    text_end(text, out);
}

/// The same without the quote before it.
#[inline]
pub(super) fn text_end(text: &str, out: &mut Vec<u8>) {
    let (bytes, length) = (text.as_bytes(), text.len());
    // One look at the room is enough for all of them.
    if out.capacity() - out.len() < ROOM {
        return any(bytes, out);
    }
    if let Some((first, last)) = ends::<8>(bytes) {
        if are_plain(u64::from_le_bytes(*first), u64::from_le_bytes(*last)) {
            return put::<8, 17>(first, last, length, out);
        }
    } else if let Some((first, last)) = ends::<16>(bytes) {
        let halves = |end: &[u8; 16]| {
            let end = u128::from_le_bytes(*end);
            are_plain(end as u64, (end >> 64) as u64)
        };
        if halves(first) && halves(last) {
            return put::<16, 33>(first, last, length, out);
        }
    } else if let Some((first, last)) = ends::<4>(bytes) {
        let both = [u32::from_le_bytes(*first), u32::from_le_bytes(*last)].map(u64::from);
        let both = both[0] | both[1] << 32;
        if are_plain(both, both) {
            return put::<4, 9>(first, last, length, out);
        }
    }
    any(bytes, out);
}

/// The first and the last bytes of what has at least so many, and at most twice as many.
#[inline(always)]
fn ends<const N: usize>(bytes: &[u8]) -> Option<(&[u8; N], &[u8; N])> {
    if bytes.len() > 2 * N {
        return None;
    }
    Some((bytes.first_chunk()?, bytes.last_chunk()?))
}

/// Writes what has these ends, and a quote behind it. `WITH_QUOTE` is twice `N`, and one.
#[inline(always)]
fn put<const N: usize, const WITH_QUOTE: usize>(
    first: &[u8; N],
    last: &[u8; N],
    length: usize,
    out: &mut Vec<u8>,
) {
    let start = out.len();
    out.extend_from_slice(&[b'"'; WITH_QUOTE]);
    if let Some(place) = out.last_chunk_mut::<WITH_QUOTE>()
        && (N..=2 * N).contains(&length)
    {
        place[..N].copy_from_slice(first);
        place[length - N..length].copy_from_slice(last);
    }
    out.truncate(start + length + 1);
}

#[inline(never)]
fn any(bytes: &[u8], out: &mut Vec<u8>) {
    if plain_length(bytes) == bytes.len() {
        return long(bytes, out);
    }
    escaped(bytes, out);
}

#[inline(never)]
fn long(bytes: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(bytes);
    out.push(b'"');
}

fn escaped(bytes: &[u8], out: &mut Vec<u8>) {
    let mut rest = bytes;
    loop {
        let (plain, marked) = rest.split_at(plain_length(rest));
        out.extend_from_slice(plain);
        let Some((byte, behind)) = marked.split_first() else { break };
        rest = behind;
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            0x8 => out.extend_from_slice(b"\\b"),
            0xc => out.extend_from_slice(b"\\f"),
            control => {
                // Writing to memory does not fail.
                let _ = write!(out, "\\u{control:04x}");
            }
        }
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::{text, word};

    #[test]
    fn texts_of_any_length_are_written_as_serde_does() {
        for length in 0..70 {
            let plain: String = ('#'..='[').chain('é'..='ü').cycle().take(length).collect();
            let mut out = Vec::new();
            text(&plain, &mut out);
            assert_eq!(out, serde_json::to_vec(&plain).unwrap(), "{plain:?}");
            out.clear();
            word(&plain, &mut out);
            assert_eq!(out, format!("\"{plain}\"").as_bytes());
            for mark in ['"', '\\', '\n', '\u{1f}'] {
                for (place, _) in plain.char_indices() {
                    let mut marked = plain.clone();
                    marked.insert(place, mark);
                    out.clear();
                    text(&marked, &mut out);
                    assert_eq!(out, serde_json::to_vec(&marked).unwrap(), "{marked:?}");
                }
            }
        }
    }
}
