//! SCIM PATCH by itself.

use crate::bytes::ScimrulesText;
use crate::door::{Outcome, door, items, json, place, shared, text};
use crate::error::{ScimrulesError, write_json};
use crate::scratch::ScimrulesScratch;
use crate::status::ScimrulesStatus;
use scimrules::{PatchOptions, apply_patch};
use std::ffi::c_char;

/// How PATCH is read. All zero is the default: what providers really send is understood.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ScimrulesPatchOptions {
    /// Only what the standard allows.
    pub strict: bool,
    /// Attributes that the standard's schemas do not have are an error in a path, and left out of a
    /// value without a path.
    pub known_only: bool,
    /// Attributes of the host's own schema that keep their first value.
    pub immutable: *const ScimrulesText,
    /// How many.
    pub immutable_count: usize,
}

/// Applies a PATCH to a resource (RFC 7644 §3.5.2), all of it or nothing. `patch` is a PatchOp
/// message or its bare list of operations; `patched` is the new resource, borrowed from the scratch
/// until its next use. What a server refuses is SCIMRULES_STATUS_SCIM_FAILED. `options` may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_patch(
    scratch: *mut ScimrulesScratch,
    resource: *const c_char,
    resource_length: usize,
    patch: *const c_char,
    patch_length: usize,
    options: *const ScimrulesPatchOptions,
    patched: *mut ScimrulesText,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    door(error, || {
        // SAFETY: null, or valid.
        let (place, scratch, resource, patch, options) = unsafe {
            (
                place(patched, "patched")?,
                shared(scratch, "scratch")?,
                json(resource, resource_length, "resource")?,
                json(patch, patch_length, "patch")?,
                patch_options(options)?,
            )
        };
        *place = scratch.write(|out| {
            write_json(out, &apply_patch(&resource, &patch, &options)?);
            Ok(())
        })?;
        Ok(())
    })
}

/// # Safety
/// Null, or valid.
unsafe fn patch_options(options: *const ScimrulesPatchOptions) -> Outcome<PatchOptions> {
    // SAFETY: as above.
    let Some(options) = (unsafe { options.as_ref() }) else { return Ok(PatchOptions::default()) };
    // SAFETY: as above.
    let names = unsafe { items(options.immutable, options.immutable_count, "immutable") }?;
    let immutable = names
        .iter()
        // SAFETY: as above.
        .map(|name| unsafe { text(name.data, name.length, "immutable") }.map(str::to_owned))
        .collect::<Outcome<_>>()?;
    Ok(PatchOptions { strict: options.strict, known_only: options.known_only, immutable })
}
