//! Expressions. Chains break before their operators, brackets behind the opening one.

use super::layout::Piece;
use super::printer::Printer;
use crate::syntax::{Expr, ExprKind, Path};

impl Printer<'_> {
    /// An expression. `inner` lines of a chain stand further in than its first one; else the
    /// place around has done that.
    pub(super) fn expression(&mut self, expression: &Expr, inner: bool) {
        match &expression.kind {
            ExprKind::Text(_) => self.text(),
            ExprKind::Number(number) => self.take(number.len()),
            ExprKind::Boolean(true) => self.word("true"),
            ExprKind::Boolean(false) => self.word("false"),
            ExprKind::Null => self.word("null"),
            ExprKind::Keep => self.word("keep"),
            ExprKind::Reject(text) => {
                self.word("reject");
                self.space();
                self.span(text.span);
            }
            ExprKind::List(items) => self.items("[", items, "]"),
            ExprKind::Path(path) => self.path(path),
            ExprKind::Call { name, arguments } => {
                self.span(name.span);
                self.items("(", arguments, ")");
            }
            ExprKind::If { branches, otherwise } => self.branches(branches, otherwise, inner),
            ExprKind::Coalesce(terms) => self.chain(terms, "??", inner),
            ExprKind::And(terms) => self.chain(terms, "and", inner),
            ExprKind::Or(terms) => self.chain(terms, "or", inner),
            ExprKind::Compare { left, operator, right } => self.infix(left, operator.text(), right),
            ExprKind::In { left, right } => self.infix(left, "in", right),
            ExprKind::Matches { left, pattern } => self.infix(left, "matches", pattern),
            ExprKind::Present(operand) => {
                self.expression(operand, true);
                self.space();
                self.word("pr");
            }
            ExprKind::Not(operand) => {
                self.word("not");
                self.space();
                self.brackets("(", operand, ")");
            }
            ExprKind::Group(operand) => self.brackets("(", operand, ")"),
            // A file with mistakes is not laid out.
            ExprKind::Mistake(_) => self.span(expression.span),
        }
    }

    fn infix(&mut self, left: &Expr, operator: &'static str, right: &Expr) {
        self.expression(left, true);
        self.space();
        self.word(operator);
        self.space();
        self.expression(right, true);
    }

    fn chain(&mut self, terms: &[Expr], operator: &'static str, inner: bool) {
        self.open(false);
        if inner {
            self.push(Piece::Indent);
        }
        self.terms(terms, operator);
        if inner {
            self.push(Piece::Dedent);
        }
        self.push(Piece::Close);
    }

    fn terms(&mut self, terms: &[Expr], operator: &'static str) {
        for (index, term) in terms.iter().enumerate() {
            if index > 0 {
                self.push(Piece::Line);
                self.word(operator);
                self.space();
            }
            let hangs = std::mem::replace(&mut self.hangs, index > 0);
            self.expression(term, true);
            self.hangs = hangs;
        }
    }

    /// A condition behind its keyword: several terms that need several lines start on the next
    /// one, always so where `broken`. The place around has gone further in.
    pub(super) fn condition(&mut self, condition: &Expr, broken: bool) {
        let (terms, operator) = match &condition.kind {
            ExprKind::And(terms) => (terms, "and"),
            ExprKind::Or(terms) => (terms, "or"),
            _ => {
                self.space();
                return self.expression(condition, false);
            }
        };
        self.open(broken);
        self.push(Piece::Line);
        self.terms(terms, operator);
        self.push(Piece::Close);
    }

    fn branches(&mut self, branches: &[(Expr, Expr)], otherwise: &Expr, inner: bool) {
        self.open(false);
        if inner {
            self.push(Piece::Indent);
        }
        for (index, (condition, value)) in branches.iter().enumerate() {
            if index > 0 {
                self.push(Piece::Line);
                self.word("else");
                self.space();
            }
            self.open(false);
            self.word("if");
            self.space();
            self.push(Piece::Indent);
            let hangs = std::mem::replace(&mut self.hangs, false);
            self.expression(condition, false);
            self.hangs = hangs;
            self.push(Piece::Line);
            self.word("then");
            self.space();
            self.expression(value, true);
            self.push(Piece::Dedent);
            self.push(Piece::Close);
        }
        self.push(Piece::Line);
        self.word("else");
        self.space();
        self.expression(otherwise, true);
        if inner {
            self.push(Piece::Dedent);
        }
        self.push(Piece::Close);
    }

    fn brackets(&mut self, open: &'static str, operand: &Expr, close: &'static str) {
        let hangs = self.bracket(open);
        self.expression(operand, false);
        self.close(close, hangs);
    }

    fn items(&mut self, open: &'static str, items: &[Expr], close: &'static str) {
        let hangs = self.bracket(open);
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.mark(",");
                self.push(Piece::Line);
            }
            self.expression(item, items.len() > 1);
        }
        self.no_comma();
        self.close(close, hangs);
    }

    /// Opens a group that ends with `close`. Its lines stand further in than the line on which it
    /// opens, unless it begins a chain: then further in than the lines of the chain.
    fn bracket(&mut self, open: &'static str) -> bool {
        self.open(false);
        let hangs = std::mem::replace(&mut self.hangs, true);
        if hangs {
            self.push(Piece::Hang);
        }
        self.word(open);
        self.push(Piece::Indent);
        self.push(Piece::Soft);
        hangs
    }

    fn close(&mut self, close: &'static str, hangs: bool) {
        self.comments();
        self.push(Piece::Dedent);
        self.push(Piece::Soft);
        self.word(close);
        if hangs {
            self.push(Piece::Dedent);
        }
        self.hangs = hangs;
        self.push(Piece::Close);
    }

    fn path(&mut self, path: &Path) {
        for (index, step) in path.steps.iter().enumerate() {
            match &path.urn {
                // No white space can stand within.
                Some(urn) if index == 0 => self.span(urn.span.to(step.name.span)),
                _ => {
                    if index > 0 {
                        self.word(".");
                    }
                    self.span(step.name.span);
                }
            }
            if let Some(filter) = &step.filter {
                self.brackets("[", filter, "]");
            }
        }
    }
}
