//! The scimrules language: text to syntax tree and back, with diagnostics.
//!
//! This crate knows the shape of rules, not their meaning: it does not know SCIM attributes,
//! functions or types. [`parse`] reads a rules file, [`format`](format()) gives it
//! the canonical layout, [`render`] shows a [`Diagnostic`] to a
//! person. Nothing here does IO or keeps state; everything is `Send + Sync`.
#![forbid(unsafe_code)]

pub mod diagnostic;
mod format;
mod limits;
mod parse;
pub mod reference;
mod scan;
mod source;
mod suggest;
pub mod syntax;

pub use diagnostic::{CODES, Code, Diagnostic, Palette, Severity, codes, render};
pub use format::{format, format_text};
pub use limits::SourceLimits;
pub use parse::{Parsed, parse, parse_expression, parse_path, parse_pieces};
pub use source::{Position, Source, Span};
pub use suggest::closest;
