//! The first pass: everything that has a name, in any order of statements.

use super::{LetName, LetState, Resolver};
use crate::functions::forms::FORMS;
use crate::functions::function;
use crate::plan::{Attribute, Param, Resource, SubAttribute};
use crate::types::Base;
use scimrules_grammar::syntax::{self, File, Name, StatementKind, TypeKind, TypeName};
use scimrules_grammar::{Diagnostic, Span, closest, codes};
use std::collections::HashMap;

/// Words that no field, let, param or table may be named.
const RESERVED: [&str; 26] = [
    "eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "pr", "and", "or", "not", "in", "if",
    "then", "else", "on", "null", "true", "false", "keep", "reject", "required", "secret", "max",
];

impl<'s> Resolver<'s> {
    pub(super) fn declare(&mut self, file: &'s File) {
        let mut read: HashMap<String, Span> = HashMap::new();
        let mut called: HashMap<String, Span> = HashMap::new();
        // Types first: a parameter's clash is told with the attribute that it clashes with.
        for statement in &file.statements {
            match &statement.kind {
                StatementKind::Extension { name, urn, attributes } => {
                    self.extension(name, urn, attributes, &mut read);
                }
                StatementKind::Attributes(attributes) => self.attributes(attributes, &mut read),
                _ => {}
            }
        }
        for statement in &file.statements {
            match &statement.kind {
                StatementKind::Param { name, ty, default } => {
                    self.readable(name, &mut read);
                    self.param(name, ty, default.as_ref());
                }
                StatementKind::Let { name, value } => {
                    self.readable(name, &mut read);
                    self.indexes.lets.entry(&name.text).or_insert(self.lets.len());
                    self.lets.push(LetName { name, value, used: false });
                }
                StatementKind::Table { name, .. } => {
                    self.callable(name, &mut called);
                    self.indexes.tables.entry(&name.text).or_insert(self.table_names.len());
                    self.table_names.push((name, false));
                }
                _ => {}
            }
        }
        for resource in [Resource::User, Resource::Group] {
            let count = self.lets.len();
            self.scope(resource).let_states = vec![LetState::Waiting; count];
        }
        self.script(file, &mut called);
        for index in 0..self.environment.host_functions.len() {
            let name = self.environment.host_functions[index].name.clone();
            if function(&name).is_some() || is_form(&name) {
                let message =
                    format!("the host's function `{name}` has the name of a built-in one");
                self.report(Diagnostic::new(&codes::NAME_CLASH, Span::default(), message));
            } else if let Some(span) = called.get(&name) {
                let message = format!("`{name}` is a function of the host as well");
                let finding = Diagnostic::new(&codes::NAME_CLASH, *span, message)
                    .help("give it another name");
                self.report(finding);
            }
        }
    }

    /// Not a reserved word; for fields, lets, params and tables.
    pub(super) fn not_reserved(&mut self, name: &Name) -> bool {
        let first = name.text.split('.').next().unwrap_or("");
        let reserved = RESERVED.iter().any(|word| word.eq_ignore_ascii_case(&name.text))
            || RESERVED.contains(&first)
            || name.text.eq_ignore_ascii_case("matches");
        if reserved {
            let message = format!("`{}` is a word of the language", name.text);
            let finding = Diagnostic::new(&codes::RESERVED_NAME, name.span, message)
                .help(format!("give it another name, `{}_` for example", name.text));
            self.report(finding);
        }
        !reserved
    }

    /// Enters a name that is read.
    fn readable(&mut self, name: &Name, read: &mut HashMap<String, Span>) {
        if !self.not_reserved(name) {
            return;
        }
        if name.text == "target" || name.text == "current" {
            let message = format!("`{}` always means the account", name.text);
            let finding = Diagnostic::new(&codes::NAME_CLASH, name.span, message)
                .help("give it another name");
            self.report(finding);
            return;
        }
        let clash = [Resource::User, Resource::Group].into_iter().find_map(|resource| {
            let catalogue = &self.scope(resource).catalogue;
            let attribute = catalogue
                .find(None, &name.text)
                .map(|at| format!("the attribute `{}`", catalogue.attributes[at].name));
            attribute.or_else(|| {
                let at = catalogue.extension_by_name(&name.text)?;
                Some(format!("the extension `{}`", catalogue.extensions[at].name))
            })
        });
        if let Some(other) = clash {
            let message = format!("`{}` is the name of {other} as well", name.text);
            let finding = Diagnostic::new(&codes::NAME_CLASH, name.span, message)
                .help("attributes, extensions, params and lets share one set of names: give it another one");
            self.report(finding);
            return;
        }
        self.enter(name, read);
    }

    /// Enters a name that is called.
    fn callable(&mut self, name: &Name, called: &mut HashMap<String, Span>) {
        if !self.not_reserved(name) {
            return;
        }
        if function(&name.text).is_some() || is_form(&name.text) {
            let message = format!("`{}` is a built-in function", name.text);
            let finding = Diagnostic::new(&codes::NAME_CLASH, name.span, message)
                .help("give it another name");
            self.report(finding);
            return;
        }
        self.enter(name, called);
    }

    fn enter(&mut self, name: &Name, names: &mut HashMap<String, Span>) {
        match names.get(&name.text) {
            Some(first) => {
                let message = format!("`{}` is declared twice", name.text);
                let finding = Diagnostic::new(&codes::NAME_CLASH, name.span, message)
                    .at("declared again here")
                    .label(*first, "declared here first")
                    .help("give one of them another name");
                self.report(finding);
            }
            None => {
                names.insert(name.text.clone(), name.span);
            }
        }
    }

    fn extension(
        &mut self,
        name: &Name,
        urn: &syntax::Text,
        attributes: &[syntax::Attribute],
        read: &mut HashMap<String, Span>,
    ) {
        if !urn.value.to_ascii_lowercase().starts_with("urn:") || urn.value.ends_with(':') {
            let message = format!("`{}` is not a URN", urn.value);
            let finding = Diagnostic::new(&codes::BAD_LITERAL, urn.span, message).help(
                "extensions are named like `urn:ietf:params:scim:schemas:extension:acme:2.0:User`",
            );
            self.report(finding);
        }
        let same_urn = self.users.catalogue.extension_by_urn(&urn.value).is_some()
            || urn.value.eq_ignore_ascii_case(self.users.catalogue.core);
        if same_urn {
            let message = format!("the extension `{}` is known already", urn.value);
            let finding = Diagnostic::new(&codes::NAME_CLASH, urn.span, message)
                .help("the enterprise extension is built in as `enterprise`; each other one is declared once");
            self.report(finding);
            return;
        }
        self.readable(name, read);
        for resource in [Resource::User, Resource::Group] {
            let catalogue = &mut self.scope(resource).catalogue;
            let extension = catalogue.add_extension(name.text.clone(), urn.value.clone());
            for attribute in attributes {
                self.attribute(Some(extension), attribute, resource);
            }
        }
    }

    fn attributes(&mut self, attributes: &[syntax::Attribute], read: &mut HashMap<String, Span>) {
        for attribute in attributes {
            self.enter(&attribute.name, read);
            for resource in [Resource::User, Resource::Group] {
                self.attribute(None, attribute, resource);
            }
        }
    }

    fn attribute(&mut self, extension: Option<usize>, attribute: &syntax::Attribute, of: Resource) {
        let name = &attribute.name;
        if let Some(at) = self.scope(of).catalogue.find(extension, &name.text) {
            // A user's attribute may be new to groups, and the other way round.
            let known = &self.scope(of).catalogue.attributes[at].name;
            if extension.is_some() || of == Resource::User {
                let message = format!("the attribute `{known}` is known already");
                let finding = Diagnostic::new(&codes::NAME_CLASH, name.span, message).help(
                    "names of attributes ignore case; declare each once, and none of the standard",
                );
                self.report(finding);
            }
            return;
        }
        let Some((base, sub)) = self.attribute_type(name, &attribute.ty) else { return };
        let attribute = Attribute {
            extension,
            name: name.text.clone(),
            base,
            many: attribute.ty.many,
            case_exact: matches!(base, Base::Reference | Base::Binary),
            sub,
            slot: None,
        };
        self.scope(of).catalogue.add(attribute);
    }

    fn attribute_type(&mut self, of: &Name, ty: &TypeName) -> Option<(Base, Vec<SubAttribute>)> {
        let attributes = match &ty.kind {
            TypeKind::Named(name) => return Some((self.base(of, name)?, Vec::new())),
            TypeKind::Complex(attributes) => attributes,
        };
        let mut sub: Vec<SubAttribute> = Vec::new();
        for attribute in attributes {
            let name = &attribute.name;
            let base = match &attribute.ty.kind {
                TypeKind::Named(ty) => self.base(name, ty),
                TypeKind::Complex(_) => {
                    let message = "a complex attribute cannot hold another complex one";
                    let finding =
                        Diagnostic::new(&codes::RECURSIVE_TYPE, attribute.ty.span, message)
                            .help("declare its parts as simple sub-attributes (RFC 7643 §2.3.8)");
                    self.report(finding);
                    None
                }
            };
            if sub.iter().any(|known| known.name.eq_ignore_ascii_case(&name.text)) {
                let message = format!("the sub-attribute `{}` is declared twice", name.text);
                self.report(Diagnostic::new(&codes::NAME_CLASH, name.span, message));
                continue;
            }
            let Some(base) = base else { continue };
            sub.push(SubAttribute {
                name: name.text.clone(),
                base,
                many: attribute.ty.many,
                case_exact: matches!(base, Base::Reference | Base::Binary),
            });
        }
        Some((Base::Complex, sub))
    }

    /// The type of that name, for what is called `of`.
    pub(super) fn base(&mut self, of: &Name, name: &Name) -> Option<Base> {
        let known = Base::NAMED.iter().find(|(text, _)| *text == name.text);
        if let Some((_, base)) = known {
            return Some(*base);
        }
        let message = format!("there is no type `{}`", name.text);
        let aliases = [
            ("bool", "boolean"),
            ("int", "integer"),
            ("number", "decimal"),
            ("float", "decimal"),
            ("text", "string"),
            ("varchar", "string"),
            ("char", "string"),
            ("double", "decimal"),
            ("long", "integer"),
            ("timestamp", "dateTime"),
            ("str", "string"),
            ("date", "dateTime"),
            ("time", "dateTime"),
            ("url", "reference"),
            ("uri", "reference"),
            ("list", "string[]"),
            ("array", "string[]"),
        ];
        let alias = |text: &str| {
            let named = Base::NAMED.iter().find(|(known, _)| *known == text);
            let found = aliases.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(text));
            found.map(|(_, meant)| *meant).or(named.map(|(known, _)| *known))
        };
        let close = || closest(&name.text, Base::NAMED.iter().map(|(text, _)| *text));
        let finding = Diagnostic::new(&codes::UNKNOWN_TYPE, name.span, message);
        let finding = match (alias(&name.text), alias(&of.text)) {
            (Some(meant), _) => {
                finding.help(format!("did you mean `{meant}`?")).fix(name.span, meant)
            }
            (None, Some(ty)) => {
                finding.help(format!("the type stands behind the name: `{} {ty}`", name.text))
            }
            (None, None) => match close() {
                Some(meant) => {
                    finding.help(format!("did you mean `{meant}`?")).fix(name.span, meant)
                }
                None => finding.help(
                    "types are `string`, `boolean`, `integer`, `decimal`, `dateTime`, `reference`, `binary`",
                ),
            },
        };
        self.report(finding);
        None
    }

    fn param(&mut self, name: &'s Name, ty: &TypeName, default: Option<&'s syntax::Expr>) {
        let base = match &ty.kind {
            TypeKind::Named(ty) => self.base(name, ty),
            TypeKind::Complex(_) => {
                let message = "a parameter cannot be complex";
                let finding = Diagnostic::new(&codes::WRONG_TYPE, ty.span, message)
                    .help("declare a parameter for each part");
                self.report(finding);
                None
            }
        };
        // Its default is resolved with the statements; the name must be known before.
        let base = base.unwrap_or(Base::Any);
        let _ = default;
        self.params.push(Param { name: name.text.clone(), base, many: ty.many, default: None });
        self.indexes.params.entry(&name.text).or_insert(self.param_names.len());
        self.param_names.push((name, false));
    }

    #[cfg(feature = "script")]
    fn script(&mut self, file: &File, called: &mut HashMap<String, Span>) {
        let mut first: Option<Span> = None;
        for statement in &file.statements {
            let StatementKind::Script(script) = &statement.kind else { continue };
            if let Some(first) = first {
                let finding = Diagnostic::new(
                    &codes::DUPLICATE_STATEMENT,
                    statement.span,
                    "there is more than one `script`",
                )
                .label(first, "the first one")
                .help("put all functions into one");
                self.report(finding);
                continue;
            }
            first = Some(statement.span);
            let body = self.source.slice(script.body);
            match crate::script::Script::compile(body) {
                Ok(compiled) => {
                    let mut names: Vec<String> =
                        compiled.functions().map(|(name, _)| name.to_owned()).collect();
                    names.sort();
                    names.dedup();
                    for text in names {
                        let at = body.find(&format!("fn {text}")).map_or(0, |at| at + 3);
                        let start = script.body.start as usize + at;
                        let span = Span::new(start, start + text.len());
                        self.callable(&Name { text, span }, called);
                    }
                    self.script = Some(compiled);
                }
                Err(errors) => {
                    self.broken_keywords.insert("script".to_owned());
                    // Its functions are known by name: calls of them are no mistakes.
                    let after_fn = body.split_whitespace().zip(body.split_whitespace().skip(1));
                    for (_, name) in after_fn.filter(|(word, _)| *word == "fn") {
                        let name = name.split('(').next().unwrap_or_default();
                        self.broken.insert(name.to_owned());
                    }
                    for error in errors {
                        let at = script.body.start as usize + error.offset.min(body.len());
                        let end = (at + 1).min(script.body.end as usize).max(at);
                        let finding = Diagnostic::new(
                            &codes::SCRIPT_ERROR,
                            Span::new(at, end),
                            error.message,
                        )
                        .maybe_help(error.help);
                        self.report(finding);
                    }
                }
            }
        }
    }

    #[cfg(not(feature = "script"))]
    fn script(&mut self, file: &File, _: &mut HashMap<String, Span>) {
        for statement in &file.statements {
            if let StatementKind::Script(_) = &statement.kind {
                let message = "this build of scimrules has no scripts";
                let finding = Diagnostic::new(&codes::SCRIPT_ERROR, statement.span, message)
                    .help("use the full build, or write it with the built-in functions");
                self.report(finding);
            }
        }
    }
}

fn is_form(name: &str) -> bool {
    FORMS.iter().any(|form| form.name == name)
}
