//! Names that nothing has: what may be meant.

use super::{Context, Resolver, names, synonyms};
use crate::functions::function;
use crate::plan::{Attribute, Expr, Resource};
use scimrules_grammar::syntax::{Path, Step};
use scimrules_grammar::{Diagnostic, Span, closest, codes};

impl<'s> Resolver<'s> {
    pub(super) fn unknown_urn(&mut self, path: &Path, cx: Context) {
        let Some(urn) = &path.urn else { return };
        if self.is_full() {
            return;
        }
        let written = self.source.slice(path.span).to_owned();
        let catalogue = &self.scope(cx.resource).catalogue;
        let known: Vec<String> = std::iter::once(catalogue.core.to_owned())
            .chain(catalogue.extensions.iter().map(|extension| extension.urn.clone()))
            .collect();
        let lower = written.to_ascii_lowercase();
        let dotted = known.iter().find(|urn| {
            lower.strip_prefix(&urn.to_ascii_lowercase()).is_some_and(|rest| rest.starts_with('.'))
        });
        let whole = known.iter().find(|urn| urn.eq_ignore_ascii_case(&written));
        let finding = if let Some(known) = whole {
            let message = format!("`{known}` is a schema, not an attribute");
            Diagnostic::new(&codes::COMPLEX_VALUE, path.span, message)
                .help("write a colon and the name of an attribute behind it")
        } else if let Some(known) = dotted {
            let at = path.span.start as usize + known.len();
            let message = "the attribute follows its URN behind a colon, not a dot";
            Diagnostic::new(&codes::UNKNOWN_EXTENSION, Span::new(at, at + 1), message)
                .help("write `:` here")
                .fix(Span::new(at, at + 1), ":")
        } else {
            let message = format!("the extension `{}` is not declared", urn.text);
            let meant = self.meant(&urn.text, known.iter().map(String::as_str));
            let help = match meant {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("declare it: `extension NAME \"{}\" {{ … }}`", urn.text),
            };
            Diagnostic::new(&codes::UNKNOWN_EXTENSION, urn.span, message).help(help)
        };
        self.report(finding);
    }

    /// Reports a name that nothing has; `rest` stands behind it.
    pub(super) fn unknown<T>(
        &mut self,
        step: &Step,
        rest: &[Step],
        extension: Option<usize>,
        cx: Context,
    ) -> Option<T> {
        let name = &step.name;
        if self.is_full() || self.broken.contains(&name.text) {
            return None;
        }
        let callable = function(&name.text).is_some()
            || self.table_names.iter().any(|(table, _)| table.text == name.text);
        if callable && extension.is_none() {
            let message = format!("`{}` is called with parentheses", name.text);
            let finding = Diagnostic::new(&codes::CALLED_NOT_READ, name.span, message)
                .help(format!("write `{}(…)`", name.text));
            self.report(finding);
            return None;
        }
        let message = match extension {
            Some(extension) => {
                let known = &self.scope(cx.resource).catalogue.extensions[extension].name;
                format!("the extension `{known}` has no attribute `{}`", name.text)
            }
            None => format!("there is no attribute `{}`", name.text),
        };
        let finding = Diagnostic::new(&codes::UNKNOWN_ATTRIBUTE, name.span, message);
        let finding = match extension {
            None => self.holder(finding.clone(), step, rest, cx),
            Some(_) => None,
        }
        .unwrap_or_else(|| self.meant_attribute(finding, step, extension, cx));
        self.report(finding);
        None
    }

    /// `user.email`: the attribute stands alone in SCIM.
    fn holder(
        &mut self,
        finding: Diagnostic,
        step: &Step,
        rest: &[Step],
        cx: Context,
    ) -> Option<Diagnostic> {
        let holder = &step.name.text;
        if !synonyms::is_holder(holder) || cx.element.is_some() {
            return None;
        }
        let [attribute, ..] = rest else { return None };
        let written = &attribute.name.text;
        let span = Span { start: step.name.span.start, end: attribute.name.span.end };
        let meant = self.attribute_like(written, cx);
        let mut finding = finding;
        finding.message = format!("`{holder}` is not a part of the resource");
        Some(match meant {
            Some(meant) => {
                finding.help(format!("attributes stand alone: write `{meant}`")).fix(span, meant)
            }
            None => finding.help(format!("attributes stand alone, without `{holder}.`")),
        })
    }

    /// An attribute of that name, wherever it stands, or under the name of another system.
    fn attribute_like(&mut self, name: &str, cx: Context) -> Option<String> {
        let users = cx.resource == Resource::User;
        let catalogue = &self.scope(cx.resource).catalogue;
        let of = catalogue.attributes.iter().enumerate();
        let elsewhere = of
            .clone()
            .find(|(_, attribute)| attribute.name.eq_ignore_ascii_case(name))
            .map(|(at, _)| catalogue.display(at));
        let sub_of = of.clone().find(|(_, attribute)| {
            attribute.extension.is_none()
                && attribute.sub.iter().any(|sub| sub.name.eq_ignore_ascii_case(name))
                && !["value", "type", "primary", "display", "$ref"].contains(&name)
        });
        let sub_of = sub_of.and_then(|(at, attribute)| {
            let mark = match attribute.many {
                true if attribute.sub.iter().any(|sub| sub.name == "type") => "[type eq \"work\"]",
                true => "[primary eq true]",
                false => "",
            };
            let sub = attribute.sub.iter().find(|sub| sub.name.eq_ignore_ascii_case(name))?;
            Some(format!("{}{mark}.{}", catalogue.display(at), sub.name))
        });
        let other = || synonyms::attribute(name).filter(|_| users).map(str::to_owned);
        elsewhere.or_else(other).or(sub_of)
    }

    fn meant_attribute(
        &mut self,
        finding: Diagnostic,
        step: &Step,
        extension: Option<usize>,
        cx: Context,
    ) -> Diagnostic {
        let name = &step.name;
        let literal = match name.text.to_ascii_lowercase().as_str() {
            "undefined" | "none" | "nil" | "empty" => Some("null"),
            "yes" | "on" => Some("true"),
            "no" | "off" => Some("false"),
            _ => None,
        };
        if let Some(literal) = literal {
            return finding
                .help(format!(
                    "write `{literal}`; a text is written in quotes: `\"{}\"`",
                    name.text
                ))
                .fix(name.span, literal);
        }
        if ["true", "false", "null"].contains(&name.text.as_str()) {
            return finding
                .help(format!("a literal stands behind the operator: `active eq {}`", name.text));
        }
        let fields = &self.scope(cx.resource).fields;
        let is_field = fields.iter().any(|field| field.name == name.text);
        let meant = self.attribute_like(&name.text, cx);
        match (meant, is_field) {
            (Some(_), _) if cx.element.is_some() => {}
            (Some(meant), true) => {
                return finding
                    .help(format!(
                        "`{}` is a target field; did you mean the attribute `{meant}`?",
                        name.text
                    ))
                    .fix(name.span, meant);
            }
            (Some(meant), false) => {
                return finding.help(format!("did you mean `{meant}`?")).fix(name.span, meant);
            }
            (None, true) => {
                return finding.help(format!(
                    "`{0}` is a target field; its value is read as `target.{0}` in `notify` and `protect`, and as `current.{0}` from the account",
                    name.text
                ));
            }
            (None, false) => {}
        }
        let mut candidates: Vec<String> = Vec::new();
        if extension.is_none() {
            candidates.extend(self.params.iter().map(|param| param.name.clone()));
            candidates.extend(self.lets.iter().map(|known| known.name.text.clone()));
        }
        let catalogue = &self.scope(cx.resource).catalogue;
        if let Some(slot) = cx.element {
            let attribute = &catalogue.attributes[catalogue.slots[slot].attribute];
            candidates.extend(attribute.sub.iter().map(|sub| sub.name.clone()));
        }
        candidates.extend(
            catalogue
                .attributes
                .iter()
                .filter(|attribute| attribute.extension == extension)
                .map(|attribute| attribute.name.clone()),
        );
        if let Some(meant) = self.meant(&name.text, candidates.iter().map(String::as_str)) {
            return finding.help(format!("did you mean `{meant}`?")).fix(name.span, meant);
        }
        if cx.element.is_some() {
            return finding.help(format!(
                "within `[ ]` stand the sub-attributes of the element; a text is written in quotes: `\"{}\"`",
                name.text
            ));
        }
        let (this, other, catalogue) = match cx.resource {
            Resource::User => ("users", "groups", &self.groups.catalogue),
            Resource::Group => ("groups", "users", &self.users.catalogue),
        };
        if catalogue.find(None, &name.text).is_some() {
            return finding.help(format!("{other} have it, {this} do not"));
        }
        let quoted = format!("a text is written in quotes: `\"{}\"`", name.text);
        match extension {
            Some(extension) => {
                let catalogue = &self.scope(cx.resource).catalogue;
                let of = catalogue.attributes.iter();
                let of = of.filter(|attribute| attribute.extension == Some(extension));
                let known = names(of.map(|attribute| attribute.name.as_str()));
                finding.help(format!("it has {known}"))
            }
            None => finding.help(format!(
                "declare it where the provider sends it: `attributes {{ {} string }}`; {quoted}",
                name.text
            )),
        }
    }

    /// Reports a sub-attribute that its attribute does not have.
    pub(super) fn no_sub(
        &mut self,
        known: &Attribute,
        display: &str,
        step: &Step,
        rest: &[Step],
    ) -> Option<Expr> {
        let name = &step.name;
        let message = format!("`{display}` has no sub-attribute `{}`", name.text);
        let finding = Diagnostic::new(&codes::UNKNOWN_ATTRIBUTE, name.span, message);
        let lower = name.text.to_ascii_lowercase();
        let kinds = ["work", "home", "mobile", "other", "fax", "pager", "billing", "primary"];
        let typed = known.many && kinds.contains(&lower.as_str());
        let sub = |name: &str| known.sub.iter().find(|sub| sub.name.eq_ignore_ascii_case(name));
        let finding = if typed && sub("type").is_some() {
            let filter = match lower.as_str() {
                "primary" => "primary eq true".to_owned(),
                _ => format!("type eq \"{lower}\""),
            };
            let behind = rest.first().map_or("value", |step| step.name.text.as_str());
            let behind = match sub(behind).or_else(|| sub("value")) {
                Some(sub) => sub.name.as_str(),
                None => "formatted",
            };
            finding.help(format!("a value filter picks one: `{display}[{filter}].{behind}`"))
        } else if ["length", "size", "count"].contains(&lower.as_str()) {
            let function = if known.many { "count" } else { "length" };
            finding.help(format!("write `{function}({display})`"))
        } else {
            let subs = known.sub.iter().map(|sub| sub.name.as_str());
            let alias = match lower.as_str() {
                "firstname" | "first" => sub("givenName"),
                "lastname" | "last" | "surname" => sub("familyName"),
                "full" | "fullname" => sub("formatted"),
                "city" => sub("locality"),
                "zip" | "postcode" | "zipcode" => sub("postalCode"),
                "street" => sub("streetAddress"),
                "state" => sub("region"),
                "name" => sub("display"),
                "id" | "address" | "email" | "number" => sub("value"),
                _ => None,
            };
            let alias = alias.map(|sub| sub.name.as_str());
            match alias.or_else(|| closest(&name.text, subs.clone())) {
                Some(meant) => {
                    finding.help(format!("did you mean `{meant}`?")).fix(name.span, meant)
                }
                None if known.sub.is_empty() => finding.help("it is a simple attribute"),
                None => finding.help(format!("it has {}", names(subs))),
            }
        };
        self.report(finding);
        None
    }
}
