//! Attributes in a JSON document, with the tolerances of the contract.

use super::schema::{Attr, Base, Schema};
use super::values::{Val, Worked, boolean};
use scimrules::grammar::codes;
use serde_json::{Map, Value};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What the document says of an attribute.
#[derive(Clone, Debug)]
pub(crate) enum Said {
    Nothing,
    Null,
    /// The elements; one of them for an attribute that has one value.
    Rows(Vec<Row>),
}

/// An element: its sub-attributes, or itself under the empty name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    pub(crate) cells: BTreeMap<String, Worked>,
    /// It says nothing at all: an object without a value.
    pub(crate) empty: bool,
}

impl Row {
    pub(crate) fn cell(&self, name: &str) -> Worked {
        self.cells.get(name).cloned().unwrap_or(Ok(Val::Absent))
    }
}

/// A value that no attribute takes.
static UNREADABLE: LazyLock<Value> = LazyLock::new(|| serde_json::json!([["unreadable"]]));

/// A resource.
pub(crate) struct Document<'d> {
    pub(crate) schema: &'d Schema,
    pub(crate) json: &'d Map<String, Value>,
    /// A tolerance was applied.
    pub(crate) odd: Cell<bool>,
}

impl Document<'_> {
    /// What the document says of an attribute; an error where it says it twice, differently, in
    /// what the rules read of it (`subs`; all of a simple attribute).
    pub(crate) fn read(&self, attr: &Attr, subs: &[String]) -> Result<Said, &'static str> {
        let mut said = Said::Nothing;
        for (part, json) in self.mentions(attr) {
            let new = match part {
                None => self.attribute(attr, json, subs),
                Some(part) if !subs.contains(&part.name) => continue,
                Some(part) => {
                    let cell = self.value(part.base, part.many, json);
                    let cells = BTreeMap::from([(part.name.clone(), cell)]);
                    Said::Rows(vec![Row { cells, empty: is_empty(json) }])
                }
            };
            said = both(said, new, subs).ok_or(codes::CONFLICTING_ATTRIBUTE.id)?;
        }
        let conflict = Err(codes::CONFLICTING_ATTRIBUTE.id);
        if let Said::Rows(rows) = &said
            && rows.iter().any(|row| subs.iter().any(|sub| row.cell(sub) == conflict))
        {
            return Err(codes::CONFLICTING_ATTRIBUTE.id);
        }
        Ok(said)
    }

    /// Every member that is about the attribute, with the sub-attribute that a dotted name means.
    fn mentions<'d>(&'d self, attr: &'d Attr) -> Vec<(Option<&'d Attr>, &'d Value)> {
        let mut found = Vec::new();
        for (key, json) in self.json {
            let urn_of = |key: &str| {
                attr.urn.as_deref().unwrap_or(self.schema.core).eq_ignore_ascii_case(key)
            };
            if urn_of(key) {
                // What is no object says something of each attribute that nobody can read.
                if attr.urn.is_some() && !json.is_object() && !is_empty(json) {
                    found.push((None, &*UNREADABLE));
                    continue;
                }
                // The attributes of a schema below its URN.
                let object = json.as_object().into_iter().flatten();
                found.extend(
                    object
                        .filter(|(key, _)| key.eq_ignore_ascii_case(&attr.name))
                        .map(|(_, json)| (None, json)),
                );
                continue;
            }
            let path = match key.rfind(':') {
                Some(at) if urn_of(&key[..at]) => &key[at + 1..],
                None if attr.urn.is_none() => key,
                _ => continue,
            };
            if path.eq_ignore_ascii_case(&attr.name) {
                found.push((None, json));
            } else if let Some((name, part)) = path.split_once('.')
                && name.eq_ignore_ascii_case(&attr.name)
                && let Some(part) = attr.part(part)
            {
                found.push((Some(part), json));
            }
        }
        found
    }

    fn attribute(&self, attr: &Attr, json: &Value, subs: &[String]) -> Said {
        self.is_odd(attr.many && json.is_null());
        let rows: Vec<Row> = match json {
            Value::Array(items) => {
                items.iter().filter_map(|item| self.row(attr, item, subs)).collect()
            }
            one => {
                // A single object for a list is odd; a single value for a simple list too.
                let simple = attr.base != Base::Complex;
                self.is_odd(attr.many && (one.is_object() || simple) && !is_nothing(one));
                self.row(attr, one, subs).into_iter().collect()
            }
        };
        let listed = json.is_array() && !attr.many;
        self.is_odd(listed && rows.len() == 1);
        match rows.len() {
            0 => Said::Null,
            2.. if listed => Said::Rows(vec![all(attr, Err(codes::VALUE_WRONG_TYPE.id))]),
            _ => Said::Rows(rows),
        }
    }

    /// An element; none where it is null or empty.
    fn row(&self, attr: &Attr, json: &Value, subs: &[String]) -> Option<Row> {
        let wrong = || Some(all(attr, Err(codes::VALUE_WRONG_TYPE.id)));
        match json {
            json if is_nothing(json) => None,
            Value::Array(_) => wrong(),
            Value::Object(_) if attr.base != Base::Complex => wrong(),
            Value::Object(object) => Some(self.object_row(attr, object, subs)),
            simple if attr.base != Base::Complex => {
                Some(all(attr, self.value(attr.base, false, simple)))
            }
            simple => {
                if let Some(role) = role(attr, simple) {
                    self.is_odd(true);
                    return Some(role);
                }
                self.is_odd(true);
                let Some(value) = attr.part("value") else { return wrong() };
                let mut row = Row::default();
                if subs.contains(&value.name) {
                    row.cells.insert("value".into(), self.value(value.base, false, simple));
                }
                Some(row)
            }
        }
    }

    fn object_row(&self, attr: &Attr, object: &Map<String, Value>, subs: &[String]) -> Row {
        let mut row = Row { empty: object.values().all(is_empty), ..Row::default() };
        for (key, json) in object {
            let Some(sub) = attr.part(key) else {
                self.is_odd(true);
                continue;
            };
            if !subs.contains(&sub.name) {
                continue;
            }
            self.is_odd(sub.name != *key);
            let value = self.value(sub.base, sub.many, json);
            match row.cells.get(&sub.name) {
                Some(known) if *known != value => {
                    row.cells.insert(sub.name.clone(), Err(codes::CONFLICTING_ATTRIBUTE.id));
                }
                _ => {
                    row.cells.insert(sub.name.clone(), value);
                }
            }
        }
        if let Some(Ok(Val::Text(text))) = row.cells.get("value")
            && let Some(role) = role(attr, &Value::String(text.clone()))
        {
            self.is_odd(true);
            row.cells.extend(role.cells);
        }
        row
    }

    /// A value of a type, read tolerantly.
    pub(crate) fn value(&self, base: Base, many: bool, json: &Value) -> Worked {
        let wrong = Err(codes::VALUE_WRONG_TYPE.id);
        self.is_odd(many && json.is_null());
        match json {
            json if is_nothing(json) => Ok(Val::Null),
            Value::Object(_) => wrong,
            Value::Array(items) => {
                let read = items.iter().map(|item| self.value(base, false, item));
                let mut values = read.collect::<Result<Vec<Val>, _>>()?;
                values.retain(Val::is_some);
                if many {
                    return Ok(Val::list(values));
                }
                self.is_odd(values.len() == 1);
                if values.len() > 1 { wrong } else { Ok(Val::list(values).first()) }
            }
            one => {
                let value = self.one(base, one)?;
                self.is_odd(many);
                Ok(if many { Val::List(vec![value]) } else { value })
            }
        }
    }

    fn one(&self, base: Base, json: &Value) -> Worked {
        let wrong = Err(codes::VALUE_WRONG_TYPE.id);
        let text = json.as_str();
        let value = Val::of_json(json);
        match base {
            Base::Boolean => match (json, text.and_then(boolean)) {
                (Value::Bool(_), _) => Ok(value),
                (_, Some(value)) => {
                    self.is_odd(true);
                    Ok(Val::Boolean(value))
                }
                _ => wrong,
            },
            Base::Integer | Base::Decimal => {
                let number = match (&value, text) {
                    (Val::Integer(_) | Val::Decimal(_), _) => value,
                    (_, Some(text)) => {
                        match (text.trim().parse::<i64>(), text.trim().parse::<f64>()) {
                            (Ok(whole), _) => Val::Integer(whole),
                            (_, Ok(number)) => match serde_json::Number::from_f64(number) {
                                Some(number) => Val::number(&number),
                                None => return wrong,
                            },
                            _ => return wrong,
                        }
                    }
                    _ => return wrong,
                };
                if base == Base::Integer && matches!(number, Val::Decimal(_)) {
                    return wrong;
                }
                self.is_odd(text.is_some());
                Ok(number)
            }
            Base::DateTime => {
                let Some(text) = text else { return wrong };
                let Some(date) = Val::date(text) else { return wrong };
                self.is_odd(date.show() != text);
                Ok(date)
            }
            Base::Text | Base::Complex => {
                self.is_odd(text.is_none());
                Ok(Val::text(&value.show()))
            }
        }
    }

    pub(crate) fn is_odd(&self, odd: bool) {
        self.odd.set(self.odd.get() || odd);
    }

    /// What bends the standard in names alone: other cases, unknown attributes, dotted names,
    /// schemas without objects and objects without schemas.
    pub(crate) fn odd_names(&self) {
        let schemas = self.json.iter().filter(|(key, _)| key.eq_ignore_ascii_case("schemas"));
        let urns: Vec<String> = schemas
            .flat_map(|(_, json)| self.value(Base::Text, true, json).map(|list| list.items()))
            .flatten()
            .map(|urn| urn.show())
            .collect();
        for urn in &urns {
            let object = self.json.keys().any(|key| key.eq_ignore_ascii_case(urn));
            let core = urn.eq_ignore_ascii_case(self.schema.core);
            self.is_odd(!(core || self.schema.is_extension(urn) && object));
        }
        for (key, json) in self.json {
            if key.eq_ignore_ascii_case("schemas") {
                continue;
            }
            if self.schema.is_extension(key) {
                self.is_odd(
                    !urns.is_empty() && !urns.iter().any(|urn| urn.eq_ignore_ascii_case(key)),
                );
                match json {
                    Value::Object(object) => {
                        for inner in object.keys() {
                            let known = self.schema.find(Some(key), inner);
                            self.is_odd(known.is_none_or(|attr| attr.name != *inner));
                        }
                    }
                    json if is_empty(json) => {}
                    _ => self.is_odd(true),
                }
                continue;
            }
            let known = self.schema.find(None, key);
            self.is_odd(known.is_none_or(|attr| attr.name != *key));
        }
    }
}

/// Null and `""`.
fn is_nothing(json: &Value) -> bool {
    json.is_null() || json.as_str() == Some("")
}

/// Nothing but nulls, however nested.
fn is_empty(json: &Value) -> bool {
    match json {
        Value::Array(items) => items.iter().all(is_empty),
        Value::Object(object) => object.values().all(is_empty),
        json => is_nothing(json),
    }
}

/// A row whose every cell is the same.
fn all(attr: &Attr, cell: Worked) -> Row {
    let mut cells: BTreeMap<String, Worked> =
        attr.sub.iter().map(|sub| (sub.name.clone(), cell.clone())).collect();
    if attr.base != Base::Complex {
        cells.insert(String::new(), cell);
    }
    Row { cells, empty: false }
}

/// A role as JSON text.
fn role(attr: &Attr, json: &Value) -> Option<Row> {
    let text = json.as_str().filter(|text| attr.name == "roles" && text.starts_with('{'))?;
    let Value::Object(object) = serde_json::from_str(text).ok()? else { return None };
    let mut row = Row::default();
    for sub in &attr.sub {
        let other = match sub.name.as_str() {
            "value" => "id",
            "display" => "displayName",
            _ => "",
        };
        match object.get(&sub.name).or_else(|| object.get(other)) {
            Some(Value::String(text)) => row.cells.insert(sub.name.clone(), Ok(Val::text(text))),
            Some(Value::Bool(value)) => {
                row.cells.insert(sub.name.clone(), Ok(Val::Boolean(*value)))
            }
            _ => None,
        };
    }
    Some(row)
}

/// What two mentions say together; `None` where they contradict each other.
fn both(one: Said, other: Said, subs: &[String]) -> Option<Said> {
    let (one, other) = match (one, other) {
        (Said::Nothing, said) | (said, Said::Nothing) => return Some(said),
        (Said::Null, Said::Null) => return Some(Said::Null),
        (Said::Rows(one), Said::Rows(other)) if one.len() == other.len() => (one, other),
        _ => return None,
    };
    let mut rows = Vec::new();
    for (one, other) in one.iter().zip(&other) {
        let mut row = Row { empty: one.empty && other.empty, ..Row::default() };
        for sub in subs {
            let cell = match (one.cell(sub), other.cell(sub)) {
                (Ok(Val::Absent), cell) | (cell, Ok(Val::Absent)) => cell,
                (one, other) if one == other => one,
                _ => return None,
            };
            row.cells.insert(sub.clone(), cell);
        }
        rows.push(row);
    }
    Some(Said::Rows(rows))
}
