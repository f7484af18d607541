//! What an expression yields at run time.

use jiff::Timestamp;

/// A value, or the reason that there is none. Small and `Copy`: texts and lists are borrowed from
/// the payload, the rules or the scratch memory of the thread.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(u64)]
pub enum Value<'a> {
    /// Cannot be known: `groups` that neither the request nor the user carries.
    Unknown,
    /// The source did not say.
    Absent,
    /// The source said "none": null, `[]` or `""`.
    Null,
    /// A boolean.
    Boolean(bool),
    /// A whole number. A number that is whole and fits is always this, however it was written.
    Integer(i64),
    /// Any other number.
    Decimal(f64),
    /// Text: a string, a reference or binary in base64.
    Text(&'a str),
    /// An instant, with the text that shows it.
    DateTime(&'a DateTime<'a>),
    /// Several values; never empty (that is `Null`), and none of them absent, null or a list.
    List(&'a [Value<'a>]),
}

/// An instant and the RFC 3339 text that shows it, with the offset that its source gave.
#[derive(Clone, Copy, Debug)]
pub struct DateTime<'a> {
    /// The instant.
    pub at: Timestamp,
    /// RFC 3339, with an offset.
    pub text: &'a str,
}

impl PartialEq for DateTime<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

impl<'a> Value<'a> {
    /// True where there is a value: not unknown, absent or null.
    #[inline]
    pub fn is_some(self) -> bool {
        !matches!(self, Value::Unknown | Value::Absent | Value::Null)
    }

    /// The text of a text value.
    pub fn as_text(self) -> Option<&'a str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Text, or null where it is empty.
    #[inline]
    pub fn text(text: &'a str) -> Self {
        if text.is_empty() { Value::Null } else { Value::Text(text) }
    }

    /// A list, or null where it is empty.
    pub fn list(items: &'a [Value<'a>]) -> Self {
        if items.is_empty() { Value::Null } else { Value::List(items) }
    }

    /// A number in its one form: whole numbers that fit are integers.
    pub fn number(number: f64) -> Self {
        // 2^53: up to here every whole `f64` is exact.
        if number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0 {
            Value::Integer(number as i64)
        } else {
            Value::Decimal(number)
        }
    }

    /// The values of a list, or the one value; empty where there is none.
    #[inline]
    pub fn items<'s>(&'s self) -> &'s [Value<'a>] {
        match self {
            Value::List(items) => items,
            value if value.is_some() => std::slice::from_ref(self),
            _ => &[],
        }
    }
}

// Many of them are copied for each decision.
#[cfg(target_pointer_width = "64")]
const _: () = {
    assert!(size_of::<Value<'static>>() == 24);
    assert!(size_of::<Result<Value<'static>, &'static u8>>() == 24);
};
