//! What the benches share: the work's rules, and users made for them.
//!
//! Nothing is random: the same program makes the same bytes on every machine.
#![forbid(unsafe_code)]

mod chance;
mod deciding;
mod inputs;
mod people;
mod providers;
mod requests;
mod texts;

pub use deciding::Decider;
pub use inputs::{
    STREAM_USERS, large, small, stream, typical, with_groups, with_unknown, with_wide,
};
pub use requests::{
    bent, changed, created, deactivated, deleted, rules, unchanged, without_record,
};

pub use texts::{JUMPCLOUD, NO_SCRIPT, SCRIPT, jumpcloud_without_script, many_lines, wide};

/// The rules of the work: criteria, the source's status, twelve mapped fields.
pub const RULES: &str = include_str!("../work/mapping.rules");
