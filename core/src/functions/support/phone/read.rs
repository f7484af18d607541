//! Numbers as people write them.

use super::region::Region;
use regex::Regex;
use std::sync::LazyLock;

/// Where the country code of a number is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The number has none: it is of the region.
    Region,
    /// It stands in the number, behind `+` or a code for calls abroad.
    Number,
}

/// A number that was read: digits.
#[derive(Clone, Debug)]
pub(super) struct Number {
    pub(super) national: String,
    /// The country code, where it is told apart.
    pub(super) code: Option<String>,
    pub(super) source: Source,
}

/// Reads a number; what is not needed, an extension for example, is left out.
pub(super) fn number(text: &str) -> Option<Number> {
    let (national, code) = match by_uri(text) {
        Some((national, code)) => (national, code.map(str::to_owned)),
        None => (by_hand(text)?, None),
    };
    let source = Source::Region;
    is_number(national).then(|| Number { national: national.to_owned(), code, source })
}

/// RFC 3966: `tel:+1-555-0100;ext=12`, also without `tel:`. The number and its country code.
fn by_uri(text: &str) -> Option<(&str, Option<&str>)> {
    if text.contains(' ') {
        return None;
    }
    let separator = |letter| matches!(letter, '-' | '.' | '(' | ')');
    let rest = match text.get(..4) {
        Some(scheme) if scheme.eq_ignore_ascii_case("tel:") => &text[4..],
        _ => text,
    };
    let (mut code, mut rest) = (None, rest);
    if let Some(behind) = rest.strip_prefix('+') {
        let end = behind.find(separator).unwrap_or(behind.len());
        if end > 0 {
            (code, rest) = (Some(&behind[..end]), &behind[end..]);
        }
    }
    let end = rest.find(|letter: char| !letter.is_ascii_hexdigit() && !separator(letter));
    let (national, rest) = rest.split_at(end.unwrap_or(rest.len()));
    if national.is_empty() || !(rest.is_empty() || rest.starts_with(';')) {
        return None;
    }
    let context = || context(rest).map(|code| code.strip_prefix('+').unwrap_or(code));
    Some((national, code.or_else(context)))
}

/// The parameter `phone-context`.
fn context(mut rest: &str) -> Option<&str> {
    let mut found = None;
    while let Some(parameter) = rest.strip_prefix(';') {
        let name = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
        let value =
            |letter: char| letter.is_ascii_alphanumeric() || "[]/:&+$-_.!~*'()".contains(letter);
        let end = parameter.find(|letter| !name(letter)).unwrap_or(parameter.len());
        let Some(behind) = parameter[end..].strip_prefix('=') else { break };
        let length = behind.find(|letter| !value(letter)).unwrap_or(behind.len());
        if parameter[..end] == *"phone-context" {
            found = Some(&behind[..length]);
        }
        rest = &behind[length..];
    }
    found
}

struct Patterns {
    start: Regex,
    end: Regex,
    second: Regex,
    extension: Regex,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let new = |pattern: &str| Regex::new(pattern).expect("a pattern that compiles");
    // Letters of full width are written with theirs.
    let word = r"(?:e?xt(?:ensi(?:o\x{301}?|ó))?n?|ｅ?ｘｔｎ?|[,;xｘ#＃~～]|int|anexo|ｉｎｔ)";
    let space = r"[ \x{A0}\t,";
    let extension = format!(
        r"(?i)(?:;ext=(\p{{Nd}}{{0,7}})|{space}]*{word}[:.．]?{space}-]*(\p{{Nd}}{{0,7}})#?|[- ]+(\p{{Nd}}{{1,5}})#)$"
    );
    Patterns {
        start: new(r"[+＋\p{Nd}]"),
        end: new(r"[[\P{N}&&\P{L}]&&[^#]]+$"),
        second: new(r"[\\/] *x"),
        extension: new(&extension),
    }
});

/// The first number in a text, without what stands around it and without an extension.
fn by_hand(text: &str) -> Option<&str> {
    let Patterns { start, end, second, extension } = &*PATTERNS;
    let mut text = &text[start.find(text)?.start()..];
    for unwanted in [end, second] {
        if let Some(found) = unwanted.find(text) {
            text = &text[..found.start()];
        }
    }
    let Some(found) = extension.captures(text) else {
        return Some(text).filter(|text| !text.is_empty());
    };
    found.get(2)?;
    Some(&text[..found.get(0)?.start()])
}

fn is_plus(letter: char) -> bool {
    matches!(letter, '+' | '＋')
}

fn is_mark(letter: char) -> bool {
    matches!(
        letter,
        '-' | 'x' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2212}'
                | '\u{30FC}'
                | '\u{FF0D}'
                | '\u{FF0F}'
                | ' '
                | '\u{A0}'
                | '\u{AD}'
                | '\u{200B}'
                | '\u{2060}'
                | '\u{3000}'
                | '('
                | ')'
                | '\u{FF08}'
                | '\u{FF09}'
                | '\u{FF3B}'
                | '\u{FF3D}'
                | '.'
                | '['
                | ']'
                | '/'
                | '~'
                | '\u{2053}'
                | '\u{223C}'
                | '\u{FF5E}'
                | '*'
    )
}

/// Two digits, or three and more with marks between them; letters may stand behind.
fn is_number(text: &str) -> bool {
    if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    let mut rest = text.trim_start_matches(is_plus);
    for _ in 0..3 {
        rest = rest.trim_start_matches(is_mark);
        match rest.strip_prefix(|letter: char| letter.is_ascii_digit()) {
            Some(behind) => rest = behind,
            None => return false,
        }
    }
    rest.chars().all(|letter| letter.is_ascii_alphanumeric() || is_mark(letter))
}

/// The zeros of the scripts whose digits are read.
const ZEROS: [char; 16] =
    ['0', '٠', '۰', '߀', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐', '໐', '０'];

/// The keys of a telephone: digits of any script, and letters as they stand on the keys.
fn keys(text: &str) -> String {
    const LETTERS: [u8; 26] = *b"22233344455566677778889999";
    let key = |letter: char| {
        if letter.is_ascii_alphabetic() {
            let at = usize::from(letter.to_ascii_uppercase() as u8 - b'A');
            return Some(char::from(LETTERS[at]));
        }
        let value = |zero: &char| (letter as u32).checked_sub(*zero as u32).filter(|at| *at < 10);
        char::from_digit(ZEROS.iter().find_map(value)?, 10)
    };
    text.chars().filter_map(key).collect()
}

impl Number {
    /// As digits, without `+` or the region's code for calls abroad before the country code.
    pub(super) fn without_exit_code(self, region: &Region) -> Number {
        let Number { national, code, .. } = self;
        if let Some(code) = code {
            let (national, code) = (keys(&national), Some(keys(&code)));
            return Number { national, code, source: Source::Number };
        }
        let digits = national.trim_start_matches(is_plus);
        let plus = digits.len() < national.len();
        let mut source = if plus { Source::Number } else { Source::Region };
        let mut national = keys(digits);
        if let Some(end) = region.exit_code(&national)
            && !national[end..].starts_with('0')
        {
            source = Source::Number;
            national.drain(..end);
        }
        Number { national, code: None, source }
    }
}
