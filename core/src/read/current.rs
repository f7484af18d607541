//! The account as the host knows it: status and record.

use super::Reader;
use super::cell::any;
use super::take::{Key, Scalar, Skip, Take, seed};
use crate::plan::{FieldNode, FieldTree, Program};
use crate::types::Base;
use crate::value::Value;
use bumpalo::Bump;
use bumpalo::collections::Vec as BumpVec;
use serde::de::{Error, IgnoredAny, MapAccess, SeqAccess};

/// What the request says of the account.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Current<'a> {
    /// As the request has it.
    pub(crate) status: Option<&'a str>,
    /// By field; `Unknown` stands for what is no value of a field, an object for example.
    pub(crate) record: Option<&'a [Value<'a>]>,
}

/// Takes `current`: null, a status, or an object with status and record.
pub(crate) struct CurrentTake<'r, 'a> {
    pub(crate) reader: &'r Reader<'a>,
    pub(crate) program: &'r Program,
}

impl<'a> Take<'a> for CurrentTake<'_, 'a> {
    type Out = Result<Option<Current<'a>>, &'static str>;

    fn memory(&self) -> &'a Bump {
        self.reader.memory
    }

    fn scalar(self, scalar: Scalar<'a>) -> Self::Out {
        match scalar {
            Scalar::Text(status) => Ok(Some(Current { status: Some(status), record: None })),
            _ => Err("`current` is null, a status, or an object with `status` and `record`"),
        }
    }

    fn null(self) -> Self::Out {
        Ok(None)
    }

    fn list<'de: 'a, A: SeqAccess<'de>>(self, list: A) -> Result<Self::Out, A::Error> {
        Skip { memory: self.reader.memory, depth: self.reader.depth }.list(list)?;
        Ok(Err("`current` is null, a status, or an object with `status` and `record`"))
    }

    fn object<'de: 'a, A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Out, A::Error> {
        let memory = self.reader.memory;
        let mut current = Current::default();
        while let Some(key) = object.next_key_seed(Key(memory))? {
            match key {
                "status" => {
                    match object.next_value_seed(seed(Leaf { reader: self.reader, date: false }))? {
                        Value::Text(status) => current.status = Some(status),
                        Value::Null => {}
                        _ => return Err(A::Error::custom("the status of `current` is a text")),
                    }
                }
                "record" => {
                    self.reader.count(self.program.fields.len())?;
                    let mut values = BumpVec::new_in(memory);
                    values.resize(self.program.fields.len(), Value::Absent);
                    let take = RecordTake {
                        reader: self.reader,
                        program: self.program,
                        tree: &self.program.tree,
                        values: &mut values,
                    };
                    if object.next_value_seed(seed(take))? {
                        current.record = Some(values.into_bump_slice());
                    }
                }
                // What else a host knows of the account is its own; these it means.
                _ if ["status", "record"].iter().any(|name| name.eq_ignore_ascii_case(key)) => {
                    let message = format!("`current` has `status` and `record`, not `{key}`");
                    return Err(A::Error::custom(message));
                }
                _ => {
                    object.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(Ok(Some(current)))
    }
}

/// Takes a record, or an object within it; false where it is null.
struct RecordTake<'v, 'r, 'a> {
    reader: &'r Reader<'a>,
    program: &'r Program,
    tree: &'r FieldTree,
    values: &'v mut BumpVec<'a, Value<'a>>,
}

impl<'a> Take<'a> for RecordTake<'_, '_, 'a> {
    type Out = bool;

    fn memory(&self) -> &'a Bump {
        self.reader.memory
    }

    fn scalar(self, _: Scalar<'a>) -> bool {
        false
    }

    fn null(self) -> bool {
        false
    }

    fn list<'de: 'a, A: SeqAccess<'de>>(self, list: A) -> Result<bool, A::Error> {
        Skip { memory: self.reader.memory, depth: self.reader.depth }.list(list)?;
        Ok(false)
    }

    fn object<'de: 'a, A: MapAccess<'de>>(self, mut object: A) -> Result<bool, A::Error> {
        let memory = self.reader.memory;
        while let Some(key) = object.next_key_seed(Key(memory))? {
            // Field names are the product's own: they are taken letter by letter.
            let known = self.tree.names.find_exact(key.as_bytes());
            match known.map(|at| &self.tree.nodes[at]) {
                Some(FieldNode { field: Some(field), .. }) => {
                    let date = self.program.fields[*field].base == Base::DateTime;
                    let leaf = Leaf { reader: self.reader, date };
                    self.values[*field] = object.next_value_seed(seed(leaf))?;
                }
                Some(node) => {
                    let inside = RecordTake {
                        reader: self.reader,
                        program: self.program,
                        tree: &node.children,
                        values: self.values,
                    };
                    object.next_value_seed(seed(inside))?;
                }
                None => {
                    object.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(true)
    }
}

/// Takes the value of a field, whatever its type.
struct Leaf<'r, 'a> {
    reader: &'r Reader<'a>,
    date: bool,
}

impl<'a> Take<'a> for Leaf<'_, 'a> {
    type Out = Value<'a>;

    fn memory(&self) -> &'a Bump {
        self.reader.memory
    }

    fn scalar(self, scalar: Scalar<'a>) -> Value<'a> {
        match scalar {
            Scalar::Text(text) if self.date => {
                match crate::date_time::read(self.reader.memory, text) {
                    Some(date_time) => Value::DateTime(date_time),
                    None => Value::text(text),
                }
            }
            scalar => any(scalar),
        }
    }

    fn null(self) -> Value<'a> {
        Value::Null
    }

    fn list<'de: 'a, A: SeqAccess<'de>>(self, mut list: A) -> Result<Value<'a>, A::Error> {
        let mut values = BumpVec::new_in(self.reader.memory);
        loop {
            self.reader.count(1)?;
            let leaf = Leaf { reader: self.reader, date: self.date };
            match list.next_element_seed(seed(leaf))? {
                None => return Ok(Value::list(values.into_bump_slice())),
                Some(Value::Null) => {}
                Some(value) => values.push(value),
            }
        }
    }

    fn object<'de: 'a, A: MapAccess<'de>>(self, object: A) -> Result<Value<'a>, A::Error> {
        Skip { memory: self.reader.memory, depth: self.reader.depth }.object(object)?;
        Ok(Value::Unknown)
    }
}
