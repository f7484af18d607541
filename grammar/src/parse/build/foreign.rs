//! Expressions of other languages: sums of texts, choices with `?`, methods, lists in parentheses.
//! They are told, and what stands within is still looked at.

use super::{Builder, Parts, short};
use crate::diagnostic::{Diagnostic, codes};
use crate::parse::Rule;
use crate::source::Span;
use crate::syntax::*;
use pest::iterators::Pair;

/// Methods of other languages, with what does the same here; `x` is the value.
const METHODS: &[(&str, &str)] = &[
    ("tolowercase", "lower(x)"),
    ("tolower", "lower(x)"),
    ("lowercase", "lower(x)"),
    ("lower", "lower(x)"),
    ("touppercase", "upper(x)"),
    ("toupper", "upper(x)"),
    ("uppercase", "upper(x)"),
    ("upper", "upper(x)"),
    ("trim", "trim(x)"),
    ("strip", "trim(x)"),
    ("split", "split(x, \"sep\")"),
    ("replace", "replace(x, \"old\", \"new\")"),
    ("replaceall", "replace(x, \"old\", \"new\")"),
    ("replacefirst", "replace(x, \"old\", \"new\")"),
    ("substring", "slice(x, from, to)"),
    ("substr", "slice(x, from, to)"),
    ("slice", "slice(x, from, to)"),
    ("substringbefore", "before(x, \"mark\")"),
    ("substringafter", "after(x, \"mark\")"),
    ("startswith", "x sw \"…\""),
    ("endswith", "x ew \"…\""),
    ("contains", "x co \"…\""),
    ("stringcontains", "x co \"…\""),
    ("includes", "x co \"…\""),
    ("indexof", "x co \"…\""),
    ("match", "x matches \"regex\""),
    ("matches", "x matches \"regex\""),
    ("test", "x matches \"regex\""),
    ("equals", "x eq \"…\""),
    ("equalsignorecase", "x eq \"…\""),
    ("len", "length(x)"),
    ("length", "length(x)"),
    ("size", "count(x)"),
    ("count", "count(x)"),
    ("join", "join(\", \", x)"),
    ("concat", "concat(x, y)"),
    ("append", "concat(x, y)"),
    ("find", "x[type eq \"work\"].value"),
    ("filter", "x[type eq \"work\"].value"),
    ("first", "first(x)"),
    ("last", "last(x)"),
    ("at", "nth(x, n)"),
    ("get", "nth(x, n)"),
    ("tostring", "to_string(x)"),
    ("toint", "to_integer(x)"),
    ("tointeger", "to_integer(x)"),
    ("isempty", "not (x pr)"),
    ("isnull", "not (x pr)"),
    ("exists", "x pr"),
];

impl<'d> Builder<'d> {
    /// `c ? a : b`
    pub(super) fn foreign_choice(
        &mut self,
        condition: Pair<'_, Rule>,
        choice: Pair<'_, Rule>,
        span: Span,
    ) -> Option<Expr> {
        let mark = self.span(&choice);
        let texts: Vec<String> =
            choice.clone().into_inner().map(|pair| short(pair.as_str().trim())).collect();
        let finding = Diagnostic::new(
            &codes::WRONG_OPERATOR,
            Span::new(mark.start as usize, mark.start as usize + 1),
            "`?` is not an operator here",
        );
        let finding = match texts.as_slice() {
            [then, otherwise] => finding.help(format!(
                "write `if {} then {then} else {otherwise}`; a fall-back is written `a ?? b`",
                short(condition.as_str().trim())
            )),
            _ => finding,
        };
        self.report(finding);
        let mut parts = vec![self.disjunction(condition)?];
        for pair in choice.into_inner() {
            parts.push(self.expression(pair)?);
        }
        let [condition, then, otherwise] = parts.try_into().ok()?;
        let otherwise = Box::new(otherwise);
        Some(Expr { span, kind: ExprKind::If { branches: vec![(condition, then)], otherwise } })
    }

    /// `a + b`
    pub(super) fn sum(&mut self, plus: Span, terms: Vec<Expr>, span: Span) -> Expr {
        let number = |term: &Expr| matches!(term.kind, ExprKind::Number(_));
        let list = |term: &Expr| matches!(term.kind, ExprKind::List(_));
        let finding = Diagnostic::new(&codes::WRONG_OPERATOR, plus, "`+` is not an operator here");
        let finding = if terms.iter().any(number) {
            finding.help("there is no arithmetic; a `script` can do it, `add_days` and `days_between` count days")
        } else if terms.iter().any(list) {
            finding.help("lists are added by lines of `map` with `+=`")
        } else {
            let text: String = terms
                .iter()
                .map(piece)
                .collect::<Option<Vec<_>>>()
                .map_or("{a} {b}".to_owned(), |pieces| pieces.concat());
            finding.help(format!(
                "texts are joined by interpolation, `\"{}\"`, or by `concat(a, b)`",
                short(&text)
            ))
        };
        self.report(finding);
        Expr { span, kind: ExprKind::Mistake(terms) }
    }

    /// `(a)`, or a list in parentheses.
    pub(super) fn group(&mut self, pair: Pair<'_, Rule>, span: Span) -> Option<Expr> {
        let source = pair.as_str().trim();
        let inside = source.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        let right = format!("[{}]", inside.unwrap_or("").trim().trim_end_matches(','));
        let mut items = Vec::new();
        let mut comma = false;
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::slip_comma => comma = true,
                _ => items.push(self.expression(pair)?),
            }
        }
        if items.len() == 1 && !comma {
            return Some(Expr { span, kind: ExprKind::Group(Box::new(items.remove(0))) });
        }
        let message = "a list stands in square brackets, not in parentheses";
        let finding = Diagnostic::new(&codes::UNEXPECTED, span, message)
            .help(format!("write `{}`", short(&right)))
            .fix(span, right);
        self.report(finding);
        Some(Expr { span, kind: ExprKind::List(items) })
    }

    /// `x.lower()`, `split(x, "@")[0]`
    pub(super) fn method(
        &mut self,
        of: ExprKind,
        tail: &Pair<'_, Rule>,
        span: Span,
    ) -> Option<Expr> {
        let at = self.span(tail);
        let mut arguments = Vec::new();
        let mut called = None;
        let mut index = None;
        for pair in tail.clone().into_inner() {
            match pair.as_rule() {
                Rule::slip_arguments => {
                    for pair in Parts::new(pair).all(Rule::expression) {
                        arguments.push(self.expression(pair)?);
                    }
                }
                Rule::name => called = called.or(Some(self.name(&pair))),
                _ => index = index.or(Some(pair.as_str().trim().to_owned())),
            }
        }
        let (value, name, at) = match &of {
            ExprKind::Path(path) if path.steps.len() > 1 => {
                let mut path = path.clone();
                let last = path.steps.pop()?.name;
                path.span.end = path.steps.last()?.name.span.end;
                (Some(path), Some(last.clone()), last.span)
            }
            _ => (None, called, at),
        };
        let finding = match (&name, index) {
            (Some(name), _) => self.method_finding(name, value.as_ref(), &arguments, at),
            (None, Some(index)) => {
                Diagnostic::new(&codes::UNEXPECTED, at, "the values of a call have no fixed place")
                    .help(format!("write `nth(…, {index})`, `first(…)` or `last(…)`"))
            }
            (None, None) => Diagnostic::new(&codes::UNEXPECTED, at, "this cannot be called")
                .help("a function is called by its name: `lower(userName)`"),
        };
        self.report(finding);
        let value = match (value, of) {
            // `String.toUpperCase(x)`: the name of a library is no attribute.
            (Some(path), _) if is_library(&path) => None,
            (Some(path), _) => Some(Expr { span: path.span, kind: ExprKind::Path(path) }),
            (None, of) => Some(Expr { span, kind: of }),
        };
        Some(Expr { span, kind: ExprKind::Mistake(value.into_iter().chain(arguments).collect()) })
    }

    fn method_finding(
        &self,
        name: &Name,
        value: Option<&Path>,
        arguments: &[Expr],
        at: Span,
    ) -> Diagnostic {
        let value = value.filter(|path| !is_library(path));
        let value = value.map(dotted).or_else(|| arguments.first().and_then(shown));
        let value = value.unwrap_or_else(|| "x".to_owned());
        let lower = name.text.to_ascii_lowercase();
        let message = format!("`{}` cannot be called behind a dot", name.text);
        let finding = Diagnostic::new(&codes::UNEXPECTED, at, message);
        match METHODS.iter().find(|(method, _)| *method == lower) {
            Some((_, form)) => {
                let filled = match form.strip_prefix('x') {
                    Some(rest) => format!("{value}{rest}"),
                    None => form.replacen("(x", &format!("({value}"), 1).replacen(
                        ", x)",
                        &format!(", {value})"),
                        1,
                    ),
                };
                finding.help(format!("write `{filled}`"))
            }
            None => {
                finding.help("a function takes the value in its parentheses: `lower(userName)`")
            }
        }
    }
}

/// `String`, `Arrays`, `Math`: names of libraries begin with a capital, names of attributes do not.
fn is_library(path: &Path) -> bool {
    path.steps.len() == 1 && path.steps[0].name.text.starts_with(|c: char| c.is_ascii_uppercase())
}

fn dotted(path: &Path) -> String {
    path.steps.iter().map(|step| step.name.text.as_str()).collect::<Vec<_>>().join(".")
}

fn shown(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Path(path) => Some(dotted(path)),
        _ => None,
    }
}

/// A part of a text with interpolation.
fn piece(term: &Expr) -> Option<String> {
    match &term.kind {
        ExprKind::Text(text) => Some(text.clone()),
        ExprKind::Path(path) if path.steps.iter().all(|step| step.filter.is_none()) => {
            Some(format!("{{{}}}", dotted(path)))
        }
        _ => None,
    }
}
