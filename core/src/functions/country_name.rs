//! `country_name(x)`

use super::support::country;
use super::{Call, Example, Failure, Function, Kind, Missing, Parameter, Shape};
use crate::value::Value;

/// `country_name(x)`
pub(super) static COUNTRY_NAME: Function = Function {
    name: "country_name",
    group: "addresses",
    summary: "The short English name of a country, given any of its codes or names; absent where there is no such country.",
    parameters: &[Parameter::one("x", Kind::String)],
    returns: Shape::One(Kind::String),
    missing: Missing::Passes,
    examples: &[
        Example { call: r#"country_name("US")"#, gives: r#""United States""# },
        Example { call: r#"country_name("GBR")"#, gives: r#""United Kingdom""# },
    ],
    prepare: None,
    run: country_name,
};

fn country_name<'a>(_: &Call<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Failure<'a>> {
    let &[Value::Text(text)] = arguments else { return Ok(Value::Absent) };
    Ok(country::find(text).map_or(Value::Absent, |country| Value::Text(country::name(country))))
}
