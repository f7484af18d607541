//! Tables: rows, keys and `else`.

use super::{Builder, Parts};
use crate::diagnostic::{Diagnostic, codes};
use crate::parse::Rule;
use crate::syntax::*;
use pest::iterators::Pair;

impl<'d> Builder<'d> {
    pub(super) fn table(&mut self, mut parts: Parts<'_>) -> Option<StatementKind> {
        let name = self.name(&parts.take(Rule::name)?);
        let mut rows = Vec::new();
        let mut otherwise: Option<TableElse> = None;
        for pair in parts.rest() {
            self.table_entry(pair, &mut rows, &mut otherwise);
        }
        Some(StatementKind::Table { name, rows, otherwise })
    }

    /// A row, or the `else`.
    pub(super) fn table_entry(
        &mut self,
        pair: Pair<'_, Rule>,
        rows: &mut Vec<TableRow>,
        otherwise: &mut Option<TableElse>,
    ) {
        let span = self.span(&pair);
        let rule = pair.as_rule();
        let mut parts = Parts::new(pair);
        self.no_separator(&mut parts);
        self.arrow(&mut parts);
        match rule {
            Rule::table_row => {
                let keys = parts.all(Rule::table_key);
                let keys = keys.into_iter().filter_map(|key| self.table_key(key)).collect();
                if let Some(value) = self.maybe_expression(&mut parts) {
                    rows.push(TableRow { span, keys, value });
                }
            }
            Rule::table_else => {
                let Some(value) = self.maybe_expression(&mut parts) else { return };
                match otherwise {
                    Some(first) => {
                        let message = "a table has one `else`";
                        let finding = Diagnostic::new(&codes::DUPLICATE_KEY, span, message)
                            .at("this one is never used")
                            .label(first.span, "the first one")
                            .help("remove one of them");
                        self.report(finding);
                    }
                    None => *otherwise = Some(TableElse { span, value }),
                }
            }
            _ => {}
        }
    }

    pub(super) fn table_key(&mut self, pair: Pair<'_, Rule>) -> Option<TableKey> {
        let span = self.span(&pair);
        let inner = pair.into_inner().next()?;
        let value = match inner.as_rule() {
            Rule::text => self.text(&inner).value,
            Rule::number => inner.as_str().to_owned(),
            _ => {
                let message = format!("the key `{}` has no quotes", inner.as_str());
                let quoted = format!("\"{}\"", inner.as_str());
                let finding = Diagnostic::new(&codes::UNEXPECTED, span, message);
                let rest = ["default", "otherwise", "other", "others", "any", "_"];
                let finding = match rest.contains(&inner.as_str().to_ascii_lowercase().as_str()) {
                    true => finding
                        .help(format!("write `else` for what no key fits, or `{quoted}`"))
                        .fix(span, "else"),
                    false => finding.help(format!("write `{quoted}`")).fix(span, quoted),
                };
                self.report(finding);
                inner.as_str().to_owned()
            }
        };
        Some(TableKey { value, span })
    }

    pub(super) fn arrow(&mut self, parts: &mut Parts<'_>) {
        let Some(arrow) = parts.take(Rule::arrow) else { return };
        if arrow.as_str() == "=>" {
            return;
        }
        let span = self.span(&arrow);
        let message = format!("`=>` stands here, not `{}`", arrow.as_str());
        let finding = Diagnostic::new(&codes::BAD_ARROW, span, message)
            .help("write `=>`: `=` sets a field, `=>` says what follows")
            .fix(span, "=>");
        self.report(finding);
    }
}
