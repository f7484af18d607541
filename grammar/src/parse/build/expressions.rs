//! Expressions: values, calls and paths.

use super::{Builder, Parts};
use crate::diagnostic::{Diagnostic, codes};
use crate::parse::Rule;
use crate::source::Span;
use crate::syntax::*;
use pest::iterators::Pair;

impl<'d> Builder<'d> {
    pub(super) fn maybe_expression(&mut self, parts: &mut Parts<'_>) -> Option<Expr> {
        let pair = parts.take(Rule::expression)?;
        self.expression(pair)
    }

    pub(super) fn expression(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let span = self.span(&pair);
        let mut pairs = pair.into_inner();
        let inner = pairs.next()?;
        match inner.as_rule() {
            Rule::conditional => self.conditional(inner),
            _ => match pairs.next() {
                Some(choice) => self.foreign_choice(inner, choice, span),
                None => self.disjunction(inner),
            },
        }
    }

    pub(super) fn conditional(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let span = self.span(&pair);
        let mut branches = Vec::new();
        let mut condition = None;
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::disjunction => condition = self.disjunction(pair),
                Rule::expression => {
                    let then = self.expression(pair)?;
                    branches.push((condition.take()?, then));
                }
                _ => {}
            }
        }
        Some(Expr { span, kind: ExprKind::If { branches, otherwise: Box::new(condition?) } })
    }

    pub(super) fn coalesce(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let span = self.span(&pair);
        let mut terms = Vec::new();
        let mut plus = None;
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::slip_plus => plus = plus.or(Some(self.span(&pair))),
                _ => terms.push(self.operand(pair)?),
            }
        }
        match plus {
            Some(plus) => Some(self.sum(plus, terms, span)),
            None => Some(one_or(terms, span, ExprKind::Coalesce)),
        }
    }

    pub(super) fn operand(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let span = self.span(&pair);
        let mut pairs = pair.into_inner();
        let inner = pairs.next()?;
        let tail = pairs.find(|pair| pair.as_rule() == Rule::slip_tail);
        let kind = match inner.as_rule() {
            Rule::list => ExprKind::List(self.expressions(inner)?),
            Rule::group => return self.group(inner, span),
            Rule::call => {
                let mut parts = Parts::new(inner);
                let name = self.name(&parts.take(Rule::call_name)?);
                let mut arguments = Vec::new();
                for argument in parts.all(Rule::expression) {
                    arguments.push(self.expression(argument)?);
                }
                ExprKind::Call { name, arguments }
            }
            Rule::path => ExprKind::Path(self.path(inner)?),
            _ => self.literal(inner)?,
        };
        match tail {
            Some(tail) => self.method(kind, &tail, span),
            None => Some(Expr { span, kind }),
        }
    }

    /// An operand that holds no other.
    fn literal(&mut self, inner: Pair<'_, Rule>) -> Option<ExprKind> {
        let span = self.span(&inner);
        Some(match inner.as_rule() {
            Rule::text => ExprKind::Text(self.text(&inner).value),
            Rule::script_slip => {
                let message = "three quotes hold a script, not a value";
                let finding = Diagnostic::new(&codes::UNEXPECTED, span, message)
                    .help("a text stands in one pair of double quotes, on one line");
                self.report(finding);
                ExprKind::Null
            }
            Rule::number => ExprKind::Number(inner.as_str().to_owned()),
            Rule::true_word => ExprKind::Boolean(true),
            Rule::false_word => ExprKind::Boolean(false),
            Rule::null_word => ExprKind::Null,
            Rule::keep_word => ExprKind::Keep,
            Rule::reject => {
                let text = Parts::new(inner).take(Rule::text)?;
                ExprKind::Reject(self.text(&text))
            }
            _ => return None,
        })
    }

    pub(super) fn expressions(&mut self, pair: Pair<'_, Rule>) -> Option<Vec<Expr>> {
        let mut expressions = Vec::new();
        for pair in pair.into_inner() {
            expressions.push(self.expression(pair)?);
        }
        Some(expressions)
    }

    pub(super) fn path(&mut self, pair: Pair<'_, Rule>) -> Option<Path> {
        let span = self.span(&pair);
        let mut urn = None;
        let mut steps: Vec<Step> = Vec::new();
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::root => {
                    for pair in pair.into_inner() {
                        let mut name = self.name(&pair);
                        if pair.as_rule() == Rule::urn {
                            name.text.pop();
                            urn = Some(name);
                        } else {
                            steps.push(Step { name, filter: None });
                        }
                    }
                }
                Rule::step => {
                    let mut parts = Parts::new(pair);
                    let name = self.name(&parts.take(Rule::name)?);
                    let filter = parts.take(Rule::filter);
                    let filter = filter.and_then(|pair| self.filter(pair));
                    steps.push(Step { name, filter });
                }
                Rule::filter => {
                    let filter = self.filter(pair);
                    steps.last_mut()?.filter = filter;
                }
                _ => {}
            }
        }
        Some(Path { span, urn, steps })
    }

    pub(super) fn filter(&mut self, pair: Pair<'_, Rule>) -> Option<Box<Expr>> {
        self.maybe_expression(&mut Parts::new(pair)).map(Box::new)
    }
}

pub(super) fn one_or(mut terms: Vec<Expr>, span: Span, many: fn(Vec<Expr>) -> ExprKind) -> Expr {
    match terms.len() {
        1 => terms.remove(0),
        _ => Expr { span, kind: many(terms) },
    }
}
