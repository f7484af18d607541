//! scimrules: rules for SCIM provisioning, compiled once, deciding many times.
#![forbid(unsafe_code)]

pub mod date_time;
pub mod functions;
pub mod pattern;
#[cfg(feature = "script")]
pub mod script;
pub mod text;
pub mod value;
