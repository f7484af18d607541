//! Rules as text: checked, formatted, and the command line.

use crate::errors::{class, diagnostics};
use crate::options::Options;
use pyo3::prelude::*;
use scimrules::{Source, SourceLimits};
use std::ffi::OsString;

/// Errors, warnings and hints about a text.
#[pyfunction]
#[pyo3(signature = (text, *, name = None, functions = None, limits = None))]
pub(crate) fn check<'py>(
    py: Python<'py>,
    text: &str,
    name: Option<String>,
    functions: Option<Bound<'py, PyAny>>,
    limits: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let options = Options { name, functions, limits, ..Options::default() };
    let (compiler, _) = options.compiler()?;
    let name = options.name();
    match py.detach(|| compiler.compile(name, text)) {
        Ok(rules) => diagnostics(py, rules.diagnostics(), rules.source()),
        Err(error) => diagnostics(py, error.diagnostics(), error.source()),
    }
}

/// A text in the canonical layout.
#[pyfunction]
pub(crate) fn format(py: Python<'_>, text: &str) -> PyResult<String> {
    scimrules::grammar::format_text(text, &SourceLimits::default()).map_err(|found| {
        let source = Source::new("rules", text);
        let shown: Vec<String> = found
            .iter()
            .map(|finding| scimrules::render(finding, &source, scimrules::Palette::Plain))
            .collect();
        let raised = diagnostics(py, &found, &source).and_then(|found| {
            class(py, "scimrules._errors", "CompileError")?
                .call1((shown.join("\n").trim_end(), found))
        });
        raised.map_or_else(|error| error, PyErr::from_value)
    })
}

/// Runs the command line; its exit status.
#[pyfunction]
pub(crate) fn run(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| scimrules_cli::run(arguments))
}
