//! `or`, `and`, `not` and comparisons.

use super::expressions::one_or;
use super::{Builder, short};
use crate::diagnostic::{Diagnostic, codes};
use crate::parse::Rule;
use crate::scan::is_name_byte;
use crate::source::Span;
use crate::syntax::*;
use pest::iterators::Pair;

impl<'d> Builder<'d> {
    pub(super) fn disjunction(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let span = self.span(&pair);
        let mut terms = Vec::new();
        let mut marks = Vec::new();
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::conjunction => terms.push(self.conjunction(pair)?),
                Rule::slip_or => marks.push(pair),
                _ => {}
            }
        }
        let values = terms.iter().all(|term| is_value(&term.kind));
        // A call or a bare name may be a condition.
        let surely = terms.iter().any(|term| matches!(term.kind, ExprKind::Text(_)));
        if let (true, Some(mark)) = (values, marks.first()) {
            let at = self.span(mark);
            let message = format!("`{}` is not an operator here", mark.as_str().trim());
            let finding = Diagnostic::new(&codes::WRONG_OPERATOR, at, message).help(match surely {
                true => "a fall-back is written `a ?? b`; texts are joined like `\"{a} {b}\"`",
                false => "write `or` between conditions; a fall-back is written `a ?? b`",
            });
            self.report(finding);
            return Some(Expr { span, kind: ExprKind::Mistake(terms) });
        }
        for mark in marks {
            self.wrong_operator(&mark, "or");
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
            _ if wrong.eq_ignore_ascii_case("contains") => {
                "write `co` for a part of the text, `eq` for all of it".to_owned()
            }
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
            _ => return self.without_parentheses(inner, source, span),
        };
        Some(Expr { span, kind: ExprKind::Not(Box::new(inner)) })
    }

    /// Reports `not x eq 1`.
    fn without_parentheses(
        &mut self,
        slip: Pair<'_, Rule>,
        source: &str,
        span: Span,
    ) -> Option<Expr> {
        let operand = slip.into_inner().find(|pair| pair.as_rule() == Rule::comparison)?;
        let written = operand.as_str().trim();
        let bare = written.bytes().all(|byte| is_name_byte(byte) || byte == b'.');
        if bare && source.starts_with('!') {
            let message = format!("`!` is not an operator here: `{}`", short(source.trim()));
            let finding = Diagnostic::new(&codes::WRONG_OPERATOR, span, message).help(format!(
                "write `{written} eq false`, or `not ({written} pr)` where it has no value"
            ));
            self.report(finding);
            let operand = self.comparison(operand)?;
            return Some(Expr { span, kind: ExprKind::Mistake(vec![operand]) });
        }
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
        let inner = self.comparison(operand)?;
        Some(Expr { span, kind: ExprKind::Not(Box::new(inner)) })
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
            Rule::slip_not_compare => {
                let words = operator.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
                let word = words.split(' ').next_back().unwrap_or("").to_ascii_lowercase();
                let text = written.trim();
                let help = match word.as_str() {
                    "eq" | "equals" => format!("write `ne {}`", short(text)),
                    _ => format!("write `not (… {} {})`", meant(&word).0, short(text)),
                };
                let message = format!("`{words}` is not an operator");
                self.report(Diagnostic::new(&codes::WRONG_OPERATOR, at, message).help(help));
                ExprKind::Mistake(vec![*left, *right?])
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
                let text = right.as_ref().map(|right| &right.kind);
                if let (true, Some(ExprKind::Text(text))) = (wrong.ends_with("like"), text) {
                    self.like(at, text);
                    return Some(Expr { span, kind: ExprKind::Mistake(vec![*left]) });
                }
                let (word, comparison) = meant(&wrong);
                self.wrong_operator(operator, word);
                if word == "matches" {
                    return Some(Expr { span, kind: ExprKind::Mistake(vec![*left]) });
                }
                ExprKind::Compare { left, operator: comparison, right: right? }
            }
            _ => return None,
        };
        Some(Expr { span, kind })
    }

    /// `like "%@example.com"`
    fn like(&mut self, at: Span, pattern: &str) {
        let inner = pattern.trim_matches(['%', '*']);
        let (start, end) = (pattern.starts_with(['%', '*']), pattern.ends_with(['%', '*']));
        let word = match (start, end) {
            (true, true) => "co",
            (true, false) => "ew",
            (false, true) => "sw",
            _ => "eq",
        };
        let help = match inner.contains(['%', '_', '*']) {
            true => "write `matches` and a regular expression".to_owned(),
            false => format!("write `{word} \"{}\"`", short(inner)),
        };
        let finding = Diagnostic::new(&codes::WRONG_OPERATOR, at, "`like` is not an operator here");
        self.report(finding.help(help));
    }
}

/// What an operator of another language means.
fn meant(wrong: &str) -> (&'static str, Comparison) {
    match wrong {
        "!=" | "!==" | "<>" | "is not" | "ne" => ("ne", Comparison::Ne),
        ">" | "gt" => ("gt", Comparison::Gt),
        ">=" | "ge" => ("ge", Comparison::Ge),
        "<" | "lt" => ("lt", Comparison::Lt),
        "<=" | "le" => ("le", Comparison::Le),
        "contains" | "like" | "includes" | "co" => ("co", Comparison::Co),
        "starts with" | "startswith" | "sw" => ("sw", Comparison::Sw),
        "ends with" | "endswith" | "ew" => ("ew", Comparison::Ew),
        "~" | "=~" | "matches" => ("matches", Comparison::Eq),
        _ => ("eq", Comparison::Eq),
    }
}

/// True for what is surely no condition.
fn is_value(kind: &ExprKind) -> bool {
    match kind {
        ExprKind::Path(path) => path.steps.last().is_some_and(|step| step.filter.is_none()),
        ExprKind::Group(inner) => is_value(&inner.kind),
        ExprKind::Text(_)
        | ExprKind::Number(_)
        | ExprKind::Call { .. }
        | ExprKind::Null
        | ExprKind::Coalesce(_)
        | ExprKind::Mistake(_) => true,
        _ => false,
    }
}
