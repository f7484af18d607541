//! Looks at sixteen bytes at a time, by vector instructions where the machine has them.

use wide::u8x16;

/// How many bytes stand in a JSON string as they are: up to the first `"`, `\` or control character,
/// or to the end.
#[inline(always)]
pub(crate) fn plain_length(bytes: &[u8]) -> usize {
    // Most texts end within the first sixteen bytes.
    if let Some((block, rest)) = bytes.split_first_chunk() {
        let plain = plain_of(block);
        if plain < 16 {
            return plain;
        }
        return 16 + long_plain_length(rest);
    }
    long_plain_length(bytes)
}

#[inline(never)]
pub(super) fn long_plain_length(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    // Two blocks at a time.
    while let Some((blocks, behind)) = rest.split_first_chunk::<32>() {
        let marks = marks_of_both(blocks);
        if marks != 0 {
            return bytes.len() - rest.len() + marks.trailing_zeros() as usize;
        }
        rest = behind;
    }
    if let Some((block, behind)) = rest.split_first_chunk::<16>() {
        let plain = plain_of(block);
        if plain < 16 {
            return bytes.len() - rest.len() + plain;
        }
        rest = behind;
    }
    let marked = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
    bytes.len() - rest.len() + rest.iter().position(marked).unwrap_or(rest.len())
}

/// A string without escapes, of which the opening quote is taken; and what stands behind its end.
#[inline(always)]
pub(super) fn plain_string(text: &str) -> Option<(&str, &str)> {
    ends_at(text, plain_length(text.as_bytes()))
}

/// The text, if a quote ends it there.
#[inline(always)]
fn ends_at(text: &str, end: usize) -> Option<(&str, &str)> {
    let (string, rest) = text.split_at_checked(end)?;
    Some((string, stripped(rest, "\"")?))
}

/// What stands behind these letters, where the text begins with them.
#[inline(always)]
pub(super) fn stripped<'a>(text: &'a str, letters: &str) -> Option<&'a str> {
    match cfg!(target_family = "wasm") {
        // Made small, `strip_prefix` is a call, and this is asked all the time.
        true if text.as_bytes().starts_with(letters.as_bytes()) => text.get(letters.len()..),
        true => None,
        false => text.strip_prefix(letters),
    }
}

/// True where these sixteen bytes stand in a JSON string as they are.
#[inline(always)]
pub(crate) fn are_plain(first: u64, last: u64) -> bool {
    let block = u128::from(first) | u128::from(last) << 64;
    marks(&block.to_le_bytes()).move_mask() == 0
}

/// How many bytes of these stand in a JSON string as they are: 16 where all do.
#[inline(always)]
pub(super) fn plain_of(block: &[u8; 16]) -> usize {
    // The bit behind the last one stands for "none".
    (marks(block).move_mask() as u32 | 1 << 16).trailing_zeros() as usize
}

/// A bit for each byte that is the same in both.
#[inline(always)]
pub(super) fn same(one: &[u8; 16], other: &[u8; 16]) -> u16 {
    u8x16::new(*one).cmp_eq(u8x16::new(*other)).move_mask() as u16
}

/// A bit for each byte that is not plain.
#[inline(always)]
fn marks_of_both(blocks: &[u8; 32]) -> u32 {
    let (blocks, _) = blocks.as_chunks::<16>();
    let [one, other] = blocks else { return 0 };
    marks(one).move_mask() as u32 | (marks(other).move_mask() as u32) << 16
}

/// All bits of a byte that is not plain, and none of any other.
#[inline(always)]
fn marks(block: &[u8; 16]) -> u8x16 {
    let block = u8x16::new(*block);
    let escapes = block.cmp_eq(u8x16::splat(b'\\'));
    // With this bit turned, quotes and control characters are up to the space, and no other is.
    let turned = block ^ u8x16::splat(0x02);
    escapes | turned.min(u8x16::splat(b' ')).cmp_eq(turned)
}

#[cfg(test)]
pub(super) mod tests {
    use super::{plain_length, plain_of, plain_string};

    /// The same as [`plain_string`], by a look at each letter.
    fn plainly(text: &str) -> Option<(&str, &str)> {
        let marked = |letter: char| matches!(letter, '"' | '\\' | '\0'..='\x1f');
        let (string, rest) = text.split_at(text.find(marked)?);
        Some((string, rest.strip_prefix('"')?))
    }

    /// Texts of letters of one to four bytes and marks, of any length up to three blocks.
    pub(in crate::json) fn texts() -> Vec<String> {
        let letters = ['a', 'é', '√', '𝄞', '"', '\\', '\n', '\u{7f}'];
        let mut chance: u64 = 1;
        let mut next = |among: usize| {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (chance >> 33) as usize % among
        };
        let among = |plain: usize| if plain == 0 { 8 } else { 4 };
        (0..2_000)
            .map(|at| (0..at % 52).map(|_| letters[next(among(at % 3))]).collect::<String>())
            .map(|text| if text.len() % 5 == 0 { text } else { text + "\" and on, 𝄞 and on" })
            .collect()
    }

    #[test]
    fn strings_end_where_a_look_at_each_letter_says() {
        for text in texts() {
            for (at, _) in text.char_indices() {
                assert_eq!(plain_string(&text[at..]), plainly(&text[at..]), "{:?}", &text[at..]);
            }
        }
    }

    #[test]
    fn agrees_with_a_look_at_each_byte() {
        let plainly = |block: &[u8; 16]| {
            let marked = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
            block.iter().position(marked).unwrap_or(16)
        };
        for fill in [b'a', 0x7f, 0x80, 0xff, b'!', b'#', b'[', b' '] {
            for byte in 0..=u8::MAX {
                for place in 0..16 {
                    let mut block = [fill; 16];
                    block[place] = byte;
                    assert_eq!(plain_of(&block), plainly(&block), "{byte:#x} at {place}");
                }
            }
        }
    }

    #[test]
    fn finds_the_first_mark_in_texts_of_any_length() {
        for length in 0..70 {
            for mark in 0..length {
                let mut text = vec![b'x'; length];
                text[mark] = b'\n';
                assert_eq!(plain_length(&text), mark);
                assert_eq!(plain_length(&text[mark + 1..]), length - mark - 1);
            }
            assert_eq!(plain_length(&vec![b'x'; length]), length);
        }
    }
}
