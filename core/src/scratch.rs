//! One thread's reusable memory.

use crate::json::Trails;
use crate::rules::{Inner, Rules};
use bumpalo::Bump;
#[cfg(feature = "script")]
use std::cell::RefCell;
use std::sync::{Arc, Weak};

/// Memory for decisions, one thread's: results borrow from it until the next decision. After a few
/// decisions it is large enough, and no memory is taken from the system any more.
#[derive(Debug, Default)]
pub struct Scratch {
    pub(crate) memory: Bump,
    /// The rules that what follows is for: held weakly, so that no others can have their place.
    rules: Weak<Inner>,
    pub(crate) trails: Trails,
    #[cfg(feature = "script")]
    pub(crate) script: RefCell<crate::script::Memory>,
}

impl Scratch {
    /// Empty; it grows as needed.
    pub fn new() -> Self {
        Scratch::default()
    }

    /// Free for the next request to those rules.
    pub(crate) fn renew(&mut self, rules: &Rules) {
        self.memory.reset();
        if self.rules.as_ptr() != Arc::as_ptr(&rules.inner) {
            self.rules = Arc::downgrade(&rules.inner);
            self.trails = Trails::new(rules.inner.plan.places);
            #[cfg(feature = "script")]
            self.script.take();
        }
    }
}
