//! What every function of the header does first and last.

use crate::error::{Failed, ScimrulesError};
use crate::status::ScimrulesStatus;
use std::ffi::c_char;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::{ptr, slice};

pub(crate) type Outcome<T> = Result<T, Failed>;

/// Does the work of a function: no panic leaves it, and what fails becomes a status and, where the
/// caller wants one, an error.
pub(crate) fn door(
    error: *mut *mut ScimrulesError,
    work: impl FnOnce() -> Outcome<()>,
) -> ScimrulesStatus {
    let tell = |failed: *mut ScimrulesError| {
        if !error.is_null() {
            // SAFETY: a place for a pointer.
            unsafe { error.write(failed) };
        }
    };
    // Whatever the work may leave halfway is behind a guard, which is poisoned.
    let failed = match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(())) => {
            tell(ptr::null_mut());
            return ScimrulesStatus::Ok;
        }
        Ok(Err(failed)) => failed,
        Err(panic) => {
            // The payload of a panic may panic where it is dropped.
            std::mem::forget(panic);
            ScimrulesError::new(ScimrulesStatus::Panicked, "a fault was stopped at the border")
        }
    };
    let status = failed.status;
    if !error.is_null() {
        tell(Box::into_raw(failed));
    }
    status
}

/// Frees a handle; what its destructors throw ends here.
///
/// # Safety
/// Null, or from `Box::into_raw`, and not freed yet.
pub(crate) unsafe fn free<T>(handle: *mut T) {
    if handle.is_null() {
        return;
    }
    // SAFETY: as above.
    let freed = catch_unwind(AssertUnwindSafe(|| drop(unsafe { Box::from_raw(handle) })));
    if let Err(panic) = freed {
        std::mem::forget(panic);
    }
}

/// A handle or structure.
///
/// # Safety
/// Null, or valid as long as the call lasts.
pub(crate) unsafe fn shared<'a, T>(pointer: *const T, name: &str) -> Outcome<&'a T> {
    // SAFETY: as above.
    unsafe { pointer.as_ref() }.ok_or_else(|| ScimrulesError::null(name))
}

/// A place for a result, made empty.
///
/// # Safety
/// Null, or a place that nothing else uses while the call lasts.
pub(crate) unsafe fn place<'a, T: Default>(pointer: *mut T, name: &str) -> Outcome<&'a mut T> {
    if pointer.is_null() {
        return Err(ScimrulesError::null(name));
    }
    // SAFETY: as above; what stood there need not be a value, so that it is not dropped.
    unsafe {
        pointer.write(T::default());
        Ok(&mut *pointer)
    }
}

/// A place for a handle, made empty.
///
/// # Safety
/// As for [`place`].
pub(crate) unsafe fn handle_place<'a, T>(
    pointer: *mut *mut T,
    name: &str,
) -> Outcome<&'a mut *mut T> {
    if pointer.is_null() {
        return Err(ScimrulesError::null(name));
    }
    // SAFETY: as above.
    unsafe {
        pointer.write(ptr::null_mut());
        Ok(&mut *pointer)
    }
}

/// So many items from a pointer on.
///
/// # Safety
/// Null, or so many items that nobody writes while the call lasts.
pub(crate) unsafe fn items<'a, T>(pointer: *const T, count: usize, name: &str) -> Outcome<&'a [T]> {
    check_items(pointer, count, name)?;
    match count {
        0 => Ok(&[]),
        // SAFETY: as above.
        count => Ok(unsafe { slice::from_raw_parts(pointer, count) }),
    }
}

/// The same, to be written.
///
/// # Safety
/// Null, or so many items that nothing else uses while the call lasts.
pub(crate) unsafe fn places<'a, T: Default>(
    pointer: *mut T,
    count: usize,
    name: &str,
) -> Outcome<&'a mut [T]> {
    check_items(pointer, count, name)?;
    if count == 0 {
        return Ok(&mut []);
    }
    // SAFETY: as above.
    unsafe {
        for index in 0..count {
            pointer.add(index).write(T::default());
        }
        Ok(slice::from_raw_parts_mut(pointer, count))
    }
}

fn check_items<T>(pointer: *const T, count: usize, name: &str) -> Outcome<()> {
    if pointer.is_null() && count > 0 {
        return Err(ScimrulesError::null(name));
    }
    if count > isize::MAX as usize / size_of::<T>() {
        let message = format!("`{name}` is longer than memory can be");
        return Err(ScimrulesError::new(ScimrulesStatus::InvalidArgument, message));
    }
    Ok(())
}

/// Bytes.
///
/// # Safety
/// As for [`items`].
pub(crate) unsafe fn bytes<'a>(
    data: *const c_char,
    length: usize,
    name: &str,
) -> Outcome<&'a [u8]> {
    // SAFETY: as above.
    unsafe { items(data.cast::<u8>(), length, name) }
}

/// A text.
///
/// # Safety
/// As for [`items`].
pub(crate) unsafe fn text<'a>(data: *const c_char, length: usize, name: &str) -> Outcome<&'a str> {
    // SAFETY: as above.
    let bytes = unsafe { bytes(data, length, name) }?;
    std::str::from_utf8(bytes).map_err(|error| {
        let message = format!("`{name}` is not UTF-8 from byte {} on", error.valid_up_to());
        ScimrulesError::new(ScimrulesStatus::NotUtf8, message)
    })
}

/// A JSON value.
///
/// # Safety
/// As for [`items`].
pub(crate) unsafe fn json(
    data: *const c_char,
    length: usize,
    name: &str,
) -> Outcome<serde_json::Value> {
    // SAFETY: as above.
    let bytes = unsafe { bytes(data, length, name) }?;
    serde_json::from_slice(bytes).map_err(|error| {
        let message = format!("`{name}` is not JSON: {error}");
        ScimrulesError::new(ScimrulesStatus::NotJson, message)
    })
}

/// An argument that is not what it can be.
pub(crate) fn invalid(message: impl Into<String>) -> Failed {
    ScimrulesError::new(ScimrulesStatus::InvalidArgument, message)
}
