//! SCIM as the standard has it: schemas, filters and PATCH (RFC 7643, RFC 7644).

mod attribute;
mod error;
mod filter;
mod filter_match;
mod filter_text;
mod patch;
mod patch_apply;
mod patch_attribute;
mod patch_element;
mod patch_path;
mod patch_value;
mod patch_wanted;
pub mod schema;
mod work;

pub(crate) use attribute::boolean;
pub use error::{ScimError, ScimType};
pub use filter::Filter;
pub use patch::{PatchOptions, apply_patch};
