//! A short text that is kept, to be compared with what begins like it: by blocks of sixteen bytes,
//! and most are one block.

use super::scan::same;
use std::cell::Cell;

/// A short text that is kept.
#[derive(Debug)]
#[repr(C)]
pub(super) struct Letters {
    /// A bit for each byte of the first block that counts.
    bits: Cell<u16>,
    /// In bytes: all are those of one or more whole letters.
    length: Cell<u8>,
    first: Cell<[u8; 16]>,
    /// The last bytes, of a longer one than a block.
    last: Cell<[u8; 16]>,
    /// What stands between the first and the last.
    middle: Cell<[u8; MIDDLE]>,
}

/// With so many bytes the longest URNs of the standard fit.
const MIDDLE: usize = 48;

impl Letters {
    /// No text begins like it: the byte stands in no UTF-8.
    pub(super) fn of_none() -> Letters {
        Letters {
            bits: Cell::new(1),
            length: Cell::new(0),
            first: Cell::new([0xff; 16]),
            last: Cell::new([0; 16]),
            middle: Cell::new([0; MIDDLE]),
        }
    }

    /// Nothing was kept yet.
    pub(super) fn is_none(&self) -> bool {
        self.length() == 0
    }

    /// In bytes; zero where nothing was kept.
    #[inline(always)]
    pub(super) fn length(&self) -> usize {
        usize::from(self.length.get())
    }

    /// Each becomes the other.
    pub(super) fn swap(&self, other: &Letters) {
        self.bits.swap(&other.bits);
        self.length.swap(&other.length);
        self.first.swap(&other.first);
        self.last.swap(&other.last);
        self.middle.swap(&other.middle);
    }

    /// Keeps a text; false where it is empty or too long.
    pub(super) fn keep(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        if !(1..=16 + MIDDLE + 16).contains(&bytes.len()) {
            return false;
        }
        let (first, rest) = bytes.split_at(bytes.len().min(16));
        self.first.set(filled(first));
        self.last.set(bytes.last_chunk().copied().unwrap_or_default());
        self.middle.set(filled(&rest[..rest.len().saturating_sub(16)]));
        self.bits.set(u16::MAX >> (16 - first.len()));
        // The longest fits.
        self.length.set(bytes.len() as u8);
        true
    }

    /// True where a block begins like it, as far as both go.
    #[inline(always)]
    pub(super) fn begin_block(&self, block: &[u8; 16]) -> bool {
        !same(block, &self.first.get()) & self.bits.get() == 0
    }

    /// True where the bytes begin like it. What has fewer than sixteen is taken for other bytes.
    #[inline(always)]
    pub(super) fn begin(&self, bytes: &[u8]) -> bool {
        let length = self.length();
        match bytes.first_chunk() {
            Some(block) if self.begin_block(block) => length <= 16 || self.go_on(bytes, length),
            _ => false,
        }
    }

    #[inline(always)]
    fn go_on(&self, bytes: &[u8], length: usize) -> bool {
        let last = bytes.get(length - 16..length).and_then(<[u8]>::first_chunk);
        last.is_some_and(|last| same(last, &self.last.get()) == u16::MAX)
            && (length <= 32 || self.middle_is_in(bytes, 16..length - 16))
    }

    #[inline(never)]
    fn middle_is_in(&self, bytes: &[u8], middle: std::ops::Range<usize>) -> bool {
        let length = middle.len();
        bytes.get(middle).is_some_and(|bytes| *bytes == self.middle.get()[..length])
    }
}

/// With zeros behind.
fn filled<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let mut filled = [0; N];
    filled[..bytes.len()].copy_from_slice(bytes);
    filled
}

#[cfg(test)]
mod tests {
    use super::Letters;
    use crate::json::scan::tests::texts;

    #[test]
    fn a_text_is_found_again_and_nothing_else_is() {
        let texts = texts();
        let kept = Letters::of_none();
        assert!(kept.is_none() && !kept.begin(&[b'a'; 40]));
        for (one, other) in texts.iter().zip(texts.iter().skip(1)) {
            for end in (1..one.len()).filter(|end| one.is_char_boundary(*end)) {
                let text = &one[..end];
                assert_eq!(kept.keep(text), end <= 80);
                if end > 80 {
                    continue;
                }
                assert_eq!(kept.length(), end);
                for long in [one, other, &format!("{text}{other}")] {
                    let begins = long.starts_with(text) && long.len() >= 16;
                    assert_eq!(kept.begin(long.as_bytes()), begins, "{text:?} in {long:?}");
                }
            }
        }
    }
}
