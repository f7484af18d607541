//! Ceilings for what a decision copies, keeps in lists or hands from function to function: memory
//! that is touched for every user. Whoever needs more raises a line, and says why.
//!
//! `Value` has its own beside it.
#![cfg(target_pointer_width = "64")]

use crate::decision::{Because, Decision, Notify, Reason};
use crate::json::{Found, JsonReader};
use crate::plan::{Column, Expr, Member, Read};
use crate::read::{Cell, Note, Payload, Slot};
use crate::value::DateTime;

macro_rules! at_most {
    ($($kind:ty: $bytes:literal,)*) => {
        $(const _: () = assert!(size_of::<$kind>() <= $bytes, stringify!($kind is too large));)*
    };
}

// Of the request: cells and slots by the dozen, the rest once.
at_most! {
    Cell<'_>: 24,
    Slot<'_>: 56,
    DateTime<'_>: 32,
    Note<'_>: 32,
    Found: 16,
    JsonReader<'_>: 64,
    Payload<'_>: 136,
}

// Of the plan, which every thread reads.
at_most! {
    Member: 16,
    Column: 32,
    Expr: 104,
    Read: 136,
}

// Of the decision.
at_most! {
    Because<'_>: 24,
    Notify<'_>: 32,
    Reason<'_>: 56,
    Decision<'_>: 160,
}
