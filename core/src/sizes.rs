//! Ceilings for what a decision copies, keeps in lists or hands from function to function: memory
//! that is touched for every user. Whoever needs more raises a line here, and says why.
//!
//! `Value` and `Result<Value, _>` have theirs beside them.
#![cfg(target_pointer_width = "64")]

use crate::decision::{Because, Decision, Notify, Reason};
use crate::json::{Found, JsonReader};
use crate::plan::{Column, Expr, Member, Read};
use crate::read::{Cell, Note, Payload, Slot};
use crate::value::DateTime;

#[cfg(test)]
#[test]
fn show() {
    macro_rules! s { ($($t:ty),*) => { $( println!("{} {}", stringify!($t), size_of::<$t>()); )* } }
    s!(Because<'static>, Decision<'static>, Notify<'static>, Reason<'static>, Found<'static>, JsonReader<'static>, Column, Expr, Member, Read, Cell<'static>, Note<'static>, Payload<'static>, Slot<'static>, DateTime<'static>);
}
