//! The second pass: what the statements say.

use super::{Context, Resolver};
use crate::plan::*;
use crate::types::Base;
use scimrules_grammar::syntax::{self, File, Json, MapOperator, StatementKind};
use scimrules_grammar::{Diagnostic, Span, codes};
use std::collections::HashMap;

/// What is collected for one kind of resource.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) matching: Vec<usize>,
    pub(super) lines: Vec<Line>,
    pub(super) keeps: Vec<Keep>,
    pub(super) sync: Option<Sync>,
    pub(super) source_status: Option<Clause<Expr>>,
    pub(super) status: Vec<StatusLine>,
    pub(super) notices: Vec<Notice>,
    pub(super) protect: Vec<Clause<Expr>>,
    pub(super) again: Option<Clause<Expr>>,
    pub(super) mapped: bool,
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
                    let line = self.source.line(span.start);
                    parts.sync.get_or_insert(Sync { span, line, title, criterion });
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
            places: 0,
            limits,
            tests,
            shown: Shown::default(),
            #[cfg(feature = "script")]
            script: self.script.take(),
        };
        self.lints(&plan, file);
        if !groups_mapped {
            plan.groups = None;
        }
        for program in [Some(&mut plan.users), plan.groups.as_mut()].into_iter().flatten() {
            program.catalogue.prepare(&mut plan.places);
            program.prepare(&plan.tables, plan.complete);
        }
        plan.shown = Shown::new(self.source, &plan);
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
        let fills = fills(&fields, &lines_of, &parts);
        let fills_missing =
            parts.lines.iter().any(|line| line.operator == MapOperator::SetIfMissing);
        Program {
            resource,
            catalogue: std::mem::take(&mut scope.catalogue),
            tree: super::fields::tree(&fields),
            matching: parts
                .matching
                .iter()
                .map(|at| super::fields::matching(&fields, *at))
                .collect(),
            fields,
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
            fills,
            steps: Vec::new(),
            required: Vec::new(),
            subjects: Vec::new(),
            wake: Wake::default(),
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

pub(super) fn kind(resource: syntax::Resource) -> Resource {
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

/// How each field is filled.
fn fills(fields: &[Field], lines_of: &[Vec<usize>], parts: &Parts) -> Vec<Fill> {
    let fill = |(index, field): (usize, &Field)| {
        let lines = || lines_of[index].iter().map(|line| &parts.lines[*line]);
        let keeps = parts.keeps.iter().any(|keep| keep.field == index);
        let always = |line: &Line| {
            line.operator == MapOperator::Set && line.event.is_none() && line.condition.is_none()
        };
        let only = match lines_of[index][..] {
            [line] if !keeps && always(&parts.lines[line]) => Some(line),
            _ => None,
        };
        Fill {
            only,
            adds: lines().any(|line| line.operator == MapOperator::Add),
            keeps,
            any_text: field.base.is_text() && !field.many && field.max.is_none(),
        }
    };
    fields.iter().enumerate().map(fill).collect()
}
