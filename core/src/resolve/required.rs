//! Required fields: whether every user gives them a value.

use super::Resolver;
use super::fields::declared;
use crate::functions::Missing;
use crate::plan::*;
use scimrules_grammar::{Diagnostic, codes};
use std::cell::RefCell;
use std::collections::HashSet;

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

impl Resolver<'_> {
    /// Warns of required fields that can be without a value on create.
    pub(super) fn fields_are_filled(&mut self, program: &Program, plan: &Plan) {
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
}
