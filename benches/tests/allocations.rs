//! A decision takes no memory from the system once the scratch memory is warm: counted by an
//! allocator, not by a clock.

use scimrules_benches::{
    Decider, RULES, changed, large, many_lines, rules, small, stream, typical, unchanged, wide,
    with_wide,
};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// The system's allocator; it counts what each thread asks for.
struct Counting;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: everything is passed on to the system's allocator as it comes.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.set(COUNT.get() + 1);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        COUNT.set(COUNT.get() + 1);
        unsafe { System.realloc(memory, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What each request of a second round asks for.
fn allocations(rules_text: &str, requests: &[Vec<u8>]) -> Vec<usize> {
    let mut decider = Decider::new(rules(rules_text));
    // Memory grows to what the largest needs, and is kept from then on.
    for _ in 0..2 {
        decider.decide_all(requests);
    }
    let count = |request: &Vec<u8>| {
        let before = COUNT.get();
        decider.decide(request);
        COUNT.get() - before
    };
    requests.iter().map(count).collect()
}

#[test]
fn the_count_counts() {
    let before = COUNT.get();
    drop(vec![1, 2, 3]);
    assert!(COUNT.get() > before);
}

#[test]
fn a_warm_decision_takes_no_memory() {
    for request in [small(), typical(), large(), unchanged(), changed()] {
        assert_eq!(allocations(RULES, &[request]), [0]);
    }
}

#[test]
fn nor_does_one_by_two_thousand_lines() {
    assert_eq!(allocations(&many_lines(200, 10), &[typical()]), [0]);
    assert_eq!(allocations(&wide(), &[with_wide(50)]), [0]);
}

#[test]
fn nor_does_one_of_a_stream_of_different_users() {
    let users = stream(1_000);
    let counts = allocations(RULES, &users);
    let odd: Vec<_> = counts.iter().zip(&users).filter(|(count, _)| **count > 0).collect();
    assert!(
        odd.is_empty(),
        "{} of them do: {:?}",
        odd.len(),
        odd.first().map(|(count, user)| (count, String::from_utf8_lossy(user)))
    );
}
