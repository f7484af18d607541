//! Errors as data.

use crate::bytes::ScimrulesText;
use crate::door::free;
use crate::status::ScimrulesStatus;
use scimrules::{CompileError, Diagnostic, RequestError, ScimError, ScimType, Severity, Source};

/// What went wrong, owned by the caller: `scimrules_error_free`. Texts that it gives are borrowed
/// from it. Any thread may read it.
///
/// Every function that takes `ScimrulesError **error` takes NULL there too; else it writes an error
/// where it fails, and NULL where it does not.
#[derive(Debug)]
pub struct ScimrulesError {
    pub(crate) status: ScimrulesStatus,
    code: &'static str,
    message: String,
    line: u32,
    column: u32,
    diagnostics: String,
    scim: String,
    text: String,
}

/// An error on its way to the caller.
pub(crate) type Failed = Box<ScimrulesError>;

impl ScimrulesError {
    pub(crate) fn new(status: ScimrulesStatus, message: impl Into<String>) -> Failed {
        let message = message.into();
        Box::new(ScimrulesError {
            status,
            code: status.code(),
            text: message.clone(),
            message,
            line: 0,
            column: 0,
            diagnostics: "[]".to_owned(),
            scim: String::new(),
        })
    }

    /// An argument that is null.
    pub(crate) fn null(name: &str) -> Failed {
        Self::new(ScimrulesStatus::NullArgument, format!("`{name}` is null"))
    }

    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// What diagnostics tell; `text` shows them to a person.
    pub(crate) fn of_rules(diagnostics: &[Diagnostic], source: &Source, text: String) -> Failed {
        let mut failed = Self::new(ScimrulesStatus::RulesFailed, "the rules have errors");
        let first = diagnostics.iter().find(|finding| finding.severity() == Severity::Error);
        if let Some(first) = first {
            let at = source.position(first.span().start);
            (failed.line, failed.column) = (at.line, at.column);
            failed.code = first.code.id;
            failed.message = first.message.clone();
        }
        let mut located = Vec::new();
        write_diagnostics(&mut located, diagnostics, source);
        failed.diagnostics = String::from_utf8(located).unwrap_or_default();
        failed.text = text;
        failed
    }
}

/// Diagnostics with lines and columns, as a JSON array.
pub(crate) fn write_diagnostics(out: &mut Vec<u8>, diagnostics: &[Diagnostic], source: &Source) {
    let located: Vec<_> = diagnostics.iter().map(|finding| finding.located(source)).collect();
    write_json(out, &located);
}

/// Writes a value as JSON behind what `out` holds.
pub(crate) fn write_json(out: &mut Vec<u8>, value: &impl serde::Serialize) {
    // Writing to memory does not fail, and everything that is written here has text keys.
    let _ = serde_json::to_writer(out, value);
}

impl From<CompileError> for Failed {
    fn from(error: CompileError) -> Self {
        let text = error.to_string();
        ScimrulesError::of_rules(error.diagnostics(), error.source(), text.trim_end().to_owned())
    }
}

impl From<RequestError> for Failed {
    fn from(error: RequestError) -> Self {
        let mut failed = ScimrulesError::new(ScimrulesStatus::NotARequest, error.message);
        failed.code = error.code;
        failed
    }
}

impl From<ScimError> for Failed {
    fn from(error: ScimError) -> Self {
        let mut failed = ScimrulesError::new(ScimrulesStatus::ScimFailed, error.to_string());
        failed.code = error.scim_type.map_or(failed.code, ScimType::text);
        failed.scim = serde_json::to_string(&error).unwrap_or_default();
        failed
    }
}

/// Reads an error; NULL gives what is nothing.
fn read<T: Default>(error: *const ScimrulesError, part: impl FnOnce(&ScimrulesError) -> T) -> T {
    // SAFETY: null, or an error that was not freed.
    unsafe { error.as_ref() }.map(part).unwrap_or_default()
}

/// The status that came with it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_error_status(error: *const ScimrulesError) -> ScimrulesStatus {
    // SAFETY: null, or an error that was not freed.
    unsafe { error.as_ref() }.map_or(ScimrulesStatus::Ok, |error| error.status)
}

/// A code that does not change between versions: "E0301" of a diagnostic, "noTarget" of SCIM.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_error_code(error: *const ScimrulesError) -> ScimrulesText {
    read(error, |error| ScimrulesText::of(error.code.as_bytes()))
}

/// One sentence for a person; of rules with several errors, the first.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_error_message(error: *const ScimrulesError) -> ScimrulesText {
    read(error, |error| ScimrulesText::of(error.message.as_bytes()))
}

/// Everything for a person: of rules, every finding with the lines that it is about.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_error_text(error: *const ScimrulesError) -> ScimrulesText {
    read(error, |error| ScimrulesText::of(error.text.as_bytes()))
}

/// The line of the first error of the rules, from 1; 0 for any other error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_error_line(error: *const ScimrulesError) -> u32 {
    read(error, |error| error.line)
}

/// Its column, from 1; 0 for any other error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_error_column(error: *const ScimrulesError) -> u32 {
    read(error, |error| error.column)
}

/// Every error, warning and hint of the rules as a JSON array, as `scimrules_check` gives it; `[]`
/// for any other error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_error_diagnostics(
    error: *const ScimrulesError,
) -> ScimrulesText {
    read(error, |error| ScimrulesText::of(error.diagnostics.as_bytes()))
}

/// The error that a SCIM server answers with (RFC 7644 §3.12), as JSON; empty for any other error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_error_scim(error: *const ScimrulesError) -> ScimrulesText {
    read(error, |error| ScimrulesText::of(error.scim.as_bytes()))
}

/// Frees it; NULL is nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_error_free(error: *mut ScimrulesError) {
    // SAFETY: from this library, and not freed yet.
    unsafe { free(error) }
}
