//! `or`, `and`, `not` and comparisons.

use super::expressions::one_or;
use super::{Builder, short};
use crate::diagnostic::{Diagnostic, codes};
use crate::parse::Rule;
use crate::source::Span;
use crate::syntax::*;
use pest::iterators::Pair;

impl<'d> Builder<'d> {
    pub(super) fn disjunction(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let span = self.span(&pair);
        let mut terms = Vec::new();
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::conjunction => terms.push(self.conjunction(pair)?),
                Rule::slip_or => self.wrong_operator(&pair, "or"),
                _ => {}
            }
        }
        Some(one_or(terms, span, ExprKind::Or))
    }

    pub(super) fn conjunction(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let span = self.span(&pair);
        let mut terms = Vec::new();
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::negation => terms.push(self.negation(pair)?),
                Rule::slip_and => self.wrong_operator(&pair, "and"),
                _ => {}
            }
        }
        Some(one_or(terms, span, ExprKind::And))
    }

    pub(super) fn wrong_operator(&mut self, pair: &Pair<'_, Rule>, right: &str) {
        let span = self.span(pair);
        let wrong = pair.as_str().trim();
        let finding = Diagnostic::new(
            &codes::WRONG_OPERATOR,
            span,
            format!("`{wrong}` is not an operator here"),
        )
        .help(match wrong {
            "||" => "write `or` between conditions; a fall-back is written `a ?? b`".to_owned(),
            _ => format!("write `{right}`"),
        })
        .fix(span, right);
        self.report(finding);
    }

    pub(super) fn negation(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let span = self.span(&pair);
        let source = pair.as_str();
        let inner = pair.into_inner().find(|pair| {
            matches!(pair.as_rule(), Rule::expression | Rule::comparison | Rule::slip_not)
        })?;
        let inner = match inner.as_rule() {
            Rule::comparison => return self.comparison(inner),
            Rule::expression => self.expression(inner)?,
            _ => {
                let operand = self.without_parentheses(inner, source, span)?;
                self.comparison(operand)?
            }
        };
        Some(Expr { span, kind: ExprKind::Not(Box::new(inner)) })
    }

    /// Reports `not x eq 1`; its condition.
    fn without_parentheses<'i>(
        &mut self,
        slip: Pair<'i, Rule>,
        source: &str,
        span: Span,
    ) -> Option<Pair<'i, Rule>> {
        let operand = slip.into_inner().find(|pair| pair.as_rule() == Rule::comparison)?;
        let written = operand.as_str().trim();
        let right = match written.strip_prefix('(') {
            Some(_) if written.ends_with(')') => format!("not {written}"),
            _ => format!("not ({written})"),
        };
        let message =
            format!("`not` takes parentheses: `{}` is not a condition", short(source.trim()));
        let finding = Diagnostic::new(&codes::NOT_WITHOUT_PARENTHESES, span, message)
            .help(format!("write `{}`", short(&right)))
            .fix(span, right.clone());
        self.report(finding);
        Some(operand)
    }

    pub(super) fn comparison(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let span = self.span(&pair);
        let mut inner = pair.into_inner();
        let left = self.coalesce(inner.next()?)?;
        let Some(operator) = inner.next() else { return Some(left) };
        let (left, written) = (Box::new(left), inner.peek());
        let written = written.as_ref().map_or("", |right| right.as_str());
        let right = match inner.next() {
            Some(right) => Some(Box::new(self.coalesce(right)?)),
            None => None,
        };
        self.compared(span, left, &operator, right, written)
    }

    /// A comparison whose sides are read. Apart from that, so that reading nested ones takes
    /// little of the stack.
    fn compared(
        &mut self,
        span: Span,
        left: Box<Expr>,
        operator: &Pair<'_, Rule>,
        right: Option<Box<Expr>>,
        written: &str,
    ) -> Option<Expr> {
        let at = self.span(operator);
        let behind_filter = matches!(
            &left.kind,
            ExprKind::Path(path) if path.steps.last().is_some_and(|step| step.filter.is_some())
        );
        if behind_filter && !matches!(operator.as_rule(), Rule::slip_compare | Rule::slip_is) {
            let message = "an operator cannot stand right behind a value filter";
            let finding = Diagnostic::new(&codes::OPERATOR_AFTER_FILTER, at, message)
                .label(left.span, "this is a condition itself: true when an element fits")
                .help("leave the operator out, or name a sub-attribute: `emails[type eq \"work\"].value pr`");
            self.report(finding);
        }
        let kind = match operator.as_rule() {
            Rule::compare_word => {
                let word = operator.as_str();
                let found =
                    Comparison::ALL.iter().find(|(_, text)| text.eq_ignore_ascii_case(word));
                ExprKind::Compare { left, operator: found?.0, right: right? }
            }
            Rule::pr_word => ExprKind::Present(left),
            Rule::in_word => ExprKind::In { left, right: right? },
            Rule::matches_word => ExprKind::Matches { left, pattern: right? },
            Rule::slip_not_in => {
                let meant = format!("not (… in {})", short(written.trim()));
                let finding =
                    Diagnostic::new(&codes::WRONG_OPERATOR, at, "`not in` is not an operator")
                        .help(format!("write `{meant}`"));
                self.report(finding);
                let inside = Expr { span, kind: ExprKind::In { left, right: right? } };
                ExprKind::Not(Box::new(inside))
            }
            Rule::slip_is => {
                let words = operator.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
                let lower = words.to_ascii_lowercase();
                let negated = lower.contains(" not ");
                let present = lower.ends_with("present") != negated;
                let right = if present { "… pr" } else { "not (… pr)" };
                let finding = Diagnostic::new(
                    &codes::WRONG_OPERATOR,
                    at,
                    format!("`{words}` is not an operator"),
                )
                .help(format!("write `{right}`: `pr` is true when there is a value"));
                let finding = if present { finding.fix(at, "pr") } else { finding };
                self.report(finding);
                let inside = ExprKind::Present(left);
                if present { inside } else { ExprKind::Not(Box::new(Expr { span, kind: inside })) }
            }
            Rule::slip_compare => {
                let wrong = operator.as_str().to_ascii_lowercase();
                let (meant, comparison) = match wrong.as_str() {
                    "!=" | "!==" | "<>" | "is not" => ("ne", Comparison::Ne),
                    ">" => ("gt", Comparison::Gt),
                    ">=" => ("ge", Comparison::Ge),
                    "<" => ("lt", Comparison::Lt),
                    "<=" => ("le", Comparison::Le),
                    "contains" | "like" => ("co", Comparison::Co),
                    "starts with" | "startswith" => ("sw", Comparison::Sw),
                    "ends with" | "endswith" => ("ew", Comparison::Ew),
                    "~" | "=~" => ("matches", Comparison::Eq),
                    _ => ("eq", Comparison::Eq),
                };
                self.wrong_operator(operator, meant);
                ExprKind::Compare { left, operator: comparison, right: right? }
            }
            _ => return None,
        };
        Some(Expr { span, kind })
    }
}
