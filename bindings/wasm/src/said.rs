//! What a call says beside a resource: its options, as JSON.

use crate::error::{bad_option, bad_request};
use scimrules::{Defaults, Resource, request_of};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::borrow::Cow;
use wasm_bindgen::JsValue;

/// The options of `decide`, `explain`, `decideMany` and `simulate`.
#[derive(Default, Deserialize)]
struct Options {
    #[serde(default, deserialize_with = "present")]
    groups: Option<Value>,
    #[serde(default, deserialize_with = "present")]
    current: Option<Value>,
    params: Option<Value>,
    now: Option<String>,
    operation: Option<String>,
}

/// Null says something here: `current: null` is no account.
fn present<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(value).map(Some)
}

/// What is said, ready for the core.
#[derive(Default)]
pub(crate) struct Said {
    groups: Option<Value>,
    current: Option<Value>,
    /// What requests take that do not say it themselves.
    pub(crate) defaults: Defaults,
}

impl Said {
    /// Of JSON.
    pub(crate) fn read(text: &str) -> Result<Self, JsValue> {
        if text.is_empty() {
            return Ok(Said::default());
        }
        let options: Options =
            serde_json::from_str(text).map_err(|error| bad_request(&error.to_string()))?;
        let params = match options.params {
            None | Some(Value::Null) => Map::new(),
            Some(Value::Object(params)) => params,
            Some(_) => return Err(bad_request("`params` is an object")),
        };
        let delete = match options.operation.as_deref() {
            None | Some("upsert") => false,
            Some("delete") => true,
            Some(other) => {
                return Err(bad_option(&format!(
                    "`{other}` is not an operation; operations are `upsert` and `delete`"
                )));
            }
        };
        let defaults = Defaults { now: options.now, params, delete };
        Ok(Said { groups: options.groups, current: options.current, defaults })
    }

    /// A request of a resource, or of a whole request.
    pub(crate) fn request<'t>(&self, text: &'t [u8], kind: Resource) -> Cow<'t, [u8]> {
        request_of(text, kind, self.groups.as_ref(), self.current.as_ref())
    }
}
