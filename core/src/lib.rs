//! scimrules: rules for SCIM provisioning, compiled once, deciding many times.
//!
//! [`Rules::compile`] turns a text into immutable rules; [`Rules::decide`] turns a request into a
//! [`Decision`] with its reasons, and writes nothing anywhere. There is no IO, no clock, no
//! randomness and no global state: the same input gives the same bytes.
#![forbid(unsafe_code)]

mod api;
pub mod date_time;
mod decide;
mod decision;
mod defaults;
mod explain;
mod fault;
pub mod functions;
mod json;
mod limits;
mod message;
mod names;
pub mod pattern;
mod plan;
mod projection;
mod read;
mod request;
mod resolve;
mod rules;
pub mod scim;
mod scratch;
#[cfg(feature = "script")]
pub mod script;
pub mod simulation;
mod sizes;
mod suite;
pub mod text;
mod types;
pub mod value;

pub use api::RequestError;
pub use decision::{Because, Decision, Notify, Reason, Record};
pub use defaults::Defaults;
pub use explain::{Explanation, Line, LineKind, LineOutcome};
pub use limits::{Exceeded, Tally};
pub use plan::{Action, Event, FollowUp, Resource, Status};
pub use projection::Projection;
pub use read::{Note, RequestSource, Value as SerdeValue};
pub use request::{RequestShape, request_of};
pub use rules::{
    AccountCall, CompileError, CompileLimits, Compiler, FieldType, HostCall, HostValue,
    PayloadLimits, Rules, TakenCall,
};
pub use scim::{Filter, PatchOptions, ScimError, ScimType, apply_patch};
pub use scimrules_grammar as grammar;
pub use scimrules_grammar::{Diagnostic, Palette, Severity, Source, SourceLimits, Span, render};
pub use scratch::Scratch;
pub use suite::{Coverage, TestResult};
pub use value::Value;

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
