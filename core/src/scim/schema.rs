//! The attributes of the standard: User, Group and the enterprise extension (RFC 7643 §3.1, §4,
//! §8.7), as one static table. Names here are in the spelling of the RFC; they compare without
//! case.

/// The core User schema.
pub const USER_URN: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
/// The core Group schema.
pub const GROUP_URN: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
/// The enterprise extension of User.
pub const ENTERPRISE_USER_URN: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/// The message of a PATCH request.
pub const PATCH_OP_URN: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
/// The message of an error response.
pub const ERROR_URN: &str = "urn:ietf:params:scim:api:messages:2.0:Error";
/// The message of a list of resources.
pub const LIST_RESPONSE_URN: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/// The data types of RFC 7643 §2.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AttributeType {
    /// Text.
    String,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// RFC 3339 text.
    DateTime,
    /// A URI.
    Reference,
    /// Bytes in base64.
    Binary,
    /// Sub-attributes.
    Complex,
}

/// An attribute of a schema.
#[derive(Clone, Copy, Debug)]
pub struct AttributeSchema {
    /// Its name, in the spelling of the RFC.
    pub name: &'static str,
    /// Its type.
    pub ty: AttributeType,
    /// It has several values.
    pub many: bool,
    /// Its text compares with case.
    pub case_exact: bool,
    /// Only the service provider sets it.
    pub read_only: bool,
    /// The parts of a complex attribute.
    pub sub: &'static [AttributeSchema],
}

impl AttributeSchema {
    const fn new(name: &'static str, ty: AttributeType) -> Self {
        // RFC 7643 §2.3.6, §2.3.7: binary values and references compare with case.
        let case_exact = matches!(ty, AttributeType::Binary | AttributeType::Reference);
        AttributeSchema { name, ty, many: false, case_exact, read_only: false, sub: &[] }
    }

    const fn complex(name: &'static str, sub: &'static [AttributeSchema]) -> Self {
        AttributeSchema { sub, ..Self::new(name, AttributeType::Complex) }
    }

    const fn many(self) -> Self {
        AttributeSchema { many: true, ..self }
    }

    const fn exact(self) -> Self {
        AttributeSchema { case_exact: true, ..self }
    }

    const fn any_case(self) -> Self {
        AttributeSchema { case_exact: false, ..self }
    }

    const fn read_only(self) -> Self {
        AttributeSchema { read_only: true, ..self }
    }

    /// The part of that name, in any case.
    pub fn part(&self, name: &str) -> Option<&'static AttributeSchema> {
        find(self.sub, name)
    }
}

/// The attribute of that name, in any case.
pub fn find(
    attributes: &'static [AttributeSchema],
    name: &str,
) -> Option<&'static AttributeSchema> {
    attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name))
}

/// The attributes of a standard schema by its URN, in any case; without those of [`COMMON`].
pub fn attributes_of(urn: &str) -> Option<&'static [AttributeSchema]> {
    [(USER_URN, USER), (GROUP_URN, GROUP), (ENTERPRISE_USER_URN, ENTERPRISE_USER)]
        .into_iter()
        .find_map(|(known, attributes)| known.eq_ignore_ascii_case(urn).then_some(attributes))
}

use AttributeSchema as A;
use AttributeType::{Binary, Boolean, DateTime, Reference, String as Text};

const fn text(name: &'static str) -> A {
    A::new(name, Text)
}

/// A plural attribute with the usual parts (RFC 7643 §2.4).
const fn plural(name: &'static str) -> A {
    A::complex(name, USUAL).many()
}

const USUAL: &[A] = &[text("value"), text("display"), text("type"), A::new("primary", Boolean)];

/// Attributes of every resource (RFC 7643 §3.1), with `schemas`.
pub static COMMON: &[AttributeSchema] = &[
    A::new("schemas", Reference).many().any_case(),
    text("id").exact().read_only(),
    text("externalId").exact(),
    A::complex(
        "meta",
        &[
            text("resourceType").exact().read_only(),
            A::new("created", DateTime).read_only(),
            A::new("lastModified", DateTime).read_only(),
            A::new("location", Reference).read_only(),
            text("version").exact().read_only(),
        ],
    )
    .read_only(),
];

/// RFC 7643 §4.1.
pub static USER: &[AttributeSchema] = &[
    text("userName"),
    A::complex(
        "name",
        &[
            text("formatted"),
            text("familyName"),
            text("givenName"),
            text("middleName"),
            text("honorificPrefix"),
            text("honorificSuffix"),
        ],
    ),
    text("displayName"),
    text("nickName"),
    A::new("profileUrl", Reference),
    text("title"),
    text("userType"),
    text("preferredLanguage"),
    text("locale"),
    text("timezone"),
    A::new("active", Boolean),
    text("password"),
    plural("emails"),
    plural("phoneNumbers"),
    plural("ims"),
    A::complex(
        "photos",
        &[A::new("value", Reference), text("display"), text("type"), A::new("primary", Boolean)],
    )
    .many(),
    A::complex(
        "addresses",
        &[
            text("formatted"),
            text("streetAddress"),
            text("locality"),
            text("region"),
            text("postalCode"),
            text("country"),
            text("type"),
            A::new("primary", Boolean),
        ],
    )
    .many(),
    A::complex(
        "groups",
        &[
            text("value").read_only(),
            A::new("$ref", Reference).read_only(),
            text("display").read_only(),
            text("type").read_only(),
        ],
    )
    .many()
    .read_only(),
    plural("entitlements"),
    plural("roles"),
    A::complex(
        "x509Certificates",
        &[A::new("value", Binary), text("display"), text("type"), A::new("primary", Boolean)],
    )
    .many(),
];

/// RFC 7643 §4.2.
pub static GROUP: &[AttributeSchema] = &[
    text("displayName"),
    A::complex(
        "members",
        &[text("value"), A::new("$ref", Reference), text("type"), text("display")],
    )
    .many(),
];

/// RFC 7643 §4.3.
pub static ENTERPRISE_USER: &[AttributeSchema] = &[
    text("employeeNumber"),
    text("costCenter"),
    text("organization"),
    text("division"),
    text("department"),
    A::complex(
        "manager",
        &[text("value"), A::new("$ref", Reference), text("displayName").read_only()],
    ),
];
