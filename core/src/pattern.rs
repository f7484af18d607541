//! Regular expressions: of bounded size, with errors for a person.

use regex::{Regex, RegexBuilder};

/// Longest pattern, in characters.
pub const MAX_LENGTH: usize = 1_000;
/// Largest compiled pattern, in bytes.
const MAX_COMPILED: usize = 1 << 20;
/// Deepest nesting of groups.
const MAX_NESTING: u32 = 50;

/// Why a pattern cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// What is wrong, for a person.
    pub message: String,
    /// Where, in bytes of the pattern, if it is in one place.
    pub offset: Option<usize>,
}

/// Compiles a pattern. It matches anywhere in a text, in time linear in its length, by Unicode and
/// with regard to case; `(?i)` at its start ignores case.
pub fn compile(pattern: &str) -> Result<Regex, PatternError> {
    if pattern.chars().count() > MAX_LENGTH {
        let message = format!("the pattern is longer than {MAX_LENGTH} characters");
        return Err(PatternError { message, offset: None });
    }
    RegexBuilder::new(pattern)
        .size_limit(MAX_COMPILED)
        .nest_limit(MAX_NESTING)
        .build()
        .map_err(|error| explain(pattern, &error))
}

/// What a pattern costs: 1 where it is small, 8 or 64 where it is larger.
pub(crate) fn weight(pattern: &str) -> usize {
    let fits = |size: usize| {
        let built = RegexBuilder::new(pattern).size_limit(size).nest_limit(MAX_NESTING).build();
        !matches!(built, Err(regex::Error::CompiledTooBig(_)))
    };
    match () {
        () if pattern.len() > 4 * MAX_LENGTH => 1,
        () if fits(MAX_COMPILED / 64) => 1,
        () if fits(MAX_COMPILED / 8) => 8,
        () => 64,
    }
}

fn explain(pattern: &str, error: &regex::Error) -> PatternError {
    use regex_syntax::Error;
    if let regex::Error::CompiledTooBig(_) = error {
        let message =
            "the pattern is too large; repeat less, or fewer classes like `\\w`".to_string();
        return PatternError { message, offset: None };
    }
    let parsed = regex_syntax::ParserBuilder::new().nest_limit(MAX_NESTING).build().parse(pattern);
    let (what, span) = match &parsed {
        Err(Error::Parse(error)) => {
            use regex_syntax::ast::ErrorKind;
            let what = match error.kind() {
                ErrorKind::UnsupportedLookAround => {
                    "look-ahead and look-behind are not supported".to_string()
                }
                ErrorKind::UnsupportedBackreference => {
                    "references back to a group are not supported".to_string()
                }
                ErrorKind::NestLimitExceeded(_) => "groups are nested too deeply".to_string(),
                kind => kind.to_string(),
            };
            (what, error.span())
        }
        Err(Error::Translate(error)) => (error.kind().to_string(), error.span()),
        _ => return PatternError { message: "the pattern cannot be read".into(), offset: None },
    };
    // The crate's own sentences may go on behind a full stop or in brackets.
    let what = what.split(['.', '(']).next().unwrap_or_default().trim_end();
    PatternError { message: format!("bad pattern: {what}"), offset: Some(span.start.offset) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_is_wrong_and_where() {
        for (pattern, message, offset) in [
            ("a(b", "bad pattern: unclosed group", Some(1)),
            ("a[b", "bad pattern: unclosed character class", Some(1)),
            ("*a", "bad pattern: repetition operator missing expression", Some(0)),
            ("ab(?=c)", "bad pattern: look-ahead and look-behind are not supported", Some(2)),
            ("(a)\\1", "bad pattern: references back to a group are not supported", Some(3)),
            ("\\p{Greeek}", "bad pattern: Unicode property not found", Some(0)),
        ] {
            let error = compile(pattern).unwrap_err();
            assert_eq!((error.message.as_str(), error.offset), (message, offset), "{pattern}");
        }
        assert!(compile(&"a".repeat(1001)).unwrap_err().message.contains("1000 characters"));
        assert!(compile("(\\w{100}){100}").unwrap_err().message.contains("too large"));
        assert!(compile(&format!("{}a{}", "(".repeat(60), ")".repeat(60))).is_err());
        assert!(compile("(?i)ärzte").unwrap().is_match("ÄRZTE"));
    }
}
