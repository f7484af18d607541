//! Conditions that are always the same, whatever the payload.

use super::Resolver;
use crate::plan::*;
use scimrules_grammar::syntax::Comparison;
use scimrules_grammar::{Diagnostic, Span, codes};
use std::collections::{HashMap, HashSet};

impl Resolver<'_> {
    /// Warns of conditions whose outcome no payload changes.
    pub(super) fn conditions_vary(&mut self, program: &Program) {
        let mut conditions: Vec<&Expr> = Vec::new();
        conditions.extend(program.lines.iter().filter_map(|line| line.condition.as_ref()));
        conditions.extend(program.sync.iter().filter_map(|sync| sync.criterion.as_ref()));
        conditions.extend(program.status.iter().filter_map(|line| line.condition.as_ref()));
        conditions.extend(program.notices.iter().filter_map(|line| line.condition.as_ref()));
        conditions.extend(program.protect.iter().map(|clause| &clause.what));
        for condition in conditions {
            self.condition_varies(condition);
        }
        let values = program.lines.iter().map(|line| &line.value);
        for value in values.chain(program.lets.iter().map(|known| &known.value)) {
            let mut found: Vec<(Span, bool)> = Vec::new();
            value.any(&mut |part| {
                if part.is_condition()
                    && let Some(outcome) = self.constant(part)
                {
                    found.push((part.span, outcome));
                }
                false
            });
            for (span, outcome) in found {
                self.always_the_same(span, outcome);
            }
        }
    }

    fn condition_varies(&mut self, condition: &Expr) {
        if let Some(outcome) = self.constant(condition) {
            self.always_the_same(condition.span, outcome);
            return;
        }
        for child in condition.children() {
            if child.is_condition() {
                self.condition_varies(child);
            }
        }
    }

    fn always_the_same(&mut self, span: Span, outcome: bool) {
        let message =
            if outcome { "this condition is always true" } else { "this condition is never true" };
        let help = if outcome {
            "remove it, or compare with what was meant"
        } else {
            "nothing can fulfil it; `or` may be meant instead of `and`"
        };
        self.report(Diagnostic::new(&codes::CONSTANT_CONDITION, span, message).help(help));
    }

    /// The outcome of a condition, where it does not depend on the payload.
    fn constant(&self, condition: &Expr) -> Option<bool> {
        match &condition.kind {
            ExprKind::Boolean(value) => Some(*value),
            ExprKind::Not(inner) => Some(!self.constant(inner)?),
            ExprKind::And(terms) => {
                if terms.iter().any(|term| self.constant(term) == Some(false)) {
                    return Some(false);
                }
                if self.excluded(terms, Comparison::Eq) || self.opposed(terms) {
                    return Some(false);
                }
                let all = terms.iter().map(|term| self.constant(term));
                all.collect::<Option<Vec<_>>>().map(|outcomes| outcomes.into_iter().all(|o| o))
            }
            ExprKind::Or(terms) => {
                if terms.iter().any(|term| self.constant(term) == Some(true)) {
                    return Some(true);
                }
                if self.excluded(terms, Comparison::Ne) || self.opposed(terms) {
                    return Some(true);
                }
                let all = terms.iter().map(|term| self.constant(term));
                all.collect::<Option<Vec<_>>>().map(|outcomes| outcomes.into_iter().any(|o| o))
            }
            ExprKind::Compare { left, operator, right, .. } => match no_status(left, right) {
                true if *operator == Comparison::Eq => Some(false),
                true if *operator == Comparison::Ne => Some(true),
                _ => constant_comparison(left, *operator, right),
            },
            ExprKind::Present(inner) => match inner.kind {
                ExprKind::Text(_)
                | ExprKind::Integer(_)
                | ExprKind::Decimal(_)
                | ExprKind::Boolean(_) => Some(true),
                ExprKind::Null => Some(false),
                _ => None,
            },
            ExprKind::In { right, .. } => match &right.kind {
                ExprKind::List(items) if items.is_empty() => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// Two terms compare the same single value with different literals.
    fn excluded(&self, terms: &[Expr], wanted: Comparison) -> bool {
        let mut seen: HashMap<String, String> = HashMap::new();
        for term in terms {
            let ExprKind::Compare { left, operator, right, .. } = &term.kind else { continue };
            let literal = match &right.kind {
                ExprKind::Text(text) => text.to_lowercase(),
                ExprKind::Integer(number) => number.to_string(),
                ExprKind::Boolean(value) => value.to_string(),
                _ => continue,
            };
            if *operator != wanted || !left.ty.is_one() {
                continue;
            }
            let path = self.source.slice(left.span).to_lowercase();
            if seen.get(&path).is_some_and(|other| *other != literal) {
                return true;
            }
            seen.insert(path, literal);
        }
        false
    }

    /// A term and its own negation.
    fn opposed(&self, terms: &[Expr]) -> bool {
        let text = |span: Span| {
            let text = self.source.slice(span).trim_matches(['(', ')', ' ']).to_lowercase();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let negated: HashSet<String> = terms
            .iter()
            .filter_map(|term| match &term.kind {
                ExprKind::Not(inner) if inner.span != term.span => Some(text(inner.span)),
                _ => None,
            })
            .collect();
        !negated.is_empty() && terms.iter().any(|term| negated.contains(&text(term.span)))
    }
}

/// `current.status` beside a text that is none.
fn no_status(left: &Expr, right: &Expr) -> bool {
    match (&left.kind, &right.kind) {
        (ExprKind::CurrentStatus, ExprKind::Text(text)) => {
            Status::from_text(&text.to_lowercase()).is_none()
        }
        _ => false,
    }
}

fn constant_comparison(left: &Expr, operator: Comparison, right: &Expr) -> Option<bool> {
    let text = |expr: &Expr| match &expr.kind {
        ExprKind::Text(text) => Some(text.to_lowercase()),
        ExprKind::Boolean(value) => Some(value.to_string()),
        _ => None,
    };
    let number = |expr: &Expr| match &expr.kind {
        ExprKind::Integer(number) => Some(*number as f64),
        ExprKind::Decimal(number) => Some(*number),
        _ => None,
    };
    let order = match (text(left), text(right), number(left), number(right)) {
        (Some(left), Some(right), ..) => {
            match operator {
                Comparison::Co => return Some(left.contains(&right)),
                Comparison::Sw => return Some(left.starts_with(&right)),
                Comparison::Ew => return Some(left.ends_with(&right)),
                _ => {}
            }
            left.cmp(&right)
        }
        (_, _, Some(left), Some(right)) => left.partial_cmp(&right)?,
        _ => return None,
    };
    Some(match operator {
        Comparison::Eq => order.is_eq(),
        Comparison::Ne => order.is_ne(),
        Comparison::Gt => order.is_gt(),
        Comparison::Ge => order.is_ge(),
        Comparison::Lt => order.is_lt(),
        Comparison::Le => order.is_le(),
        _ => return None,
    })
}
