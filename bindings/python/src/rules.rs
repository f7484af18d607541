//! Compiled rules.

use crate::arrow;
use crate::batch;
use crate::decision::{Decision, Made};
use crate::errors::{class, compile_error, diagnostics};
use crate::give::{give, give_json};
use crate::host;
use crate::memory::Memory;
use crate::names::FieldNames;
use crate::options::Options;
use crate::request::{Request, Said, still, text};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyTuple};
use scimrules::simulation::{Place, Simulation, Simulator};
use scimrules::{PayloadLimits, RequestError, Resource};
use serde_json::json;
use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// Rules, compiled once: immutable, shared by threads.
#[pyclass(frozen, module = "scimrules")]
pub(crate) struct Rules {
    pub(crate) inner: scimrules::Rules,
    pub(crate) payload: PayloadLimits,
    /// Memory of threads that are not deciding.
    spare: Mutex<Vec<Memory>>,
    names: Arc<FieldNames>,
    keywords: Py<PyDict>,
}

impl Rules {
    /// Lends memory for a decision; a callable of the rules may decide in its turn. Nobody waits for
    /// another: a process that was forked while a thread held the lock would wait for ever.
    pub(crate) fn with_memory<T>(&self, work: impl FnOnce(&mut Memory) -> T) -> T {
        let spare = self.spare.try_lock().ok().and_then(|mut spare| spare.pop());
        let mut memory = spare.unwrap_or_default();
        let done = work(&mut memory);
        if let Ok(mut spare) = self.spare.try_lock() {
            spare.push(memory);
        }
        done
    }

    /// What was decided, as Python has it.
    pub(crate) fn decision(&self, made: Made) -> Decision {
        Decision::new(made, Some(self.names.clone()))
    }

    fn make(py: Python<'_>, text: &str, options: &Options<'_>) -> PyResult<Self> {
        let (compiler, payload) = options.compiler()?;
        let name = options.name();
        let compiled = py.detach(|| compiler.compile(name, text));
        let inner = compiled.map_err(|error| compile_error(py, &error))?;
        let names = Arc::new(FieldNames::of(py, &inner));
        let keywords = options.keywords(py)?.unbind();
        Ok(Rules { inner, payload, spare: Mutex::default(), names, keywords })
    }
}

#[pymethods]
impl Rules {
    /// Compiles a text.
    #[staticmethod]
    #[pyo3(signature = (text, *, name = None, functions = None, account = None, is_taken = None, limits = None))]
    fn compile(
        py: Python<'_>,
        text: &str,
        name: Option<String>,
        functions: Option<Bound<'_, PyAny>>,
        account: Option<Bound<'_, PyAny>>,
        is_taken: Option<Bound<'_, PyAny>>,
        limits: Option<Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        Rules::make(py, text, &Options { name, functions, account, is_taken, limits })
    }

    /// Compiles a file.
    #[staticmethod]
    #[pyo3(signature = (path, *, name = None, functions = None, account = None, is_taken = None, limits = None))]
    fn from_file(
        py: Python<'_>,
        path: PathBuf,
        name: Option<String>,
        functions: Option<Bound<'_, PyAny>>,
        account: Option<Bound<'_, PyAny>>,
        is_taken: Option<Bound<'_, PyAny>>,
        limits: Option<Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        // Python's own way: its errors name the file.
        let read = class(py, "pathlib", "Path")?.call1((&path,))?.call_method0("read_bytes")?;
        let text = String::from_utf8(read.cast::<PyBytes>()?.as_bytes().to_vec())?;
        let name = name.or_else(|| Some(path.display().to_string()));
        Rules::make(py, &text, &Options { name, functions, account, is_taken, limits })
    }

    /// Decides about a user.
    #[pyo3(signature = (user = None, *, groups = None, current = None, params = None, now = None, operation = None, nan_is_null = false))]
    #[expect(clippy::too_many_arguments, reason = "keywords of Python")]
    fn decide<'py>(
        &self,
        py: Python<'py>,
        user: Option<&Bound<'py, PyAny>>,
        groups: Option<Bound<'py, PyAny>>,
        current: Option<Bound<'py, PyAny>>,
        params: Option<Bound<'py, PyAny>>,
        now: Option<Bound<'py, PyAny>>,
        operation: Option<Bound<'py, PyAny>>,
        nan_is_null: bool,
    ) -> PyResult<Decision> {
        let said = Said { groups, current, params, now, operation, nan_is_null };
        let request = Request::new(py, user, Resource::User, &said)?;
        Ok(self.decision(request.decide(py, self, nan_is_null)?))
    }

    /// Decides about a group.
    #[pyo3(signature = (group = None, *, current = None, params = None, now = None, operation = None, nan_is_null = false))]
    #[expect(clippy::too_many_arguments, reason = "keywords of Python")]
    fn decide_group<'py>(
        &self,
        py: Python<'py>,
        group: Option<&Bound<'py, PyAny>>,
        current: Option<Bound<'py, PyAny>>,
        params: Option<Bound<'py, PyAny>>,
        now: Option<Bound<'py, PyAny>>,
        operation: Option<Bound<'py, PyAny>>,
        nan_is_null: bool,
    ) -> PyResult<Decision> {
        let said = Said { groups: None, current, params, now, operation, nan_is_null };
        let request = Request::new(py, group, Resource::Group, &said)?;
        Ok(self.decision(request.decide(py, self, nan_is_null)?))
    }

    /// Decides JSON to JSON.
    fn decide_bytes<'py>(
        &self,
        py: Python<'py>,
        request: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let request = still(request)?;
        let Some(text) = text(&request)? else {
            return Err(PyTypeError::new_err("the request is bytes or a str"));
        };
        let decided = self.with_memory(|Memory { scratch, written }| {
            let decided = self.inner.decide(scratch, text);
            decided.map(|decision| PyBytes::new(py, written.write(&decision)))
        });
        host::check()?;
        decided.map_err(|error| crate::errors::request_error(py, &error, None))
    }

    /// Decides many requests, in their order.
    #[pyo3(signature = (requests, *, threads = None, params = None, now = None, operation = None, nan_is_null = false))]
    #[expect(clippy::too_many_arguments, reason = "keywords of Python")]
    fn decide_many<'py>(
        &self,
        py: Python<'py>,
        requests: &Bound<'py, PyAny>,
        threads: Option<usize>,
        params: Option<Bound<'py, PyAny>>,
        now: Option<Bound<'py, PyAny>>,
        operation: Option<Bound<'py, PyAny>>,
        nan_is_null: bool,
    ) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let said = Said { params, now, operation, nan_is_null, ..Said::default() };
        batch::decide_many(py, self, requests, threads, &said)
    }

    /// Decides a column of requests, to a table.
    #[pyo3(signature = (requests, *, column = None, threads = None, resource = "user", params = None, now = None, operation = None))]
    #[expect(clippy::too_many_arguments, reason = "keywords of Python")]
    fn decide_arrow<'py>(
        &self,
        py: Python<'py>,
        requests: &Bound<'py, PyAny>,
        column: Option<&str>,
        threads: Option<usize>,
        resource: &str,
        params: Option<Bound<'py, PyAny>>,
        now: Option<Bound<'py, PyAny>>,
        operation: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let said = Said { params, now, operation, ..Said::default() };
        arrow::decide(py, self, requests, column, threads, resource, &said)
    }

    /// Decides, and tells why.
    #[pyo3(signature = (user = None, *, groups = None, current = None, params = None, now = None, operation = None, nan_is_null = false))]
    #[expect(clippy::too_many_arguments, reason = "keywords of Python")]
    fn explain<'py>(
        &self,
        py: Python<'py>,
        user: Option<&Bound<'py, PyAny>>,
        groups: Option<Bound<'py, PyAny>>,
        current: Option<Bound<'py, PyAny>>,
        params: Option<Bound<'py, PyAny>>,
        now: Option<Bound<'py, PyAny>>,
        operation: Option<Bound<'py, PyAny>>,
        nan_is_null: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        let said = Said { groups, current, params, now, operation, nan_is_null };
        let request = Request::new(py, user, Resource::User, &said)?;
        let explained = request.explain(py, self, nan_is_null)?;
        let data = give_json(py, &explained.json)?;
        let parts = (
            self.decision(explained.decision),
            data.get_item("lines")?,
            data.get_item("tolerance")?,
            explained.text,
            explained.json,
        );
        class(py, "scimrules._data", "Explanation")?.call1(parts)
    }

    /// What requests would do, before anything is done.
    #[pyo3(signature = (users, *, against = None, accounts = None, listed = 50, params = None, now = None, operation = None, nan_is_null = false))]
    #[expect(clippy::too_many_arguments, reason = "keywords of Python")]
    fn simulate<'py>(
        &self,
        py: Python<'py>,
        users: &Bound<'py, PyAny>,
        against: Option<&Bound<'py, Rules>>,
        accounts: Option<u64>,
        listed: Option<usize>,
        params: Option<Bound<'py, PyAny>>,
        now: Option<Bound<'py, PyAny>>,
        operation: Option<Bound<'py, PyAny>>,
        nan_is_null: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        let said = Said { params, now, operation, nan_is_null, ..Said::default() };
        let defaults = said.defaults(py)?.unwrap_or_default();
        let whole = still(users)?;
        let requests = match text(&whole)? {
            Some(text) => {
                batch::lines(text).map(|(line, text)| (line, Ok(Cow::Borrowed(text)))).collect()
            }
            None => batch::items(users)?
                .enumerate()
                .map(|(at, user)| Ok((at + 1, batch::written(&user?, nan_is_null)?)))
                .collect::<PyResult<Vec<_>>>()?,
        };
        let old = against.map(|against| against.get().inner.clone());
        let listed = listed.unwrap_or(usize::MAX);
        let report = py.detach(|| {
            let mut outcome = Simulation::new(old.is_some().then_some(listed));
            let mut simulator = Simulator::new(self.inner.clone(), old, defaults);
            for (line, request) in requests {
                let place = Place { file: None, line: line as u64 };
                let request = request.as_deref().map_err(RequestError::clone);
                simulator.add(&mut outcome, place, request);
            }
            outcome.to_json(&self.inner, accounts)
        });
        host::check()?;
        class(py, "scimrules._data", "simulation")?.call1((give_json(py, &report)?,))
    }

    /// Runs the tests of the rules.
    fn test<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let (results, coverage) = py.detach(|| self.inner.test());
        host::check()?;
        let data = give(py, json!({"results": results, "coverage": coverage}))?;
        class(py, "scimrules._data", "test_report")?.call1((data,))
    }

    /// Warnings and hints about the rules.
    #[getter]
    fn diagnostics<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        diagnostics(py, self.inner.diagnostics(), self.inner.source())
    }

    #[getter]
    fn name(&self) -> &str {
        self.inner.source().name()
    }

    #[getter]
    fn text(&self) -> &str {
        self.inner.source().text()
    }

    #[getter]
    fn store(&self) -> Option<&str> {
        self.inner.store()
    }

    #[getter]
    fn fields(&self) -> Vec<&str> {
        self.inner.fields().collect()
    }

    #[getter]
    fn attributes_read(&self) -> Vec<String> {
        self.inner.attributes_read()
    }

    #[getter]
    fn needs_record(&self) -> bool {
        self.inner.needs_record()
    }

    #[getter]
    fn needs_clock(&self) -> bool {
        self.inner.needs_clock()
    }

    fn __repr__(&self) -> String {
        format!("Rules({:?})", self.name())
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let again = class(py, "scimrules._data", "compile_again")?;
        Ok((again, (self.text(), self.keywords.bind(py)).into_pyobject(py)?))
    }
}
