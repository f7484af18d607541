//! Values: literals, lists, choices, fall-backs, interpolation, and how many values there are.

use super::{Context, DEPTH, Resolver, join_counts};
use crate::plan::{Expr, ExprKind, Hole, Reading};
use crate::types::{Base, Count, Type};
use scimrules_grammar::syntax::{self, Piece};
use scimrules_grammar::{Diagnostic, Span, codes, parse_pieces};

impl<'s> Resolver<'s> {
    /// An expression of any type. `None`: an error was reported.
    pub(super) fn expression(&mut self, expr: &syntax::Expr, cx: Context) -> Option<Expr> {
        self.deeper(expr.span, |resolver| resolver.any_expression(expr, cx))
    }

    // What it calls is not inlined: a small frame is many levels of stack.
    fn any_expression(&mut self, expr: &syntax::Expr, cx: Context) -> Option<Expr> {
        use syntax::ExprKind as Syntax;
        let span = expr.span;
        let one = |base, kind| Some(Expr::new(span, Type::one(base), kind));
        match &expr.kind {
            Syntax::Text(text) => self.interpolated(text, span, cx),
            Syntax::Number(text) => self.number(text, span),
            Syntax::Boolean(value) => one(Base::Boolean, ExprKind::Boolean(*value)),
            Syntax::Null => one(Base::Nothing, ExprKind::Null),
            Syntax::Keep => one(Base::Nothing, ExprKind::Keep),
            Syntax::Reject(why) => one(Base::Nothing, ExprKind::Reject(why.value.clone())),
            Syntax::List(items) => self.list(items, span, cx),
            Syntax::Path(path) => self.path(path, cx),
            Syntax::Call { name, arguments } => self.call(name, arguments, span, cx),
            Syntax::If { branches, otherwise } => self.choice(branches, otherwise, span, cx),
            Syntax::Coalesce(terms) => self.coalesce(terms, span, cx),
            Syntax::Group(inner) => self.expression(inner, cx),
            Syntax::Mistake(parts) => {
                for part in parts {
                    self.operand(part, cx);
                }
                None
            }
            _ => self.condition(expr, cx),
        }
    }

    /// A value of a line or `let`, where a value filter without a sub-attribute is a condition.
    pub(super) fn value_or_filter(&mut self, expr: &syntax::Expr, cx: Context) -> Option<Expr> {
        let value = self.expression(expr, cx)?;
        let filtered = matches!(
            &value.kind,
            ExprKind::Read(read) if read.column.is_none() && read.filter.is_some()
        );
        if !filtered {
            return Some(value);
        }
        let (span, secret) = (value.span, value.secret);
        Some(Expr { span, ty: Type::BOOLEAN, secret, kind: ExprKind::Present(Box::new(value)) })
    }

    /// An operand that is plain text: no interpolation.
    pub(super) fn operand(&mut self, expr: &syntax::Expr, cx: Context) -> Option<Expr> {
        match &expr.kind {
            syntax::ExprKind::Text(text) => {
                self.plain_text(text, expr.span);
                Some(Expr::new(expr.span, Type::STRING, ExprKind::Text(text.clone())))
            }
            syntax::ExprKind::List(items) => {
                let items: Vec<Option<Expr>> = items
                    .iter()
                    .map(|item| {
                        let value = self.operand(item, cx)?;
                        self.one(value, "an item of a list")
                    })
                    .collect();
                self.list_of(items.into_iter().collect::<Option<Vec<_>>>()?, expr.span)
            }
            syntax::ExprKind::Group(inner) => self.operand(inner, cx),
            _ => self.expression(expr, cx),
        }
    }

    #[inline(never)]
    fn number(&mut self, text: &str, span: Span) -> Option<Expr> {
        if let Ok(whole) = text.parse::<i64>() {
            return Some(Expr::new(span, Type::one(Base::Integer), ExprKind::Integer(whole)));
        }
        match text.parse::<f64>() {
            // Digits alone are a whole number, and these are too many for one.
            Ok(number) if number.is_finite() && text.contains(['.', 'e', 'E']) => {
                Some(match crate::value::Value::number(number) {
                    crate::value::Value::Integer(whole) => {
                        Expr::new(span, Type::one(Base::Integer), ExprKind::Integer(whole))
                    }
                    _ => Expr::new(span, Type::one(Base::Decimal), ExprKind::Decimal(number)),
                })
            }
            _ => {
                let message = "the number is too large";
                let finding = Diagnostic::new(&codes::BAD_LITERAL, span, message).help(
                    "whole numbers have 64 bits; digits that are no number are a text, in quotes",
                );
                self.report(finding);
                None
            }
        }
    }

    #[inline(never)]
    fn interpolated(&mut self, text: &str, span: Span, cx: Context) -> Option<Expr> {
        let literal = |text: String| {
            let kind = if text.is_empty() { ExprKind::Null } else { ExprKind::Text(text) };
            let ty = if matches!(kind, ExprKind::Null) { Type::NOTHING } else { Type::STRING };
            Some(Expr::new(span, ty, kind))
        };
        if !text.contains(['{', '}']) {
            return literal(text.to_owned());
        }
        if cx.depth >= DEPTH {
            let message = format!("texts stand in each other more than {DEPTH} deep");
            self.report(Diagnostic::new(&codes::NESTED_TOO_DEEP, span, message));
            return None;
        }
        if !self.holes_fit(text, span) {
            return None;
        }
        self.foreign_marks(text, span);
        let pieces = match parse_pieces(text, span, self.source.text()) {
            Ok(pieces) => pieces,
            Err(finding) => {
                self.report(finding);
                return None;
            }
        };
        let cx = Context { depth: cx.depth + 1, ..cx };
        let mut holes = Vec::new();
        let mut secret = false;
        let mut failed = false;
        for piece in pieces {
            match piece {
                Piece::Literal(text) => holes.push(Hole::Literal(text)),
                Piece::Hole(expr) => match self.one_value(&expr, cx, "a text") {
                    Some(value) if value.ty.base == Base::Complex => {
                        failed |= !self.fits(&value, Base::String, "a part of a text");
                    }
                    Some(value) => {
                        secret |= value.secret;
                        holes.push(Hole::Value(value));
                    }
                    None => failed = true,
                },
            }
        }
        if failed {
            return None;
        }
        match &mut holes[..] {
            [] => literal(String::new()),
            [Hole::Literal(text)] => literal(std::mem::take(text)),
            _ => {
                let kind = ExprKind::Interpolate(holes);
                Some(Expr { span, ty: Type::STRING, secret, kind })
            }
        }
    }

    #[inline(never)]
    fn list(&mut self, items: &[syntax::Expr], span: Span, cx: Context) -> Option<Expr> {
        let items: Vec<Option<Expr>> =
            items.iter().map(|item| self.one_value(item, cx, "an item of a list")).collect();
        self.list_of(items.into_iter().collect::<Option<Vec<_>>>()?, span)
    }

    fn list_of(&mut self, items: Vec<Expr>, span: Span) -> Option<Expr> {
        let limit = self.environment.limits.list_items;
        if items.len() > limit {
            let message = format!("the list has {} items, and {limit} are allowed", items.len());
            let finding = Diagnostic::new(&codes::TOO_MANY, span, message)
                .help("put them into a `table`, or let the host raise the limit");
            self.report(finding);
            return None;
        }
        let mut base = Base::Nothing;
        for item in &items {
            match base.join(item.ty.base) {
                Some(joined) => base = joined,
                None => {
                    let message = format!(
                        "the list holds {} and {} values",
                        base.text(),
                        item.ty.base.text()
                    );
                    let finding = Diagnostic::new(&codes::WRONG_TYPE, item.span, message)
                        .help("all items of a list are of one type");
                    self.report(finding);
                    return None;
                }
            }
        }
        let secret = items.iter().any(|item| item.secret);
        Some(Expr { span, ty: Type::many(base), secret, kind: ExprKind::List(items) })
    }

    #[inline(never)]
    fn choice(
        &mut self,
        branches: &[(syntax::Expr, syntax::Expr)],
        otherwise: &syntax::Expr,
        span: Span,
        cx: Context,
    ) -> Option<Expr> {
        let mut conditions = Vec::new();
        let mut values = Vec::new();
        for (condition, value) in branches {
            conditions.push(self.condition(condition, cx));
            values.push(self.expression(value, cx));
        }
        values.push(self.expression(otherwise, cx));
        let conditions = conditions.into_iter().collect::<Option<Vec<_>>>()?;
        let values = values.into_iter().collect::<Option<Vec<_>>>()?;
        let secret = values.iter().chain(&conditions).any(|value| value.secret);
        let (mut values, ty) = self.same_type(values, "the branches of `if`")?;
        let otherwise = Box::new(values.pop()?);
        let branches = conditions.into_iter().zip(values).collect();
        Some(Expr { span, ty, secret, kind: ExprKind::If { branches, otherwise } })
    }

    #[inline(never)]
    fn coalesce(&mut self, terms: &[syntax::Expr], span: Span, cx: Context) -> Option<Expr> {
        let values: Vec<Option<Expr>> =
            terms.iter().map(|term| self.expression(term, cx)).collect();
        let values = values.into_iter().collect::<Option<Vec<_>>>()?;
        let secret = values.iter().any(|value| value.secret);
        let (values, ty) = self.same_type(values, "the two sides of `??`")?;
        Some(Expr { span, ty, secret, kind: ExprKind::Coalesce(values) })
    }

    /// Brings alternatives to one type and one count.
    fn same_type(&mut self, values: Vec<Expr>, what: &str) -> Option<(Vec<Expr>, Type)> {
        let mut base = Base::Nothing;
        let mut count: Option<Count> = None;
        for value in &values {
            let Some(joined) = base.join(value.ty.base) else {
                let message = format!(
                    "{what} have different types: {} and {}",
                    base.text(),
                    value.ty.base.text()
                );
                let finding = Diagnostic::new(&codes::WRONG_TYPE, value.span, message)
                    .help("convert one of them, with `to_string` for example");
                self.report(finding);
                return None;
            };
            base = joined;
            if value.ty.base != Base::Nothing {
                count =
                    Some(count.map_or(value.ty.count, |count| join_counts(count, value.ty.count)));
            }
        }
        let count = count.unwrap_or(Count::One);
        let one = values.iter().find(|value| value.ty.base != Base::Nothing && value.ty.is_one());
        let many = values.iter().find(|value| value.ty.count == Count::Many);
        if let (Some(one), Some(many)) = (one, many)
            && one.ty.base != Base::Any
        {
            let finding = Diagnostic::new(
                &codes::MANY_FOR_ONE,
                many.span,
                format!("{what} have different counts: one value and a list"),
            )
            .label(one.span, "one value")
            .help("write the one value as a list, `[…]`, or take `first(…)` of the list");
            self.report(finding);
            return None;
        }
        let values = match count {
            Count::One => values.into_iter().map(first_of).collect(),
            _ => values,
        };
        Some((values, Type { base, count }))
    }

    /// An expression where one value is due.
    pub(super) fn one_value(
        &mut self,
        expr: &syntax::Expr,
        cx: Context,
        place: &str,
    ) -> Option<Expr> {
        let value = self.expression(expr, cx)?;
        self.one(value, place)
    }

    /// Makes one value of an expression; an error where it would silently lose others.
    pub(super) fn one(&mut self, value: Expr, place: &str) -> Option<Expr> {
        match value.ty.count {
            Count::One => Some(value),
            Count::Filtered => Some(first_of(value)),
            Count::Many => {
                let text = self.source.slice(value.span).to_owned();
                let text = crate::message::short(&text);
                let message = format!("`{text}` has many values, and {place} takes one");
                let ways = match self.base_of_path(&value) {
                    Some((path, sub)) => format!(
                        "pick one, `{path}[primary eq true]{sub}`, take `first({path}{sub})` or `join(\", \", {path}{sub})`, or make the field a list, `string[]`"
                    ),
                    None => format!(
                        "take `first({text})`, `join(\", \", {text})`, or make the field a list"
                    ),
                };
                let finding = Diagnostic::new(&codes::MANY_FOR_ONE, value.span, message).help(ways);
                self.report(finding);
                None
            }
        }
    }

    /// `emails` and `.value` of `emails.value`.
    fn base_of_path(&self, value: &Expr) -> Option<(String, String)> {
        let ExprKind::Read(_) = &value.kind else { return None };
        let text = self.source.slice(value.span);
        let dot = text.rfind('.')?;
        let (path, sub) = text.split_at(dot);
        (!path.contains('[')).then(|| (path.to_owned(), sub.to_owned()))
    }

    /// A value that fits a field, parameter or argument of that type.
    pub(super) fn fits(&mut self, value: &Expr, wanted: Base, place: &str) -> bool {
        if value.ty.base.fits(wanted) {
            return true;
        }
        let found = value.ty.base;
        let message = format!("{place} is {}, and this is {}", a(wanted), a(found));
        let text = crate::message::short(self.source.slice(value.span));
        let help = match (found, wanted) {
            (Base::Complex, _) => Some(format!("name a sub-attribute: `{text}.value` for example")),
            (Base::Boolean, wanted) if wanted.is_text() && text.ends_with(']') => {
                Some(format!("name a sub-attribute: `{text}.value` for example"))
            }
            (_, wanted) if wanted.is_text() => Some(format!("write `to_string({text})`")),
            (found, Base::Integer) if found.is_text() => {
                Some(format!("write `to_integer({text})`"))
            }
            (found, Base::Boolean) if found.is_text() => {
                Some(format!("write `to_boolean({text})`"))
            }
            (found, Base::DateTime) if found.is_text() => Some(format!(
                "write `parse_date({text}, \"%Y-%m-%d\")`, with the pattern of the text"
            )),
            _ => None,
        };
        let code = if found == Base::Complex { &codes::COMPLEX_VALUE } else { &codes::WRONG_TYPE };
        self.report(Diagnostic::new(code, value.span, message).maybe_help(help));
        false
    }
}

/// A type with its article.
pub(super) fn a(base: Base) -> String {
    match base {
        Base::Integer => "an integer".to_owned(),
        Base::Complex => "a complex attribute".to_owned(),
        base => format!("a {}", base.text()),
    }
}

/// The first match, where one value is due. The choice is made as deep within as can be, so that
/// an alternative is tried when the first match has no value.
pub(super) fn first_of(mut value: Expr) -> Expr {
    if value.ty.count == Count::One {
        return value;
    }
    match &mut value.kind {
        ExprKind::Read(read) => read.reading = Reading::First,
        // The let of one value stands behind that of all.
        ExprKind::Let(at) if value.ty.count == Count::Filtered => *at += 1,
        ExprKind::Coalesce(items) => {
            *items = std::mem::take(items).into_iter().map(first_of).collect();
        }
        ExprKind::If { branches, otherwise } => {
            let taken = std::mem::take(branches);
            *branches = taken.into_iter().map(|(when, then)| (when, first_of(then))).collect();
            let nothing = Expr::new(value.span, Type::NOTHING, ExprKind::Null);
            **otherwise = first_of(std::mem::replace(otherwise, nothing));
        }
        ExprKind::Call { arguments, each, .. }
        | ExprKind::Script { arguments, each, .. }
        | ExprKind::Host { arguments, each, .. }
            if each.is_some() =>
        {
            if let Some(at) = each.take() {
                let nothing = Expr::new(value.span, Type::NOTHING, ExprKind::Null);
                let argument = std::mem::replace(&mut arguments[at], nothing);
                arguments[at] = first_of(argument);
            }
        }
        ExprKind::Table { argument: inner, each, .. }
        | ExprKind::Account { value: inner, each, .. }
            if *each =>
        {
            *each = false;
            let nothing = Expr::new(value.span, Type::NOTHING, ExprKind::Null);
            **inner = first_of(std::mem::replace(inner, nothing));
        }
        _ => {
            let (span, secret) = (value.span, value.secret);
            let ty = Type::one(value.ty.base);
            return Expr { span, ty, secret, kind: ExprKind::First(Box::new(value)) };
        }
    }
    value.ty.count = Count::One;
    value
}
