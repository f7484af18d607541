//! What the machine runs: rules with every name resolved and everything prepared that can be.
//! Immutable; it holds no text but what a decision or an explanation prints.

mod attributes;
mod bits;
mod expr;
mod piece;
mod shown;
mod steps;
mod vocabulary;
mod wake;
mod words;

pub(crate) use attributes::{
    Attribute, Catalogue, Column, Level, Member, RequestMember, Shape, Slot, SlotRole,
    SubAttribute, Taking,
};
pub(crate) use bits::{each_field, holds, place};
pub(crate) use expr::{Expr, ExprKind, Hole, Read, Reading};
pub(crate) use piece::Piece;
pub(crate) use shown::Shown;
pub(crate) use steps::{Step, Subject, WordLines, text_cost};
pub use vocabulary::{Action, Event, Resource, Status};
pub(crate) use wake::{BySlot, Wake};
pub(crate) use words::Words;

use crate::functions::Kind;
use crate::names::Names;
use crate::types::Base;
use regex::Regex;
use scimrules_grammar::Span;

/// The rules of a file.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) store: Option<String>,
    /// Tolerance turned into `reject`.
    pub(crate) strict: bool,
    /// What the source omits is null.
    pub(crate) complete: bool,
    pub(crate) params: Vec<Param>,
    pub(crate) tables: Vec<Table>,
    pub(crate) users: Program,
    /// `None`: groups are ignored.
    pub(crate) groups: Option<Program>,
    /// Places of trails.
    pub(crate) places: usize,
    pub(crate) limits: Vec<Limit>,
    pub(crate) tests: Vec<Test>,
    pub(crate) shown: Shown,
    #[cfg(feature = "script")]
    pub(crate) script: Option<crate::script::Script>,
}

/// The rules for one kind of resource.
#[derive(Debug)]
pub(crate) struct Program {
    pub(crate) resource: Resource,
    pub(crate) catalogue: Catalogue,
    pub(crate) fields: Vec<Field>,
    /// The fields as they nest in the record.
    pub(crate) tree: FieldTree,
    pub(crate) matching: Vec<MatchField>,
    pub(crate) lines: Vec<Line>,
    pub(crate) keeps: Vec<Keep>,
    pub(crate) sync: Option<Sync>,
    pub(crate) source_status: Option<Clause<Expr>>,
    pub(crate) status: Vec<StatusLine>,
    pub(crate) notices: Vec<Notice>,
    pub(crate) protect: Vec<Clause<Expr>>,
    pub(crate) again: Option<Clause<Expr>>,
    pub(crate) lets: Vec<Let>,
    /// Some line reads `current.FIELD`, or sets a field only where it is missing.
    pub(crate) needs_record: bool,
    /// Some line reads the clock.
    pub(crate) needs_clock: bool,
    /// Field → the line numbers that fill it, in order.
    pub(crate) lines_of: Vec<Vec<usize>>,
    /// Field → how it is filled.
    pub(crate) fills: Vec<Fill>,
    /// Field → what is done until a line fits; lines that add are apart.
    pub(crate) steps: Vec<Box<[Step]>>,
    /// The required fields, in order.
    pub(crate) required: Vec<usize>,
    /// What lines look up.
    pub(crate) subjects: Vec<Subject>,
    pub(crate) wake: Wake,
}

impl Program {
    /// Prepares the mapping, when all else is there. `complete`: what the source omits is null.
    pub(crate) fn prepare(&mut self, tables: &[Table], complete: bool) {
        let fields = self.fields.iter().enumerate();
        self.required = fields.filter(|(_, field)| field.required).map(|(at, _)| at).collect();
        (self.steps, self.subjects) = steps::steps(self);
        self.wake = Wake::new(self, tables, complete);
    }
}

/// What a field needs besides the first line that fits.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Fill {
    /// The one line that says it all: always, and nothing else does.
    pub(crate) only: Option<usize>,
    /// Some line adds to it.
    pub(crate) adds: bool,
    /// Some values are kept.
    pub(crate) keeps: bool,
    /// Any text fits into it.
    pub(crate) any_text: bool,
}

/// Something with the place that it is written at.
#[derive(Debug)]
pub(crate) struct Clause<T> {
    pub(crate) what: T,
    pub(crate) span: Span,
}

/// A host parameter.
#[derive(Debug)]
pub(crate) struct Param {
    pub(crate) name: String,
    pub(crate) base: Base,
    pub(crate) many: bool,
    pub(crate) default: Option<Expr>,
}

/// A lookup.
#[derive(Debug)]
pub(crate) struct Table {
    /// Folded key → row.
    pub(crate) keys: std::collections::HashMap<String, usize>,
    pub(crate) rows: Vec<Expr>,
    pub(crate) otherwise: Option<Expr>,
}

/// A field of the target.
#[derive(Debug)]
pub(crate) struct Field {
    /// `a.b`
    pub(crate) name: String,
    pub(crate) base: Base,
    pub(crate) many: bool,
    pub(crate) required: bool,
    pub(crate) max: Option<u64>,
    pub(crate) secret: bool,
    /// Inferred fields have the span of their first line.
    pub(crate) span: Span,
}

/// Members of the record, in the order of the target.
#[derive(Debug, Default)]
pub(crate) struct FieldTree {
    pub(crate) nodes: Vec<FieldNode>,
    /// Their keys.
    pub(crate) names: Names,
    /// Each node is the field of its own number.
    pub(crate) flat: bool,
}

/// A member of the record: a field, or an object of further members.
#[derive(Debug)]
pub(crate) struct FieldNode {
    pub(crate) key: String,
    /// What a decision says before its text: a comma, the key, a colon and a quote.
    pub(crate) before: Piece,
    pub(crate) field: Option<usize>,
    pub(crate) children: FieldTree,
}

/// A field by which the host finds the account.
#[derive(Debug)]
pub(crate) struct MatchField {
    pub(crate) field: usize,
    /// What a decision says before its text: a comma, the name of the field, and so on to a quote.
    pub(crate) before: Piece,
}

/// A line of `map`.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) span: Span,
    pub(crate) field: usize,
    pub(crate) operator: scimrules_grammar::syntax::MapOperator,
    pub(crate) value: Expr,
    pub(crate) event: Option<Event>,
    pub(crate) condition: Option<Expr>,
}

/// Values of a list field that the rules never touch.
#[derive(Debug)]
pub(crate) struct Keep {
    pub(crate) field: usize,
    pub(crate) pattern: Regex,
}

/// The sync criterion.
#[derive(Debug)]
pub(crate) struct Sync {
    pub(crate) span: Span,
    /// Its number, from 1.
    pub(crate) line: u32,
    /// `sync users where`, as it shows in `because`.
    pub(crate) title: &'static str,
    pub(crate) criterion: Option<Expr>,
}

/// A line of `status`.
#[derive(Debug)]
pub(crate) struct StatusLine {
    pub(crate) span: Span,
    /// Its number, from 1.
    pub(crate) line: u32,
    /// Where the event and its condition are written: what `because` shows.
    pub(crate) title: String,
    pub(crate) event: Event,
    pub(crate) condition: Option<Expr>,
    pub(crate) action: Action,
    pub(crate) then: Option<FollowUp>,
}

/// An action that comes later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// What is to be done.
    pub action: Action,
    /// ISO 8601: `P30D`.
    pub after: String,
}

/// A line of `notify`.
#[derive(Debug)]
pub(crate) struct Notice {
    pub(crate) span: Span,
    pub(crate) mail: bool,
    pub(crate) to: Recipient,
    pub(crate) event: Option<Event>,
    pub(crate) condition: Option<Expr>,
}

/// Who gets a notice.
#[derive(Debug)]
pub(crate) enum Recipient {
    User,
    Admin,
    Nobody,
    Address(Expr),
}

/// A `let`.
#[derive(Debug)]
pub(crate) struct Let {
    pub(crate) value: Expr,
    /// How deep expressions stand in each other, with the lets that it uses.
    pub(crate) depth: usize,
}

/// `limit a + b to N`
#[derive(Clone, Debug)]
pub(crate) struct Limit {
    pub(crate) span: Span,
    pub(crate) actions: Vec<Action>,
    pub(crate) bound: Bound,
}

/// How many are allowed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Bound {
    /// Of the accounts, in hundredths of a percent: exact, no rounding.
    Percent {
        hundredths: u64,
        groups: bool,
    },
    Count {
        count: u64,
        groups: Option<bool>,
    },
}

/// A test that travels with the rules.
#[derive(Clone, Debug)]
pub(crate) struct Test {
    pub(crate) span: Span,
    pub(crate) name: String,
    /// A request, as JSON.
    pub(crate) request: serde_json::Value,
    pub(crate) action: Action,
    pub(crate) record: Option<serde_json::Value>,
    pub(crate) because: Option<String>,
    pub(crate) notify: Vec<(String, String)>,
}

/// A function of the host, as the rules call it.
#[derive(Clone, Debug)]
pub(crate) struct HostFunction {
    pub(crate) name: String,
    pub(crate) parameters: Vec<Kind>,
    pub(crate) returns: Kind,
}
