//! Programs in C and C++, run under the address sanitizer: nothing is read or written where it
//! should not be, and nothing leaks.

mod host;

#[test]
fn every_function() {
    assert_eq!(host::program("basics.c").succeeds(), "ok\n");
}

#[test]
fn nothing_where_something_is_due() {
    assert_eq!(host::program("nothing.c").succeeds(), "ok\n");
}

#[test]
fn functions_of_the_host() {
    assert_eq!(host::program("callbacks.c").succeeds(), "ok\n");
}

#[test]
fn several_threads() {
    assert_eq!(host::program("threads.c").succeeds(), "ok\n");
}

#[test]
fn cpp() {
    assert_eq!(host::program("cpp.cpp").succeeds(), "ok\n");
}
