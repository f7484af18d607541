//! Letters of other scripts, and signs, in ASCII.

use super::{Line, Table, line_count, lines, table};
use std::borrow::Cow;

/// All but what stands below.
static SCRIPTS: Table = table!("scripts.txt");

/// The first letter of Han in `HAN`, and how many there are.
const HAN_FIRST: u32 = 0x3400;
const HAN_COUNT: usize = 0x6C00;
/// Which word of `HAN_WORDS` each has: the low bytes of all, then the high ones.
static HAN: &[u8; 2 * HAN_COUNT] = include_bytes!("han.bin");
/// Words of the same width, most frequent first.
static HAN_WORDS: &str = include_str!("han.txt");
pub(super) const HAN_WIDTH: usize = 13;

const HANGUL_FIRST: u32 = 0xAC00;
const LEADING: &str = "g gg n d dd r m b bb s ss  j jj c k t p h";
const VOWELS: &str = "a ae ya yae eo e yeo ye o wa wae oe yo u weo we wi yu eu yi i";
const TRAILING: &str = " g gg gs n nj nh d l lg lm lb ls lt lp lh m b bs s ss ng j c k t p h";

/// How a letter is written in ASCII; a space at the end of several letters is for what follows.
pub(in crate::functions) fn in_ascii(letter: char) -> Option<Cow<'static, str>> {
    let code = u32::from(letter);
    let word = match letter {
        '\u{2028}' => "\n",
        '\u{2029}' => "\n\n",
        '\u{AC00}'..='\u{D7A3}' => return Some(Cow::Owned(hangul(code - HANGUL_FIRST))),
        '\u{3400}'..='\u{9FFF}' => han((code - HAN_FIRST) as usize)?,
        _ => SCRIPTS.find(letter)?,
    };
    Some(Cow::Borrowed(word))
}

fn han(letter: usize) -> Option<&'static str> {
    let (low, high) = (HAN.get(letter)?, HAN.get(HAN_COUNT + letter)?);
    let start = usize::from(u16::from_le_bytes([*low, *high])) * HAN_WIDTH;
    let word = HAN_WORDS.get(start..start + HAN_WIDTH)?.trim_end_matches('\n');
    (word != super::NONE).then_some(word)
}

fn hangul(syllable: u32) -> String {
    let part = |parts: &'static str, index: u32| parts.split(' ').nth(index as usize);
    let parts = [
        part(LEADING, syllable / (21 * 28)),
        part(VOWELS, syllable / 28 % 21),
        part(TRAILING, syllable % 28),
    ];
    parts.into_iter().flatten().collect()
}
