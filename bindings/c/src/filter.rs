//! SCIM filters by themselves.

use crate::bytes::ScimrulesText;
use crate::door::{door, free, handle_place, json, place, shared, text};
use crate::error::ScimrulesError;
use crate::scratch::ScimrulesScratch;
use crate::status::ScimrulesStatus;
use scimrules::Filter;
use std::ffi::c_char;

/// A SCIM filter (RFC 7644 §3.4.2.2). It does not change, and any number of threads may use it at
/// once. Owned by the caller: `scimrules_filter_free`.
pub struct ScimrulesFilter {
    filter: Filter,
}

/// Reads a filter; what is none is SCIMRULES_STATUS_SCIM_FAILED.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_filter_parse(
    filter: *const c_char,
    filter_length: usize,
    parsed: *mut *mut ScimrulesFilter,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    door(error, || {
        // SAFETY: null, or valid.
        let (place, filter) =
            unsafe { (handle_place(parsed, "parsed")?, text(filter, filter_length, "filter")?) };
        *place = Box::into_raw(Box::new(ScimrulesFilter { filter: Filter::parse(filter)? }));
        Ok(())
    })
}

/// Whether a filter holds for a resource, which is JSON.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_filter_matches(
    filter: *const ScimrulesFilter,
    resource: *const c_char,
    resource_length: usize,
    matches: *mut bool,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    door(error, || {
        // SAFETY: null, or valid.
        let (place, filter, resource) = unsafe {
            (
                place(matches, "matches")?,
                shared(filter, "filter")?,
                json(resource, resource_length, "resource")?,
            )
        };
        *place = filter.filter.matches(&resource)?;
        Ok(())
    })
}

/// The filter in its one spelling. Borrowed from the scratch until its next use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_filter_text(
    filter: *const ScimrulesFilter,
    scratch: *mut ScimrulesScratch,
    spelled: *mut ScimrulesText,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    door(error, || {
        // SAFETY: null, or valid.
        let (place, filter, scratch) = unsafe {
            (place(spelled, "spelled")?, shared(filter, "filter")?, shared(scratch, "scratch")?)
        };
        *place = scratch.write(|out| {
            out.extend_from_slice(filter.filter.to_string().as_bytes());
            Ok(())
        })?;
        Ok(())
    })
}

/// Frees it; NULL is nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_filter_free(filter: *mut ScimrulesFilter) {
    // SAFETY: from this library, and not freed yet.
    unsafe { free(filter) }
}
