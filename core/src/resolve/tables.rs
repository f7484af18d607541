//! Tables: their rows, and calls of them.

use super::{Context, Resolver};
use crate::plan::*;
use crate::types::{Base, Type};
use scimrules_grammar::syntax::{self, File, Name, StatementKind};
use scimrules_grammar::{Diagnostic, Span, codes};
use std::collections::HashMap;

impl<'s> Resolver<'s> {
    pub(super) fn fill_tables(&mut self, file: &'s File) {
        let limit = self.environment.limits.table_rows;
        for statement in &file.statements {
            let StatementKind::Table { name, rows, otherwise } = &statement.kind else { continue };
            let mut table = Table { keys: HashMap::new(), rows: Vec::new(), otherwise: None };
            let mut base = Base::Nothing;
            let mut seen: HashMap<String, Span> = HashMap::new();
            if rows.len() > limit {
                let message = format!("the table has {} rows, and {limit} are allowed", rows.len());
                let finding = Diagnostic::new(&codes::TOO_MANY, name.span, message)
                    .help("let the host raise the limit, or give it the lookup as a function");
                self.report(finding);
            }
            let cx = Context::of(Resource::User);
            for row in rows {
                for key in &row.keys {
                    let folded = crate::text::fold(&key.value).into_owned();
                    if let Some(first) = seen.get(&folded) {
                        let message = format!("the key `{}` is given twice", key.value);
                        let finding = Diagnostic::new(&codes::DUPLICATE_KEY, key.span, message)
                            .at("never used")
                            .label(*first, "the first one")
                            .help("keys ignore case; remove one of them");
                        self.report(finding);
                        continue;
                    }
                    table.keys.insert(folded.clone(), table.rows.len());
                    seen.insert(folded, key.span);
                }
                if let Some(value) = self.table_value(&row.value, &mut base, cx) {
                    table.rows.push(value);
                } else {
                    // The keys behind it keep their rows.
                    let nothing = crate::types::Type::NOTHING;
                    table.rows.push(Expr::new(row.span, nothing, ExprKind::Null));
                }
            }
            if let Some(otherwise) = otherwise {
                table.otherwise = self.table_value(&otherwise.value, &mut base, cx);
            }
            self.tables.push(table);
        }
    }

    pub(super) fn table_value(
        &mut self,
        value: &syntax::Expr,
        base: &mut Base,
        cx: Context,
    ) -> Option<Expr> {
        let value = self.one_value(value, cx, "the answer of a table")?;
        let computed = value.any(&mut |part| {
            matches!(
                part.kind,
                ExprKind::Read(_)
                    | ExprKind::Let(_)
                    | ExprKind::Current(_)
                    | ExprKind::CurrentStatus
                    | ExprKind::Table { .. }
                    | ExprKind::Script { .. }
                    | ExprKind::Host { .. }
            )
        });
        if computed {
            let message = "the answers of a table are constants";
            let finding = Diagnostic::new(&codes::NOT_CONSTANT, value.span, message).help(
                "work with the answer where the table is called: `offices(x) ?? name.formatted`",
            );
            self.report(finding);
            return None;
        }
        match base.join(value.ty.base) {
            Some(joined) => *base = joined,
            None => {
                let message = format!(
                    "the table answers {} and {} values",
                    base.text(),
                    value.ty.base.text()
                );
                let finding = Diagnostic::new(&codes::WRONG_TYPE, value.span, message)
                    .help("all answers of a table are of one type");
                self.report(finding);
                return None;
            }
        }
        Some(value)
    }

    pub(super) fn table_call(
        &mut self,
        table: usize,
        name: &Name,
        arguments: &[syntax::Expr],
        span: Span,
        cx: Context,
    ) -> Option<Expr> {
        let [argument] = arguments else {
            let like = format!("{}(x)", name.text);
            self.wrong_count(name, "one argument", arguments.len(), &like, span);
            return None;
        };
        let argument = self.expression(argument, cx)?;
        let argument = self.default_value(argument, cx)?;
        let base = argument.ty.base;
        if base == Base::Complex || base == Base::DateTime {
            self.fits(&argument, Base::String, &format!("the key of `{}`", name.text));
            return None;
        }
        let secret = argument.secret;
        // A table within a table is not filled yet, and reported there.
        let rows = self.tables.get(table);
        let values = rows.into_iter().flat_map(|table| table.rows.iter().chain(&table.otherwise));
        let base = values.fold(Base::Nothing, |base, row| base.join(row.ty.base).unwrap_or(base));
        let each = !argument.ty.is_one();
        let ty = Type { base, count: argument.ty.count };
        let kind = ExprKind::Table { table, argument: Box::new(argument), each };
        Some(Expr { span, ty, secret, kind })
    }
}
