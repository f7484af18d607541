//! A panic stops at the border, and poisons only the handle that it may have left halfway.

use scimrules_c::*;
use std::ffi::{c_char, c_void};
use std::ptr::{null, null_mut};

unsafe extern "C-unwind" fn panics(
    _: *mut c_void,
    _: *const ScimrulesValue,
    _: usize,
    _: *mut ScimrulesReply,
) {
    std::panic::resume_unwind(Box::new("a fault of the host"));
}

fn text(text: &str) -> (*const c_char, usize) {
    (text.as_ptr().cast(), text.len())
}

/// Rules whose function panics for users with a title.
fn rules() -> *mut ScimrulesRules {
    let (name, name_length) = text("panics");
    let (source, source_length) = text("map { email = userName  title = panics(title) }");
    let parameters = [ScimrulesType::Text as u32];
    let mut rules = null_mut();
    // SAFETY: everything is valid.
    unsafe {
        let compiler = scimrules_compiler_new();
        let status = scimrules_compiler_function(
            compiler,
            name,
            name_length,
            parameters.as_ptr(),
            1,
            ScimrulesType::Text as u32,
            Some(panics),
            null_mut(),
            None,
            null_mut(),
        );
        assert_eq!(status, ScimrulesStatus::Ok);
        let (at, error) = (&mut rules, null_mut());
        let status =
            scimrules_compile(compiler, name, name_length, source, source_length, at, error);
        assert_eq!(status, ScimrulesStatus::Ok);
        scimrules_compiler_free(compiler);
    }
    rules
}

fn decide(
    rules: *const ScimrulesRules,
    scratch: *mut ScimrulesScratch,
    request: &str,
) -> ScimrulesStatus {
    let (request, length) = text(request);
    let mut decision = ScimrulesDecision::default();
    // SAFETY: everything is valid.
    unsafe { scimrules_decide(rules, scratch, null(), request, length, &mut decision, null_mut()) }
}

fn decide_lines(
    rules: *const ScimrulesRules,
    scratch: *mut ScimrulesScratch,
    requests: &str,
    tally: *mut ScimrulesTally,
) -> ScimrulesStatus {
    let (requests, length) = text(requests);
    let mut lines = ScimrulesLines::default();
    let (lines, error) = (&mut lines, null_mut());
    // SAFETY: everything is valid.
    unsafe {
        scimrules_decide_lines(rules, scratch, null(), requests, length, 4, tally, lines, error)
    }
}

const GOOD: &str = r#"{"userName": "ada"}"#;
const BAD: &str = r#"{"userName": "ada", "title": "x"}"#;

#[test]
fn a_panic_poisons_the_scratch_and_nothing_else() {
    let rules = rules();
    let (scratch, other) = (scimrules_scratch_new(), scimrules_scratch_new());
    assert_eq!(decide(rules, scratch, GOOD), ScimrulesStatus::Ok);
    assert_eq!(decide(rules, scratch, BAD), ScimrulesStatus::Panicked);
    assert_eq!(decide(rules, scratch, GOOD), ScimrulesStatus::Poisoned);
    assert_eq!(decide(rules, other, GOOD), ScimrulesStatus::Ok);
    // SAFETY: everything is valid.
    unsafe {
        let mut error = null_mut();
        let mut found = ScimrulesText::default();
        let (source, length) = text("map { email = userName }");
        let status = scimrules_format(scratch, source, length, &mut found, &mut error);
        assert_eq!(status, ScimrulesStatus::Poisoned);
        assert_eq!(scimrules_error_status(error), ScimrulesStatus::Poisoned);
        scimrules_error_free(error);
        scimrules_scratch_free(scratch);
        scimrules_scratch_free(other);
        scimrules_rules_free(rules);
    }
}

#[test]
fn a_panic_of_another_thread_stops_too() {
    let rules = rules();
    let (scratch, other, tally) =
        (scimrules_scratch_new(), scimrules_scratch_new(), scimrules_tally_new());
    let good = format!("{GOOD}\n").repeat(10_000);
    assert_eq!(decide_lines(rules, scratch, &good, tally), ScimrulesStatus::Ok);
    assert_eq!(
        decide_lines(rules, scratch, &format!("{good}{BAD}"), tally),
        ScimrulesStatus::Panicked
    );
    assert_eq!(decide_lines(rules, scratch, &good, tally), ScimrulesStatus::Poisoned);
    // The tally was not touched yet.
    assert_eq!(decide_lines(rules, other, &good, tally), ScimrulesStatus::Ok);
    // SAFETY: everything is valid.
    unsafe {
        scimrules_tally_free(tally);
        scimrules_scratch_free(scratch);
        scimrules_scratch_free(other);
        scimrules_rules_free(rules);
    }
}
