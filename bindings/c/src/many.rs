//! Many requests as an array.

use crate::bytes::ScimrulesText;
use crate::decide::decide_with;
use crate::decision::ScimrulesDecision;
use crate::defaults::ScimrulesDefaults;
use crate::door::{bytes, door, items, place, places, shared};
use crate::error::ScimrulesError;
use crate::lines::write_failure;
use crate::rules::ScimrulesRules;
use crate::scratch::{ScimrulesScratch, Worker};
use crate::spread::{spread, threads};
use crate::status::ScimrulesStatus;
use scimrules::{Defaults, RequestError, Rules};

/// Decides requests: `decisions` is an array as long as `requests`, and each decision is borrowed
/// from the scratch until its next use. What is no request gives SCIMRULES_ACTION_NONE, with the
/// error as its JSON, and the rest go on; `failed` is the number of those. `thread_count` threads at
/// most take part, as many as the machine has where it is 0; with 1 none is started. `defaults` may
/// be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_decide_many(
    rules: *const ScimrulesRules,
    scratch: *mut ScimrulesScratch,
    defaults: *const ScimrulesDefaults,
    requests: *const ScimrulesText,
    count: usize,
    thread_count: usize,
    decisions: *mut ScimrulesDecision,
    failed: *mut usize,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    door(error, || {
        // SAFETY: null, or valid.
        let (failed, decisions, rules, scratch, requests, defaults) = unsafe {
            (
                place(failed, "failed")?,
                places(decisions, count, "decisions")?,
                shared(rules, "rules")?,
                shared(scratch, "scratch")?,
                items(requests, count, "requests")?,
                defaults.as_ref(),
            )
        };
        let mut size = 0_usize;
        for request in requests {
            // SAFETY: as above. An array that is not what it says is refused as a whole.
            size = size
                .saturating_add(unsafe { bytes(request.data, request.length, "requests") }?.len());
        }
        let mut memory = scratch.memory.enter("scratch")?;
        let rules = &rules.rules;
        let defaults = defaults.map(|defaults| &defaults.defaults);
        let shares = threads(thread_count, size).min(count.max(1));
        let share = count.div_ceil(shares).max(1);
        let jobs: Vec<_> = requests.chunks(share).zip(decisions.chunks_mut(share)).collect();
        let failures = spread(memory.workers(shares), jobs, |worker, (requests, decisions)| {
            decide_share(rules, defaults, worker, requests, decisions)
        });
        *failed = failures.iter().sum();
        Ok(())
    })
}

/// Decides the requests of a share; gives the number of those that are none.
fn decide_share(
    rules: &Rules,
    defaults: Option<&Defaults>,
    worker: &mut Worker,
    requests: &[ScimrulesText],
    decisions: &mut [ScimrulesDecision],
) -> usize {
    let mut failed = 0;
    let Worker { scratch, out } = worker;
    out.clear();
    for (request, place) in requests.iter().zip(&mut *decisions) {
        let start = out.len();
        // SAFETY: so many bytes, which was looked at for all of them.
        let request = unsafe { bytes(request.data, request.length, "requests") }.unwrap_or(&[]);
        let decided: Result<_, RequestError> =
            decide_with(rules, scratch, defaults, request, |decision| {
                decision.write_json(out);
                ScimrulesDecision::of(decision, ScimrulesText::default())
            });
        *place = decided.unwrap_or_else(|error| {
            failed += 1;
            write_failure(out, &error, None);
            ScimrulesDecision::default()
        });
        place.json.length = out.len() - start;
    }
    // The buffer may have moved while it grew.
    let mut rest = out.as_slice();
    for decision in decisions {
        let (json, behind) = rest.split_at(decision.json.length);
        decision.json = ScimrulesText::of(json);
        rest = behind;
    }
    failed
}
