//! Calls of built-in functions.

use super::{Context, Resolver, base_of};
use crate::functions::{Function, Occurs, Parameter, Prepared, Shape};
use crate::plan::{Expr, ExprKind};
use crate::types::{Base, Count, Type};
use crate::value::Value;
use scimrules_grammar::syntax::{self, Name};
use scimrules_grammar::{Diagnostic, Span, codes};

impl<'s> Resolver<'s> {
    pub(super) fn built_in(
        &mut self,
        function: &'static Function,
        name: &Name,
        arguments: &[syntax::Expr],
        span: Span,
        cx: Context,
    ) -> Option<Expr> {
        if matches!(function.name, "now" | "today") {
            self.scope(cx.resource).needs_clock = true;
        }
        let parameters = function.parameters;
        let least =
            parameters.iter().filter(|parameter| parameter.occurs != Occurs::Optional).count();
        let repeated =
            parameters.last().is_some_and(|parameter| parameter.occurs == Occurs::Repeated);
        let count = arguments.len();
        if count < least || (!repeated && count > parameters.len()) {
            let message = format!(
                "`{}` takes {}, and {count} {} given",
                function.name,
                how_many(least, parameters.len(), repeated),
                if count == 1 { "is" } else { "are" }
            );
            let finding = Diagnostic::new(&codes::WRONG_ARGUMENTS, name.span.to(span), message)
                .help(format!("it is called like `{}`", function.signature()));
            self.report(finding);
            for argument in arguments {
                self.expression(argument, cx);
            }
            return None;
        }
        let mut resolved = Vec::new();
        let mut failed = false;
        for (at, argument) in arguments.iter().enumerate() {
            let parameter = &parameters[at.min(parameters.len() - 1)];
            match self.argument(function, parameter, argument, cx) {
                Some(value) => resolved.push(value),
                None => failed = true,
            }
        }
        if failed {
            return None;
        }
        // The type of `Same`: what the first argument holds.
        let same = resolved.first().map_or(Base::Any, |value| value.ty.base);
        let mut each = None;
        for (at, value) in resolved.iter_mut().enumerate() {
            let parameter = &parameters[at.min(parameters.len() - 1)];
            let (kind, wants_list) = match parameter.shape {
                Shape::One(kind) => (kind, false),
                Shape::List(kind) => (kind, true),
                Shape::Either(kind) => (kind, value.ty.count != Count::One),
            };
            // A date written out is one where a date is due, as in a comparison.
            if base_of(kind, same) == Base::DateTime && matches!(value.kind, ExprKind::Text(_)) {
                let nothing = Expr::new(value.span, Type::NOTHING, ExprKind::Null);
                match self.literal_as(std::mem::replace(value, nothing), Base::DateTime) {
                    Some(date) => *value = date,
                    None => {
                        failed = true;
                        continue;
                    }
                }
            }
            let place = format!("`{}` of `{}`", parameter.name, function.name);
            let text_from_scalar = matches!(parameter.shape, Shape::Either(_))
                && base_of(kind, same).is_text()
                && matches!(
                    value.ty.base,
                    Base::Integer | Base::Decimal | Base::Boolean | Base::DateTime
                );
            if !text_from_scalar && !self.fits(value, base_of(kind, same), &place) {
                failed = true;
                continue;
            }
            if wants_list
                && value.ty.is_one()
                && !matches!(value.ty.base, Base::Nothing | Base::Any)
            {
                let text = crate::message::short(self.source.slice(value.span));
                let message = format!("{place} is a list, and `{text}` is one value");
                let finding = Diagnostic::new(&codes::WRONG_TYPE, value.span, message)
                    .help(format!("it is called like `{}`", function.signature()));
                self.report(finding);
                failed = true;
            }
            if !wants_list && !value.ty.is_one() {
                match each {
                    None => each = Some(at),
                    Some(_) => {
                        let nothing = Expr::new(value.span, Type::NOTHING, ExprKind::Null);
                        let taken = std::mem::replace(value, nothing);
                        match self.one(taken, &place) {
                            Some(one) => *value = one,
                            None => failed = true,
                        }
                    }
                }
            }
        }
        if failed {
            return None;
        }
        let prepared = self.prepare(function, &resolved)?;
        let (kind, list) = match function.returns {
            Shape::One(kind) | Shape::Either(kind) => (kind, false),
            Shape::List(kind) => (kind, true),
        };
        let count = match (each, list) {
            (_, true) => Count::Many,
            (Some(at), false) => resolved[at].ty.count,
            (None, false) => Count::One,
        };
        let ty = Type { base: base_of(kind, same), count };
        let secret = resolved.iter().any(|value| value.secret);
        let kind =
            ExprKind::Call { function, arguments: resolved, prepared: Box::new(prepared), each };
        Some(Expr { span, ty, secret, kind })
    }

    pub(super) fn argument(
        &mut self,
        function: &Function,
        parameter: &Parameter,
        argument: &syntax::Expr,
        cx: Context,
    ) -> Option<Expr> {
        if parameter.constant {
            return match &argument.kind {
                syntax::ExprKind::Text(_) => self.operand(argument, cx),
                syntax::ExprKind::Number(_) | syntax::ExprKind::Boolean(_) => {
                    self.expression(argument, cx)
                }
                _ => {
                    let message = format!(
                        "`{}` of `{}` is written as a text, not worked out",
                        parameter.name, function.name
                    );
                    let finding = Diagnostic::new(&codes::NOT_CONSTANT, argument.span, message)
                        .help(format!("it is called like `{}`", function.signature()));
                    self.report(finding);
                    None
                }
            };
        }
        if let (Shape::List(_) | Shape::Either(_), syntax::ExprKind::Path(path)) =
            (parameter.shape, &argument.kind)
        {
            let value = self.rows(path, cx)?;
            let counts = matches!(function.name, "count");
            if value.ty.base == Base::Complex && !counts {
                return self.default_value(value, cx);
            }
            return Some(value);
        }
        self.expression(argument, cx)
    }

    pub(super) fn prepare(&mut self, function: &Function, arguments: &[Expr]) -> Option<Prepared> {
        let Some(prepare) = function.prepare else { return Some(Prepared::Nothing) };
        let constants: Vec<Option<Value<'_>>> = arguments
            .iter()
            .map(|argument| match &argument.kind {
                ExprKind::Text(text) => Some(Value::Text(text)),
                ExprKind::Integer(number) => Some(Value::Integer(*number)),
                ExprKind::Boolean(value) => Some(Value::Boolean(*value)),
                _ => None,
            })
            .collect();
        let pattern = ["extract", "regex_replace"].contains(&function.name);
        if let (true, Some(Some(Value::Text(text)))) = (pattern, constants.get(1)) {
            let text = (*text).to_owned();
            if !self.pattern_fits(&text, arguments[1].span) {
                return None;
            }
        }
        match prepare(&constants) {
            Ok(prepared) => Some(prepared),
            Err(bad) => {
                let span =
                    arguments.get(bad.index).map_or(Span::default(), |argument| argument.span);
                let regular = bad.message.starts_with("bad pattern");
                let code = if regular { &codes::BAD_PATTERN } else { &codes::BAD_LITERAL };
                let finding = Diagnostic::new(code, span, bad.message).maybe_help(bad.help);
                self.report(finding);
                None
            }
        }
    }
}

fn how_many(least: usize, most: usize, repeated: bool) -> String {
    let noun = |count: usize| if count == 1 { "argument" } else { "arguments" };
    match (least, most) {
        _ if repeated => format!("at least {least} {}", noun(least)),
        (0, 0) => "no arguments".to_owned(),
        (least, most) if least == most => format!("{least} {}", noun(least)),
        (least, most) => format!("{least} to {most} arguments"),
    }
}
