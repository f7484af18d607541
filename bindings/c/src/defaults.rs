//! What a request has where it does not say.

use crate::door::{door, free, handle_place, invalid, json, text};
use crate::error::ScimrulesError;
use crate::status::ScimrulesStatus;
use scimrules::{Defaults, date_time};
use serde_json::{Map, Value};
use std::ffi::c_char;

/// Members for requests that lack them: a batch shares its clock and its parameters, and bare SCIM
/// resources carry neither. They do not change, and any number of threads may use them at once.
/// Owned by the caller: `scimrules_defaults_free`.
pub struct ScimrulesDefaults {
    pub(crate) defaults: Defaults,
}

/// Makes defaults: the clock `now`, RFC 3339; `params`, a JSON object; and whether requests without
/// `operation` are deletes. An empty text says nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_defaults_new(
    now: *const c_char,
    now_length: usize,
    params: *const c_char,
    params_length: usize,
    deletes: bool,
    defaults: *mut *mut ScimrulesDefaults,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    door(error, || {
        // SAFETY: null, or valid.
        let (place, now) =
            unsafe { (handle_place(defaults, "defaults")?, text(now, now_length, "now")?) };
        let now = match now {
            "" => None,
            now if date_time::parse(now).is_none() => {
                return Err(invalid(format!(
                    "`{now}` is not a dateTime such as `2026-01-31T09:00:00Z`"
                )));
            }
            now => Some(now.to_owned()),
        };
        let params = if params_length == 0 {
            Map::new()
        } else {
            // SAFETY: null, or valid.
            match unsafe { json(params, params_length, "params") }? {
                Value::Object(params) => params,
                _ => return Err(invalid("`params` is not a JSON object")),
            }
        };
        let defaults = Defaults { now, params, delete: deletes };
        *place = Box::into_raw(Box::new(ScimrulesDefaults { defaults }));
        Ok(())
    })
}

/// Frees them; NULL is nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_defaults_free(defaults: *mut ScimrulesDefaults) {
    // SAFETY: from this library, and not freed yet.
    unsafe { free(defaults) }
}
