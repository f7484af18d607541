//! The syntax tree: what a rules file says, with the place of everything in it.
//!
//! The tree keeps what a formatter needs (spans, parentheses, texts as written, comments apart) and
//! knows nothing of SCIM: whether a name is an attribute or a parameter is found out later.

use crate::source::Span;

/// A whole rules file.
#[derive(Clone, Debug, Default)]
pub struct File {
    /// In the order of the text.
    pub statements: Vec<Statement>,
    /// Every comment, in order.
    pub comments: Vec<Comment>,
    /// What could not be parsed: later stages do not complain about what these may have defined.
    pub broken: Vec<Broken>,
}

/// A comment, without its line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// From the `#` to the end of the line.
    pub span: Span,
}

/// A statement with a mistake in it.
#[derive(Clone, Debug)]
pub struct Broken {
    /// The statement's first word.
    pub keyword: String,
    /// The name that it defines, where that could be seen; of an entry its first.
    pub name: Option<String>,
    /// Only an entry of the statement's block has the mistake.
    pub entry: bool,
    /// Where.
    pub span: Span,
}

/// A statement.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The whole statement.
    pub span: Span,
    /// Which one.
    pub kind: StatementKind,
}

/// The statements of the language.
#[derive(Clone, Debug)]
#[allow(missing_docs)] // the fields are the parts of the statement, under their own names
pub enum StatementKind {
    /// `store "NAME"`
    Store(Text),
    /// `strict`
    Strict,
    /// `extension NAME "URN" { … }`
    Extension { name: Name, urn: Text, attributes: Vec<Attribute> },
    /// `attributes { … }`
    Attributes(Vec<Attribute>),
    /// `param NAME type = default`
    Param { name: Name, ty: TypeName, default: Option<Expr> },
    /// `let NAME = expression`
    Let { name: Name, value: Expr },
    /// `target { … }`, `target groups { … }`
    Target { resource: Resource, fields: Vec<TargetField> },
    /// `match a, b`
    Match { resource: Resource, fields: Vec<Name> },
    /// `map { … }`, `map groups { … }`
    Map { resource: Resource, entries: Vec<MapEntry> },
    /// `keep FIELD matches "regex"`
    Keep(Keep),
    /// `table NAME { … }`
    Table { name: Name, rows: Vec<TableRow>, otherwise: Option<TableElse> },
    /// `sync all users`, `sync groups where CONDITION`
    Sync { resource: Resource, criterion: Option<Expr> },
    /// `source complete`
    SourceComplete,
    /// `source status = EXPR`
    SourceStatus(Expr),
    /// `status { … }`
    Status(Vec<StatusLine>),
    /// `notify { … }`
    Notify(Vec<NotifyLine>),
    /// `protect if CONDITION`
    Protect { resource: Resource, condition: Expr },
    /// `limit a + b to N`
    Limit { actions: Vec<Name>, bound: LimitBound },
    /// `again at EXPR`
    Again(Expr),
    /// `script """ … """`
    Script(Script),
    /// `test "NAME" { … }`
    Test { name: Text, items: Vec<TestItem> },
}

/// Users or groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Groups; else users.
    pub groups: bool,
    /// Where it is written; `None` for the plain form, which is of users.
    pub span: Option<Span>,
}

/// A word: a name, a dotted field, an operator or an action. The text is as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As written, without white space.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// A text in double quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// What it says: escapes resolved, braces as written.
    pub value: String,
    /// With its quotes.
    pub span: Span,
}

/// An attribute of an extension.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: TypeName,
}

/// A type.
#[derive(Clone, Debug)]
pub struct TypeName {
    /// Name or sub-attributes.
    pub kind: TypeKind,
    /// `[]`
    pub many: bool,
    /// The whole.
    pub span: Span,
}

/// A named type, or a complex one.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// `string`
    Named(Name),
    /// `{ … }`
    Complex(Vec<Attribute>),
}

/// A field of the target.
#[derive(Clone, Debug)]
pub struct TargetField {
    /// Its dotted name.
    pub name: Name,
    /// Its type.
    pub ty: TypeName,
    /// `required`
    pub required: Option<Span>,
    /// `secret`
    pub secret: Option<Span>,
    /// `max N`
    pub max: Option<(u64, Span)>,
}

/// A line of a `map` block.
#[derive(Clone, Debug)]
pub enum MapEntry {
    /// `FIELD = EXPR …`
    Line(MapLine),
    /// `keep FIELD matches "regex"`
    Keep(Keep),
}

/// `FIELD = EXPR [on EVENT] [if CONDITION]`
#[derive(Clone, Debug)]
pub struct MapLine {
    /// The whole line.
    pub span: Span,
    /// The dotted target field.
    pub field: Name,
    /// `=`, `?=` or `+=`
    pub operator: MapOperator,
    /// What it is set to.
    pub value: Expr,
    /// `on EVENT`
    pub event: Option<Name>,
    /// `if CONDITION`
    pub condition: Option<Expr>,
}

/// How a line sets its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapOperator {
    /// `=`
    Set,
    /// `?=`
    SetIfMissing,
    /// `+=`
    Add,
}

impl MapOperator {
    /// As written.
    pub fn text(self) -> &'static str {
        match self {
            MapOperator::Set => "=",
            MapOperator::SetIfMissing => "?=",
            MapOperator::Add => "+=",
        }
    }
}

/// `keep FIELD matches "regex"`
#[derive(Clone, Debug)]
pub struct Keep {
    /// The whole.
    pub span: Span,
    /// The dotted target field.
    pub field: Name,
    /// The regular expression.
    pub pattern: Text,
}

/// `"a", "b" => value`
#[derive(Clone, Debug)]
pub struct TableRow {
    /// The whole row.
    pub span: Span,
    /// At least one.
    pub keys: Vec<TableKey>,
    /// What it answers.
    pub value: Expr,
}

/// A key of a table.
#[derive(Clone, Debug)]
pub struct TableKey {
    /// What is looked for.
    pub value: String,
    /// As written.
    pub span: Span,
}

/// `else => value`
#[derive(Clone, Debug)]
pub struct TableElse {
    /// The whole row.
    pub span: Span,
    /// What it answers.
    pub value: Expr,
}

/// `on EVENT [if CONDITION] => ACTION [, ACTION after 30 days]`
#[derive(Clone, Debug)]
pub struct StatusLine {
    /// The whole line.
    pub span: Span,
    /// The event.
    pub event: Name,
    /// `if CONDITION`
    pub condition: Option<Expr>,
    /// The action.
    pub action: Name,
    /// What comes later.
    pub follow_up: Option<FollowUp>,
}

/// `ACTION after N UNIT`
#[derive(Clone, Debug)]
pub struct FollowUp {
    /// The action.
    pub action: Name,
    /// How many.
    pub count: u64,
    /// Of what.
    pub unit: Name,
    /// The whole.
    pub span: Span,
}

/// `password to WHO [on EVENT] [if CONDITION]`, `mail to WHO …`
#[derive(Clone, Debug)]
pub struct NotifyLine {
    /// The whole line.
    pub span: Span,
    /// Mail; else password.
    pub mail: bool,
    /// `user`, `admin`, `nobody` (a path of that name) or an expression.
    pub to: Expr,
    /// `on EVENT`
    pub event: Option<Name>,
    /// `if CONDITION`
    pub condition: Option<Expr>,
}

/// How much is allowed.
#[derive(Clone, Debug, PartialEq)]
pub enum LimitBound {
    /// `N% of users`; the number as written.
    Percent {
        /// As written, without the sign.
        number: String,
        /// Of what.
        of: Resource,
    },
    /// `N`
    Count {
        /// That many are allowed.
        count: u64,
        /// Of what, where it is said.
        of: Option<Resource>,
    },
}

/// The text of a script.
#[derive(Clone, Debug)]
pub struct Script {
    /// Between the quotes; its text is in the source.
    pub body: Span,
}

/// An item of a test.
#[derive(Clone, Debug)]
pub struct TestItem {
    /// The whole item.
    pub span: Span,
    /// Which one.
    pub kind: TestItemKind,
}

/// The items of a test.
#[derive(Clone, Debug)]
#[allow(missing_docs)] // the fields are the parts of the item, under their own names
pub enum TestItemKind {
    User(Json),
    Group(Json),
    Groups(Json),
    Current(Json),
    Params(Json),
    Now(Text),
    Operation(Name),
    Expect { action: Name, record: Option<Json> },
    Because(Text),
    Notify { what: Name, to: Name },
}

/// A JSON value in a test.
#[derive(Clone, Debug)]
pub struct Json {
    /// The value.
    pub value: serde_json::Value,
    /// Its text is in the source.
    pub span: Span,
}

/// An expression: a value or a condition.
#[derive(Clone, Debug)]
pub struct Expr {
    /// The whole.
    pub span: Span,
    /// Which one.
    pub kind: ExprKind,
}

/// The expressions of the language.
#[derive(Clone, Debug)]
#[allow(missing_docs)] // the fields are the parts of the expression, under their own names
pub enum ExprKind {
    /// `"text"`; braces are still as written, see [`crate::parse_pieces`].
    Text(String),
    /// A number as written.
    Number(String),
    Boolean(bool),
    Null,
    /// `keep`
    Keep,
    /// `reject "why"`
    Reject(Text),
    /// `[a, b]`
    List(Vec<Expr>),
    /// `name.givenName`
    Path(Path),
    /// `lower(x)`
    Call {
        name: Name,
        arguments: Vec<Expr>,
    },
    /// `if c then a else if d then b else e`
    If {
        branches: Vec<(Expr, Expr)>,
        otherwise: Box<Expr>,
    },
    /// `a ?? b`
    Coalesce(Vec<Expr>),
    /// `a eq b`
    Compare {
        left: Box<Expr>,
        operator: Comparison,
        right: Box<Expr>,
    },
    /// `a pr`
    Present(Box<Expr>),
    /// `a in b`
    In {
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// `a matches "regex"`
    Matches {
        left: Box<Expr>,
        pattern: Box<Expr>,
    },
    /// `not (a)`
    Not(Box<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    /// `(a)`
    Group(Box<Expr>),
    /// What the language does not have, and the parser has told; the expressions within.
    Mistake(Vec<Expr>),
}

/// A comparison operator of SCIM.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // RFC 7644 §3.4.2.2, table 3
pub enum Comparison {
    Eq,
    Ne,
    Co,
    Sw,
    Ew,
    Gt,
    Ge,
    Lt,
    Le,
}

impl Comparison {
    /// Every operator, with its word.
    pub const ALL: [(Comparison, &'static str); 9] = [
        (Comparison::Eq, "eq"),
        (Comparison::Ne, "ne"),
        (Comparison::Co, "co"),
        (Comparison::Sw, "sw"),
        (Comparison::Ew, "ew"),
        (Comparison::Gt, "gt"),
        (Comparison::Ge, "ge"),
        (Comparison::Lt, "lt"),
        (Comparison::Le, "le"),
    ];

    /// The operator's word.
    pub fn text(self) -> &'static str {
        Self::ALL.iter().find(|(comparison, _)| *comparison == self).map_or("", |(_, word)| word)
    }

    /// `gt ge lt le`
    pub fn is_order(self) -> bool {
        matches!(self, Comparison::Gt | Comparison::Ge | Comparison::Lt | Comparison::Le)
    }

    /// `co sw ew`
    pub fn is_text_search(self) -> bool {
        matches!(self, Comparison::Co | Comparison::Sw | Comparison::Ew)
    }
}

/// An attribute path in SCIM notation, or any other name.
#[derive(Clone, Debug)]
pub struct Path {
    /// The whole.
    pub span: Span,
    /// `urn:…:User`, without its last colon.
    pub urn: Option<Name>,
    /// At least one.
    pub steps: Vec<Step>,
}

impl Path {
    /// The name of a path that is a bare name.
    pub fn bare(&self) -> Option<&str> {
        match &self.steps[..] {
            [Step { name, filter: None }] if self.urn.is_none() => Some(&name.text),
            _ => None,
        }
    }
}

/// A name in a path, with the value filter behind it.
#[derive(Clone, Debug)]
pub struct Step {
    /// The name.
    pub name: Name,
    /// `[type eq "work"]`
    pub filter: Option<Box<Expr>>,
}

/// A piece of a text with interpolation.
#[derive(Clone, Debug)]
pub enum Piece {
    /// As it is.
    Literal(String),
    /// `{…}`: a path or a call.
    Hole(Expr),
}
