//! Many requests: text on several threads without the interpreter, Python values one by one.

use crate::decision::Made;
use crate::errors::{only_request_error, request_error};
use crate::host;
use crate::request::{Request, Said, json, still, text};
use crate::rules::Rules;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::{PyBytes, PyIterator, PyMapping, PyString};
use scimrules::grammar::codes;
use scimrules::{Defaults, RequestError, Resource};
use std::borrow::Cow;
use std::num::NonZeroUsize;
use std::thread;

/// A thread for fewer requests costs more than it saves.
const WORTH_A_THREAD: usize = 64;

/// Requests between two looks at signals.
const ROUND: usize = 32_768;

/// A decision, or why there is none.
pub(crate) type Outcome = Result<Made, RequestError>;

/// The lines of NDJSON that are not blank, with their numbers from 1.
pub(crate) fn lines(text: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text).chain([text.len()]);
    let lines = ends.map(move |end| {
        let line = text[start..end].trim_ascii();
        start = end + 1;
        line
    });
    lines.enumerate().map(|(index, line)| (index + 1, line)).filter(|(_, line)| !line.is_empty())
}

/// Decides texts on threads, in their order. The interpreter is free meanwhile.
pub(crate) fn decide_texts(
    py: Python<'_>,
    rules: &Rules,
    texts: &[&[u8]],
    threads: Option<usize>,
    defaults: Option<&Defaults>,
) -> PyResult<Vec<Outcome>> {
    let all = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let worth = texts.len().min(ROUND).div_ceil(WORTH_A_THREAD).max(1);
    let threads = threads.unwrap_or_else(all).clamp(1, worth);
    let mut decided = Vec::with_capacity(texts.len());
    for round in texts.chunks(ROUND) {
        let mut stopped = None;
        py.detach(|| {
            let mut take = |(part, raised): (Vec<Outcome>, Option<PyErr>)| {
                decided.extend(part);
                stopped = stopped.take().or(raised);
            };
            if threads == 1 {
                return take(some(rules, round, defaults));
            }
            let running = host::running();
            thread::scope(|scope| {
                let parts = round.chunks(round.len().div_ceil(threads));
                let start = |part| {
                    scope.spawn(move || host::within(running, || some(rules, part, defaults)))
                };
                let workers: Vec<_> = parts.map(start).collect();
                for worker in workers {
                    match worker.join() {
                        Ok(part) => take(part),
                        Err(panic) => std::panic::resume_unwind(panic),
                    }
                }
            });
        });
        stopped.map_or(Ok(()), Err)?;
        py.check_signals()?;
    }
    Ok(decided)
}

/// Decides texts on this thread; and what a callable raised that no decision may swallow.
fn some(
    rules: &Rules,
    texts: &[&[u8]],
    defaults: Option<&Defaults>,
) -> (Vec<Outcome>, Option<PyErr>) {
    let decided = rules.with_memory(|memory| {
        texts.iter().map(|text| memory.decide(rules, text, defaults)).collect()
    });
    (decided, host::stopped())
}

/// A text that is kept while threads read it.
enum Kept {
    Bytes(PyBackedBytes),
    Text(PyBackedStr),
}

impl Kept {
    fn bytes(&self) -> &[u8] {
        match self {
            Kept::Bytes(bytes) => bytes,
            Kept::Text(text) => text.as_bytes(),
        }
    }
}

/// Decides NDJSON, or the items of an iterable.
pub(crate) fn decide_many<'py>(
    py: Python<'py>,
    rules: &Rules,
    requests: &Bound<'py, PyAny>,
    threads: Option<usize>,
    said: &Said<'py>,
) -> PyResult<Vec<Bound<'py, PyAny>>> {
    let defaults = said.defaults(py)?;
    let whole = still(requests)?;
    if let Some(text) = text(&whole)? {
        let (numbers, texts): (Vec<usize>, Vec<&[u8]>) = lines(text).unzip();
        let decided = decide_texts(py, rules, &texts, threads, defaults.as_ref())?;
        let numbered = numbers.into_iter().zip(decided);
        return numbered.map(|(line, outcome)| given(py, rules, outcome, line)).collect();
    }
    let mut made: Vec<Option<Bound<'py, PyAny>>> = Vec::new();
    let mut kept: Vec<(usize, Kept)> = Vec::new();
    for item in items(requests)? {
        let item = still(&item?)?;
        let text = if let Ok(bytes) = item.cast::<PyBytes>() {
            Some(Kept::Bytes(PyBackedBytes::from(bytes.clone())))
        } else if let Ok(text) = item.cast::<PyString>() {
            PyBackedStr::try_from(text.clone()).ok().map(Kept::Text)
        } else {
            None
        };
        match text {
            Some(text) => {
                kept.push((made.len(), text));
                made.push(None);
            }
            None => made.push(Some(one(py, rules, &item, said, made.len() + 1)?)),
        }
    }
    let texts: Vec<&[u8]> = kept.iter().map(|(_, text)| text.bytes()).collect();
    let decided = decide_texts(py, rules, &texts, threads, defaults.as_ref())?;
    for ((index, _), outcome) in kept.iter().zip(decided) {
        made[*index] = Some(given(py, rules, outcome, index + 1)?);
    }
    Ok(made.into_iter().flatten().collect())
}

/// The requests of an iterable.
pub(crate) fn items<'py>(requests: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyIterator>> {
    if requests.cast::<PyMapping>().is_ok() {
        let message = "many requests are NDJSON or an iterable of requests; one stands in a list";
        return Err(PyTypeError::new_err(message));
    }
    requests.try_iter()
}

/// A request as JSON text; what is no request is an error in its place.
pub(crate) fn written(
    request: &Bound<'_, PyAny>,
    nan_is_null: bool,
) -> PyResult<Result<Cow<'static, [u8]>, RequestError>> {
    let request = still(request)?;
    let text = text(&request).and_then(|text| match text {
        Some(text) => Ok(text.to_vec()),
        None => Ok(json(&request, nan_is_null)?.to_string().into_bytes()),
    });
    match text {
        Ok(text) => Ok(Ok(Cow::Owned(text))),
        Err(error) => {
            let message = only_request_error(request.py(), error)?.getattr("message")?.extract()?;
            Ok(Err(RequestError { code: codes::BAD_REQUEST.id, message }))
        }
    }
}

/// Decides a Python value; what is no request is an error in its place.
fn one<'py>(
    py: Python<'py>,
    rules: &Rules,
    item: &Bound<'py, PyAny>,
    said: &Said<'py>,
    line: usize,
) -> PyResult<Bound<'py, PyAny>> {
    let request = Request::new(py, Some(item), Resource::User, said);
    match request.and_then(|request| request.decide(py, rules, said.nan_is_null)) {
        Ok(made) => Ok(Bound::new(py, rules.decision(made))?.into_any()),
        Err(error) => {
            let error = only_request_error(py, error)?;
            error.setattr("line", line)?;
            Ok(error)
        }
    }
}

fn given<'py>(
    py: Python<'py>,
    rules: &Rules,
    outcome: Outcome,
    line: usize,
) -> PyResult<Bound<'py, PyAny>> {
    match outcome {
        Ok(made) => Ok(Bound::new(py, rules.decision(made))?.into_any()),
        Err(error) => {
            Ok(request_error(py, &error, Some(line)).into_value(py).into_bound(py).into_any())
        }
    }
}
