//! Map lines to the values of the fields, and what of them differs from the account.

use super::expressions::World;
use super::names::Field;
use super::schema::Base;
use super::values::{Truth, Val, Worked};
use scimrules::grammar::codes;
use scimrules::grammar::syntax::{Keep, MapEntry, MapLine, MapOperator, StatementKind};
use serde_json::{Map, Value as Json};

/// Every field's value, by field.
pub(crate) fn map(world: &World, event: &str) -> Vec<Worked> {
    (0..world.names.fields.len()).map(|field| value(world, field, event)).collect()
}

fn value(world: &World, at: usize, event: &str) -> Worked {
    let field = &world.names.fields[at];
    let lines: Vec<&MapLine> =
        world.names.lines().filter(|line| line.field.text == field.name).collect();
    let fits = |line: &MapLine| match (&line.event, &line.condition) {
        (Some(wanted), _) if wanted.text != event => Ok(Truth::False),
        (_, None) => Ok(Truth::True),
        (_, Some(condition)) => world.truth(condition, None),
    };

    // The first `=` or `?=` that fits. What cannot be known leaves the field alone.
    let mut value = Val::Absent;
    for line in lines.iter().filter(|line| line.operator != MapOperator::Add) {
        match fits(line)? {
            Truth::False => continue,
            Truth::Unknown => return Ok(Val::Absent),
            Truth::True => {}
        }
        value = world.line_value(&line.value, !field.many)?;
        if value == Val::Unknown {
            return Ok(Val::Absent);
        }
        if line.operator == MapOperator::SetIfMissing
            && let Some(current) = world.current
        {
            let has =
                current.record.is_none() || !matches!(world.recorded(at), Val::Absent | Val::Null);
            value = if has { Val::Absent } else { value };
        }
        break;
    }

    // All `+=` that fit.
    let adding: Vec<&&MapLine> =
        lines.iter().filter(|line| line.operator == MapOperator::Add).collect();
    if !adding.is_empty() {
        let mut said = value != Val::Absent;
        let mut silent = false;
        let mut items = value.items();
        for line in adding {
            match fits(line)? {
                Truth::False => continue,
                Truth::Unknown => return Ok(Val::Absent),
                Truth::True => {}
            }
            match world.line_value(&line.value, false)? {
                Val::Unknown => return Ok(Val::Absent),
                Val::Absent => silent = true,
                value => {
                    said = true;
                    items.extend(value.items());
                }
            }
        }
        value = if silent && !said { Val::Absent } else { Val::list(items) };
    }

    // What `keep` keeps is neither taken nor given.
    let keeps: Vec<&Keep> = keeps(world, &field.name);
    if !keeps.is_empty() && value != Val::Absent {
        let kept = |value: &Val| {
            let Val::Text(text) = value else { return false };
            keeps.iter().any(|keep| {
                scimrules::pattern::compile(&keep.pattern.value).expect("a pattern").is_match(text)
            })
        };
        let mut items = value.items();
        items.retain(|item| !kept(item));
        if let Some(current) = world.current {
            if current.record.is_none() {
                return Ok(Val::Absent);
            }
            items.extend(world.recorded(at).items().into_iter().filter(kept));
        }
        value = Val::list(items);
    }
    fitted(field, value)
}

fn keeps<'w>(world: &World<'w>, field: &str) -> Vec<&'w Keep> {
    let mut keeps = Vec::new();
    for statement in &world.names.file.statements {
        match &statement.kind {
            StatementKind::Keep(keep) if !world.names.groups => keeps.push(keep),
            StatementKind::Map { resource, entries } if resource.groups == world.names.groups => {
                keeps.extend(entries.iter().filter_map(|entry| match entry {
                    MapEntry::Keep(keep) => Some(keep),
                    MapEntry::Line(_) => None,
                }));
            }
            _ => {}
        }
    }
    keeps.retain(|keep| keep.field.text == field);
    keeps
}

/// A list says each value once; values are of the field's type, and texts not too long.
fn fitted(field: &Field, value: Val) -> Worked {
    let mut items = Vec::new();
    for item in value.items() {
        if !items.contains(&item) {
            items.push(item);
        }
    }
    let typed = |item: &Val| match (field.base, item) {
        (None, _) => true,
        (Some(Base::Boolean), item) => matches!(item, Val::Boolean(_)),
        (Some(Base::Integer), item) => matches!(item, Val::Integer(_)),
        (Some(Base::Decimal), item) => matches!(item, Val::Integer(_) | Val::Decimal(_)),
        (Some(Base::DateTime), item) => matches!(item, Val::Date { .. }),
        (Some(_), item) => matches!(item, Val::Text(_)),
    };
    if !items.iter().all(typed) || matches!(value, Val::List(_)) && !field.many {
        return Err(codes::VALUE_WRONG_TYPE.id);
    }
    if let Some(max) = field.max {
        for item in &items {
            if matches!(item, Val::Text(text) if text.chars().count() as u64 > max) {
                return Err(codes::VALUE_TOO_LONG.id);
            }
        }
    }
    Ok(if field.many && value.is_some() { Val::List(items) } else { value })
}

/// By field, whether it goes into `changes`.
pub(crate) fn changes(world: &World, values: &[Val]) -> Vec<bool> {
    let fields = world.names.fields.iter().enumerate();
    fields
        .zip(values)
        .map(|((at, field), value)| match world.current {
            None => value.is_some(),
            Some(current) if current.record.is_none() => *value != Val::Absent,
            Some(_) => {
                let known = world.recorded(at);
                (known.is_some() || !field.secret) && differs(field, &known, value)
            }
        })
        .collect()
}

fn differs(field: &Field, known: &Val, value: &Val) -> bool {
    match (known, value) {
        (_, Val::Absent) => false,
        (Val::Absent | Val::Null, Val::Null) => false,
        (_, Val::Null) => true,
        _ if field.many => {
            // The same values, in any order.
            let mut rest = known.items();
            for item in value.items() {
                match rest.iter().position(|known| same(known, &item)) {
                    Some(at) => drop(rest.remove(at)),
                    None => return true,
                }
            }
            !rest.is_empty()
        }
        (known, value) => !same(known, value),
    }
}

fn same(one: &Val, other: &Val) -> bool {
    match (one, other) {
        (Val::Date { at, .. }, Val::Text(text)) | (Val::Text(text), Val::Date { at, .. }) => {
            matches!(Val::date(text), Some(Val::Date { at: other, .. }) if other == *at)
        }
        (Val::Integer(one), Val::Decimal(other)) | (Val::Decimal(other), Val::Integer(one)) => {
            *one as f64 == *other
        }
        (one, other) => one == other,
    }
}

/// The fields that are shown, nested by their dots; `None` where there is none.
pub(crate) fn nest(
    fields: &[Field],
    values: &[Val],
    shown: impl Fn(usize) -> bool,
) -> Option<Json> {
    let mut record = Map::new();
    for at in (0..fields.len()).filter(|at| shown(*at)) {
        let mut parts: Vec<&str> = fields[at].name.split('.').collect();
        let last = parts.pop().unwrap_or_default();
        let mut inside = &mut record;
        for part in parts {
            let entry = inside.entry(part).or_insert_with(|| Json::Object(Map::new()));
            inside = entry.as_object_mut().expect("an object");
        }
        inside.insert(last.to_owned(), values[at].to_json());
    }
    (!record.is_empty()).then_some(Json::Object(record))
}
