//! SCIM filters and PATCH by themselves.

use crate::error::{bad_request, scim_error};
use scimrules::PatchOptions;
use serde::Deserialize;
use serde_json::Value;
use wasm_bindgen::prelude::*;

fn json(text: &str) -> Result<Value, JsValue> {
    serde_json::from_str(text)
        .map_err(|error| bad_request(&format!("the text is not JSON: {error}")))
}

/// A SCIM filter.
#[wasm_bindgen]
pub struct Filter {
    inner: scimrules::Filter,
}

#[wasm_bindgen]
impl Filter {
    /// Reads a filter.
    pub fn parse(text: &str) -> Result<Filter, JsValue> {
        let inner = scimrules::Filter::parse(text);
        inner.map(|inner| Filter { inner }).map_err(|error| scim_error("FilterError", &error))
    }

    /// True where the filter holds for the resource.
    pub fn matches(&self, resource: &str) -> Result<bool, JsValue> {
        let matches = self.inner.matches(&json(resource)?);
        matches.map_err(|error| scim_error("FilterError", &error))
    }

    /// As text.
    #[wasm_bindgen(js_name = text)]
    pub fn text(&self) -> String {
        self.inner.to_string()
    }
}

/// What `applyPatch` is told.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Options {
    strict: bool,
    known_only: bool,
    immutable: Vec<String>,
}

/// The resource after a PATCH request.
#[wasm_bindgen(js_name = applyPatch)]
pub fn apply_patch(resource: &str, patch: &str, options: &str) -> Result<String, JsValue> {
    let options: Options =
        serde_json::from_str(options).map_err(|error| bad_request(&error.to_string()))?;
    let Options { strict, known_only, immutable } = options;
    let options = PatchOptions { strict, known_only, immutable };
    let patched = scimrules::apply_patch(&json(resource)?, &json(patch)?, &options);
    Ok(patched.map_err(|error| scim_error("PatchError", &error))?.to_string())
}
