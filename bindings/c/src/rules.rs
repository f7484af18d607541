//! Compiled rules, and what they tell of themselves.

use crate::bytes::ScimrulesText;
use crate::compiler::{ScimrulesCompiler, with_compiler};
use crate::door::{door, free, place, shared, text};
use crate::error::{ScimrulesError, write_diagnostics, write_json};
use crate::scratch::ScimrulesScratch;
use crate::status::ScimrulesStatus;
use scimrules::Rules;
use serde_json::json;
use std::ffi::c_char;

/// Compiled rules: they do not change, and any number of threads may use them at once. Owned by the
/// caller: `scimrules_rules_free`, when no thread uses them any more.
pub struct ScimrulesRules {
    pub(crate) rules: Rules,
}

/// Frees them; NULL is nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_rules_free(rules: *mut ScimrulesRules) {
    // SAFETY: from this library, and not freed yet.
    unsafe { free(rules) }
}

/// Checks a text without making rules of it: `diagnostics` is a JSON array of its errors, warnings
/// and hints with `code`, `severity`, `message`, `line`, `column`, `labels`, `help`, `fix`; borrowed
/// from the scratch until its next use. That there are errors is no failure of this function.
/// `compiler` may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_check(
    compiler: *const ScimrulesCompiler,
    scratch: *mut ScimrulesScratch,
    name: *const c_char,
    name_length: usize,
    source: *const c_char,
    source_length: usize,
    diagnostics: *mut ScimrulesText,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    door(error, || {
        // SAFETY: null, or valid.
        let (place, scratch, name, source) = unsafe {
            (
                place(diagnostics, "diagnostics")?,
                shared(scratch, "scratch")?,
                text(name, name_length, "name")?,
                text(source, source_length, "source")?,
            )
        };
        // SAFETY: null, or valid.
        let compiled =
            unsafe { with_compiler(compiler, |compiler| compiler.compile(name, source)) }?;
        *place = scratch.write(|out| {
            match &compiled {
                Ok(rules) => write_diagnostics(out, rules.diagnostics(), rules.source()),
                Err(error) => write_diagnostics(out, error.diagnostics(), error.source()),
            }
            Ok(())
        })?;
        Ok(())
    })
}

/// Warnings and hints about rules that compiled, as `scimrules_check` gives them.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_rules_diagnostics(
    rules: *const ScimrulesRules,
    scratch: *mut ScimrulesScratch,
    diagnostics: *mut ScimrulesText,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    // SAFETY: as the header says.
    unsafe {
        tell(rules, scratch, diagnostics, "diagnostics", error, |rules, out| {
            write_diagnostics(out, rules.diagnostics(), rules.source());
        })
    }
}

/// What the rules are for, `store "NAME"`; empty where they do not say. Borrowed from the rules.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_rules_store(
    rules: *const ScimrulesRules,
    store: *mut ScimrulesText,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    door(error, || {
        // SAFETY: null, or valid.
        let (place, rules) = unsafe { (place(store, "store")?, shared(rules, "rules")?) };
        *place = rules.rules.store().map(ScimrulesText::from).unwrap_or_default();
        Ok(())
    })
}

/// True where requests should carry the record of the account: the rules read `current.FIELD`, or
/// say `?=` or `keep`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_rules_needs_record(
    rules: *const ScimrulesRules,
    needs: *mut bool,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    door(error, || {
        // SAFETY: null, or valid.
        let (place, rules) = unsafe { (place(needs, "needs")?, shared(rules, "rules")?) };
        *place = rules.rules.needs_record();
        Ok(())
    })
}

/// True where requests must carry `now`: the rules read the clock, and the library has none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_rules_needs_clock(
    rules: *const ScimrulesRules,
    needs: *mut bool,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    door(error, || {
        // SAFETY: null, or valid.
        let (place, rules) = unsafe { (place(needs, "needs")?, shared(rules, "rules")?) };
        *place = rules.rules.needs_clock();
        Ok(())
    })
}

/// The attributes that the rules read, as a JSON array of texts: decide again when one of them
/// changes. Borrowed from the scratch until its next use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_rules_attributes_read(
    rules: *const ScimrulesRules,
    scratch: *mut ScimrulesScratch,
    attributes: *mut ScimrulesText,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    // SAFETY: as the header says.
    unsafe {
        tell(rules, scratch, attributes, "attributes", error, |rules, out| {
            write_json(out, &rules.attributes_read());
        })
    }
}

/// The fields of a user's record, in the order of `target`, as a JSON array of texts. Borrowed from
/// the scratch until its next use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_rules_fields(
    rules: *const ScimrulesRules,
    scratch: *mut ScimrulesScratch,
    fields: *mut ScimrulesText,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    // SAFETY: as the header says.
    unsafe {
        tell(rules, scratch, fields, "fields", error, |rules, out| {
            write_json(out, &rules.fields().collect::<Vec<_>>());
        })
    }
}

/// Runs the tests in the rules: `{"results": [{"name", "line", "failures"}], "coverage": {"lines",
/// "missed"}}` as JSON. A test passed where `failures` is empty; that one failed is no failure of
/// this function. Borrowed from the scratch until its next use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_rules_test(
    rules: *const ScimrulesRules,
    scratch: *mut ScimrulesScratch,
    results: *mut ScimrulesText,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    // SAFETY: as the header says.
    unsafe {
        tell(rules, scratch, results, "results", error, |rules, out| {
            let (results, coverage) = rules.test();
            write_json(out, &json!({ "results": results, "coverage": coverage }));
        })
    }
}

/// Writes something that rules tell of themselves.
///
/// # Safety
/// Pointers are null or valid.
unsafe fn tell(
    rules: *const ScimrulesRules,
    scratch: *mut ScimrulesScratch,
    told: *mut ScimrulesText,
    name: &str,
    error: *mut *mut ScimrulesError,
    write: impl FnOnce(&Rules, &mut Vec<u8>),
) -> ScimrulesStatus {
    door(error, || {
        // SAFETY: as above.
        let (place, rules, scratch) =
            unsafe { (place(told, name)?, shared(rules, "rules")?, shared(scratch, "scratch")?) };
        *place = scratch.write(|out| {
            write(&rules.rules, out);
            Ok(())
        })?;
        Ok(())
    })
}
