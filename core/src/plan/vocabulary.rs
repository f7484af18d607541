//! The words of the contract: resources, events, actions, statuses.

use serde::{Serialize, Serializer};

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// Every one, in the order of the contract.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The word for it, in rules and in JSON.
            pub fn text(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }

            /// The one with that word.
            pub fn from_text(text: &str) -> Option<Self> {
                match text { $($word => Some($name::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.text())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.text())
            }
        }
    };
}

words! {
    /// A kind of SCIM resource.
    Resource {
        /// A SCIM User.
        User "user",
        /// A SCIM Group.
        Group "group",
    }
}

words! {
    /// What happened in the source.
    Event {
        /// In scope, and no account yet.
        Create "create",
        /// In scope, status as before.
        Update "update",
        /// The source says active, the account is not.
        Activate "activate",
        /// The source says inactive, the account is not.
        Deactivate "deactivate",
        /// The source says suspended, the account is not.
        Suspend "suspend",
        /// Deleted in the source.
        Delete "delete",
        /// No longer in scope.
        Leave "leave",
    }
}

words! {
    /// What is to be done.
    Action {
        /// Create the account.
        Create "create",
        /// Write the changes.
        Update "update",
        /// Nothing differs.
        Unchanged "unchanged",
        /// Make the account active.
        Activate "activate",
        /// Make it inactive.
        Deactivate "deactivate",
        /// Suspend it.
        Suspend "suspend",
        /// Delete it.
        Delete "delete",
        /// Do nothing.
        Ignore "ignore",
        /// Do nothing, and tell why it cannot be done.
        Reject "reject",
    }
}

words! {
    /// The status of an account.
    Status {
        /// In use.
        Active "active",
        /// Locked for a time.
        Suspended "suspended",
        /// No longer in use.
        Inactive "inactive",
    }
}

impl Action {
    /// Deactivate, suspend and delete take access away: fields never hold them up, and protected
    /// accounts are spared.
    pub fn takes_access_away(self) -> bool {
        matches!(self, Action::Deactivate | Action::Suspend | Action::Delete)
    }

    /// The actions whose decision carries a record.
    pub fn carries_record(self) -> bool {
        matches!(
            self,
            Action::Create
                | Action::Update
                | Action::Unchanged
                | Action::Activate
                | Action::Deactivate
                | Action::Suspend
        )
    }

    /// The status that an account has afterwards, where the action sets one.
    pub fn status(self) -> Option<Status> {
        match self {
            Action::Activate => Some(Status::Active),
            Action::Deactivate => Some(Status::Inactive),
            Action::Suspend => Some(Status::Suspended),
            _ => None,
        }
    }
}

impl Event {
    /// What is done where no line says otherwise. Groups have no status: a group that is deleted
    /// is deleted, one that leaves the scope is left alone.
    pub fn default_action(self, resource: Resource) -> Action {
        match (self, resource) {
            (Event::Create, _) => Action::Create,
            (Event::Update, _) => Action::Update,
            (Event::Activate, _) => Action::Activate,
            (Event::Deactivate, _) => Action::Deactivate,
            (Event::Suspend, _) => Action::Suspend,
            (Event::Delete, Resource::Group) => Action::Delete,
            (Event::Leave, Resource::Group) => Action::Ignore,
            (Event::Delete | Event::Leave, Resource::User) => Action::Deactivate,
        }
    }

    /// The actions that a `status` line may give to it.
    pub fn possible_actions(self) -> &'static [Action] {
        use Action::{Activate, Create, Deactivate, Delete, Ignore, Reject, Suspend, Update};
        match self {
            Event::Create => &[Create, Ignore, Reject],
            Event::Update => &[Update, Deactivate, Suspend, Delete, Ignore, Reject],
            Event::Activate => &[Activate, Update, Suspend, Ignore, Reject],
            Event::Deactivate | Event::Suspend | Event::Leave => {
                &[Deactivate, Suspend, Delete, Update, Ignore, Reject]
            }
            Event::Delete => &[Deactivate, Suspend, Delete, Ignore, Reject],
        }
    }
}
