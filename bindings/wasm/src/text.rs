//! Rules as text: checked and formatted.

use crate::error::{located, unreadable};
use crate::options::Options;
use scimrules::{Source, SourceLimits};
use serde_json::json;
use wasm_bindgen::prelude::*;

/// Errors, warnings and hints about a text.
#[wasm_bindgen]
pub fn check(text: &str, options: &str) -> Result<String, JsValue> {
    let options = Options::read(options)?;
    let found = match options.compiler()?.compile(options.name(), text) {
        Ok(rules) => located(rules.diagnostics(), rules.source()),
        Err(error) => located(error.diagnostics(), error.source()),
    };
    Ok(json!(found).to_string())
}

/// A text in the canonical layout.
#[wasm_bindgen]
pub fn format(text: &str) -> Result<String, JsValue> {
    scimrules::grammar::format_text(text, &SourceLimits::default())
        .map_err(|found| unreadable(&found, &Source::new("rules", text)))
}
