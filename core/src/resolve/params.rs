//! The defaults of parameters.

use super::{Context, Resolver};
use crate::plan::*;
use crate::types::{Base, Count};
use scimrules_grammar::syntax::{File, StatementKind};
use scimrules_grammar::{Diagnostic, codes};

impl<'s> Resolver<'s> {
    /// The defaults of parameters.
    pub(super) fn defaults(&mut self, file: &'s File) {
        let mut at = 0;
        for statement in &file.statements {
            let StatementKind::Param { name, default, .. } = &statement.kind else { continue };
            let index = at;
            at += 1;
            let Some(default) = default else { continue };
            let Some(value) = self.operand(default, Context::of(Resource::User)) else { continue };
            let constant = !value.any(&mut |part| {
                !matches!(
                    part.kind,
                    ExprKind::Text(_)
                        | ExprKind::Integer(_)
                        | ExprKind::Decimal(_)
                        | ExprKind::Boolean(_)
                        | ExprKind::Null
                        | ExprKind::List(_)
                )
            });
            if !constant {
                let message = format!("the default of `{}` is written as a literal", name.text);
                let finding = Diagnostic::new(&codes::NOT_CONSTANT, default.span, message)
                    .help("the host passes the value that counts");
                self.report(finding);
                continue;
            }
            let (base, many) = (self.params[index].base, self.params[index].many);
            let place = format!("the default of `{}`", name.text);
            let date = base == Base::DateTime && matches!(value.kind, ExprKind::Text(_));
            if !date && !self.fits(&value, base, &place) {
                continue;
            }
            if !matches!(value.kind, ExprKind::Null) && many != (value.ty.count == Count::Many) {
                let wanted = if many { "a list" } else { "one value" };
                let message = format!("{place} is {wanted}");
                let finding = Diagnostic::new(&codes::WRONG_TYPE, default.span, message);
                self.report(match many {
                    true => finding.help("write it in brackets: `[…]`"),
                    false => finding.help("declare the parameter as a list: `string[]`"),
                });
                continue;
            }
            self.params[index].default = Some(value);
        }
    }
}
