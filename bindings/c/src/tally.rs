//! Limits over a batch: judged before its first change.

use crate::bytes::ScimrulesText;
use crate::decision::{ScimrulesDecision, action};
use crate::door::{door, free, place, shared};
use crate::error::{ScimrulesError, write_json};
use crate::guarded::Guarded;
use crate::rules::ScimrulesRules;
use crate::scratch::ScimrulesScratch;
use crate::status::ScimrulesStatus;
use scimrules::{Resource, Tally};

/// Counts the decisions of a batch, and judges the limits of the rules over them. One thread at a
/// time; a second one is told so (SCIMRULES_STATUS_BUSY). Owned by the caller:
/// `scimrules_tally_free`.
pub struct ScimrulesTally {
    pub(crate) tally: Guarded<Tally>,
}

/// How many accounts the target has is not known: those that the requests of the batch carry count.
pub const SCIMRULES_ACCOUNTS_OF_BATCH: u64 = u64::MAX;

/// Nothing counted yet. Never NULL.
#[unsafe(no_mangle)]
pub extern "C" fn scimrules_tally_new() -> *mut ScimrulesTally {
    Box::into_raw(Box::new(ScimrulesTally { tally: Guarded::new(Tally::new()) }))
}

/// Frees it; NULL is nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_tally_free(tally: *mut ScimrulesTally) {
    // SAFETY: from this library, and not freed yet.
    unsafe { free(tally) }
}

/// Counts a decision; one that is none counts nothing. Its `json` is not read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_tally_add(
    tally: *mut ScimrulesTally,
    decision: *const ScimrulesDecision,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    door(error, || {
        // SAFETY: null, or valid.
        let (tally, decision) = unsafe { (shared(tally, "tally")?, shared(decision, "decision")?) };
        let mut tally = tally.tally.enter("tally")?;
        if let Some(action) = action(decision.action) {
            let resource = if decision.group { Resource::Group } else { Resource::User };
            tally.add_action(resource, action, decision.account);
        }
        Ok(())
    })
}

/// The limits of the rules that the batch exceeds, as a JSON array: `[]` where it exceeds none, else
/// objects with `limit`, `line`, `count`, `allowed` and, for a share, `accounts`. Such a batch is
/// stopped before its first change. `accounts` is how many the target has, or
/// SCIMRULES_ACCOUNTS_OF_BATCH. Borrowed from the scratch until its next use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_tally_exceeded(
    tally: *mut ScimrulesTally,
    rules: *const ScimrulesRules,
    scratch: *mut ScimrulesScratch,
    accounts: u64,
    exceeded: *mut ScimrulesText,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    door(error, || {
        // SAFETY: null, or valid.
        let (place, tally, rules, scratch) = unsafe {
            (
                place(exceeded, "exceeded")?,
                shared(tally, "tally")?,
                shared(rules, "rules")?,
                shared(scratch, "scratch")?,
            )
        };
        let found = tally.tally.enter("tally")?.exceeded(&rules.rules, known(accounts));
        *place = scratch.write(|out| {
            write_json(out, &found);
            Ok(())
        })?;
        Ok(())
    })
}

/// The number of accounts, where it is known.
pub(crate) fn known(accounts: u64) -> Option<u64> {
    (accounts != SCIMRULES_ACCOUNTS_OF_BATCH).then_some(accounts)
}
