//! Arguments to requests.
//!
//! JSON text stays text and goes to the core as it is; a Python value stays one and is read where
//! it lies. Keywords say what the request itself does not.

use crate::decision::Made;
use crate::errors::{class, request_error, unreadable};
use crate::given::Manner;
use crate::host;
use crate::memory::{Memory, Written};
use crate::rules::Rules;
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyDict, PyList, PyMemoryView, PyString};
use scimrules::{
    Defaults, Explanation, RequestError, RequestShape, Resource, SerdeValue, request_of,
};
use serde::Deserialize;
use serde_json::{Map, Value};

/// Characters and values of what no rules bound: as many as a request may have.
const LARGEST: usize = 16 << 20;

/// What the keywords of a call say.
#[derive(Default)]
pub(crate) struct Said<'py> {
    pub(crate) groups: Option<Bound<'py, PyAny>>,
    pub(crate) current: Option<Bound<'py, PyAny>>,
    pub(crate) params: Option<Bound<'py, PyAny>>,
    pub(crate) now: Option<Bound<'py, PyAny>>,
    pub(crate) operation: Option<Bound<'py, PyAny>>,
    pub(crate) nan_is_null: bool,
}

impl Said<'_> {
    fn nothing(&self) -> bool {
        let all = [&self.groups, &self.current, &self.params, &self.now, &self.operation];
        all.iter().all(|said| said.is_none())
    }
}

/// A request, ready to be decided.
pub(crate) enum Request<'py> {
    /// JSON text, as it came.
    Text(Bound<'py, PyAny>, Option<Defaults>),
    /// JSON text with members added.
    Joined(Vec<u8>, Option<Defaults>),
    /// A Python value.
    Value(Bound<'py, PyAny>),
}

/// How a request reaches the core.
enum Form<'a, 'py> {
    Text(&'a [u8], Option<&'a Defaults>),
    Value(&'a Bound<'py, PyAny>),
}

/// The bytes of JSON text; none for other values.
pub(crate) fn text<'a>(value: &'a Bound<'_, PyAny>) -> PyResult<Option<&'a [u8]>> {
    if let Ok(bytes) = value.cast::<PyBytes>() {
        return Ok(Some(bytes.as_bytes()));
    }
    match value.cast::<PyString>() {
        Ok(text) => match text.to_str() {
            Ok(text) => Ok(Some(text.as_bytes())),
            Err(_) => Err(unreadable(value.py(), "the text is not valid Unicode")),
        },
        Err(_) => Ok(None),
    }
}

/// `bytearray` and `memoryview` as bytes, which do not change; other values as they are.
pub(crate) fn still<'py>(value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    if let Ok(bytes) = value.cast::<PyByteArray>() {
        return Ok(PyBytes::new(value.py(), &bytes.to_vec()).into_any());
    }
    match value.cast::<PyMemoryView>() {
        Ok(view) => view.call_method0(intern!(value.py(), "tobytes")),
        Err(_) => Ok(value.clone()),
    }
}

/// A Python value made of plain dicts, lists and simple values; what is nothing of the kind stays in
/// it, and is an error where it is read.
fn plain<'py>(value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let plain = class(value.py(), "scimrules._plain", "plain")?.call1((value,));
    plain.map_err(|error| match error.is_instance_of::<PyTypeError>(value.py()) {
        true => unreadable(value.py(), &error.value(value.py()).to_string()),
        false => error,
    })
}

/// A Python value, or JSON text, as a JSON value.
pub(crate) fn json(given: &Bound<'_, PyAny>, nan_is_null: bool) -> PyResult<Value> {
    let given = still(given)?;
    match text(&given)? {
        Some(text) => serde_json::from_slice(text)
            .map_err(|error| unreadable(given.py(), &format!("the text is not JSON: {error}"))),
        None => value(&given, nan_is_null),
    }
}

/// A Python value as a JSON value.
fn value(given: &Bound<'_, PyAny>, nan_is_null: bool) -> PyResult<Value> {
    let manner = Manner::new(nan_is_null, LARGEST);
    match Value::deserialize(manner.read(given)) {
        Err(_) if manner.odd.get() => Value::deserialize(manner.read(&plain(given)?)),
        found => found,
    }
    .map_err(|error| unreadable(given.py(), &error.0))
}

/// `now` as text: a text, or a datetime that knows its zone.
fn clock(now: &Bound<'_, PyAny>) -> PyResult<String> {
    match now.cast::<PyString>() {
        Ok(text) => Ok(text.to_str()?.to_owned()),
        Err(_) => class(now.py(), "scimrules._plain", "clock")?.call1((now,))?.extract(),
    }
}

impl<'py> Request<'py> {
    /// A request of a resource, or of a whole request, and what the keywords say.
    pub(crate) fn new(
        py: Python<'py>,
        resource: Option<&Bound<'py, PyAny>>,
        kind: Resource,
        said: &Said<'py>,
    ) -> PyResult<Self> {
        let resource = match resource {
            Some(resource) => still(resource)?,
            None => PyDict::new(py).into_any(),
        };
        if let Some(text) = text(&resource)? {
            let defaults = said.defaults(py)?;
            if kind == Resource::User && said.groups.is_none() && said.current.is_none() {
                return Ok(Request::Text(resource, defaults));
            }
            let joined = said.join(text, kind)?;
            return Ok(Request::Joined(joined, defaults));
        }
        let resource = match resource.is_instance_of::<PyDict>() {
            true => resource,
            false => plain(&resource)?,
        };
        if kind == Resource::User && said.nothing() {
            return Ok(Request::Value(resource));
        }
        said.merge(py, &resource, kind).map(Request::Value)
    }

    /// JSON text with what it may lack, or a value.
    fn form(&self) -> PyResult<Form<'_, 'py>> {
        Ok(match self {
            Request::Text(value, defaults) => {
                Form::Text(text(value)?.unwrap_or_default(), defaults.as_ref())
            }
            Request::Joined(text, defaults) => Form::Text(text, defaults.as_ref()),
            Request::Value(value) => Form::Value(value),
        })
    }

    /// Reads a Python value, again as a plain one where it is not.
    fn read<T>(
        value: &Bound<'py, PyAny>,
        rules: &Rules,
        nan_is_null: bool,
        mut read: impl FnMut(&Bound<'py, PyAny>, &Manner) -> Result<T, RequestError>,
    ) -> PyResult<Result<T, RequestError>> {
        let manner = Manner::new(nan_is_null, rules.payload.size);
        match read(value, &manner) {
            Err(_) if manner.odd.get() => Ok(read(&plain(value)?, &manner)),
            done => Ok(done),
        }
    }

    /// Decides it.
    pub(crate) fn decide(
        &self,
        py: Python<'py>,
        rules: &Rules,
        nan_is_null: bool,
    ) -> PyResult<Made> {
        let decided = rules.with_memory(|memory| match self.form()? {
            Form::Text(text, defaults) => PyResult::Ok(memory.decide(rules, text, defaults)),
            Form::Value(value) => Self::read(value, rules, nan_is_null, |value, manner| {
                let source = SerdeValue(|| manner.read(value));
                let Memory { scratch, written } = memory;
                let decided = rules.inner.decide_from(scratch, &source);
                decided.map(|decision| Made::of(&decision, written))
            }),
        })?;
        host::check()?;
        decided.map_err(|error| request_error(py, &error, None))
    }

    /// Decides it and tells why: as data and as text.
    pub(crate) fn explain(
        &self,
        py: Python<'py>,
        rules: &Rules,
        nan_is_null: bool,
    ) -> PyResult<Explained> {
        let explained = rules.with_memory(|Memory { scratch, .. }| match self.form()? {
            Form::Text(text, Some(defaults)) => {
                PyResult::Ok(rules.inner.explain_with(scratch, text, defaults).map(Explained::from))
            }
            Form::Text(text, None) => Ok(rules.inner.explain(scratch, text).map(Explained::from)),
            Form::Value(value) => Self::read(value, rules, nan_is_null, |value, manner| {
                let source = SerdeValue(|| manner.read(value));
                rules.inner.explain_from(scratch, &source).map(Explained::from)
            }),
        })?;
        host::check()?;
        explained.map_err(|error| request_error(py, &error, None))
    }
}

/// An explanation without a tie to the rules.
pub(crate) struct Explained {
    pub(crate) decision: Made,
    pub(crate) json: String,
    pub(crate) text: String,
}

impl From<Explanation<'_>> for Explained {
    fn from(explanation: Explanation<'_>) -> Self {
        Explained {
            decision: Made::of(&explanation.decision, &mut Written::default()),
            json: explanation.to_json(),
            text: explanation.to_text(),
        }
    }
}

impl<'py> Said<'py> {
    /// What requests take that do not say it themselves.
    pub(crate) fn defaults(&self, py: Python<'py>) -> PyResult<Option<Defaults>> {
        if self.params.is_none() && self.now.is_none() && self.operation.is_none() {
            return Ok(None);
        }
        let params = match &self.params {
            Some(params) => match value(params, self.nan_is_null)? {
                Value::Object(params) => params,
                _ => return Err(unreadable(py, "`params` is an object")),
            },
            None => Map::new(),
        };
        let delete = match &self.operation {
            Some(operation) => match operation.extract::<&str>().unwrap_or("") {
                "upsert" => false,
                "delete" => true,
                _ => {
                    let message = format!(
                        "`{operation}` is not an operation; operations are `upsert` and `delete`"
                    );
                    return Err(unreadable(py, &message));
                }
            },
            None => false,
        };
        let now = self.now.as_ref().map(clock).transpose()?;
        Ok(Some(Defaults { now, params, delete }))
    }

    /// JSON text with `groups` and `current`, where it does not have them.
    fn join(&self, text: &[u8], kind: Resource) -> PyResult<Vec<u8>> {
        let said = |said: &Option<Bound<'py, PyAny>>| {
            said.as_ref().map(|said| value(said, self.nan_is_null)).transpose()
        };
        let (groups, current) = (said(&self.groups)?, said(&self.current)?);
        Ok(request_of(text, kind, groups.as_ref(), current.as_ref()).into_owned())
    }

    /// A dict with what the keywords say, where it does not say it.
    fn merge(
        &self,
        py: Python<'py>,
        resource: &Bound<'py, PyAny>,
        kind: Resource,
    ) -> PyResult<Bound<'py, PyAny>> {
        let Ok(given) = resource.cast::<PyDict>() else { return Ok(resource.clone()) };
        let mut shape = shape(given);
        // As of text: with nothing beside that makes it a user, it is a request that lacks one.
        let alone = kind == Resource::User && shape.groups && given.len() == 1;
        shape.request |= alone && self.groups.is_none() && self.current.is_none();
        let request = PyDict::new(py);
        let params = self.params_with(given, shape.request)?;
        // They are read first, as those of text are; the request's own are among them.
        if let Some(params) = &params {
            request.set_item(intern!(py, "params"), params)?;
        }
        match shape.request {
            true => request.update(given.as_mapping())?,
            false => request.set_item(shape.member(kind), given)?,
        }
        if let Some(params) = &params {
            request.set_item(intern!(py, "params"), params)?;
        }
        if let Some(now) = &self.now
            && lacks(&request, intern!(py, "now"))?
        {
            request.set_item(intern!(py, "now"), clock(now)?)?;
        }
        if let Some(operation) = &self.operation
            && lacks(&request, intern!(py, "operation"))?
        {
            request.set_item(intern!(py, "operation"), operation)?;
        }
        let (groups, current) = (intern!(py, "groups"), intern!(py, "current"));
        for (name, said) in [(groups, &self.groups), (current, &self.current)] {
            if let Some(said) = said
                && !request.contains(name)?
            {
                request.set_item(name, said)?;
            }
        }
        Ok(request.into_any())
    }

    /// The parameters of the call, and over them those of a request; none where the call has none.
    fn params_with(
        &self,
        given: &Bound<'py, PyDict>,
        request: bool,
    ) -> PyResult<Option<Bound<'py, PyDict>>> {
        let Some(params) = &self.params else { return Ok(None) };
        let py = given.py();
        let own = match request {
            true => given.get_item(intern!(py, "params"))?.filter(|own| !own.is_none()),
            false => None,
        };
        let all = PyDict::new(py);
        for params in [Some(params), own.as_ref()].into_iter().flatten() {
            match params.cast::<PyDict>() {
                Ok(params) => all.update(params.as_mapping())?,
                Err(_) => return Err(unreadable(py, "`params` is an object")),
            }
        }
        Ok(Some(all))
    }
}

fn lacks(request: &Bound<'_, PyDict>, name: &Bound<'_, PyString>) -> PyResult<bool> {
    let empty = |value: &Bound<'_, PyAny>| {
        let text = value.cast::<PyString>().is_ok_and(|text| text.len().is_ok_and(|n| n == 0));
        text || value.cast::<PyList>().is_ok_and(|list| list.is_empty())
    };
    Ok(request.get_item(name)?.is_none_or(|value| value.is_none() || empty(&value)))
}

/// What a dict is.
fn shape(given: &Bound<'_, PyDict>) -> RequestShape {
    let mut shape = RequestShape { request: given.is_empty(), ..RequestShape::default() };
    for (name, value) in given.iter() {
        let name = name.cast::<PyString>().ok().and_then(|name| name.to_str().ok());
        if let Some(name) = name
            && shape.name(name)
        {
            let manner = Manner::new(true, 10_000);
            if let Ok(value) = Value::deserialize(manner.read(&value)) {
                shape.value(name, &value);
            }
        }
    }
    shape
}
