//! One request in, one decision out.

use crate::bytes::ScimrulesText;
use crate::decision::ScimrulesDecision;
use crate::defaults::ScimrulesDefaults;
use crate::door::{bytes, door, place, shared};
use crate::error::ScimrulesError;
use crate::rules::ScimrulesRules;
use crate::scratch::{ScimrulesScratch, Worker};
use crate::status::ScimrulesStatus;
use scimrules::{Decision, Defaults, RequestError, Rules};
use std::ffi::c_char;

/// Decides a request: the JSON object of the contract, or a bare SCIM resource. Nothing is copied
/// but what the decision says; it is borrowed from the scratch until its next use. `defaults` may be
/// NULL.
///
/// What is wrong with a user is a decision, `reject`. SCIMRULES_STATUS_NOT_A_REQUEST is only what is
/// no request at all.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_decide(
    rules: *const ScimrulesRules,
    scratch: *mut ScimrulesScratch,
    defaults: *const ScimrulesDefaults,
    request: *const c_char,
    request_length: usize,
    decision: *mut ScimrulesDecision,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    door(error, || {
        // SAFETY: null, or valid.
        let (place, rules, scratch, request, defaults) = unsafe {
            (
                place(decision, "decision")?,
                shared(rules, "rules")?,
                shared(scratch, "scratch")?,
                bytes(request, request_length, "request")?,
                defaults.as_ref(),
            )
        };
        let mut memory = scratch.memory.enter("scratch")?;
        let Worker { scratch, out } = &mut memory.first;
        out.clear();
        let defaults = defaults.map(|defaults| &defaults.defaults);
        *place = decide_with(&rules.rules, scratch, defaults, request, |decision| {
            decision.write_json(out);
            ScimrulesDecision::of(decision, ScimrulesText::of(out))
        })?;
        Ok(())
    })
}

/// Decides with or without defaults.
pub(crate) fn decide_with<T>(
    rules: &Rules,
    scratch: &mut scimrules::Scratch,
    defaults: Option<&Defaults>,
    request: &[u8],
    take: impl FnOnce(&Decision<'_>) -> T,
) -> Result<T, RequestError> {
    let decision = match defaults {
        Some(defaults) => rules.decide_with(scratch, request, defaults)?,
        None => rules.decide(scratch, request)?,
    };
    Ok(take(&decision))
}
