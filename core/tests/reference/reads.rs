//! Which attributes the rules read, and which parts of them.

use super::names::{Meaning, Names};
use super::schema::{Attr, Base};
use scimrules::grammar::parse_pieces;
use scimrules::grammar::syntax::{Expr, ExprKind, Piece, Statement, StatementKind};
use std::collections::{BTreeMap, BTreeSet};

/// By extension and name, the parts; a simple attribute is its own, under the empty name.
pub(crate) type Reads = BTreeMap<(Option<String>, String), BTreeSet<String>>;

pub(crate) fn reads(names: &Names) -> Reads {
    let mut walk = Walk { names, reads: Reads::new(), lets: BTreeSet::new(), sources: false };
    for statement in &names.file.statements {
        walk.statement(statement);
    }
    let says_status = |s: &Statement| matches!(s.kind, StatementKind::SourceStatus(_));
    if !names.groups && !names.file.statements.iter().any(says_status) {
        walk.reads.entry((None, "active".into())).or_default().insert(String::new());
    }
    walk.reads
}

/// True where an expression needs the source: it reads the resource or what is mapped from it.
pub(crate) fn needs_source(names: &Names, expr: &Expr) -> bool {
    let mut walk = Walk { names, reads: Reads::new(), lets: BTreeSet::new(), sources: false };
    walk.expr(expr, true, None);
    walk.sources || !walk.reads.is_empty()
}

struct Walk<'n> {
    names: &'n Names<'n>,
    reads: Reads,
    lets: BTreeSet<u32>,
    sources: bool,
}

impl Walk<'_> {
    fn statement(&mut self, statement: &Statement) {
        let groups = self.names.groups;
        let users = !groups;
        match &statement.kind {
            StatementKind::Map { resource, .. } if resource.groups == groups => {
                for line in self.names.lines() {
                    // A value filter by itself is a condition there.
                    self.expr(&line.value, true, None);
                    line.condition.iter().for_each(|condition| self.expr(condition, true, None));
                }
            }
            StatementKind::Sync { resource, criterion } if resource.groups == groups => {
                criterion.iter().for_each(|criterion| self.expr(criterion, true, None));
            }
            StatementKind::Protect { resource, condition } if resource.groups == groups => {
                self.expr(condition, true, None);
            }
            StatementKind::SourceStatus(value) | StatementKind::Again(value) if users => {
                self.expr(value, false, None);
            }
            // A let that nothing uses is read as the users' own.
            StatementKind::Let { value, .. } if users && !self.used_by_groups(value) => {
                self.expr(value, true, None);
            }
            StatementKind::Status(lines) if users => {
                for condition in lines.iter().filter_map(|line| line.condition.as_ref()) {
                    self.expr(condition, true, None);
                }
            }
            StatementKind::Notify(lines) if users => {
                for line in lines {
                    let word = &self.names.text[line.to.span.range()];
                    if !["user", "admin", "nobody"].contains(&word) {
                        self.expr(&line.to, false, None);
                    }
                    line.condition.iter().for_each(|condition| self.expr(condition, true, None));
                }
            }
            _ => {}
        }
    }

    fn used_by_groups(&self, value: &Expr) -> bool {
        let names = Names::new(self.names.file, self.names.text, true);
        let lets = |names: &Names| {
            let mut walk =
                Walk { names, reads: Reads::new(), lets: BTreeSet::new(), sources: false };
            names.file.statements.iter().for_each(|statement| {
                if !matches!(statement.kind, StatementKind::Let { .. }) {
                    walk.statement(statement);
                }
            });
            walk.lets
        };
        lets(&names).contains(&value.span.start) && !lets(self.names).contains(&value.span.start)
    }

    fn all(&mut self, items: &[Expr], condition: bool, element: Option<&Attr>) {
        items.iter().for_each(|item| self.expr(item, condition, element));
    }

    fn expr(&mut self, expr: &Expr, condition: bool, element: Option<&Attr>) {
        match &expr.kind {
            ExprKind::Text(text) if text.contains('{') => {
                for piece in parse_pieces(text, expr.span, self.names.text).into_iter().flatten() {
                    if let Piece::Hole(hole) = piece {
                        self.expr(&hole, false, element);
                    }
                }
            }
            ExprKind::List(items) | ExprKind::Coalesce(items) => self.all(items, false, element),
            ExprKind::And(items) | ExprKind::Or(items) => self.all(items, true, element),
            ExprKind::Group(inner) => self.expr(inner, condition, element),
            ExprKind::Not(inner) => self.expr(inner, true, element),
            ExprKind::Present(inner) => self.whole(inner, element),
            ExprKind::Compare { left, right, .. } | ExprKind::In { left, right } => {
                self.operand(left, element);
                self.operand(right, element);
            }
            ExprKind::Matches { left, .. } => self.operand(left, element),
            ExprKind::If { branches, otherwise } => {
                for (when, then) in branches {
                    self.expr(when, true, element);
                    self.expr(then, false, element);
                }
                self.expr(otherwise, false, element);
            }
            ExprKind::Call { name, arguments } => match name.text.as_str() {
                "changed" => {}
                "count" => arguments.iter().for_each(|argument| self.whole(argument, element)),
                "any" | "all" | "none" | "at_least" => self.all(arguments, true, element),
                _ => self.all(arguments, false, element),
            },
            ExprKind::Path(path) => {
                let filtered = path.steps.last().is_some_and(|step| step.filter.is_some());
                self.path(expr, condition && filtered, element);
            }
            _ => {}
        }
    }

    /// The texts of operands are plain: their braces name nothing.
    fn operand(&mut self, expr: &Expr, element: Option<&Attr>) {
        match &expr.kind {
            ExprKind::Text(_) => {}
            ExprKind::Group(inner) => self.operand(inner, element),
            ExprKind::List(items) => items.iter().for_each(|item| self.operand(item, element)),
            _ => self.expr(expr, false, element),
        }
    }

    /// What is asked only whether it is there.
    fn whole(&mut self, expr: &Expr, element: Option<&Attr>) {
        match &expr.kind {
            ExprKind::Path(_) => self.path(expr, true, element),
            ExprKind::Group(inner) => self.whole(inner, element),
            _ => self.expr(expr, false, element),
        }
    }

    fn path(&mut self, expr: &Expr, whole: bool, element: Option<&Attr>) {
        let ExprKind::Path(path) = &expr.kind else { return };
        match self.names.meaning(path, element) {
            Meaning::Let(value) => {
                if self.lets.insert(value.span.start) {
                    self.expr(value, true, None);
                }
            }
            Meaning::Target(_) => self.sources = true,
            Meaning::Part(part) => {
                // The part of the element of the attribute that is being read.
                let Some(attr) = element else { return };
                let name =
                    if attr.base == Base::Complex { part.name.clone() } else { String::new() };
                self.reads.entry((attr.urn.clone(), attr.name.clone())).or_default().insert(name);
            }
            Meaning::Attribute { attr, filter, sub } => {
                let parts = self.reads.entry((attr.urn.clone(), attr.name.clone())).or_default();
                match (attr.base, sub) {
                    (_, Some(sub)) => drop(parts.insert(sub.name.clone())),
                    (Base::Complex, None) if whole => {}
                    (Base::Complex, None) => drop(parts.insert("value".into())),
                    (_, None) => drop(parts.insert(String::new())),
                }
                if let Some(filter) = filter {
                    self.expr(filter, true, Some(attr));
                }
            }
            Meaning::Counter | Meaning::Param(_) | Meaning::Current(_) => {}
        }
    }
}
