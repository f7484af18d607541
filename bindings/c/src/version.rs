//! Which library this is.

use crate::status::ScimrulesStatus;
use std::ffi::{CStr, c_char};

/// The version of this header. It changes with every change that programs must be compiled for.
pub const SCIMRULES_ABI_VERSION: u32 = 1;

/// The version of the library's header: a program compares it with `SCIMRULES_ABI_VERSION` once,
/// before it calls anything else.
#[unsafe(no_mangle)]
pub extern "C" fn scimrules_abi_version() -> u32 {
    SCIMRULES_ABI_VERSION
}

/// The version of the library, "1.2.3". It lives as long as the library.
#[unsafe(no_mangle)]
pub extern "C" fn scimrules_version() -> *const c_char {
    const VERSION: &CStr =
        match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
            Ok(version) => version,
            Err(_) => c"",
        };
    VERSION.as_ptr()
}

/// What a status means, in a few words. It lives as long as the library.
#[unsafe(no_mangle)]
pub extern "C" fn scimrules_status_text(status: i32) -> *const c_char {
    ScimrulesStatus::ALL
        .iter()
        .find(|(known, _)| *known as i32 == status)
        .map_or(c"not a status", |(_, text)| text)
        .as_ptr()
}
