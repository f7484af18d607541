//! SCIM filters and PATCH by themselves.

use crate::errors::scim_error;
use crate::give::give;
use crate::request::json;
use pyo3::prelude::*;
use scimrules::PatchOptions;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A SCIM filter.
#[pyclass(frozen, module = "scimrules")]
pub(crate) struct Filter {
    inner: scimrules::Filter,
}

#[pymethods]
impl Filter {
    /// Reads a filter.
    #[staticmethod]
    fn parse(py: Python<'_>, text: &str) -> PyResult<Self> {
        let inner = scimrules::Filter::parse(text);
        inner.map(|inner| Filter { inner }).map_err(|error| scim_error(py, "FilterError", &error))
    }

    /// True where the filter holds for the resource.
    #[pyo3(signature = (resource, *, nan_is_null = false))]
    fn matches(&self, resource: &Bound<'_, PyAny>, nan_is_null: bool) -> PyResult<bool> {
        let matches = self.inner.matches(&json(resource, nan_is_null)?);
        matches.map_err(|error| scim_error(resource.py(), "FilterError", &error))
    }

    fn __str__(&self) -> String {
        self.inner.to_string()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let text = self.inner.to_string().into_pyobject(py)?;
        Ok(format!("Filter.parse({})", text.repr()?))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Filter>().is_ok_and(|other| other.get().inner == self.inner)
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.inner.to_string().hash(&mut hasher);
        hasher.finish()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((py.get_type::<Filter>().getattr("parse")?, (self.inner.to_string(),)))
    }
}

/// The resource after a PATCH request; the given one is untouched.
#[pyfunction]
#[pyo3(signature = (resource, patch, *, strict = false, known_only = false, immutable = None))]
pub(crate) fn apply_patch<'py>(
    py: Python<'py>,
    resource: &Bound<'py, PyAny>,
    patch: &Bound<'py, PyAny>,
    strict: bool,
    known_only: bool,
    immutable: Option<Vec<String>>,
) -> PyResult<Bound<'py, PyAny>> {
    let immutable = immutable.unwrap_or_default();
    let options = PatchOptions { strict, known_only, immutable };
    let patched = scimrules::apply_patch(&json(resource, false)?, &json(patch, false)?, &options);
    give(py, &patched.map_err(|error| scim_error(py, "PatchError", &error))?)
}
