//! pest's pairs to the syntax tree, and the slips that the grammar accepts only to explain them.

mod conditions;
mod declarations;
mod expressions;
mod foreign;
mod lines;
mod parts;
mod tables;
mod tests;

use super::{MOST_FINDINGS, Rule};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::syntax::*;
use parts::Parts;
use pest::iterators::{Pair, Pairs};

/// Builds the tree. The grammar guarantees which pairs a rule holds; where one is missing after
/// all, the part is left out.
pub(super) struct Builder<'d> {
    base: u32,
    comments: &'d [Comment],
    everywhere: Option<Span>,
    diagnostics: &'d mut Vec<Diagnostic>,
}

const USERS: Resource = Resource { groups: false, span: None };

impl<'d> Builder<'d> {
    /// A builder for text that starts at byte `base` of the source, whose comments are given.
    pub(super) fn new(
        base: u32,
        comments: &'d [Comment],
        diagnostics: &'d mut Vec<Diagnostic>,
    ) -> Self {
        Builder { base, comments, everywhere: None, diagnostics }
    }

    /// Gives everything the same span, where places cannot be told.
    pub(super) fn everywhere(self, span: Span) -> Self {
        Builder { everywhere: Some(span), ..self }
    }

    /// The span of a pair, without the white space and comments that pest leaves at its end.
    fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        if let Some(everywhere) = self.everywhere {
            return everywhere;
        }
        let mut text = pair.as_str().trim_end();
        let start = self.base + pair.as_span().start() as u32;
        loop {
            let end = start + text.len() as u32;
            let at = self.comments.partition_point(|comment| comment.span.start < end);
            let comment = self.comments[..at].last().filter(|comment| comment.span.end >= end);
            match comment {
                Some(comment) if comment.span.start > start => {
                    text = text[..(comment.span.start - start) as usize].trim_end();
                }
                _ => return Span { start, end },
            }
        }
    }

    fn report(&mut self, finding: Diagnostic) {
        // The rest is not shown: who mends these sees it next time.
        if self.diagnostics.len() < MOST_FINDINGS {
            self.diagnostics.push(finding);
        }
    }

    pub(super) fn file(&mut self, pairs: Pairs<'_, Rule>) -> Vec<Statement> {
        let mut statements = Vec::new();
        for pair in pairs.flat_map(Pair::into_inner) {
            match pair.as_rule() {
                Rule::statement => statements.extend(self.statement(pair)),
                Rule::slip_separator => self.separator(&pair),
                _ => {}
            }
        }
        statements
    }

    pub(super) fn one_statement(&mut self, pairs: Pairs<'_, Rule>) -> Option<Statement> {
        let mut inner = pairs.flat_map(Pair::into_inner);
        let pair = inner.find(|pair| pair.as_rule() == Rule::statement)?;
        self.statement(pair)
    }

    /// Adds entries that were read alone to the block of a statement.
    pub(super) fn fill(&mut self, statement: &mut StatementKind, pairs: Pairs<'_, Rule>) {
        for pair in pairs.flat_map(Pair::into_inner) {
            match (&mut *statement, pair.as_rule()) {
                (StatementKind::Map { entries, .. }, Rule::map_line) => {
                    entries.extend(self.map_line(pair).map(MapEntry::Line));
                }
                (StatementKind::Map { entries, .. }, Rule::map_keep) => {
                    entries.extend(self.keep(pair).map(MapEntry::Keep));
                }
                (StatementKind::Target { fields, .. }, Rule::target_field) => {
                    fields.extend(self.target_field(pair));
                }
                (
                    StatementKind::Extension { attributes, .. }
                    | StatementKind::Attributes(attributes),
                    Rule::attribute,
                ) => attributes.extend(self.attribute(pair)),
                (
                    StatementKind::Table { rows, otherwise, .. },
                    Rule::table_row | Rule::table_else,
                ) => self.table_entry(pair, rows, otherwise),
                (StatementKind::Status(lines), Rule::status_line) => {
                    lines.extend(self.status_line(pair));
                }
                (StatementKind::Notify(lines), Rule::notify_line) => {
                    lines.extend(self.notify_line(pair));
                }
                (StatementKind::Test { items, .. }, Rule::test_item) => {
                    items.extend(self.test_item(pair));
                }
                _ => {}
            }
        }
    }

    pub(super) fn one_expression(&mut self, pair: Option<Pair<'_, Rule>>) -> Option<Expr> {
        let inner = pair?.into_inner().find(|pair| pair.as_rule() == Rule::expression)?;
        self.expression(inner)
    }

    pub(super) fn one_path(&mut self, pair: Option<Pair<'_, Rule>>) -> Option<Path> {
        let inner = pair?.into_inner().find(|pair| pair.as_rule() == Rule::path)?;
        self.path(inner)
    }

    fn name(&self, pair: &Pair<'_, Rule>) -> Name {
        let text = pair.as_str().chars().filter(|character| !character.is_whitespace()).collect();
        Name { text, span: self.span(pair) }
    }

    fn statement(&mut self, pair: Pair<'_, Rule>) -> Option<Statement> {
        let span = self.span(&pair);
        let pair = pair.into_inner().next()?;
        let rule = pair.as_rule();
        let mut parts = Parts::new(pair);
        let kind = match rule {
            Rule::store => StatementKind::Store(self.text(&parts.take(Rule::text)?)),
            Rule::strict => StatementKind::Strict,
            Rule::extension => StatementKind::Extension {
                name: self.name(&parts.take(Rule::name)?),
                urn: self.text(&parts.take(Rule::text)?),
                attributes: self.attributes(&mut parts),
            },
            Rule::attributes => StatementKind::Attributes(self.attributes(&mut parts)),
            Rule::param => {
                self.no_colon(&mut parts);
                StatementKind::Param {
                    name: self.name(&parts.take(Rule::name)?),
                    ty: self.type_name(parts.take(Rule::type_name)?)?,
                    default: self.maybe_expression(&mut parts),
                }
            }
            Rule::let_statement => {
                let name = self.name(&parts.take(Rule::name)?);
                if let Some(mark) = parts.take(Rule::slip_assign) {
                    let at = self.span(&mark);
                    let message = format!("a name is given with `=`, not with `{}`", mark.as_str());
                    let finding = Diagnostic::new(&codes::BAD_ARROW, at, message)
                        .help(format!("write `let {} = …`", name.text))
                        .fix(at, "=");
                    self.report(finding);
                }
                StatementKind::Let { name, value: self.maybe_expression(&mut parts)? }
            }
            Rule::target => StatementKind::Target {
                resource: self.resource(&mut parts),
                fields: parts
                    .all(Rule::target_field)
                    .into_iter()
                    .filter_map(|pair| self.target_field(pair))
                    .collect(),
            },
            Rule::matching => StatementKind::Match {
                resource: self.resource(&mut parts),
                fields: parts.all(Rule::field).iter().map(|pair| self.name(pair)).collect(),
            },
            Rule::map => {
                let resource = self.resource(&mut parts);
                let mut entries = Vec::new();
                for pair in parts.rest() {
                    match pair.as_rule() {
                        Rule::map_line => {
                            entries.extend(self.map_line(pair).map(MapEntry::Line));
                        }
                        Rule::map_keep => entries.extend(self.keep(pair).map(MapEntry::Keep)),
                        _ => {}
                    }
                }
                StatementKind::Map { resource, entries }
            }
            Rule::keep_statement => StatementKind::Keep(self.keep_parts(span, &mut parts)?),
            Rule::table => self.table(parts)?,
            Rule::sync => {
                let kind = parts.next()?;
                let all = kind.as_rule() == Rule::sync_all;
                let mut parts = Parts::new(kind);
                let resource = self.resource(&mut parts);
                let criterion = if all { None } else { Some(self.maybe_expression(&mut parts)?) };
                StatementKind::Sync { resource, criterion }
            }
            Rule::source => {
                let kind = parts.next()?;
                match kind.as_rule() {
                    Rule::source_status => {
                        let mut parts = Parts::new(kind);
                        StatementKind::SourceStatus(self.maybe_expression(&mut parts)?)
                    }
                    _ => StatementKind::SourceComplete,
                }
            }
            Rule::status => StatementKind::Status(
                parts
                    .all(Rule::status_line)
                    .into_iter()
                    .filter_map(|pair| self.status_line(pair))
                    .collect(),
            ),
            Rule::notify => StatementKind::Notify(
                parts
                    .all(Rule::notify_line)
                    .into_iter()
                    .filter_map(|pair| self.notify_line(pair))
                    .collect(),
            ),
            Rule::protect => StatementKind::Protect {
                resource: self.resource(&mut parts),
                condition: self.maybe_expression(&mut parts)?,
            },
            Rule::limit => self.limit(parts)?,
            Rule::again => StatementKind::Again(self.maybe_expression(&mut parts)?),
            Rule::script => {
                let text = self.span(&parts.take(Rule::script_text)?);
                let body = Span { start: text.start + 3, end: text.end - 3 };
                StatementKind::Script(Script { body })
            }
            Rule::test => StatementKind::Test {
                name: self.text(&parts.take(Rule::text)?),
                items: parts
                    .all(Rule::test_item)
                    .into_iter()
                    .filter_map(|pair| self.test_item(pair))
                    .collect(),
            },
            _ => return None,
        };
        Some(Statement { span, kind })
    }

    fn resource(&mut self, parts: &mut Parts<'_>) -> Resource {
        match parts.take(Rule::resource) {
            Some(pair) => {
                Resource { groups: pair.as_str() == "groups", span: Some(self.span(&pair)) }
            }
            None => USERS,
        }
    }

    fn no_separator(&mut self, parts: &mut Parts<'_>) {
        if let Some(mark) = parts.take(Rule::slip_separator) {
            self.separator(&mark);
        }
    }

    fn separator(&mut self, mark: &Pair<'_, Rule>) {
        let span = self.span(mark);
        let message = format!("`{}` does not stand at the end of a line", mark.as_str().trim());
        let finding = Diagnostic::new(&codes::STRAY_SEPARATOR, span, message)
            .help("a new line is enough; remove it")
            .fix(span, "");
        self.report(finding);
    }

    /// `name: string`
    fn no_colon(&mut self, parts: &mut Parts<'_>) {
        if let Some(mark) = parts.take(Rule::slip_colon) {
            let span = self.span(&mark);
            let message = "no colon stands between a name and its type";
            let finding = Diagnostic::new(&codes::BAD_ARROW, span, message)
                .help("write a blank: `email string`")
                .fix(span, " ");
            self.report(finding);
        }
    }

    fn text(&mut self, pair: &Pair<'_, Rule>) -> Text {
        let span = self.span(pair);
        let raw = pair.as_str();
        match serde_json::from_str(raw) {
            Ok(value) => Text { value, span },
            // A tab within a text is no JSON, but plain to read.
            Err(_) => match serde_json::from_str(&raw.replace('\t', "\\t").replace('\r', "")) {
                Ok(value) => Text { value, span },
                Err(_) => {
                    let finding = Diagnostic::new(
                        &codes::BAD_ESCAPE,
                        span,
                        "the text holds an escape that JSON does not know",
                    )
                    .help("a backslash is written `\\\\`; escapes are `\\\"` `\\\\` `\\n` `\\t` `\\u00e9`");
                    self.report(finding);
                    Text { value: raw.trim_matches('"').to_owned(), span }
                }
            },
        }
    }
}

/// Long texts of the user are cut in messages.
fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= 60 {
        return text;
    }
    text.chars().take(59).chain("…".chars()).collect()
}
