//! Expressions with every name resolved.

use super::words::Words;
use crate::functions::{Function, Prepared};
use crate::types::Type;
use regex::Regex;
use scimrules_grammar::Span;
use scimrules_grammar::syntax::Comparison;

/// An expression.
#[derive(Debug)]
pub(crate) struct Expr {
    pub(crate) span: Span,
    pub(crate) ty: Type,
    /// Computed from `password` or a secret field: never shown.
    pub(crate) secret: bool,
    pub(crate) kind: ExprKind,
}

/// What an expression does. Which kind it is stands in a number of its own, which is looked at for
/// every expression.
#[derive(Debug)]
#[repr(u64)]
pub(crate) enum ExprKind {
    Text(String),
    Integer(i64),
    Decimal(f64),
    Boolean(bool),
    DateTime {
        at: jiff::Timestamp,
        text: String,
    },
    Null,
    Keep,
    Reject(String),
    List(Vec<Expr>),
    /// An attribute of the payload.
    Read(Box<Read>),
    /// A sub-attribute of the element that a value filter looks at.
    Element {
        column: usize,
    },
    Param(usize),
    Let(usize),
    Target(usize),
    Current(usize),
    CurrentStatus,
    /// `changed(FIELD)`
    Changed(usize),
    /// The number that `first_free` counts up.
    Counter,
    Call {
        function: &'static Function,
        arguments: Vec<Expr>,
        prepared: Box<Prepared>,
        each: Option<usize>,
    },
    Table {
        table: usize,
        argument: Box<Expr>,
        each: bool,
    },
    #[cfg_attr(not(feature = "script"), allow(dead_code))] // made by the resolver of scripts only
    Script {
        name: String,
        arguments: Vec<Expr>,
        each: Option<usize>,
    },
    Host {
        function: usize,
        arguments: Vec<Expr>,
        each: Option<usize>,
    },
    /// `account(field, value)`
    Account {
        field: String,
        value: Box<Expr>,
        each: bool,
    },
    /// `first_free(candidate, …)` for a field.
    FirstFree {
        field: usize,
        candidates: Vec<Expr>,
    },
    Coalesce(Vec<Expr>),
    If {
        branches: Vec<(Expr, Expr)>,
        otherwise: Box<Expr>,
    },
    Interpolate(Vec<Hole>),
    /// The first of several.
    First(Box<Expr>),
    Compare {
        left: Box<Expr>,
        operator: Comparison,
        right: Box<Expr>,
        exact: bool,
    },
    Present(Box<Expr>),
    In {
        left: Box<Expr>,
        right: Box<Expr>,
        exact: bool,
        /// What is on the right, where it is nothing but words.
        words: Option<Words>,
    },
    Matches {
        left: Box<Expr>,
        pattern: Regex,
    },
    Not(Box<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    /// `at_least(n, …)`
    AtLeast {
        count: usize,
        conditions: Vec<Expr>,
    },
}

/// A piece of a text with interpolation.
#[derive(Debug)]
pub(crate) enum Hole {
    Literal(String),
    Value(Expr),
}

/// How an attribute is read.
#[derive(Debug)]
pub(crate) struct Read {
    /// The slot of the projection.
    pub(crate) slot: usize,
    /// The column within the slot's rows; `None` asks only whether there are rows.
    pub(crate) column: Option<usize>,
    /// `[type eq "work"]`
    pub(crate) filter: Option<Expr>,
    pub(crate) reading: Reading,
}

/// What a read gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// The one value of a single-valued attribute.
    One,
    /// The value of the first row that fits.
    First,
    /// The values of all rows that fit.
    All,
    /// How many rows fit.
    Rows,
}

impl Expr {
    /// The kinds that are conditions by themselves.
    pub(crate) fn is_condition(&self) -> bool {
        matches!(
            self.kind,
            ExprKind::Compare { .. }
                | ExprKind::Present(_)
                | ExprKind::In { .. }
                | ExprKind::Matches { .. }
                | ExprKind::Not(_)
                | ExprKind::And(_)
                | ExprKind::Or(_)
                | ExprKind::AtLeast { .. }
        )
    }

    /// The parts of an expression, in order.
    pub(crate) fn children(&self) -> Vec<&Expr> {
        match &self.kind {
            ExprKind::List(items)
            | ExprKind::Coalesce(items)
            | ExprKind::And(items)
            | ExprKind::Or(items)
            | ExprKind::AtLeast { conditions: items, .. }
            | ExprKind::FirstFree { candidates: items, .. }
            | ExprKind::Call { arguments: items, .. }
            | ExprKind::Script { arguments: items, .. }
            | ExprKind::Host { arguments: items, .. } => items.iter().collect(),
            ExprKind::Read(read) => read.filter.iter().collect(),
            ExprKind::Table { argument: inner, .. }
            | ExprKind::Account { value: inner, .. }
            | ExprKind::First(inner)
            | ExprKind::Present(inner)
            | ExprKind::Matches { left: inner, .. }
            | ExprKind::Not(inner) => vec![inner],
            ExprKind::If { branches, otherwise } => branches
                .iter()
                .flat_map(|(condition, then)| [condition, then])
                .chain([otherwise.as_ref()])
                .collect(),
            ExprKind::Interpolate(holes) => holes
                .iter()
                .filter_map(|hole| match hole {
                    Hole::Value(value) => Some(value),
                    Hole::Literal(_) => None,
                })
                .collect(),
            ExprKind::Compare { left, right, .. } | ExprKind::In { left, right, .. } => {
                vec![left, right]
            }
            _ => Vec::new(),
        }
    }

    /// True where the test holds for the expression or any part of it. Lets and target fields are
    /// not followed.
    pub(crate) fn any(&self, test: &mut dyn FnMut(&Expr) -> bool) -> bool {
        test(self) || self.children().into_iter().any(|child| child.any(test))
    }
}
