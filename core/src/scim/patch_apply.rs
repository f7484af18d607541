//! One operation at its place in the resource.

use super::attribute::{is_empty, spelling};
use super::error::{ScimError, ScimType};
use super::filter::Filter;
use super::patch::{PatchOptions, is_primary, settle_primary};
use super::patch_path::{Kind, Step, Target, described};
use super::patch_value::{Reader, identity, reference};
use super::patch_wanted::{Wanted, covers, derived, wanted};
use super::schema::{AttributeSchema, AttributeType};
use super::work::{IDENTITY, PATH, Work};
use serde_json::{Map, Value};
use std::collections::HashSet;

/// The operations of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Add,
    Remove,
    Replace,
}

impl Change {
    /// Every operation, with its word.
    pub(super) const ALL: [(Change, &'static str); 3] =
        [(Change::Add, "add"), (Change::Remove, "remove"), (Change::Replace, "replace")];
}

/// Applies one operation.
#[derive(Clone, Copy)]
pub(super) struct Editor<'o> {
    pub(super) kind: &'o Kind,
    pub(super) options: &'o PatchOptions,
    pub(super) change: Change,
    pub(super) work: &'o Work,
}

fn error(scim_type: ScimType, detail: impl Into<String>) -> ScimError {
    ScimError::new(scim_type, detail)
}

impl Editor<'_> {
    /// Sub-attributes that are given replace those that are there; null takes one away.
    fn merge(
        self,
        part: &mut Map<String, Value>,
        value: Map<String, Value>,
    ) -> Result<(), ScimError> {
        for (name, value) in value {
            self.work.look(part, &name)?;
            let key = spelling(part, &name).unwrap_or(name);
            if value.is_null() {
                part.shift_remove(&key);
            } else {
                part.insert(key, value);
            }
        }
        Ok(())
    }

    fn reader(self) -> Reader {
        Reader { strict: self.options.strict }
    }

    /// Applies the operation to the place that the target names.
    pub(super) fn apply(
        self,
        resource: &mut Map<String, Value>,
        target: &Target,
        value: Option<&Value>,
    ) -> Result<(), ScimError> {
        let Some(urn) = &target.extension else {
            return match target.steps.is_empty() {
                true => self.whole(resource, None, value),
                false => self.walk(resource, &target.steps, value),
            };
        };
        self.work.look(resource, urn)?;
        let key = spelling(resource, urn).unwrap_or_else(|| self.kind.spelling(urn));
        if target.steps.is_empty() && (self.change == Change::Remove || value == Some(&Value::Null))
        {
            if self.change != Change::Add {
                resource.shift_remove(&key);
            }
            return Ok(());
        }
        // It is taken out of its place, to which it comes back: the order stays.
        let mut held = match resource.get_mut(&key) {
            Some(Value::Object(held)) => std::mem::take(held),
            None | Some(Value::Null) => Map::new(),
            Some(_) => {
                return Err(error(ScimType::InvalidPath, format!("`{key}` is not an object")));
            }
        };
        let result = match target.steps.is_empty() {
            true => self.whole(&mut held, Some(urn), value),
            false => self.walk(&mut held, &target.steps, value),
        };
        match held.is_empty() {
            true => drop(resource.shift_remove(&key)),
            false => drop(resource.insert(key, Value::Object(held))),
        }
        result
    }

    /// An operation without a path: every key of the value is one.
    fn whole(
        self,
        holder: &mut Map<String, Value>,
        extension: Option<&str>,
        value: Option<&Value>,
    ) -> Result<(), ScimError> {
        let values = match value {
            Some(Value::Object(values)) if self.change != Change::Remove => values,
            // Salesforce and others say in the value what is to go.
            Some(Value::Object(values)) if !self.options.strict && !values.is_empty() => values,
            _ if self.change == Change::Remove => {
                return Err(error(ScimType::NoTarget, "`remove` needs a `path`"));
            }
            _ => {
                let detail = "without a `path`, the `value` is an object of attributes";
                return Err(error(ScimType::InvalidValue, detail));
            }
        };
        for (key, value) in values {
            let target = self.key(holder, key, extension, value)?;
            if target.read_only(false) {
                continue;
            }
            if self.options.known_only && target.unknown(self.kind).is_some() {
                continue;
            }
            match extension {
                // Keys within an extension's object are names in it.
                Some(_) => self.walk(holder, &target.steps, Some(value))?,
                None => self.apply(holder, &target, Some(value))?,
            }
        }
        Ok(())
    }

    /// A key of a value as a place: a name, or a path with dots, a URN or a value filter.
    fn key(
        self,
        holder: &Map<String, Value>,
        key: &str,
        extension: Option<&str>,
        value: &Value,
    ) -> Result<Target, ScimError> {
        let plain = || Target::named(key, extension, self.kind);
        if !key.contains(['.', ':', '[']) {
            return Ok(plain());
        }
        self.work.spend(PATH + self.kind.size())?;
        let urn = key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("urn:"));
        if !urn && holder.contains_key(key) {
            return Ok(plain());
        }
        if extension.is_some() && !urn {
            let whole = format!("{}:{key}", extension.unwrap_or_default());
            return Target::parse(&whole, self.kind, false);
        }
        Target::parse(key, self.kind, value.is_object())
    }

    /// Goes along the steps; recursion is as deep as the path, which is bounded.
    fn walk(
        self,
        holder: &mut Map<String, Value>,
        steps: &[Step],
        value: Option<&Value>,
    ) -> Result<(), ScimError> {
        let Some((step, rest)) = steps.split_first() else { return Ok(()) };
        self.work.look(holder, &step.name)?;
        let key = spelling(holder, &step.name).unwrap_or_else(|| step.name.clone());
        let mut found = holder.get_mut(&key).map(Value::take).filter(|value| !value.is_null());
        let result = match (&step.filter, rest.is_empty()) {
            (Some(filter), _) => self.selected(&mut found, step, filter, rest, value),
            (None, true) => self.set(&mut found, step, value),
            (None, false) => self.descend(&mut found, step, rest, value),
        };
        let emptied = self.change == Change::Remove
            && matches!(&found, Some(Value::Array(items)) if items.is_empty());
        let emptied = emptied || matches!(&found, Some(Value::Object(part)) if part.is_empty());
        match found {
            Some(value) if !emptied => drop(holder.insert(key, value)),
            _ => drop(holder.shift_remove(&key)),
        }
        result
    }

    /// The attribute itself.
    fn set(
        self,
        found: &mut Option<Value>,
        step: &Step,
        value: Option<&Value>,
    ) -> Result<(), ScimError> {
        if self.change == Change::Remove {
            return match value {
                None | Some(Value::Null) => {
                    *found = None;
                    Ok(())
                }
                Some(value) => self.remove_values(found, step, value),
            };
        }
        let value = value.unwrap_or(&Value::Null);
        let known = step.known;
        let many = known.is_some_and(|known| known.many)
            || known.is_none() && matches!(found, Some(Value::Array(_)));
        if value.is_null() || (many && self.change == Change::Replace && is_empty(value)) {
            // Adding nothing changes nothing; replacing by nothing unassigns.
            if self.change == Change::Replace {
                *found = None;
            }
            return Ok(());
        }
        if many {
            return self.set_many(found, step, value);
        }
        let complex = known.is_some_and(|known| known.ty == AttributeType::Complex);
        if complex && value.as_str() == Some("") && !self.options.strict {
            if self.change == Change::Replace {
                *found = None;
            }
            return Ok(());
        }
        let value = self.reader().single(value, known, &step.name)?;
        match (found.as_mut(), value) {
            (Some(Value::Object(part)), Value::Object(value)) => self.merge(part, value)?,
            (_, Value::Object(value)) => {
                let mut part = Map::new();
                self.merge(&mut part, value)?;
                *found = Some(Value::Object(part));
            }
            (_, value) => *found = Some(value),
        }
        Ok(())
    }

    fn set_many(
        self,
        found: &mut Option<Value>,
        step: &Step,
        value: &Value,
    ) -> Result<(), ScimError> {
        let new = self.reader().many(value, step.known, &step.name)?;
        let mut items = if self.change == Change::Add { list(found.take()) } else { Vec::new() };
        let before: Vec<bool> = items.iter().map(is_primary).collect();
        if self.change == Change::Replace {
            // What a replacement says twice it says.
            items.extend(new);
        } else {
            self.add_new(&mut items, new, step)?;
        }
        let settled = settle_primary(&before, &mut items, &step.name);
        *found = Some(Value::Array(items));
        settled
    }

    /// What is added is added once. A member or two are looked for in place: a group may have a
    /// hundred thousand.
    fn add_new(
        self,
        items: &mut Vec<Value>,
        new: Vec<Value>,
        step: &Step,
    ) -> Result<(), ScimError> {
        if let [one] = &new[..]
            && let Some(value) = reference(one, step.known)
        {
            self.work.spend(items.len())?;
            if !items.iter().any(|item| reference(item, step.known) == Some(value)) {
                items.extend(new);
            }
            return Ok(());
        }
        self.work.spend(IDENTITY * (items.len() + new.len()))?;
        let mut there: HashSet<String> =
            items.iter().map(|item| identity(item, step.known)).collect();
        for item in new {
            if there.insert(identity(&item, step.known)) {
                items.push(item);
            }
        }
        Ok(())
    }

    /// `remove` with a value: only what is like it.
    fn remove_values(
        self,
        found: &mut Option<Value>,
        step: &Step,
        value: &Value,
    ) -> Result<(), ScimError> {
        let many = step.known.is_some_and(|known| known.many);
        let wanted = wanted(value, &step.name);
        if wanted.iter().any(|item| item.is_array()) {
            let detail = format!("a list in a list is no value of `{}`", step.name);
            return Err(error(ScimType::InvalidValue, detail));
        }
        match found {
            Some(Value::Array(items)) => {
                let wanted = Wanted::new(wanted, step.known);
                self.work.spend(wanted.cost(items))?;
                items.retain(|item| !wanted.covers(item));
            }
            Some(one) => {
                // RFC 7644 §3.5.2.2 removes a single value, whatever else is said; with tolerance
                // a value that is no longer there is left alone.
                let unsaid = self.options.strict || is_empty(value);
                if unsaid || wanted.iter().any(|wanted| covers(one, wanted, derived(step.known))) {
                    *found = None;
                }
            }
            None if many || step.known.is_some() => {}
            None => {
                let detail = format!("`{}` has no values to remove", step.name);
                return Err(error(ScimType::InvalidPath, detail));
            }
        }
        Ok(())
    }

    /// Elements that a value filter selects, or a part of each.
    fn selected(
        self,
        found: &mut Option<Value>,
        step: &Step,
        filter: &Filter,
        rest: &[Step],
        value: Option<&Value>,
    ) -> Result<(), ScimError> {
        let name = &step.name;
        let single = match step.known {
            Some(known) => !known.many,
            None => !matches!(found, None | Some(Value::Array(_))),
        };
        if single {
            let detail = format!("`{name}` has one value, and takes no value filter");
            return Err(error(ScimType::InvalidPath, detail));
        }
        let mut items = list(found.take());
        if let Err(error) = self.work.spend(items.len()) {
            *found = Some(Value::Array(items));
            return Err(error);
        }
        let before: Vec<bool> = items.iter().map(is_primary).collect();
        let result = self.select(&mut items, step, filter, rest, value);
        let settled = match self.change {
            Change::Remove => Ok(()),
            _ => settle_primary(&before, &mut items, name),
        };
        *found = (!items.is_empty()).then_some(Value::Array(items));
        result.and(settled)
    }

    fn select(
        self,
        items: &mut Vec<Value>,
        step: &Step,
        filter: &Filter,
        rest: &[Step],
        value: Option<&Value>,
    ) -> Result<(), ScimError> {
        let fits: Vec<bool> = items
            .iter()
            .map(|item| filter.matches_element(item, self.work))
            .collect::<Result<_, _>>()?;
        // Replaced by nothing, an element goes (RFC 7643 §2.5: an empty list is no value).
        let clears = match value {
            None | Some(Value::Null) => true,
            Some(Value::Array(items)) => rest.is_empty() && items.is_empty(),
            Some(_) => false,
        };
        if !fits.contains(&true) {
            return match self.change {
                _ if self.options.strict => Err(no_target(step)),
                Change::Remove => Ok(()),
                _ if clears => Ok(()),
                _ => {
                    items.push(self.create(step, filter, rest, value)?);
                    Ok(())
                }
            };
        }
        if rest.is_empty() && (self.change == Change::Remove || clears) {
            if self.change != Change::Add {
                let only = value.filter(|value| !value.is_null() && self.change == Change::Remove);
                let only = only.map(|value| Wanted::new(wanted(value, &step.name), step.known));
                self.work.spend(only.as_ref().map_or(0, |wanted| wanted.cost(items)))?;
                let mut fits = fits.iter();
                items.retain(|item| {
                    let goes = fits.next().copied().unwrap_or(false)
                        && only.as_ref().is_none_or(|wanted| wanted.covers(item));
                    !goes
                });
            }
            return Ok(());
        }
        for (item, fits) in items.iter_mut().zip(fits) {
            if fits {
                self.element(item, step.known, rest, value, &step.name)?;
            }
        }
        items.retain(|item| !matches!(item, Value::Object(element) if element.is_empty()));
        Ok(())
    }

    /// Changes an element or a part of it.
    fn element(
        self,
        item: &mut Value,
        known: Option<&'static AttributeSchema>,
        rest: &[Step],
        value: Option<&Value>,
        name: &str,
    ) -> Result<(), ScimError> {
        if !rest.is_empty() {
            let Value::Object(element) = item else {
                let detail = format!("the values of `{name}` have no parts");
                return Err(error(ScimType::InvalidPath, detail));
            };
            return self.walk(element, rest, value);
        }
        let value = self.reader().single(value.unwrap_or(&Value::Null), known, name)?;
        match (item, value) {
            (Value::Object(element), Value::Object(value)) => self.merge(element, value)?,
            (Value::Object(element), simple) if !self.options.strict => {
                element.insert("value".to_owned(), simple);
            }
            (Value::Object(_), _) => {
                let detail = format!("the value of `{name}` is not an object");
                return Err(error(ScimType::InvalidValue, detail));
            }
            (item, value) => *item = value,
        }
        Ok(())
    }

    /// The element that a value filter describes, with the value in it.
    fn create(
        self,
        step: &Step,
        filter: &Filter,
        rest: &[Step],
        value: Option<&Value>,
    ) -> Result<Value, ScimError> {
        let element = described(filter).ok_or_else(|| no_target(step))?;
        let simple = !matches!(value, Some(Value::Object(_)));
        if rest.is_empty() && simple && element.contains_key("value") {
            return Err(no_target(step));
        }
        let mut element = self.reader().single(&Value::Object(element), step.known, &step.name)?;
        self.element(&mut element, step.known, rest, value, &step.name)?;
        Ok(element)
    }

    /// A part of an attribute, or of each of its elements.
    fn descend(
        self,
        found: &mut Option<Value>,
        step: &Step,
        rest: &[Step],
        value: Option<&Value>,
    ) -> Result<(), ScimError> {
        let known = step.known;
        let many = known.is_some_and(|known| known.many) || matches!(found, Some(Value::Array(_)));
        let clears = self.change == Change::Remove || value == Some(&Value::Null);
        if found.is_none() && clears {
            return Ok(());
        }
        if known.is_some_and(|known| known.ty != AttributeType::Complex) {
            let detail = format!("`{}` has no parts", step.name);
            return Err(error(ScimType::InvalidPath, detail));
        }
        if many {
            let mut items = list(found.take());
            let before: Vec<bool> = items.iter().map(is_primary).collect();
            if items.is_empty() && !clears {
                items.push(Value::Object(Map::new()));
            }
            let mut result = Ok(());
            for item in &mut items {
                result = result.and_then(|()| self.element(item, known, rest, value, &step.name));
            }
            items.retain(|item| !matches!(item, Value::Object(element) if element.is_empty()));
            let result = result.and(settle_primary(&before, &mut items, &step.name));
            *found = (!items.is_empty()).then_some(Value::Array(items));
            return result;
        }
        if !matches!(found, Some(Value::Object(_))) {
            let part = match found.take() {
                None => Value::Object(Map::new()),
                // A manager that stands there as plain text.
                Some(simple) if known.is_some() => {
                    self.reader().single(&simple, known, &step.name)?
                }
                Some(_) => {
                    let detail = format!("`{}` has no parts", step.name);
                    return Err(error(ScimType::InvalidPath, detail));
                }
            };
            *found = Some(part);
        }
        match found {
            Some(Value::Object(part)) => self.walk(part, rest, value),
            _ => Ok(()),
        }
    }
}

fn no_target(step: &Step) -> ScimError {
    error(ScimType::NoTarget, format!("no value of `{}` fits the value filter", step.name))
}

/// A list, or one value where a list is due.
fn list(found: Option<Value>) -> Vec<Value> {
    match found {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(items)) => items,
        Some(one) => vec![one],
    }
}
