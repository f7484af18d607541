//! `regex_replace(x, pattern, new)`

use super::support::missing::first_missing;
use super::support::output::Output;
use super::support::regular::{self, Piece};
use super::{
    BadArgument, Call, Constant, Example, Failure, Function, Kind, Missing, Parameter, Prepared,
    Shape,
};
use crate::value::Value;

/// `regex_replace(x, pattern, new)`
pub(super) static REGEX_REPLACE: Function = Function {
    name: "regex_replace",
    group: "text",
    summary: "The text with every match of a pattern replaced. `$1` stands for the first group, `$$` for a dollar. Case counts unless the pattern begins with `(?i)`.",
    parameters: &[
        Parameter::one("x", Kind::String),
        Parameter::one("pattern", Kind::String).constant(),
        Parameter::one("new", Kind::String),
    ],
    returns: Shape::One(Kind::String),
    missing: Missing::Handled,
    examples: &[
        Example { call: r#"regex_replace("+91 (40) 2345", "[^0-9]", "")"#, gives: r#""91402345""# },
        Example {
            call: r#"regex_replace("Lovelace, Ada", "(\\w+), (\\w+)", "$2 $1")"#,
            gives: r#""Ada Lovelace""#,
        },
    ],
    prepare: Some(prepare),
    run: regex_replace,
};

fn prepare(arguments: &[Constant<'_>]) -> Result<Prepared, BadArgument> {
    let prepared = regular::prepare(arguments)?;
    if let (Prepared::Pattern(pattern), Some(Some(Value::Text(new)))) =
        (&prepared, arguments.get(2))
    {
        regular::check_groups(pattern, new, 2)?;
    }
    Ok(prepared)
}

fn regex_replace<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[x, _, new] = arguments else { return Ok(Value::Absent) };
    if let Some(missing) = first_missing(&[x]).or(matches!(new, Value::Absent).then_some(new)) {
        return Ok(missing);
    }
    let Some(text) = x.as_text() else { return Ok(Value::Absent) };
    let pattern = regular::of_call(call)?;
    let mut matches = pattern.captures_iter(text).peekable();
    if matches.peek().is_none() {
        return Ok(x);
    }
    let new = new.as_text().unwrap_or_default();
    let mut result = Output::new(call, text.len());
    let mut end = 0;
    for found in matches {
        let Some(whole) = found.get(0) else { continue };
        result.push(&text[end..whole.start()])?;
        for piece in regular::pieces(new) {
            let group = match piece {
                Piece::Text(text) => {
                    result.push(text)?;
                    continue;
                }
                Piece::Number(number) => found.get(number),
                Piece::Name(name) => found.name(name),
            };
            result.push(group.map_or("", |group| group.as_str()))?;
        }
        end = whole.end();
    }
    result.push(&text[end..])?;
    Ok(result.finish())
}
