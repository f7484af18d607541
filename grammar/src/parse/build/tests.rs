//! The items of a `test`, with their JSON.

use super::{Builder, Parts};
use crate::diagnostic::{Diagnostic, codes};
use crate::parse::Rule;
use crate::source::Span;
use crate::syntax::*;
use pest::iterators::Pair;

impl<'d> Builder<'d> {
    pub(super) fn test_item(&mut self, pair: Pair<'_, Rule>) -> Option<TestItem> {
        let span = self.span(&pair);
        let pair = pair.into_inner().next()?;
        let rule = pair.as_rule();
        let mut parts = Parts::new(pair);
        let kind = match rule {
            Rule::test_user => TestItemKind::User(self.json(&mut parts)?),
            Rule::test_group => TestItemKind::Group(self.json(&mut parts)?),
            Rule::test_groups => TestItemKind::Groups(self.json(&mut parts)?),
            Rule::test_current => TestItemKind::Current(self.json(&mut parts)?),
            Rule::test_params => TestItemKind::Params(self.json(&mut parts)?),
            Rule::test_now => TestItemKind::Now(self.text(&parts.take(Rule::text)?)),
            Rule::test_operation => TestItemKind::Operation(self.name(&parts.take(Rule::name)?)),
            Rule::test_expect => TestItemKind::Expect {
                action: self.name(&parts.take(Rule::name)?),
                record: self.json(&mut parts),
            },
            Rule::test_because => TestItemKind::Because(self.text(&parts.take(Rule::text)?)),
            Rule::test_notify => {
                let what = self.name(&parts.take(Rule::name)?);
                let to = match parts.take(Rule::name) {
                    Some(pair) => self.name(&pair),
                    None => {
                        let text = self.text(&parts.take(Rule::text)?);
                        Name { text: text.value, span: text.span }
                    }
                };
                TestItemKind::Notify { what, to }
            }
            _ => return None,
        };
        Some(TestItem { span, kind })
    }

    pub(super) fn json(&mut self, parts: &mut Parts<'_>) -> Option<Json> {
        let pair = parts.take(Rule::json)?;
        let span = self.span(&pair);
        let text = pair.as_str();
        let text = if text.eq_ignore_ascii_case("null") { "null" } else { text };
        match serde_json::from_str(text) {
            Ok(value) => Some(Json { value, span }),
            Err(error) => {
                let line = text.split_inclusive('\n').take(error.line().saturating_sub(1));
                let at = line.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
                let at = span.start as usize + at.min(text.len().saturating_sub(1));
                let message = error.to_string();
                let message = message.split(" at line ").next().unwrap_or("");
                let finding = Diagnostic::new(
                    &codes::BAD_JSON,
                    Span::new(at, at + 1),
                    format!("this is not JSON: {message}"),
                )
                .help("names and texts of JSON stand in double quotes, parts are separated by commas, and the last has none");
                self.report(finding);
                Some(Json { value: serde_json::Value::Null, span })
            }
        }
    }
}
