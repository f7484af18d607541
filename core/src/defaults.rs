//! What a request has where it does not say.

use serde_json::{Map, Value};

/// Members for requests that lack them: a batch shares its clock and its parameters, and bare
/// resources carry neither.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Defaults {
    /// The clock: a dateTime.
    pub now: Option<String>,
    /// Parameters, each for requests that do not give it.
    pub params: Map<String, Value>,
    /// Requests without an `operation` are deletes.
    pub delete: bool,
}
