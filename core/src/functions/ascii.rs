//! `ascii(x, language?)`

use super::support::output::Quoted;
use super::support::plain::{language, languages, plain};
use super::{
    BadArgument, Call, Constant, Example, Failure, Function, Kind, Missing, Parameter, Prepared,
    Shape,
};
use crate::value::Value;

/// `ascii(x, language?)`
pub(super) static ASCII: Function = Function {
    name: "ascii",
    group: "text",
    summary: "The text in ASCII: letters without their marks, others in their usual way (`ß` as `ss`). A language writes its own letters as it is used to: `de`, `da`, `no`.",
    parameters: &[
        Parameter::one("x", Kind::String),
        Parameter::one("language", Kind::String).optional().constant(),
    ],
    returns: Shape::One(Kind::String),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"ascii("Łukasz Straße")"#, gives: r#""Lukasz Strasse""# },
        Example { call: r#"ascii("Jürgen", "de")"#, gives: r#""Juergen""# },
        Example { call: r#"ascii("Søren", "da")"#, gives: r#""Soeren""# },
    ],
    prepare: Some(prepare),
    run: ascii,
};

fn prepare(arguments: &[Constant<'_>]) -> Result<Prepared, BadArgument> {
    let Some(Some(code)) = arguments.get(1) else { return Ok(Prepared::Nothing) };
    let code = code.as_text().unwrap_or_default();
    match language(code) {
        Some(_) => Ok(Prepared::Nothing),
        None => Err(BadArgument {
            index: 1,
            message: format!("there is no way of writing for the language {}", Quoted(code)),
            help: Some(format!(
                "known are {}; without a language only marks are taken off",
                languages()
            )),
        }),
    }
}

fn ascii<'a>(call: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let Some(&Value::Text(text)) = arguments.first() else { return Ok(Value::Absent) };
    if text.is_ascii() {
        return Ok(Value::Text(text));
    }
    let letters = arguments.get(1).and_then(|code| language(code.as_text()?)).unwrap_or_default();
    Ok(call.text(&plain(text, letters)?))
}
