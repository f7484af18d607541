//! The target: its fields, declared or inferred, and how they nest in the record.

use super::{Resolver, names};
use crate::plan::{Field, FieldNode, FieldTree, MatchField, Piece, Resource};
use crate::types::{Base, Count};
use scimrules_grammar::syntax::{Name, TargetField, TypeKind};
use scimrules_grammar::{Diagnostic, Span, codes};
use std::collections::HashMap;

/// How deep fields may nest.
const SEGMENTS: usize = 8;

impl<'s> Resolver<'s> {
    pub(super) fn target_fields(&mut self, resource: Resource, fields: &[TargetField]) {
        self.scope(resource).inferred = false;
        for field in fields {
            let name = &field.name;
            let base = match &field.ty.kind {
                TypeKind::Named(ty) => self.base(name, ty),
                TypeKind::Complex(_) => {
                    let message = format!("the field `{}` cannot be complex", name.text);
                    let finding = Diagnostic::new(&codes::WRONG_TYPE, field.ty.span, message)
                        .help(format!("fields nest by their names: `{}.part string`", name.text));
                    self.report(finding);
                    None
                }
            };
            if !self.not_reserved(name) || !self.field_fits(resource, name) {
                continue;
            }
            let base = base.unwrap_or(Base::Any);
            if let Some((_, span)) = field.max
                && !base.is_text()
                && base != Base::Any
            {
                let message =
                    format!("`max` counts characters, and `{}` is {}", name.text, base.text());
                let finding = Diagnostic::new(&codes::WRONG_TYPE, span, message)
                    .help("take `max` away, or make the field a string");
                self.report(finding);
            }
            self.add_field(
                resource,
                Field {
                    name: name.text.clone(),
                    base,
                    many: field.ty.many,
                    required: field.required.is_some(),
                    max: field.max.map(|(max, _)| max),
                    secret: field.secret.is_some(),
                    span: name.span,
                },
            );
        }
    }

    pub(super) fn add_field(&mut self, resource: Resource, field: Field) -> usize {
        let scope = self.scope(resource);
        let index = scope.fields.len();
        for parent in parents(&field.name) {
            scope.parents.entry(parent.to_owned()).or_insert(index);
        }
        scope.field_names.insert(field.name.clone(), index);
        scope.fields.push(field);
        index
    }

    /// Reports a field given twice, or inside of another.
    fn field_fits(&mut self, resource: Resource, name: &Name) -> bool {
        if name.text.split('.').count() > SEGMENTS {
            let message = format!("fields nest at most {SEGMENTS} deep");
            self.report(Diagnostic::new(&codes::TOO_MANY, name.span, message));
            return false;
        }
        let scope = self.scope(resource);
        if let Some(first) = scope.field_names.get(&name.text) {
            let first = scope.fields[*first].span;
            let message = format!("the field `{}` is declared twice", name.text);
            let finding = Diagnostic::new(&codes::NAME_CLASH, name.span, message)
                .at("declared again here")
                .label(first, "declared here first")
                .help("remove one of them");
            self.report(finding);
            return false;
        }
        // A field within this one, or one that this one is within.
        let inner = scope.parents.get(&name.text).copied();
        let clash = inner.or_else(|| {
            parents(&name.text).find_map(|parent| scope.field_names.get(parent).copied())
        });
        let clash = clash.map(|field| &scope.fields[field]);
        if let Some(known) = clash {
            let (text, span) = (known.name.clone(), known.span);
            let message = format!("`{}` and `{text}` cannot both be fields", name.text);
            let finding = Diagnostic::new(&codes::FIELD_CONFLICT, name.span, message)
                .label(span, "the other one")
                .help("a field is either a value or the parent of other fields");
            self.report(finding);
            return false;
        }
        true
    }

    /// The field of a map line; made where the target is inferred.
    pub(super) fn line_field(&mut self, resource: Resource, name: &Name) -> Option<usize> {
        let scope = self.scope(resource);
        if let Some(field) = scope.field_names.get(&name.text) {
            return Some(*field);
        }
        if scope.inferred {
            if !self.not_reserved(name) || !self.field_fits(resource, name) {
                return None;
            }
            // Its type is known when its first line is resolved.
            let field = Field {
                name: name.text.clone(),
                base: Base::Nothing,
                many: false,
                required: false,
                max: None,
                secret: false,
                span: name.span,
            };
            return Some(self.add_field(resource, field));
        }
        if self.is_full() || self.may_be_field(&name.text) {
            return None;
        }
        let fields = &self.scope(resource).fields;
        let known: Vec<String> = fields.iter().map(|field| field.name.clone()).collect();
        let message = format!("the target has no field `{}`", name.text);
        let finding = Diagnostic::new(&codes::UNKNOWN_FIELD, name.span, message);
        let finding = match self.meant(&name.text, known.iter().map(String::as_str)) {
            Some(meant) => finding.help(format!("did you mean `{meant}`?")).fix(name.span, meant),
            None if known.is_empty() => finding.help("add it to `target`"),
            None => finding.help(format!(
                "add it to `target`, which has {}",
                names(known.iter().map(String::as_str))
            )),
        };
        self.report(finding);
        None
    }

    /// Gives an inferred field the type of its first line.
    pub(super) fn infer(&mut self, resource: Resource, field: usize, base: Base, count: Count) {
        let scope = self.scope(resource);
        if !scope.inferred {
            return;
        }
        let field = &mut scope.fields[field];
        if field.base == Base::Nothing {
            field.base = base;
            field.many = count == Count::Many;
        }
    }

    /// A field that an option names: it must exist.
    pub(super) fn named_field(&mut self, name: &Name, resource: Resource) -> Option<usize> {
        self.field(&name.text, name.span, resource)
    }
}

/// `a` and `a.b` of `a.b.c`.
fn parents(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices('.').map(|(at, _)| &name[..at])
}

/// The fields as they nest in the record, in the order of the target.
pub(super) fn tree(fields: &[Field]) -> FieldTree {
    let mut roots = FieldTree::default();
    // Where each stands among its siblings, by its whole name.
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (index, field) in fields.iter().enumerate() {
        let mut tree = &mut roots;
        let mut end = 0;
        let mut segments = field.name.split('.').peekable();
        while let Some(segment) = segments.next() {
            end += segment.len();
            let at = *places.entry(&field.name[..end]).or_insert_with(|| {
                tree.names.add(segment);
                tree.nodes.push(FieldNode {
                    key: segment.to_owned(),
                    before: Piece::new(&format!(",{}:\"", serde_json::Value::from(segment))),
                    field: None,
                    children: FieldTree::default(),
                });
                tree.nodes.len() - 1
            });
            end += 1;
            if segments.peek().is_none() {
                tree.nodes[at].field = Some(index);
            }
            tree = &mut tree.nodes[at].children;
        }
    }
    let mut nodes = roots.nodes.iter().enumerate();
    roots.flat = nodes.all(|(at, node)| node.field == Some(at));
    roots
}

/// A field by which the host finds the account.
pub(super) fn matching(fields: &[Field], field: usize) -> MatchField {
    let name = serde_json::Value::from(fields[field].name.as_str());
    MatchField { field, before: Piece::new(&format!(",{{\"field\":{name},\"value\":\"")) }
}

/// Where a field is declared, for messages.
pub(super) fn declared(field: &Field) -> (Span, String) {
    (field.span, format!("`{}` is declared here", field.name))
}
