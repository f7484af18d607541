//! Values of the reference, their comparison, and what may go wrong.

use jiff::Timestamp;
use scimrules::date_time;
use scimrules::grammar::syntax::Comparison;
use scimrules::text::{
    contains_ignore_case, ends_with_ignore_case, eq_ignore_case, fold, starts_with_ignore_case,
};
use std::cmp::Ordering;

/// A value, or the reason that there is none.
#[derive(Clone, Debug)]
pub(crate) enum Val {
    Unknown,
    Absent,
    Null,
    Boolean(bool),
    Integer(i64),
    Decimal(f64),
    Text(String),
    Date { at: Timestamp, text: String },
    List(Vec<Val>),
}

/// Why there is no value: the code of the error.
pub(crate) type Fault = &'static str;

pub(crate) type Worked<T = Val> = Result<T, Fault>;

impl PartialEq for Val {
    fn eq(&self, other: &Val) -> bool {
        match (self, other) {
            (Val::Unknown, Val::Unknown) | (Val::Absent, Val::Absent) | (Val::Null, Val::Null) => {
                true
            }
            (Val::Boolean(one), Val::Boolean(other)) => one == other,
            (Val::Integer(one), Val::Integer(other)) => one == other,
            (Val::Decimal(one), Val::Decimal(other)) => one == other,
            (Val::Text(one), Val::Text(other)) => one == other,
            (Val::Date { at: one, .. }, Val::Date { at: other, .. }) => one == other,
            (Val::List(one), Val::List(other)) => one == other,
            _ => false,
        }
    }
}

impl Val {
    /// Text; `""` is null.
    pub(crate) fn text(text: &str) -> Val {
        if text.is_empty() { Val::Null } else { Val::Text(text.to_owned()) }
    }

    /// A list; an empty one is null.
    pub(crate) fn list(items: Vec<Val>) -> Val {
        if items.is_empty() { Val::Null } else { Val::List(items) }
    }

    pub(crate) fn is_some(&self) -> bool {
        !matches!(self, Val::Unknown | Val::Absent | Val::Null)
    }

    /// The values of a list, the one value, or nothing.
    pub(crate) fn items(&self) -> Vec<Val> {
        match self {
            Val::List(items) => items.clone(),
            value if value.is_some() => vec![value.clone()],
            _ => Vec::new(),
        }
    }

    pub(crate) fn first(self) -> Val {
        match self {
            Val::List(items) => items[0].clone(),
            value => value,
        }
    }

    /// A dateTime, kept as written where it is complete RFC 3339, else in UTC.
    pub(crate) fn date(text: &str) -> Option<Val> {
        let parsed = date_time::parse(text)?;
        let shown = if parsed.complete { text.to_owned() } else { parsed.at.to_string() };
        Some(Val::Date { at: parsed.at, text: shown })
    }

    /// What JSON holds, whatever the type; objects are no values.
    pub(crate) fn of_json(json: &serde_json::Value) -> Val {
        match json {
            serde_json::Value::Null => Val::Null,
            serde_json::Value::Bool(value) => Val::Boolean(*value),
            serde_json::Value::Number(number) => Val::number(number),
            serde_json::Value::String(text) => Val::text(text),
            serde_json::Value::Array(items) => Val::list(
                items.iter().map(Val::of_json).filter(|item| *item != Val::Null).collect(),
            ),
            serde_json::Value::Object(_) => Val::Unknown,
        }
    }

    /// A whole number that fits is an integer, however it is written.
    pub(crate) fn number(number: &serde_json::Number) -> Val {
        if let Some(whole) = number.as_i64() {
            return Val::Integer(whole);
        }
        let number = number.as_f64().unwrap_or(f64::NAN);
        if number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0 {
            return Val::Integer(number as i64);
        }
        Val::Decimal(number)
    }

    pub(crate) fn to_json(&self) -> serde_json::Value {
        match self {
            Val::Unknown | Val::Absent | Val::Null => serde_json::Value::Null,
            Val::Boolean(value) => (*value).into(),
            Val::Integer(number) => (*number).into(),
            Val::Decimal(number) => (*number).into(),
            Val::Text(text) | Val::Date { text, .. } => text.as_str().into(),
            Val::List(items) => items.iter().map(Val::to_json).collect(),
        }
    }

    /// As a text shows it.
    pub(crate) fn show(&self) -> String {
        match self {
            Val::Boolean(value) => value.to_string(),
            Val::Integer(number) => number.to_string(),
            Val::Decimal(number) => number.to_string(),
            Val::Text(text) | Val::Date { text, .. } => text.clone(),
            _ => String::new(),
        }
    }
}

/// The outcome of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Truth {
    True,
    False,
    Unknown,
}

impl From<bool> for Truth {
    fn from(value: bool) -> Truth {
        if value { Truth::True } else { Truth::False }
    }
}

impl std::ops::Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
        }
    }
}

/// A comparison as SCIM has it. Of several values on the left one is enough; `ne` is the contrary
/// of `eq`. Null, absent, `[]` and `""` are alike.
pub(crate) fn compare(left: &Val, operator: Comparison, right: &Val, exact: bool) -> Truth {
    if *left == Val::Unknown || *right == Val::Unknown {
        return Truth::Unknown;
    }
    if operator == Comparison::Ne {
        return !compare(left, Comparison::Eq, right, exact);
    }
    if !right.is_some() {
        return Truth::from(operator == Comparison::Eq && !left.is_some());
    }
    left.items().iter().any(|item| holds(item, operator, right, exact)).into()
}

/// Two single values.
pub(crate) fn holds(left: &Val, operator: Comparison, right: &Val, exact: bool) -> bool {
    use Comparison::*;
    let written = |value: &Val| match value {
        Val::Date { text, .. } => Val::Text(text.clone()),
        value => value.clone(),
    };
    if matches!(operator, Co | Sw | Ew)
        && (matches!(left, Val::Date { .. }) || matches!(right, Val::Date { .. }))
    {
        return holds(&written(left), operator, &written(right), exact);
    }
    if let (Val::Text(left), Val::Text(right)) = (left, right) {
        match (operator, exact) {
            (Eq, true) => return left == right,
            (Eq, false) => return eq_ignore_case(left, right),
            (Co, true) => return left.contains(right.as_str()),
            (Co, false) => return contains_ignore_case(left, right),
            (Sw, true) => return left.starts_with(right.as_str()),
            (Sw, false) => return starts_with_ignore_case(left, right),
            (Ew, true) => return left.ends_with(right.as_str()),
            (Ew, false) => return ends_with_ignore_case(left, right),
            _ => {}
        }
    }
    let Some(order) = order(left, right, exact) else { return false };
    match operator {
        Eq => order == Ordering::Equal,
        Gt => order == Ordering::Greater,
        Ge => order != Ordering::Less,
        Lt => order == Ordering::Less,
        Le => order != Ordering::Greater,
        Ne | Co | Sw | Ew => false,
    }
}

fn order(left: &Val, right: &Val, exact: bool) -> Option<Ordering> {
    let at = |text: &str| date_time::parse(text).map(|parsed| parsed.at);
    Some(match (left, right) {
        (Val::Text(left), Val::Text(right)) if exact => left.cmp(right),
        (Val::Text(left), Val::Text(right)) => fold(left).cmp(&fold(right)),
        (Val::Integer(left), Val::Integer(right)) => left.cmp(right),
        (Val::Integer(left), Val::Decimal(right)) => (*left as f64).partial_cmp(right)?,
        (Val::Decimal(left), Val::Integer(right)) => left.partial_cmp(&(*right as f64))?,
        (Val::Decimal(left), Val::Decimal(right)) => left.partial_cmp(right)?,
        (Val::Date { at: left, .. }, Val::Date { at: right, .. }) => left.cmp(right),
        (Val::Date { at: left, .. }, Val::Text(right)) => left.cmp(&at(right)?),
        (Val::Text(left), Val::Date { at: right, .. }) => at(left)?.cmp(right),
        (Val::Boolean(left), Val::Boolean(right)) => left.cmp(right),
        // A literal beside a boolean is one.
        (Val::Boolean(left), Val::Text(right)) => left.cmp(&boolean(right)?),
        (Val::Text(left), Val::Boolean(right)) => boolean(left)?.cmp(right),
        _ => return None,
    })
}

/// `"True"` and the like.
pub(crate) fn boolean(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}
