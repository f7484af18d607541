//! pest's pairs to the syntax tree, and the slips that the grammar accepts only to explain them.

use super::Rule;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::syntax::*;
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
        self.diagnostics.push(finding);
    }

    pub(super) fn file(&mut self, pairs: Pairs<'_, Rule>) -> Vec<Statement> {
        pairs
            .flat_map(Pair::into_inner)
            .filter(|pair| pair.as_rule() == Rule::statement)
            .filter_map(|pair| self.statement(pair))
            .collect()
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
            Rule::param => StatementKind::Param {
                name: self.name(&parts.take(Rule::name)?),
                ty: self.type_name(parts.take(Rule::type_name)?)?,
                default: self.maybe_expression(&mut parts),
            },
            Rule::let_statement => StatementKind::Let {
                name: self.name(&parts.take(Rule::name)?),
                value: self.maybe_expression(&mut parts)?,
            },
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

    fn attributes(&mut self, parts: &mut Parts<'_>) -> Vec<Attribute> {
        let pairs = parts.all(Rule::attribute);
        pairs.into_iter().filter_map(|pair| self.attribute(pair)).collect()
    }

    fn attribute(&mut self, pair: Pair<'_, Rule>) -> Option<Attribute> {
        let mut parts = Parts::new(pair);
        self.no_separator(&mut parts);
        Some(Attribute {
            name: self.name(&parts.take(Rule::name)?),
            ty: self.type_name(parts.take(Rule::type_name)?)?,
        })
    }

    fn type_name(&mut self, pair: Pair<'_, Rule>) -> Option<TypeName> {
        let span = self.span(&pair);
        let mut parts = Parts::new(pair);
        let many = parts.take(Rule::many_mark).is_some();
        let kind = match parts.take(Rule::complex_type) {
            Some(pair) => TypeKind::Complex(self.attributes(&mut Parts::new(pair))),
            None => TypeKind::Named(self.name(&parts.take(Rule::name)?)),
        };
        Some(TypeName { kind, many, span })
    }

    fn target_field(&mut self, pair: Pair<'_, Rule>) -> Option<TargetField> {
        let mut parts = Parts::new(pair);
        self.no_separator(&mut parts);
        let name = self.name(&parts.take(Rule::field)?);
        let ty = self.type_name(parts.take(Rule::type_name)?)?;
        let mut field = TargetField { name, ty, required: None, secret: None, max: None };
        for flag in parts.all(Rule::flag) {
            let span = self.span(&flag);
            let flag = flag.into_inner().next()?;
            match flag.as_rule() {
                Rule::required_word => field.required = Some(span),
                Rule::secret_word => field.secret = Some(span),
                _ => {
                    let number = Parts::new(flag).take(Rule::whole)?;
                    field.max = Some((self.whole(&number), span));
                }
            }
        }
        Some(field)
    }

    fn whole(&mut self, pair: &Pair<'_, Rule>) -> u64 {
        pair.as_str().parse().unwrap_or_else(|_| {
            let message = format!("`{}` is too large a number", pair.as_str());
            let finding = Diagnostic::new(&codes::BAD_LITERAL, self.span(pair), message);
            self.report(finding);
            u64::MAX
        })
    }

    fn no_separator(&mut self, parts: &mut Parts<'_>) {
        if let Some(mark) = parts.take(Rule::slip_separator) {
            let span = self.span(&mark);
            let message = format!("`{}` does not stand at the end of a line", mark.as_str());
            let finding = Diagnostic::new(&codes::STRAY_SEPARATOR, span, message)
                .help("a new line is enough; remove it")
                .fix(span, "");
            self.report(finding);
        }
    }

    fn map_line(&mut self, pair: Pair<'_, Rule>) -> Option<MapLine> {
        let span = self.span(&pair);
        let mut parts = Parts::new(pair);
        self.no_separator(&mut parts);
        let field = self.name(&parts.take(Rule::field)?);
        let mark = parts.take(Rule::map_operator)?;
        let operator = match mark.as_str() {
            "?=" => MapOperator::SetIfMissing,
            "+=" => MapOperator::Add,
            "=" => MapOperator::Set,
            other => {
                let at = self.span(&mark);
                let message = format!("a field is set with `=`, not with `{other}`");
                let finding = Diagnostic::new(&codes::BAD_ARROW, at, message)
                    .help(format!("write `{} = …`", field.text))
                    .fix(at, "=");
                self.report(finding);
                MapOperator::Set
            }
        };
        let value = self.maybe_expression(&mut parts)?;
        let (event, condition) = self.when(&mut parts);
        Some(MapLine { span, field, operator, value, event, condition })
    }

    /// `[on EVENT] [if CONDITION]`
    fn when(&mut self, parts: &mut Parts<'_>) -> (Option<Name>, Option<Expr>) {
        let event = parts.take(Rule::event).and_then(|pair| {
            let name = Parts::new(pair).take(Rule::name)?;
            Some(self.name(&name))
        });
        let condition =
            parts.take(Rule::guard).and_then(|pair| self.maybe_expression(&mut Parts::new(pair)));
        (event, condition)
    }

    fn keep(&mut self, pair: Pair<'_, Rule>) -> Option<Keep> {
        let span = self.span(&pair);
        self.keep_parts(span, &mut Parts::new(pair))
    }

    fn keep_parts(&mut self, span: Span, parts: &mut Parts<'_>) -> Option<Keep> {
        let field = self.name(&parts.take(Rule::field)?);
        let pattern = self.text(&parts.take(Rule::text)?);
        Some(Keep { span, field, pattern })
    }

    fn table(&mut self, mut parts: Parts<'_>) -> Option<StatementKind> {
        let name = self.name(&parts.take(Rule::name)?);
        let mut rows = Vec::new();
        let mut otherwise: Option<TableElse> = None;
        for pair in parts.rest() {
            let span = self.span(&pair);
            let rule = pair.as_rule();
            let mut parts = Parts::new(pair);
            self.no_separator(&mut parts);
            self.arrow(&mut parts);
            match rule {
                Rule::table_row => {
                    let keys = parts.all(Rule::table_key);
                    let keys = keys.into_iter().filter_map(|key| self.table_key(key)).collect();
                    let Some(value) = self.maybe_expression(&mut parts) else { continue };
                    rows.push(TableRow { span, keys, value });
                }
                Rule::table_else => {
                    let Some(value) = self.maybe_expression(&mut parts) else { continue };
                    match &otherwise {
                        Some(first) => {
                            let message = "a table has one `else`";
                            let finding = Diagnostic::new(&codes::DUPLICATE_KEY, span, message)
                                .at("this one is never used")
                                .label(first.span, "the first one");
                            self.report(finding);
                        }
                        None => otherwise = Some(TableElse { span, value }),
                    }
                }
                _ => {}
            }
        }
        Some(StatementKind::Table { name, rows, otherwise })
    }

    fn table_key(&mut self, pair: Pair<'_, Rule>) -> Option<TableKey> {
        let span = self.span(&pair);
        let inner = pair.into_inner().next()?;
        let value = match inner.as_rule() {
            Rule::text => self.text(&inner).value,
            Rule::number => inner.as_str().to_owned(),
            Rule::slip_single_quoted => unquoted(inner.as_str()),
            _ => {
                let message = format!("the key `{}` has no quotes", inner.as_str());
                let quoted = format!("\"{}\"", inner.as_str());
                let finding = Diagnostic::new(&codes::UNEXPECTED, span, message)
                    .help(format!("write `{quoted}`"))
                    .fix(span, quoted);
                self.report(finding);
                inner.as_str().to_owned()
            }
        };
        Some(TableKey { value, span })
    }

    fn arrow(&mut self, parts: &mut Parts<'_>) {
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

    fn status_line(&mut self, pair: Pair<'_, Rule>) -> Option<StatusLine> {
        let span = self.span(&pair);
        let mut parts = Parts::new(pair);
        self.no_separator(&mut parts);
        self.arrow(&mut parts);
        let (event, condition) = self.when(&mut parts);
        let action = self.name(&parts.take(Rule::name)?);
        let follow_up = parts.take(Rule::follow_up).and_then(|pair| {
            let span = self.span(&pair);
            let mut parts = Parts::new(pair);
            let action = self.name(&parts.take(Rule::name)?);
            let count = parts.take(Rule::whole)?;
            let count = self.whole(&count);
            let unit = self.name(&parts.take(Rule::name)?);
            Some(FollowUp { action, count, unit, span })
        });
        Some(StatusLine { span, event: event?, condition, action, follow_up })
    }

    fn notify_line(&mut self, pair: Pair<'_, Rule>) -> Option<NotifyLine> {
        let span = self.span(&pair);
        let mut parts = Parts::new(pair);
        self.no_separator(&mut parts);
        let mail = parts.take(Rule::mail_word).is_some();
        let to = self.maybe_expression(&mut parts)?;
        let (event, condition) = self.when(&mut parts);
        Some(NotifyLine { span, mail, to, event, condition })
    }

    fn limit(&mut self, mut parts: Parts<'_>) -> Option<StatementKind> {
        let actions = parts.all(Rule::name).iter().map(|pair| self.name(pair)).collect();
        let bound = match parts.take(Rule::limit_percent) {
            Some(pair) => {
                let mut parts = Parts::new(pair);
                let number = parts.take(Rule::percent)?.as_str().to_owned();
                LimitBound::Percent { number, of: self.resource(&mut parts) }
            }
            None => {
                let mut parts = Parts::new(parts.take(Rule::limit_count)?);
                let count = parts.take(Rule::whole)?;
                let count = self.whole(&count);
                let of = parts.take(Rule::resource).map(|pair| Resource {
                    groups: pair.as_str() == "groups",
                    span: Some(self.span(&pair)),
                });
                LimitBound::Count { count, of }
            }
        };
        Some(StatementKind::Limit { actions, bound })
    }

    fn test_item(&mut self, pair: Pair<'_, Rule>) -> Option<TestItem> {
        let span = self.span(&pair);
        let pair = pair.into_inner().next()?;
        let rule = pair.as_rule();
        let mut parts = Parts::new(pair);
        let kind = match rule {
            Rule::test_user => TestItemKind::User(self.json(&mut parts)?),
            Rule::test_group => TestItemKind::Group(self.json(&mut parts)?),
            Rule::test_groups => TestItemKind::Groups(self.json(&mut parts)?),
            Rule::test_current => TestItemKind::Current(self.json(&mut parts)?),
            Rule::test_params => TestItemKind::Params(self.json(&mut parts)?),
            Rule::test_now => TestItemKind::Now(self.text(&parts.take(Rule::text)?)),
            Rule::test_operation => TestItemKind::Operation(self.name(&parts.take(Rule::name)?)),
            Rule::test_expect => TestItemKind::Expect {
                action: self.name(&parts.take(Rule::name)?),
                record: self.json(&mut parts),
            },
            Rule::test_because => TestItemKind::Because(self.text(&parts.take(Rule::text)?)),
            Rule::test_notify => {
                let what = self.name(&parts.take(Rule::name)?);
                let to = match parts.take(Rule::name) {
                    Some(pair) => self.name(&pair),
                    None => {
                        let text = self.text(&parts.take(Rule::text)?);
                        Name { text: text.value, span: text.span }
                    }
                };
                TestItemKind::Notify { what, to }
            }
            _ => return None,
        };
        Some(TestItem { span, kind })
    }

    fn json(&mut self, parts: &mut Parts<'_>) -> Option<Json> {
        let pair = parts.take(Rule::json)?;
        let span = self.span(&pair);
        let text = pair.as_str();
        let text = if text.eq_ignore_ascii_case("null") { "null" } else { text };
        match serde_json::from_str(text) {
            Ok(value) => Some(Json { value, span }),
            Err(error) => {
                // Single quotes were told before, by the scan.
                let told = |finding: &Diagnostic| {
                    finding.code == &codes::SINGLE_QUOTES
                        && span.start <= finding.span().start
                        && finding.span().end <= span.end
                };
                if self.diagnostics.iter().any(told) {
                    return Some(Json { value: serde_json::Value::Null, span });
                }
                let line = text.split_inclusive('\n').take(error.line().saturating_sub(1));
                let at = line.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
                let at = span.start as usize + at.min(text.len().saturating_sub(1));
                let message = error.to_string();
                let message = message.split(" at line ").next().unwrap_or("");
                let finding = Diagnostic::new(
                    &codes::BAD_JSON,
                    Span::new(at, at + 1),
                    format!("this is not JSON: {message}"),
                )
                .help("names and texts of JSON stand in double quotes, parts are separated by commas, and the last has none");
                self.report(finding);
                Some(Json { value: serde_json::Value::Null, span })
            }
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

    fn maybe_expression(&mut self, parts: &mut Parts<'_>) -> Option<Expr> {
        let pair = parts.take(Rule::expression)?;
        self.expression(pair)
    }

    fn expression(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let inner = pair.into_inner().next()?;
        match inner.as_rule() {
            Rule::conditional => self.conditional(inner),
            _ => self.disjunction(inner),
        }
    }

    fn conditional(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let span = self.span(&pair);
        let mut branches = Vec::new();
        let mut condition = None;
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::disjunction => condition = self.disjunction(pair),
                Rule::expression => {
                    let then = self.expression(pair)?;
                    branches.push((condition.take()?, then));
                }
                _ => {}
            }
        }
        Some(Expr { span, kind: ExprKind::If { branches, otherwise: Box::new(condition?) } })
    }

    fn disjunction(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let span = self.span(&pair);
        let mut terms = Vec::new();
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::conjunction => terms.push(self.conjunction(pair)?),
                Rule::slip_or => self.wrong_operator(&pair, "or"),
                _ => {}
            }
        }
        Some(one_or(terms, span, ExprKind::Or))
    }

    fn conjunction(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let span = self.span(&pair);
        let mut terms = Vec::new();
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::negation => terms.push(self.negation(pair)?),
                Rule::slip_and => self.wrong_operator(&pair, "and"),
                _ => {}
            }
        }
        Some(one_or(terms, span, ExprKind::And))
    }

    fn wrong_operator(&mut self, pair: &Pair<'_, Rule>, right: &str) {
        let span = self.span(pair);
        let wrong = pair.as_str().trim();
        let finding = Diagnostic::new(
            &codes::WRONG_OPERATOR,
            span,
            format!("`{wrong}` is not an operator here"),
        )
        .help(match wrong {
            "||" => "write `or` between conditions; a fall-back is written `a ?? b`".to_owned(),
            _ => format!("write `{right}`"),
        })
        .fix(span, right);
        self.report(finding);
    }

    fn negation(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let span = self.span(&pair);
        let source = pair.as_str();
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::expression => {
                    let inner = self.expression(inner)?;
                    return Some(Expr { span, kind: ExprKind::Not(Box::new(inner)) });
                }
                Rule::comparison => return self.comparison(inner),
                Rule::slip_not => {
                    let operand =
                        inner.into_inner().find(|pair| pair.as_rule() == Rule::comparison)?;
                    let written = operand.as_str().trim();
                    let right = match written.strip_prefix('(') {
                        Some(_) if written.ends_with(')') => format!("not {written}"),
                        _ => format!("not ({written})"),
                    };
                    let message = format!(
                        "`not` takes parentheses: `{}` is not a condition",
                        short(source.trim())
                    );
                    let finding = Diagnostic::new(&codes::NOT_WITHOUT_PARENTHESES, span, message)
                        .help(format!("write `{}`", short(&right)))
                        .fix(span, right.clone());
                    self.report(finding);
                    let inner = self.comparison(operand)?;
                    return Some(Expr { span, kind: ExprKind::Not(Box::new(inner)) });
                }
                _ => {}
            }
        }
        None
    }

    fn comparison(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let span = self.span(&pair);
        let mut inner = pair.into_inner();
        let left = self.coalesce(inner.next()?)?;
        let Some(operator) = inner.next() else { return Some(left) };
        let at = self.span(&operator);
        let left = Box::new(left);
        let behind_filter = matches!(
            &left.kind,
            ExprKind::Path(path) if path.steps.last().is_some_and(|step| step.filter.is_some())
        );
        if behind_filter && !matches!(operator.as_rule(), Rule::slip_compare | Rule::slip_is) {
            let message = "an operator cannot stand right behind a value filter";
            let finding = Diagnostic::new(&codes::OPERATOR_AFTER_FILTER, at, message)
                .label(left.span, "this is a condition itself: true when an element fits")
                .help("leave the operator out, or name a sub-attribute: `emails[type eq \"work\"].value pr`");
            self.report(finding);
        }
        let kind = match operator.as_rule() {
            Rule::compare_word => {
                let word = operator.as_str();
                let found =
                    Comparison::ALL.iter().find(|(_, text)| text.eq_ignore_ascii_case(word));
                let right = Box::new(self.coalesce(inner.next()?)?);
                ExprKind::Compare { left, operator: found?.0, right }
            }
            Rule::pr_word => ExprKind::Present(left),
            Rule::in_word => ExprKind::In { left, right: Box::new(self.coalesce(inner.next()?)?) },
            Rule::matches_word => {
                ExprKind::Matches { left, pattern: Box::new(self.coalesce(inner.next()?)?) }
            }
            Rule::slip_not_in => {
                let list = inner.next()?;
                let right = format!("not (… in {})", short(list.as_str().trim()));
                let finding =
                    Diagnostic::new(&codes::WRONG_OPERATOR, at, "`not in` is not an operator")
                        .help(format!("write `{right}`"));
                self.report(finding);
                let right = Box::new(self.coalesce(list)?);
                let inside = Expr { span, kind: ExprKind::In { left, right } };
                ExprKind::Not(Box::new(inside))
            }
            Rule::slip_is => {
                let words = operator.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
                let lower = words.to_ascii_lowercase();
                let negated = lower.contains(" not ");
                let present = lower.ends_with("present") != negated;
                let right = if present { "… pr" } else { "not (… pr)" };
                let finding = Diagnostic::new(
                    &codes::WRONG_OPERATOR,
                    at,
                    format!("`{words}` is not an operator"),
                )
                .help(format!("write `{right}`: `pr` is true when there is a value"));
                let finding = if present { finding.fix(at, "pr") } else { finding };
                self.report(finding);
                let inside = ExprKind::Present(left);
                if present { inside } else { ExprKind::Not(Box::new(Expr { span, kind: inside })) }
            }
            Rule::slip_compare => {
                let wrong = operator.as_str().to_ascii_lowercase();
                let (right, comparison) = match wrong.as_str() {
                    "!=" | "!==" | "<>" | "is not" => ("ne", Comparison::Ne),
                    ">" => ("gt", Comparison::Gt),
                    ">=" => ("ge", Comparison::Ge),
                    "<" => ("lt", Comparison::Lt),
                    "<=" => ("le", Comparison::Le),
                    "contains" | "like" => ("co", Comparison::Co),
                    "starts with" | "startswith" => ("sw", Comparison::Sw),
                    "ends with" | "endswith" => ("ew", Comparison::Ew),
                    "~" | "=~" => ("matches", Comparison::Eq),
                    _ => ("eq", Comparison::Eq),
                };
                self.wrong_operator(&operator, right);
                let right = Box::new(self.coalesce(inner.next()?)?);
                ExprKind::Compare { left, operator: comparison, right }
            }
            _ => return None,
        };
        Some(Expr { span, kind })
    }

    fn coalesce(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let span = self.span(&pair);
        let mut terms = Vec::new();
        for pair in pair.into_inner() {
            terms.push(self.operand(pair)?);
        }
        Some(one_or(terms, span, ExprKind::Coalesce))
    }

    fn operand(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let span = self.span(&pair);
        let inner = pair.into_inner().next()?;
        let kind = match inner.as_rule() {
            Rule::text => ExprKind::Text(self.text(&inner).value),
            Rule::slip_single_quoted => ExprKind::Text(unquoted(inner.as_str())),
            Rule::script_slip => {
                let message = "three quotes hold a script, not a value";
                let finding = Diagnostic::new(&codes::UNEXPECTED, span, message)
                    .help("a text stands in one pair of double quotes, on one line");
                self.report(finding);
                ExprKind::Null
            }
            Rule::number => ExprKind::Number(inner.as_str().to_owned()),
            Rule::true_word => ExprKind::Boolean(true),
            Rule::false_word => ExprKind::Boolean(false),
            Rule::null_word => ExprKind::Null,
            Rule::keep_word => ExprKind::Keep,
            Rule::list => ExprKind::List(self.expressions(inner)?),
            Rule::group => {
                let expression = self.maybe_expression(&mut Parts::new(inner))?;
                ExprKind::Group(Box::new(expression))
            }
            Rule::reject => {
                let text = Parts::new(inner).take(Rule::text)?;
                ExprKind::Reject(self.text(&text))
            }
            Rule::call => {
                let mut parts = Parts::new(inner);
                let name = self.name(&parts.take(Rule::call_name)?);
                let arguments = parts.all(Rule::expression);
                let arguments = arguments.into_iter().map(|pair| self.expression(pair));
                ExprKind::Call { name, arguments: arguments.collect::<Option<_>>()? }
            }
            Rule::path => ExprKind::Path(self.path(inner)?),
            _ => return None,
        };
        Some(Expr { span, kind })
    }

    fn expressions(&mut self, pair: Pair<'_, Rule>) -> Option<Vec<Expr>> {
        pair.into_inner().map(|pair| self.expression(pair)).collect()
    }

    fn path(&mut self, pair: Pair<'_, Rule>) -> Option<Path> {
        let span = self.span(&pair);
        let mut urn = None;
        let mut steps: Vec<Step> = Vec::new();
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::root => {
                    for pair in pair.into_inner() {
                        let mut name = self.name(&pair);
                        if pair.as_rule() == Rule::urn {
                            name.text.pop();
                            urn = Some(name);
                        } else {
                            steps.push(Step { name, filter: None });
                        }
                    }
                }
                Rule::step => {
                    let mut parts = Parts::new(pair);
                    let name = self.name(&parts.take(Rule::name)?);
                    let filter = parts.take(Rule::filter);
                    let filter = filter.and_then(|pair| self.filter(pair));
                    steps.push(Step { name, filter });
                }
                Rule::filter => {
                    let filter = self.filter(pair);
                    steps.last_mut()?.filter = filter;
                }
                _ => {}
            }
        }
        Some(Path { span, urn, steps })
    }

    fn filter(&mut self, pair: Pair<'_, Rule>) -> Option<Box<Expr>> {
        self.maybe_expression(&mut Parts::new(pair)).map(Box::new)
    }
}

fn one_or(mut terms: Vec<Expr>, span: Span, many: fn(Vec<Expr>) -> ExprKind) -> Expr {
    match terms.len() {
        1 => terms.remove(0),
        _ => Expr { span, kind: many(terms) },
    }
}

fn unquoted(text: &str) -> String {
    text.trim_matches('\'').to_owned()
}

/// Long texts of the user are cut in messages.
fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= 60 {
        return text;
    }
    text.chars().take(59).chain("…".chars()).collect()
}

/// The pairs within a pair, taken by rule.
struct Parts<'i> {
    pairs: Vec<Option<Pair<'i, Rule>>>,
}

impl<'i> Parts<'i> {
    fn new(pair: Pair<'i, Rule>) -> Self {
        Parts { pairs: pair.into_inner().map(Some).collect() }
    }

    /// The first one of that rule.
    fn take(&mut self, rule: Rule) -> Option<Pair<'i, Rule>> {
        let fits = |pair: &&mut Option<Pair<'i, Rule>>| {
            pair.as_ref().is_some_and(|pair| pair.as_rule() == rule)
        };
        self.pairs.iter_mut().find(fits)?.take()
    }

    /// All of that rule.
    fn all(&mut self, rule: Rule) -> Vec<Pair<'i, Rule>> {
        let mut found = Vec::new();
        for pair in &mut self.pairs {
            if pair.as_ref().is_some_and(|pair| pair.as_rule() == rule) {
                found.extend(pair.take());
            }
        }
        found
    }

    /// The first one that is not a keyword.
    fn next(&mut self) -> Option<Pair<'i, Rule>> {
        let wanted = [Rule::sync_all, Rule::sync_where, Rule::source_status, Rule::complete_word];
        wanted.into_iter().find_map(|rule| self.take(rule))
    }

    /// Whatever is left.
    fn rest(self) -> impl Iterator<Item = Pair<'i, Rule>> {
        self.pairs.into_iter().flatten()
    }
}
