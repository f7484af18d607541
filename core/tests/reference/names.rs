//! What the names of the rules mean, and how many values an expression has.

use super::schema::{Attr, Base, Schema, named};
use scimrules::functions::{Parameter, Shape, function};
use scimrules::grammar::syntax::{
    self, Expr, ExprKind, File, MapEntry, MapLine, MapOperator, Path, StatementKind, TypeKind,
    TypeName,
};

/// The rules for users or for groups, as written.
pub(crate) struct Names<'r> {
    pub(crate) file: &'r File,
    pub(crate) text: &'r str,
    pub(crate) groups: bool,
    pub(crate) schema: Schema,
    pub(crate) fields: Vec<Field>,
}

/// A field of the target.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    /// `None` where it is inferred.
    pub(crate) base: Option<Base>,
    pub(crate) many: bool,
    pub(crate) required: bool,
    pub(crate) max: Option<u64>,
    pub(crate) secret: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Count {
    One,
    Many,
    /// Behind a value filter: the first match where one value is due, else all.
    Filtered,
}

/// What a path means.
pub(crate) enum Meaning<'r> {
    /// A part of the element that a value filter looks at.
    Part(&'r Attr),
    Counter,
    Param(&'r str),
    Let(&'r Expr),
    Target(String),
    Current(String),
    Attribute {
        attr: &'r Attr,
        filter: Option<&'r Expr>,
        sub: Option<&'r Attr>,
    },
}

fn many(count: bool) -> Count {
    if count { Count::Many } else { Count::One }
}

impl<'r> Names<'r> {
    pub(crate) fn new(file: &'r File, text: &'r str, groups: bool) -> Names<'r> {
        let schema = Schema::of(groups, file);
        let mut names = Names { file, text, groups, schema, fields: Vec::new() };
        for statement in &file.statements {
            if let StatementKind::Target { resource, fields } = &statement.kind
                && resource.groups == groups
            {
                names.fields = fields.iter().map(field).collect();
                return names;
            }
        }
        // Without a target the lines make the fields.
        for line in names.lines() {
            if names.fields.iter().any(|known| known.name == line.field.text) {
                continue;
            }
            let same = || {
                names.lines().filter(|other| {
                    other.field == line.field || other.field.text == line.field.text
                })
            };
            let typed = same().find(|line| !names.says_nothing(&line.value));
            let many = typed.is_some_and(|line| {
                line.operator == MapOperator::Add || names.count(&line.value, None) == Count::Many
            });
            let name = line.field.text.clone();
            let secret =
                same().any(|line| names.text[line.value.span.range()].contains("password"));
            names.fields.push(Field { name, base: None, many, required: false, max: None, secret });
        }
        names
    }

    /// The lines of `map`, in order.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &'r MapLine> + use<'r> {
        let groups = self.groups;
        let entries =
            self.file.statements.iter().filter_map(move |statement| match &statement.kind {
                StatementKind::Map { resource, entries } if resource.groups == groups => {
                    Some(entries)
                }
                _ => None,
            });
        entries.flatten().filter_map(|entry| match entry {
            MapEntry::Line(line) => Some(line),
            MapEntry::Keep(_) => None,
        })
    }

    pub(crate) fn line_number(&self, span: scimrules::Span) -> u32 {
        let before = &self.text.as_bytes()[..span.start as usize];
        before.iter().filter(|byte| **byte == b'\n').count() as u32 + 1
    }

    fn statement<T>(&self, find: impl Fn(&'r StatementKind) -> Option<T>) -> Option<T> {
        self.file.statements.iter().find_map(|statement| find(&statement.kind))
    }

    pub(crate) fn param(&self, wanted: &str) -> Option<(&'r TypeName, Option<&'r Expr>)> {
        self.statement(|kind| match kind {
            StatementKind::Param { name, ty, default } if name.text == wanted => {
                Some((ty, default.as_ref()))
            }
            _ => None,
        })
    }

    pub(crate) fn table(&self, wanted: &str) -> Option<&'r StatementKind> {
        self.statement(|kind| match kind {
            StatementKind::Table { name, .. } if name.text == wanted => Some(kind),
            _ => None,
        })
    }

    pub(crate) fn field(&self, name: &str) -> usize {
        self.fields.iter().position(|field| field.name == name).expect("a field that is declared")
    }

    /// What a path means; within a value filter its parts come first.
    pub(crate) fn meaning<'n>(&'n self, path: &'n Path, element: Option<&'n Attr>) -> Meaning<'n> {
        let steps = &path.steps;
        let first = &steps[0].name.text;
        let dotted = |from: usize| {
            let names: Vec<&str> = steps[from..].iter().map(|step| &step.name.text[..]).collect();
            names.join(".")
        };
        if path.urn.is_none() {
            if let Some(attr) = element {
                if let Some(part) = attr.part(first) {
                    return Meaning::Part(part);
                }
                if attr.base != Base::Complex && first.eq_ignore_ascii_case("value") {
                    return Meaning::Part(attr);
                }
            }
            if let Some(bare) = path.bare() {
                let known = self.statement(|kind| match kind {
                    StatementKind::Let { name, value } if name.text == bare => Some(value),
                    _ => None,
                });
                if let Some(value) = known {
                    return Meaning::Let(value);
                }
                if self.param(bare).is_some() {
                    return Meaning::Param(bare);
                }
                if bare == "n" {
                    return Meaning::Counter;
                }
            }
            match first.as_str() {
                "target" => return Meaning::Target(dotted(1)),
                "current" => return Meaning::Current(dotted(1)),
                _ => {}
            }
        }
        let short = |name: &str| {
            self.schema.extensions.iter().find(|(short, _)| short.eq_ignore_ascii_case(name))
        };
        let (urn, at) = match (&path.urn, short(first)) {
            (Some(urn), _) if urn.text.eq_ignore_ascii_case(self.schema.core) => (None, 0),
            (Some(urn), _) => (Some(urn.text.as_str()), 0),
            (None, Some((_, urn))) => (Some(urn.as_str()), 1),
            (None, None) => (None, 0),
        };
        let attr = self.schema.find(urn, &steps[at].name.text).expect("an attribute that is known");
        let sub = steps.get(at + 1).and_then(|step| attr.part(&step.name.text));
        Meaning::Attribute { attr, filter: steps[at].filter.as_deref(), sub }
    }

    /// `null`, `keep`, `reject`, and choices between nothing else.
    pub(crate) fn says_nothing(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Null | ExprKind::Keep | ExprKind::Reject(_) => true,
            ExprKind::Text(text) => text.is_empty(),
            ExprKind::Group(inner) => self.says_nothing(inner),
            ExprKind::Coalesce(items) => items.iter().all(|item| self.says_nothing(item)),
            ExprKind::If { branches, otherwise } => {
                branches.iter().all(|(_, then)| self.says_nothing(then))
                    && self.says_nothing(otherwise)
            }
            ExprKind::Path(path) => match self.meaning(path, None) {
                Meaning::Let(value) => self.says_nothing(value),
                _ => false,
            },
            _ => false,
        }
    }

    /// How many values an expression has.
    pub(crate) fn count(&self, expr: &Expr, element: Option<&Attr>) -> Count {
        let of_all = |items: Vec<&Expr>| {
            let counts: Vec<Count> = items
                .into_iter()
                .filter(|item| !self.says_nothing(item))
                .map(|item| self.count(item, element))
                .collect();
            match &counts[..] {
                [] => Count::One,
                counts if counts.contains(&Count::Many) => Count::Many,
                counts if counts.contains(&Count::One) => Count::One,
                _ => Count::Filtered,
            }
        };
        match &expr.kind {
            ExprKind::List(_) => Count::Many,
            ExprKind::Group(inner) => self.count(inner, element),
            ExprKind::Coalesce(items) => of_all(items.iter().collect()),
            ExprKind::If { branches, otherwise } => {
                of_all(branches.iter().map(|(_, then)| then).chain([&**otherwise]).collect())
            }
            ExprKind::Path(path) => match self.meaning(path, element) {
                Meaning::Part(part) => {
                    many(part.many && element.is_some_and(|e| !e.sub.is_empty()))
                }
                Meaning::Counter => Count::One,
                Meaning::Param(name) => many(self.param(name).is_some_and(|(ty, _)| ty.many)),
                Meaning::Let(value) => self.count(value, None),
                Meaning::Current(field) if field == "status" => Count::One,
                Meaning::Target(field) | Meaning::Current(field) => {
                    many(self.fields[self.field(&field)].many)
                }
                Meaning::Attribute { attr, filter, sub } => {
                    match (attr.many, filter.is_some(), sub.is_some_and(|sub| sub.many)) {
                        (_, _, true) => Count::Many,
                        (_, true, _) => Count::Filtered,
                        (listed, false, _) => many(listed),
                    }
                }
            },
            ExprKind::Call { name, arguments } => {
                if let Some(known) = function(&name.text) {
                    let each = self.each(known.parameters, arguments, element);
                    return match (known.returns, each) {
                        (Shape::List(_), _) => Count::Many,
                        (_, Some(at)) => self.count(&arguments[at], element),
                        _ => Count::One,
                    };
                }
                if self.table(&name.text).is_some() {
                    return self.count(&arguments[0], element);
                }
                Count::One
            }
            _ => Count::One,
        }
    }

    /// The argument that holds several values where the function takes one.
    pub(crate) fn each(
        &self,
        parameters: &[Parameter],
        arguments: &[Expr],
        element: Option<&Attr>,
    ) -> Option<usize> {
        (0..arguments.len()).find(|at| {
            let shape = parameters[(*at).min(parameters.len() - 1)].shape;
            matches!(shape, Shape::One(_)) && self.count(&arguments[*at], element) != Count::One
        })
    }

    /// True where the texts of an expression compare with case.
    pub(crate) fn exact(&self, expr: &Expr, element: Option<&Attr>) -> bool {
        match &expr.kind {
            ExprKind::Group(inner) => self.exact(inner, element),
            ExprKind::Path(path) => match self.meaning(path, element) {
                Meaning::Part(part) => part.exact,
                Meaning::Attribute { attr, sub, .. } => {
                    let part =
                        sub.or(if attr.base == Base::Complex { attr.part("value") } else { None });
                    part.unwrap_or(attr).exact
                }
                _ => false,
            },
            _ => false,
        }
    }

    pub(crate) fn base(ty: &TypeName) -> Base {
        match &ty.kind {
            TypeKind::Named(name) => named(&name.text),
            TypeKind::Complex(_) => Base::Complex,
        }
    }
}

fn field(field: &syntax::TargetField) -> Field {
    Field {
        name: field.name.text.clone(),
        base: Some(Names::base(&field.ty)),
        many: field.ty.many,
        required: field.required.is_some(),
        max: field.max.map(|(max, _)| max),
        secret: field.secret.is_some(),
    }
}
