//! What the rules say together: lines that never win, values that would overwrite, names that
//! nothing uses; `required` and `constant` look at fields and conditions.

use super::Resolver;
use crate::plan::*;
use scimrules_grammar::syntax::{File, MapOperator};
use scimrules_grammar::{Diagnostic, Span, codes};
use std::collections::HashMap;

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
