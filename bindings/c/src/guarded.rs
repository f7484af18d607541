//! A handle that one call at a time may change.

use crate::door::Outcome;
use crate::error::ScimrulesError;
use crate::status::ScimrulesStatus;
use std::cell::UnsafeCell;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicU8, Ordering};
use std::thread;

const FREE: u8 = 0;
const BUSY: u8 = 1;
const POISONED: u8 = 2;

/// Shared by pointer, used by one call at a time: a second one at the same time, from another
/// thread or from a callback, is told so. A panic poisons it.
pub(crate) struct Guarded<T> {
    state: AtomicU8,
    value: UnsafeCell<T>,
}

// SAFETY: only the one call that changed `state` from FREE to BUSY reaches the value.
unsafe impl<T: Send> Sync for Guarded<T> {}

impl<T> Guarded<T> {
    pub(crate) fn new(value: T) -> Self {
        Guarded { state: AtomicU8::new(FREE), value: UnsafeCell::new(value) }
    }

    pub(crate) fn enter(&self, name: &str) -> Outcome<Entered<'_, T>> {
        let taken = self.state.compare_exchange(FREE, BUSY, Ordering::Acquire, Ordering::Relaxed);
        match taken {
            Ok(_) => Ok(Entered { guarded: self, panicking: thread::panicking() }),
            Err(POISONED) => {
                let message = format!("`{name}` is poisoned by an earlier fault");
                Err(ScimrulesError::new(ScimrulesStatus::Poisoned, message))
            }
            Err(_) => {
                let message = format!("`{name}` is in use by another call");
                Err(ScimrulesError::new(ScimrulesStatus::Busy, message))
            }
        }
    }
}

/// The value, for one call.
pub(crate) struct Entered<'a, T> {
    guarded: &'a Guarded<T>,
    /// A panic was under way before.
    panicking: bool,
}

impl<T> Deref for Entered<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: this is the one call.
        unsafe { &*self.guarded.value.get() }
    }
}

impl<T> DerefMut for Entered<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: this is the one call.
        unsafe { &mut *self.guarded.value.get() }
    }
}

impl<T> Drop for Entered<'_, T> {
    fn drop(&mut self) {
        let state = if thread::panicking() && !self.panicking { POISONED } else { FREE };
        self.guarded.state.store(state, Ordering::Release);
    }
}
