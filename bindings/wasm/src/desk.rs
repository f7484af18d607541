//! Where texts cross: JavaScript writes a request into `room` and reads the answer where it lies,
//! so that neither is copied on the way nor takes memory of its own.

use std::cell::RefCell;
use wasm_bindgen::prelude::*;

/// Bytes that are kept from one call to the next: a large request shall not hold memory for ever.
const KEPT: usize = 1 << 20;

#[derive(Default)]
struct Desk {
    request: Vec<u8>,
    answer: Vec<u8>,
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
}

/// A place for a request of so many bytes; 0 where there is no memory for it.
#[wasm_bindgen]
pub fn room(length: usize) -> *const u8 {
    DESK.with_borrow_mut(|desk| {
        let request = &mut desk.request;
        if request.capacity() > KEPT.max(length) {
            *request = Vec::new();
        }
        let more = length.saturating_sub(request.len());
        if request.try_reserve_exact(more).is_err() {
            return std::ptr::null();
        }
        request.resize(request.len() + more, 0);
        request.as_ptr()
    })
}

/// Where the last answer lies.
#[wasm_bindgen]
pub fn answer_start() -> *const u8 {
    DESK.with_borrow(|desk| desk.answer.as_ptr())
}

/// How many bytes it has.
#[wasm_bindgen]
pub fn answer_length() -> usize {
    DESK.with_borrow(|desk| desk.answer.len())
}

/// Answers the request in `room`. While it is worked on, a function of the host may be called, and
/// take a `room` of its own.
pub(crate) fn answer<T>(length: usize, work: impl FnOnce(&[u8], &mut Vec<u8>) -> T) -> T {
    let Desk { request, mut answer } = DESK.take();
    answer.clear();
    if answer.capacity() > KEPT {
        answer = Vec::new();
    }
    let done = work(request.get(..length).unwrap_or_default(), &mut answer);
    DESK.with_borrow_mut(|desk| {
        desk.answer = answer;
        // JavaScript knows the last room only.
        if desk.request.is_empty() {
            desk.request = request;
        }
    });
    done
}
