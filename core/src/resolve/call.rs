//! Calls: built-in functions, tables, functions of the script and of the host.

use super::{Context, Resolver, base_of};
use crate::functions::forms::FORMS;
use crate::functions::{FUNCTIONS, function};
use crate::plan::{Expr, ExprKind};
use crate::types::{Base, Count, Type};
use scimrules_grammar::syntax::{self, Name};
use scimrules_grammar::{Diagnostic, Span, codes};

impl<'s> Resolver<'s> {
    #[inline(never)]
    pub(super) fn call(
        &mut self,
        name: &Name,
        arguments: &[syntax::Expr],
        span: Span,
        cx: Context,
    ) -> Option<Expr> {
        match name.text.as_str() {
            "any" | "all" | "none" | "at_least" => {
                return self.quantifier(name, arguments, span, cx);
            }
            "account" => return self.account(name, arguments, span, cx),
            "first_free" => return self.first_free(name, arguments, span, cx),
            "changed" => return self.changed(name, arguments, span, cx),
            _ => {}
        }
        if let Some(function) = function(&name.text) {
            return self.built_in(function, name, arguments, span, cx);
        }
        if let Some(table) = self.indexes.tables.get(name.text.as_str()).copied() {
            self.table_names[table].1 = true;
            return self.table_call(table, name, arguments, span, cx);
        }
        let host = self.environment.host_functions.iter();
        if let Some(at) = host.clone().position(|known| known.name == name.text) {
            return self.host_call(at, name, arguments, span, cx);
        }
        #[cfg(feature = "script")]
        if let Some(script) = &self.script {
            let arities: Vec<usize> = script
                .functions()
                .filter(|(known, _)| *known == name.text)
                .map(|(_, parameters)| parameters.len())
                .collect();
            if !arities.is_empty() {
                return self.script_call(&arities, name, arguments, span, cx);
            }
        }
        self.unknown_function(name);
        for argument in arguments {
            self.expression(argument, cx);
        }
        None
    }

    fn unknown_function(&mut self, name: &Name) {
        if self.broken.contains(&name.text) {
            return;
        }
        let message = format!("there is no function `{}`", name.text);
        let finding = Diagnostic::new(&codes::UNKNOWN_FUNCTION, name.span, message);
        let tables = self.table_names.iter().map(|(table, _)| table.text.as_str());
        let hosts = self.environment.host_functions.iter().map(|known| known.name.as_str());
        let known = FUNCTIONS
            .iter()
            .map(|known| known.name)
            .chain(FORMS.iter().map(|form| form.name))
            .chain(tables)
            .chain(hosts);
        let alias = super::synonyms::function(&name.text);
        let meant = alias.or_else(|| self.meant(&name.text, known));
        // It may stand in the script that does not compile.
        if meant.is_none() && self.broken_keywords.contains("script") {
            return;
        }
        let finding = match meant {
            Some(meant) if meant.contains(' ') => finding.help(format!("write `{meant}`")),
            Some(meant) => finding.help(format!("did you mean `{meant}`?")).fix(name.span, meant),
            None => finding
                .help("functions are built in, tables, of the `script`, or registered by the host"),
        };
        self.report(finding);
    }

    pub(super) fn wrong_count(
        &mut self,
        name: &Name,
        wanted: &str,
        given: usize,
        like: &str,
        span: Span,
    ) {
        let message = format!(
            "`{}` takes {wanted}, and {given} {} given",
            name.text,
            if given == 1 { "is" } else { "are" }
        );
        let finding = Diagnostic::new(&codes::WRONG_ARGUMENTS, span, message)
            .help(format!("it is called like `{like}`"));
        self.report(finding);
    }

    fn host_call(
        &mut self,
        at: usize,
        name: &Name,
        arguments: &[syntax::Expr],
        span: Span,
        cx: Context,
    ) -> Option<Expr> {
        let known = self.environment.host_functions[at].clone();
        if known.parameters.len() != arguments.len() {
            let wanted = match known.parameters.len() {
                1 => "one argument".to_owned(),
                count => format!("{count} arguments"),
            };
            let types: Vec<&str> =
                known.parameters.iter().map(|kind| base_of(*kind, Base::Any).text()).collect();
            let like = format!("{}({})", name.text, types.join(", "));
            self.wrong_count(name, &wanted, arguments.len(), &like, span);
            return None;
        }
        let mut resolved = Vec::new();
        let mut each = None;
        for (at, (argument, kind)) in arguments.iter().zip(&known.parameters).enumerate() {
            let value = self.expression(argument, cx)?;
            let mut value = self.default_value(value, cx)?;
            let place = format!("argument {} of `{}`", at + 1, name.text);
            if !self.fits(&value, base_of(*kind, Base::Any), &place) {
                return None;
            }
            if !value.ty.is_one() {
                if each.is_none() {
                    each = Some(at);
                } else {
                    value = self.one(value, &place)?;
                }
            }
            resolved.push(value);
        }
        let count = each.map_or(Count::One, |at: usize| resolved[at].ty.count);
        let ty = Type { base: base_of(known.returns, Base::Any), count };
        let secret = resolved.iter().any(|value| value.secret);
        Some(Expr {
            span,
            ty,
            secret,
            kind: ExprKind::Host { function: at, arguments: resolved, each },
        })
    }

    #[cfg(feature = "script")]
    fn script_call(
        &mut self,
        arities: &[usize],
        name: &Name,
        arguments: &[syntax::Expr],
        span: Span,
        cx: Context,
    ) -> Option<Expr> {
        if !arities.contains(&arguments.len()) {
            let wanted: Vec<String> = arities.iter().map(usize::to_string).collect();
            let wanted = match arities {
                [1] => "1 argument".to_owned(),
                _ => format!("{} arguments", wanted.join(" or ")),
            };
            let like = format!("{}(…)", name.text);
            self.wrong_count(name, &wanted, arguments.len(), &like, span);
            return None;
        }
        let mut resolved = Vec::new();
        for argument in arguments {
            let value = self.expression(argument, cx)?;
            let mut value = self.default_value(value, cx)?;
            // A script may take lists; behind a value filter one value is what is meant.
            if value.ty.count == Count::Filtered {
                value = super::expression::first_of(value);
            }
            resolved.push(value);
        }
        let secret = resolved.iter().any(|value| value.secret);
        let kind = ExprKind::Script { name: name.text.clone(), arguments: resolved, each: None };
        Some(Expr { span, ty: Type::one(Base::Any), secret, kind })
    }
}
