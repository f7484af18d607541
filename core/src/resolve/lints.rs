//! What the rules say together: fields that nothing fills, lines that never win, conditions that
//! are always the same, names that nothing uses.

use super::Resolver;
use super::fields::declared;
use crate::functions::Missing;
use crate::plan::*;
use scimrules_grammar::syntax::{Comparison, File, MapOperator};
use scimrules_grammar::{Diagnostic, Span, codes};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// Functions that may be absent although all their arguments are there.
const PARTIAL: [&str; 13] = [
    "before",
    "after",
    "extract",
    "nth",
    "first",
    "last",
    "pick",
    "domain",
    "local_part",
    "country_alpha2",
    "country_alpha3",
    "country_name",
    "slice",
];

impl<'s> Resolver<'s> {
    pub(super) fn lints(&mut self, plan: &Plan, file: &File) {
        for program in [Some(&plan.users), plan.groups.as_ref()].into_iter().flatten() {
            self.fields_are_filled(program, plan);
            self.lines_can_win(program);
            self.conditions_vary(program);
        }
        self.lines_are_reached(&plan.users);
        self.groups_are_sent(&plan.users);
        if !plan.complete {
            self.defaults_do_not_overwrite(&plan.users);
        }
        if file.broken.is_empty() {
            self.names_are_used();
        }
        if file.statements.is_empty() && self.diagnostics.is_empty() {
            let message = "the rules say nothing";
            let finding = Diagnostic::new(&codes::NOTHING_SAID, Span::default(), message);
            self.report(finding.help("start with `map { … }`: which field gets what"));
        }
    }

    fn fields_are_filled(&mut self, program: &Program, plan: &Plan) {
        if self.broken_keywords.contains("map") {
            return;
        }
        // A line that has an error of its own fills its field as well.
        let source = self.source;
        let wrong = self.diagnostics.iter().filter(|finding| finding.code.id.starts_with('E'));
        let tried: HashSet<&str> = wrong
            .filter_map(|finding| {
                let text = source.line_text(source.line(finding.span().start)).trim_start();
                let end = text.find(['=', '?', '+'])?;
                Some(text[..end].trim_end())
            })
            .collect();
        let known = RefCell::new(vec![None; program.lets.len()]);
        for (index, field) in program.fields.iter().enumerate() {
            if !field.required || self.in_broken_line("map", &field.name) {
                continue;
            }
            let lines: Vec<&Line> =
                program.lines_of[index].iter().map(|line| &program.lines[*line]).collect();
            let (span, text) = declared(field);
            let on_create =
                lines.iter().filter(|line| line.event.is_none_or(|event| event == Event::Create));
            if on_create.clone().count() == 0 {
                if tried.contains(field.name.as_str()) {
                    continue;
                }
                let message =
                    format!("no line fills the required field `{}` on create", field.name);
                let finding = Diagnostic::new(&codes::REQUIRED_UNFILLED, span, message)
                    .at("required here")
                    .help(format!("add `{} = …` to `map`, or take `required` away", field.name));
                self.report(finding);
                continue;
            }
            let mut certain = false;
            let mut doubtful = None;
            for line in on_create {
                if !self.always(&line.value, program, plan, &known) {
                    doubtful = Some(*line);
                    break;
                }
                if line.condition.is_none() {
                    certain = true;
                    break;
                }
            }
            if certain {
                continue;
            }
            let message =
                format!("the required field `{}` can be without a value on create", field.name);
            let finding = match doubtful {
                Some(line) => {
                    Diagnostic::new(&codes::REQUIRED_MAY_BE_ABSENT, line.value.span, message)
                        .at("this may be absent")
                        .label(span, text)
                }
                None => Diagnostic::new(&codes::REQUIRED_MAY_BE_ABSENT, span, message)
                    .at("its lines all have a condition"),
            };
            let finding = finding.help(
                "a user without it is rejected; put a fall-back behind `??` if that is not meant",
            );
            self.report(finding);
        }
    }

    /// The expression has a value for every user; of each let that is told once.
    fn always(
        &self,
        value: &Expr,
        program: &Program,
        plan: &Plan,
        known: &RefCell<Vec<Option<bool>>>,
    ) -> bool {
        let always = |value: &Expr| self.always(value, program, plan, known);
        let all = |values: &[Expr]| values.iter().all(always);
        match &value.kind {
            ExprKind::Null | ExprKind::Keep | ExprKind::Current(_) | ExprKind::Element { .. } => {
                false
            }
            ExprKind::Read(read) => {
                let attribute =
                    &program.catalogue.attributes[program.catalogue.slots[read.slot].attribute];
                // RFC 7643 §4.1.1: the one attribute that every user has.
                attribute.extension.is_none() && attribute.name == "userName"
            }
            ExprKind::Param(at) => plan.params[*at].default.is_some(),
            ExprKind::Let(at) => {
                if let Some(known) = known.borrow()[*at] {
                    return known;
                }
                let answer = always(&program.lets[*at].value);
                known.borrow_mut()[*at] = Some(answer);
                answer
            }
            ExprKind::Coalesce(items) => items.iter().any(always),
            ExprKind::If { branches, otherwise } => {
                branches.iter().all(|(_, then)| always(then)) && always(otherwise)
            }
            ExprKind::Interpolate(holes) => holes.iter().all(|hole| match hole {
                Hole::Literal(_) => true,
                Hole::Value(value) => always(value),
            }),
            ExprKind::Call { function, arguments, .. } => {
                !PARTIAL.contains(&function.name)
                    && match function.missing {
                        Missing::Passes => all(arguments),
                        Missing::Handled => {
                            function.name == "count" || arguments.iter().any(always)
                        }
                    }
            }
            ExprKind::Table { table, .. } => {
                plan.tables[*table].otherwise.as_ref().is_some_and(always)
            }
            ExprKind::Account { .. } => false,
            ExprKind::FirstFree { candidates, .. } => all(candidates),
            ExprKind::Script { arguments, .. } => all(arguments),
            ExprKind::Host { .. } => true,
            ExprKind::First(inner) => always(inner),
            _ => true,
        }
    }

    fn lines_can_win(&mut self, program: &Program) {
        for lines in &program.lines_of {
            // The first line without a condition for each event.
            let mut sure: Vec<&Line> = Vec::new();
            for index in lines {
                let line = &program.lines[*index];
                if line.operator == MapOperator::Add {
                    continue;
                }
                let winner = sure
                    .iter()
                    .find(|earlier| earlier.event.is_none() || earlier.event == line.event);
                let Some(winner) = winner else {
                    if line.condition.is_none() {
                        sure.push(line);
                    }
                    continue;
                };
                let name = &program.fields[line.field].name;
                let message = format!("this line for `{name}` can never win");
                let finding = Diagnostic::new(&codes::LINE_NEVER_WINS, line.span, message)
                    .at("never taken")
                    .label(winner.span, "this one always fits first")
                    .help("put the line with a condition first, or remove one of them");
                self.report(finding);
            }
        }
    }

    fn lines_are_reached(&mut self, program: &Program) {
        let text = |resolver: &Self, condition: &Option<Expr>| {
            let condition = condition.as_ref()?;
            let text = resolver.source.slice(condition.span);
            Some(text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
        };
        let mut seen = HashMap::new();
        for line in &program.status {
            let wanted = text(self, &line.condition);
            let keys = [(line.event, None), (line.event, wanted.clone())];
            let winner = keys.iter().find_map(|key| seen.get(key));
            let winner: Option<&StatusLine> = winner.copied();
            seen.entry((line.event, wanted)).or_insert(line);
            if let Some(winner) = winner {
                let finding = Diagnostic::new(
                    &codes::UNREACHABLE_LINE,
                    line.span,
                    "this line can never be reached",
                )
                .label(winner.span, "this one always holds first")
                .help("the first line that holds wins; put the line with a condition first");
                self.report(finding);
            }
        }
        let mut seen = HashMap::new();
        for line in &program.notices {
            let wanted = text(self, &line.condition);
            let keys = [None, line.event]
                .map(|event| [(line.mail, event, None), (line.mail, event, wanted.clone())]);
            let winner = keys.iter().flatten().find_map(|key| seen.get(key));
            let winner: Option<&Notice> = winner.copied();
            seen.entry((line.mail, line.event, wanted)).or_insert(line);
            if let Some(winner) = winner {
                let finding = Diagnostic::new(
                    &codes::UNREACHABLE_LINE,
                    line.span,
                    "this line can never be reached",
                )
                .label(winner.span, "this one always holds first")
                .help("for each kind of notice the first line that holds wins");
                self.report(finding);
            }
        }
    }

    fn conditions_vary(&mut self, program: &Program) {
        let mut conditions: Vec<&Expr> = Vec::new();
        conditions.extend(program.lines.iter().filter_map(|line| line.condition.as_ref()));
        conditions.extend(program.sync.iter().filter_map(|sync| sync.criterion.as_ref()));
        conditions.extend(program.status.iter().filter_map(|line| line.condition.as_ref()));
        conditions.extend(program.notices.iter().filter_map(|line| line.condition.as_ref()));
        conditions.extend(program.protect.iter().map(|clause| &clause.what));
        for condition in conditions {
            self.condition_varies(condition);
        }
        let values = program.lines.iter().map(|line| &line.value);
        for value in values.chain(program.lets.iter().map(|known| &known.value)) {
            let mut found: Vec<(Span, bool)> = Vec::new();
            value.any(&mut |part| {
                if part.is_condition()
                    && let Some(outcome) = self.constant(part)
                {
                    found.push((part.span, outcome));
                }
                false
            });
            for (span, outcome) in found {
                self.always_the_same(span, outcome);
            }
        }
    }

    fn condition_varies(&mut self, condition: &Expr) {
        if let Some(outcome) = self.constant(condition) {
            self.always_the_same(condition.span, outcome);
            return;
        }
        for child in condition.children() {
            if child.is_condition() {
                self.condition_varies(child);
            }
        }
    }

    fn always_the_same(&mut self, span: Span, outcome: bool) {
        let message =
            if outcome { "this condition is always true" } else { "this condition is never true" };
        let help = if outcome {
            "remove it, or compare with what was meant"
        } else {
            "nothing can fulfil it; `or` may be meant instead of `and`"
        };
        self.report(Diagnostic::new(&codes::CONSTANT_CONDITION, span, message).help(help));
    }

    /// The outcome of a condition, where it does not depend on the payload.
    fn constant(&self, condition: &Expr) -> Option<bool> {
        match &condition.kind {
            ExprKind::Boolean(value) => Some(*value),
            ExprKind::Not(inner) => Some(!self.constant(inner)?),
            ExprKind::And(terms) => {
                if terms.iter().any(|term| self.constant(term) == Some(false)) {
                    return Some(false);
                }
                if self.excluded(terms, Comparison::Eq, true) || self.opposed(terms) {
                    return Some(false);
                }
                let all = terms.iter().map(|term| self.constant(term));
                all.collect::<Option<Vec<_>>>().map(|outcomes| outcomes.into_iter().all(|o| o))
            }
            ExprKind::Or(terms) => {
                if terms.iter().any(|term| self.constant(term) == Some(true)) {
                    return Some(true);
                }
                if self.excluded(terms, Comparison::Ne, true) || self.opposed(terms) {
                    return Some(true);
                }
                let all = terms.iter().map(|term| self.constant(term));
                all.collect::<Option<Vec<_>>>().map(|outcomes| outcomes.into_iter().any(|o| o))
            }
            ExprKind::Compare { left, operator, right, .. } => match no_status(left, right) {
                true if *operator == Comparison::Eq => Some(false),
                true if *operator == Comparison::Ne => Some(true),
                _ => constant_comparison(left, *operator, right),
            },
            ExprKind::Present(inner) => match inner.kind {
                ExprKind::Text(_)
                | ExprKind::Integer(_)
                | ExprKind::Decimal(_)
                | ExprKind::Boolean(_) => Some(true),
                ExprKind::Null => Some(false),
                _ => None,
            },
            ExprKind::In { right, .. } => match &right.kind {
                ExprKind::List(items) if items.is_empty() => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// Two terms compare the same single value with different literals.
    fn excluded(&self, terms: &[Expr], wanted: Comparison, single: bool) -> bool {
        let mut seen: HashMap<String, String> = HashMap::new();
        for term in terms {
            let ExprKind::Compare { left, operator, right, .. } = &term.kind else { continue };
            let literal = match &right.kind {
                ExprKind::Text(text) => text.to_lowercase(),
                ExprKind::Integer(number) => number.to_string(),
                ExprKind::Boolean(value) => value.to_string(),
                _ => continue,
            };
            if *operator != wanted || (single && !left.ty.is_one()) {
                continue;
            }
            let path = self.source.slice(left.span).to_lowercase();
            if seen.get(&path).is_some_and(|other| *other != literal) {
                return true;
            }
            seen.insert(path, literal);
        }
        false
    }

    /// A term and its own negation.
    fn opposed(&self, terms: &[Expr]) -> bool {
        let text = |span: Span| {
            let text = self.source.slice(span).trim_matches(['(', ')', ' ']).to_lowercase();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let negated: HashSet<String> = terms
            .iter()
            .filter_map(|term| match &term.kind {
                ExprKind::Not(inner) if inner.span != term.span => Some(text(inner.span)),
                _ => None,
            })
            .collect();
        !negated.is_empty() && terms.iter().any(|term| negated.contains(&text(term.span)))
    }

    fn groups_are_sent(&mut self, program: &Program) {
        let mut conditions: Vec<&Expr> = Vec::new();
        conditions.extend(program.sync.iter().filter_map(|sync| sync.criterion.as_ref()));
        conditions.extend(program.status.iter().filter_map(|line| line.condition.as_ref()));
        conditions.extend(program.protect.iter().map(|clause| &clause.what));
        let mut found = Vec::new();
        for condition in conditions {
            condition.any(&mut |part| {
                if let ExprKind::Read(read) = &part.kind {
                    let slot = &program.catalogue.slots[read.slot];
                    if program.catalogue.attributes[slot.attribute].name == "groups" {
                        found.push(part.span);
                    }
                }
                false
            });
        }
        if let Some(span) = found.first() {
            let finding = Diagnostic::new(
                &codes::GROUPS_NOT_SENT,
                *span,
                "providers push groups apart from users, so `groups` is often unknown here",
            )
            .help("pass the `groups` that the host knows with each request; `[]` says that there are none");
            self.report(finding);
        }
    }

    fn defaults_do_not_overwrite(&mut self, program: &Program) {
        for line in &program.lines {
            let on_create = line.event == Some(Event::Create);
            if line.operator != MapOperator::Set || on_create {
                continue;
            }
            let ExprKind::Coalesce(items) = &line.value.kind else { continue };
            let Some(last) = items.last() else { continue };
            let what = match &last.kind {
                ExprKind::Null => "`null`",
                ExprKind::Text(_)
                | ExprKind::Integer(_)
                | ExprKind::Decimal(_)
                | ExprKind::Boolean(_) => "a constant",
                _ => continue,
            };
            let name = &program.fields[line.field].name;
            let message =
                format!("{what} would overwrite `{name}` when a provider sends a part of the user");
            let finding = Diagnostic::new(&codes::DEFAULT_OVERWRITES, last.span, message)
                .help("say `source complete` if it always sends everything, or add `on create`");
            self.report(finding);
        }
    }

    fn names_are_used(&mut self) {
        let mut unused: Vec<(Span, String)> = Vec::new();
        for known in self.lets.iter().filter(|known| !known.used) {
            unused.push((known.name.span, format!("the `let` `{}`", known.name.text)));
        }
        for (name, _) in self.param_names.iter().filter(|(_, used)| !used) {
            unused.push((name.span, format!("the parameter `{}`", name.text)));
        }
        for (name, _) in self.table_names.iter().filter(|(_, used)| !used) {
            unused.push((name.span, format!("the table `{}`", name.text)));
        }
        for (span, what) in unused {
            let finding = Diagnostic::new(&codes::UNUSED, span, format!("{what} is never used"))
                .help("use it, or remove it");
            self.report(finding);
        }
    }
}

/// `current.status` beside a text that is none.
fn no_status(left: &Expr, right: &Expr) -> bool {
    match (&left.kind, &right.kind) {
        (ExprKind::CurrentStatus, ExprKind::Text(text)) => {
            Status::from_text(&text.to_lowercase()).is_none()
        }
        _ => false,
    }
}

fn constant_comparison(left: &Expr, operator: Comparison, right: &Expr) -> Option<bool> {
    let text = |expr: &Expr| match &expr.kind {
        ExprKind::Text(text) => Some(text.to_lowercase()),
        ExprKind::Boolean(value) => Some(value.to_string()),
        _ => None,
    };
    let number = |expr: &Expr| match &expr.kind {
        ExprKind::Integer(number) => Some(*number as f64),
        ExprKind::Decimal(number) => Some(*number),
        _ => None,
    };
    let order = match (text(left), text(right), number(left), number(right)) {
        (Some(left), Some(right), ..) => {
            match operator {
                Comparison::Co => return Some(left.contains(&right)),
                Comparison::Sw => return Some(left.starts_with(&right)),
                Comparison::Ew => return Some(left.ends_with(&right)),
                _ => {}
            }
            left.cmp(&right)
        }
        (_, _, Some(left), Some(right)) => left.partial_cmp(&right)?,
        _ => return None,
    };
    Some(match operator {
        Comparison::Eq => order.is_eq(),
        Comparison::Ne => order.is_ne(),
        Comparison::Gt => order.is_gt(),
        Comparison::Ge => order.is_ge(),
        Comparison::Lt => order.is_lt(),
        Comparison::Le => order.is_le(),
        _ => return None,
    })
}
