//! Regular expressions as arguments.

use super::output::Quoted;
use crate::functions::{BadArgument, Call, Constant, Failure, Prepared};
use crate::pattern;
use regex::Regex;

/// Compiles the pattern at index 1.
pub(in crate::functions) fn prepare(arguments: &[Constant<'_>]) -> Result<Prepared, BadArgument> {
    let Some(Some(text)) = arguments.get(1) else { return Ok(Prepared::Nothing) };
    let text = text.as_text().unwrap_or_default();
    let bad = |message, help| BadArgument { index: 1, message, help };
    if text.is_empty() {
        return Err(bad("the pattern is empty".into(), None));
    }
    pattern::compile(text).map(Prepared::Pattern).map_err(|error| {
        let at = error.offset.and_then(|offset| text.get(offset..)).filter(|rest| !rest.is_empty());
        bad(error.message, at.map(|rest| format!("look at {}", Quoted(rest))))
    })
}

/// What `prepare` compiled.
pub(in crate::functions) fn of_call<'a>(call: &Call<'a>) -> Result<&'a Regex, Failure<'a>> {
    match call.prepared {
        Prepared::Pattern(pattern) => Ok(pattern),
        _ => Err(Failure("the pattern is not a literal")),
    }
}

/// A piece of a replacement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::functions) enum Piece<'t> {
    Text(&'t str),
    Number(usize),
    Name(&'t str),
}

/// The pieces of a replacement, as the crate `regex` reads it: `$1`, `${1}`, `$name`, `$$`.
pub(in crate::functions) fn pieces(mut new: &str) -> impl Iterator<Item = Piece<'_>> {
    std::iter::from_fn(move || {
        let (piece, length) = first_piece(new)?;
        new = &new[length..];
        Some(piece)
    })
}

fn first_piece(new: &str) -> Option<(Piece<'_>, usize)> {
    if new.is_empty() {
        return None;
    }
    let Some(rest) = new.strip_prefix('$') else {
        let end = new.find('$').unwrap_or(new.len());
        return Some((Piece::Text(&new[..end]), end));
    };
    if rest.starts_with('$') {
        return Some((Piece::Text("$"), 2));
    }
    let (name, length) = match rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        Some((name, _)) => (name, name.len() + 3),
        None => {
            let is_other = |letter: char| !letter.is_ascii_alphanumeric() && letter != '_';
            let end = rest.find(is_other).unwrap_or(rest.len());
            (&rest[..end], end + 1)
        }
    };
    if name.is_empty() && length == 1 {
        return Some((Piece::Text("$"), length));
    }
    Some((name.parse().map_or(Piece::Name(name), Piece::Number), length))
}

/// Every group that the replacement names is one of the pattern's.
pub(in crate::functions) fn check_groups(
    pattern: &Regex,
    new: &str,
    index: usize,
) -> Result<(), BadArgument> {
    for piece in pieces(new) {
        let (known, name) = match piece {
            Piece::Text(_) => continue,
            Piece::Number(number) => (number < pattern.captures_len(), number.to_string()),
            Piece::Name(name) => {
                (pattern.capture_names().any(|known| known == Some(name)), name.to_owned())
            }
        };
        if known {
            continue;
        }
        let digits = name.len() - name.trim_start_matches(|x: char| x.is_ascii_digit()).len();
        let help = match name.split_at(digits) {
            ("", _) | (_, "") => "groups are numbered from 1; `$$` writes a dollar".to_string(),
            (number, rest) => format!("write `${{{{{number}}}}}{rest}` for the group and the text"),
        };
        let message = format!("the pattern has no group {}", Quoted(&name));
        return Err(BadArgument { index, message, help: Some(help) });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replacements_are_read_like_the_crate_reads_them() {
        let pattern = Regex::new("(?<name>b)(c)?").unwrap();
        for new in
            ["", "$1", "$$1", "x${1}y", "$name-$2", "${name}", "$1a", "$", "$-", "a$", "${", "${}"]
        {
            let found = pattern.captures("abd").unwrap();
            let mut expected = String::new();
            found.expand(new, &mut expected);
            let ours: String = pieces(new)
                .map(|piece| match piece {
                    Piece::Text(text) => text,
                    Piece::Number(number) => found.get(number).map_or("", |group| group.as_str()),
                    Piece::Name(name) => found.name(name).map_or("", |group| group.as_str()),
                })
                .collect();
            assert_eq!(ours, expected, "{new}");
        }
    }

    #[test]
    fn unknown_groups_are_found() {
        let pattern = Regex::new("(?<name>b)(c)?").unwrap();
        assert!(check_groups(&pattern, "$0 $1 ${2} $name $$9", 2).is_ok());
        let bad = check_groups(&pattern, "$1st", 2).unwrap_err();
        assert_eq!(bad.message, "the pattern has no group `1st`");
        assert_eq!(bad.help.unwrap(), "write `${{1}}st` for the group and the text");
        assert!(check_groups(&pattern, "$3", 2).is_err());
    }
}
