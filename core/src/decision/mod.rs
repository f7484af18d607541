//! The decision of the contract.

mod text;
mod write;

pub(crate) use text::{text, word};
pub(crate) use write::{number, value};

use crate::plan::{
    Action, Event, FieldNode, FieldTree, FollowUp, MatchField, Program, Resource, Status, holds,
};
use crate::value::Value;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

/// What is to be done with an account, and why. Borrows from the request, the rules and the
/// scratch memory; serializes as the JSON of the contract, empty members left out.
pub struct Decision<'a> {
    /// What it is about.
    pub resource: Resource,
    /// The request carries an account.
    pub account: bool,
    /// What is to be done.
    pub action: Action,
    /// What happened in the source; `None` where there is no account and nothing to do.
    pub event: Option<Event>,
    /// The status that the account has afterwards.
    pub status: Option<Status>,
    /// A later action.
    pub then: Option<&'a FollowUp>,
    /// When the host asks again: a dateTime.
    pub again: Option<&'a str>,
    /// Who gets notices.
    pub notify: &'a [Notify<'a>],
    /// The line that decided.
    pub because: Option<Because<'a>>,
    /// Why it is `reject`.
    pub errors: &'a [Reason<'a>],
    /// What did not stop the decision, but should be known.
    pub warnings: &'a [Reason<'a>],
    pub(crate) program: &'a Program,
    /// By field; absent where it is not in the record.
    pub(crate) values: &'a [Value<'a>],
    /// The fields that may have a value, a bit for each.
    pub(crate) among: &'a [u64],
    pub(crate) changes: Changes<'a>,
}

/// What the decision says of changes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Changes<'a> {
    /// There is no account, or the action writes nothing.
    None,
    /// The fields that differ, a bit for each; null clears.
    Some(&'a [u64]),
}

/// A notice and who gets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Notify<'a> {
    /// `password` or `mail`.
    pub what: &'static str,
    /// `user`, `admin`, `nobody` or an address.
    pub to: &'a str,
}

/// A line of the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Because<'a> {
    /// What the line says, without what is behind it.
    pub rule: &'a str,
    /// Its number, from 1.
    pub line: u32,
}

/// An error or a warning of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Reason<'a> {
    /// Stable, as with diagnostics.
    pub code: &'static str,
    /// For a person.
    pub message: &'a str,
    /// The line of the rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The target field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<&'a str>,
}

impl<'a> Decision<'a> {
    /// The record: fields that have a value, in the order of `target`.
    pub fn record(&self) -> Record<'_> {
        self.record_of(self.among, false)
    }

    /// What differs from the account; null clears. `None` where there is no account or nothing
    /// is written.
    pub fn changes(&self) -> Option<Record<'_>> {
        match self.changes {
            Changes::None => None,
            Changes::Some(changed) => Some(self.record_of(changed, true)),
        }
    }

    fn record_of(&self, among: &'a [u64], nulls: bool) -> Record<'a> {
        Record { tree: &self.program.tree, values: self.values, among, nulls }
    }

    /// The mapped value of a field: `Absent` where the rules do not say.
    pub fn value(&self, field: &str) -> Value<'a> {
        let index = self.program.fields.iter().position(|known| known.name == field);
        index.and_then(|index| self.values.get(index)).copied().unwrap_or(Value::Absent)
    }

    /// True for a field whose values are not shown to people: `secret` in `target`.
    pub fn is_secret(&self, field: &str) -> bool {
        self.program.fields.iter().any(|known| known.secret && known.name == field)
    }

    /// The fields by which the host finds the account, with their values.
    pub fn matching(&self) -> impl Iterator<Item = (&'a str, Value<'a>)> {
        let program = self.program;
        self.matched().map(|(by, value)| (program.fields[by.field].name.as_str(), value))
    }

    fn matched(&self) -> impl Iterator<Item = (&'a MatchField, Value<'a>)> + use<'a> {
        let (program, values) = (self.program, self.values);
        program.matching.iter().filter_map(move |by| {
            let value = values.get(by.field).copied()?;
            value.is_some().then_some((by, value))
        })
    }
}

impl std::fmt::Debug for Decision<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Secrets of the record are not shown in logs.
        out.debug_struct("Decision")
            .field("action", &self.action)
            .field("event", &self.event)
            .field("because", &self.because)
            .field("errors", &self.errors)
            .field("warnings", &self.warnings)
            .finish_non_exhaustive()
    }
}

impl Serialize for Decision<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("action", &self.action)?;
        if let Some(event) = self.event {
            map.serialize_entry("event", &event)?;
        }
        if let Some(status) = self.status {
            map.serialize_entry("status", &status)?;
        }
        if self.record().is_some() {
            map.serialize_entry("record", &self.record())?;
        }
        if let Some(changes) = self.changes()
            && changes.is_some()
        {
            map.serialize_entry("changes", &changes)?;
        }
        if self.matching().next().is_some() {
            map.serialize_entry("match", &Matching(self))?;
        }
        if let Some(then) = self.then {
            map.serialize_entry("then", &Then(then))?;
        }
        if let Some(again) = self.again {
            map.serialize_entry("again", again)?;
        }
        if !self.notify.is_empty() {
            map.serialize_entry("notify", self.notify)?;
        }
        if let Some(because) = &self.because {
            map.serialize_entry("because", because)?;
        }
        if !self.errors.is_empty() {
            map.serialize_entry("errors", self.errors)?;
        }
        if !self.warnings.is_empty() {
            map.serialize_entry("warnings", self.warnings)?;
        }
        map.end()
    }
}

struct Then<'a>(&'a FollowUp);

impl Serialize for Then<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("action", &self.0.action)?;
        map.serialize_entry("after", &self.0.after)?;
        map.end()
    }
}

struct Matching<'d, 'a>(&'d Decision<'a>);

impl Serialize for Matching<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(serde::Serialize)]
        struct Match<'a> {
            field: &'a str,
            value: Value<'a>,
        }
        let mut list = serializer.serialize_seq(None)?;
        for (field, value) in self.0.matching() {
            list.serialize_element(&Match { field, value })?;
        }
        list.end()
    }
}

/// A record, or the changes of one: serializes nested, in the order of `target`.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    tree: &'a FieldTree,
    values: &'a [Value<'a>],
    /// The fields that it may have, a bit for each.
    among: &'a [u64],
    /// It has those without a value too.
    nulls: bool,
}

impl Record<'_> {
    /// True where it has a member.
    pub fn is_some(&self) -> bool {
        self.tree.nodes.iter().any(|node| self.shows(node))
    }

    fn shows_field(&self, field: usize) -> bool {
        holds(self.among, field) && self.of(field).is_some()
    }

    /// What it says of a field that it may have.
    #[inline]
    fn of(&self, field: usize) -> Option<&Value<'_>> {
        self.values.get(field).filter(|value| self.nulls || value.is_some())
    }

    fn shows(&self, node: &FieldNode) -> bool {
        match node.field {
            Some(field) => self.shows_field(field),
            None => node.children.nodes.iter().any(|child| self.shows(child)),
        }
    }
}

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for node in self.tree.nodes.iter().filter(|node| self.shows(node)) {
            match node.field {
                Some(field) => map.serialize_entry(&node.key, &self.values[field])?,
                None => {
                    let inside = Record { tree: &node.children, ..*self };
                    map.serialize_entry(&node.key, &inside)?;
                }
            }
        }
        map.end()
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Value::Unknown | Value::Absent | Value::Null => serializer.serialize_unit(),
            Value::Boolean(value) => serializer.serialize_bool(value),
            Value::Integer(number) => serializer.serialize_i64(number),
            Value::Decimal(number) => serializer.serialize_f64(number),
            Value::Text(text) => serializer.serialize_str(text),
            Value::DateTime(date_time) => serializer.serialize_str(date_time.text),
            Value::List(items) => serializer.collect_seq(items),
        }
    }
}
