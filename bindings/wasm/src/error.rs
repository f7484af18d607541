//! What goes wrong, as JSON that `js/errors.js` makes exceptions of.

use scimrules::{CompileError, Diagnostic, RequestError, ScimError, Source};
use serde::Serialize;
use serde_json::{Value, json};
use wasm_bindgen::JsValue;

/// An exception: the name of its class, and what it says.
fn thrown(class: &str, what: Value) -> JsValue {
    JsValue::from_str(&json!([class, what]).to_string())
}

/// Rules that do not compile.
pub(crate) fn compile_error(error: &CompileError) -> JsValue {
    let (text, found) = (error.to_string(), located(error.diagnostics(), error.source()));
    thrown("CompileError", json!({"message": text.trim_end(), "diagnostics": found}))
}

/// A text that cannot be formatted.
pub(crate) fn unreadable(found: &[Diagnostic], source: &Source) -> JsValue {
    let shown: Vec<String> = found
        .iter()
        .map(|finding| scimrules::render(finding, source, scimrules::Palette::Plain))
        .collect();
    let message = shown.join("\n");
    let found = located(found, source);
    thrown("CompileError", json!({"message": message.trim_end(), "diagnostics": found}))
}

/// Findings, with lines and columns.
pub(crate) fn located(found: &[Diagnostic], source: &Source) -> Vec<Value> {
    found.iter().map(|finding| json!(finding.located(source))).collect()
}

/// What is no request; `line` is its place in a batch.
pub(crate) fn request_error(error: &RequestError, line: Option<usize>, out: &mut Vec<u8>) {
    #[derive(Serialize)]
    struct Error<'a> {
        code: &'a str,
        message: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        line: Option<usize>,
    }
    let told = Error { code: error.code, message: &error.message, line };
    // Writing to memory does not fail.
    let _ = serde_json::to_writer(out, &told);
}

/// A value that is no request.
pub(crate) fn bad_request(message: &str) -> JsValue {
    let code = scimrules::grammar::codes::BAD_REQUEST.id;
    thrown("RequestError", json!({"code": code, "message": message}))
}

/// An option that is not one.
pub(crate) fn bad_option(message: &str) -> JsValue {
    thrown("TypeError", json!({"message": message}))
}

/// An error of the SCIM protocol: `FilterError` or `PatchError`.
pub(crate) fn scim_error(class: &str, error: &ScimError) -> JsValue {
    let told = json!({
        "detail": error.detail,
        "scimType": error.scim_type.map(|kind| kind.text()),
        "status": error.status,
        "operation": error.operation,
    });
    thrown(class, told)
}
