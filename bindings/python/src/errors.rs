//! What goes wrong, as the exceptions of `scimrules._errors`.

use crate::give::give;
use pyo3::call::PyCallArgs;
use pyo3::prelude::*;
use scimrules::{CompileError, Diagnostic, RequestError, ScimError, Source};
use serde_json::{Value, json};

/// A class of the Python side.
pub(crate) fn class<'py>(py: Python<'py>, module: &str, name: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import(module)?.getattr(name)
}

fn exception<'py>(py: Python<'py>, name: &str, args: impl PyCallArgs<'py>) -> PyErr {
    match class(py, "scimrules._errors", name).and_then(|class| class.call1(args)) {
        Ok(exception) => PyErr::from_value(exception),
        Err(error) => error,
    }
}

/// What is no request; `line` is its place in a batch.
pub(crate) fn request_error(py: Python<'_>, error: &RequestError, line: Option<usize>) -> PyErr {
    exception(py, "RequestError", (error.message.as_str(), error.code, line))
}

/// A value that cannot be read as a request or a resource.
pub(crate) fn unreadable(py: Python<'_>, message: &str) -> PyErr {
    let code = scimrules::grammar::codes::BAD_REQUEST.id;
    exception(py, "RequestError", (message, code, None::<usize>))
}

/// A `RequestError` as a value; whatever else was raised is raised again.
pub(crate) fn only_request_error(py: Python<'_>, error: PyErr) -> PyResult<Bound<'_, PyAny>> {
    let expected = class(py, "scimrules._errors", "RequestError")?;
    let value = error.value(py).clone().into_any();
    if value.is_instance(&expected)? { Ok(value) } else { Err(error) }
}

/// Rules that do not compile.
pub(crate) fn compile_error(py: Python<'_>, error: &CompileError) -> PyErr {
    let found = diagnostics(py, error.diagnostics(), error.source());
    match found {
        Ok(found) => exception(py, "CompileError", (error.to_string().trim_end(), found)),
        Err(error) => error,
    }
}

/// Findings as a list of `Diagnostic`.
pub(crate) fn diagnostics<'py>(
    py: Python<'py>,
    found: &[Diagnostic],
    source: &Source,
) -> PyResult<Bound<'py, PyAny>> {
    let found: Vec<Value> = found.iter().map(|finding| json!(finding.located(source))).collect();
    let found = give(py, Value::Array(found))?;
    class(py, "scimrules._data", "diagnostics")?.call1((found,))
}

/// An error of the SCIM protocol: `FilterError` or `PatchError`.
pub(crate) fn scim_error(py: Python<'_>, name: &str, error: &ScimError) -> PyErr {
    let kind = error.scim_type.map(|kind| kind.text());
    exception(py, name, (error.detail.as_str(), kind, error.status, error.operation))
}
