//! Syntax to plan: names are resolved, types checked, everything prepared that can be.
//! All errors of a file are found in one run.

mod bounds;
mod built_in;
mod call;
mod condition;
mod constant;
mod declare;
mod duration;
mod expression;
mod fields;
mod forms;
mod limit;
mod lints;
mod mapping;
mod marks;
mod notices;
mod params;
mod path;
mod required;
mod statements;
mod status;
mod synonyms;
mod tables;
mod tests;
mod unknown;

use crate::functions::Kind;
use crate::plan::*;
use crate::rules::CompileLimits;
use crate::types::{Base, Count, Type};
use bounds::Counts;
use scimrules_grammar::syntax::{self, Broken, File, Name};
use scimrules_grammar::{Diagnostic, Source, Span, codes};
use std::collections::{HashMap, HashSet};

/// What the embedding product adds to the language.
#[derive(Clone, Debug, Default)]
pub(crate) struct Environment {
    pub(crate) host_functions: Vec<HostFunction>,
    pub(crate) limits: CompileLimits,
}

/// Resolves a file. The plan is there only if there is no error.
pub(crate) fn resolve(
    source: &Source,
    file: &File,
    environment: &Environment,
) -> (Option<Plan>, Vec<Diagnostic>) {
    let mut resolver = Resolver::new(source, file, environment);
    let plan = if resolver.is_small_enough(file) {
        resolver.declare(file);
        resolver.statements(file)
    } else {
        None
    };
    resolver.finish();
    let mut diagnostics = std::mem::take(&mut resolver.diagnostics);
    let mut seen = HashSet::new();
    diagnostics
        .retain(|finding| seen.insert((finding.code.id, finding.span(), finding.message.clone())));
    let errors = diagnostics.iter().any(|finding| finding.code.id.starts_with('E'));
    (plan.filter(|_| !errors), diagnostics)
}

/// The names and rules of one kind of resource while they are resolved.
pub(crate) struct Scope {
    pub(crate) catalogue: Catalogue,
    pub(crate) fields: Vec<Field>,
    pub(crate) field_names: HashMap<String, usize>,
    /// The names that fields nest in, with the first field within.
    pub(crate) parents: HashMap<String, usize>,
    /// Fields come from `map`, in the order of their first lines.
    pub(crate) inferred: bool,
    pub(crate) lets: Vec<Let>,
    let_states: Vec<LetState>,
    pub(crate) needs_record: bool,
    pub(crate) needs_clock: bool,
}

/// How far a `let` is, for one kind of resource.
#[derive(Clone, Copy)]
enum LetState {
    Waiting,
    Running,
    Done(usize),
    Failed,
}

/// A `let` as declared.
struct LetName<'s> {
    name: &'s Name,
    value: &'s syntax::Expr,
    used: bool,
}

/// Where an expression stands: what it may name.
#[derive(Clone, Copy)]
pub(crate) struct Context {
    pub(crate) resource: Resource,
    /// Within a value filter: the slot whose elements it looks at.
    pub(crate) element: Option<usize>,
    /// `target.` may be read.
    pub(crate) target: bool,
    /// `changed(FIELD)` may be asked.
    pub(crate) changed: bool,
    /// The field of a map line.
    pub(crate) field: Option<usize>,
    /// Within a candidate of `first_free`.
    pub(crate) counter: bool,
    /// How many lets and holes stand around it.
    pub(crate) depth: usize,
}

impl Context {
    pub(crate) fn of(resource: Resource) -> Context {
        Context {
            resource,
            element: None,
            target: false,
            changed: false,
            field: None,
            counter: false,
            depth: 0,
        }
    }

    pub(crate) fn with_target(self) -> Context {
        Context { target: true, ..self }
    }
}

/// What is declared, by name; a name given twice leads to the first.
#[derive(Default)]
struct Indexes<'s> {
    params: HashMap<&'s str, usize>,
    lets: HashMap<&'s str, usize>,
    tables: HashMap<&'s str, usize>,
}

/// Lets within lets, and holes within holes, may stand that deep.
const DEPTH: usize = 64;

pub(crate) struct Resolver<'s> {
    source: &'s Source,
    environment: &'s Environment,
    diagnostics: Vec<Diagnostic>,
    params: Vec<Param>,
    param_names: Vec<(&'s Name, bool)>,
    lets: Vec<LetName<'s>>,
    /// Params, lets and tables by name.
    indexes: Indexes<'s>,
    tables: Vec<Table>,
    table_names: Vec<(&'s Name, bool)>,
    /// The names of extensions, and whether something reads them.
    users: Scope,
    groups: Scope,
    #[cfg(feature = "script")]
    script: Option<crate::script::Script>,
    /// Names that statements with mistakes may have defined.
    broken: HashSet<String>,
    /// The keywords of statements with mistakes.
    broken_keywords: HashSet<String>,
    /// The names that lines with mistakes begin with, with the statement that they stand in.
    broken_entries: HashSet<(String, String)>,
    /// Lines of tests with mistakes.
    broken_tests: Vec<Span>,
    lets_now_running: usize,
    /// What is counted towards limits.
    counts: Counts,
}

impl<'s> Resolver<'s> {
    fn new(source: &'s Source, file: &File, environment: &'s Environment) -> Self {
        let scope = |catalogue: Catalogue| Scope {
            catalogue,
            fields: Vec::new(),
            field_names: HashMap::new(),
            parents: HashMap::new(),
            inferred: true,
            lets: Vec::new(),
            let_states: Vec::new(),
            needs_record: false,
            needs_clock: false,
        };
        // An entry without a name could define anything.
        let whole = || file.broken.iter().filter(|broken| !broken.entry || broken.name.is_none());
        let defines = |broken: &&Broken| {
            let defining = ["let", "param", "table", "extension"];
            defining.contains(&broken.keyword.as_str())
        };
        let entry = |broken: &Broken| {
            let name = broken.entry.then(|| broken.name.clone())?;
            Some((broken.keyword.clone(), name?))
        };
        Resolver {
            source,
            environment,
            diagnostics: Vec::new(),
            params: Vec::new(),
            param_names: Vec::new(),
            lets: Vec::new(),
            indexes: Indexes::default(),
            tables: Vec::new(),
            table_names: Vec::new(),
            users: scope(Catalogue::users()),
            groups: scope(Catalogue::groups()),
            #[cfg(feature = "script")]
            script: None,
            broken: whole().filter(defines).filter_map(|broken| broken.name.clone()).collect(),
            broken_keywords: whole().map(|broken| broken.keyword.clone()).collect(),
            broken_entries: file.broken.iter().filter_map(entry).collect(),
            broken_tests: file
                .broken
                .iter()
                .filter(|broken| broken.entry && broken.keyword == "test")
                .map(|broken| broken.span)
                .collect(),
            lets_now_running: 0,
            counts: Counts::default(),
        }
    }

    /// A line that could not be read may have defined, or filled, the field.
    fn may_be_field(&self, name: &str) -> bool {
        ["target", "map"].iter().any(|keyword| self.in_broken_line(keyword, name))
            || self.broken_keywords.contains("target")
    }

    fn in_broken_line(&self, keyword: &str, name: &str) -> bool {
        self.broken_entries.contains(&(keyword.to_owned(), name.to_owned()))
    }

    pub(crate) fn scope(&mut self, resource: Resource) -> &mut Scope {
        match resource {
            Resource::User => &mut self.users,
            Resource::Group => &mut self.groups,
        }
    }

    /// Resolves the `let` of that index for a resource, once; `None` where it has an error.
    pub(crate) fn let_value(&mut self, index: usize, span: Span, cx: Context) -> Option<Expr> {
        self.lets[index].used = true;
        let state = self.scope(cx.resource).let_states[index];
        let resolved = match state {
            LetState::Done(at) => at,
            LetState::Failed => return None,
            LetState::Running => {
                let name = self.lets[index].name;
                let message = format!("`{}` needs itself", name.text);
                let finding = Diagnostic::new(&codes::NAME_CYCLE, span, message)
                    .label(name.span, "declared here")
                    .help("take it out of the circle");
                self.report(finding);
                return None;
            }
            LetState::Waiting => {
                if cx.depth + self.lets_now_running >= DEPTH {
                    let message = format!("lets use each other more than {DEPTH} deep");
                    self.report(Diagnostic::new(&codes::NESTED_TOO_DEEP, span, message));
                    self.scope(cx.resource).let_states[index] = LetState::Failed;
                    return None;
                }
                self.scope(cx.resource).let_states[index] = LetState::Running;
                self.lets_now_running += 1;
                let syntax = self.lets[index].value;
                let value = self.value_or_filter(syntax, Context::of(cx.resource));
                // Where one value is due the name means what its text would mean there.
                let filtered = value.as_ref().is_some_and(|v| v.ty.count == Count::Filtered);
                let one = if filtered {
                    self.expression(syntax, Context::of(cx.resource)).map(expression::first_of)
                } else {
                    None
                };
                self.lets_now_running -= 1;
                let depth = match &value {
                    Some(value) => self.depth_of(value, cx.resource, span),
                    None => None,
                };
                let scope = self.scope(cx.resource);
                match (value, depth) {
                    (Some(value), Some(depth)) => {
                        let at = scope.lets.len();
                        scope.lets.push(Let { value, depth });
                        scope.lets.extend(one.map(|value| Let { value, depth }));
                        scope.let_states[index] = LetState::Done(at);
                        at
                    }
                    _ => {
                        scope.let_states[index] = LetState::Failed;
                        return None;
                    }
                }
            }
        };
        let value = &self.scope(cx.resource).lets[resolved].value;
        let (ty, secret) = (value.ty, value.secret);
        Some(Expr { span, ty, secret, kind: ExprKind::Let(resolved) })
    }
}

/// The base type of a function's kind; `same` is the type of its first argument's values.
pub(crate) fn base_of(kind: Kind, same: Base) -> Base {
    match kind {
        Kind::String => Base::String,
        Kind::Integer => Base::Integer,
        Kind::Boolean => Base::Boolean,
        Kind::DateTime => Base::DateTime,
        Kind::Any => Base::Any,
        Kind::Same => same,
    }
}

/// Both counts in one expression: a list where one is a list, one value where one is single.
pub(crate) fn join_counts(one: Count, other: Count) -> Count {
    match (one, other) {
        (Count::Many, _) | (_, Count::Many) => Count::Many,
        (Count::One, _) | (_, Count::One) => Count::One,
        _ => Count::Filtered,
    }
}

/// A list of names for a message, at most a dozen.
pub(crate) fn names<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let all: Vec<&str> = names.into_iter().collect();
    let shown: Vec<String> = all.iter().take(12).map(|name| format!("`{name}`")).collect();
    let more = if all.len() > 12 { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

impl Expr {
    pub(crate) fn new(span: Span, ty: Type, kind: ExprKind) -> Expr {
        Expr { span, ty, secret: false, kind }
    }
}
