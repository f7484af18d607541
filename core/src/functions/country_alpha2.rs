//! `country_alpha2(x)`

use super::support::country;
use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;

/// `country_alpha2(x)`
pub(super) static COUNTRY_ALPHA2: Function = Function {
    name: "country_alpha2",
    group: "addresses",
    summary: "The two-letter code of a country (ISO 3166), given any of its codes or names; absent where there is no such country.",
    parameters: &[Parameter::one("x", Kind::String)],
    returns: Shape::One(Kind::String),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"country_alpha2("India")"#, gives: r#""IN""# },
        Example { call: r#"country_alpha2("usa")"#, gives: r#""US""# },
        Example { call: r#"country_alpha2("Atlantis")"#, gives: r#"null"# },
    ],
    prepare: None,
    run: country_alpha2,
};

fn country_alpha2<'a>(_: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[Value::Text(text)] = arguments else { return Ok(Value::Absent) };
    Ok(country::find(text).map_or(Value::Absent, |country| Value::Text(country.alpha2)))
}
