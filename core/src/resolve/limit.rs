//! `limit`.

use super::Resolver;
use crate::plan::*;
use scimrules_grammar::syntax::{LimitBound, Name};
use scimrules_grammar::{Diagnostic, Span, codes};

impl<'s> Resolver<'s> {
    pub(super) fn limit(
        &mut self,
        actions: &[Name],
        bound: &LimitBound,
        span: Span,
    ) -> Option<Limit> {
        let mut resolved = Vec::new();
        for name in actions {
            let action = self.action(name)?;
            if matches!(action, Action::Unchanged | Action::Ignore) {
                let message = format!("`{action}` changes nothing and needs no limit");
                let finding = Diagnostic::new(&codes::BAD_LIMIT, name.span, message)
                    .help("limit what changes accounts, `deactivate + delete` for example");
                self.report(finding);
                return None;
            }
            resolved.push(action);
        }
        let bound = match bound {
            LimitBound::Count { count, of } => {
                Bound::Count { count: *count, groups: of.map(|resource| resource.groups) }
            }
            LimitBound::Percent { number, of } => {
                let (whole, part) = number.split_once('.').unwrap_or((number, ""));
                let part = format!("{part:0<2}");
                let hundredths = whole
                    .parse::<u64>()
                    .ok()
                    .filter(|whole| *whole <= 100 && part.len() == 2)
                    .and_then(|whole| Some(whole * 100 + part.parse::<u64>().ok()?))
                    .filter(|hundredths| *hundredths <= 10_000);
                let Some(hundredths) = hundredths else {
                    let message = format!("`{number}%` is not a share of all accounts");
                    let finding = Diagnostic::new(&codes::BAD_LIMIT, span, message)
                        .help("write a number from 0 to 100, with at most two places: `2.5%`");
                    self.report(finding);
                    return None;
                };
                Bound::Percent { hundredths, groups: of.groups }
            }
        };
        Some(Limit { span, actions: resolved, bound })
    }
}
