//! Calls: built-in functions, tables, functions of the script and of the host.

use super::{Context, Resolver, base_of};
use crate::functions::forms::FORMS;
use crate::functions::{FUNCTIONS, Function, Occurs, Parameter, Prepared, Shape, function};
use crate::plan::{Expr, ExprKind};
use crate::types::{Base, Count, Type};
use crate::value::Value;
use scimrules_grammar::syntax::{self, Name};
use scimrules_grammar::{Diagnostic, Span, closest, codes};

impl<'s> Resolver<'s> {
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
        let aliases = [
            ("lowercase", "lower"),
            ("tolower", "lower"),
            ("to_lower", "lower"),
            ("lcase", "lower"),
            ("uppercase", "upper"),
            ("toupper", "upper"),
            ("to_upper", "upper"),
            ("ucase", "upper"),
            ("substring", "slice"),
            ("substr", "slice"),
            ("mid", "slice"),
            ("len", "length"),
            ("strlen", "length"),
            ("coalesce", "??"),
            ("ifnull", "??"),
            ("nvl", "??"),
            ("default", "??"),
            ("iif", "if … then … else …"),
            ("if", "if … then … else …"),
            ("switch", "table"),
            ("concatenate", "concat"),
            ("strip", "trim"),
            ("capitalize", "title"),
            ("str", "to_string"),
            ("int", "to_integer"),
            ("bool", "to_boolean"),
            ("date", "parse_date"),
            ("includes", "contains"),
            ("item", "nth"),
            ("removediacritics", "ascii"),
            ("normalizediacritics", "ascii"),
            ("isnullorempty", "not (… pr)"),
            ("ispresent", "… pr"),
            ("size", "count"),
            ("uuid", "sha256"),
            ("md5", "sha256"),
            ("distinct", "unique"),
        ];
        let written = name.text.to_ascii_lowercase();
        let alias = aliases.iter().find(|(alias, _)| *alias == written).map(|(_, meant)| *meant);
        let meant = alias.or_else(|| closest(&name.text, known));
        // It may stand in the script that does not compile.
        if meant.is_none() && self.broken_keywords.contains("script") {
            return;
        }
        let finding = match meant {
            Some(meant) if meant.contains([' ', '?']) => finding.help(format!("write `{meant}`")),
            Some(meant) => finding.help(format!("did you mean `{meant}`?")).fix(name.span, meant),
            None => finding
                .help("functions are built in, tables, of the `script`, or registered by the host"),
        };
        self.report(finding);
    }

    fn built_in(
        &mut self,
        function: &'static Function,
        name: &Name,
        arguments: &[syntax::Expr],
        span: Span,
        cx: Context,
    ) -> Option<Expr> {
        if matches!(function.name, "now" | "today") {
            self.scope(cx.resource).needs_clock = true;
        }
        let parameters = function.parameters;
        let least =
            parameters.iter().filter(|parameter| parameter.occurs != Occurs::Optional).count();
        let repeated =
            parameters.last().is_some_and(|parameter| parameter.occurs == Occurs::Repeated);
        let count = arguments.len();
        if count < least || (!repeated && count > parameters.len()) {
            let message = format!(
                "`{}` takes {}, and {count} {} given",
                function.name,
                how_many(least, parameters.len(), repeated),
                if count == 1 { "is" } else { "are" }
            );
            let finding = Diagnostic::new(&codes::WRONG_ARGUMENTS, name.span.to(span), message)
                .help(format!("it is called like `{}`", function.signature()));
            self.report(finding);
            for argument in arguments {
                self.expression(argument, cx);
            }
            return None;
        }
        let mut resolved = Vec::new();
        let mut failed = false;
        for (at, argument) in arguments.iter().enumerate() {
            let parameter = &parameters[at.min(parameters.len() - 1)];
            match self.argument(function, parameter, argument, cx) {
                Some(value) => resolved.push(value),
                None => failed = true,
            }
        }
        if failed {
            return None;
        }
        // The type of `Same`: what the first argument holds.
        let same = resolved.first().map_or(Base::Any, |value| value.ty.base);
        let mut each = None;
        for (at, value) in resolved.iter_mut().enumerate() {
            let parameter = &parameters[at.min(parameters.len() - 1)];
            let (kind, wants_list) = match parameter.shape {
                Shape::One(kind) => (kind, false),
                Shape::List(kind) => (kind, true),
                Shape::Either(kind) => (kind, value.ty.count != Count::One),
            };
            let place = format!("`{}` of `{}`", parameter.name, function.name);
            let text_from_scalar = matches!(parameter.shape, Shape::Either(_))
                && base_of(kind, same).is_text()
                && matches!(
                    value.ty.base,
                    Base::Integer | Base::Decimal | Base::Boolean | Base::DateTime
                );
            if !text_from_scalar && !self.fits(value, base_of(kind, same), &place) {
                failed = true;
                continue;
            }
            if wants_list
                && value.ty.is_one()
                && !matches!(value.ty.base, Base::Nothing | Base::Any)
            {
                let text = crate::message::short(self.source.slice(value.span));
                let message = format!("{place} is a list, and `{text}` is one value");
                let finding = Diagnostic::new(&codes::WRONG_TYPE, value.span, message)
                    .help(format!("it is called like `{}`", function.signature()));
                self.report(finding);
                failed = true;
            }
            if !wants_list && !value.ty.is_one() {
                match each {
                    None => each = Some(at),
                    Some(_) => {
                        let nothing = Expr::new(value.span, Type::NOTHING, ExprKind::Null);
                        let taken = std::mem::replace(value, nothing);
                        match self.one(taken, &place) {
                            Some(one) => *value = one,
                            None => failed = true,
                        }
                    }
                }
            }
        }
        if failed {
            return None;
        }
        let prepared = self.prepare(function, &resolved)?;
        let (kind, list) = match function.returns {
            Shape::One(kind) | Shape::Either(kind) => (kind, false),
            Shape::List(kind) => (kind, true),
        };
        let count = match (each, list) {
            (_, true) => Count::Many,
            (Some(at), false) => resolved[at].ty.count,
            (None, false) => Count::One,
        };
        let ty = Type { base: base_of(kind, same), count };
        let secret = resolved.iter().any(|value| value.secret);
        let kind = ExprKind::Call { function, arguments: resolved, prepared, each };
        Some(Expr { span, ty, secret, kind })
    }

    fn argument(
        &mut self,
        function: &Function,
        parameter: &Parameter,
        argument: &syntax::Expr,
        cx: Context,
    ) -> Option<Expr> {
        if parameter.constant {
            return match &argument.kind {
                syntax::ExprKind::Text(_) => self.operand(argument, cx),
                syntax::ExprKind::Number(_) | syntax::ExprKind::Boolean(_) => {
                    self.expression(argument, cx)
                }
                _ => {
                    let message = format!(
                        "`{}` of `{}` is written as a text, not worked out",
                        parameter.name, function.name
                    );
                    let finding = Diagnostic::new(&codes::NOT_CONSTANT, argument.span, message)
                        .help(format!("it is called like `{}`", function.signature()));
                    self.report(finding);
                    None
                }
            };
        }
        if let (Shape::List(_) | Shape::Either(_), syntax::ExprKind::Path(path)) =
            (parameter.shape, &argument.kind)
        {
            let value = self.rows(path, cx)?;
            let counts = matches!(function.name, "count");
            if value.ty.base == Base::Complex && !counts {
                return self.default_value(value, cx);
            }
            return Some(value);
        }
        self.expression(argument, cx)
    }

    fn prepare(&mut self, function: &Function, arguments: &[Expr]) -> Option<Prepared> {
        let Some(prepare) = function.prepare else { return Some(Prepared::Nothing) };
        let constants: Vec<Option<Value<'_>>> = arguments
            .iter()
            .map(|argument| match &argument.kind {
                ExprKind::Text(text) => Some(Value::Text(text)),
                ExprKind::Integer(number) => Some(Value::Integer(*number)),
                ExprKind::Boolean(value) => Some(Value::Boolean(*value)),
                _ => None,
            })
            .collect();
        match prepare(&constants) {
            Ok(prepared) => Some(prepared),
            Err(bad) => {
                let span =
                    arguments.get(bad.index).map_or(Span::default(), |argument| argument.span);
                let regular = bad.message.starts_with("bad pattern");
                let code = if regular { &codes::BAD_PATTERN } else { &codes::BAD_LITERAL };
                let finding = Diagnostic::new(code, span, bad.message).maybe_help(bad.help);
                self.report(finding);
                None
            }
        }
    }

    /// `any(…)`, `all(…)`, `none(…)`, `at_least(n, …)`
    fn quantifier(
        &mut self,
        name: &Name,
        arguments: &[syntax::Expr],
        span: Span,
        cx: Context,
    ) -> Option<Expr> {
        let counted = name.text == "at_least";
        let (number, conditions) = match (counted, arguments) {
            (true, [number, rest @ ..]) => (Some(number), rest),
            _ => (None, arguments),
        };
        if conditions.is_empty() {
            let example =
                if counted { "at_least(2, a eq 1, b eq 2, c pr)" } else { "any(a eq 1, b pr)" };
            let message = format!("`{}` needs conditions", name.text);
            let finding = Diagnostic::new(&codes::WRONG_ARGUMENTS, span, message)
                .help(format!("it is called like `{example}`"));
            self.report(finding);
            return None;
        }
        let resolved: Vec<Option<Expr>> =
            conditions.iter().map(|condition| self.condition(condition, cx)).collect();
        let count = match number {
            None => 0,
            Some(number) => {
                let parsed = match &number.kind {
                    syntax::ExprKind::Number(text) => text.parse::<usize>().ok(),
                    _ => None,
                };
                match parsed {
                    Some(count) if (1..=conditions.len()).contains(&count) => count,
                    _ => {
                        let message = format!(
                            "`at_least` starts with a number from 1 to {}, the number of its conditions",
                            conditions.len()
                        );
                        let finding =
                            Diagnostic::new(&codes::WRONG_ARGUMENTS, number.span, message)
                                .help("it is called like `at_least(2, a eq 1, b eq 2, c pr)`");
                        self.report(finding);
                        return None;
                    }
                }
            }
        };
        let conditions = resolved.into_iter().collect::<Option<Vec<_>>>()?;
        let secret = conditions.iter().any(|condition| condition.secret);
        let kind = match name.text.as_str() {
            "any" => ExprKind::Or(conditions),
            "all" => ExprKind::And(conditions),
            "none" => {
                let any = Expr { span, ty: Type::BOOLEAN, secret, kind: ExprKind::Or(conditions) };
                ExprKind::Not(Box::new(any))
            }
            _ => ExprKind::AtLeast { count, conditions },
        };
        Some(Expr { span, ty: Type::BOOLEAN, secret, kind })
    }

    fn wrong_count(&mut self, name: &Name, wanted: &str, given: usize, like: &str, span: Span) {
        let message = format!(
            "`{}` takes {wanted}, and {given} {} given",
            name.text,
            if given == 1 { "is" } else { "are" }
        );
        let finding = Diagnostic::new(&codes::WRONG_ARGUMENTS, span, message)
            .help(format!("it is called like `{like}`"));
        self.report(finding);
    }

    fn table_call(
        &mut self,
        table: usize,
        name: &Name,
        arguments: &[syntax::Expr],
        span: Span,
        cx: Context,
    ) -> Option<Expr> {
        let [argument] = arguments else {
            let like = format!("{}(x)", name.text);
            self.wrong_count(name, "one argument", arguments.len(), &like, span);
            return None;
        };
        let argument = self.expression(argument, cx)?;
        let argument = self.default_value(argument, cx)?;
        let base = argument.ty.base;
        if base == Base::Complex || base == Base::DateTime {
            self.fits(&argument, Base::String, &format!("the key of `{}`", name.text));
            return None;
        }
        let secret = argument.secret;
        // A table within a table is not filled yet, and reported there.
        let rows = self.tables.get(table);
        let values = rows.into_iter().flat_map(|table| table.rows.iter().chain(&table.otherwise));
        let base = values.fold(Base::Nothing, |base, row| base.join(row.ty.base).unwrap_or(base));
        let each = !argument.ty.is_one();
        let ty = Type { base, count: argument.ty.count };
        let kind = ExprKind::Table { table, argument: Box::new(argument), each };
        Some(Expr { span, ty, secret, kind })
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
            let wanted = format!("{} arguments", wanted.join(" or "));
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

    /// `account(field, value)`: the field is a target field, named or as a text.
    fn account(
        &mut self,
        name: &Name,
        arguments: &[syntax::Expr],
        span: Span,
        cx: Context,
    ) -> Option<Expr> {
        let [field, value] = arguments else {
            let like = "account(\"employee_id\", enterprise.manager.value)";
            self.wrong_count(name, "a field and a value", arguments.len(), like, span);
            return None;
        };
        let field_name = match &field.kind {
            syntax::ExprKind::Text(text) => text.clone(),
            syntax::ExprKind::Path(path) => self.source.slice(path.span).to_owned(),
            _ => {
                let message = "`account` starts with the name of a field";
                let finding = Diagnostic::new(&codes::NOT_CONSTANT, field.span, message)
                    .help("write `account(\"employee_id\", …)`");
                self.report(finding);
                return None;
            }
        };
        // The host knows fields that the rules do not map, so any name goes where it is a text.
        if matches!(field.kind, syntax::ExprKind::Path(_)) {
            self.field(&field_name, field.span, cx.resource)?;
        }
        let value = self.expression(value, cx)?;
        let value = self.default_value(value, cx)?;
        if value.ty.base == Base::Complex {
            self.fits(&value, Base::String, "the value of `account`");
            return None;
        }
        let ty = Type { base: Base::String, count: value.ty.count };
        let (secret, each) = (value.secret, !value.ty.is_one());
        let kind = ExprKind::Account { field: field_name, value: Box::new(value), each };
        Some(Expr { span, ty, secret, kind })
    }

    /// `changed(FIELD)`
    fn changed(
        &mut self,
        name: &Name,
        arguments: &[syntax::Expr],
        span: Span,
        cx: Context,
    ) -> Option<Expr> {
        if !cx.changed {
            let message = "`changed` can be asked in `notify` only";
            self.report(Diagnostic::new(&codes::MISPLACED_NAME, span, message));
            return None;
        }
        let [syntax::Expr { kind: syntax::ExprKind::Path(path), .. }] = arguments else {
            self.wrong_count(name, "one target field", arguments.len(), "changed(email)", span);
            return None;
        };
        let text = self.source.slice(path.span);
        let field = text.strip_prefix("target.").unwrap_or(text).to_owned();
        let field = self.field(&field, path.span, cx.resource)?;
        Some(Expr::new(span, Type::BOOLEAN, ExprKind::Changed(field)))
    }

    /// `first_free(a, "{a}{n}", …)`
    fn first_free(
        &mut self,
        name: &Name,
        arguments: &[syntax::Expr],
        span: Span,
        cx: Context,
    ) -> Option<Expr> {
        let Some(field) = cx.field else {
            let message = "`first_free` stands in a line of `map`, whose field it fills";
            let finding = Diagnostic::new(&codes::MISPLACED_NAME, span, message)
                .help("write it right behind `FIELD =`");
            self.report(finding);
            return None;
        };
        if arguments.is_empty() {
            self.wrong_count(name, "candidates", 0, "first_free(login, \"{login}{n}\")", span);
            return None;
        }
        let cx = Context { counter: true, ..cx };
        let candidates: Vec<Option<Expr>> = arguments
            .iter()
            .map(|argument| {
                let value = self.one_value(argument, cx, "a candidate")?;
                self.fits(&value, Base::String, "a candidate of `first_free`").then_some(value)
            })
            .collect();
        let candidates = candidates.into_iter().collect::<Option<Vec<_>>>()?;
        let secret = candidates.iter().any(|candidate| candidate.secret);
        let kind = ExprKind::FirstFree { field, candidates };
        Some(Expr { span, ty: Type::STRING, secret, kind })
    }
}

fn how_many(least: usize, most: usize, repeated: bool) -> String {
    let noun = |count: usize| if count == 1 { "argument" } else { "arguments" };
    match (least, most) {
        _ if repeated => format!("at least {least} {}", noun(least)),
        (0, 0) => "no arguments".to_owned(),
        (least, most) if least == most => format!("{least} {}", noun(least)),
        (least, most) => format!("{least} to {most} arguments"),
    }
}
