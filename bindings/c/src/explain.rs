//! A decision with its reasons.

use crate::bytes::ScimrulesText;
use crate::defaults::ScimrulesDefaults;
use crate::door::{bytes, door, place, shared};
use crate::error::{ScimrulesError, write_json};
use crate::rules::ScimrulesRules;
use crate::scratch::{ScimrulesScratch, Worker};
use crate::status::ScimrulesStatus;
use scimrules::Explanation;
use std::ffi::c_char;

/// Decides like `scimrules_decide`, and tells why, as JSON: `decision`; `lines`, every line of the
/// rules with its outcome and the values that it read; `tolerance`. Borrowed from the scratch until
/// its next use. Costs a few times as much. `defaults` may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_explain(
    rules: *const ScimrulesRules,
    scratch: *mut ScimrulesScratch,
    defaults: *const ScimrulesDefaults,
    request: *const c_char,
    request_length: usize,
    explanation: *mut ScimrulesText,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    let request = (request, request_length);
    // SAFETY: as the header says.
    unsafe {
        explain(rules, scratch, defaults, request, explanation, error, |explanation, out| {
            write_json(out, explanation);
        })
    }
}

/// The same as text for a person.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_explain_text(
    rules: *const ScimrulesRules,
    scratch: *mut ScimrulesScratch,
    defaults: *const ScimrulesDefaults,
    request: *const c_char,
    request_length: usize,
    explanation: *mut ScimrulesText,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    let request = (request, request_length);
    // SAFETY: as the header says.
    unsafe {
        explain(rules, scratch, defaults, request, explanation, error, |explanation, out| {
            out.extend_from_slice(explanation.to_text().as_bytes());
        })
    }
}

/// # Safety
/// Pointers are null or valid.
unsafe fn explain(
    rules: *const ScimrulesRules,
    scratch: *mut ScimrulesScratch,
    defaults: *const ScimrulesDefaults,
    (request, request_length): (*const c_char, usize),
    explanation: *mut ScimrulesText,
    error: *mut *mut ScimrulesError,
    write: impl FnOnce(&Explanation<'_>, &mut Vec<u8>),
) -> ScimrulesStatus {
    door(error, || {
        // SAFETY: as above.
        let (place, rules, scratch, request, defaults) = unsafe {
            (
                place(explanation, "explanation")?,
                shared(rules, "rules")?,
                shared(scratch, "scratch")?,
                bytes(request, request_length, "request")?,
                defaults.as_ref(),
            )
        };
        let mut memory = scratch.memory.enter("scratch")?;
        let Worker { scratch, out } = &mut memory.first;
        out.clear();
        let explanation = match defaults {
            Some(defaults) => rules.rules.explain_with(scratch, request, &defaults.defaults)?,
            None => rules.rules.explain(scratch, request)?,
        };
        write(&explanation, out);
        *place = ScimrulesText::of(out);
        Ok(())
    })
}
