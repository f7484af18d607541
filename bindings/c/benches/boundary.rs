//! What the border costs: the same bytes in and out, by the core and through the shared library.
//!
//! `cargo bench -p scimrules-c`. Rounds of both take turns, and the fastest of each is shown: that is
//! what least other work of the machine got into.

use libloading::{Library, Symbol};
use scimrules::{Rules, Scratch};
use scimrules_benches::{RULES, STREAM_USERS, large, small, stream, typical};
use scimrules_c::*;
use std::ffi::{c_char, c_void};
use std::hint::black_box;
use std::path::PathBuf;
use std::ptr::{null, null_mut};
use std::time::Instant;

/// How much is measured.
struct Effort {
    rounds: usize,
    /// Bytes that a round of one request decides.
    bytes: usize,
    users: usize,
}

impl Effort {
    /// All of it by `cargo bench`; `cargo test` only runs it.
    fn asked() -> Self {
        match std::env::args().any(|argument| argument == "--bench") {
            true => Effort { rounds: 21, bytes: 4 << 20, users: STREAM_USERS },
            false => Effort { rounds: 1, bytes: 64 << 10, users: 100 },
        }
    }
}

type Compile = unsafe extern "C" fn(
    *const c_void,
    *const c_char,
    usize,
    *const c_char,
    usize,
    *mut *mut ScimrulesRules,
    *mut *mut ScimrulesError,
) -> ScimrulesStatus;
type Decide = unsafe extern "C" fn(
    *const ScimrulesRules,
    *mut ScimrulesScratch,
    *const ScimrulesDefaults,
    *const c_char,
    usize,
    *mut ScimrulesDecision,
    *mut *mut ScimrulesError,
) -> ScimrulesStatus;
type DecideLines = unsafe extern "C" fn(
    *const ScimrulesRules,
    *mut ScimrulesScratch,
    *const ScimrulesDefaults,
    *const c_char,
    usize,
    usize,
    *mut ScimrulesTally,
    *mut ScimrulesLines,
    *mut *mut ScimrulesError,
) -> ScimrulesStatus;
type DecideMany = unsafe extern "C" fn(
    *const ScimrulesRules,
    *mut ScimrulesScratch,
    *const ScimrulesDefaults,
    *const ScimrulesText,
    usize,
    usize,
    *mut ScimrulesDecision,
    *mut usize,
    *mut *mut ScimrulesError,
) -> ScimrulesStatus;

/// The shared library, as a C program calls it.
struct Host<'l> {
    decide: Symbol<'l, Decide>,
    decide_lines: Symbol<'l, DecideLines>,
    decide_many: Symbol<'l, DecideMany>,
    rules: *mut ScimrulesRules,
    scratch: *mut ScimrulesScratch,
}

impl<'l> Host<'l> {
    fn new(library: &'l Library) -> Self {
        // SAFETY: the types are those of the library's own header.
        unsafe {
            let compile: Symbol<'l, Compile> = library.get("scimrules_compile").expect("a symbol");
            let scratch: Symbol<'l, extern "C" fn() -> *mut ScimrulesScratch> =
                library.get("scimrules_scratch_new").expect("a symbol");
            let mut rules = null_mut();
            let (source, length) = (RULES.as_ptr().cast(), RULES.len());
            let status = compile(null(), null(), 0, source, length, &mut rules, null_mut());
            assert_eq!(status, ScimrulesStatus::Ok);
            Host {
                decide: library.get("scimrules_decide").expect("a symbol"),
                decide_lines: library.get("scimrules_decide_lines").expect("a symbol"),
                decide_many: library.get("scimrules_decide_many").expect("a symbol"),
                rules,
                scratch: scratch(),
            }
        }
    }

    fn decide(&self, request: &[u8]) -> ScimrulesDecision {
        let mut decision = ScimrulesDecision::default();
        let (data, length) = (request.as_ptr().cast(), request.len());
        // SAFETY: everything is valid.
        let status = unsafe {
            (self.decide)(self.rules, self.scratch, null(), data, length, &mut decision, null_mut())
        };
        assert_eq!(status, ScimrulesStatus::Ok);
        decision
    }

    fn lines(&self, requests: &[u8]) -> ScimrulesLines {
        let mut lines = ScimrulesLines::default();
        let (rules, scratch, tally) = (self.rules, self.scratch, null_mut());
        let (data, length) = (requests.as_ptr().cast(), requests.len());
        // SAFETY: everything is valid.
        let status = unsafe {
            (self.decide_lines)(
                rules,
                scratch,
                null(),
                data,
                length,
                1,
                tally,
                &mut lines,
                null_mut(),
            )
        };
        assert_eq!((status, lines.failed), (ScimrulesStatus::Ok, 0));
        lines
    }

    fn many(&self, requests: &[ScimrulesText], decisions: &mut [ScimrulesDecision]) {
        let mut failed = 0;
        let (rules, scratch, count) = (self.rules, self.scratch, requests.len());
        let (requests, decisions) = (requests.as_ptr(), decisions.as_mut_ptr());
        // SAFETY: everything is valid.
        let status = unsafe {
            (self.decide_many)(
                rules,
                scratch,
                null(),
                requests,
                count,
                1,
                decisions,
                &mut failed,
                null_mut(),
            )
        };
        assert_eq!((status, failed), (ScimrulesStatus::Ok, 0));
    }
}

/// The library beside this program.
fn library() -> Library {
    let program = std::env::current_exe().expect("this program");
    let name = libloading::library_filename("scimrules_c");
    let file: PathBuf = program.parent().expect("a folder").join(name);
    // SAFETY: the library does nothing when it is loaded.
    unsafe { Library::new(&file) }.unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Nanoseconds a decision takes, by each of two ways that take turns.
fn compare(
    rounds: usize,
    decisions: usize,
    mut core: impl FnMut(),
    mut host: impl FnMut(),
) -> (f64, f64) {
    let time = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64() * 1e9 / decisions as f64
    };
    let mut fastest = (f64::MAX, f64::MAX);
    for _ in 0..rounds {
        let (one, other) = (time(&mut core), time(&mut host));
        fastest = (fastest.0.min(one), fastest.1.min(other));
    }
    fastest
}

fn row(what: &str, (core, host): (f64, f64)) {
    println!("| {what} | {core:.0} | {host:.0} | {:.2} |", host / core);
}

fn main() {
    let Effort { rounds, bytes, users } = Effort::asked();
    let library = library();
    let host = Host::new(&library);
    let rules = Rules::compile(RULES).expect("the rules");
    let (mut scratch, mut out) = (Scratch::new(), Vec::new());

    println!("| a decision, bytes to bytes | core, ns | C, ns | C / core |");
    println!("|---|--:|--:|--:|");
    for (what, request) in [("small", small()), ("typical", typical()), ("large", large())] {
        let count = bytes / request.len();
        let name = format!("{what} user, {} bytes", request.len());
        let core = || {
            for _ in 0..count {
                out.clear();
                let decision = rules.decide(&mut scratch, black_box(&request)).expect("a decision");
                decision.write_json(&mut out);
                black_box(&out);
            }
        };
        let through = || {
            for _ in 0..count {
                black_box(host.decide(black_box(&request)));
            }
        };
        row(&name, compare(rounds, count, core, through));
    }

    let users = stream(users);
    let row = |what: &str, times| row(&format!("{} users, {what}", users.len()), times);
    let mut core = || {
        for user in &users {
            out.clear();
            let decision = rules.decide(&mut scratch, user).expect("a decision");
            decision.write_json(&mut out);
            black_box(&out);
        }
    };
    let through = || {
        for user in &users {
            black_box(host.decide(user));
        }
    };
    row("one by one", compare(rounds, users.len(), &mut core, through));

    let texts: Vec<ScimrulesText> = users
        .iter()
        .map(|user| ScimrulesText { data: user.as_ptr().cast(), length: user.len() })
        .collect();
    let mut decisions = vec![ScimrulesDecision::default(); users.len()];
    let through = || host.many(&texts, &mut decisions);
    row("`scimrules_decide_many`", compare(rounds, users.len(), &mut core, through));

    let joined = users.join(&b'\n');
    let through = || {
        black_box(host.lines(&joined));
    };
    row("`scimrules_decide_lines`", compare(rounds, users.len(), &mut core, through));
}
