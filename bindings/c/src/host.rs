//! Functions of the host, called back.

use crate::bytes::ScimrulesText;
use crate::door;
use crate::value::{Arguments, ScimrulesValue};
use scimrules::{HostValue, Value};
use std::ffi::{c_char, c_void};

/// What a callback answers, by the functions that begin like `scimrules_reply_text`; valid until it
/// returns. A callback that says nothing answers null.
#[derive(Debug)]
pub struct ScimrulesReply {
    value: HostValue,
    error: Option<String>,
}

/// A function that rules call by its name. `arguments` are as many as were registered, of their
/// types; arguments without a value are not passed: the result is then absent or null like them.
///
/// It is called by the thread that decides; with several threads, by several at once. It must not
/// throw, jump out, or use the scratch of the decision. The same holds for all callbacks.
pub type ScimrulesFunction = Option<
    unsafe extern "C-unwind" fn(
        user_data: *mut c_void,
        arguments: *const ScimrulesValue,
        count: usize,
        reply: *mut ScimrulesReply,
    ),
>;

/// What `account(field, value)` asks: it answers a text, the id of the account, or null where there
/// is none.
pub type ScimrulesAccount = Option<
    unsafe extern "C-unwind" fn(
        user_data: *mut c_void,
        field: ScimrulesText,
        value: *const ScimrulesValue,
        reply: *mut ScimrulesReply,
    ),
>;

/// What `first_free` asks: it answers a boolean, true where the field's value is in use.
pub type ScimrulesIsTaken = Option<
    unsafe extern "C-unwind" fn(
        user_data: *mut c_void,
        field: ScimrulesText,
        value: ScimrulesText,
        reply: *mut ScimrulesReply,
    ),
>;

/// Frees user data: called once, by the thread that frees the last of the compiler and its rules;
/// at once where registering fails. May be NULL.
pub type ScimrulesDestroy = Option<unsafe extern "C-unwind" fn(user_data: *mut c_void)>;

/// The host's data behind a callback.
pub(crate) struct UserData {
    pointer: *mut c_void,
    destroy: ScimrulesDestroy,
}

// SAFETY: the header asks of user data that any thread may use it.
unsafe impl Send for UserData {}
// SAFETY: as above.
unsafe impl Sync for UserData {}

impl UserData {
    pub(crate) fn new(pointer: *mut c_void, destroy: ScimrulesDestroy) -> Self {
        UserData { pointer, destroy }
    }

    /// Asks a callback.
    pub(crate) fn ask(
        &self,
        call: impl FnOnce(*mut c_void, *mut ScimrulesReply),
    ) -> Result<HostValue, String> {
        let mut reply = ScimrulesReply { value: HostValue::Null, error: None };
        call(self.pointer, &mut reply);
        match reply.error {
            Some(error) => Err(error),
            None => Ok(reply.value),
        }
    }

    /// Calls a registered function.
    pub(crate) fn call(
        &self,
        function: unsafe extern "C-unwind" fn(
            *mut c_void,
            *const ScimrulesValue,
            usize,
            *mut ScimrulesReply,
        ),
        values: &[Value<'_>],
    ) -> Result<HostValue, String> {
        let arguments = Arguments::of(values);
        let values = arguments.values();
        // SAFETY: the callback is what the header describes.
        self.ask(|data, reply| unsafe { function(data, values.as_ptr(), values.len(), reply) })
    }
}

impl Drop for UserData {
    fn drop(&mut self) {
        if let Some(destroy) = self.destroy {
            // SAFETY: once, with the pointer that came with it.
            unsafe { destroy(self.pointer) }
        }
    }
}

/// Answers with a value, or adds it to the list that the answer is.
///
/// # Safety
/// Null, or the reply of a running callback.
unsafe fn answer(reply: *mut ScimrulesReply, value: HostValue) {
    // SAFETY: as above.
    let Some(reply) = (unsafe { reply.as_mut() }) else { return };
    match &mut reply.value {
        HostValue::List(items) => items.push(value),
        other => *other = value,
    }
}

/// Answers null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_reply_null(reply: *mut ScimrulesReply) {
    // SAFETY: the reply of a running callback.
    unsafe { answer(reply, HostValue::Null) }
}

/// Answers a boolean.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_reply_boolean(reply: *mut ScimrulesReply, value: bool) {
    // SAFETY: the reply of a running callback.
    unsafe { answer(reply, HostValue::Boolean(value)) }
}

/// Answers a whole number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_reply_integer(reply: *mut ScimrulesReply, value: i64) {
    // SAFETY: the reply of a running callback.
    unsafe { answer(reply, HostValue::Integer(value)) }
}

/// Answers a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_reply_decimal(reply: *mut ScimrulesReply, value: f64) {
    // SAFETY: the reply of a running callback.
    unsafe { answer(reply, HostValue::Decimal(value)) }
}

/// Answers a text, which is copied; of a function that gives a dateTime, RFC 3339.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_reply_text(
    reply: *mut ScimrulesReply,
    data: *const c_char,
    length: usize,
) {
    // SAFETY: null, or so many bytes.
    match unsafe { door::text(data, length, "data") } {
        // SAFETY: the reply of a running callback.
        Ok(text) => unsafe { answer(reply, HostValue::Text(text.to_owned())) },
        Err(failed) => {
            let message = format!("the host's answer cannot be used: {}", failed.message());
            // SAFETY: as above.
            unsafe { refuse(reply, message) }
        }
    }
}

/// Answers a list: empty, and every later answer of this callback is added to it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_reply_list(reply: *mut ScimrulesReply) {
    // SAFETY: null, or the reply of a running callback.
    if let Some(reply) = unsafe { reply.as_mut() } {
        reply.value = HostValue::List(Vec::new());
    }
}

/// Says that there is no answer, and why: a sentence for a person, which is copied. The decision is
/// then `reject`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_reply_error(
    reply: *mut ScimrulesReply,
    message: *const c_char,
    length: usize,
) {
    // SAFETY: null, or so many bytes; the reply of a running callback.
    unsafe {
        let message = match door::bytes(message, length, "message") {
            Ok(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Err(failed) => failed.message().to_owned(),
        };
        refuse(reply, message);
    }
}

/// # Safety
/// As for [`answer`].
unsafe fn refuse(reply: *mut ScimrulesReply, message: String) {
    // SAFETY: as above.
    if let Some(reply) = unsafe { reply.as_mut() } {
        reply.error = Some(message);
    }
}
