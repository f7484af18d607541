//! Where a PATCH operation points: a path as a place in the resource.

use super::attribute::{core_attribute, is_core, member};
use super::error::{ScimError, ScimType};
use super::filter::{Filter, describe, invalid};
use super::schema::{self, AttributeSchema};
use scimrules_grammar::syntax::{self, Comparison};
use scimrules_grammar::{SourceLimits, parse_path};
use serde_json::{Map, Value};

/// Names in a path; SCIM has two, and three with a nested list.
const MAX_STEPS: usize = 8;

/// A place in a resource.
#[derive(Clone, Debug)]
pub(super) struct Target {
    /// The extension in which it is; else the top of the resource.
    pub(super) extension: Option<String>,
    /// Empty: the resource or the extension itself.
    pub(super) steps: Vec<Step>,
}

/// A name on the way, in the spelling of the standard where it is known.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) name: String,
    pub(super) known: Option<&'static AttributeSchema>,
    pub(super) filter: Option<Filter>,
}

/// What the resource says about its schemas.
#[derive(Clone, Debug)]
pub(super) struct Kind {
    user: bool,
    group: bool,
    /// It names schemas, and none of the core.
    other: bool,
    urns: Vec<String>,
}

impl Kind {
    pub(super) fn of(resource: &Map<String, Value>) -> Kind {
        let mut urns: Vec<String> = match member(resource, "schemas") {
            Some(Value::Array(urns)) => {
                urns.iter().filter_map(|urn| urn.as_str().map(str::to_owned)).collect()
            }
            _ => Vec::new(),
        };
        let has = |wanted: &str| urns.iter().any(|urn| urn.eq_ignore_ascii_case(wanted));
        let (user, group) = (has(schema::USER_URN), has(schema::GROUP_URN));
        let extended = has(schema::ENTERPRISE_USER_URN);
        let other = !urns.is_empty() && !user && !group && !extended;
        urns.extend(resource.keys().filter(|key| key.contains(':')).cloned());
        Kind { user, group, other, urns }
    }

    /// How many URNs are looked through.
    pub(super) fn size(&self) -> usize {
        self.urns.len()
    }

    /// The resource says that it is a User.
    pub(super) fn is_user(&self) -> bool {
        self.user
    }

    /// The resource says that it is a User or a Group.
    pub(super) fn is_declared(&self) -> bool {
        self.user || self.group
    }

    /// True where all attributes of that place are known.
    pub(super) fn closed(&self, extension: Option<&str>) -> bool {
        match extension {
            Some(urn) => schema::attributes_of(urn).is_some(),
            None => !self.other,
        }
    }

    fn has(&self, urn: &str) -> bool {
        schema::attributes_of(urn).is_some()
            || self.urns.iter().any(|known| known.eq_ignore_ascii_case(urn))
    }

    /// The spelling of a URN: the standard's or the resource's.
    pub(super) fn spelling(&self, urn: &str) -> String {
        let standard = [schema::ENTERPRISE_USER_URN];
        let mut known = standard.into_iter().chain(self.urns.iter().map(String::as_str));
        known.find(|known| known.eq_ignore_ascii_case(urn)).unwrap_or(urn).to_owned()
    }

    /// An attribute of the standard, at the top or in an extension.
    pub(super) fn attribute(
        &self,
        extension: Option<&str>,
        name: &str,
    ) -> Option<&'static AttributeSchema> {
        if let Some(urn) = extension {
            return schema::find(schema::attributes_of(urn)?, name);
        }
        let common = schema::find(schema::COMMON, name);
        common.or_else(|| match (self.user, self.group) {
            _ if self.other => None,
            (true, false) => schema::find(schema::USER, name),
            (false, true) => schema::find(schema::GROUP, name),
            _ => core_attribute(name),
        })
    }
}

impl Target {
    /// Reads a path. `holds_object` says that the value for it is an object, which tells an
    /// unknown extension from an attribute.
    pub(super) fn parse(text: &str, kind: &Kind, holds_object: bool) -> Result<Target, ScimError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Target { extension: None, steps: Vec::new() });
        }
        let path = parse_path(text, &SourceLimits::default()).map_err(|findings| {
            let place = findings.first().map_or(0, |finding| finding.span().start as usize);
            // Within the brackets it is the value filter that is wrong.
            match (text.find('['), text.rfind(']')) {
                (Some(open), close) if place > open && close.is_none_or(|close| place <= close) => {
                    invalid(&findings)
                }
                _ => ScimError::new(
                    ScimType::InvalidPath,
                    format!("the path cannot be read: {}", describe(&findings)),
                ),
            }
        })?;
        Target::from_syntax(&path, kind, holds_object)
    }

    fn from_syntax(
        path: &syntax::Path,
        kind: &Kind,
        holds_object: bool,
    ) -> Result<Target, ScimError> {
        if path.steps.len() > MAX_STEPS {
            return Err(ScimError::new(ScimType::InvalidPath, "the path has too many parts"));
        }
        let mut names = path.steps.as_slice();
        let mut extension = None;
        if let Some(urn) = &path.urn {
            let urn = &urn.text;
            let whole =
                names.first().map_or(String::new(), |step| format!("{urn}:{}", step.name.text));
            let alone = names.len() == 1 && holds_object && !kind.has(urn);
            // Entra writes a dot behind the URN of an extension.
            let dotted = names.len() > 1
                && !kind.has(urn)
                && ["User", "Group"].iter().any(|end| whole.ends_with(&format!(":{end}")));
            if names.first().is_some_and(|step| step.filter.is_none())
                && (kind.has(&whole) || alone || dotted)
            {
                names = &names[1..];
                extension = Some(whole);
            } else {
                extension = Some(urn.clone());
            }
            extension = extension.filter(|urn| !is_core(urn));
        }
        // Behind a value filter stands one sub-attribute at most (RFC 7644 §3.5.2, PATH).
        if let Some(filtered) = names.iter().position(|step| step.filter.is_some())
            && (names.len() > filtered + 2
                || names[filtered + 1..].iter().any(|s| s.filter.is_some()))
        {
            let detail = "a path ends with one attribute behind its value filter";
            return Err(ScimError::new(ScimType::InvalidPath, detail));
        }
        let mut steps: Vec<Step> = Vec::with_capacity(names.len());
        for step in names {
            let known = match steps.last() {
                None => kind.attribute(extension.as_deref(), &step.name.text),
                Some(parent) => parent.known.and_then(|parent| parent.part(&step.name.text)),
            };
            let filter = match &step.filter {
                Some(filter) => Some(
                    match known {
                        Some(known) => Filter::lower(filter, Some(known)),
                        None => Filter::lower_unknown(filter),
                    }
                    .map_err(|finding| invalid(&[finding]))?,
                ),
                None => None,
            };
            let name = known.map_or(step.name.text.as_str(), |known| known.name).to_owned();
            steps.push(Step { name, known, filter });
        }
        Ok(Target { extension, steps })
    }

    /// A single name, as a key of a value has it.
    pub(super) fn named(name: &str, extension: Option<&str>, kind: &Kind) -> Target {
        let known = kind.attribute(extension, name);
        let name = known.map_or(name, |known| known.name).to_owned();
        let step = Step { name, known, filter: None };
        Target { extension: extension.map(str::to_owned), steps: vec![step] }
    }

    /// The attribute may only be read; with `deep`, or the part of it that the path names.
    pub(super) fn read_only(&self, deep: bool) -> bool {
        let steps = if deep { self.steps.len() } else { 1 };
        self.steps.iter().take(steps).any(|step| step.known.is_some_and(|known| known.read_only))
    }

    /// A name on the path that the schema of its place does not have.
    pub(super) fn unknown<'t>(&'t self, kind: &Kind) -> Option<&'t str> {
        if !kind.closed(self.extension.as_deref()) {
            return None;
        }
        self.steps.iter().find(|step| step.known.is_none()).map(|step| step.name.as_str())
    }
}

/// The element that a value filter describes: all of it is `attribute eq literal`, joined by `and`.
pub(super) fn described(filter: &Filter) -> Option<Map<String, Value>> {
    use super::filter::{Literal, Node};
    let terms = match &filter.root {
        Node::And(terms) => terms.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut element = Map::new();
    for term in terms {
        let Node::Compare { path, operator: Comparison::Eq, literal } = term else { return None };
        let [step] = path.steps.as_slice() else { return None };
        if path.urn.is_some() || step.filter.is_some() {
            return None;
        }
        let value = match literal {
            Literal::Null => return None,
            Literal::Boolean(value) => Value::Bool(*value),
            Literal::Number(written, _) => serde_json::from_str(written).ok()?,
            Literal::Text(text) => Value::String(text.clone()),
        };
        if element.insert(step.name.clone(), value).is_some() {
            return None;
        }
    }
    Some(element)
}
