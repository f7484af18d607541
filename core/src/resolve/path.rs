//! What a path names: an attribute, a sub-attribute, a parameter, a `let`, the target, the account.

use super::{Context, Resolver, names};
use crate::plan::{Attribute, Expr, ExprKind, Read, Reading, Resource};
use crate::types::{Base, Count, Type};
use scimrules_grammar::syntax::{self, Path, Step};
use scimrules_grammar::{Diagnostic, Span, codes};

/// An attribute that a path leads to.
struct Found<'p> {
    attribute: usize,
    /// The steps behind the attribute's own.
    rest: &'p [Step],
    /// The attribute's own step.
    step: &'p Step,
}

impl<'s> Resolver<'s> {
    #[inline(never)]
    pub(super) fn path(&mut self, path: &Path, cx: Context) -> Option<Expr> {
        let span = path.span;
        let first = &path.steps.first()?.name.text;
        if path.urn.is_none() {
            if let Some(slot) = cx.element
                && let Some(expr) = self.element(path, slot, cx)
            {
                return expr;
            }
            if let Some(bare) = path.bare() {
                if bare == "n" && cx.counter {
                    return Some(Expr::new(span, Type::one(Base::Integer), ExprKind::Counter));
                }
                if let Some(expr) = self.param_or_let(bare, span, cx) {
                    return expr;
                }
            }
            match first.as_str() {
                "target" => return self.target(path, cx),
                "current" => return self.current(path, cx),
                _ => {}
            }
        }
        let found = self.find(path, cx)?;
        self.attribute_value(path, found, cx)
    }

    /// A sub-attribute of the element that the value filter looks at. `None`: it is none.
    fn element(&mut self, path: &Path, slot: usize, cx: Context) -> Option<Option<Expr>> {
        let scope = self.scope(cx.resource);
        let attribute = &scope.catalogue.attributes[scope.catalogue.slots[slot].attribute];
        let step = &path.steps[0];
        let name = &step.name.text;
        let value_itself = attribute.sub.is_empty() && name.eq_ignore_ascii_case("value");
        if value_itself && path.steps.len() == 1 {
            let kind = ExprKind::Element { column: 0 };
            return Some(Some(Expr::new(path.span, Type::one(attribute.base), kind)));
        }
        let sub = attribute.sub.iter().position(|sub| sub.name.eq_ignore_ascii_case(name))?;
        let (base, many) = (attribute.sub[sub].base, attribute.sub[sub].many);
        if path.steps.len() > 1 || step.filter.is_some() {
            let message = format!("`{name}` has no sub-attributes");
            self.report(Diagnostic::new(&codes::UNKNOWN_ATTRIBUTE, path.span, message));
            return Some(None);
        }
        let column = scope.catalogue.column(slot, sub);
        let ty = if many { Type::many(base) } else { Type::one(base) };
        Some(Some(Expr::new(path.span, ty, ExprKind::Element { column })))
    }

    fn param_or_let(&mut self, name: &str, span: Span, cx: Context) -> Option<Option<Expr>> {
        if let Some(at) = self.indexes.params.get(name).copied() {
            self.param_names[at].1 = true;
            let param = &self.params[at];
            let ty = if param.many { Type::many(param.base) } else { Type::one(param.base) };
            return Some(Some(Expr::new(span, ty, ExprKind::Param(at))));
        }
        let at = self.indexes.lets.get(name).copied()?;
        Some(self.let_value(at, span, cx))
    }

    fn dotted(steps: &[Step]) -> String {
        steps.iter().map(|step| step.name.text.as_str()).collect::<Vec<_>>().join(".")
    }

    fn target(&mut self, path: &Path, cx: Context) -> Option<Expr> {
        let name = Self::dotted(&path.steps[1..]);
        if !cx.target {
            let finding = Diagnostic::new(
                &codes::MISPLACED_NAME,
                path.span,
                "`target.` can be read in `notify` and `protect` only",
            )
            .help("name the value with `let`, and use it in both lines");
            self.report(finding);
            return None;
        }
        let field = self.field(&name, path.span, cx.resource)?;
        let field_plan = &self.scope(cx.resource).fields[field];
        let (base, many, secret) = (field_plan.base, field_plan.many, field_plan.secret);
        let ty = if many { Type::many(base) } else { Type::one(base) };
        Some(Expr { span: path.span, ty, secret, kind: ExprKind::Target(field) })
    }

    fn current(&mut self, path: &Path, cx: Context) -> Option<Expr> {
        let name = Self::dotted(&path.steps[1..]);
        if name == "status" {
            return Some(Expr::new(path.span, Type::STRING, ExprKind::CurrentStatus));
        }
        if name.is_empty() {
            let finding = Diagnostic::new(
                &codes::MISPLACED_NAME,
                path.span,
                "`current` alone is not a value",
            )
            .help("name a part of it: `current.status`, or a field of the target");
            self.report(finding);
            return None;
        }
        let field = self.field(&name, path.span, cx.resource)?;
        let scope = self.scope(cx.resource);
        scope.needs_record = true;
        let plan = &scope.fields[field];
        let ty = if plan.many { Type::many(plan.base) } else { Type::one(plan.base) };
        Some(Expr { span: path.span, ty, secret: plan.secret, kind: ExprKind::Current(field) })
    }

    /// The target field of that name.
    pub(super) fn field(&mut self, name: &str, span: Span, resource: Resource) -> Option<usize> {
        let scope = self.scope(resource);
        if let Some(field) = scope.field_names.get(name) {
            return Some(*field);
        }
        if self.is_full() || self.may_be_field(name) {
            return None;
        }
        let scope = self.scope(resource);
        let known: Vec<String> = scope.fields.iter().map(|field| field.name.clone()).collect();
        let message = format!("the target has no field `{name}`");
        let finding = Diagnostic::new(&codes::UNKNOWN_FIELD, span, message);
        let finding = match self.meant(name, known.iter().map(String::as_str)) {
            Some(meant) => {
                // `target.emial`: only the part behind `target.` is replaced.
                let end = span.end as usize;
                let start = end.saturating_sub(name.len());
                finding.help(format!("did you mean `{meant}`?")).fix(Span::new(start, end), meant)
            }
            None if known.is_empty() => finding.help("declare it in `target { … }`"),
            None => finding.help(format!(
                "fields are {}; declare others in `target {{ … }}`",
                names(known.iter().map(String::as_str))
            )),
        };
        self.report(finding);
        None
    }

    /// The attribute that a path leads to.
    fn find<'p>(&mut self, path: &'p Path, cx: Context) -> Option<Found<'p>> {
        let steps = &path.steps;
        let catalogue = &self.scope(cx.resource).catalogue;
        if let Some(urn) = &path.urn {
            let core = urn.text.eq_ignore_ascii_case(catalogue.core);
            let extension = catalogue.extension_by_urn(&urn.text);
            if !core && extension.is_none() {
                self.unknown_urn(path, cx);
                return None;
            }
            let extension = if core { None } else { extension };
            return match catalogue.find(extension, &steps[0].name.text) {
                Some(attribute) => Some(Found { attribute, rest: &steps[1..], step: &steps[0] }),
                None => self.unknown(&steps[0], &steps[1..], extension, cx),
            };
        }
        let first = &steps[0];
        let extension = catalogue.extension_by_name(&first.name.text);
        if let Some(extension) = extension {
            let Some(second) = steps.get(1) else {
                let name = &catalogue.extensions[extension].name;
                let message = format!("`{name}` is an extension, not a value");
                let of = catalogue.attributes.iter().filter(|a| a.extension == Some(extension));
                let help =
                    format!("name one of its attributes: {}", names(of.map(|a| a.name.as_str())));
                self.report(Diagnostic::new(&codes::COMPLEX_VALUE, path.span, message).help(help));
                return None;
            };
            return match catalogue.find(Some(extension), &second.name.text) {
                Some(attribute) => Some(Found { attribute, rest: &steps[2..], step: second }),
                None => self.unknown(second, &[], Some(extension), cx),
            };
        }
        match catalogue.find(None, &first.name.text) {
            Some(attribute) => Some(Found { attribute, rest: &steps[1..], step: first }),
            None => self.unknown(first, &steps[1..], None, cx),
        }
    }

    fn attribute_value(&mut self, path: &Path, found: Found<'_>, cx: Context) -> Option<Expr> {
        let Found { attribute, rest, step } = found;
        let scope = self.scope(cx.resource);
        let slot = scope.catalogue.slot(attribute);
        let display = scope.catalogue.display(attribute);
        let known = &scope.catalogue.attributes[attribute];
        let secret = known.name.eq_ignore_ascii_case("password") && known.extension.is_none();
        let (many, base) = (known.many, known.base);
        let filter = match &step.filter {
            None => None,
            Some(filter) => {
                if !many && base != Base::Complex {
                    let message =
                        format!("`{display}` has one value; a value filter needs several");
                    let finding = Diagnostic::new(&codes::WRONG_TYPE, filter.span, message)
                        .help(format!("compare it: `{display} eq …`"));
                    self.report(finding);
                    return None;
                }
                if let syntax::ExprKind::Number(number) = &filter.kind {
                    let message = format!("`[{number}]` is not a value filter");
                    let finding = Diagnostic::new(&codes::NOT_A_CONDITION, filter.span, message)
                        .help(format!("values have no fixed place; write `nth({display}.value, {number})` or `{display}[primary eq true].value`"));
                    self.report(finding);
                    return None;
                }
                if let syntax::ExprKind::Text(text) = &filter.kind {
                    let message = format!("`[\"{text}\"]` is not a value filter");
                    let subs = &self.scope(cx.resource).catalogue.attributes[attribute].sub;
                    let sub = subs.iter().find(|sub| sub.name.eq_ignore_ascii_case(text));
                    let help = match sub {
                        Some(sub) => {
                            format!("a sub-attribute follows a dot: `{display}.{}`", sub.name)
                        }
                        None => format!("write `{display}[type eq \"{text}\"]`"),
                    };
                    let finding = Diagnostic::new(&codes::NOT_A_CONDITION, filter.span, message);
                    self.report(finding.help(help));
                    return None;
                }
                let inside = Context { element: Some(slot), ..cx };
                Some(self.condition(filter, inside)?)
            }
        };
        let sub_of = |known: &Attribute, name: &str| {
            known.sub.iter().position(|sub| sub.name.eq_ignore_ascii_case(name))
        };
        let known = &self.scope(cx.resource).catalogue.attributes[attribute];
        let sub = match rest {
            [] => None,
            [step] if step.filter.is_none() => {
                let Some(at) = sub_of(known, &step.name.text) else {
                    let known = known.clone();
                    return self.no_sub(&known, &display, step, &[]);
                };
                Some(at)
            }
            [step, ..] if rest.len() > 1 && step.filter.is_none() => {
                let name = &step.name.text;
                let known = known.clone();
                return match sub_of(&known, name).is_some() {
                    true => {
                        let whole = format!("{display}.{name}");
                        let simple = Attribute { sub: Vec::new(), many: false, ..known };
                        self.no_sub(&simple, &whole, &rest[1], &[])
                    }
                    false => self.no_sub(&known, &display, step, &rest[1..]),
                };
            }
            _ => {
                let message = "a value filter stands behind the attribute itself";
                let finding = Diagnostic::new(&codes::WRONG_TYPE, path.span, message)
                    .help(format!("write `{display}[…]`"));
                self.report(finding);
                return None;
            }
        };
        let scope = self.scope(cx.resource);
        let (column, base, sub_many) = match sub {
            Some(sub) => {
                let column = scope.catalogue.column(slot, sub);
                let sub = &scope.catalogue.attributes[attribute].sub[sub];
                (Some(column), sub.base, sub.many)
            }
            None if base == Base::Complex => (None, Base::Complex, false),
            None => (Some(0), base, false),
        };
        let filtered = filter.is_some();
        let count = match (many, filtered, sub_many) {
            (_, _, true) => Count::Many,
            (_, true, _) => Count::Filtered,
            (true, false, _) => Count::Many,
            (false, false, _) => Count::One,
        };
        let reading = match (column, count) {
            (None, _) => Reading::Rows,
            (_, Count::One) => Reading::One,
            _ => Reading::All,
        };
        if column.is_none() {
            self.scope(cx.resource).catalogue.slots[slot].whole = true;
        }
        let kind = ExprKind::Read(Box::new(Read { slot, column, filter, reading }));
        Some(Expr { span: path.span, ty: Type { base, count }, secret, kind })
    }

    /// Makes a read of a complex attribute a read of its `value`, as filters do.
    pub(super) fn default_value(&mut self, mut expr: Expr, cx: Context) -> Option<Expr> {
        let ExprKind::Read(read) = &mut expr.kind else { return Some(expr) };
        if expr.ty.base != Base::Complex {
            return Some(expr);
        }
        let scope = self.scope(cx.resource);
        let attribute = scope.catalogue.slots[read.slot].attribute;
        let known = &scope.catalogue.attributes[attribute];
        let Some(sub) = known.sub.iter().position(|sub| sub.name.eq_ignore_ascii_case("value"))
        else {
            let display = scope.catalogue.display(attribute);
            let message = format!("`{display}` is complex and cannot be compared");
            let finding = Diagnostic::new(&codes::COMPLEX_VALUE, expr.span, message).help(format!(
                "name a sub-attribute: {}",
                names(known.sub.iter().map(|sub| sub.name.as_str()))
            ));
            self.report(finding);
            return None;
        };
        read.column = Some(scope.catalogue.column(read.slot, sub));
        read.reading = if expr.ty.is_one() { Reading::One } else { Reading::All };
        expr.ty.base = scope.catalogue.attributes[attribute].sub[sub].base;
        Some(expr)
    }

    /// True where texts of this expression compare with case.
    pub(super) fn case_exact(&mut self, expr: &Expr, cx: Context) -> bool {
        let (slot, column) = match &expr.kind {
            ExprKind::Read(read) => (read.slot, read.column),
            ExprKind::Element { column } => match cx.element {
                Some(slot) => (slot, Some(*column)),
                None => return false,
            },
            ExprKind::First(inner) => return self.case_exact(inner, cx),
            _ => return false,
        };
        let catalogue = &self.scope(cx.resource).catalogue;
        let slot = &catalogue.slots[slot];
        let attribute = &catalogue.attributes[slot.attribute];
        match column.and_then(|column| slot.columns.get(column)) {
            Some(column) if !column.name.is_empty() => {
                attribute.sub.iter().any(|sub| sub.name == column.name && sub.case_exact)
            }
            _ => attribute.case_exact,
        }
    }
}
