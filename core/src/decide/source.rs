//! What the source says of the status, and whether a condition needs the source at all.

use super::machine::{Machine, Worked};
use crate::plan::{ExprKind, Status};
use crate::value::Value;
use scimrules_grammar::{Span, codes};

impl<'a> Machine<'_, 'a> {
    /// What the source says of the status; `None` where it says nothing.
    pub(super) fn source_status(&self) -> Worked<'a, Option<Status>> {
        if let Some(clause) = &self.program.source_status {
            let value = match self.trace {
                Some(trace) => {
                    trace.enter(clause.span, clause.what.secret);
                    let value = self.value(&clause.what, None);
                    trace.leave(super::Outcome::Value, value.ok(), value.err().map(|f| f.message));
                    value
                }
                None => self.value(&clause.what, None),
            }?;
            return match value {
                Value::Absent | Value::Null => Ok(None),
                Value::Unknown => Err(self.unknown(clause.span, "source status")),
                Value::Text(text) => match Status::from_text(text) {
                    Some(status) => Ok(Some(status)),
                    None => Err(self.fault(
                        &codes::BAD_STATUS,
                        clause.span,
                        format_args!(
                            "`source status` gave `{}`; it is `active`, `suspended` or `inactive`",
                            crate::message::short(text)
                        ),
                    )),
                },
                _ => Err(self.fault(
                    &codes::BAD_STATUS,
                    clause.span,
                    format_args!("`source status` gave no text"),
                )),
            };
        }
        let slot = self.program.catalogue.active.and_then(|slot| self.payload.slots.get(slot));
        let Some(cell) = slot.filter(|slot| slot.rows > 0).and_then(|slot| slot.row(0).first())
        else {
            return Ok(None);
        };
        Ok(match (*cell)? {
            Value::Boolean(true) => Some(Status::Active),
            Value::Boolean(false) => Some(Status::Inactive),
            _ => None,
        })
    }

    /// A delete may come without the user, but not where the condition reads it.
    pub(super) fn user_needed(
        &self,
        condition: &'a crate::plan::Expr,
        span: Span,
    ) -> Worked<'a, ()> {
        if self.payload.given || !self.reads_source(condition) {
            return Ok(());
        }
        let title = crate::message::short(self.rules.source.slice(span));
        Err(self.fault(
            &codes::USER_NEEDED,
            span,
            format_args!("`{title}` reads the user, and the request carries none"),
        ))
    }

    pub(super) fn reads_source(&self, expr: &crate::plan::Expr) -> bool {
        self.reads(expr, &mut vec![false; self.program.lets.len()])
    }

    /// The same, but for lets that were looked into.
    pub(super) fn reads(&self, expr: &crate::plan::Expr, seen: &mut [bool]) -> bool {
        expr.any(&mut |part| match &part.kind {
            ExprKind::Read(_) | ExprKind::Target(_) => true,
            ExprKind::Let(at) => {
                !std::mem::replace(&mut seen[*at], true)
                    && self.reads(&self.program.lets[*at].value, seen)
            }
            _ => false,
        })
    }
}
