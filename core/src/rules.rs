//! Compiled rules, and the compiler that makes them.

use crate::functions::Kind;
use crate::plan::{HostFunction, Plan, Resource};
use crate::resolve::{Environment, resolve};
use crate::value::Value;
use scimrules_grammar::{Diagnostic, Palette, Severity, Source, SourceLimits, parse, render};
use std::fmt;
use std::sync::Arc;

/// Limits on what a rules file may hold. The defaults suit any hand-written file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompileLimits {
    /// Size and nesting of the text.
    pub source: SourceLimits,
    /// Items of a literal list. Default 10,000.
    pub list_items: usize,
    /// Rows of a table. Default 50,000.
    pub table_rows: usize,
    /// Statements, and lines of blocks other than tables. Default 20,000.
    pub lines: usize,
    /// Extensions and attributes that the rules declare. Default 2,000.
    pub attributes: usize,
}

impl Default for CompileLimits {
    fn default() -> Self {
        CompileLimits {
            source: SourceLimits::default(),
            list_items: 10_000,
            table_rows: 50_000,
            lines: 20_000,
            attributes: 2_000,
        }
    }
}

/// Limits on a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PayloadLimits {
    /// Bytes of a request. Default 16 MiB.
    pub size: usize,
    /// How deep objects and arrays may stand in each other. Default 64.
    pub depth: usize,
    /// Values that one decision may look at or make, 16 bytes of text counting like one: it bounds
    /// time and memory where long requests meet long rules. Default 16 Mi.
    pub work: u64,
}

impl Default for PayloadLimits {
    fn default() -> Self {
        PayloadLimits { size: 16 << 20, depth: 64, work: 16 << 20 }
    }
}

/// A value that a host function gives.
#[derive(Clone, Debug, PartialEq)]
pub enum HostValue {
    /// None; the same as null.
    Null,
    /// A boolean.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Decimal(f64),
    /// Text; for a function that gives a dateTime, RFC 3339.
    Text(String),
    /// Several values.
    List(Vec<HostValue>),
}

/// What a host function does; an error is a sentence for a person.
pub type HostCall = dyn Fn(&[Value<'_>]) -> Result<HostValue, String> + Send + Sync;
/// Finds the id of another account by a field's value.
pub type AccountCall = dyn Fn(&str, Value<'_>) -> Result<Option<String>, String> + Send + Sync;
/// Tells whether a field's value is in use.
pub type TakenCall = dyn Fn(&str, &str) -> Result<bool, String> + Send + Sync;

/// The functions of the embedding product.
#[derive(Clone, Default)]
pub(crate) struct Host {
    pub(crate) calls: Vec<Arc<HostCall>>,
    /// Name and result type, in the order of `calls`.
    pub(crate) names: Vec<(String, Kind)>,
    pub(crate) account: Option<Arc<AccountCall>>,
    pub(crate) is_taken: Option<Arc<TakenCall>>,
}

/// Makes rules of texts: limits and host functions are set here, once.
///
/// `Send + Sync`; compiling does no IO.
#[derive(Clone, Default)]
pub struct Compiler {
    environment: Environment,
    payload: PayloadLimits,
    host: Host,
}

impl Compiler {
    /// A compiler with the default limits and no host functions.
    pub fn new() -> Self {
        Compiler::default()
    }

    /// Sets limits on rules.
    pub fn limits(mut self, limits: CompileLimits) -> Self {
        self.environment.limits = limits;
        self
    }

    /// Sets limits on requests.
    pub fn payload_limits(mut self, limits: PayloadLimits) -> Self {
        self.payload = limits;
        self
    }

    /// Registers a function: rules call it by its name, and its types are checked. Arguments
    /// without a value are not passed: the result is then absent or null like the argument.
    pub fn function(
        mut self,
        name: &str,
        parameters: &[Kind],
        returns: Kind,
        call: impl Fn(&[Value<'_>]) -> Result<HostValue, String> + Send + Sync + 'static,
    ) -> Self {
        let known =
            HostFunction { name: name.to_owned(), parameters: parameters.to_vec(), returns };
        let (named, call) = ((name.to_owned(), returns), Arc::new(call));
        match self.host.names.iter().position(|(known, _)| known == name) {
            // Registered again: the last one counts.
            Some(at) => {
                self.environment.host_functions[at] = known;
                self.host.names[at] = named;
                self.host.calls[at] = call;
            }
            None => {
                self.environment.host_functions.push(known);
                self.host.names.push(named);
                self.host.calls.push(call);
            }
        }
        self
    }

    /// Registers what `account(field, value)` asks. Without it the value is absent, with a warning.
    pub fn account(
        mut self,
        call: impl Fn(&str, Value<'_>) -> Result<Option<String>, String> + Send + Sync + 'static,
    ) -> Self {
        self.host.account = Some(Arc::new(call));
        self
    }

    /// Registers what `first_free` asks. Without it nothing is taken.
    pub fn is_taken(
        mut self,
        call: impl Fn(&str, &str) -> Result<bool, String> + Send + Sync + 'static,
    ) -> Self {
        self.host.is_taken = Some(Arc::new(call));
        self
    }

    /// Compiles a text under the name that messages show. Cost: linear in the text; scripts and
    /// patterns cost more. Everything is prepared here, nothing at the first decision.
    pub fn compile(&self, name: &str, text: &str) -> Result<Rules, CompileError> {
        let source = Source::new(name, text);
        let parsed = parse(source.text(), &self.environment.limits.source);
        let mut diagnostics = parsed.diagnostics;
        let (plan, mut found) = resolve(&source, &parsed.file, &self.environment);
        // A file that could not be looked at says nothing about names.
        let unread = parsed.file.statements.is_empty() && !diagnostics.is_empty();
        if !unread {
            diagnostics.append(&mut found);
        }
        diagnostics.sort_by_key(|finding| (finding.span().start, finding.severity()));
        let failed = diagnostics.iter().any(|finding| finding.severity() == Severity::Error);
        if failed {
            // What could not be read may be what uses it.
            diagnostics.retain(|finding| finding.code != &scimrules_grammar::codes::UNUSED);
        }
        match plan {
            Some(plan) if !failed => {
                let (host, payload) = (self.host.clone(), self.payload);
                let inner = Inner { source, plan, diagnostics, host, payload };
                Ok(Rules { inner: Arc::new(inner) })
            }
            _ => Err(CompileError { source, diagnostics }),
        }
    }
}

impl fmt::Debug for Compiler {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Compiler").field("environment", &self.environment).finish_non_exhaustive()
    }
}

/// Compiled rules: immutable, cheap to clone, shared by any number of threads.
#[derive(Clone)]
pub struct Rules {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) source: Source,
    pub(crate) plan: Plan,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) host: Host,
    pub(crate) payload: PayloadLimits,
}

const _: () = {
    const fn shared<T: Send + Sync>() {}
    shared::<Rules>();
    shared::<Compiler>();
    shared::<CompileError>();
};

impl Rules {
    /// Compiles a text with the default limits and no host functions.
    pub fn compile(text: &str) -> Result<Rules, CompileError> {
        Compiler::new().compile("rules", text)
    }

    /// Warnings and hints about the rules.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.inner.diagnostics
    }

    /// The text that the rules were compiled from.
    pub fn source(&self) -> &Source {
        &self.inner.source
    }

    /// What the rules are for: `store "NAME"`.
    pub fn store(&self) -> Option<&str> {
        self.inner.plan.store.as_deref()
    }

    /// The rules read `current.FIELD`, `?=` or `keep`: requests should carry the record of the
    /// account.
    pub fn needs_record(&self) -> bool {
        let plan = &self.inner.plan;
        plan.users.needs_record || plan.groups.as_ref().is_some_and(|program| program.needs_record)
    }

    /// The rules read the clock: requests must carry `now`.
    pub fn needs_clock(&self) -> bool {
        let plan = &self.inner.plan;
        plan.users.needs_clock || plan.groups.as_ref().is_some_and(|program| program.needs_clock)
    }

    /// The names of the parameters that the rules declare, in their order.
    pub fn params(&self) -> impl Iterator<Item = &str> {
        self.inner.plan.params.iter().map(|param| param.name.as_str())
    }

    /// The attributes of the user that the rules read, as rules write them: a host decides again
    /// when one of them changes.
    pub fn attributes_read(&self) -> Vec<String> {
        let catalogue = &self.inner.plan.users.catalogue;
        let mut names: Vec<String> = Vec::new();
        for slot in &catalogue.slots {
            let name = catalogue.display(slot.attribute);
            if slot.columns.is_empty() || slot.columns.iter().any(|column| column.name.is_empty()) {
                names.push(name);
                continue;
            }
            names.extend(slot.columns.iter().map(|column| format!("{name}.{}", column.name)));
        }
        names.sort();
        names
    }

    /// The fields of the user's record, in the order of `target`.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.inner.plan.users.fields.iter().map(|field| field.name.as_str())
    }

    /// The fields of a record with their types, in the order of `target`, or of `target groups`;
    /// none where there are no rules for groups.
    pub fn field_types(&self, resource: Resource) -> impl Iterator<Item = FieldType<'_>> {
        let program = match resource {
            Resource::User => Some(&self.inner.plan.users),
            Resource::Group => self.inner.plan.groups.as_ref(),
        };
        program.into_iter().flat_map(|program| &program.fields).map(|field| FieldType {
            name: &field.name,
            base: field.base.text(),
            many: field.many,
            secret: field.secret,
        })
    }
}

/// A field of the target and its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldType<'a> {
    /// Its name; `a.b` is nested in the record.
    pub name: &'a str,
    /// The type of a single value, in the words of the language, or `any`.
    pub base: &'static str,
    /// It is a list.
    pub many: bool,
    /// Its values are not shown to people.
    pub secret: bool,
}

impl fmt::Debug for Rules {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Rules").field("source", &self.inner.source.name()).finish_non_exhaustive()
    }
}

/// Rules that cannot be used: every error, with the warnings and hints of the same run.
#[derive(Clone, Debug)]
pub struct CompileError {
    source: Source,
    diagnostics: Vec<Diagnostic>,
}

impl CompileError {
    /// In the order of the text.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The text.
    pub fn source(&self) -> &Source {
        &self.source
    }
}

impl fmt::Display for CompileError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.diagnostics {
            writeln!(out, "{}", render(finding, &self.source, Palette::Plain))?;
        }
        Ok(())
    }
}

impl std::error::Error for CompileError {}
