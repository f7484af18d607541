//! What rules are compiled with.

use crate::host;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use scimrules::{CompileLimits, Compiler, PayloadLimits};

/// The keywords of `Rules.compile`, as they were given.
#[derive(Default)]
pub(crate) struct Options<'py> {
    pub(crate) name: Option<String>,
    pub(crate) functions: Option<Bound<'py, PyAny>>,
    pub(crate) account: Option<Bound<'py, PyAny>>,
    pub(crate) is_taken: Option<Bound<'py, PyAny>>,
    pub(crate) limits: Option<Bound<'py, PyAny>>,
}

impl<'py> Options<'py> {
    /// A compiler, with the limits of requests.
    pub(crate) fn compiler(&self) -> PyResult<(Compiler, PayloadLimits)> {
        let (mut compile, mut payload) = (CompileLimits::default(), PayloadLimits::default());
        if let Some(limits) = &self.limits {
            compile.source.size = limits.getattr("source_size")?.extract()?;
            compile.source.nesting = limits.getattr("nesting")?.extract()?;
            compile.list_items = limits.getattr("list_items")?.extract()?;
            compile.table_rows = limits.getattr("table_rows")?.extract()?;
            payload.size = limits.getattr("request_size")?.extract()?;
            payload.depth = limits.getattr("request_depth")?.extract()?;
        }
        let mut compiler = Compiler::new().limits(compile).payload_limits(payload);
        if let Some(functions) = &self.functions {
            compiler = host::functions(compiler, functions)?;
        }
        if let Some(call) = &self.account {
            compiler = host::account(compiler, call.clone().unbind());
        }
        if let Some(call) = &self.is_taken {
            compiler = host::is_taken(compiler, call.clone().unbind());
        }
        Ok((compiler, payload))
    }

    /// The name that messages show.
    pub(crate) fn name(&self) -> &str {
        self.name.as_deref().unwrap_or("rules")
    }

    /// The keywords again, for pickle.
    pub(crate) fn keywords(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let keywords = PyDict::new(py);
        keywords.set_item("name", self.name())?;
        let given = [
            ("functions", &self.functions),
            ("account", &self.account),
            ("is_taken", &self.is_taken),
            ("limits", &self.limits),
        ];
        for (name, value) in given {
            if let Some(value) = value {
                keywords.set_item(name, value)?;
            }
        }
        Ok(keywords)
    }
}
