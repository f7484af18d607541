//! PATCH (RFC 7644 §3.5.2): operations on a resource, all of them or none.

use super::attribute::{boolean, is_empty, member, spelling};
use super::error::{ScimError, ScimType, shortened};
use super::patch_apply::{Change, Editor};
use super::patch_path::{Kind, Target};
use super::schema::PATCH_OP_URN;
use super::work::{PATH, Work};
use serde_json::{Map, Value};

/// How PATCH is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PatchOptions {
    /// Only what the standard allows: operations in lower case, booleans as booleans, a value
    /// filter that matches nothing is `noTarget`. Else what providers really send is understood.
    pub strict: bool,
    /// Attributes that the standard's schemas do not have are `invalidPath` in a path, and left
    /// out of a value without a path. Else they are taken as they are, for hosts add attributes of
    /// their own; `invalidPath` is then only a path into the enterprise extension, which has none,
    /// and `remove` of what is not there.
    pub known_only: bool,
    /// Attributes of the host's own schema that keep their first value.
    pub immutable: Vec<String>,
}

/// Applies a PATCH request to a resource and returns the new resource; the old one is untouched.
///
/// `patch` is a PatchOp message or its bare list of operations. Everything is applied or nothing;
/// the error names the operation that failed.
///
/// ```
/// use scimrules::{PatchOptions, apply_patch};
/// use serde_json::json;
///
/// let user = json!({"userName": "ada", "active": true});
/// let patch = json!({"Operations": [{"op": "Replace", "path": "active", "value": "False"}]});
/// let user = apply_patch(&user, &patch, &PatchOptions::default())?;
/// assert_eq!(user, json!({"userName": "ada", "active": false}));
/// # Ok::<(), scimrules::ScimError>(())
/// ```
pub fn apply_patch(
    resource: &Value,
    patch: &Value,
    options: &PatchOptions,
) -> Result<Value, ScimError> {
    let Value::Object(before) = resource else {
        return Err(ScimError::new(ScimType::InvalidSyntax, "the resource is not a JSON object"));
    };
    let operations = operations(patch, options)?;
    let mut resource = before.clone();
    let work = Work::new();
    for (index, operation) in operations.iter().enumerate() {
        apply_one(&mut resource, operation, options, &work)
            .map_err(|error| error.in_operation(index))?;
    }
    Ok(Value::Object(resource))
}

fn syntax(detail: impl Into<String>) -> ScimError {
    ScimError::new(ScimType::InvalidSyntax, detail)
}

fn operations<'p>(patch: &'p Value, options: &PatchOptions) -> Result<&'p [Value], ScimError> {
    let found = match patch {
        Value::Object(message) => {
            if options.strict && !names_patch_op(message) {
                return Err(syntax(format!("`schemas` does not name `{PATCH_OP_URN}`")));
            }
            match member(message, "Operations") {
                // A single operation that stands alone.
                None if !options.strict && member(message, "op").is_some() => {
                    std::slice::from_ref(patch)
                }
                Some(Value::Array(operations)) => operations.as_slice(),
                Some(one @ Value::Object(_)) if !options.strict => std::slice::from_ref(one),
                // A resource, say, in the place of the message.
                None if !message.is_empty() && !names_patch_op(message) => {
                    return Err(syntax(
                        "the request is no PatchOp message: it has no `Operations`",
                    ));
                }
                None | Some(Value::Null) => &[],
                Some(_) => return Err(syntax("`Operations` is not a list")),
            }
        }
        Value::Array(operations) => operations.as_slice(),
        Value::Null => &[],
        _ => return Err(syntax("the request is not a PatchOp message")),
    };
    if found.is_empty() && options.strict {
        return Err(syntax("the request has no `Operations`"));
    }
    Ok(found)
}

fn names_patch_op(message: &Map<String, Value>) -> bool {
    let named =
        |urn: &Value| urn.as_str().is_some_and(|urn| urn.eq_ignore_ascii_case(PATCH_OP_URN));
    match member(message, "schemas") {
        Some(Value::Array(urns)) => urns.iter().any(named),
        _ => false,
    }
}

fn apply_one(
    resource: &mut Map<String, Value>,
    operation: &Value,
    options: &PatchOptions,
    work: &Work,
) -> Result<(), ScimError> {
    let Value::Object(operation) = operation else {
        return Err(syntax("the operation is not a JSON object"));
    };
    let Some(Value::String(word)) = member(operation, "op") else {
        return Err(syntax("the operation has no `op`"));
    };
    let change = Change::ALL
        .into_iter()
        .find(
            |(_, name)| {
                if options.strict { name == word } else { name.eq_ignore_ascii_case(word.trim()) }
            },
        )
        .map(|(change, _)| change)
        .ok_or_else(|| {
            let shown = shortened(word, 40);
            let detail =
                format!("`{shown}` is not an operation; there are `add`, `remove` and `replace`");
            ScimError::new(ScimType::InvalidValue, detail)
        })?;
    let path = match member(operation, "path") {
        None | Some(Value::Null) => "",
        Some(Value::String(path)) => path.trim(),
        Some(_) => return Err(ScimError::new(ScimType::InvalidPath, "`path` is not a text")),
    };
    let value = member(operation, "value");
    work.spend(PATH + resource.len())?;
    let kind = Kind::of(resource);
    work.spend(kind.size())?;
    let target = Target::parse(path, &kind, matches!(value, Some(Value::Object(_))))?;
    if target.read_only(options.strict) {
        let detail = format!("`{}` can only be read", target.steps[0].name);
        return Err(ScimError::new(ScimType::Mutability, detail));
    }
    if let Some(name) = target.unknown(&kind)
        && (options.known_only || is_amiss(&target, change, resource, &kind))
    {
        let detail = format!("there is no attribute `{name}`");
        return Err(ScimError::new(ScimType::InvalidPath, detail));
    }
    if value.is_none() && change != Change::Remove {
        return Err(ScimError::new(ScimType::InvalidValue, "the operation has no `value`"));
    }

    let guard = Guard::of(resource, &kind, options);
    Editor { kind: &kind, options, change, work }.apply(resource, &target, value)?;
    guard.check(resource, change)
}

/// A path to an unknown attribute that cannot be meant: the standard's extension has no attributes
/// of a host's own, and what is not there cannot be removed.
fn is_amiss(target: &Target, change: Change, resource: &Map<String, Value>, kind: &Kind) -> bool {
    let Some(first) = target.steps.first() else { return false };
    target.extension.is_some()
        || change == Change::Remove
            && kind.is_declared()
            && first.known.is_none()
            && member(resource, &first.name).is_none()
}

/// What an operation may not change: it is compared before and after.
struct Guard<'o> {
    user_name: bool,
    immutable: Vec<(&'o str, Value)>,
}

impl<'o> Guard<'o> {
    fn of(resource: &Map<String, Value>, kind: &Kind, options: &'o PatchOptions) -> Guard<'o> {
        let kept = options.immutable.iter().filter_map(|name| {
            let value = member(resource, name).filter(|value| !is_empty(value))?;
            Some((name.as_str(), value.clone()))
        });
        Guard { user_name: kind.is_user() && has_user_name(resource), immutable: kept.collect() }
    }

    fn check(&self, resource: &Map<String, Value>, change: Change) -> Result<(), ScimError> {
        if self.user_name && !has_user_name(resource) {
            // RFC 7644 §3.5.2.2 for `remove`.
            let scim_type = match change {
                Change::Remove => ScimType::Mutability,
                _ => ScimType::InvalidValue,
            };
            return Err(ScimError::new(scim_type, "a user cannot be without `userName`"));
        }
        for (name, before) in &self.immutable {
            if member(resource, name) != Some(before) {
                let detail = format!("`{name}` keeps its first value");
                return Err(ScimError::new(ScimType::Mutability, detail));
            }
        }
        Ok(())
    }
}

fn has_user_name(resource: &Map<String, Value>) -> bool {
    member(resource, "userName").is_some_and(|value| !is_empty(value))
}

/// After a change of a multi-valued attribute: one element at most is primary (RFC 7643 §2.4), and
/// one that became it takes the place of the earlier one (RFC 7644 §3.5.2).
pub(super) fn settle_primary(
    before: &[bool],
    items: &mut [Value],
    name: &str,
) -> Result<(), ScimError> {
    let now: Vec<bool> = items.iter().map(is_primary).collect();
    if now.iter().filter(|primary| **primary).count() < 2 {
        return Ok(());
    }
    let mut new = now
        .iter()
        .enumerate()
        .filter(|(index, primary)| **primary && !before.get(*index).copied().unwrap_or(false))
        .map(|(index, _)| index);
    let (Some(chosen), None) = (new.next(), new.next()) else {
        let detail = format!("more than one value of `{name}` would be primary");
        return Err(ScimError::new(ScimType::InvalidValue, detail));
    };
    for (index, item) in items.iter_mut().enumerate() {
        if now[index]
            && index != chosen
            && let Value::Object(element) = item
            && let Some(key) = spelling(element, "primary")
        {
            element.insert(key, Value::Bool(false));
        }
    }
    Ok(())
}

/// The element is the primary one.
pub(super) fn is_primary(element: &Value) -> bool {
    let Value::Object(element) = element else { return false };
    match member(element, "primary") {
        Some(Value::Bool(primary)) => *primary,
        Some(Value::String(text)) => boolean(text) == Some(true),
        _ => false,
    }
}
