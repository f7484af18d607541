//! scimrules for C and C++. It converts, and decides nothing by itself.
//!
//! Every function of the header is a door (`door`): it checks its pointers, stops panics, and turns
//! errors into a status and an error object. `unsafe` is what the header asks of its callers:
//! pointers are null or valid, texts are as long as told, and nothing is used after it was freed.
#![allow(clippy::missing_safety_doc, reason = "the header says it once for all functions")]

mod bytes;
mod compiler;
mod decide;
mod decision;
mod defaults;
mod door;
mod error;
mod explain;
mod filter;
mod format;
mod guarded;
mod host;
mod lines;
mod many;
mod patch;
mod rules;
mod scratch;
mod spread;
mod status;
mod tally;
mod value;
mod version;

pub use bytes::ScimrulesText;
pub use compiler::*;
pub use decide::*;
pub use decision::*;
pub use defaults::*;
pub use error::*;
pub use explain::*;
pub use filter::*;
pub use format::*;
pub use host::*;
pub use lines::*;
pub use many::*;
pub use patch::*;
pub use rules::*;
pub use scratch::*;
pub use status::*;
pub use tally::*;
pub use value::*;
pub use version::*;
