//! The one layout of rules.

use crate::bytes::ScimrulesText;
use crate::door::{door, place, shared, text};
use crate::error::ScimrulesError;
use crate::scratch::ScimrulesScratch;
use crate::status::ScimrulesStatus;
use scimrules::grammar::format_text;
use scimrules::{Palette, Source, SourceLimits, render};
use std::ffi::c_char;

/// Gives rules their one canonical layout; comments are kept. Borrowed from the scratch until its
/// next use. Rules that cannot be read are SCIMRULES_STATUS_RULES_FAILED.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_format(
    scratch: *mut ScimrulesScratch,
    source: *const c_char,
    source_length: usize,
    formatted: *mut ScimrulesText,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    door(error, || {
        // SAFETY: null, or valid.
        let (place, scratch, text) = unsafe {
            (
                place(formatted, "formatted")?,
                shared(scratch, "scratch")?,
                text(source, source_length, "source")?,
            )
        };
        let found = format_text(text, &SourceLimits::default()).map_err(|findings| {
            let source = Source::new("rules", text);
            let shown = findings.iter().map(|finding| render(finding, &source, Palette::Plain));
            let shown = shown.collect::<Vec<_>>().join("\n");
            ScimrulesError::of_rules(&findings, &source, shown)
        })?;
        *place = scratch.write(|out| {
            out.extend_from_slice(found.as_bytes());
            Ok(())
        })?;
        Ok(())
    })
}
