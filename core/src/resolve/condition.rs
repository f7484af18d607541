//! Conditions: SCIM filters whose operands may be expressions.

use super::expression::a;
use super::{Context, Resolver};
use crate::plan::{Expr, ExprKind, Reading, Words};
use crate::types::{Base, Count, Type};
use scimrules_grammar::syntax::{self, Comparison};
use scimrules_grammar::{Diagnostic, Span, codes};

impl<'s> Resolver<'s> {
    /// An expression that is a condition. `None`: an error was reported.
    #[inline(never)]
    pub(super) fn condition(&mut self, expr: &syntax::Expr, cx: Context) -> Option<Expr> {
        self.deeper(expr.span, |resolver| resolver.any_condition(expr, cx))
    }

    fn any_condition(&mut self, expr: &syntax::Expr, cx: Context) -> Option<Expr> {
        use syntax::ExprKind as Syntax;
        let span = expr.span;
        match &expr.kind {
            Syntax::Group(inner) => self.condition(inner, cx),
            Syntax::Not(inner) => {
                let inner = self.condition(inner, cx)?;
                Some(condition(span, inner.secret, ExprKind::Not(Box::new(inner))))
            }
            Syntax::And(terms) => self.terms(terms, span, cx, ExprKind::And),
            Syntax::Or(terms) => self.terms(terms, span, cx, ExprKind::Or),
            Syntax::Present(inner) => {
                let inner = self.expression(inner, cx)?;
                Some(condition(span, inner.secret, ExprKind::Present(Box::new(inner))))
            }
            Syntax::Compare { left, operator, right } => {
                let left = self.operand(left, cx);
                let right = self.operand(right, cx);
                self.compare(left?, *operator, right?, span, cx)
            }
            Syntax::In { left, right } => {
                let left = self.operand(left, cx);
                let right = self.operand(right, cx);
                self.is_in(left?, right?, span, cx)
            }
            Syntax::Matches { left, pattern } => {
                let left = self.operand(left, cx);
                let pattern = self.pattern(pattern);
                let left = self.default_value(left?, cx)?;
                let pattern = pattern?;
                if !left.ty.base.is_text() && !matches!(left.ty.base, Base::Any | Base::Nothing) {
                    self.no_operator(&left, "matches", span);
                    return None;
                }
                let secret = left.secret;
                Some(condition(span, secret, ExprKind::Matches { left: Box::new(left), pattern }))
            }
            Syntax::Path(path) if path.steps.last().is_some_and(|step| step.filter.is_some()) => {
                let read = self.path(path, cx)?;
                Some(condition(span, read.secret, ExprKind::Present(Box::new(read))))
            }
            _ => {
                let value = self.expression(expr, cx)?;
                self.as_condition(value)
            }
        }
    }

    /// A boolean `let`, call or literal is a condition by itself; an attribute is not.
    fn as_condition(&mut self, value: Expr) -> Option<Expr> {
        let text = crate::message::short(self.source.slice(value.span));
        let boolean = matches!(value.ty.base, Base::Boolean | Base::Any) && value.ty.is_one();
        let bare = matches!(
            value.kind,
            ExprKind::Read(_)
                | ExprKind::Element { .. }
                | ExprKind::Current(_)
                | ExprKind::Target(_)
        );
        if boolean && !bare {
            return Some(value);
        }
        let message = format!("`{text}` is a value, not a condition");
        let finding = Diagnostic::new(&codes::NOT_A_CONDITION, value.span, message);
        let finding = if value.ty.base == Base::Boolean && value.ty.is_one() {
            let fixed = format!("{text} eq true");
            finding.help(format!("write `{fixed}`")).fix(value.span, fixed)
        } else if value.ty.base == Base::Complex {
            finding.help(format!("write `{text} pr` to ask whether there is one"))
        } else {
            finding.help(format!(
                "compare it, `{text} eq \"…\"`, or ask whether there is one, `{text} pr`"
            ))
        };
        self.report(finding);
        None
    }

    fn terms(
        &mut self,
        terms: &[syntax::Expr],
        span: Span,
        cx: Context,
        kind: fn(Vec<Expr>) -> ExprKind,
    ) -> Option<Expr> {
        if let Some(text) = terms.iter().find(|term| matches!(term.kind, syntax::ExprKind::Text(_)))
        {
            let message = "a text is not a condition";
            let finding = Diagnostic::new(&codes::NOT_A_CONDITION, text.span, message).help(
                "`and` and `or` join conditions; a fall-back is written `a ?? b`, one of several `a in [\"x\", \"y\"]`",
            );
            self.report(finding);
            return None;
        }
        let terms: Vec<Option<Expr>> = terms.iter().map(|term| self.condition(term, cx)).collect();
        let terms = terms.into_iter().collect::<Option<Vec<_>>>()?;
        let secret = terms.iter().any(|term| term.secret);
        Some(condition(span, secret, kind(terms)))
    }

    fn compare(
        &mut self,
        left: Expr,
        operator: Comparison,
        right: Expr,
        span: Span,
        cx: Context,
    ) -> Option<Expr> {
        let left = self.default_value(left, cx)?;
        let right = self.default_value(right, cx)?;
        // `"x" eq userName` is the same as `userName eq "x"`; the many side stands left.
        let swapped = left.ty.is_one() && !right.ty.is_one() && !operator.is_text_search();
        let (mut left, mut right) = if swapped { (right, left) } else { (left, right) };
        let operator = if swapped { mirrored(operator) } else { operator };
        if right.ty.count == Count::Many {
            let text = crate::message::short(self.source.slice(right.span));
            let message =
                format!("`{text}` has many values; `{}` compares with one", operator.text());
            let finding = Diagnostic::new(&codes::MANY_FOR_ONE, right.span, message)
                .help(format!("write `… in {text}`"));
            self.report(finding);
            return None;
        }
        right = super::expression::first_of(right);
        if !matches!(operator, Comparison::Eq | Comparison::Ne) && right.ty.base == Base::Nothing {
            let message = format!("`{}` cannot compare with nothing", operator.text());
            let finding = Diagnostic::new(&codes::BAD_OPERATOR, span, message)
                .help("null can be asked for with `eq null`, `ne null` or `pr`");
            self.report(finding);
            return None;
        }
        // Before literals are read as what they are compared with.
        if !left.ty.base.has_operator(operator) {
            self.no_operator(&left, operator.text(), span);
            return None;
        }
        if !operator.is_text_search() {
            (left, right) = self.convert(left, right)?;
        }
        for side in [&left, &right] {
            if !side.ty.base.has_operator(operator) {
                self.no_operator(side, operator.text(), span);
                return None;
            }
        }
        if !operator.is_text_search() && left.ty.base.join(right.ty.base).is_none() {
            self.not_comparable(&left, &right);
            return None;
        }
        let exact = self.case_exact(&left, cx) || self.case_exact(&right, cx);
        let secret = left.secret || right.secret;
        let (left, right) = (Box::new(left), Box::new(right));
        Some(condition(span, secret, ExprKind::Compare { left, operator, right, exact }))
    }

    fn is_in(&mut self, left: Expr, right: Expr, span: Span, cx: Context) -> Option<Expr> {
        let mut left = self.default_value(left, cx)?;
        let mut right = self.default_value(right, cx)?;
        if right.ty.is_one() && right.ty.base != Base::Any {
            let text = crate::message::short(self.source.slice(right.span));
            let message = format!("`in` needs a list, and `{text}` is one value");
            let finding = Diagnostic::new(&codes::WRONG_TYPE, right.span, message)
                .help(format!("write `in [{text}]`, or compare with `eq`"))
                .fix(right.span, format!("[{text}]"));
            self.report(finding);
            return None;
        }
        if let ExprKind::List(items) = &mut right.kind {
            let mut converted = Vec::new();
            for item in std::mem::take(items) {
                let (new_left, item) = self.convert(left, item)?;
                left = new_left;
                if left.ty.base.join(item.ty.base).is_none() {
                    self.not_comparable(&left, &item);
                    return None;
                }
                converted.push(item);
            }
            *items = converted;
        } else if left.ty.base.join(right.ty.base).is_none() {
            self.not_comparable(&left, &right);
            return None;
        }
        let exact = self.case_exact(&left, cx) || self.case_exact(&right, cx);
        let secret = left.secret || right.secret;
        let words = words(&right, exact);
        let (left, right) = (Box::new(left), Box::new(right));
        Some(condition(span, secret, ExprKind::In { left, right, exact, words }))
    }

    /// Literals take the type of the other side: dates, and `"True"` for booleans.
    fn convert(&mut self, left: Expr, right: Expr) -> Option<(Expr, Expr)> {
        let right_base = right.ty.base;
        let right = self.literal_as(right, left.ty.base)?;
        let left = self.literal_as(left, right_base)?;
        Some((left, right))
    }

    pub(super) fn literal_as(&mut self, literal: Expr, wanted: Base) -> Option<Expr> {
        let ExprKind::Text(text) = &literal.kind else { return Some(literal) };
        let span = literal.span;
        match wanted {
            Base::Boolean => {
                let value = match text.to_ascii_lowercase().as_str() {
                    "true" => true,
                    "false" => false,
                    _ => {
                        let message =
                            format!("`{}` is not true or false", crate::message::short(text));
                        let finding = Diagnostic::new(&codes::BAD_LITERAL, span, message)
                            .help("write `true` or `false`");
                        self.report(finding);
                        return None;
                    }
                };
                Some(Expr::new(span, Type::BOOLEAN, ExprKind::Boolean(value)))
            }
            Base::DateTime => match crate::date_time::parse(text) {
                Some(crate::date_time::Parsed { at, .. }) => {
                    let kind = ExprKind::DateTime { at, text: text.clone() };
                    Some(Expr::new(span, Type::one(Base::DateTime), kind))
                }
                None => {
                    let message = format!("`{}` is not a date", crate::message::short(text));
                    let finding = Diagnostic::new(&codes::BAD_LITERAL, span, message)
                        .help("write it like `2026-01-31` or `2026-01-31T09:00:00Z`");
                    self.report(finding);
                    None
                }
            },
            _ => Some(literal),
        }
    }

    fn not_comparable(&mut self, left: &Expr, right: &Expr) {
        let one = left.ty.base.text();
        let message = format!("{} cannot be compared with {}", a(left.ty.base), a(right.ty.base));
        let mut finding = Diagnostic::new(&codes::WRONG_TYPE, right.span, message)
            .label(left.span, format!("this is {one}"));
        let text = self.source.slice(right.span).to_owned();
        if left.ty.base.is_text() && right.ty.base.is_number() {
            let quoted = format!("\"{text}\"");
            finding = finding.help(format!("write `{quoted}`")).fix(right.span, quoted);
        } else if left.ty.base.is_number() && right.ty.base.is_text() {
            let number = text.trim_matches('"').parse::<f64>().is_ok();
            finding = finding.help(match number {
                true => "write the number without quotes",
                false => "compare with a number, or compare `to_string(…)` of it",
            });
        } else {
            finding = finding.help("convert one of them, with `to_string` for example");
        }
        self.report(finding);
    }

    fn no_operator(&mut self, side: &Expr, operator: &str, span: Span) {
        let base = side.ty.base.text();
        let message = format!("`{operator}` does not work on {base} values");
        let help = match side.ty.base {
            Base::Boolean => "compare with `eq true` or `eq false`".to_owned(),
            Base::Complex => "name a sub-attribute".to_owned(),
            _ => "`co sw ew` and `matches` need text; `gt ge lt le` need text, numbers or dates"
                .to_owned(),
        };
        let finding = Diagnostic::new(&codes::BAD_OPERATOR, span, message)
            .label(side.span, format!("this is {base}"))
            .help(help);
        self.report(finding);
    }

    /// A regular expression that is written as a literal.
    fn pattern(&mut self, expr: &syntax::Expr) -> Option<regex::Regex> {
        let syntax::ExprKind::Text(text) = &expr.kind else {
            let message = "`matches` needs a pattern written as a text";
            let finding = Diagnostic::new(&codes::NOT_CONSTANT, expr.span, message)
                .help("patterns are compiled with the rules: write `matches \"…\"`");
            self.report(finding);
            return None;
        };
        self.compile_pattern(text, expr.span)
    }

    /// Counts rows, for `count(emails)` and the like.
    pub(super) fn rows(&mut self, path: &syntax::Path, cx: Context) -> Option<Expr> {
        let mut expr = self.path(path, cx)?;
        if let ExprKind::Read(read) = &mut expr.kind
            && read.column.is_none()
        {
            read.reading = Reading::Rows;
        }
        Some(expr)
    }
}

fn condition(span: Span, secret: bool, kind: ExprKind) -> Expr {
    Expr { span, ty: Type::BOOLEAN, secret, kind }
}

/// The operator with its sides exchanged.
fn mirrored(operator: Comparison) -> Comparison {
    match operator {
        Comparison::Gt => Comparison::Lt,
        Comparison::Ge => Comparison::Le,
        Comparison::Lt => Comparison::Gt,
        Comparison::Le => Comparison::Ge,
        same => same,
    }
}

/// The words of a list that is nothing else.
fn words(list: &Expr, exact: bool) -> Option<Words> {
    let ExprKind::List(items) = &list.kind else { return None };
    let words = items.iter().map(|item| match &item.kind {
        ExprKind::Text(word) if !word.is_empty() => Some(word.as_str().into()),
        _ => None,
    });
    Some(Words::new(words.collect::<Option<Vec<_>>>()?, exact))
}
