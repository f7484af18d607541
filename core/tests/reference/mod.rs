//! A slow and obvious interpreter of the rules: the oracle of `agreement.rs`.
//!
//! It works on the syntax tree and a JSON document, straight from the contract, and shares only
//! text comparison, dates, the standard's schema table and the built-in functions with the
//! library. It knows rules that compile: it checks nothing. Scripts and functions of the host are
//! left out.

mod decide;
mod document;
mod expressions;
mod mapping;
mod names;
mod reads;
mod schema;
mod values;

pub(crate) use decide::decide;
