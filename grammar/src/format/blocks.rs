//! The lines of blocks, and their columns.

use super::layout::Piece;
use super::printer::Printer;
use crate::syntax::{
    Attribute, Expr, MapEntry, Name, NotifyLine, StatusLine, TableElse, TableRow, TargetField,
    TestItem, TestItemKind, TypeKind, TypeName,
};

impl Printer<'_> {
    pub(super) fn attributes(&mut self, attributes: &[Attribute]) {
        let mut cells = Vec::new();
        for (index, attribute) in attributes.iter().enumerate() {
            self.line(index == 0, false);
            let start = self.pieces.len();
            self.span(attribute.name.span);
            self.push(Piece::Indent);
            match &attribute.ty.kind {
                TypeKind::Named(_) => cells.push(self.pad(start, 2)),
                TypeKind::Complex(_) => self.space(),
            }
            self.type_name(&attribute.ty);
            self.push(Piece::Dedent);
        }
        self.align(&cells, 2);
    }

    /// A type, where lines stand further in already.
    pub(super) fn type_name(&mut self, ty: &TypeName) {
        match &ty.kind {
            TypeKind::Named(name) => self.span(name.span),
            TypeKind::Complex(attributes) => {
                self.push(Piece::Dedent);
                self.block(attributes, Self::attributes);
                self.push(Piece::Indent);
            }
        }
        if ty.many {
            self.word("[");
            self.word("]");
        }
    }

    pub(super) fn target_fields(&mut self, fields: &[TargetField]) {
        let (mut names, mut types) = (Vec::new(), Vec::new());
        for (index, field) in fields.iter().enumerate() {
            self.line(index == 0, false);
            let start = self.pieces.len();
            self.span(field.name.span);
            self.push(Piece::Indent);
            let named = matches!(field.ty.kind, TypeKind::Named(_));
            if named {
                names.push(self.pad(start, 2));
            } else {
                self.space();
            }
            let start = self.pieces.len();
            self.type_name(&field.ty);
            if named {
                types.push(self.pad(start, 2));
            } else {
                self.push(Piece::Space(2));
            }
            let end = fields.get(index + 1).map(|next| next.name.span.start as usize);
            while self.at_flag(end) {
                let takes_number = self.peek().1.starts_with("max");
                self.any_word();
                if takes_number {
                    self.space();
                    self.any_word();
                }
                self.push(Piece::Space(2));
            }
            self.push(Piece::Dedent);
        }
        self.align(&names, 2);
        self.align(&types, 2);
    }

    /// Before the next field, if there is one, and the end of the block.
    fn at_flag(&mut self, next_field: Option<usize>) -> bool {
        let (at, rest) = self.peek();
        next_field.is_none_or(|next| at < next)
            && rest.starts_with(|first: char| first.is_ascii_alphabetic())
    }

    pub(super) fn map_entries(&mut self, entries: &[MapEntry]) {
        let mut cells = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            self.line(index == 0, false);
            let start = self.pieces.len();
            match entry {
                MapEntry::Keep(keep) => self.keep(keep),
                MapEntry::Line(line) => {
                    self.push(Piece::Open(false));
                    self.span(line.field.span);
                    self.push(Piece::Indent);
                    cells.push(self.pad(start, 1));
                    self.word(line.operator.text());
                    self.space();
                    self.expression(&line.value, false);
                    if line.event.is_some() || line.condition.is_some() {
                        self.push(Piece::Line);
                    }
                    self.when(line.event.as_ref(), line.condition.as_ref(), true);
                    self.push(Piece::Close);
                }
            }
            self.push(Piece::Dedent);
        }
        self.align(&cells, 1);
    }

    /// `[on EVENT] [if CONDITION]`
    fn when(&mut self, event: Option<&Name>, condition: Option<&Expr>, inner: bool) {
        if let Some(event) = event {
            self.word("on");
            self.space();
            self.span(event.span);
        }
        if event.is_some() && condition.is_some() {
            self.space();
        }
        if let Some(condition) = condition {
            self.word("if");
            self.space();
            self.expression(condition, inner);
        }
    }

    pub(super) fn table(&mut self, rows: &[TableRow], otherwise: Option<&TableElse>) {
        let mut lines: Vec<(u32, Option<&TableRow>, &Expr)> =
            rows.iter().map(|row| (row.span.start, Some(row), &row.value)).collect();
        lines.extend(otherwise.map(|row| (row.span.start, None, &row.value)));
        lines.sort_by_key(|(start, ..)| *start);
        self.body(&lines, Self::table_lines);
    }

    fn table_lines(&mut self, lines: &[(u32, Option<&TableRow>, &Expr)]) {
        let mut cells = Vec::new();
        for (index, (_, row, value)) in lines.iter().enumerate() {
            self.line(index == 0, false);
            let start = self.pieces.len();
            match row {
                None => self.word("else"),
                Some(row) => {
                    for (index, key) in row.keys.iter().enumerate() {
                        self.push(Piece::Open(false));
                        if index > 0 {
                            self.push(Piece::Line);
                        }
                        self.span(key.span);
                        if index + 1 < row.keys.len() {
                            self.mark(",");
                        }
                        self.push(Piece::Close);
                    }
                }
            }
            self.push(Piece::Indent);
            match self.cell(start, self.pieces.len()) {
                Some(_) => cells.push(self.pad(start, 1)),
                None => self.space(),
            }
            self.word("=>");
            self.space();
            self.expression(value, false);
            self.push(Piece::Dedent);
        }
        self.align(&cells, 1);
    }

    pub(super) fn status_lines(&mut self, lines: &[StatusLine]) {
        let mut cells = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            self.line(index == 0, false);
            self.push(Piece::Open(false));
            let start = self.pieces.len();
            self.head("on");
            self.space();
            self.span(line.event.span);
            if let Some(condition) = &line.condition {
                self.space();
                self.word("if");
                self.space();
                self.expression(condition, false);
            }
            match self.cell(start, self.pieces.len()) {
                Some(_) => cells.push(self.pad(start, 1)),
                None => self.push(Piece::Line),
            }
            self.word("=>");
            self.space();
            self.span(line.action.span);
            if let Some(follow_up) = &line.follow_up {
                self.mark(",");
                self.space();
                self.span(follow_up.action.span);
                self.space();
                self.word("after");
                self.space();
                self.any_word();
                self.space();
                self.span(follow_up.unit.span);
            }
            self.push(Piece::Dedent);
            self.push(Piece::Close);
        }
        self.align(&cells, 1);
    }

    pub(super) fn notify_lines(&mut self, lines: &[NotifyLine]) {
        let mut cells = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            self.line(index == 0, false);
            self.push(Piece::Open(false));
            let start = self.pieces.len();
            self.head(if line.mail { "mail" } else { "password" });
            self.space();
            self.word("to");
            self.space();
            self.expression(&line.to, false);
            if line.event.is_some() || line.condition.is_some() {
                let aligned = self.cell(start, self.pieces.len()).is_some();
                if aligned {
                    cells.push(self.pad(start, 1));
                } else {
                    self.push(Piece::Line);
                }
                self.when(line.event.as_ref(), line.condition.as_ref(), !aligned);
            }
            self.push(Piece::Dedent);
            self.push(Piece::Close);
        }
        self.align(&cells, 1);
    }

    pub(super) fn test_items(&mut self, items: &[TestItem]) {
        for (index, item) in items.iter().enumerate() {
            self.line(index == 0, false);
            self.test_item(item);
        }
    }

    fn test_item(&mut self, item: &TestItem) {
        let (word, json) = match &item.kind {
            TestItemKind::User(json) => ("user", Some(json)),
            TestItemKind::Group(json) => ("group", Some(json)),
            TestItemKind::Groups(json) => ("groups", Some(json)),
            TestItemKind::Current(json) => ("current", Some(json)),
            TestItemKind::Params(json) => ("params", Some(json)),
            TestItemKind::Now(_) => ("now", None),
            TestItemKind::Operation(_) => ("operation", None),
            TestItemKind::Expect { record, .. } => ("expect", record.as_ref()),
            TestItemKind::Because(_) => ("because", None),
            TestItemKind::Notify { .. } => ("notify", None),
        };
        self.head(word);
        self.space();
        match &item.kind {
            TestItemKind::Now(text) | TestItemKind::Because(text) => self.span(text.span),
            TestItemKind::Operation(name) => self.span(name.span),
            TestItemKind::Expect { action, .. } => {
                self.span(action.span);
                self.space();
            }
            TestItemKind::Notify { what, to } => {
                self.span(what.span);
                self.space();
                self.word("to");
                self.space();
                self.span(to.span);
            }
            _ => {}
        }
        if let Some(json) = json {
            self.comments();
            self.push(Piece::Dedent);
            self.json(json);
        } else {
            self.push(Piece::Dedent);
        }
    }
}
