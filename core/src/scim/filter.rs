//! Filters (RFC 7644 §3.4.2.2): from text to a tree that holds SCIM only.
//!
//! The grammar is the one of the rules; what only rules have is rejected here. A filter knows no
//! schema: any attribute may be named. Of the standard's attributes it knows which compare with
//! case and which have no order.

use super::attribute::{core_attribute, is_core};
use super::error::{ScimError, ScimType, shortened};
use super::schema::{self, AttributeSchema, AttributeType};
use super::work::Work;
use scimrules_grammar::syntax::{self, Comparison, Expr, ExprKind};
use scimrules_grammar::{Diagnostic, SourceLimits, Span, codes, parse_expression};
use serde_json::Value;

/// Names in a path; SCIM has two, and three with a nested list.
const MAX_STEPS: usize = 16;

/// Bytes of a filter: ten thousand terms of a usual length.
const MAX_BYTES: usize = 1 << 20;

/// A SCIM filter, ready to be asked. It holds no state and may be shared between threads.
///
/// ```
/// let filter = scimrules::Filter::parse(r#"emails[type eq "work" and value ew "@example.com"]"#)?;
/// let user = serde_json::json!({"emails": [{"type": "work", "value": "Ada@Example.com"}]});
/// assert!(filter.matches(&user)?);
/// # Ok::<(), scimrules::ScimError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    pub(super) root: Node,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    And(Vec<Node>),
    Or(Vec<Node>),
    Not(Box<Node>),
    Present(FilterPath),
    /// `emails[type eq "work"]`: an element fits.
    Any(FilterPath),
    Compare {
        path: FilterPath,
        operator: Comparison,
        literal: Literal,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Literal {
    Null,
    Boolean(bool),
    /// As written, and its value.
    Number(String, f64),
    Text(String),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct FilterPath {
    pub(super) urn: Option<String>,
    pub(super) steps: Vec<FilterStep>,
    /// Its text compares with case.
    pub(super) exact: bool,
    /// Booleans and binary values have no order.
    pub(super) unordered: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct FilterStep {
    pub(super) name: String,
    pub(super) filter: Option<Box<Node>>,
}

impl Filter {
    /// Reads a filter. Time is linear in its length; nesting and length are bounded.
    pub fn parse(text: &str) -> Result<Filter, ScimError> {
        let limits = SourceLimits { filter_size: MAX_BYTES, ..SourceLimits::default() };
        let expression = parse_expression(text, &limits).map_err(|findings| invalid(&findings))?;
        Self::lower(&expression, None).map_err(|finding| invalid(&[finding]))
    }

    /// True where the filter holds for the resource.
    ///
    /// The error is `invalidFilter`, where `gt ge lt le` meet a boolean or a binary value, and
    /// `tooMany` where a long filter meets a large resource.
    pub fn matches(&self, resource: &Value) -> Result<bool, ScimError> {
        super::filter_match::resource_fits(&self.root, resource, &Work::new())
    }

    /// True where the filter, which stands in a value filter, holds for an element.
    pub(super) fn matches_element(&self, element: &Value, work: &Work) -> Result<bool, ScimError> {
        super::filter_match::element_fits(&self.root, element, work)
    }

    /// A filter from its syntax; `within` is the attribute whose elements a value filter tests.
    pub(super) fn lower(
        expression: &Expr,
        within: Option<&'static AttributeSchema>,
    ) -> Result<Filter, Diagnostic> {
        let root = lower(expression, Scope { nested: within.is_some(), parent: within })?;
        Ok(Filter { root })
    }

    /// The same, where the attribute is not one of the standard.
    pub(super) fn lower_unknown(expression: &Expr) -> Result<Filter, Diagnostic> {
        Ok(Filter { root: lower(expression, Scope { nested: true, parent: None })? })
    }
}

/// One error from the findings of the parser: the first, with the way out.
pub(super) fn invalid(findings: &[Diagnostic]) -> ScimError {
    ScimError::new(ScimType::InvalidFilter, describe(findings))
}

/// The first finding as one line.
pub(super) fn describe(findings: &[Diagnostic]) -> String {
    match findings.first() {
        Some(finding) => match &finding.help {
            Some(help) => format!("{}: {help}", finding.message),
            None => finding.message.clone(),
        },
        None => "the filter cannot be read".to_owned(),
    }
}

/// Where a filter stands.
#[derive(Clone, Copy)]
struct Scope {
    /// In brackets.
    nested: bool,
    /// The attribute in front of the brackets, where the standard has it.
    parent: Option<&'static AttributeSchema>,
}

fn not_a_filter(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&codes::NOT_A_FILTER, span, message)
}

/// Recursion is as deep as the brackets of the text, which the grammar bounds.
fn lower(expression: &Expr, scope: Scope) -> Result<Node, Diagnostic> {
    let all =
        |terms: &[Expr]| terms.iter().map(|term| lower(term, scope)).collect::<Result<_, _>>();
    match &expression.kind {
        ExprKind::And(terms) => Ok(Node::And(all(terms)?)),
        ExprKind::Or(terms) => Ok(Node::Or(all(terms)?)),
        ExprKind::Not(inner) => Ok(Node::Not(Box::new(lower(inner, scope)?))),
        ExprKind::Group(inner) => lower(inner, scope),
        ExprKind::Present(operand) => Ok(Node::Present(attribute(operand, scope)?)),
        ExprKind::Compare { left, operator, right } => {
            let path = attribute(left, scope)?;
            Ok(Node::Compare { path, operator: *operator, literal: literal(right)? })
        }
        ExprKind::Path(path) if path.steps.last().is_some_and(|step| step.filter.is_some()) => {
            Ok(Node::Any(lower_path(path, scope)?))
        }
        ExprKind::Path(path) => {
            let name = name_of(path);
            Err(not_a_filter(expression.span, format!("`{name}` alone is not a condition"))
                .help(format!("write `{name} pr` or `{name} eq …`")))
        }
        other => Err(not_a_filter(expression.span, format!("{} is not a condition", what(other)))
            .help("a condition of a filter is `attribute operator literal`, as in `userName eq \"ada\"`")),
    }
}

/// The left side of an operator.
fn attribute(operand: &Expr, scope: Scope) -> Result<FilterPath, Diagnostic> {
    match &operand.kind {
        ExprKind::Path(path) => lower_path(path, scope),
        other => {
            let message = format!("{} cannot stand before an operator in a filter", what(other));
            Err(not_a_filter(operand.span, message)
                .help("an attribute stands there, as in `userName eq \"ada\"`"))
        }
    }
}

/// The right side of an operator.
fn literal(operand: &Expr) -> Result<Literal, Diagnostic> {
    match &operand.kind {
        ExprKind::Text(text) => Ok(Literal::Text(text.clone())),
        ExprKind::Number(text) => match text.parse() {
            Ok(value) => Ok(Literal::Number(text.clone(), value)),
            Err(_) => Err(not_a_filter(operand.span, format!("`{text}` is not a number"))),
        },
        ExprKind::Boolean(value) => Ok(Literal::Boolean(*value)),
        ExprKind::Null => Ok(Literal::Null),
        ExprKind::Path(path) => {
            let name = name_of(path);
            let message = format!("`{name}` is not a literal");
            Err(not_a_filter(operand.span, message)
                .help(format!("text stands in double quotes: `\"{name}\"`")))
        }
        other => Err(not_a_filter(operand.span, format!("{} is not a literal", what(other)))
            .help("behind the operator stands a text, a number, `true`, `false` or `null`")),
    }
}

fn name_of(path: &syntax::Path) -> String {
    let names: Vec<&str> = path.steps.iter().map(|step| step.name.text.as_str()).collect();
    let name = match &path.urn {
        Some(urn) => format!("{}:{}", urn.text, names.join(".")),
        None => names.join("."),
    };
    shortened(&name, 80)
}

/// In messages.
fn what(kind: &ExprKind) -> &'static str {
    match kind {
        ExprKind::Text(_) => "a text",
        ExprKind::Number(_) => "a number",
        ExprKind::Boolean(_) => "a boolean",
        ExprKind::Null => "`null`",
        ExprKind::Keep => "`keep`",
        ExprKind::Reject(_) => "`reject`",
        ExprKind::List(_) => "a list",
        ExprKind::Call { .. } => "a function",
        ExprKind::If { .. } => "`if`",
        ExprKind::Coalesce(_) => "`??`",
        ExprKind::In { .. } => "`in`",
        ExprKind::Matches { .. } => "`matches`",
        ExprKind::Group(_) => "an expression in parentheses",
        ExprKind::Path(_) => "an attribute",
        _ => "a condition",
    }
}

fn lower_path(path: &syntax::Path, scope: Scope) -> Result<FilterPath, Diagnostic> {
    if path.steps.len() > MAX_STEPS {
        return Err(not_a_filter(path.span, "the path has too many parts"));
    }
    let urn = path.urn.as_ref().map(|urn| urn.text.clone());
    let mut known: Option<&'static AttributeSchema> = None;
    let mut steps = Vec::with_capacity(path.steps.len());
    for (index, step) in path.steps.iter().enumerate() {
        let name = &step.name.text;
        known = match (index, &urn) {
            (0, Some(urn)) if is_core(urn) => core_attribute(name),
            (0, Some(urn)) => schema::attributes_of(urn).and_then(|all| schema::find(all, name)),
            (0, None) if scope.nested => scope.parent.and_then(|parent| parent.part(name)),
            (0, None) => core_attribute(name),
            _ => known.and_then(|parent| parent.part(name)),
        };
        let filter = match &step.filter {
            Some(filter) => Some(Box::new(lower(filter, Scope { nested: true, parent: known })?)),
            None => None,
        };
        steps.push(FilterStep { name: name.clone(), filter });
    }
    // What is compared of a complex attribute is its `value`.
    let compared = known.map(|known| known.part("value").unwrap_or(known));
    let reference = steps.last().is_some_and(|step| step.name.eq_ignore_ascii_case("$ref"));
    let exact = reference || compared.is_some_and(|known| known.case_exact);
    let unordered = compared
        .is_some_and(|known| matches!(known.ty, AttributeType::Boolean | AttributeType::Binary));
    Ok(FilterPath { urn, steps, exact, unordered })
}
