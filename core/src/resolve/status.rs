//! `source status` and the lines of `status`: events, actions, statuses.

use super::{Context, Resolver, names};
use crate::plan::*;
use scimrules_grammar::syntax::{self, Name};
use scimrules_grammar::{Diagnostic, Span, closest, codes};

impl<'s> Resolver<'s> {
    /// The event of that name.
    pub(super) fn event(&mut self, name: &Name) -> Option<Event> {
        if let Some(event) = Event::from_text(&name.text) {
            return Some(event);
        }
        let events = Event::ALL.iter().map(|event| event.text());
        let message = format!("there is no event `{}`", name.text);
        let finding = Diagnostic::new(&codes::UNKNOWN_EVENT, name.span, message);
        let aliases = [
            ("disable", "deactivate"),
            ("enable", "activate"),
            ("remove", "delete"),
            ("add", "create"),
            ("change", "update"),
            ("reactivate", "activate"),
            ("leaver", "leave"),
            ("join", "create"),
        ];
        let alias = aliases.iter().find(|(alias, _)| *alias == name.text).map(|(_, meant)| *meant);
        self.report(match alias.or_else(|| closest(&name.text, events.clone())) {
            Some(meant) => finding.help(format!("did you mean `{meant}`?")).fix(name.span, meant),
            None => finding.help(format!("events are {}", names(events))),
        });
        None
    }

    /// The action of that name.
    pub(super) fn action(&mut self, name: &Name) -> Option<Action> {
        if let Some(action) = Action::from_text(&name.text) {
            return Some(action);
        }
        let actions = Action::ALL.iter().map(|action| action.text());
        let message = format!("there is no action `{}`", name.text);
        let finding = Diagnostic::new(&codes::UNKNOWN_ACTION, name.span, message);
        let aliases = [
            ("disable", "deactivate"),
            ("enable", "activate"),
            ("remove", "delete"),
            ("nothing", "ignore"),
            ("skip", "ignore"),
            ("deny", "reject"),
            ("error", "reject"),
            ("add", "create"),
            ("none", "ignore"),
        ];
        let alias = aliases.iter().find(|(alias, _)| *alias == name.text).map(|(_, meant)| *meant);
        self.report(match alias.or_else(|| closest(&name.text, actions.clone())) {
            Some(meant) => finding.help(format!("did you mean `{meant}`?")).fix(name.span, meant),
            None => finding.help(format!("actions are {}", names(actions))),
        });
        None
    }

    pub(super) fn status_line(&mut self, line: &syntax::StatusLine) -> Option<StatusLine> {
        let event = self.event(&line.event);
        let action = self.action(&line.action);
        let cx = Context::of(Resource::User);
        let condition = line.condition.as_ref().map(|condition| self.condition(condition, cx));
        if let (Some(event), Some(action)) = (event, action)
            && !event.possible_actions().contains(&action)
        {
            let message = format!("`on {event}` cannot be answered with `{action}`");
            let possible = event.possible_actions().iter().map(|action| action.text());
            let finding = Diagnostic::new(&codes::IMPOSSIBLE_ACTION, line.action.span, message)
                .label(line.event.span, "the event")
                .help(format!("it can be {}", names(possible)));
            self.report(finding);
        }
        let then = line.follow_up.as_ref().map(|follow_up| {
            let action = self.action(&follow_up.action)?;
            let later = [Action::Deactivate, Action::Suspend, Action::Delete];
            if !later.contains(&action) {
                let message = format!("`{action}` cannot be done later");
                let finding =
                    Diagnostic::new(&codes::IMPOSSIBLE_ACTION, follow_up.action.span, message)
                        .help("a follow-up is `deactivate`, `suspend` or `delete`");
                self.report(finding);
                return None;
            }
            match super::duration::duration(follow_up) {
                Ok(after) => Some(FollowUp { action, after }),
                Err(finding) => {
                    self.report(finding);
                    None
                }
            }
        });
        let end =
            line.condition.as_ref().map_or(line.event.span.end, |condition| condition.span.end);
        let head = Span { start: line.span.start, end };
        let title = self.source.slice(head).split_whitespace().collect::<Vec<_>>().join(" ");
        let condition = match condition {
            Some(condition) => Some(condition?),
            None => None,
        };
        let then = match then {
            Some(then) => Some(then?),
            None => None,
        };
        let (event, action) = (event?, action?);
        let number = self.source.line(line.span.start);
        Some(StatusLine { span: line.span, line: number, title, event, condition, action, then })
    }

    /// Literals of `source status` are statuses.
    pub(super) fn status_words(&mut self, value: &Expr) {
        let mut wrong: Vec<(Span, String)> = Vec::new();
        results(value, &mut |part| {
            if let ExprKind::Text(text) = &part.kind
                && Status::from_text(text).is_none()
            {
                wrong.push((part.span, text.clone()));
            }
        });
        if let ExprKind::Table { table, .. } = &value.kind {
            let table = &self.tables[*table];
            for row in table.rows.iter().chain(&table.otherwise) {
                if let ExprKind::Text(text) = &row.kind
                    && Status::from_text(text).is_none()
                {
                    wrong.push((row.span, text.clone()));
                }
            }
        }
        for (span, text) in wrong {
            let message = format!("`{text}` is not a status");
            let words = Status::ALL.iter().map(|status| status.text());
            let finding = Diagnostic::new(&codes::BAD_LITERAL, span, message);
            self.report(match closest(&text, words.clone()) {
                Some(meant) => finding.help(format!("did you mean `{meant}`?")),
                None => finding.help(format!("statuses are {}", names(words))),
            });
        }
    }
}

/// Runs over the parts of an expression that may be its result.
fn results(value: &Expr, each: &mut dyn FnMut(&Expr)) {
    match &value.kind {
        ExprKind::If { branches, otherwise } => {
            for (_, then) in branches {
                results(then, each);
            }
            results(otherwise, each);
        }
        ExprKind::Coalesce(items) => items.iter().for_each(|item| results(item, each)),
        _ => each(value),
    }
}
