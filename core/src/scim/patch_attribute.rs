//! One operation on a whole attribute: its value, or values added to it and taken from it.

use super::attribute::is_empty;
use super::error::{ScimError, ScimType};
use super::patch::{is_primary, settle_primary};
use super::patch_apply::{Change, Editor, error};
use super::patch_path::Step;
use super::patch_value::{identity, reference};
use super::patch_wanted::{Wanted, covers, derived, wanted};
use super::schema::AttributeType;
use super::work::IDENTITY;
use serde_json::{Map, Value};
use std::collections::HashSet;

impl Editor<'_> {
    /// The attribute itself.
    pub(super) fn set(
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
}

/// A list, or one value where a list is due.
pub(super) fn list(found: Option<Value>) -> Vec<Value> {
    match found {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(items)) => items,
        Some(one) => vec![one],
    }
}
