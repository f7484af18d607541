//! Statements, one behind the other.

use super::WIDTH;
use super::layout::{Piece, flat_width};
use super::printer::{Cell, Printer};
use crate::syntax::{
    ExprKind, File, Keep, LimitBound, Name, Resource, Statement, StatementKind, TypeKind,
};
use std::mem::discriminant;

impl Printer<'_> {
    /// The whole file.
    pub(super) fn file(&mut self, file: &File) {
        // Lines of `let` or `param` that stand together.
        let mut run: Vec<Cell> = Vec::new();
        let mut last: Option<&StatementKind> = None;
        for statement in &file.statements {
            let apart = last.is_some_and(|last| is_block(last) || is_block(&statement.kind));
            let joined = self.line(last.is_none(), apart);
            let alike =
                last.is_some_and(|last| discriminant(last) == discriminant(&statement.kind));
            if !joined || !alike {
                self.align(&std::mem::take(&mut run), 1);
            }
            let start = self.pieces.len();
            let cell = self.statement(statement);
            let fits = flat_width(&self.pieces[start..]).is_some_and(|width| width <= WIDTH);
            if !fits {
                self.align(&std::mem::take(&mut run), 1);
            } else {
                run.extend(cell);
            }
            last = Some(&statement.kind);
        }
        self.align(&run, 1);
        self.line(last.is_none(), false);
    }

    /// A statement. Answers the cell that is aligned with those of its neighbours.
    fn statement(&mut self, statement: &Statement) -> Option<Cell> {
        let start = self.pieces.len();
        match &statement.kind {
            StatementKind::Store(name) => {
                self.head("store");
                self.space();
                self.span(name.span);
            }
            StatementKind::Strict => self.head("strict"),
            StatementKind::Extension { name, urn, attributes } => {
                self.head("extension");
                self.space();
                self.span(name.span);
                self.space();
                self.span(urn.span);
                self.body(attributes, Self::attributes);
            }
            StatementKind::Attributes(attributes) => {
                self.head("attributes");
                self.body(attributes, Self::attributes);
            }
            StatementKind::Param { name, ty, default } => {
                self.head("param");
                self.space();
                self.span(name.span);
                self.space();
                self.type_name(ty);
                let cell = default.as_ref().map(|default| {
                    let cell = self.pad(start, 1);
                    self.word("=");
                    self.space();
                    self.expression(default, false);
                    cell
                });
                self.push(Piece::Dedent);
                return cell;
            }
            StatementKind::Let { name, value } => {
                self.head("let");
                self.space();
                self.span(name.span);
                let cell = self.pad(start, 1);
                self.word("=");
                self.space();
                self.expression(value, false);
                self.push(Piece::Dedent);
                return Some(cell);
            }
            StatementKind::Target { resource, fields } => {
                self.head("target");
                self.resource(*resource);
                self.body(fields, Self::target_fields);
            }
            StatementKind::Match { resource, fields } => {
                self.head("match");
                self.resource(*resource);
                self.space();
                self.names(fields);
            }
            StatementKind::Map { resource, entries } => {
                self.head("map");
                self.resource(*resource);
                self.body(entries, Self::map_entries);
            }
            StatementKind::Keep(keep) => self.keep(keep),
            StatementKind::Table { name, rows, otherwise } => {
                self.head("table");
                self.space();
                self.span(name.span);
                self.table(rows, otherwise.as_ref());
            }
            StatementKind::Sync { resource, criterion } => {
                self.head("sync");
                match criterion {
                    None => {
                        self.space();
                        self.word("all");
                        self.resource(*resource);
                    }
                    Some(criterion) => {
                        self.resource(*resource);
                        self.space();
                        self.word("where");
                        self.condition(criterion, true);
                    }
                }
            }
            StatementKind::SourceComplete => {
                self.head("source");
                self.space();
                self.word("complete");
            }
            StatementKind::SourceStatus(value) => {
                self.head("source");
                self.space();
                self.word("status");
                self.space();
                self.word("=");
                self.space();
                self.expression(value, false);
            }
            StatementKind::Status(lines) => {
                self.head("status");
                self.body(lines, Self::status_lines);
            }
            StatementKind::Notify(lines) => {
                self.head("notify");
                self.body(lines, Self::notify_lines);
            }
            StatementKind::Protect { resource, condition } => {
                self.head("protect");
                self.resource(*resource);
                self.space();
                self.word("if");
                self.condition(condition, false);
            }
            StatementKind::Limit { actions, bound } => self.limit(actions, bound),
            StatementKind::Again(value) => {
                self.head("again");
                self.space();
                self.word("at");
                self.space();
                self.expression(value, false);
            }
            StatementKind::Script(script) => {
                self.head("script");
                self.space();
                self.raw(script.body.end as usize + 3);
            }
            StatementKind::Test { name, items } => {
                self.head("test");
                self.space();
                self.span(name.span);
                self.body(items, Self::test_items);
            }
        }
        self.push(Piece::Dedent);
        None
    }

    /// The first word. Lines behind it stand further in, up to a `Dedent`.
    pub(super) fn head(&mut self, word: &'static str) {
        self.word(word);
        self.push(Piece::Indent);
    }

    /// A block at the end of a statement.
    pub(super) fn body<T>(&mut self, lines: &[T], print: impl FnOnce(&mut Self, &[T])) {
        self.space();
        // The block goes further in by itself.
        self.push(Piece::Dedent);
        self.block(lines, print);
        self.push(Piece::Indent);
    }

    pub(super) fn resource(&mut self, resource: Resource) {
        if resource.span.is_some() {
            self.space();
            self.word(if resource.groups { "groups" } else { "users" });
        }
    }

    fn names(&mut self, names: &[Name]) {
        self.open(false);
        for (index, name) in names.iter().enumerate() {
            if index > 0 {
                self.mark(",");
                self.push(Piece::Line);
            }
            self.span(name.span);
        }
        self.push(Piece::Close);
    }

    /// Without the `Dedent`.
    pub(super) fn keep(&mut self, keep: &Keep) {
        self.head("keep");
        self.space();
        self.span(keep.field.span);
        self.space();
        self.word("matches");
        self.space();
        self.span(keep.pattern.span);
    }

    fn limit(&mut self, actions: &[Name], bound: &LimitBound) {
        self.head("limit");
        for (index, action) in actions.iter().enumerate() {
            if index > 0 {
                self.space();
                self.word("+");
            }
            self.space();
            self.span(action.span);
        }
        self.space();
        self.word("to");
        self.space();
        match bound {
            LimitBound::Percent { number, of } => {
                self.take(number.len());
                self.word("%");
                self.space();
                self.word("of");
                self.resource(*of);
            }
            LimitBound::Count { of, .. } => {
                self.any_word();
                if let Some(of) = of {
                    self.resource(*of);
                }
            }
        }
    }
}

/// An empty line stands before and behind it.
fn is_block(kind: &StatementKind) -> bool {
    match kind {
        StatementKind::Extension { .. }
        | StatementKind::Attributes(_)
        | StatementKind::Target { .. }
        | StatementKind::Map { .. }
        | StatementKind::Table { .. }
        | StatementKind::Status(_)
        | StatementKind::Notify(_)
        | StatementKind::Script(_)
        | StatementKind::Test { .. } => true,
        StatementKind::Param { ty, .. } => matches!(ty.kind, TypeKind::Complex(_)),
        StatementKind::Sync { criterion: Some(criterion), .. } => {
            matches!(criterion.kind, ExprKind::And(_) | ExprKind::Or(_))
        }
        _ => false,
    }
}
