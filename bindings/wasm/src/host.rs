//! Functions of the embedding product: JavaScript functions that rules call. They stand in a table
//! of `js/host.js`; here they are numbers, which any thread may hold.

use crate::error::bad_option;
use js_sys::{Array, BigInt, Date};
use scimrules::functions::Kind;
use scimrules::{Compiler, HostValue, Value};
use serde::Deserialize;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "./host.js")]
extern "C" {
    /// Calls a function of the table; what it throws is the error.
    #[wasm_bindgen(catch)]
    fn call(number: u32, arguments: Array) -> Result<JsValue, JsValue>;
}

/// A function and its types.
#[derive(Deserialize)]
pub(crate) struct Described {
    name: String,
    number: u32,
    parameters: Vec<String>,
    returns: String,
}

fn kind(word: &str) -> Result<Kind, JsValue> {
    Ok(match word {
        "string" => Kind::String,
        "integer" => Kind::Integer,
        "boolean" => Kind::Boolean,
        "dateTime" => Kind::DateTime,
        "any" => Kind::Any,
        _ => {
            return Err(bad_option(&format!(
                "`{word}` is not a type of a function; types are `string`, `integer`, `boolean`, \
                 `dateTime` and `any`"
            )));
        }
    })
}

/// Registers a function by its name.
pub(crate) fn function(compiler: Compiler, described: &Described) -> Result<Compiler, JsValue> {
    let Described { name, number, parameters, returns } = described;
    let parameters = parameters.iter().map(|word| kind(word)).collect::<Result<Vec<Kind>, _>>()?;
    let number = *number;
    Ok(compiler.function(name, &parameters, kind(returns)?, move |values| {
        let given = ask(number, values.iter().map(|value| to_js(*value)))?;
        from_js(&given, 0)
    }))
}

/// Registers what `account` asks.
pub(crate) fn account(compiler: Compiler, number: u32) -> Compiler {
    compiler.account(move |field, value| {
        let given = ask(number, [JsValue::from_str(field), to_js(value)].into_iter())?;
        match given.is_null() || given.is_undefined() {
            true => Ok(None),
            false => given
                .as_string()
                .map(Some)
                .ok_or_else(|| "`account` gives a text or null".to_owned()),
        }
    })
}

/// Registers what `first_free` asks.
pub(crate) fn is_taken(compiler: Compiler, number: u32) -> Compiler {
    compiler.is_taken(move |field, value| {
        let given = ask(number, [field, value].map(JsValue::from_str).into_iter())?;
        Ok(given.is_truthy())
    })
}

/// Calls into JavaScript; the message of what is thrown is the error.
fn ask(number: u32, arguments: impl Iterator<Item = JsValue>) -> Result<JsValue, String> {
    call(number, arguments.collect::<Array>()).map_err(|thrown| {
        let error = thrown.dyn_ref::<js_sys::Error>();
        let message = error.map(|error| String::from(error.message()));
        let message = message.or_else(|| thrown.as_string()).filter(|message| !message.is_empty());
        message.unwrap_or_else(|| "the function failed".to_owned())
    })
}

/// The largest whole number up to which a number of JavaScript is exact.
const EXACT: i64 = (1 << 53) - 1;

fn to_js(value: Value<'_>) -> JsValue {
    match value {
        Value::Unknown | Value::Absent | Value::Null => JsValue::NULL,
        Value::Boolean(value) => JsValue::from_bool(value),
        Value::Integer(number) if (-EXACT..=EXACT).contains(&number) => {
            JsValue::from_f64(number as f64)
        }
        Value::Integer(number) => BigInt::from(number).into(),
        Value::Decimal(number) => JsValue::from_f64(number),
        Value::Text(text) => JsValue::from_str(text),
        Value::DateTime(date_time) => {
            Date::new(&JsValue::from_f64(date_time.at.as_millisecond() as f64)).into()
        }
        Value::List(items) => items.iter().map(|item| to_js(*item)).collect::<Array>().into(),
    }
}

fn from_js(value: &JsValue, depth: usize) -> Result<HostValue, String> {
    if value.is_null() || value.is_undefined() {
        return Ok(HostValue::Null);
    }
    if let Some(value) = value.as_bool() {
        return Ok(HostValue::Boolean(value));
    }
    if let Some(number) = value.as_f64() {
        let whole = number.trunc() == number && number.abs() <= EXACT as f64;
        return match (whole, number.is_finite()) {
            (true, _) => Ok(HostValue::Integer(number as i64)),
            (_, true) => Ok(HostValue::Decimal(number)),
            _ => Err(format!("`{number}` is not a number of the rules")),
        };
    }
    if let Some(text) = value.as_string() {
        return Ok(HostValue::Text(text));
    }
    if value.is_bigint() {
        let number =
            i64::try_from(value.clone()).map_err(|_| "a number is too large".to_owned())?;
        return Ok(HostValue::Integer(number));
    }
    if let Some(date) = value.dyn_ref::<Date>() {
        return match date.get_time().is_nan() {
            true => Err("a date is not valid".to_owned()),
            false => Ok(HostValue::Text(String::from(date.to_iso_string()))),
        };
    }
    if depth == 0
        && let Some(items) = value.dyn_ref::<Array>()
    {
        let items = items.iter().map(|item| from_js(&item, 1)).collect::<Result<Vec<_>, _>>()?;
        return Ok(HostValue::List(items));
    }
    Err("what the function gives is not a value of the rules: a text, number, boolean, date, null, or a list of these".to_owned())
}
