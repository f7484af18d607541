//! One operation on elements of a multi-valued attribute, or on parts of a complex one.

use super::error::{ScimError, ScimType};
use super::filter::Filter;
use super::patch::{is_primary, settle_primary};
use super::patch_apply::{Change, Editor, error};
use super::patch_attribute::list;
use super::patch_path::{Step, described};
use super::patch_wanted::{Wanted, wanted};
use super::schema::{AttributeSchema, AttributeType};
use serde_json::{Map, Value};

impl Editor<'_> {
    /// Elements that a value filter selects, or a part of each.
    pub(super) fn selected(
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
    pub(super) fn descend(
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
