//! Attributes, types and target fields.

use super::{Builder, Parts};
use crate::diagnostic::{Diagnostic, codes};
use crate::parse::Rule;
use crate::syntax::*;
use pest::iterators::Pair;

impl<'d> Builder<'d> {
    pub(super) fn attributes(&mut self, parts: &mut Parts<'_>) -> Vec<Attribute> {
        let pairs = parts.all(Rule::attribute);
        pairs.into_iter().filter_map(|pair| self.attribute(pair)).collect()
    }

    pub(super) fn attribute(&mut self, pair: Pair<'_, Rule>) -> Option<Attribute> {
        let mut parts = Parts::new(pair);
        self.no_separator(&mut parts);
        self.no_colon(&mut parts);
        Some(Attribute {
            name: self.name(&parts.take(Rule::name)?),
            ty: self.type_name(parts.take(Rule::type_name)?)?,
        })
    }

    pub(super) fn type_name(&mut self, pair: Pair<'_, Rule>) -> Option<TypeName> {
        let span = self.span(&pair);
        let mut parts = Parts::new(pair);
        let many = parts.take(Rule::many_mark).is_some();
        let kind = match parts.take(Rule::complex_type) {
            Some(pair) => TypeKind::Complex(self.attributes(&mut Parts::new(pair))),
            None => TypeKind::Named(self.name(&parts.take(Rule::name)?)),
        };
        Some(TypeName { kind, many, span })
    }

    pub(super) fn target_field(&mut self, pair: Pair<'_, Rule>) -> Option<TargetField> {
        let mut parts = Parts::new(pair);
        self.no_separator(&mut parts);
        self.no_colon(&mut parts);
        let name = self.name(&parts.take(Rule::field)?);
        let ty = self.type_name(parts.take(Rule::type_name)?)?;
        let mut field = TargetField { name, ty, required: None, secret: None, max: None };
        for flag in parts.all(Rule::flag) {
            let span = self.span(&flag);
            let flag = flag.into_inner().next()?;
            match flag.as_rule() {
                Rule::required_word => field.required = Some(span),
                Rule::secret_word => field.secret = Some(span),
                Rule::slip_flag => self.foreign_flag(&flag),
                _ => {
                    let number = Parts::new(flag).take(Rule::whole)?;
                    field.max = Some((self.whole(&number), span));
                }
            }
        }
        Some(field)
    }

    /// `not null`, `optional`
    fn foreign_flag(&mut self, flag: &Pair<'_, Rule>) {
        let span = self.span(flag);
        let written = flag.as_str().to_ascii_lowercase();
        let message = format!("a field is not made `{}`", flag.as_str());
        let finding = Diagnostic::new(&codes::UNEXPECTED, span, message);
        let finding = match written.as_str() {
            "optional" | "nullable" => finding
                .help("leave it out: a field may be without a value unless it is `required`")
                .fix(span, ""),
            "unique" => finding
                .help("leave it out: `match FIELD` says by which fields accounts are found")
                .fix(span, ""),
            _ => finding.help("write `required`").fix(span, "required"),
        };
        self.report(finding);
    }

    pub(super) fn whole(&mut self, pair: &Pair<'_, Rule>) -> u64 {
        pair.as_str().parse().unwrap_or_else(|_| {
            let message = format!("`{}` is too large a number", pair.as_str());
            let finding = Diagnostic::new(&codes::BAD_LITERAL, self.span(pair), message)
                .help("write a smaller one");
            self.report(finding);
            u64::MAX
        })
    }
}
