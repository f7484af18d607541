//! What a decision tells besides its JSON.

use crate::bytes::ScimrulesText;
use scimrules::{Action, Decision, Resource};

/// What is to be done with an account: one of SCIMRULES_ACTION_.
pub type ScimrulesAction = u32;

/// There is no decision: what came is no request.
pub const SCIMRULES_ACTION_NONE: u32 = 0;
/// Create the account.
pub const SCIMRULES_ACTION_CREATE: u32 = 1;
/// Write the changes.
pub const SCIMRULES_ACTION_UPDATE: u32 = 2;
/// Nothing differs.
pub const SCIMRULES_ACTION_UNCHANGED: u32 = 3;
/// Make the account active.
pub const SCIMRULES_ACTION_ACTIVATE: u32 = 4;
/// Make it inactive.
pub const SCIMRULES_ACTION_DEACTIVATE: u32 = 5;
/// Suspend it.
pub const SCIMRULES_ACTION_SUSPEND: u32 = 6;
/// Delete it.
pub const SCIMRULES_ACTION_DELETE: u32 = 7;
/// Do nothing.
pub const SCIMRULES_ACTION_IGNORE: u32 = 8;
/// Do nothing, and tell why it cannot be done.
pub const SCIMRULES_ACTION_REJECT: u32 = 9;

const ACTIONS: [(ScimrulesAction, Action); 9] = [
    (SCIMRULES_ACTION_CREATE, Action::Create),
    (SCIMRULES_ACTION_UPDATE, Action::Update),
    (SCIMRULES_ACTION_UNCHANGED, Action::Unchanged),
    (SCIMRULES_ACTION_ACTIVATE, Action::Activate),
    (SCIMRULES_ACTION_DEACTIVATE, Action::Deactivate),
    (SCIMRULES_ACTION_SUSPEND, Action::Suspend),
    (SCIMRULES_ACTION_DELETE, Action::Delete),
    (SCIMRULES_ACTION_IGNORE, Action::Ignore),
    (SCIMRULES_ACTION_REJECT, Action::Reject),
];

/// A decision.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct ScimrulesDecision {
    /// The decision as JSON, borrowed from the scratch until its next use. Where there is none,
    /// among many: `{"error": {"code", "message"}}`.
    pub json: ScimrulesText,
    /// Its action.
    pub action: ScimrulesAction,
    /// It is about a group; else about a user.
    pub group: bool,
    /// The request carried an account.
    pub account: bool,
}

impl ScimrulesDecision {
    pub(crate) fn of(decision: &Decision<'_>, json: ScimrulesText) -> Self {
        let action = ACTIONS.iter().find(|(_, action)| *action == decision.action);
        ScimrulesDecision {
            json,
            action: action.map_or(SCIMRULES_ACTION_NONE, |(code, _)| *code),
            group: decision.resource == Resource::Group,
            account: decision.account,
        }
    }
}

/// The action of a code; none of those that are none.
pub(crate) fn action(code: ScimrulesAction) -> Option<Action> {
    ACTIONS.iter().find(|(known, _)| *known == code).map(|(_, action)| *action)
}
