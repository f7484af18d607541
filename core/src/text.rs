//! Text without case: Unicode default case folding, with a fast path for ASCII.

use caseless::Caseless;
use std::cmp::Ordering;

fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().default_case_fold()
}

/// `a` equals `b`, without case.
pub fn eq_ignore_case(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() {
        return a.eq_ignore_ascii_case(b);
    }
    folded(a).eq(folded(b))
}

/// `a` starts with `b`, without case.
pub fn starts_with_ignore_case(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() {
        let (a, b) = (a.as_bytes(), b.as_bytes());
        return a.len() >= b.len() && a[..b.len()].eq_ignore_ascii_case(b);
    }
    let mut start = folded(a);
    folded(b).all(|wanted| start.next() == Some(wanted))
}

/// `a` ends with `b`, without case.
pub fn ends_with_ignore_case(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() {
        let (a, b) = (a.as_bytes(), b.as_bytes());
        return a.len() >= b.len() && a[a.len() - b.len()..].eq_ignore_ascii_case(b);
    }
    folded(a).collect::<String>().ends_with(&folded(b).collect::<String>())
}

/// `a` contains `b`, without case.
pub fn contains_ignore_case(a: &str, b: &str) -> bool {
    if a.len() < 64 && a.is_ascii() && b.is_ascii() {
        let (a, b) = (a.as_bytes(), b.as_bytes());
        return b.is_empty() || a.windows(b.len()).any(|part| part.eq_ignore_ascii_case(b));
    }
    // The search of the standard library is linear, whatever the texts.
    folded(a).collect::<String>().contains(&folded(b).collect::<String>())
}

/// The order of `a` and `b`, without case.
pub fn cmp_ignore_case(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() {
        let lower = |byte: u8| byte.to_ascii_lowercase();
        return a.bytes().map(lower).cmp(b.bytes().map(lower));
    }
    folded(a).cmp(folded(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_beyond_ascii() {
        assert!(eq_ignore_case("STRASSE", "straße"));
        assert!(eq_ignore_case("ΜΆΪΟΣ", "μάϊος"));
        assert!(!eq_ignore_case("a", "ä"));
        assert!(starts_with_ignore_case("ÄRGER", "är"));
        assert!(ends_with_ignore_case("Fuß", "SS"));
        assert!(contains_ignore_case("x Maße y", "MASS"));
        assert!(!contains_ignore_case("short", "shorter"));
        assert_eq!(cmp_ignore_case("abc", "ABD"), Ordering::Less);
        assert_eq!(cmp_ignore_case("É", "é"), Ordering::Equal);
    }

    #[test]
    fn the_empty_text_is_everywhere() {
        for search in [starts_with_ignore_case, ends_with_ignore_case, contains_ignore_case] {
            assert!(search("a", "") && search("", "") && !search("", "a"));
        }
    }
}
