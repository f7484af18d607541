//! `match`, the lines of `map`, `keep`, and the fields that lines make.

use super::statements::{Parts, kind};
use super::{Context, Resolver};
use crate::plan::*;
use crate::types::{Base, Count};
use scimrules_grammar::syntax::{self, File, MapEntry, MapOperator, Name, StatementKind};
use scimrules_grammar::{Diagnostic, codes};

impl<'s> Resolver<'s> {
    /// Without a `target`, lines make the fields; `target.x` may stand before them.
    pub(super) fn inferred_fields(&mut self, file: &'s File) {
        for statement in &file.statements {
            let StatementKind::Map { resource, entries } = &statement.kind else { continue };
            let resource = kind(*resource);
            if !self.scope(resource).inferred || self.broken_keywords.contains("target") {
                continue;
            }
            let lines = || {
                entries.iter().filter_map(|entry| match entry {
                    MapEntry::Line(line) => Some(line),
                    MapEntry::Keep(_) => None,
                })
            };
            // All names first: a line may read any field of the account.
            for line in lines() {
                self.line_field(resource, &line.field);
            }
            for line in lines() {
                let Some(field) = self.line_field(resource, &line.field) else { continue };
                if self.scope(resource).fields[field].base != Base::Nothing {
                    continue;
                }
                // Findings are the same when the line itself is resolved, and told once.
                let cx = Context { field: Some(field), ..Context::of(resource) };
                let Some(value) = self.value_or_filter(&line.value, cx) else { continue };
                if !matches!(value.ty.base, Base::Nothing | Base::Complex) {
                    let list = line.operator == MapOperator::Add;
                    let count = if list { Count::Many } else { value.ty.count };
                    self.infer(resource, field, value.ty.base, count);
                    self.scope(resource).fields[field].secret |= value.secret;
                }
            }
            for field in &mut self.scope(resource).fields {
                if field.base == Base::Nothing {
                    field.base = Base::Any;
                }
            }
        }
    }

    pub(super) fn match_field(&mut self, name: &Name, resource: Resource) -> Option<usize> {
        let field = self.named_field(name, resource)?;
        let plan = &self.scope(resource).fields[field];
        let (many, secret) = (plan.many, plan.secret);
        if many {
            let message = format!("`{}` is a list; accounts are found by one value", name.text);
            let finding = Diagnostic::new(&codes::MANY_FOR_ONE, name.span, message)
                .help("name a field with one value");
            self.report(finding);
            return None;
        }
        if secret {
            let message = format!("`{}` is secret and cannot be in `match`", name.text);
            let finding =
                Diagnostic::new(&codes::SECRET_LEAK, name.span, message).help("name another field");
            self.report(finding);
            return None;
        }
        Some(field)
    }

    pub(super) fn map(&mut self, resource: Resource, entries: &[MapEntry], parts: &mut Parts) {
        for entry in entries {
            match entry {
                MapEntry::Keep(keep) => parts.keeps.extend(self.keep(keep, resource)),
                MapEntry::Line(line) => {
                    let line = self.map_line(resource, line);
                    parts.lines.extend(line);
                }
            }
        }
    }

    pub(super) fn map_line(&mut self, resource: Resource, line: &syntax::MapLine) -> Option<Line> {
        let field = self.line_field(resource, &line.field);
        let cx = Context { field, ..Context::of(resource) };
        let value = self.value_or_filter(&line.value, cx);
        let event = line.event.as_ref().map(|event| self.event(event));
        let condition = line
            .condition
            .as_ref()
            .map(|condition| self.condition(condition, Context::of(resource)));
        let (field, value) = (field?, value?);
        let plan = &self.scope(resource).fields[field];
        let (base, many, secret, name) = (plan.base, plan.many, plan.secret, plan.name.clone());
        if value.ty.base == Base::Complex {
            let wanted = if base == Base::Any { Base::String } else { base };
            self.fits(&value, wanted, &format!("the field `{name}`"));
            return None;
        }
        if line.operator == MapOperator::Add && !many {
            let finding = Diagnostic::new(
                &codes::WRONG_TYPE,
                line.field.span,
                format!("`+=` adds to a list, and `{name}` has one value"),
            )
            .help("write `=`, or declare the field as a list: `string[]`");
            self.report(finding);
            return None;
        }
        let value = if many { value } else { self.one(value, &format!("the field `{name}`"))? };
        let value = match base {
            Base::DateTime => self.literal_as(value, base)?,
            _ => value,
        };
        if !self.fits(&value, base, &format!("the field `{name}`")) {
            return None;
        }
        if value.secret && !secret {
            let finding = Diagnostic::new(
                &codes::SECRET_LEAK,
                value.span,
                format!("`{name}` would show a secret"),
            )
            .label(line.field.span, "this field is not secret")
            .help(format!("declare it so: `{name} string secret`"));
            self.report(finding);
            return None;
        }
        let event = match event {
            Some(event) => Some(event?),
            None => None,
        };
        let condition = match condition {
            Some(condition) => Some(condition?),
            None => None,
        };
        Some(Line { span: line.span, field, operator: line.operator, value, event, condition })
    }

    pub(super) fn keep(&mut self, keep: &syntax::Keep, resource: Resource) -> Option<Keep> {
        let field = self.named_field(&keep.field, resource);
        let pattern = self.compile_pattern(&keep.pattern.value, keep.pattern.span);
        let (field, pattern) = (field?, pattern?);
        if !self.scope(resource).fields[field].many {
            let message = format!("`keep` is for lists, and `{}` has one value", keep.field.text);
            let finding = Diagnostic::new(&codes::WRONG_TYPE, keep.field.span, message)
                .help("use `?=` to set a field only where it has no value");
            self.report(finding);
            return None;
        }
        Some(Keep { field, pattern })
    }
}
