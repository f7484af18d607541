//! Calls whose arguments are conditions, fields or the host's to answer: quantifiers, `account`, `changed`, `first_free`.

use super::{Context, Resolver};
use crate::plan::{Expr, ExprKind};
use crate::types::{Base, Type};
use scimrules_grammar::syntax::{self, Name};
use scimrules_grammar::{Diagnostic, Span, codes};

impl<'s> Resolver<'s> {
    /// `any(…)`, `all(…)`, `none(…)`, `at_least(n, …)`
    pub(super) fn quantifier(
        &mut self,
        name: &Name,
        arguments: &[syntax::Expr],
        span: Span,
        cx: Context,
    ) -> Option<Expr> {
        let counted = name.text == "at_least";
        let (number, conditions) = match (counted, arguments) {
            (true, [number, rest @ ..]) => (Some(number), rest),
            _ => (None, arguments),
        };
        if conditions.is_empty() {
            let example =
                if counted { "at_least(2, a eq 1, b eq 2, c pr)" } else { "any(a eq 1, b pr)" };
            let message = format!("`{}` needs conditions", name.text);
            let finding = Diagnostic::new(&codes::WRONG_ARGUMENTS, span, message)
                .help(format!("it is called like `{example}`"));
            self.report(finding);
            return None;
        }
        let resolved: Vec<Option<Expr>> =
            conditions.iter().map(|condition| self.condition(condition, cx)).collect();
        let count = match number {
            None => 0,
            Some(number) => {
                let parsed = match &number.kind {
                    syntax::ExprKind::Number(text) => text.parse::<usize>().ok(),
                    _ => None,
                };
                match parsed {
                    Some(count) if (1..=conditions.len()).contains(&count) => count,
                    _ => {
                        let message = format!(
                            "`at_least` starts with a number from 1 to {}, the number of its conditions",
                            conditions.len()
                        );
                        let finding =
                            Diagnostic::new(&codes::WRONG_ARGUMENTS, number.span, message)
                                .help("it is called like `at_least(2, a eq 1, b eq 2, c pr)`");
                        self.report(finding);
                        return None;
                    }
                }
            }
        };
        let conditions = resolved.into_iter().collect::<Option<Vec<_>>>()?;
        let secret = conditions.iter().any(|condition| condition.secret);
        let kind = match name.text.as_str() {
            "any" => ExprKind::Or(conditions),
            "all" => ExprKind::And(conditions),
            "none" => {
                let any = Expr { span, ty: Type::BOOLEAN, secret, kind: ExprKind::Or(conditions) };
                ExprKind::Not(Box::new(any))
            }
            _ => ExprKind::AtLeast { count, conditions },
        };
        Some(Expr { span, ty: Type::BOOLEAN, secret, kind })
    }

    /// `account(field, value)`: the field is a target field, named or as a text.
    pub(super) fn account(
        &mut self,
        name: &Name,
        arguments: &[syntax::Expr],
        span: Span,
        cx: Context,
    ) -> Option<Expr> {
        let [field, value] = arguments else {
            let like = "account(\"employee_id\", enterprise.manager.value)";
            self.wrong_count(name, "a field and a value", arguments.len(), like, span);
            return None;
        };
        let field_name = match &field.kind {
            syntax::ExprKind::Text(text) => text.clone(),
            syntax::ExprKind::Path(path) => self.source.slice(path.span).to_owned(),
            _ => {
                let message = "`account` starts with the name of a field";
                let finding = Diagnostic::new(&codes::NOT_CONSTANT, field.span, message)
                    .help("write `account(\"employee_id\", …)`");
                self.report(finding);
                return None;
            }
        };
        // The host knows fields that the rules do not map, so any name goes where it is a text.
        if matches!(field.kind, syntax::ExprKind::Path(_)) {
            self.field(&field_name, field.span, cx.resource)?;
        }
        let value = self.expression(value, cx)?;
        let value = self.default_value(value, cx)?;
        if value.ty.base == Base::Complex {
            self.fits(&value, Base::String, "the value of `account`");
            return None;
        }
        let ty = Type { base: Base::String, count: value.ty.count };
        let (secret, each) = (value.secret, !value.ty.is_one());
        let kind = ExprKind::Account { field: field_name, value: Box::new(value), each };
        Some(Expr { span, ty, secret, kind })
    }

    /// `changed(FIELD)`
    pub(super) fn changed(
        &mut self,
        name: &Name,
        arguments: &[syntax::Expr],
        span: Span,
        cx: Context,
    ) -> Option<Expr> {
        if !cx.changed {
            let message = "`changed` can be asked in `notify` only";
            let finding = Diagnostic::new(&codes::MISPLACED_NAME, span, message).help(
                "fields have their new values there only; elsewhere compare with `current.FIELD`",
            );
            self.report(finding);
            return None;
        }
        let [syntax::Expr { kind: syntax::ExprKind::Path(path), .. }] = arguments else {
            self.wrong_count(name, "one target field", arguments.len(), "changed(email)", span);
            return None;
        };
        let text = self.source.slice(path.span);
        let field = text.strip_prefix("target.").unwrap_or(text).to_owned();
        let field = self.field(&field, path.span, cx.resource)?;
        Some(Expr::new(span, Type::BOOLEAN, ExprKind::Changed(field)))
    }

    /// `first_free(a, "{a}{n}", …)`
    pub(super) fn first_free(
        &mut self,
        name: &Name,
        arguments: &[syntax::Expr],
        span: Span,
        cx: Context,
    ) -> Option<Expr> {
        let Some(field) = cx.field else {
            let message = "`first_free` stands in a line of `map`, whose field it fills";
            let finding = Diagnostic::new(&codes::MISPLACED_NAME, span, message)
                .help("write it right behind `FIELD =`");
            self.report(finding);
            return None;
        };
        if arguments.is_empty() {
            self.wrong_count(name, "candidates", 0, "first_free(login, \"{login}{n}\")", span);
            return None;
        }
        let cx = Context { counter: true, ..cx };
        let candidates: Vec<Option<Expr>> = arguments
            .iter()
            .map(|argument| {
                let value = self.one_value(argument, cx, "a candidate")?;
                self.fits(&value, Base::String, "a candidate of `first_free`").then_some(value)
            })
            .collect();
        let candidates = candidates.into_iter().collect::<Option<Vec<_>>>()?;
        let secret = candidates.iter().any(|candidate| candidate.secret);
        let kind = ExprKind::FirstFree { field, candidates };
        Some(Expr { span, ty: Type::STRING, secret, kind })
    }
}
