//! The lines of `notify`.

use super::{Context, Resolver};
use crate::plan::*;
use crate::types::Base;
use scimrules_grammar::syntax::{self};
use scimrules_grammar::{Diagnostic, closest, codes};

impl<'s> Resolver<'s> {
    pub(super) fn notice(&mut self, line: &syntax::NotifyLine) -> Option<Notice> {
        let cx = Context { changed: true, ..Context::of(Resource::User).with_target() };
        let bare = match &line.to.kind {
            syntax::ExprKind::Path(path) => path.bare(),
            _ => None,
        };
        let to = match bare {
            Some("user") => Some(Recipient::User),
            Some("admin") => Some(Recipient::Admin),
            Some("nobody") => Some(Recipient::Nobody),
            _ if !line.mail => {
                let text = crate::message::short(self.source.slice(line.to.span));
                let message =
                    format!("a password goes to `user`, `admin` or `nobody`, not to `{text}`");
                let finding = Diagnostic::new(&codes::WRONG_TYPE, line.to.span, message);
                let meant = closest(&text, ["user", "admin", "nobody"]);
                self.report(match meant {
                    Some(meant) => finding.help(format!("did you mean `{meant}`?")),
                    None => finding.help("mail notices may go to any address: `mail to …`"),
                });
                None
            }
            _ => {
                let value = self.one_value(&line.to, cx, "the address of a mail");
                value.and_then(|value| {
                    let fits = self.fits(&value, Base::String, "the address of a mail");
                    if value.secret {
                        let message = "the address would show a secret";
                        let finding = Diagnostic::new(&codes::SECRET_LEAK, value.span, message)
                            .help("name another address");
                        self.report(finding);
                    }
                    fits.then_some(Recipient::Address(value))
                })
            }
        };
        let event = line.event.as_ref().map(|event| self.event(event));
        let condition = line.condition.as_ref().map(|condition| self.condition(condition, cx));
        let event = match event {
            Some(event) => Some(event?),
            None => None,
        };
        let condition = match condition {
            Some(condition) => Some(condition?),
            None => None,
        };
        Some(Notice { span: line.span, mail: line.mail, to: to?, event, condition })
    }
}
