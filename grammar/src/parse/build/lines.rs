//! The lines of `map`, `keep`, `status`, `notify` and `limit`.

use super::{Builder, Parts};
use crate::diagnostic::{Diagnostic, codes};
use crate::parse::Rule;
use crate::source::Span;
use crate::syntax::*;
use pest::iterators::Pair;

impl<'d> Builder<'d> {
    pub(super) fn map_line(&mut self, pair: Pair<'_, Rule>) -> Option<MapLine> {
        let span = self.span(&pair);
        let mut parts = Parts::new(pair);
        self.no_separator(&mut parts);
        let field = self.name(&parts.take(Rule::field)?);
        let mark = parts.take(Rule::map_operator)?;
        let operator = match mark.as_str() {
            "?=" => MapOperator::SetIfMissing,
            "+=" => MapOperator::Add,
            "=" => MapOperator::Set,
            other => {
                let at = self.span(&mark);
                let message = format!("a field is set with `=`, not with `{other}`");
                let finding = Diagnostic::new(&codes::BAD_ARROW, at, message)
                    .help(format!("write `{} = …`", field.text))
                    .fix(at, "=");
                self.report(finding);
                MapOperator::Set
            }
        };
        let value = self.maybe_expression(&mut parts)?;
        let (event, condition) = self.when(&mut parts);
        Some(MapLine { span, field, operator, value, event, condition })
    }

    /// `[on EVENT] [if CONDITION]`
    pub(super) fn when(&mut self, parts: &mut Parts<'_>) -> (Option<Name>, Option<Expr>) {
        let event = parts.take(Rule::event).and_then(|pair| {
            let name = Parts::new(pair).take(Rule::name)?;
            Some(self.name(&name))
        });
        let condition =
            parts.take(Rule::guard).and_then(|pair| self.maybe_expression(&mut Parts::new(pair)));
        (event, condition)
    }

    pub(super) fn keep(&mut self, pair: Pair<'_, Rule>) -> Option<Keep> {
        let span = self.span(&pair);
        self.keep_parts(span, &mut Parts::new(pair))
    }

    pub(super) fn keep_parts(&mut self, span: Span, parts: &mut Parts<'_>) -> Option<Keep> {
        let field = self.name(&parts.take(Rule::field)?);
        let pattern = self.text(&parts.take(Rule::text)?);
        Some(Keep { span, field, pattern })
    }

    pub(super) fn status_line(&mut self, pair: Pair<'_, Rule>) -> Option<StatusLine> {
        let span = self.span(&pair);
        let mut parts = Parts::new(pair);
        self.no_separator(&mut parts);
        self.arrow(&mut parts);
        let (event, condition) = self.when(&mut parts);
        let action = self.name(&parts.take(Rule::name)?);
        let follow_up = parts.take(Rule::follow_up).and_then(|pair| {
            let span = self.span(&pair);
            let mut parts = Parts::new(pair);
            let action = self.name(&parts.take(Rule::name)?);
            let count = parts.take(Rule::whole)?;
            let count = self.whole(&count);
            let unit = self.name(&parts.take(Rule::name)?);
            Some(FollowUp { action, count, unit, span })
        });
        Some(StatusLine { span, event: event?, condition, action, follow_up })
    }

    pub(super) fn notify_line(&mut self, pair: Pair<'_, Rule>) -> Option<NotifyLine> {
        let span = self.span(&pair);
        let mut parts = Parts::new(pair);
        self.no_separator(&mut parts);
        let mail = parts.take(Rule::mail_word).is_some();
        let to = self.maybe_expression(&mut parts)?;
        let (event, condition) = self.when(&mut parts);
        Some(NotifyLine { span, mail, to, event, condition })
    }

    pub(super) fn limit(&mut self, mut parts: Parts<'_>) -> Option<StatementKind> {
        let actions = parts.all(Rule::name).iter().map(|pair| self.name(pair)).collect();
        let bound = match parts.take(Rule::limit_percent) {
            Some(pair) => {
                let mut parts = Parts::new(pair);
                let number = parts.take(Rule::percent)?.as_str().to_owned();
                LimitBound::Percent { number, of: self.resource(&mut parts) }
            }
            None => {
                let mut parts = Parts::new(parts.take(Rule::limit_count)?);
                let count = parts.take(Rule::whole)?;
                let count = self.whole(&count);
                let of = parts.take(Rule::resource).map(|pair| Resource {
                    groups: pair.as_str() == "groups",
                    span: Some(self.span(&pair)),
                });
                LimitBound::Count { count, of }
            }
        };
        Some(StatementKind::Limit { actions, bound })
    }
}
