//! Texts that cross the border.

use std::ffi::c_char;
use std::ptr;

/// A text: UTF-8, not ended by a zero byte. It is borrowed; who owns it is said where it comes
/// from. An empty one may have `data` NULL.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ScimrulesText {
    /// The first byte.
    pub data: *const c_char,
    /// How many bytes.
    pub length: usize,
}

// SAFETY: it is only a pointer; whoever reads what is behind it says why that can be done.
unsafe impl Send for ScimrulesText {}
// SAFETY: as above.
unsafe impl Sync for ScimrulesText {}

impl Default for ScimrulesText {
    fn default() -> Self {
        ScimrulesText { data: ptr::null(), length: 0 }
    }
}

impl ScimrulesText {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        ScimrulesText { data: bytes.as_ptr().cast(), length: bytes.len() }
    }
}

impl From<&str> for ScimrulesText {
    fn from(text: &str) -> Self {
        ScimrulesText::of(text.as_bytes())
    }
}
