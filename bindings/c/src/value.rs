//! Values that go to callbacks of the host.

use crate::bytes::ScimrulesText;
use scimrules::Value;
use std::ptr;

/// The type of a value.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScimrulesType {
    /// None.
    Null = 0,
    /// `content.boolean`
    Boolean = 1,
    /// `content.integer`
    Integer = 2,
    /// `content.decimal`
    Decimal = 3,
    /// `content.text`
    Text = 4,
    /// `content.text`: RFC 3339.
    DateTime = 5,
    /// `content.list`
    List = 6,
    /// Only where a function is registered: whatever is given.
    Any = 7,
}

/// Several values.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ScimrulesList {
    /// The first.
    pub items: *const ScimrulesValue,
    /// How many.
    pub length: usize,
}

/// What a value holds: the member that its type names.
#[repr(C)]
#[derive(Clone, Copy)]
pub union ScimrulesContent {
    /// Of SCIMRULES_TYPE_BOOLEAN.
    pub boolean: bool,
    /// Of SCIMRULES_TYPE_INTEGER.
    pub integer: i64,
    /// Of SCIMRULES_TYPE_DECIMAL.
    pub decimal: f64,
    /// Of SCIMRULES_TYPE_TEXT and SCIMRULES_TYPE_DATE_TIME.
    pub text: ScimrulesText,
    /// Of SCIMRULES_TYPE_LIST; no item is a list or null.
    pub list: ScimrulesList,
}

/// A value that a callback is given: borrowed until the callback returns.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct ScimrulesValue {
    /// Which member of `content` there is.
    pub r#type: ScimrulesType,
    /// The value.
    pub content: ScimrulesContent,
}

/// The arguments of a call, with the lists that they point to.
pub(crate) struct Arguments {
    values: Vec<ScimrulesValue>,
    _lists: Vec<Box<[ScimrulesValue]>>,
}

impl Arguments {
    pub(crate) fn of(values: &[Value<'_>]) -> Self {
        let mut lists = Vec::new();
        let values = values
            .iter()
            .map(|value| match value {
                Value::List(items) => {
                    let items: Box<[ScimrulesValue]> = items.iter().map(single).collect();
                    let list = ScimrulesList { items: items.as_ptr(), length: items.len() };
                    lists.push(items);
                    ScimrulesValue {
                        r#type: ScimrulesType::List,
                        content: ScimrulesContent { list },
                    }
                }
                value => single(value),
            })
            .collect();
        Arguments { values, _lists: lists }
    }

    pub(crate) fn values(&self) -> &[ScimrulesValue] {
        &self.values
    }
}

fn single(value: &Value<'_>) -> ScimrulesValue {
    let text = |text: &str| ScimrulesContent { text: ScimrulesText::of(text.as_bytes()) };
    let (r#type, content) = match *value {
        Value::Boolean(boolean) => (ScimrulesType::Boolean, ScimrulesContent { boolean }),
        Value::Integer(integer) => (ScimrulesType::Integer, ScimrulesContent { integer }),
        Value::Decimal(decimal) => (ScimrulesType::Decimal, ScimrulesContent { decimal }),
        Value::Text(found) => (ScimrulesType::Text, text(found)),
        Value::DateTime(found) => (ScimrulesType::DateTime, text(found.text)),
        // The core passes no value that is none, and no list within a list.
        Value::Unknown | Value::Absent | Value::Null | Value::List(_) => {
            let list = ScimrulesList { items: ptr::null(), length: 0 };
            (ScimrulesType::Null, ScimrulesContent { list })
        }
    };
    ScimrulesValue { r#type, content }
}
