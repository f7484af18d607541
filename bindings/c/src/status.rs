//! How a call went.

use std::ffi::CStr;

/// How a call went. Only with SCIMRULES_STATUS_OK are its results there.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScimrulesStatus {
    /// As asked.
    Ok = 0,
    /// A handle or a place for a result is NULL, or a text is NULL and not empty.
    NullArgument = 1,
    /// An argument is not what it can be: the error tells which.
    InvalidArgument = 2,
    /// A text is not UTF-8.
    NotUtf8 = 3,
    /// The rules have errors: see `scimrules_error_diagnostics`.
    RulesFailed = 4,
    /// What came is no request. (What is wrong with a user is a decision, `reject`.)
    NotARequest = 5,
    /// A resource or a patch is not JSON.
    NotJson = 6,
    /// A filter or PATCH that a SCIM server refuses: see `scimrules_error_scim`.
    ScimFailed = 7,
    /// The handle is in use: by another thread, or by the call that a callback was called from.
    Busy = 8,
    /// An earlier call with this handle ended in SCIMRULES_STATUS_PANICKED: free it.
    Poisoned = 9,
    /// A fault of the library or of a callback. It was stopped here; the handles that the call may
    /// change (scratch, compiler, tally) are poisoned, and all others can be used on.
    Panicked = 10,
}

impl ScimrulesStatus {
    pub(crate) const ALL: [(ScimrulesStatus, &CStr); 11] = [
        (ScimrulesStatus::Ok, c"ok"),
        (ScimrulesStatus::NullArgument, c"an argument is null"),
        (ScimrulesStatus::InvalidArgument, c"an argument cannot be used"),
        (ScimrulesStatus::NotUtf8, c"a text is not UTF-8"),
        (ScimrulesStatus::RulesFailed, c"the rules have errors"),
        (ScimrulesStatus::NotARequest, c"not a request"),
        (ScimrulesStatus::NotJson, c"not JSON"),
        (ScimrulesStatus::ScimFailed, c"a filter or patch that SCIM refuses"),
        (ScimrulesStatus::Busy, c"the handle is in use"),
        (ScimrulesStatus::Poisoned, c"the handle is poisoned by an earlier fault"),
        (ScimrulesStatus::Panicked, c"a fault was stopped"),
    ];

    /// The `code` of an error that no diagnostic has a code for.
    pub(crate) fn code(self) -> &'static str {
        match self {
            ScimrulesStatus::Ok => "ok",
            ScimrulesStatus::NullArgument => "nullArgument",
            ScimrulesStatus::InvalidArgument => "invalidArgument",
            ScimrulesStatus::NotUtf8 => "notUtf8",
            ScimrulesStatus::RulesFailed => "rulesFailed",
            ScimrulesStatus::NotARequest => "notARequest",
            ScimrulesStatus::NotJson => "notJson",
            ScimrulesStatus::ScimFailed => "scimFailed",
            ScimrulesStatus::Busy => "busy",
            ScimrulesStatus::Poisoned => "poisoned",
            ScimrulesStatus::Panicked => "panicked",
        }
    }
}
