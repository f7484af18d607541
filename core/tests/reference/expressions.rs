//! Expressions and conditions, worked out on the syntax tree.

use super::document::{Document, Row, Said};
use super::names::{Count, Meaning, Names};
use super::schema::{Attr, Base};
use super::values::{Fault, Truth, Val, Worked, compare, holds};
use bumpalo::Bump;
use scimrules::date_time;
use scimrules::functions::{Call, Missing, Prepared, Shape, function};
use scimrules::grammar::syntax::{Comparison, Expr, ExprKind, Piece, StatementKind};
use scimrules::grammar::{codes, parse_pieces};
use scimrules::text::fold;
use scimrules::value::{DateTime, Value};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// The element that a value filter looks at.
pub(crate) type Element<'e> = Option<(&'e Attr, &'e Row)>;

/// Everything that an expression may ask.
pub(crate) struct World<'w> {
    pub(crate) names: &'w Names<'w>,
    pub(crate) complete: bool,
    /// The request carries the resource; a delete may come without.
    pub(crate) given: bool,
    pub(crate) document: &'w Document<'w>,
    /// By extension and name, what the document says of each attribute that the rules read.
    pub(crate) said: BTreeMap<(Option<String>, String), Said>,
    pub(crate) params: &'w Json,
    /// `None`: there is no account.
    pub(crate) current: Option<Current<'w>>,
    pub(crate) now: Option<&'w str>,
    /// By field, once they are mapped.
    pub(crate) target: Vec<Worked>,
    pub(crate) changed: Vec<bool>,
}

#[derive(Clone, Copy)]
pub(crate) struct Current<'w> {
    pub(crate) status: &'w str,
    pub(crate) record: Option<&'w Json>,
}

impl World<'_> {
    /// The value of an expression; `one` where a single value is due.
    pub(crate) fn value(&self, expr: &Expr, one: bool, element: Element) -> Worked {
        let attr = element.map(|(attr, _)| attr);
        let one = one || self.names.count(expr, attr) == Count::One;
        match &expr.kind {
            ExprKind::Text(text) => self.text(text, expr, element),
            ExprKind::Number(text) => Ok(number(text)),
            ExprKind::Boolean(value) => Ok(Val::Boolean(*value)),
            ExprKind::Null => Ok(Val::Null),
            ExprKind::Keep => Ok(Val::Absent),
            ExprKind::Reject(_) => Err(codes::REJECTED.id),
            ExprKind::List(items) => {
                let mut values = Vec::new();
                for item in items {
                    values.push(self.value(item, true, element)?);
                }
                Ok(list_of(values))
            }
            ExprKind::Group(inner) => self.value(inner, one, element),
            ExprKind::Path(path) => match self.names.meaning(path, attr) {
                Meaning::Attribute { attr, filter, sub } => {
                    let sub = match (attr.base, sub) {
                        (Base::Complex, None) => "value",
                        (_, Some(sub)) => &sub.name,
                        (_, None) => "",
                    };
                    self.attribute(attr, filter, Some(sub), one)
                }
                meaning => self.named(meaning, one, element),
            },
            ExprKind::Call { name, arguments } if !is_quantifier(&name.text) => {
                self.call(&name.text, arguments, one, element)
            }
            ExprKind::If { branches, otherwise } => {
                for (condition, then) in branches {
                    match self.truth(condition, element)? {
                        Truth::True => return self.value(then, one, element),
                        Truth::False => {}
                        Truth::Unknown => return Ok(Val::Unknown),
                    }
                }
                self.value(otherwise, one, element)
            }
            ExprKind::Coalesce(items) => {
                let mut value = Val::Absent;
                for item in items {
                    value = self.value(item, one, element)?;
                    if !matches!(value, Val::Absent | Val::Null) {
                        break;
                    }
                }
                Ok(value)
            }
            _ => Ok(match self.truth(expr, element)? {
                Truth::True => Val::Boolean(true),
                Truth::False => Val::Boolean(false),
                Truth::Unknown => Val::Unknown,
            }),
        }
    }

    /// The value of a `let` or a line, where a value filter by itself is a condition.
    pub(crate) fn line_value(&self, expr: &Expr, one: bool) -> Worked {
        if !is_filter(expr) {
            return self.value(expr, one, None);
        }
        Ok(match self.truth(expr, None)? {
            Truth::Unknown => Val::Unknown,
            truth => Val::Boolean(truth == Truth::True),
        })
    }

    fn named(&self, meaning: Meaning, one: bool, element: Element) -> Worked {
        match meaning {
            Meaning::Part(part) => {
                let Some((attr, row)) = element else { return Ok(Val::Absent) };
                row.cell(if attr.base == Base::Complex { &part.name } else { "" })
            }
            Meaning::Counter => Ok(Val::Integer(1)),
            Meaning::Param(name) => self.param(name),
            Meaning::Let(value) => self.line_value(value, one),
            Meaning::Target(field) => self.target[self.names.field(&field)].clone(),
            Meaning::Current(field) => match self.current {
                None => Ok(Val::Absent),
                Some(_) if field == "status" && self.names.groups => Ok(Val::Absent),
                Some(current) if field == "status" => Ok(Val::text(current.status)),
                Some(Current { record: None, .. }) => Err(codes::RECORD_NEEDED.id),
                Some(_) => self.recorded_as_typed(self.names.field(&field)),
            },
            Meaning::Attribute { .. } => unreachable!("read elsewhere"),
        }
    }

    /// What the record of the account holds for a field.
    pub(crate) fn recorded(&self, field: usize) -> Val {
        let field = &self.names.fields[field];
        let mut json = self.current.and_then(|current| current.record);
        for part in field.name.split('.') {
            json = json.and_then(|json| json.get(part));
        }
        let value = json.map_or(Val::Absent, Val::of_json);
        let dated = |value: Val| match &value {
            Val::Text(text) if field.base == Some(Base::DateTime) => {
                Val::date(text).unwrap_or(value)
            }
            _ => value,
        };
        match value {
            Val::List(items) => Val::List(items.into_iter().map(dated).collect()),
            value => dated(value),
        }
    }

    /// The same in the type of the field.
    fn recorded_as_typed(&self, at: usize) -> Worked {
        let field = &self.names.fields[at];
        let (Some(base), value) = (field.base, self.recorded(at)) else {
            return Ok(self.recorded(at));
        };
        if !value.is_some() && value != Val::Unknown {
            return Ok(value);
        }
        let mut json = self.current.and_then(|current| current.record);
        for part in field.name.split('.') {
            json = json.and_then(|json| json.get(part));
        }
        self.document.value(base, field.many, json.unwrap_or(&Json::Null))
    }

    fn param(&self, name: &str) -> Worked {
        let Some((ty, default)) = self.names.param(name) else { return Ok(Val::Absent) };
        let base = Names::base(ty);
        match self.params.get(name) {
            Some(json) => self.document.value(base, ty.many, json),
            None => match default {
                None => Ok(Val::Absent),
                Some(default) => match self.operand(default, false, None)? {
                    Val::Text(text) if base == Base::DateTime => {
                        Ok(Val::date(&text).unwrap_or(Val::Absent))
                    }
                    value => Ok(value),
                },
            },
        }
    }

    /// The rows of an attribute that fit, or the values of a part of them.
    fn attribute(
        &self,
        attr: &Attr,
        filter: Option<&Expr>,
        part: Option<&str>,
        one: bool,
    ) -> Worked {
        let spared = attr.is("active") || attr.is("groups") || attr.is("password");
        let silent = if self.complete && !spared { Val::Null } else { Val::Absent };
        let said = self.said.get(&(attr.urn.clone(), attr.name.clone()));
        let rows = match said.unwrap_or(&Said::Nothing) {
            Said::Nothing if attr.is("groups") => return Ok(Val::Unknown),
            Said::Nothing => return Ok(silent),
            Said::Null if attr.is("active") => return Ok(Val::Absent),
            Said::Null => return Ok(Val::Null),
            Said::Rows(rows) => rows,
        };
        let mut fitting = Vec::new();
        for row in rows {
            let fits = match filter {
                None => true,
                Some(filter) => self.truth(filter, Some((attr, row)))? == Truth::True,
            };
            if !fits {
                continue;
            }
            fitting.push(row);
            if one && part.is_some() {
                break;
            }
        }
        let Some(part) = part else {
            let some = fitting.iter().filter(|row| !row.empty);
            return Ok(Val::list(some.map(|_| Val::Boolean(true)).collect()));
        };
        if one {
            let found = fitting.first().map_or(Ok(Val::Absent), |row| row.cell(part))?.first();
            return Ok(if found == Val::Absent { silent } else { found });
        }
        let mut values = Vec::new();
        for row in &fitting {
            values.extend(row.cell(part)?.items());
        }
        // Elements that lack the part say nothing of it; no element at all is none.
        Ok(if values.is_empty() && !fitting.is_empty() { silent } else { Val::list(values) })
    }

    fn text(&self, text: &str, expr: &Expr, element: Element) -> Worked {
        if !text.contains(['{', '}']) {
            return Ok(Val::text(text));
        }
        let pieces = parse_pieces(text, expr.span, self.names.text).expect("pieces that compiled");
        let mut shown = String::new();
        for piece in pieces {
            match piece {
                Piece::Literal(literal) => shown.push_str(&literal),
                Piece::Hole(hole) => match self.value(&hole, true, element)? {
                    Val::Unknown => return Ok(Val::Unknown),
                    Val::Absent | Val::Null => return Ok(Val::Absent),
                    value => shown.push_str(&value.show()),
                },
            }
        }
        Ok(Val::text(&shown))
    }

    /// An operand of a comparison: its texts are plain.
    fn operand(&self, expr: &Expr, one: bool, element: Element) -> Worked {
        match &expr.kind {
            ExprKind::Text(text) => Ok(Val::text(text)),
            ExprKind::Group(inner) => self.operand(inner, one, element),
            ExprKind::List(items) => {
                let items = items.iter().map(|item| self.operand(item, true, element));
                Ok(list_of(items.collect::<Result<_, _>>()?))
            }
            _ => self.value(expr, one, element),
        }
    }

    /// The outcome of a condition.
    pub(crate) fn truth(&self, expr: &Expr, element: Element) -> Worked<Truth> {
        let attr = element.map(|(attr, _)| attr);
        match &expr.kind {
            ExprKind::Group(inner) => self.truth(inner, element),
            ExprKind::Not(inner) => Ok(!self.truth(inner, element)?),
            ExprKind::And(terms) => self.all(terms, element),
            ExprKind::Or(terms) => self.any(terms, element),
            ExprKind::Present(inner) => self.present(inner, element),
            ExprKind::Path(path) if path.steps.last().is_some_and(|step| step.filter.is_some()) => {
                self.present(expr, element)
            }
            ExprKind::Compare { left, operator, right } => {
                let count = |side| self.names.count(side, attr) == Count::One;
                let exact = self.names.exact(left, attr) || self.names.exact(right, attr);
                let swap = count(left) && !count(right) && !operator.is_text_search();
                let (left, operator, right) = if swap {
                    (right, mirrored(*operator), left)
                } else {
                    (left, *operator, right)
                };
                let left = self.operand(left, false, element)?;
                let right = self.operand(right, true, element)?;
                Ok(compare(&left, operator, &right, exact))
            }
            ExprKind::In { left, right } => {
                let exact = self.names.exact(left, attr) || self.names.exact(right, attr);
                let left = self.operand(left, false, element)?;
                let right = self.operand(right, false, element)?;
                if left == Val::Unknown || right == Val::Unknown {
                    return Ok(Truth::Unknown);
                }
                let found = left.items().iter().any(|one| {
                    right.items().iter().any(|item| holds(one, Comparison::Eq, item, exact))
                });
                Ok(found.into())
            }
            ExprKind::Matches { left, pattern } => {
                let ExprKind::Text(pattern) = &pattern.kind else { unreachable!("a literal") };
                let pattern = scimrules::pattern::compile(pattern).expect("a pattern");
                let left = self.operand(left, false, element)?;
                if left == Val::Unknown {
                    return Ok(Truth::Unknown);
                }
                // What is no text, a number in a record say, fits no pattern.
                let fits = |item: &Val| matches!(item, Val::Text(text) if pattern.is_match(text));
                Ok(left.items().iter().any(fits).into())
            }
            ExprKind::Call { name, arguments } if name.text == "any" => {
                self.any(arguments, element)
            }
            ExprKind::Call { name, arguments } if name.text == "all" => {
                self.all(arguments, element)
            }
            ExprKind::Call { name, arguments } if name.text == "none" => {
                Ok(!self.any(arguments, element)?)
            }
            ExprKind::Call { name, arguments } if name.text == "at_least" => {
                let ExprKind::Number(wanted) = &arguments[0].kind else { unreachable!("a number") };
                let wanted: usize = wanted.parse().expect("a count");
                let outcomes = arguments[1..].iter().map(|term| self.truth(term, element));
                let outcomes = outcomes.collect::<Result<Vec<_>, Fault>>()?;
                let of = |truth| outcomes.iter().filter(|outcome| **outcome == truth).count();
                Ok(match of(Truth::True) {
                    held if held >= wanted => Truth::True,
                    held if held + of(Truth::Unknown) >= wanted => Truth::Unknown,
                    _ => Truth::False,
                })
            }
            _ => match self.value(expr, true, element)? {
                Val::Boolean(value) => Ok(value.into()),
                Val::Unknown => Ok(Truth::Unknown),
                Val::Absent | Val::Null => Ok(Truth::False),
                _ => Err(codes::VALUE_WRONG_TYPE.id),
            },
        }
    }

    fn present(&self, inner: &Expr, element: Element) -> Worked<Truth> {
        let value = match &inner.kind {
            ExprKind::Group(inner) => return self.present(inner, element),
            ExprKind::Path(path) => match self.names.meaning(path, element.map(|(attr, _)| attr)) {
                Meaning::Attribute { attr, filter, sub: None } if attr.base == Base::Complex => {
                    self.attribute(attr, filter, None, false)
                }
                _ => self.value(inner, false, element),
            },
            _ => self.value(inner, false, element),
        }?;
        Ok(if value == Val::Unknown { Truth::Unknown } else { value.is_some().into() })
    }

    /// Stops at the first that is false.
    fn all(&self, terms: &[Expr], element: Element) -> Worked<Truth> {
        let mut all = Truth::True;
        for term in terms {
            match self.truth(term, element)? {
                Truth::False => return Ok(Truth::False),
                Truth::Unknown => all = Truth::Unknown,
                Truth::True => {}
            }
        }
        Ok(all)
    }

    /// Stops at the first that is true.
    fn any(&self, terms: &[Expr], element: Element) -> Worked<Truth> {
        let mut any = Truth::False;
        for term in terms {
            match self.truth(term, element)? {
                Truth::True => return Ok(Truth::True),
                Truth::Unknown => any = Truth::Unknown,
                Truth::False => {}
            }
        }
        Ok(any)
    }

    fn call(&self, name: &str, arguments: &[Expr], one: bool, element: Element) -> Worked {
        match name {
            "changed" => {
                let field = &self.names.text[arguments[0].span.range()];
                return Ok(Val::Boolean(self.changed[self.names.field(field)]));
            }
            // No host refuses anything here.
            "first_free" => {
                let mut value = Val::Absent;
                for candidate in arguments {
                    value = self.value(candidate, true, element)?;
                    if value.is_some() {
                        break;
                    }
                }
                return Ok(value);
            }
            _ => {}
        }
        let attr = element.map(|(attr, _)| attr);
        if let Some(StatementKind::Table { rows, otherwise, .. }) = self.names.table(name) {
            let key = self.value(&arguments[0], one, element)?;
            let look_up = |key: Val| {
                let text = fold(&key.show()).into_owned();
                let row = rows.iter().find(|row| {
                    key.is_some() && row.keys.iter().any(|key| fold(&key.value) == text)
                });
                match (row, otherwise) {
                    _ if key == Val::Unknown => Ok(key),
                    (Some(row), _) => self.value(&row.value, true, None),
                    (None, Some(otherwise)) => self.value(&otherwise.value, true, None),
                    (None, None) if key.is_some() => Ok(Val::Absent),
                    (None, None) => Ok(key),
                }
            };
            return each(key, !one, look_up);
        }
        let function = function(name).expect("a function that is known");
        let parameters = function.parameters;
        let spread = self.names.each(parameters, arguments, attr);
        let mut values = Vec::new();
        for (at, argument) in arguments.iter().enumerate() {
            let parameter = &parameters[at.min(parameters.len() - 1)];
            values.push(match (&argument.kind, parameter.shape) {
                (ExprKind::Text(text), _) if parameter.constant => Val::text(text),
                (ExprKind::Path(path), Shape::List(_)) if name == "count" => {
                    match self.names.meaning(path, attr) {
                        Meaning::Attribute { attr, filter, sub: None }
                            if attr.base == Base::Complex =>
                        {
                            self.attribute(attr, filter, None, false)?
                        }
                        _ => self.value(argument, false, element)?,
                    }
                }
                (_, Shape::List(_) | Shape::Either(_)) => self.value(argument, false, element)?,
                (_, Shape::One(_)) => self.value(argument, one || spread != Some(at), element)?,
            });
        }
        if values.contains(&Val::Unknown) {
            return Ok(Val::Unknown);
        }
        let constants: Vec<Option<Val>> = arguments
            .iter()
            .map(|argument| match &argument.kind {
                ExprKind::Text(text) => Some(Val::text(text)),
                ExprKind::Number(text) => Some(number(text)),
                ExprKind::Boolean(value) => Some(Val::Boolean(*value)),
                _ => None,
            })
            .collect();
        let run = |values: &[Val]| {
            let missing = values.iter().find(|value| !value.is_some());
            if let (Missing::Passes, Some(missing)) = (function.missing, missing) {
                return Ok(missing.clone());
            }
            let memory = Bump::new();
            let constants: Vec<Option<Value>> =
                constants.iter().map(|c| c.as_ref().map(|c| to_core(&memory, c))).collect();
            let prepared = match function.prepare {
                Some(prepare) => prepare(&constants).expect("constants that compiled"),
                None => Prepared::Nothing,
            };
            let now = self.now.and_then(|now| date_time::read(&memory, now));
            let call = Call { memory: &memory, now, prepared: &prepared };
            let values: Vec<Value> = values.iter().map(|value| to_core(&memory, value)).collect();
            match (function.run)(&call, &values) {
                Ok(value) => Ok(from_core(value)),
                Err(_) if matches!(name, "now" | "today") => Err(codes::NO_CLOCK.id),
                Err(_) => Err(codes::EVALUATION_FAILED.id),
            }
        };
        match spread {
            Some(at) if !one => each(values[at].clone(), true, |value| {
                let mut values = values.clone();
                values[at] = value;
                run(&values)
            }),
            _ => run(&values),
        }
    }
}

fn is_quantifier(name: &str) -> bool {
    ["any", "all", "none", "at_least"].contains(&name)
}

/// Runs over each value of a list; what is no list passes, or is run where one value is due.
fn each(value: Val, spread: bool, run: impl Fn(Val) -> Worked) -> Worked {
    match value {
        Val::List(items) if spread => {
            let mut values = Vec::new();
            for item in items {
                values.extend(run(item)?.items());
            }
            Ok(Val::list(values))
        }
        value if spread && !value.is_some() => Ok(value),
        value => run(value),
    }
}

fn list_of(mut values: Vec<Val>) -> Val {
    if values.contains(&Val::Unknown) {
        return Val::Unknown;
    }
    values.retain(Val::is_some);
    Val::list(values)
}

fn number(text: &str) -> Val {
    match text.parse::<i64>() {
        Ok(whole) => Val::Integer(whole),
        Err(_) => {
            let number = serde_json::Number::from_f64(text.parse().expect("a number"));
            Val::number(&number.expect("a finite number"))
        }
    }
}

/// `emails[type eq "work"]`, in parentheses or not.
fn is_filter(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Group(inner) => is_filter(inner),
        ExprKind::Path(path) => path.steps.last().is_some_and(|step| step.filter.is_some()),
        _ => false,
    }
}

/// The operator with its sides exchanged.
fn mirrored(operator: Comparison) -> Comparison {
    match operator {
        Comparison::Gt => Comparison::Lt,
        Comparison::Ge => Comparison::Le,
        Comparison::Lt => Comparison::Gt,
        Comparison::Le => Comparison::Ge,
        same => same,
    }
}

fn to_core<'m>(memory: &'m Bump, value: &Val) -> Value<'m> {
    match value {
        Val::Unknown => Value::Unknown,
        Val::Absent => Value::Absent,
        Val::Null => Value::Null,
        Val::Boolean(value) => Value::Boolean(*value),
        Val::Integer(number) => Value::Integer(*number),
        Val::Decimal(number) => Value::Decimal(*number),
        Val::Text(text) => Value::Text(memory.alloc_str(text)),
        Val::Date { at, text } => {
            Value::DateTime(memory.alloc(DateTime { at: *at, text: memory.alloc_str(text) }))
        }
        Val::List(items) => Value::List(
            memory.alloc_slice_fill_iter(items.iter().map(|item| to_core(memory, item))),
        ),
    }
}

fn from_core(value: Value<'_>) -> Val {
    match value {
        Value::Unknown => Val::Unknown,
        Value::Absent => Val::Absent,
        Value::Null => Val::Null,
        Value::Boolean(value) => Val::Boolean(value),
        Value::Integer(number) => Val::Integer(number),
        Value::Decimal(number) => Val::Decimal(number),
        Value::Text(text) => Val::Text(text.to_owned()),
        Value::DateTime(date) => Val::Date { at: date.at, text: date.text.to_owned() },
        Value::List(items) => Val::List(items.iter().map(|item| from_core(*item)).collect()),
    }
}
