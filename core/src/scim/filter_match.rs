//! Whether a filter holds for a resource.

use super::attribute::{boolean, is_core, is_empty, member};
use super::error::{ScimError, ScimType};
use super::filter::{FilterPath, FilterStep, Literal, Node};
use super::work::{PARTS, Work};
use crate::text;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use scimrules_grammar::syntax::Comparison;
use serde_json::{Map, Value};
use std::cmp::Ordering;

/// What a filter is asked about.
#[derive(Clone, Copy)]
enum Subject<'v> {
    Resource(&'v Value),
    /// An element of a multi-valued attribute.
    Element(&'v Value),
}

/// True where the filter holds for a resource.
pub(super) fn resource_fits(node: &Node, resource: &Value, work: &Work) -> Result<bool, ScimError> {
    fits(node, Subject::Resource(resource), work)
}

/// True where a value filter holds for an element.
pub(super) fn element_fits(node: &Node, element: &Value, work: &Work) -> Result<bool, ScimError> {
    fits(node, Subject::Element(element), work)
}

/// Recursion is as deep as the brackets of the filter; chains are loops.
fn fits(node: &Node, subject: Subject<'_>, work: &Work) -> Result<bool, ScimError> {
    work.spend(1)?;
    match node {
        Node::And(terms) => {
            for term in terms {
                if !fits(term, subject, work)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        Node::Or(terms) => {
            for term in terms {
                if fits(term, subject, work)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Node::Not(inner) => Ok(!fits(inner, subject, work)?),
        Node::Present(path) | Node::Any(path) => {
            visit(subject, path, work, &mut |value, _| Ok(!is_empty(value)))
        }
        Node::Compare { path, operator, literal } => {
            compare(subject, path, work, *operator, literal)
        }
    }
}

/// What is done with a value at the end of a path; true ends the search. The flag says that the
/// value is an implied `primary`.
type Visitor<'f> = dyn FnMut(&Value, bool) -> Result<bool, ScimError> + 'f;

/// Shows `visitor` every value to which the path leads, until it answers true.
fn visit(
    subject: Subject<'_>,
    path: &FilterPath,
    work: &Work,
    visitor: &mut Visitor<'_>,
) -> Result<bool, ScimError> {
    let (value, in_element) = match subject {
        Subject::Resource(value) => (value, false),
        Subject::Element(value) => (value, true),
    };
    if let (Value::Object(object), false) = (value, in_element)
        && flat(object, path, work, visitor)?
    {
        return Ok(true);
    }
    let Some(urn) = &path.urn else {
        return walk(value, &path.steps, in_element, work, visitor);
    };
    let Value::Object(object) = value else { return Ok(false) };
    work.look(object, urn)?;
    // `urn:…:User` alone is the extension itself; its last part was read as a name.
    if let Some((first, rest)) = path.steps.split_first() {
        let whole = format!("{urn}:{}", first.name);
        let extension = if is_core(&whole) { Some(value) } else { member(object, &whole) };
        if let Some(extension) = extension {
            return enter(extension, first, rest, work, visitor);
        }
    }
    let holder = if is_core(urn) { Some(value) } else { member(object, urn) };
    match holder {
        Some(holder) => walk(holder, &path.steps, false, work, visitor),
        None => Ok(false),
    }
}

/// Keys of a resource that spell the path out, as some directories send them: `name.givenName`, or
/// the URN of the core before a name.
fn flat(
    object: &Map<String, Value>,
    path: &FilterPath,
    work: &Work,
    visitor: &mut Visitor<'_>,
) -> Result<bool, ScimError> {
    if path.steps.iter().any(|step| step.filter.is_some()) {
        return Ok(false);
    }
    work.spend(object.len() / PARTS)?;
    let names = || path.steps.iter().map(|step| step.name.as_str());
    for (key, value) in object {
        if !key.contains([':', '.']) {
            continue;
        }
        let (urn, rest) = match key.rsplit_once(':') {
            Some((urn, rest)) => (Some(urn), rest),
            None => (None, key.as_str()),
        };
        let place = |urn: Option<&str>| urn.filter(|urn| !is_core(urn)).map(str::to_lowercase);
        let said = rest.split('.').map(str::trim);
        if place(urn) == place(path.urn.as_deref())
            && said.clone().count() == path.steps.len()
            && said.zip(names()).all(|(said, name)| said.eq_ignore_ascii_case(name))
            && walk(value, &[], false, work, visitor)?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Recursion is as deep as the path has steps, and through lists in lists of the resource.
fn walk(
    value: &Value,
    steps: &[FilterStep],
    in_element: bool,
    work: &Work,
    visitor: &mut Visitor<'_>,
) -> Result<bool, ScimError> {
    work.spend(1)?;
    if let Value::Array(items) = value {
        for item in items {
            if walk(item, steps, true, work, visitor)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    let Some((step, rest)) = steps.split_first() else { return visitor(value, false) };
    let next = match value {
        Value::Object(object) => {
            work.look(object, &step.name)?;
            member(object, &step.name)
        }
        // A simple value is its own `value`: elements of a list, or a manager as plain text.
        Value::Null => None,
        simple if step.name.eq_ignore_ascii_case("value") => Some(simple),
        _ => None,
    };
    let Some(next) = next else {
        // RFC 7643 §2.4: a missing `primary` is false.
        if in_element && rest.is_empty() && step.name.eq_ignore_ascii_case("primary") {
            return visitor(&Value::Bool(false), true);
        }
        return Ok(false);
    };
    enter(next, step, rest, work, visitor)
}

/// Goes on from the value that a step names, past the step's value filter.
fn enter(
    value: &Value,
    step: &FilterStep,
    rest: &[FilterStep],
    work: &Work,
    visitor: &mut Visitor<'_>,
) -> Result<bool, ScimError> {
    let Some(filter) = &step.filter else { return walk(value, rest, false, work, visitor) };
    let elements = match value {
        Value::Array(items) => items.as_slice(),
        Value::Null => &[],
        one => std::slice::from_ref(one),
    };
    for element in elements {
        if element_fits(filter, element, work)? && walk(element, rest, true, work, visitor)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn compare(
    subject: Subject<'_>,
    path: &FilterPath,
    work: &Work,
    operator: Comparison,
    literal: &Literal,
) -> Result<bool, ScimError> {
    if operator.is_order() && (path.unordered || matches!(literal, Literal::Boolean(_))) {
        return Err(no_order(path, operator));
    }
    let nothing = match literal {
        Literal::Null => true,
        Literal::Text(text) => text.is_empty(),
        _ => false,
    };
    match operator {
        // Absent, null, `[]` and `""` are one.
        Comparison::Eq | Comparison::Ne if nothing => {
            let present =
                visit(subject, path, work, &mut |value, implied| Ok(!implied && !is_empty(value)))?;
            Ok(present == (operator == Comparison::Ne))
        }
        // No element equals: the safe reading where `ne` excludes.
        Comparison::Ne => Ok(!any(subject, path, work, Comparison::Eq, literal)?),
        _ => any(subject, path, work, operator, literal),
    }
}

/// True where one of the values fits.
fn any(
    subject: Subject<'_>,
    path: &FilterPath,
    work: &Work,
    operator: Comparison,
    literal: &Literal,
) -> Result<bool, ScimError> {
    visit(subject, path, work, &mut |value, implied| {
        if implied && !matches!(literal, Literal::Boolean(_) | Literal::Text(_)) {
            return Ok(false);
        }
        let value = match value {
            // What is compared of a complex attribute is its `value`.
            Value::Object(object) => match member(object, "value") {
                Some(value) => value,
                None => return Ok(false),
            },
            value => value,
        };
        work.spend(value.as_str().map_or(0, str::len) / PARTS)?;
        one(value, path, operator, literal)
    })
}

/// One value against the literal; `ne` has become `eq`.
fn one(
    value: &Value,
    path: &FilterPath,
    operator: Comparison,
    literal: &Literal,
) -> Result<bool, ScimError> {
    let order = match (value, literal) {
        (Value::Bool(_), _) if operator.is_order() => return Err(no_order(path, operator)),
        (Value::Bool(value), Literal::Boolean(wanted)) => value.cmp(wanted),
        (Value::Bool(value), Literal::Text(wanted)) => match boolean(wanted) {
            Some(wanted) => value.cmp(&wanted),
            None => return Ok(false),
        },
        (Value::String(value), Literal::Boolean(wanted)) => match boolean(value) {
            Some(value) => value.cmp(wanted),
            None => return Ok(false),
        },
        (Value::Number(value), Literal::Number(written, wanted)) => {
            match compare_numbers(value, written, *wanted) {
                Some(order) => order,
                None => return Ok(false),
            }
        }
        (Value::Number(value), Literal::Text(wanted)) => {
            let Ok(number) = wanted.parse::<f64>() else { return Ok(false) };
            match compare_numbers(value, wanted, number) {
                Some(order) => order,
                None => return Ok(false),
            }
        }
        // `0012` is not the number 12: only the digits as written are equal.
        (Value::String(value), Literal::Number(written, _)) => {
            return Ok(operator == Comparison::Eq && value == written);
        }
        (Value::String(value), Literal::Text(wanted)) => {
            return Ok(compare_texts(value, wanted, operator, path.exact));
        }
        _ => return Ok(false),
    };
    Ok(holds(operator, order))
}

fn holds(operator: Comparison, order: Ordering) -> bool {
    match operator {
        Comparison::Eq => order.is_eq(),
        Comparison::Gt => order.is_gt(),
        Comparison::Ge => order.is_ge(),
        Comparison::Lt => order.is_lt(),
        Comparison::Le => order.is_le(),
        // Of numbers and booleans no part can be searched.
        Comparison::Ne | Comparison::Co | Comparison::Sw | Comparison::Ew => false,
    }
}

fn compare_numbers(value: &serde_json::Number, written: &str, wanted: f64) -> Option<Ordering> {
    if let (Some(value), Ok(wanted)) = (value.as_i64(), written.parse::<i64>()) {
        return Some(value.cmp(&wanted));
    }
    value.as_f64()?.partial_cmp(&wanted)
}

fn compare_texts(value: &str, wanted: &str, operator: Comparison, exact: bool) -> bool {
    match (operator, exact) {
        (Comparison::Co, true) => value.contains(wanted),
        (Comparison::Co, false) => text::contains_ignore_case(value, wanted),
        (Comparison::Sw, true) => value.starts_with(wanted),
        (Comparison::Sw, false) => text::starts_with_ignore_case(value, wanted),
        (Comparison::Ew, true) => value.ends_with(wanted),
        (Comparison::Ew, false) => text::ends_with_ignore_case(value, wanted),
        _ => {
            let order = match (instant(value), instant(wanted)) {
                (Some(value), Some(wanted)) => value.cmp(&wanted),
                _ if operator == Comparison::Eq => {
                    let equal =
                        if exact { value == wanted } else { text::eq_ignore_case(value, wanted) };
                    return equal;
                }
                _ if exact => value.cmp(wanted),
                _ => text::cmp_ignore_case(value, wanted),
            };
            holds(operator, order)
        }
    }
}

/// The instant of a dateTime; a date is its start in UTC, and so is what has no offset.
fn instant(text: &str) -> Option<Timestamp> {
    let bytes = text.as_bytes();
    let dated = (10..=48).contains(&bytes.len())
        && bytes[..4].iter().all(u8::is_ascii_digit)
        && bytes[4] == b'-'
        && bytes[7] == b'-';
    if !dated {
        return None;
    }
    if bytes.len() == 10 {
        let date: Date = text.parse().ok()?;
        return TimeZone::UTC.to_timestamp(date.at(0, 0, 0, 0)).ok();
    }
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    let local: DateTime = text.parse().ok()?;
    TimeZone::UTC.to_timestamp(local).ok()
}

fn no_order(path: &FilterPath, operator: Comparison) -> ScimError {
    let operator = operator.text();
    let detail =
        format!("`{operator}` cannot compare `{path}`: booleans and binary values have no order");
    ScimError::new(ScimType::InvalidFilter, detail)
}
