//! Many requests as NDJSON: one a line.

use crate::bytes::ScimrulesText;
use crate::decide::decide_with;
use crate::defaults::ScimrulesDefaults;
use crate::door::{bytes, door, place, shared};
use crate::error::{ScimrulesError, write_json};
use crate::rules::ScimrulesRules;
use crate::scratch::{Memory, ScimrulesScratch, Worker};
use crate::spread::{spread, threads};
use crate::status::ScimrulesStatus;
use crate::tally::{ScimrulesTally, known};
use scimrules::{Action, Defaults, RequestError, Rules, Tally};
use serde_json::json;
use std::ffi::c_char;

/// Decisions about many requests.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct ScimrulesLines {
    /// One a line, in the order of the requests; borrowed from the scratch until its next use.
    pub json: ScimrulesText,
    /// How many lines hold a decision.
    pub decided: u64,
    /// How many lines hold `{"error": {"code", "message"}, "line"}`: what came was no request.
    pub failed: u64,
}

/// Decides requests, one a line (NDJSON): one decision a line, in their order; empty lines, and a mark
/// at the start that some editors put there, are passed over. What is no request gives an error in its line, and the rest go on. `thread_count` threads
/// at most take part, as many as the machine has where it is 0; with 1 none is started. `defaults`
/// may be NULL. `tally`, where it is not NULL, counts the decisions.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_decide_lines(
    rules: *const ScimrulesRules,
    scratch: *mut ScimrulesScratch,
    defaults: *const ScimrulesDefaults,
    requests: *const c_char,
    requests_length: usize,
    thread_count: usize,
    tally: *mut ScimrulesTally,
    lines: *mut ScimrulesLines,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    door(error, || {
        // SAFETY: null, or valid.
        let (place, rules, scratch, requests, defaults, tally) = unsafe {
            (
                place(lines, "lines")?,
                shared(rules, "rules")?,
                shared(scratch, "scratch")?,
                bytes(requests, requests_length, "requests")?,
                defaults.as_ref(),
                tally.as_ref(),
            )
        };
        let requests = without_mark(requests);
        let mut memory = scratch.memory.enter("scratch")?;
        let defaults = defaults.map(|defaults| &defaults.defaults);
        let batch = Batch { rules: &rules.rules, defaults, write: true };
        let shares = threads(thread_count, requests.len());
        let count = batch.decide(&mut memory, requests, shares);
        if let Some(tally) = tally {
            tally.tally.enter("tally")?.merge(&count.tally);
        }
        let decided = count.tally.total();
        *place = ScimrulesLines { json: memory.join(shares), decided, failed: count.failed };
        Ok(())
    })
}

/// What a batch would do, before anything is done: `{"exceeded", "requests", "accounts", "failed",
/// "actions": [{"action", "count"}]}` as JSON. `exceeded` is what `scimrules_tally_exceeded` gives
/// for `accounts`; the rest is as with `scimrules_decide_lines`. Borrowed from the scratch until its
/// next use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_simulate(
    rules: *const ScimrulesRules,
    scratch: *mut ScimrulesScratch,
    defaults: *const ScimrulesDefaults,
    requests: *const c_char,
    requests_length: usize,
    thread_count: usize,
    accounts: u64,
    report: *mut ScimrulesText,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    door(error, || {
        // SAFETY: null, or valid.
        let (place, rules, scratch, requests, defaults) = unsafe {
            (
                place(report, "report")?,
                shared(rules, "rules")?,
                shared(scratch, "scratch")?,
                bytes(requests, requests_length, "requests")?,
                defaults.as_ref(),
            )
        };
        let requests = without_mark(requests);
        let mut memory = scratch.memory.enter("scratch")?;
        let defaults = defaults.map(|defaults| &defaults.defaults);
        let batch = Batch { rules: &rules.rules, defaults, write: false };
        let count = batch.decide(&mut memory, requests, threads(thread_count, requests.len()));
        let out = &mut memory.first.out;
        out.clear();
        write_json(out, &count.report(&rules.rules, known(accounts)));
        *place = ScimrulesText::of(out);
        Ok(())
    })
}

struct Batch<'a> {
    rules: &'a Rules,
    defaults: Option<&'a Defaults>,
    /// The decisions are wanted, not only their number.
    write: bool,
}

/// What a batch came to.
#[derive(Default)]
struct Count {
    tally: Tally,
    accounts: u64,
    failed: u64,
}

impl Batch<'_> {
    /// Decides in so many shares, each into the buffer of its worker.
    fn decide(&self, memory: &mut Memory, requests: &[u8], shares: usize) -> Count {
        let workers = memory.workers(shares);
        let parts = spread(workers, cut(requests, shares), |worker, (requests, line)| {
            self.decide_share(worker, requests, line)
        });
        let mut total = Count::default();
        for part in parts {
            total.tally.merge(&part.tally);
            total.accounts += part.accounts;
            total.failed += part.failed;
        }
        total
    }

    /// Decides the requests of a share, whose first line has a number.
    fn decide_share(&self, worker: &mut Worker, requests: &[u8], first: u64) -> Count {
        let mut count = Count::default();
        let Worker { scratch, out } = worker;
        out.clear();
        for (line, request) in (first..).zip(lines(requests)) {
            let request = request.trim_ascii();
            if request.is_empty() {
                continue;
            }
            let decided = decide_with(self.rules, scratch, self.defaults, request, |decision| {
                count.tally.add(decision, decision.account);
                count.accounts += u64::from(decision.account);
                if self.write {
                    decision.write_json(out);
                }
            });
            if let Err(error) = decided {
                count.failed += 1;
                if self.write {
                    write_failure(out, &error, Some(line));
                }
            }
            if self.write {
                out.push(b'\n');
            }
        }
        count
    }
}

impl Count {
    fn report(&self, rules: &Rules, accounts: Option<u64>) -> serde_json::Value {
        let actions: Vec<_> = Action::ALL
            .iter()
            .map(|action| (action, self.tally.count(*action)))
            .filter(|(_, count)| *count > 0)
            .map(|(action, count)| json!({ "action": action, "count": count }))
            .collect();
        json!({
            "exceeded": self.tally.exceeded(rules, accounts),
            "requests": self.tally.total(),
            "accounts": self.accounts,
            "failed": self.failed,
            "actions": actions,
        })
    }
}

impl Memory {
    /// So many workers, made where they are missing.
    pub(crate) fn workers(&mut self, count: usize) -> impl Iterator<Item = &mut Worker> + Send {
        let others = count.saturating_sub(1);
        if self.others.len() < others {
            self.others.resize_with(others, Worker::default);
        }
        std::iter::once(&mut self.first).chain(self.others.iter_mut().take(others))
    }

    /// What so many workers wrote; not copied where it was one.
    fn join(&mut self, count: usize) -> ScimrulesText {
        if count <= 1 {
            return ScimrulesText::of(&self.first.out);
        }
        let mut joined = std::mem::take(&mut self.joined);
        joined.clear();
        for worker in self.workers(count) {
            joined.extend_from_slice(&worker.out);
        }
        self.joined = joined;
        ScimrulesText::of(&self.joined)
    }
}

/// What stands in the place of a decision.
pub(crate) fn write_failure(out: &mut Vec<u8>, error: &RequestError, line: Option<u64>) {
    let error = json!({ "code": error.code, "message": error.message });
    match line {
        Some(line) => write_json(out, &json!({ "error": error, "line": line })),
        None => write_json(out, &json!({ "error": error })),
    }
}

/// A text without the mark that some editors put at the start of a file.
fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text)
}

/// The lines of a text, without their ends.
fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let ends = memchr::memchr_iter(b'\n', text).chain([text.len()]);
    ends.scan(0, |start, end| Some(&text[std::mem::replace(start, end + 1)..end]))
}

/// Cuts at ends of lines into so many shares of about the same size, each with the number of its
/// first line.
fn cut(requests: &[u8], shares: usize) -> Vec<(&[u8], u64)> {
    let mut cuts = Vec::with_capacity(shares);
    let (mut rest, mut line) = (requests, 1);
    for left in (1..=shares).rev() {
        let wanted = rest.len() / left;
        let end = match memchr::memchr(b'\n', &rest[wanted..]) {
            Some(at) if left > 1 => wanted + at + 1,
            _ => rest.len(),
        };
        let (share, behind) = rest.split_at(end);
        cuts.push((share, line));
        line += memchr::memchr_iter(b'\n', share).count() as u64;
        rest = behind;
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::{cut, lines};

    #[test]
    fn a_text_has_one_line_more_than_ends() {
        for text in ["", "a", "a\n", "\n", "a\r\n\nb"] {
            let found: Vec<&[u8]> = lines(text.as_bytes()).collect();
            let expected: Vec<&[u8]> = text.split('\n').map(str::as_bytes).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn shares_hold_every_line_once() {
        let text = b"a\nbb\n\nccc\nd";
        for shares in 1..=12 {
            let cuts = cut(text, shares);
            assert_eq!(cuts.len(), shares);
            let joined: Vec<u8> = cuts.iter().flat_map(|(share, _)| share.to_vec()).collect();
            assert_eq!(joined, text);
            for (share, line) in cuts {
                let start = share.as_ptr() as usize - text.as_ptr() as usize;
                let before = text[..start].iter().filter(|byte| **byte == b'\n').count() as u64;
                assert_eq!(line, before + 1);
                assert!(start == 0 || share.is_empty() || text[start - 1] == b'\n');
            }
        }
    }
}
