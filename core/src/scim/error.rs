//! Errors of the SCIM protocol (RFC 7644 §3.12).

use super::schema::ERROR_URN;
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::fmt;

/// The kind of an error (RFC 7644, table 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScimType {
    /// The filter is not one, or compares what cannot be compared.
    InvalidFilter,
    /// There is more than the server is willing to process.
    TooMany,
    /// A value that must be unique is taken.
    Uniqueness,
    /// The attribute cannot be changed.
    Mutability,
    /// The request does not have the shape of one.
    InvalidSyntax,
    /// The path is malformed, or nothing can be there.
    InvalidPath,
    /// Nothing is where the path leads.
    NoTarget,
    /// A value is missing or does not fit its attribute.
    InvalidValue,
    /// The version of the protocol is not supported.
    InvalidVers,
    /// The request cannot be made because of what it asks for.
    Sensitive,
}

impl ScimType {
    /// In the words of the standard.
    pub fn text(self) -> &'static str {
        match self {
            ScimType::InvalidFilter => "invalidFilter",
            ScimType::TooMany => "tooMany",
            ScimType::Uniqueness => "uniqueness",
            ScimType::Mutability => "mutability",
            ScimType::InvalidSyntax => "invalidSyntax",
            ScimType::InvalidPath => "invalidPath",
            ScimType::NoTarget => "noTarget",
            ScimType::InvalidValue => "invalidValue",
            ScimType::InvalidVers => "invalidVers",
            ScimType::Sensitive => "sensitive",
        }
    }

    /// The HTTP status that goes with it.
    pub fn status(self) -> u16 {
        match self {
            ScimType::Uniqueness => 409,
            ScimType::Sensitive => 403,
            _ => 400,
        }
    }
}

impl fmt::Display for ScimType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// Letters of a `detail`: a client may send names of any length.
const MAX_DETAIL: usize = 300;

/// A text of the user as messages show it.
pub(super) fn shortened(text: &str, letters: usize) -> String {
    match text.char_indices().nth(letters) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// An error in the form that a SCIM client understands: it serializes as the body of the response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScimError {
    /// The kind, where the standard has one.
    pub scim_type: Option<ScimType>,
    /// The HTTP status.
    pub status: u16,
    /// For a person. It holds no value of the resource or of an operation.
    pub detail: String,
    /// The operation of a PATCH request that failed, from 0.
    pub operation: Option<usize>,
}

impl ScimError {
    /// An error with the status that goes with its kind.
    pub fn new(scim_type: ScimType, detail: impl Into<String>) -> Self {
        let detail = shortened(&detail.into(), MAX_DETAIL);
        ScimError {
            scim_type: Some(scim_type),
            status: scim_type.status(),
            detail,
            operation: None,
        }
    }

    /// Says which operation failed.
    pub fn in_operation(mut self, index: usize) -> Self {
        self.operation = Some(index);
        self
    }
}

impl fmt::Display for ScimError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(index) = self.operation {
            write!(f, "operation {}: ", index + 1)?;
        }
        f.write_str(&self.detail)?;
        match self.scim_type {
            Some(kind) => write!(f, " ({kind})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ScimError {}

impl Serialize for ScimError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = 3 + usize::from(self.scim_type.is_some());
        let mut out = serializer.serialize_struct("Error", fields)?;
        out.serialize_field("schemas", &[ERROR_URN])?;
        if let Some(kind) = self.scim_type {
            out.serialize_field("scimType", kind.text())?;
        }
        let detail = match self.operation {
            Some(index) => format!("operation {}: {}", index + 1, self.detail),
            None => self.detail.clone(),
        };
        out.serialize_field("detail", &detail)?;
        out.serialize_field("status", &self.status.to_string())?;
        out.end()
    }
}
