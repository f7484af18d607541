//! The attributes of the standard, and those that the rules declare.

use scimrules::grammar::syntax::{self, StatementKind, TypeKind};
use scimrules::scim::schema::{self, AttributeSchema, AttributeType};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    Text,
    Boolean,
    Integer,
    Decimal,
    DateTime,
    Complex,
}

#[derive(Clone, Debug)]
pub(crate) struct Attr {
    /// The URN of its extension; `None` for the core and for declared top-level attributes.
    pub(crate) urn: Option<String>,
    pub(crate) name: String,
    pub(crate) base: Base,
    pub(crate) many: bool,
    pub(crate) exact: bool,
    pub(crate) sub: Vec<Attr>,
}

impl Attr {
    pub(crate) fn part(&self, name: &str) -> Option<&Attr> {
        self.sub.iter().find(|sub| sub.name.eq_ignore_ascii_case(name))
    }

    pub(crate) fn is(&self, name: &str) -> bool {
        self.urn.is_none() && self.name == name
    }
}

/// All attributes of users or of groups.
#[derive(Debug)]
pub(crate) struct Schema {
    pub(crate) core: &'static str,
    /// Short name and URN.
    pub(crate) extensions: Vec<(String, String)>,
    pub(crate) attrs: Vec<Attr>,
}

impl Schema {
    pub(crate) fn of(groups: bool, file: &syntax::File) -> Schema {
        let mut all = Schema {
            core: if groups { schema::GROUP_URN } else { schema::USER_URN },
            extensions: Vec::new(),
            attrs: schema::COMMON.iter().map(|attr| standard(attr, None)).collect(),
        };
        let own = if groups { schema::GROUP } else { schema::USER };
        all.attrs.extend(own.iter().map(|attr| standard(attr, None)));
        if !groups {
            let urn = schema::ENTERPRISE_USER_URN;
            all.extensions.push(("enterprise".into(), urn.into()));
            all.attrs.extend(schema::ENTERPRISE_USER.iter().map(|attr| standard(attr, Some(urn))));
        }
        for statement in &file.statements {
            match &statement.kind {
                StatementKind::Extension { name, urn, attributes } => {
                    all.extensions.push((name.text.clone(), urn.value.clone()));
                    all.attrs.extend(attributes.iter().map(|a| declared(a, Some(&urn.value))));
                }
                StatementKind::Attributes(attributes) => {
                    all.attrs.extend(attributes.iter().map(|a| declared(a, None)));
                }
                _ => {}
            }
        }
        all
    }

    pub(crate) fn find(&self, urn: Option<&str>, name: &str) -> Option<&Attr> {
        self.attrs.iter().find(|attr| {
            let same_urn = match (&attr.urn, urn) {
                (None, None) => true,
                (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
                _ => false,
            };
            same_urn && attr.name.eq_ignore_ascii_case(name)
        })
    }

    pub(crate) fn is_extension(&self, urn: &str) -> bool {
        self.extensions.iter().any(|(_, known)| known.eq_ignore_ascii_case(urn))
    }
}

fn standard(attr: &AttributeSchema, urn: Option<&str>) -> Attr {
    Attr {
        urn: urn.map(str::to_owned),
        name: attr.name.to_owned(),
        base: match attr.ty {
            AttributeType::Boolean => Base::Boolean,
            AttributeType::Integer => Base::Integer,
            AttributeType::Decimal => Base::Decimal,
            AttributeType::DateTime => Base::DateTime,
            AttributeType::Complex => Base::Complex,
            _ => Base::Text,
        },
        many: attr.many,
        exact: attr.case_exact,
        sub: attr.sub.iter().map(|sub| standard(sub, None)).collect(),
    }
}

fn declared(attr: &syntax::Attribute, urn: Option<&str>) -> Attr {
    let (base, exact, sub) = match &attr.ty.kind {
        TypeKind::Named(name) => {
            (named(&name.text), matches!(&name.text[..], "reference" | "binary"), Vec::new())
        }
        TypeKind::Complex(parts) => {
            (Base::Complex, false, parts.iter().map(|part| declared(part, None)).collect())
        }
    };
    let (name, many) = (attr.name.text.clone(), attr.ty.many);
    Attr { urn: urn.map(str::to_owned), name, base, many, exact, sub }
}

pub(crate) fn named(name: &str) -> Base {
    match name {
        "boolean" => Base::Boolean,
        "integer" => Base::Integer,
        "decimal" => Base::Decimal,
        "dateTime" => Base::DateTime,
        _ => Base::Text,
    }
}
