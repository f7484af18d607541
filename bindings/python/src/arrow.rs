//! Columns in, tables out, through the Arrow PyCapsule interface.

use crate::batch::{Outcome, decide_texts};
use crate::request::Said;
use crate::rules::Rules;
use arrow_array::cast::AsArray;
use arrow_array::{
    Array, ArrayRef, BooleanArray, Float64Array, Int64Array, ListArray, RecordBatch, StringArray,
    StructArray, TimestampMicrosecondArray,
};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field, Fields, Schema};
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3_arrow::PyTable;
use pyo3_arrow::input::AnyArray;
use scimrules::{FieldType, Resource, date_time};
use serde_json::{Map, Value};
use std::sync::Arc;

fn bad(message: impl Into<String>) -> PyErr {
    PyValueError::new_err(message.into())
}

/// Decides every cell of a column, a chunk after the other.
pub(crate) fn decide<'py>(
    py: Python<'py>,
    rules: &Rules,
    requests: &Bound<'py, PyAny>,
    column: Option<&str>,
    threads: Option<usize>,
    resource: &str,
    said: &Said<'py>,
) -> PyResult<Bound<'py, PyAny>> {
    let resource = match resource {
        "user" => Resource::User,
        "group" => Resource::Group,
        _ => return Err(bad("`resource` is `user` or `group`")),
    };
    let defaults = said.defaults(py)?;
    let fields: Vec<FieldType<'_>> = rules.inner.field_types(resource).collect();
    let requests = requests.extract::<AnyArray>()?.into_chunked_array()?;
    let mut batches = Vec::new();
    for chunk in requests.chunks() {
        let texts = cells(&select(chunk, column)?)?;
        let given: Vec<&[u8]> = texts.iter().map(Option::unwrap_or_default).collect();
        let decided = decide_texts(py, rules, &given, threads, defaults.as_ref())?;
        batches.push(py.detach(|| table(&fields, &decided))?);
    }
    let schema = match batches.first() {
        Some(batch) => batch.schema(),
        None => table(&fields, &[])?.schema(),
    };
    PyTable::try_new(batches, schema)?.into_bound_py_any(py)
}

/// The column of a table, or the array itself.
fn select(chunk: &ArrayRef, column: Option<&str>) -> PyResult<ArrayRef> {
    let Some(table) = chunk.as_struct_opt() else { return Ok(chunk.clone()) };
    let found = match column {
        Some(name) => table.column_by_name(name),
        None if table.num_columns() == 1 => Some(table.column(0)),
        None => return Err(bad("the table has several columns: say which with `column`")),
    };
    let missing = || bad(format!("the table has no column `{}`", column.unwrap_or_default()));
    found.cloned().ok_or_else(missing)
}

/// The bytes of a column of text or bytes.
fn cells(column: &ArrayRef) -> PyResult<arrow_array::LargeBinaryArray> {
    let text = match column.data_type() {
        DataType::Dictionary(_, values) => arrow_cast::cast(column, values),
        _ => Ok(column.clone()),
    };
    let text = text.and_then(|text| match text.data_type() {
        DataType::Utf8View => arrow_cast::cast(&text, &DataType::LargeUtf8),
        _ => Ok(text),
    });
    let bytes = text.and_then(|text| match text.data_type() {
        DataType::Utf8
        | DataType::LargeUtf8
        | DataType::Binary
        | DataType::LargeBinary
        | DataType::BinaryView
        | DataType::Null => arrow_cast::cast(&text, &DataType::LargeBinary),
        other => Err(arrow_schema::ArrowError::SchemaError(format!(
            "a column of JSON is text or bytes, not {other}"
        ))),
    });
    let bytes = bytes.map_err(|error| match error {
        arrow_schema::ArrowError::SchemaError(message) => bad(message),
        error => bad(error.to_string()),
    })?;
    Ok(bytes.as_binary::<i64>().clone())
}

/// Decisions as a table; the columns are the same for all decisions of the rules.
fn table(fields: &[FieldType<'_>], decided: &[Outcome]) -> PyResult<RecordBatch> {
    let parse = |outcome: &Outcome| match outcome {
        Ok(made) => serde_json::from_str::<Map<String, Value>>(&made.text).unwrap_or_default(),
        Err(_) => Map::new(),
    };
    let rows: Vec<Map<String, Value>> = decided.iter().map(parse).collect();
    let word = |name: &str| -> ArrayRef {
        Arc::new(StringArray::from_iter(rows.iter().map(|row| row.get(name)?.as_str())))
    };
    let json = |name: &str| -> ArrayRef {
        let cells = rows.iter().map(|row| Some(row.get(name)?.to_string()));
        Arc::new(StringArray::from_iter(cells))
    };
    let texts = decided.iter().map(|outcome| Some(outcome.as_ref().ok()?.text.as_ref()));
    let mut columns = vec![
        ("action", word("action")),
        ("event", word("event")),
        ("status", word("status")),
        ("changes", json("changes")),
        ("errors", errors(&rows, decided)),
        ("decision", Arc::new(StringArray::from_iter(texts)) as ArrayRef),
    ];
    if !fields.is_empty() {
        columns.insert(3, ("record", record(fields, &rows)));
    }
    let schema = columns
        .iter()
        .map(|(name, column)| Field::new(*name, column.data_type().clone(), true))
        .collect::<Vec<_>>();
    let arrays = columns.into_iter().map(|(_, column)| column).collect();
    RecordBatch::try_new(Arc::new(Schema::new(schema)), arrays)
        .map_err(|error| bad(error.to_string()))
}

/// Records as a struct: a member for each field, with its type.
fn record(fields: &[FieldType<'_>], rows: &[Map<String, Value>]) -> ArrayRef {
    let mut types = Vec::new();
    let mut arrays = Vec::new();
    for field in fields {
        let cell = |row: &'_ Map<String, Value>| -> Option<Value> {
            let mut at = row.get("record")?;
            for step in field.name.split('.') {
                at = at.get(step)?;
            }
            Some(at.clone())
        };
        let cells: Vec<Option<Value>> = rows.iter().map(cell).collect();
        let array = if field.many { list(field.base, &cells) } else { simple(field.base, &cells) };
        types.push(Field::new(field.name, array.data_type().clone(), true));
        arrays.push(array);
    }
    let none: NullBuffer = rows.iter().map(|row| row.contains_key("record")).collect();
    Arc::new(StructArray::new(Fields::from(types), arrays, Some(none)))
}

fn simple(base: &str, cells: &[Option<Value>]) -> ArrayRef {
    let cells = cells.iter().map(Option::as_ref);
    match base {
        "boolean" => Arc::new(BooleanArray::from_iter(cells.map(|cell| cell?.as_bool()))),
        "integer" => Arc::new(Int64Array::from_iter(cells.map(|cell| cell?.as_i64()))),
        "decimal" => Arc::new(Float64Array::from_iter(cells.map(|cell| cell?.as_f64()))),
        "dateTime" => {
            let instant =
                |cell: Option<&Value>| Some(date_time::parse(cell?.as_str()?)?.at.as_microsecond());
            let instants = TimestampMicrosecondArray::from_iter(cells.map(instant));
            Arc::new(instants.with_timezone("UTC"))
        }
        "any" => Arc::new(StringArray::from_iter(cells.map(|cell| Some(cell?.to_string())))),
        _ => Arc::new(StringArray::from_iter(cells.map(|cell| cell?.as_str()))),
    }
}

fn list(base: &str, cells: &[Option<Value>]) -> ArrayRef {
    let items = |cell: &Option<Value>| match cell {
        Some(Value::Array(items)) => items.clone(),
        Some(one) => vec![one.clone()],
        None => Vec::new(),
    };
    let lists: Vec<Vec<Value>> = cells.iter().map(items).collect();
    let lengths = OffsetBuffer::from_lengths(lists.iter().map(Vec::len));
    let flat: Vec<Option<Value>> = lists.into_iter().flatten().map(Some).collect();
    let values = simple(base, &flat);
    let item = Arc::new(Field::new("item", values.data_type().clone(), true));
    let none: NullBuffer = cells.iter().map(Option::is_some).collect();
    Arc::new(ListArray::new(item, lengths, values, Some(none)))
}

/// What is wrong: the reasons of a rejection, or why a cell is no request.
fn errors(rows: &[Map<String, Value>], decided: &[Outcome]) -> ArrayRef {
    let (mut codes, mut messages, mut lengths) = (Vec::new(), Vec::new(), Vec::new());
    for (row, outcome) in rows.iter().zip(decided) {
        let before = codes.len();
        if let Err(error) = outcome {
            codes.push(error.code.to_owned());
            messages.push(error.message.clone());
        }
        for reason in row.get("errors").and_then(Value::as_array).into_iter().flatten() {
            let text = |name: &str| reason.get(name).and_then(Value::as_str).unwrap_or_default();
            codes.push(text("code").to_owned());
            messages.push(text("message").to_owned());
        }
        lengths.push(codes.len() - before);
    }
    let columns: [ArrayRef; 2] =
        [Arc::new(StringArray::from(codes)), Arc::new(StringArray::from(messages))];
    let fields = ["code", "message"].map(|name| Field::new(name, DataType::Utf8, true));
    let values = StructArray::new(Fields::from(fields.to_vec()), columns.to_vec(), None);
    let item = Arc::new(Field::new("item", values.data_type().clone(), true));
    Arc::new(ListArray::new(item, OffsetBuffer::from_lengths(lengths), Arc::new(values), None))
}
