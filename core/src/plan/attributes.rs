//! The attributes that a resource may have, and the projection: those that the rules read.

use super::names::{Names, same_name};
use crate::scim::schema::{self, AttributeSchema, AttributeType};
use crate::types::Base;

/// An attribute.
#[derive(Clone, Debug)]
pub(crate) struct Attribute {
    /// The extension that it belongs to: an index of [`Catalogue::extensions`].
    pub(crate) extension: Option<usize>,
    pub(crate) name: String,
    pub(crate) base: Base,
    pub(crate) many: bool,
    pub(crate) case_exact: bool,
    /// Of a complex attribute; empty for a simple one.
    pub(crate) sub: Vec<SubAttribute>,
    /// The slot that the reader fills; `None`: no rule reads it.
    pub(crate) slot: Option<usize>,
}

/// A sub-attribute.
#[derive(Clone, Debug)]
pub(crate) struct SubAttribute {
    pub(crate) name: String,
    pub(crate) base: Base,
    pub(crate) many: bool,
    pub(crate) case_exact: bool,
}

/// An extension: a short name for a URN.
#[derive(Clone, Debug)]
pub(crate) struct Extension {
    pub(crate) name: String,
    pub(crate) urn: String,
}

/// What the reader fills: an attribute and the sub-attributes that the rules read.
#[derive(Clone, Debug)]
pub(crate) struct Slot {
    pub(crate) attribute: usize,
    pub(crate) role: SlotRole,
    /// A simple attribute has one column, itself.
    pub(crate) columns: Vec<Column>,
}

/// Core attributes of which an absent value means something of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SlotRole {
    Active,
    Groups,
    Password,
    Other,
}

/// A column of a slot.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// Empty for a simple attribute.
    pub(crate) name: String,
    pub(crate) base: Base,
    pub(crate) many: bool,
}

/// Every attribute of a resource, and the slots.
#[derive(Clone, Debug)]
pub(crate) struct Catalogue {
    /// URN of the core schema.
    pub(crate) core: &'static str,
    pub(crate) extensions: Vec<Extension>,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) slots: Vec<Slot>,
    /// The attributes by extension and name.
    names: Names,
}

impl Catalogue {
    /// The attributes of RFC 7643 for users.
    pub(crate) fn users() -> Catalogue {
        let mut catalogue = Catalogue::new(schema::USER_URN);
        catalogue.add_static(None, schema::COMMON);
        catalogue.add_static(None, schema::USER);
        catalogue.extensions.push(Extension {
            name: "enterprise".to_owned(),
            urn: schema::ENTERPRISE_USER_URN.to_owned(),
        });
        catalogue.add_static(Some(0), schema::ENTERPRISE_USER);
        catalogue
    }

    /// The attributes of RFC 7643 for groups.
    pub(crate) fn groups() -> Catalogue {
        let mut catalogue = Catalogue::new(schema::GROUP_URN);
        catalogue.add_static(None, schema::COMMON);
        catalogue.add_static(None, schema::GROUP);
        catalogue
    }

    fn new(core: &'static str) -> Catalogue {
        Catalogue {
            core,
            extensions: Vec::new(),
            attributes: Vec::new(),
            slots: Vec::new(),
            names: Names::default(),
        }
    }

    fn add_static(&mut self, extension: Option<usize>, schema: &[AttributeSchema]) {
        for attribute in schema {
            let sub = attribute.sub.iter().map(|sub| SubAttribute {
                name: sub.name.to_owned(),
                base: base(sub.ty),
                many: sub.many,
                case_exact: sub.case_exact,
            });
            self.add(Attribute {
                extension,
                name: attribute.name.to_owned(),
                base: base(attribute.ty),
                many: attribute.many,
                case_exact: attribute.case_exact,
                sub: sub.collect(),
                slot: None,
            });
        }
    }

    /// The attribute of that name, in any case.
    pub(crate) fn find(&self, extension: Option<usize>, name: &str) -> Option<usize> {
        self.names.find(within(extension), name, |at| {
            let attribute = &self.attributes[at];
            attribute.extension == extension && same_name(&attribute.name, name)
        })
    }

    /// Adds an attribute.
    pub(crate) fn add(&mut self, attribute: Attribute) {
        let known = &self.attributes;
        self.names.add(within(attribute.extension), &attribute.name, |at| {
            (within(known[at].extension), &known[at].name)
        });
        self.attributes.push(attribute);
    }

    /// The slot of a core attribute, where the rules read it.
    pub(crate) fn slot_of(&self, name: &str) -> Option<usize> {
        self.attributes[self.find(None, name)?].slot
    }

    /// The extension with that URN, in any case.
    pub(crate) fn extension_by_urn(&self, urn: &str) -> Option<usize> {
        self.extensions.iter().position(|extension| extension.urn.eq_ignore_ascii_case(urn))
    }

    /// The extension with that short name, in any case.
    pub(crate) fn extension_by_name(&self, name: &str) -> Option<usize> {
        self.extensions.iter().position(|extension| extension.name.eq_ignore_ascii_case(name))
    }

    /// The slot of an attribute; made where it has none yet.
    pub(crate) fn slot(&mut self, attribute: usize) -> usize {
        if let Some(slot) = self.attributes[attribute].slot {
            return slot;
        }
        let slot = self.slots.len();
        let columns = match self.attributes[attribute].base {
            Base::Complex => Vec::new(),
            base => {
                vec![Column { name: String::new(), base, many: false }]
            }
        };
        let known = &self.attributes[attribute];
        let role = match (known.extension, known.name.as_str()) {
            (None, "active") => SlotRole::Active,
            (None, "groups") => SlotRole::Groups,
            (None, "password") => SlotRole::Password,
            _ => SlotRole::Other,
        };
        self.slots.push(Slot { attribute, role, columns });
        self.attributes[attribute].slot = Some(slot);
        slot
    }

    /// The column of a sub-attribute; made where it has none yet.
    pub(crate) fn column(&mut self, slot: usize, sub: usize) -> usize {
        let attribute = self.slots[slot].attribute;
        let sub = self.attributes[attribute].sub[sub].clone();
        let columns = &mut self.slots[slot].columns;
        if let Some(column) = columns.iter().position(|column| column.name == sub.name) {
            return column;
        }
        columns.push(Column { name: sub.name, base: sub.base, many: sub.many });
        columns.len() - 1
    }

    /// The name as rules write it: `enterprise.department`.
    pub(crate) fn display(&self, attribute: usize) -> String {
        let attribute = &self.attributes[attribute];
        match attribute.extension {
            Some(extension) => format!("{}.{}", self.extensions[extension].name, attribute.name),
            None => attribute.name.clone(),
        }
    }
}

fn within(extension: Option<usize>) -> usize {
    extension.map_or(0, |extension| extension + 1)
}

fn base(ty: AttributeType) -> Base {
    match ty {
        AttributeType::String => Base::String,
        AttributeType::Boolean => Base::Boolean,
        AttributeType::Integer => Base::Integer,
        AttributeType::Decimal => Base::Decimal,
        AttributeType::DateTime => Base::DateTime,
        AttributeType::Reference => Base::Reference,
        AttributeType::Binary => Base::Binary,
        AttributeType::Complex => Base::Complex,
    }
}
