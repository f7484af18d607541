//! Functions of the embedding product: Python callables that rules call.

use crate::errors::class;
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::{PyException, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyInt, PyList, PyString, PyTuple};
use scimrules::functions::Kind;
use scimrules::{Compiler, HostValue, Value};
use std::cell::Cell;

/// How deep decisions may stand in each other: a callable of rules may decide in its turn, and a
/// thread has only so much stack.
const NESTED: usize = 16;

thread_local! {
    /// How many callables run on this thread, one within the other.
    static RUNNING: Cell<usize> = const { Cell::new(0) };

    /// An exception that no decision may swallow, `KeyboardInterrupt` for example, until who decides
    /// on this thread asks for it.
    static STOPPED: Cell<Option<PyErr>> = const { Cell::new(None) };
}

/// The name, callable, parameter types and type of a function.
type Described<'py> = (String, Bound<'py, PyAny>, Vec<String>, String);

fn kind(word: &str) -> Option<Kind> {
    Some(match word {
        "string" => Kind::String,
        "integer" => Kind::Integer,
        "boolean" => Kind::Boolean,
        "dateTime" => Kind::DateTime,
        "any" => Kind::Any,
        _ => return None,
    })
}

fn known(word: &str) -> PyResult<Kind> {
    kind(word).ok_or_else(|| {
        PyTypeError::new_err(format!(
            "`{word}` is not a type of a function; types are `string`, `integer`, `boolean`, \
             `dateTime` and `any`"
        ))
    })
}

/// Registers callables by their names.
pub(crate) fn functions(
    mut compiler: Compiler,
    functions: &Bound<'_, PyAny>,
) -> PyResult<Compiler> {
    let described = class(functions.py(), "scimrules._host", "describe")?.call1((functions,))?;
    for function in described.try_iter()? {
        let (name, call, parameters, returns): Described<'_> = function?.extract()?;
        let parameters =
            parameters.iter().map(|word| known(word)).collect::<PyResult<Vec<Kind>>>()?;
        let call = call.unbind();
        compiler = compiler.function(&name, &parameters, known(&returns)?, move |values| {
            ask(|py| {
                let values = values.iter().map(|value| to_python(py, *value));
                let values = PyTuple::new(py, values.collect::<PyResult<Vec<_>>>()?)?;
                from_python(&call.bind(py).call1(values)?, 0)
            })
        });
    }
    Ok(compiler)
}

/// Registers what `account` asks.
pub(crate) fn account(compiler: Compiler, call: Py<PyAny>) -> Compiler {
    compiler.account(move |field, value| {
        ask(|py| {
            let found = call.bind(py).call1((field, to_python(py, value)?))?;
            found.extract::<Option<String>>()
        })
    })
}

/// Registers what `first_free` asks.
pub(crate) fn is_taken(compiler: Compiler, call: Py<PyAny>) -> Compiler {
    compiler
        .is_taken(move |field, value| ask(|py| call.bind(py).call1((field, value))?.is_truthy()))
}

/// How many callables run on this thread, one within the other.
pub(crate) fn running() -> usize {
    RUNNING.get()
}

/// Works as if so many callables ran on this thread: those of the thread that started it.
pub(crate) fn within<T>(running: usize, work: impl FnOnce() -> T) -> T {
    let before = RUNNING.replace(running);
    let done = work();
    RUNNING.set(before);
    done
}

/// Calls into Python; an exception is the error, with its message.
fn ask<T>(call: impl FnOnce(Python<'_>) -> PyResult<T>) -> Result<T, String> {
    let running = running() + 1;
    if running > NESTED {
        return Err(format!("decisions stand in each other more than {NESTED} deep"));
    }
    within(running, || attached(call))
}

fn attached<T>(call: impl FnOnce(Python<'_>) -> PyResult<T>) -> Result<T, String> {
    Python::attach(|py| {
        call(py).map_err(|error| {
            let message = error.value(py).to_string();
            let name = error.get_type(py).name().map(|name| name.to_string()).unwrap_or_default();
            if !error.is_instance_of::<PyException>(py) {
                STOPPED.set(Some(error));
            }
            if message.is_empty() { name } else { message }
        })
    })
}

/// The exception that ended a decision of this thread, if there is one.
pub(crate) fn stopped() -> Option<PyErr> {
    STOPPED.take()
}

/// Raises it.
pub(crate) fn check() -> PyResult<()> {
    stopped().map_or(Ok(()), Err)
}

fn to_python<'py>(py: Python<'py>, value: Value<'_>) -> PyResult<Bound<'py, PyAny>> {
    match value {
        Value::Unknown | Value::Absent | Value::Null => Ok(py.None().into_bound(py)),
        Value::Boolean(value) => value.into_bound_py_any(py),
        Value::Integer(number) => number.into_bound_py_any(py),
        Value::Decimal(number) => number.into_bound_py_any(py),
        Value::Text(text) => text.into_bound_py_any(py),
        Value::DateTime(date_time) => {
            let micros = date_time.at.as_microsecond();
            class(py, "scimrules._host", "instant")?.call1((micros,))
        }
        Value::List(items) => {
            let items = items.iter().map(|item| to_python(py, *item));
            Ok(PyList::new(py, items.collect::<PyResult<Vec<_>>>()?)?.into_any())
        }
    }
}

fn from_python(value: &Bound<'_, PyAny>, depth: usize) -> PyResult<HostValue> {
    if value.is_none() {
        return Ok(HostValue::Null);
    }
    if let Ok(value) = value.cast::<PyBool>() {
        return Ok(HostValue::Boolean(value.is_true()));
    }
    if let Ok(number) = value.cast::<PyInt>() {
        return Ok(HostValue::Integer(number.extract()?));
    }
    if let Ok(number) = value.cast::<PyFloat>() {
        return Ok(HostValue::Decimal(number.value()));
    }
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(HostValue::Text(text.to_str()?.to_owned()));
    }
    if depth == 0 && (value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>()) {
        let items = value.try_iter()?.map(|item| from_python(&item?, 1));
        return Ok(HostValue::List(items.collect::<PyResult<Vec<_>>>()?));
    }
    // Dates, numbers of numpy: what they are as plain data.
    let plain = class(value.py(), "scimrules._plain", "plain_value")?.call1((value,))?;
    if !plain.is(value) {
        return from_python(&plain, depth);
    }
    let name = value.get_type().name()?;
    Err(PyTypeError::new_err(format!("a `{name}` is not a value of the rules")))
}
