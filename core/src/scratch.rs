//! One thread's reusable memory.

use bumpalo::Bump;

/// Memory for decisions, one thread's: results borrow from it until the next decision. After a few
/// decisions it is large enough, and no memory is taken from the system any more.
#[derive(Debug, Default)]
pub struct Scratch {
    pub(crate) memory: Bump,
}

impl Scratch {
    /// Empty; it grows as needed.
    pub fn new() -> Self {
        Scratch::default()
    }
}
