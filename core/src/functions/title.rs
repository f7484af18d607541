//! `title(x)`

use super::support::letters::is_mark;
use super::support::output::Output;
use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;

/// `title(x)`
pub(super) static TITLE: Function = Function {
    name: "title",
    group: "text",
    summary: "Each word with a capital first letter and the rest in lower case; a part behind a hyphen counts as a word, and so does one behind a single letter and an apostrophe.",
    parameters: &[Parameter::one("x", Kind::String)],
    returns: Shape::One(Kind::String),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"title("ada LOVELACE")"#, gives: r#""Ada Lovelace""# },
        Example { call: r#"title("anne-marie o'brien")"#, gives: r#""Anne-Marie O'Brien""# },
        Example { call: r#"title("the director's office")"#, gives: r#""The Director's Office""# },
    ],
    prepare: None,
    run: title,
};

fn title<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[Value::Text(text)] = arguments else { return Ok(Value::Absent) };
    let mut result = Output::new(call, text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let start = rest.find(char::is_alphanumeric).unwrap_or(rest.len());
        result.push(&rest[..start])?;
        rest = &rest[start..];
        let end = rest.len() - rest.trim_start_matches(in_word).len();
        push_word(&mut result, &rest[..end])?;
        rest = &rest[end..];
    }
    Ok(result.finish())
}

/// Letters, digits and the marks on them.
fn in_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_mark(letter) || is_apostrophe(letter)
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’')
}

fn push_word<'a>(result: &mut Output<'_, 'a>, mut word: &str) -> Result<(), Failure<'a>> {
    loop {
        let mut letters = word.chars();
        let Some(first) = letters.next() else { return Ok(()) };
        let mut capital = first.to_uppercase();
        capital.next().map_or(Ok(()), |letter| result.push_char(letter))?;
        // One letter may have several in capitals: `ﬁ` gives `Fi`.
        capital.flat_map(char::to_lowercase).try_for_each(|letter| result.push_char(letter))?;
        let rest = letters.as_str();
        let mut marks = rest.trim_start_matches(is_mark).chars();
        if !marks.next().is_some_and(is_apostrophe) {
            return result.push(&rest.to_lowercase());
        }
        word = marks.as_str();
        result.push(&rest[..rest.len() - word.len()])?;
    }
}
