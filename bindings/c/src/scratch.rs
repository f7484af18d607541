//! One thread's reusable memory, with the results that are borrowed from it.

use crate::bytes::ScimrulesText;
use crate::door::{Outcome, free};
use crate::guarded::Guarded;
use scimrules::Scratch;

/// Memory that is used again and again: after a few decisions no memory is taken from the system
/// any more. Results are borrowed from it until its next use. One thread at a time; a second one is
/// told so (SCIMRULES_STATUS_BUSY). Owned by the caller: `scimrules_scratch_free`.
pub struct ScimrulesScratch {
    pub(crate) memory: Guarded<Memory>,
}

/// What a scratch holds.
#[derive(Default)]
pub(crate) struct Memory {
    /// Of the calling thread; then of those that help it.
    pub(crate) first: Worker,
    pub(crate) others: Vec<Worker>,
    /// What several threads wrote, in order.
    pub(crate) joined: Vec<u8>,
}

/// What one thread works with.
#[derive(Default)]
pub(crate) struct Worker {
    pub(crate) scratch: Scratch,
    pub(crate) out: Vec<u8>,
}

impl ScimrulesScratch {
    /// Writes a result, which takes the place of the last one.
    pub(crate) fn write(
        &self,
        write: impl FnOnce(&mut Vec<u8>) -> Outcome<()>,
    ) -> Outcome<ScimrulesText> {
        let mut memory = self.memory.enter("scratch")?;
        let out = &mut memory.first.out;
        out.clear();
        write(out)?;
        Ok(ScimrulesText::of(out))
    }
}

/// An empty scratch. Never NULL.
#[unsafe(no_mangle)]
pub extern "C" fn scimrules_scratch_new() -> *mut ScimrulesScratch {
    Box::into_raw(Box::new(ScimrulesScratch { memory: Guarded::new(Memory::default()) }))
}

/// Frees it, with the results that are borrowed from it; NULL is nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_scratch_free(scratch: *mut ScimrulesScratch) {
    // SAFETY: from this library, and not freed yet.
    unsafe { free(scratch) }
}
