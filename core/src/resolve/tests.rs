//! Tests that travel with the rules: each becomes a request and what is expected of it.

use super::{Resolver, names};
use crate::plan::{Action, Resource, Test};
use scimrules_grammar::syntax::{Json, TestItem, TestItemKind, Text};
use scimrules_grammar::{Diagnostic, Span, closest, codes};
use serde_json::{Map, Value};

impl<'s> Resolver<'s> {
    pub(super) fn test(&mut self, name: &Text, items: &[TestItem], span: Span) -> Option<Test> {
        let mut request = Map::new();
        let mut expected: Option<(Action, Option<Value>)> = None;
        let mut because = None;
        let mut notify = Vec::new();
        // A line that cannot be read may be the one that would be missed.
        let mut failed =
            self.broken_tests.iter().any(|line| span.range().contains(&(line.start as usize)));
        for item in items {
            let (key, value) = match &item.kind {
                TestItemKind::User(json) => ("user", Self::json(json)),
                TestItemKind::Group(json) => ("group", Self::json(json)),
                TestItemKind::Groups(json) => ("groups", Self::json(json)),
                TestItemKind::Current(json) => ("current", Self::json(json)),
                TestItemKind::Params(json) => ("params", Self::json(json)),
                TestItemKind::Now(text) => {
                    if crate::date_time::parse(&text.value).is_none() {
                        let message = format!("`{}` is not a date", text.value);
                        let finding = Diagnostic::new(&codes::BAD_LITERAL, text.span, message)
                            .help("write it like `2026-01-31T09:00:00Z`");
                        self.report(finding);
                    }
                    ("now", Value::String(text.value.clone()))
                }
                TestItemKind::Operation(name) => {
                    let words = ["upsert", "delete"];
                    if !words.contains(&name.text.as_str()) {
                        let message = format!("there is no operation `{}`", name.text);
                        let finding = Diagnostic::new(&codes::BAD_TEST, name.span, message);
                        self.report(match closest(&name.text, words) {
                            Some(meant) => finding.help(format!("did you mean `{meant}`?")),
                            None => finding.help("operations are `upsert` and `delete`"),
                        });
                        failed = true;
                    }
                    ("operation", Value::String(name.text.clone()))
                }
                TestItemKind::Expect { action, record } => {
                    match self.action(action) {
                        Some(_) if expected.is_some() => {
                            let message = "a test expects one action";
                            let finding = Diagnostic::new(&codes::BAD_TEST, item.span, message)
                                .help("write a test for each");
                            self.report(finding);
                            failed = true;
                        }
                        Some(action) => {
                            expected = Some((action, record.as_ref().map(Self::json)));
                        }
                        None => failed = true,
                    }
                    continue;
                }
                TestItemKind::Because(text) => {
                    because = Some(text.value.clone());
                    continue;
                }
                TestItemKind::Notify { what, to } => {
                    if !["password", "mail"].contains(&what.text.as_str()) {
                        let message = format!("there is no notice `{}`", what.text);
                        let finding = Diagnostic::new(&codes::BAD_TEST, what.span, message)
                            .help(format!("notices are {}", names(["password", "mail"])));
                        self.report(finding);
                        failed = true;
                    }
                    notify.push((what.text.clone(), to.text.clone()));
                    continue;
                }
            };
            if request.insert(key.to_owned(), value).is_some() {
                let message = format!("`{key}` is given twice");
                let finding = Diagnostic::new(&codes::BAD_TEST, item.span, message)
                    .help("write a test for each");
                self.report(finding);
                failed = true;
            }
        }
        let delete = request.get("operation").is_some_and(|operation| operation == "delete");
        if !request.contains_key("user") && !request.contains_key("group") && !delete && !failed {
            let finding =
                Diagnostic::new(&codes::BAD_TEST, name.span, "the test has no `user` or `group`")
                    .help("add `user { … }`; only a delete may go without");
            self.report(finding);
            failed = true;
        }
        if request.contains_key("user") && request.contains_key("group") {
            let message = "a test has a `user` or a `group`, not both";
            let finding =
                Diagnostic::new(&codes::BAD_TEST, name.span, message).help("write a test for each");
            self.report(finding);
            failed = true;
        }
        let of_group = request.contains_key("group");
        for item in items {
            if let TestItemKind::Expect { record: Some(record), .. } = &item.kind {
                let resource = if of_group { Resource::Group } else { Resource::User };
                self.expected_fields(record, resource);
            }
        }
        let Some((action, record)) = expected else {
            if !failed {
                let finding =
                    Diagnostic::new(&codes::BAD_TEST, name.span, "the test expects nothing")
                        .help("add `expect create { … }`, with an action and a part of the record");
                self.report(finding);
            }
            return None;
        };
        if failed {
            return None;
        }
        let request = Value::Object(request);
        Some(Test { span, name: name.value.clone(), request, action, record, because, notify })
    }

    /// The members of an expected record are fields.
    fn expected_fields(&mut self, record: &Json, resource: Resource) {
        // Fields that cannot be read may be meant.
        if ["target", "map"].iter().any(|keyword| {
            self.broken_keywords.contains(*keyword)
                || self.broken_entries.iter().any(|(entry, _)| entry == keyword)
        }) {
            return;
        }
        if let Value::Object(members) = &record.value {
            self.expected_members(members, "", record.span, resource);
        }
    }

    /// Goes as deep as the fields of the target are nested.
    fn expected_members(
        &mut self,
        members: &Map<String, Value>,
        parent: &str,
        span: Span,
        resource: Resource,
    ) {
        for (key, value) in members {
            let name = format!("{parent}{key}");
            let scope = self.scope(resource);
            let field = !key.contains('.') && scope.field_names.contains_key(&name);
            if field || self.is_full() {
                continue;
            }
            let scope = self.scope(resource);
            match value {
                Value::Object(members) if scope.parents.contains_key(&name) => {
                    self.expected_members(members, &format!("{name}."), span, resource);
                }
                Value::Null if scope.parents.contains_key(&name) => {}
                _ => self.unexpected_field(&name, key, span, resource),
            }
        }
    }

    fn unexpected_field(&mut self, name: &str, key: &str, span: Span, resource: Resource) {
        let quoted = format!("\"{key}\"");
        let place = self.source.slice(span).find(&quoted).map_or(span, |at| {
            let start = span.start as usize + at + 1;
            Span::new(start, start + key.len())
        });
        let scope = self.scope(resource);
        let known: Vec<String> = scope.fields.iter().map(|field| field.name.clone()).collect();
        let message = format!("the target has no field `{}`", crate::message::short(name));
        let finding = Diagnostic::new(&codes::UNKNOWN_FIELD, place, message);
        let help = match self.meant(name, known.iter().map(String::as_str)) {
            _ if known.iter().any(|field| field == name) => {
                let nested = name.replace('.', "\": { \"");
                let closed = " }".repeat(name.matches('.').count());
                format!("records nest: `\"{nested}\": …{closed}`")
            }
            Some(meant) => format!("did you mean `{meant}`?"),
            None if known.is_empty() => "there are none: nothing is mapped".to_owned(),
            None => format!("fields are {}", names(known.iter().map(String::as_str))),
        };
        self.report(finding.help(help));
    }
}
