//! Texts and requests that mean harm, and the small stack that they are run on.

pub(crate) mod payloads;
pub(crate) mod texts;

/// Runs on a small stack: recursion that is not bounded overflows it.
pub(crate) fn on_a_small_stack<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new().stack_size(1 << 20).spawn(run).expect("a thread");
    match thread.join() {
        Ok(value) => value,
        Err(panic) => std::panic::resume_unwind(panic),
    }
}
