//! One operation at its place in the resource.

use super::attribute::spelling;
use super::error::{ScimError, ScimType};
use super::patch::PatchOptions;
use super::patch_path::{Kind, Step, Target};
use super::patch_value::Reader;
use super::work::{PATH, Work};
use serde_json::{Map, Value};

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

pub(super) fn error(scim_type: ScimType, detail: impl Into<String>) -> ScimError {
    ScimError::new(scim_type, detail)
}

impl Editor<'_> {
    /// Sub-attributes that are given replace those that are there; null takes one away.
    pub(super) fn merge(
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

    pub(super) fn reader(self) -> Reader {
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
    pub(super) fn walk(
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
}
