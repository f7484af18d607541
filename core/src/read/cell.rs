//! A single value of the declared type, read tolerantly.

use super::Reader;
use super::take::{Scalar, Skip, Take, seed};
use crate::fault::Fault;
use crate::scim::boolean;
use crate::types::Base;
use crate::value::Value;
use bumpalo::Bump;
use bumpalo::collections::Vec as BumpVec;
use scimrules_grammar::codes;
use serde::de::{MapAccess, SeqAccess};

/// A value, or why it cannot be read: told only if a rule uses it.
pub(crate) type Cell<'a> = Result<Value<'a>, &'a Fault<'a>>;

/// Reads a scalar as a type.
pub(crate) fn cell<'a>(
    reader: &Reader<'a>,
    scalar: Scalar<'a>,
    base: Base,
    secret: bool,
    path: &dyn Fn() -> String,
) -> Cell<'a> {
    let memory = reader.memory;
    if scalar == Scalar::Text("") {
        return Ok(Value::Null);
    }
    let bad = |what: &str| {
        let shown = if secret { "the value".to_owned() } else { format!("`{}`", show(scalar)) };
        Err(Fault::new(
            memory,
            &codes::VALUE_WRONG_TYPE,
            format_args!("{shown} of `{}` is not {what}", path()),
        ))
    };
    match (base, scalar) {
        (Base::Boolean, Scalar::Boolean(value)) => Ok(Value::Boolean(value)),
        (Base::Boolean, Scalar::Text(text)) => {
            let Some(value) = boolean(text.trim()) else { return bad("true or false") };
            reader.note(&path(), "a text read as a boolean");
            Ok(Value::Boolean(value))
        }
        (Base::Boolean, _) => bad("true or false"),
        (Base::Integer, Scalar::Integer(value)) => Ok(Value::Integer(value)),
        (Base::Decimal, Scalar::Integer(value)) => Ok(Value::Integer(value)),
        (Base::Decimal, Scalar::Decimal(value)) => Ok(Value::Decimal(value)),
        (Base::Integer | Base::Decimal, Scalar::Text(text)) => {
            let Some(number) = number(text) else { return bad("a number") };
            if base == Base::Integer && matches!(number, Value::Decimal(_)) {
                return bad("a whole number");
            }
            reader.note(&path(), "a text read as a number");
            Ok(number)
        }
        (Base::Integer, Scalar::Decimal(_)) => bad("a whole number"),
        (Base::Integer | Base::Decimal, Scalar::Boolean(_)) => bad("a number"),
        (Base::DateTime, Scalar::Text(text)) => match crate::date_time::read(memory, text) {
            Some(date_time) => {
                if date_time.text != text {
                    reader.note(&path(), "a date without its time or offset, taken as UTC");
                }
                Ok(Value::DateTime(date_time))
            }
            None => bad("a date"),
        },
        (Base::DateTime, _) => bad("a date"),
        (Base::Any, scalar) => Ok(any(scalar)),
        (_, Scalar::Text(text)) => Ok(Value::Text(text)),
        (_, scalar) => {
            reader.note(&path(), "a number or boolean read as a text");
            Ok(Value::Text(memory.alloc_str(&show(scalar))))
        }
    }
}

/// The number that a text says.
pub(crate) fn number<'a>(text: &str) -> Option<Value<'a>> {
    match text.trim().parse::<i64>() {
        Ok(whole) => Some(Value::Integer(whole)),
        Err(_) => {
            let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite())?;
            Some(Value::number(number))
        }
    }
}

/// The value of a scalar, whatever it is.
pub(crate) fn any(scalar: Scalar<'_>) -> Value<'_> {
    match scalar {
        Scalar::Boolean(value) => Value::Boolean(value),
        Scalar::Integer(value) => Value::Integer(value),
        Scalar::Decimal(value) => Value::Decimal(value),
        Scalar::Text(text) => Value::text(text),
    }
}

fn show(scalar: Scalar<'_>) -> String {
    match scalar {
        Scalar::Boolean(value) => value.to_string(),
        Scalar::Integer(value) => value.to_string(),
        Scalar::Decimal(value) => value.to_string(),
        Scalar::Text(text) => crate::message::short(text),
    }
}

/// Takes a value of a declared type: one, or several.
pub(crate) struct Typed<'r, 'a> {
    pub(crate) reader: &'r Reader<'a>,
    pub(crate) base: Base,
    pub(crate) many: bool,
    pub(crate) secret: bool,
    /// `emails` and `value`, for messages.
    pub(crate) path: (&'r str, &'r str),
}

/// `emails.value`
pub(crate) fn dotted(path: (&str, &str)) -> String {
    if path.1.is_empty() { path.0.to_owned() } else { format!("{}.{}", path.0, path.1) }
}

impl<'a> Typed<'_, 'a> {
    fn one(&self, scalar: Scalar<'a>) -> Cell<'a> {
        cell(self.reader, scalar, self.base, self.secret, &|| dotted(self.path))
    }

    fn bad(&self, what: &str) -> Cell<'a> {
        Err(Fault::new(
            self.reader.memory,
            &codes::VALUE_WRONG_TYPE,
            format_args!("`{}` is {what}", dotted(self.path)),
        ))
    }
}

impl<'a> Take<'a> for Typed<'_, 'a> {
    type Out = Cell<'a>;

    fn memory(&self) -> &'a Bump {
        self.reader.memory
    }

    fn scalar(self, scalar: Scalar<'a>) -> Cell<'a> {
        let value = self.one(scalar)?;
        if self.many && value.is_some() {
            self.reader.note(&dotted(self.path), "one value where a list is due");
            return Ok(Value::List(self.reader.memory.alloc_slice_copy(&[value])));
        }
        Ok(value)
    }

    fn null(self) -> Cell<'a> {
        if self.many {
            self.reader.note(&dotted(self.path), "null where a list is due");
        }
        Ok(Value::Null)
    }

    fn list<'de: 'a, A: SeqAccess<'de>>(self, mut list: A) -> Result<Cell<'a>, A::Error> {
        let mut values = BumpVec::new_in(self.reader.memory);
        let mut fault = None;
        loop {
            self.reader.count(1)?;
            let item = Typed { reader: self.reader, many: false, ..self };
            match list.next_element_seed(seed(item))? {
                None => break,
                Some(Ok(value)) if value.is_some() => values.push(value),
                Some(Ok(_)) => {}
                Some(Err(found)) => fault = fault.or(Some(found)),
            }
        }
        if let Some(fault) = fault {
            return Ok(Err(fault));
        }
        if self.many {
            return Ok(Ok(Value::list(values.into_bump_slice())));
        }
        Ok(match values[..] {
            [] => Ok(Value::Null),
            [one] => {
                self.reader.note(&dotted(self.path), "a list of one where a single value is due");
                Ok(one)
            }
            _ => self.bad("a list where one value is due"),
        })
    }

    fn object<'de: 'a, A: MapAccess<'de>>(self, object: A) -> Result<Cell<'a>, A::Error> {
        Skip { memory: self.reader.memory, depth: self.reader.depth }.object(object)?;
        Ok(self.bad("an object where a simple value is due"))
    }
}
