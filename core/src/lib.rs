//! scimrules: rules for SCIM provisioning, compiled once, deciding many times.
#![forbid(unsafe_code)]

pub mod functions;
pub mod scim;
pub mod text;
pub mod value;

pub use scim::{Filter, PatchOptions, ScimError, ScimType, apply_patch};
