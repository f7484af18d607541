//! SCIM as the standard has it: schemas, filters and PATCH (RFC 7643, RFC 7644).

mod attribute;
mod error;
mod filter;
mod filter_match;
mod filter_text;
pub mod schema;

pub use error::{ScimError, ScimType};
pub use filter::Filter;
