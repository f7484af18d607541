//! The second pass: what the statements say.

use super::{Context, Resolver, names};
use crate::plan::*;
use crate::types::{Base, Count};
use scimrules_grammar::syntax::{
    self, File, Json, LimitBound, MapEntry, MapOperator, Name, StatementKind,
};
use scimrules_grammar::{Diagnostic, Span, closest, codes};
use std::collections::HashMap;

/// What is collected for one kind of resource.
#[derive(Default)]
struct Parts {
    matching: Vec<usize>,
    lines: Vec<Line>,
    keeps: Vec<Keep>,
    sync: Option<Sync>,
    source_status: Option<Clause<Expr>>,
    status: Vec<StatusLine>,
    notices: Vec<Notice>,
    protect: Vec<Clause<Expr>>,
    again: Option<Clause<Expr>>,
    mapped: bool,
}

impl<'s> Resolver<'s> {
    pub(super) fn statements(&mut self, file: &'s File) -> Option<Plan> {
        let mut users = Parts::default();
        let mut groups = Parts::default();
        let mut limits = Vec::new();
        let mut tests = Vec::new();
        let mut store = None;
        let mut strict = false;
        let mut complete = false;
        let mut once: HashMap<String, Span> = HashMap::new();

        self.defaults(file);
        for statement in &file.statements {
            if let StatementKind::Target { resource, fields } = &statement.kind {
                self.target_fields(kind(*resource), fields);
            }
        }
        self.fill_tables(file);
        self.inferred_fields(file);
        for statement in &file.statements {
            let span = statement.span;
            self.only_once(&statement.kind, span, &mut once);
            let parts = match resource_of(&statement.kind) {
                Resource::User => &mut users,
                Resource::Group => &mut groups,
            };
            match &statement.kind {
                StatementKind::Store(name) => store = Some(name.value.clone()),
                StatementKind::Strict => strict = true,
                StatementKind::SourceComplete => complete = true,
                StatementKind::Match { resource, fields } => {
                    let resource = kind(*resource);
                    let fields: Vec<usize> =
                        fields.iter().filter_map(|name| self.match_field(name, resource)).collect();
                    parts.matching.extend(fields);
                }
                StatementKind::Map { resource, entries } => {
                    parts.mapped = true;
                    self.map(kind(*resource), entries, parts);
                }
                StatementKind::Keep(keep) => parts.keeps.extend(self.keep(keep, Resource::User)),
                StatementKind::Sync { resource, criterion } => {
                    let resource = kind(*resource);
                    let cx = Context::of(resource);
                    let title = match (resource, criterion) {
                        (Resource::User, None) => "sync all users",
                        (Resource::User, Some(_)) => "sync users where",
                        (Resource::Group, None) => "sync all groups",
                        (Resource::Group, Some(_)) => "sync groups where",
                    };
                    let criterion = match criterion {
                        None => None,
                        Some(criterion) => match self.condition(criterion, cx) {
                            Some(criterion) => Some(criterion),
                            None => continue,
                        },
                    };
                    parts.sync.get_or_insert(Sync { span, title, criterion });
                }
                StatementKind::SourceStatus(value) => {
                    let cx = Context::of(Resource::User);
                    if let Some(value) = self.one_value(value, cx, "`source status`") {
                        self.fits(&value, Base::String, "`source status`");
                        self.status_words(&value);
                        parts.source_status = Some(Clause { what: value, span });
                    }
                }
                StatementKind::Status(lines) => {
                    for line in lines {
                        let line = self.status_line(line);
                        parts.status.extend(line);
                    }
                }
                StatementKind::Notify(lines) => {
                    for line in lines {
                        let line = self.notice(line);
                        parts.notices.extend(line);
                    }
                }
                StatementKind::Protect { resource, condition } => {
                    let cx = Context::of(kind(*resource)).with_target();
                    if let Some(what) = self.condition(condition, cx) {
                        parts.protect.push(Clause { what, span });
                    }
                }
                StatementKind::Limit { actions, bound } => {
                    limits.extend(self.limit(actions, bound, span));
                }
                StatementKind::Again(value) => {
                    let cx = Context::of(Resource::User);
                    if let Some(value) = self.one_value(value, cx, "`again at`")
                        && self.fits(&value, Base::DateTime, "`again at`")
                    {
                        parts.again = Some(Clause { what: value, span });
                    }
                }
                StatementKind::Test { name, items } => tests.extend(self.test(name, items, span)),
                _ => {}
            }
        }
        self.unused_lets_are_checked();
        let groups_mapped = groups.mapped;
        let plan_users = self.program(Resource::User, users);
        let plan_groups = self.program(Resource::Group, groups);
        let mut plan = Plan {
            store,
            strict,
            complete,
            params: std::mem::take(&mut self.params),
            tables: std::mem::take(&mut self.tables),
            users: plan_users,
            groups: Some(plan_groups),
            limits,
            tests,
            #[cfg(feature = "script")]
            script: self.script.take(),
        };
        self.lints(&plan, file);
        if !groups_mapped {
            plan.groups = None;
        }
        Some(plan)
    }

    fn program(&mut self, resource: Resource, parts: Parts) -> Program {
        let scope = self.scope(resource);
        if resource == Resource::User
            && parts.source_status.is_none()
            && let Some(active) = scope.catalogue.find(None, "active")
        {
            scope.catalogue.slot(active);
        }
        let fields = std::mem::take(&mut scope.fields);
        let mut lines_of = vec![Vec::new(); fields.len()];
        for (at, line) in parts.lines.iter().enumerate() {
            lines_of[line.field].push(at);
        }
        let fills_missing =
            parts.lines.iter().any(|line| line.operator == MapOperator::SetIfMissing);
        Program {
            resource,
            catalogue: scope.catalogue.clone(),
            tree: super::fields::tree(&fields),
            fields,
            matching: parts.matching,
            lines: parts.lines,
            needs_record: scope.needs_record || fills_missing || !parts.keeps.is_empty(),
            needs_clock: scope.needs_clock,
            keeps: parts.keeps,
            sync: parts.sync,
            source_status: parts.source_status,
            status: parts.status,
            notices: parts.notices,
            protect: parts.protect,
            again: parts.again,
            lets: std::mem::take(&mut scope.lets),
            lines_of,
        }
    }

    /// Statements of which there is one.
    fn only_once(
        &mut self,
        statement: &StatementKind,
        span: Span,
        once: &mut HashMap<String, Span>,
    ) {
        let of = |resource: &syntax::Resource| if resource.groups { "groups" } else { "users" };
        let (title, help) = match statement {
            StatementKind::Store(_) => ("store".to_owned(), "remove one of them"),
            StatementKind::Target { resource, .. } => {
                (format!("target {}", of(resource)), "put all fields into one block")
            }
            StatementKind::Match { resource, .. } => {
                (format!("match {}", of(resource)), "name all fields in one: `match a, b`")
            }
            StatementKind::Map { resource, .. } => {
                (format!("map {}", of(resource)), "put all lines into one block")
            }
            StatementKind::Sync { resource, .. } => {
                (format!("sync {}", of(resource)), "join the criteria with `and` or `or`")
            }
            StatementKind::SourceStatus(_) => ("source status".to_owned(), "remove one of them"),
            StatementKind::Status(_) => ("status".to_owned(), "put all lines into one block"),
            StatementKind::Notify(_) => ("notify".to_owned(), "put all lines into one block"),
            StatementKind::Again(_) => ("again at".to_owned(), "remove one of them"),
            _ => return,
        };
        match once.get(&title) {
            Some(first) => {
                let plain = title.strip_suffix(" users").filter(|t| *t != "sync").unwrap_or(&title);
                let message = format!("there is more than one `{plain}`");
                let finding = Diagnostic::new(&codes::DUPLICATE_STATEMENT, span, message)
                    .at("given again here")
                    .label(*first, "the first one")
                    .help(help);
                self.report(finding);
            }
            None => {
                once.insert(title, span);
            }
        }
    }

    /// The defaults of parameters.
    fn defaults(&mut self, file: &'s File) {
        let mut at = 0;
        for statement in &file.statements {
            let StatementKind::Param { name, default, .. } = &statement.kind else { continue };
            let index = at;
            at += 1;
            let Some(default) = default else { continue };
            let Some(value) = self.operand(default, Context::of(Resource::User)) else { continue };
            let constant = !value.any(&mut |part| {
                !matches!(
                    part.kind,
                    ExprKind::Text(_)
                        | ExprKind::Integer(_)
                        | ExprKind::Decimal(_)
                        | ExprKind::Boolean(_)
                        | ExprKind::Null
                        | ExprKind::List(_)
                )
            });
            if !constant {
                let message = format!("the default of `{}` is written as a literal", name.text);
                let finding = Diagnostic::new(&codes::NOT_CONSTANT, default.span, message)
                    .help("the host passes the value that counts");
                self.report(finding);
                continue;
            }
            let (base, many) = (self.params[index].base, self.params[index].many);
            let place = format!("the default of `{}`", name.text);
            let date = base == Base::DateTime && matches!(value.kind, ExprKind::Text(_));
            if !date && !self.fits(&value, base, &place) {
                continue;
            }
            if !matches!(value.kind, ExprKind::Null) && many != (value.ty.count == Count::Many) {
                let wanted = if many { "a list" } else { "one value" };
                let message = format!("{place} is {wanted}");
                let finding = Diagnostic::new(&codes::WRONG_TYPE, default.span, message);
                self.report(match many {
                    true => finding.help("write it in brackets: `[…]`"),
                    false => finding.help("declare the parameter as a list: `string[]`"),
                });
                continue;
            }
            self.params[index].default = Some(value);
        }
    }

    /// Without a `target`, lines make the fields; `target.x` may stand before them.
    fn inferred_fields(&mut self, file: &'s File) {
        for statement in &file.statements {
            let StatementKind::Map { resource, entries } = &statement.kind else { continue };
            let resource = kind(*resource);
            if !self.scope(resource).inferred || self.broken_keywords.contains("target") {
                continue;
            }
            let lines = || {
                entries.iter().filter_map(|entry| match entry {
                    MapEntry::Line(line) => Some(line),
                    MapEntry::Keep(_) => None,
                })
            };
            // All names first: a line may read any field of the account.
            for line in lines() {
                self.line_field(resource, &line.field);
            }
            for line in lines() {
                let Some(field) = self.line_field(resource, &line.field) else { continue };
                if self.scope(resource).fields[field].base != Base::Nothing {
                    continue;
                }
                // Findings are the same when the line itself is resolved, and told once.
                let cx = Context { field: Some(field), ..Context::of(resource) };
                let Some(value) = self.value_or_filter(&line.value, cx) else { continue };
                if !matches!(value.ty.base, Base::Nothing | Base::Complex) {
                    let list = line.operator == MapOperator::Add;
                    let count = if list { Count::Many } else { value.ty.count };
                    self.infer(resource, field, value.ty.base, count);
                    self.scope(resource).fields[field].secret |= value.secret;
                }
            }
            for field in &mut self.scope(resource).fields {
                if field.base == Base::Nothing {
                    field.base = Base::Any;
                }
            }
        }
    }

    fn fill_tables(&mut self, file: &'s File) {
        let limit = self.environment.limits.table_rows;
        for statement in &file.statements {
            let StatementKind::Table { name, rows, otherwise } = &statement.kind else { continue };
            let mut table = Table { keys: HashMap::new(), rows: Vec::new(), otherwise: None };
            let mut base = Base::Nothing;
            let mut seen: HashMap<String, Span> = HashMap::new();
            if rows.len() > limit {
                let message = format!("the table has {} rows, and {limit} are allowed", rows.len());
                self.report(Diagnostic::new(&codes::TOO_MANY, name.span, message));
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

    fn table_value(&mut self, value: &syntax::Expr, base: &mut Base, cx: Context) -> Option<Expr> {
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

    fn match_field(&mut self, name: &Name, resource: Resource) -> Option<usize> {
        let field = self.named_field(name, resource)?;
        let plan = &self.scope(resource).fields[field];
        let (many, secret) = (plan.many, plan.secret);
        if many {
            let message = format!("`{}` is a list; accounts are found by one value", name.text);
            let finding = Diagnostic::new(&codes::MANY_FOR_ONE, name.span, message)
                .help("name a field with one value");
            self.report(finding);
            return None;
        }
        if secret {
            let message = format!("`{}` is secret and cannot be in `match`", name.text);
            let finding =
                Diagnostic::new(&codes::SECRET_LEAK, name.span, message).help("name another field");
            self.report(finding);
            return None;
        }
        Some(field)
    }

    fn map(&mut self, resource: Resource, entries: &[MapEntry], parts: &mut Parts) {
        for entry in entries {
            match entry {
                MapEntry::Keep(keep) => parts.keeps.extend(self.keep(keep, resource)),
                MapEntry::Line(line) => {
                    let line = self.map_line(resource, line);
                    parts.lines.extend(line);
                }
            }
        }
    }

    fn map_line(&mut self, resource: Resource, line: &syntax::MapLine) -> Option<Line> {
        let field = self.line_field(resource, &line.field);
        let cx = Context { field, ..Context::of(resource) };
        let value = self.value_or_filter(&line.value, cx);
        let event = line.event.as_ref().map(|event| self.event(event));
        let condition = line
            .condition
            .as_ref()
            .map(|condition| self.condition(condition, Context::of(resource)));
        let (field, value) = (field?, value?);
        let plan = &self.scope(resource).fields[field];
        let (base, many, secret, name) = (plan.base, plan.many, plan.secret, plan.name.clone());
        if value.ty.base == Base::Complex {
            let wanted = if base == Base::Any { Base::String } else { base };
            self.fits(&value, wanted, &format!("the field `{name}`"));
            return None;
        }
        if line.operator == MapOperator::Add && !many {
            let finding = Diagnostic::new(
                &codes::WRONG_TYPE,
                line.field.span,
                format!("`+=` adds to a list, and `{name}` has one value"),
            )
            .help("write `=`, or declare the field as a list: `string[]`");
            self.report(finding);
            return None;
        }
        let value = if many { value } else { self.one(value, &format!("the field `{name}`"))? };
        let value = match base {
            Base::DateTime => self.literal_as(value, base)?,
            _ => value,
        };
        if !self.fits(&value, base, &format!("the field `{name}`")) {
            return None;
        }
        if value.secret && !secret {
            let finding = Diagnostic::new(
                &codes::SECRET_LEAK,
                value.span,
                format!("`{name}` would show a secret"),
            )
            .label(line.field.span, "this field is not secret")
            .help(format!("declare it so: `{name} string secret`"));
            self.report(finding);
            return None;
        }
        let event = match event {
            Some(event) => Some(event?),
            None => None,
        };
        let condition = match condition {
            Some(condition) => Some(condition?),
            None => None,
        };
        Some(Line { span: line.span, field, operator: line.operator, value, event, condition })
    }

    fn keep(&mut self, keep: &syntax::Keep, resource: Resource) -> Option<Keep> {
        let field = self.named_field(&keep.field, resource);
        let pattern = self.compile_pattern(&keep.pattern.value, keep.pattern.span);
        let (field, pattern) = (field?, pattern?);
        if !self.scope(resource).fields[field].many {
            let message = format!("`keep` is for lists, and `{}` has one value", keep.field.text);
            let finding = Diagnostic::new(&codes::WRONG_TYPE, keep.field.span, message)
                .help("use `?=` to set a field only where it has no value");
            self.report(finding);
            return None;
        }
        Some(Keep { field, pattern })
    }

    /// The event of that name.
    fn event(&mut self, name: &Name) -> Option<Event> {
        if let Some(event) = Event::from_text(&name.text) {
            return Some(event);
        }
        let events = Event::ALL.iter().map(|event| event.text());
        let message = format!("there is no event `{}`", name.text);
        let finding = Diagnostic::new(&codes::UNKNOWN_EVENT, name.span, message);
        let aliases = [
            ("disable", "deactivate"),
            ("enable", "activate"),
            ("remove", "delete"),
            ("add", "create"),
            ("change", "update"),
            ("reactivate", "activate"),
            ("leaver", "leave"),
            ("join", "create"),
        ];
        let alias = aliases.iter().find(|(alias, _)| *alias == name.text).map(|(_, meant)| *meant);
        self.report(match alias.or_else(|| closest(&name.text, events.clone())) {
            Some(meant) => finding.help(format!("did you mean `{meant}`?")).fix(name.span, meant),
            None => finding.help(format!("events are {}", names(events))),
        });
        None
    }

    /// The action of that name.
    pub(super) fn action(&mut self, name: &Name) -> Option<Action> {
        if let Some(action) = Action::from_text(&name.text) {
            return Some(action);
        }
        let actions = Action::ALL.iter().map(|action| action.text());
        let message = format!("there is no action `{}`", name.text);
        let finding = Diagnostic::new(&codes::UNKNOWN_ACTION, name.span, message);
        let aliases = [
            ("disable", "deactivate"),
            ("enable", "activate"),
            ("remove", "delete"),
            ("nothing", "ignore"),
            ("skip", "ignore"),
            ("deny", "reject"),
            ("error", "reject"),
            ("add", "create"),
            ("none", "ignore"),
        ];
        let alias = aliases.iter().find(|(alias, _)| *alias == name.text).map(|(_, meant)| *meant);
        self.report(match alias.or_else(|| closest(&name.text, actions.clone())) {
            Some(meant) => finding.help(format!("did you mean `{meant}`?")).fix(name.span, meant),
            None => finding.help(format!("actions are {}", names(actions))),
        });
        None
    }

    fn status_line(&mut self, line: &syntax::StatusLine) -> Option<StatusLine> {
        let event = self.event(&line.event);
        let action = self.action(&line.action);
        let cx = Context::of(Resource::User);
        let condition = line.condition.as_ref().map(|condition| self.condition(condition, cx));
        if let (Some(event), Some(action)) = (event, action)
            && !event.possible_actions().contains(&action)
        {
            let message = format!("`on {event}` cannot be answered with `{action}`");
            let possible = event.possible_actions().iter().map(|action| action.text());
            let finding = Diagnostic::new(&codes::IMPOSSIBLE_ACTION, line.action.span, message)
                .label(line.event.span, "the event")
                .help(format!("it can be {}", names(possible)));
            self.report(finding);
        }
        let then = line.follow_up.as_ref().map(|follow_up| {
            let action = self.action(&follow_up.action)?;
            let later = [Action::Deactivate, Action::Suspend, Action::Delete];
            if !later.contains(&action) {
                let message = format!("`{action}` cannot be done later");
                let finding =
                    Diagnostic::new(&codes::IMPOSSIBLE_ACTION, follow_up.action.span, message)
                        .help("a follow-up is `deactivate`, `suspend` or `delete`");
                self.report(finding);
                return None;
            }
            match super::duration::duration(follow_up) {
                Ok(after) => Some(FollowUp { action, after }),
                Err(finding) => {
                    self.report(finding);
                    None
                }
            }
        });
        let end =
            line.condition.as_ref().map_or(line.event.span.end, |condition| condition.span.end);
        let head = Span { start: line.span.start, end };
        let title = self.source.slice(head).split_whitespace().collect::<Vec<_>>().join(" ");
        let condition = match condition {
            Some(condition) => Some(condition?),
            None => None,
        };
        let then = match then {
            Some(then) => Some(then?),
            None => None,
        };
        let (event, action) = (event?, action?);
        Some(StatusLine { span: line.span, title, event, condition, action, then })
    }

    fn notice(&mut self, line: &syntax::NotifyLine) -> Option<Notice> {
        let cx = Context { changed: true, ..Context::of(Resource::User).with_target() };
        let bare = match &line.to.kind {
            syntax::ExprKind::Path(path) => path.bare(),
            _ => None,
        };
        let to = match bare {
            Some("user") => Some(Recipient::User),
            Some("admin") => Some(Recipient::Admin),
            Some("nobody") => Some(Recipient::Nobody),
            _ if !line.mail => {
                let text = crate::message::short(self.source.slice(line.to.span));
                let message =
                    format!("a password goes to `user`, `admin` or `nobody`, not to `{text}`");
                let finding = Diagnostic::new(&codes::WRONG_TYPE, line.to.span, message);
                let meant = closest(&text, ["user", "admin", "nobody"]);
                self.report(match meant {
                    Some(meant) => finding.help(format!("did you mean `{meant}`?")),
                    None => finding.help("mail notices may go to any address: `mail to …`"),
                });
                None
            }
            _ => {
                let value = self.one_value(&line.to, cx, "the address of a mail");
                value.and_then(|value| {
                    let fits = self.fits(&value, Base::String, "the address of a mail");
                    if value.secret {
                        let message = "the address would show a secret";
                        let finding = Diagnostic::new(&codes::SECRET_LEAK, value.span, message)
                            .help("name another address");
                        self.report(finding);
                    }
                    fits.then_some(Recipient::Address(value))
                })
            }
        };
        let event = line.event.as_ref().map(|event| self.event(event));
        let condition = line.condition.as_ref().map(|condition| self.condition(condition, cx));
        let event = match event {
            Some(event) => Some(event?),
            None => None,
        };
        let condition = match condition {
            Some(condition) => Some(condition?),
            None => None,
        };
        Some(Notice { span: line.span, mail: line.mail, to: to?, event, condition })
    }

    fn limit(&mut self, actions: &[Name], bound: &LimitBound, span: Span) -> Option<Limit> {
        let mut resolved = Vec::new();
        for name in actions {
            let action = self.action(name)?;
            if matches!(action, Action::Unchanged | Action::Ignore) {
                let message = format!("`{action}` changes nothing and needs no limit");
                let finding = Diagnostic::new(&codes::BAD_LIMIT, name.span, message)
                    .help("limit what changes accounts, `deactivate + delete` for example");
                self.report(finding);
                return None;
            }
            resolved.push(action);
        }
        let bound = match bound {
            LimitBound::Count { count, of } => {
                Bound::Count { count: *count, groups: of.map(|resource| resource.groups) }
            }
            LimitBound::Percent { number, of } => {
                let (whole, part) = number.split_once('.').unwrap_or((number, ""));
                let part = format!("{part:0<2}");
                let hundredths = whole
                    .parse::<u64>()
                    .ok()
                    .filter(|whole| *whole <= 100 && part.len() == 2)
                    .and_then(|whole| Some(whole * 100 + part.parse::<u64>().ok()?))
                    .filter(|hundredths| *hundredths <= 10_000);
                let Some(hundredths) = hundredths else {
                    let message = format!("`{number}%` is not a share of all accounts");
                    let finding = Diagnostic::new(&codes::BAD_LIMIT, span, message)
                        .help("write a number from 0 to 100, with at most two places: `2.5%`");
                    self.report(finding);
                    return None;
                };
                Bound::Percent { hundredths, groups: of.groups }
            }
        };
        Some(Limit { span, actions: resolved, bound })
    }

    /// Literals of `source status` are statuses.
    fn status_words(&mut self, value: &Expr) {
        let mut wrong: Vec<(Span, String)> = Vec::new();
        results(value, &mut |part| {
            if let ExprKind::Text(text) = &part.kind
                && Status::from_text(text).is_none()
            {
                wrong.push((part.span, text.clone()));
            }
        });
        if let ExprKind::Table { table, .. } = &value.kind {
            let table = &self.tables[*table];
            for row in table.rows.iter().chain(&table.otherwise) {
                if let ExprKind::Text(text) = &row.kind
                    && Status::from_text(text).is_none()
                {
                    wrong.push((row.span, text.clone()));
                }
            }
        }
        for (span, text) in wrong {
            let message = format!("`{text}` is not a status");
            let words = Status::ALL.iter().map(|status| status.text());
            let finding = Diagnostic::new(&codes::BAD_LITERAL, span, message);
            self.report(match closest(&text, words.clone()) {
                Some(meant) => finding.help(format!("did you mean `{meant}`?")),
                None => finding.help(format!("statuses are {}", names(words))),
            });
        }
    }

    /// Lets that nothing uses are checked all the same.
    fn unused_lets_are_checked(&mut self) {
        for at in 0..self.lets.len() {
            if !self.lets[at].used {
                let span = self.lets[at].name.span;
                self.let_value(at, span, Context::of(Resource::User));
                self.lets[at].used = false;
            }
        }
    }

    pub(super) fn json(json: &Json) -> serde_json::Value {
        json.value.clone()
    }
}

/// Runs over the parts of an expression that may be its result.
fn results(value: &Expr, each: &mut dyn FnMut(&Expr)) {
    match &value.kind {
        ExprKind::If { branches, otherwise } => {
            for (_, then) in branches {
                results(then, each);
            }
            results(otherwise, each);
        }
        ExprKind::Coalesce(items) => items.iter().for_each(|item| results(item, each)),
        _ => each(value),
    }
}

fn kind(resource: syntax::Resource) -> Resource {
    if resource.groups { Resource::Group } else { Resource::User }
}

fn resource_of(statement: &StatementKind) -> Resource {
    match statement {
        StatementKind::Target { resource, .. }
        | StatementKind::Match { resource, .. }
        | StatementKind::Map { resource, .. }
        | StatementKind::Sync { resource, .. }
        | StatementKind::Protect { resource, .. } => kind(*resource),
        _ => Resource::User,
    }
}
