//! A decision as Python holds it: its JSON, and the parts that are asked for.

use crate::errors::class;
use crate::give::{give_decision, give_member};
use crate::memory::Written;
use crate::names::{FieldNames, word};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString, PyTuple};
use scimrules::{Action, Event, Status};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// What is to be done with an account, and why.
#[pyclass(frozen, module = "scimrules")]
pub(crate) struct Decision {
    head: Head,
    text: Box<str>,
    /// Of the rules that decided.
    names: Option<Arc<FieldNames>>,
    /// Made when they are first asked for.
    record: PyOnceLock<Py<PyAny>>,
    changes: PyOnceLock<Py<PyAny>>,
}

/// What every caller asks for.
#[derive(Clone, Copy)]
struct Head {
    action: Action,
    event: Option<Event>,
    status: Option<Status>,
}

/// A decision without a tie to Python: made by any thread.
pub(crate) struct Made {
    head: Head,
    pub(crate) text: Box<str>,
}

impl Made {
    pub(crate) fn of(decision: &scimrules::Decision<'_>, written: &mut Written) -> Self {
        let head = Head { action: decision.action, event: decision.event, status: decision.status };
        Made { head, text: written.text(decision).into() }
    }
}

impl Decision {
    /// What was made, of rules whose fields have these names.
    pub(crate) fn new(made: Made, names: Option<Arc<FieldNames>>) -> Self {
        let (record, changes) = (PyOnceLock::new(), PyOnceLock::new());
        Decision { head: made.head, text: made.text, names, record, changes }
    }

    fn member<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        give_member(py, &self.text, name, self.names.as_deref())
    }

    /// A dict that is made once; empty where the decision has none.
    fn kept(
        &self,
        py: Python<'_>,
        place: &PyOnceLock<Py<PyAny>>,
        name: &str,
    ) -> PyResult<Py<PyAny>> {
        let kept = place.get_or_try_init(py, || {
            let member = self.member(py, name)?;
            Ok::<_, PyErr>(member.unwrap_or_else(|| PyDict::new(py).into_any()).unbind())
        })?;
        Ok(kept.clone_ref(py))
    }

    /// A member as an object of a class of `scimrules._data`.
    fn one<'py>(
        py: Python<'py>,
        member: Option<Bound<'py, PyAny>>,
        name: &str,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        let Some(member) = member else { return Ok(None) };
        class(py, "scimrules._data", name)?.call((), Some(member.cast::<PyDict>()?)).map(Some)
    }

    /// A list member as a tuple of such objects.
    fn many<'py>(
        py: Python<'py>,
        member: Option<Bound<'py, PyAny>>,
        name: &str,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let Some(member) = member else { return Ok(PyTuple::empty(py)) };
        let class = class(py, "scimrules._data", name)?;
        let mut made = Vec::new();
        for item in member.try_iter()? {
            made.push(class.call((), Some(item?.cast::<PyDict>()?))?);
        }
        PyTuple::new(py, made)
    }
}

#[pymethods]
impl Decision {
    /// A decision that was kept as JSON.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Self> {
        let bad = |what: &str| PyValueError::new_err(format!("the text is not a decision: {what}"));
        let json: serde_json::Value =
            serde_json::from_str(text).map_err(|error| bad(&error.to_string()))?;
        let word = |name: &str| json.get(name).and_then(serde_json::Value::as_str);
        let action = word("action").and_then(Action::from_text);
        let head = Head {
            action: action.ok_or_else(|| bad("it has no `action`"))?,
            event: word("event").and_then(Event::from_text),
            status: word("status").and_then(Status::from_text),
        };
        Ok(Decision::new(Made { head, text: text.into() }, None))
    }

    #[getter]
    fn action<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        known(py, self.head.action.text())
    }

    #[getter]
    fn event<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyString>> {
        self.head.event.map(|event| known(py, event.text()))
    }

    #[getter]
    fn status<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyString>> {
        self.head.status.map(|status| known(py, status.text()))
    }

    #[getter]
    fn record(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        self.kept(py, &self.record, "record")
    }

    #[getter]
    fn changes(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        self.kept(py, &self.changes, "changes")
    }

    #[getter]
    fn r#match<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        Self::many(py, self.member(py, "match")?, "Match")
    }

    #[getter]
    fn then<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        Self::one(py, self.member(py, "then")?, "FollowUp")
    }

    #[getter]
    fn again<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.member(py, "again")
    }

    #[getter]
    fn notify<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        Self::many(py, self.member(py, "notify")?, "Notice")
    }

    #[getter]
    fn because<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        Self::one(py, self.member(py, "because")?, "Because")
    }

    #[getter]
    fn errors<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        Self::many(py, self.member(py, "errors")?, "Reason")
    }

    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        Self::many(py, self.member(py, "warnings")?, "Reason")
    }

    /// The decision as JSON: the same text as every host gives.
    fn to_json(&self) -> &str {
        &self.text
    }

    /// The decision as a dict, a new one each time.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        give_decision(py, &self.text, self.names.as_deref())
    }

    /// Without record and changes: they may hold secrets.
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let mut shown = format!("Decision(action='{}'", self.head.action);
        let (event, status) =
            (self.head.event.map(Event::text), self.head.status.map(Status::text));
        for (name, word) in [("event", event), ("status", status)] {
            if let Some(word) = word {
                shown.push_str(&format!(", {name}='{word}'"));
            }
        }
        if let Some(because) = self.because(py)? {
            shown.push_str(&format!(", because={}", because.repr()?));
        }
        for (name, reasons) in [("errors", self.errors(py)?), ("warnings", self.warnings(py)?)] {
            if !reasons.is_empty() {
                shown.push_str(&format!(", {name}={}", reasons.repr()?));
            }
        }
        shown.push(')');
        Ok(shown)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Decision>().is_ok_and(|other| other.get().text == self.text)
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.text.hash(&mut hasher);
        hasher.finish()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (&str,))> {
        Ok((py.get_type::<Decision>().getattr("from_json")?, (&self.text,)))
    }
}

/// A word of the contract, which is there already.
fn known<'py>(py: Python<'py>, text: &str) -> Bound<'py, PyString> {
    word(py, text).cloned().unwrap_or_else(|| PyString::new(py, text))
}
