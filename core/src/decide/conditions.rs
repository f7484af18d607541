//! Conditions to outcomes.

use super::Truth;
use super::compare::{equal, holds, text_holds};
use super::evaluate::Element;
use super::machine::{Machine, Worked};
use super::trace::{Outcome, Trace};
use super::work::{PATTERN, cost, costs};
use crate::plan::{Expr, ExprKind, text_cost};
use crate::value::Value;
use scimrules_grammar::syntax::Comparison;
use scimrules_grammar::{Span, codes};
use std::borrow::Cow;
use std::collections::HashSet;

impl<'a> Machine<'_, 'a> {
    /// True where one of the values is among the others.
    #[inline(never)]
    pub(super) fn within(
        &self,
        left: &[Value<'a>],
        right: &[Value<'a>],
        exact: bool,
        span: Span,
    ) -> Worked<'a, bool> {
        let texts = |values: &[Value<'a>]| values.iter().all(|value| value.as_text().is_some());
        // Long lists are not compared value by value.
        if left.len().min(right.len()) > 8 && texts(left) && texts(right) {
            self.spend(costs(left) + costs(right), span)?;
            let key = |value: &Value<'a>| match value.as_text().unwrap_or_default() {
                text if exact => text.into(),
                text => crate::text::fold(text),
            };
            let known: HashSet<Cow<'a, str>> = right.iter().map(key).collect();
            return Ok(left.iter().any(|value| known.contains(&key(value))));
        }
        self.spend(costs(left) + left.len() * costs(right), span)?;
        Ok(left.iter().any(|value| right.iter().any(|item| equal(*value, *item, exact))))
    }

    /// The outcome of a condition.
    #[inline(always)]
    pub(crate) fn truth(&self, expr: &'a Expr, element: Element<'a>) -> Worked<'a, Truth> {
        match self.trace {
            None => self.outcome(expr, element),
            Some(trace) => self.traced(trace, expr, element),
        }
    }

    #[inline(never)]
    fn traced(
        &self,
        trace: &'a Trace<'a>,
        expr: &'a Expr,
        element: Element<'a>,
    ) -> Worked<'a, Truth> {
        trace.enter(expr.span, expr.secret);
        let outcome = self.outcome(expr, element);
        match outcome {
            Ok(truth) => trace.leave(Outcome::from(truth), None, None),
            Err(fault) => trace.leave(Outcome::Error, None, Some(fault.message)),
        }
        outcome
    }

    /// Notes the parts behind the one that decided. Within a value filter, which is asked of every
    /// element, they are left out.
    pub(super) fn skipped(&self, terms: &'a [Expr], element: Element<'a>) {
        if let (Some(trace), None) = (self.trace, element) {
            for term in terms {
                trace.enter(term.span, term.secret);
                trace.leave(Outcome::Skipped, None, None);
            }
        }
    }

    /// A value that is compared.
    #[inline]
    fn operand(&self, expr: &'a Expr, element: Element<'a>) -> Worked<'a> {
        if let (ExprKind::Element { column }, None) = (&expr.kind, self.trace)
            && let Some(Ok(value)) = element.and_then(|row| row.get(*column))
        {
            return Ok(*value);
        }
        self.value(expr, element)
    }

    pub(super) fn outcome(&self, expr: &'a Expr, element: Element<'a>) -> Worked<'a, Truth> {
        match &expr.kind {
            ExprKind::Not(inner) => Ok(self.truth(inner, element)?.not()),
            ExprKind::And(terms) => {
                let mut all = Truth::True;
                for (at, term) in terms.iter().enumerate() {
                    match self.truth(term, element)? {
                        Truth::False => {
                            self.skipped(&terms[at + 1..], element);
                            return Ok(Truth::False);
                        }
                        Truth::Unknown => all = Truth::Unknown,
                        Truth::True => {}
                    }
                }
                Ok(all)
            }
            ExprKind::Or(terms) => {
                let mut any = Truth::False;
                for (at, term) in terms.iter().enumerate() {
                    match self.truth(term, element)? {
                        Truth::True => {
                            self.skipped(&terms[at + 1..], element);
                            return Ok(Truth::True);
                        }
                        Truth::Unknown => any = Truth::Unknown,
                        Truth::False => {}
                    }
                }
                Ok(any)
            }
            ExprKind::AtLeast { count, conditions } => {
                let (mut held, mut unknown) = (0, 0);
                for condition in conditions {
                    match self.truth(condition, element)? {
                        Truth::True => held += 1,
                        Truth::Unknown => unknown += 1,
                        Truth::False => {}
                    }
                }
                Ok(match held {
                    held if held >= *count => Truth::True,
                    held if held + unknown >= *count => Truth::Unknown,
                    _ => Truth::False,
                })
            }
            ExprKind::Compare { left, operator, right, exact } => {
                let left = self.operand(left, element)?;
                // A text beside a word of the rules.
                if let (Value::Text(text), ExprKind::Text(word)) = (left, &right.kind)
                    && !word.is_empty()
                {
                    self.spend(text_cost(text) + text_cost(word), expr.span)?;
                    return Ok(text_holds(text, *operator, word, *exact).into());
                }
                let right = self.value(right, element)?;
                let each = left.items().len().max(1) * cost(right);
                self.spend(cost(left) + each, expr.span)?;
                Ok(compare(left, *operator, right, *exact))
            }
            ExprKind::Present(inner) => {
                let value = match &inner.kind {
                    // `password` is asked for, not read.
                    ExprKind::Read(read) => self.read_noted(inner, read),
                    _ => self.value(inner, element),
                }?;
                Ok(match value {
                    Value::Unknown => Truth::Unknown,
                    value => value.is_some().into(),
                })
            }
            ExprKind::In { left, right, exact, words } => {
                let left = self.operand(left, element)?;
                if let (Value::Text(text), Some(words)) = (left, words) {
                    self.spend(text_cost(text), expr.span)?;
                    return Ok(words.contain(text, *exact).into());
                }
                let right = self.value(right, element)?;
                if left == Value::Unknown || right == Value::Unknown {
                    return Ok(Truth::Unknown);
                }
                Ok(self.within(left.items(), right.items(), *exact, expr.span)?.into())
            }
            ExprKind::Matches { left, pattern } => Ok(match self.value(left, element)? {
                Value::Unknown => Truth::Unknown,
                value => {
                    self.spend(PATTERN * cost(value), expr.span)?;
                    let fits = |value: &Value<'a>| match value {
                        Value::Text(text) => pattern.is_match(text),
                        _ => false,
                    };
                    value.items().iter().any(fits).into()
                }
            }),
            _ => match self.value(expr, element)? {
                Value::Boolean(value) => Ok(value.into()),
                Value::Unknown => Ok(Truth::Unknown),
                Value::Absent | Value::Null => Ok(Truth::False),
                _ => Err(self.fault(
                    &codes::VALUE_WRONG_TYPE,
                    expr.span,
                    format_args!("the condition gave a value that is neither true nor false"),
                )),
            },
        }
    }
}

/// A comparison of values, lists among them: any element that fits is enough, and `ne` needs that
/// no element equals.
fn compare(left: Value<'_>, operator: Comparison, right: Value<'_>, exact: bool) -> Truth {
    if left == Value::Unknown || right == Value::Unknown {
        return Truth::Unknown;
    }
    let any_equal = || {
        // Null, absent, `[]` and `""` are alike.
        if !right.is_some() {
            return !left.is_some();
        }
        left.items().iter().any(|item| equal(*item, right, exact))
    };
    match operator {
        Comparison::Eq => any_equal().into(),
        Comparison::Ne => (!any_equal()).into(),
        _ if !right.is_some() => Truth::False,
        _ => {
            let fits = |item: &Value<'_>| match (item, right) {
                (Value::Text(left), Value::Text(right)) => text_holds(left, operator, right, exact),
                (item, right) => holds(*item, operator, right, exact),
            };
            left.items().iter().any(fits).into()
        }
    }
}
