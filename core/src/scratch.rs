//! One thread's reusable memory.

use crate::json::Trails;
use crate::rules::{Inner, Rules};
use bumpalo::Bump;
use std::cell::OnceCell;
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
    trails: Trails,
    /// Those of payloads of which every tolerance is noted.
    noted_trails: OnceCell<Trails>,
    /// So many places both have.
    places: usize,
    #[cfg(feature = "script")]
    pub(crate) script: RefCell<crate::script::Memory>,
}

impl Scratch {
    /// Empty; it grows as needed.
    pub fn new() -> Self {
        Scratch::default()
    }

    /// The trails of payloads before; others where every tolerance is noted.
    pub(crate) fn trails(&self, thorough: bool) -> &Trails {
        match thorough {
            true => self.noted_trails.get_or_init(|| Trails::new(self.places)),
            false => &self.trails,
        }
    }

    /// Free for the next request to those rules.
    pub(crate) fn renew(&mut self, rules: &Rules) {
        self.memory.reset();
        if self.rules.as_ptr() != Arc::as_ptr(&rules.inner) {
            self.rules = Arc::downgrade(&rules.inner);
            self.places = rules.inner.plan.places;
            self.trails = Trails::new(self.places);
            self.noted_trails.take();
            #[cfg(feature = "script")]
            self.script.take();
        }
    }
}
