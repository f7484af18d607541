//! What two or more functions need.

#[cfg(feature = "countries")]
pub(super) mod country;
pub(super) mod date_pattern;
pub(super) mod fill;
pub(super) mod graphemes;
pub(super) mod letters;
pub(super) mod list;
pub(super) mod mark;
pub(super) mod missing;
pub(super) mod output;
pub(super) mod phone;
pub(super) mod plain;
pub(super) mod regular;
pub(super) mod zone;
