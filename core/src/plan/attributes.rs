//! The attributes that a resource may have, and the projection: those that the rules read.

use crate::names::Names;
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
    pub(crate) shape: Shape,
    /// The rules ask whether it is there, whatever it holds.
    pub(crate) whole: bool,
    /// A simple attribute has one column, itself.
    pub(crate) columns: Vec<Column>,
    /// Of the columns, in their order.
    pub(crate) names: Names,
    /// The first places of the trails of a first row, and of a later one.
    pub(crate) first_row: usize,
    pub(crate) later_row: usize,
}

/// Core attributes of which an absent value means something of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SlotRole {
    Active,
    Groups,
    Password,
    Other,
}

/// What a payload usually has for an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A text, taken as it is.
    Text,
    /// Any other single value.
    One,
    /// An object.
    Row,
    /// A list of objects.
    Rows,
    /// Something else: a role may be JSON text.
    Odd,
}

impl Shape {
    fn of(attribute: &Attribute) -> Shape {
        match (attribute.base, attribute.many) {
            _ if attribute.name == "roles" => Shape::Odd,
            (Base::Complex, false) => Shape::Row,
            (Base::Complex, true) => Shape::Rows,
            (_, true) => Shape::Odd,
            (base, false) if base.is_text() => Shape::Text,
            (_, false) => Shape::One,
        }
    }
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
#[derive(Clone, Debug, Default)]
pub(crate) struct Catalogue {
    /// URN of the core schema.
    pub(crate) core: &'static str,
    pub(crate) extensions: Vec<Extension>,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) slots: Vec<Slot>,
    /// The slots that are looked for while deciding.
    pub(crate) active: Option<usize>,
    pub(crate) groups: Option<usize>,
    pub(crate) schemas: Option<usize>,
    /// The members of the resource itself, then those of each extension.
    levels: Vec<Level>,
    /// The members of a request, where a bare resource may stand for one.
    request: Level,
    /// The one member of `meta` that is looked at.
    pub(crate) meta: Names,
}

/// Members that stand beside each other in a payload.
#[derive(Clone, Debug, Default)]
pub(crate) struct Level {
    pub(crate) names: Names,
    /// By the index of their name.
    pub(crate) members: Vec<Member>,
    /// The same, as far as most payloads need it.
    pub(crate) takings: Vec<Taking>,
    /// The first place of its trail.
    pub(crate) place: usize,
    /// Rows of attributes have their places so many further on.
    pub(crate) shift: usize,
}

/// What most payloads need to know of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taking {
    /// Fills a slot.
    Slot(usize),
    /// Nobody reads it.
    Skip,
    /// Whatever [`Member`] says.
    Member,
}

/// What a member of a payload is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Member {
    Request(RequestMember),
    /// An index of [`Catalogue::attributes`].
    Attribute(usize),
    /// An index of [`Catalogue::extensions`].
    Extension(usize),
    /// The URN of the core schema.
    Core,
}

/// The members of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RequestMember {
    Operation,
    User,
    Group,
    Groups,
    Current,
    Params,
    Now,
}

impl RequestMember {
    pub(crate) const ALL: [(&'static str, RequestMember); 7] = [
        ("operation", RequestMember::Operation),
        ("user", RequestMember::User),
        ("group", RequestMember::Group),
        ("groups", RequestMember::Groups),
        ("current", RequestMember::Current),
        ("params", RequestMember::Params),
        ("now", RequestMember::Now),
    ];
}

impl Level {
    fn add(&mut self, name: &str, member: Member) {
        self.names.add(name);
        self.members.push(member);
    }
}

impl Catalogue {
    /// The attributes of RFC 7643 for users.
    pub(crate) fn users() -> Catalogue {
        let mut catalogue = Catalogue::new(schema::USER_URN);
        catalogue.add_static(None, schema::COMMON);
        catalogue.add_static(None, schema::USER);
        catalogue.add_extension("enterprise".to_owned(), schema::ENTERPRISE_USER_URN.to_owned());
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
        let mut request = Level::default();
        for (name, member) in RequestMember::ALL {
            request.names.add_exact(name);
            request.members.push(Member::Request(member));
        }
        let mut catalogue = Catalogue {
            core,
            extensions: Vec::new(),
            attributes: Vec::new(),
            slots: Vec::new(),
            active: None,
            groups: None,
            schemas: None,
            levels: vec![Level::default()],
            request,
            meta: Names::default(),
        };
        catalogue.meta.add("resourceType");
        catalogue.enter(None, core, Member::Core);
        catalogue
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

    /// Adds an extension that has no attributes yet; gives its index.
    pub(crate) fn add_extension(&mut self, name: String, urn: String) -> usize {
        let index = self.extensions.len();
        self.enter(None, &urn, Member::Extension(index));
        self.extensions.push(Extension { name, urn });
        self.levels.push(Level::default());
        index
    }

    /// Adds an attribute.
    pub(crate) fn add(&mut self, attribute: Attribute) {
        let member = Member::Attribute(self.attributes.len());
        self.enter(attribute.extension, &attribute.name, member);
        self.attributes.push(attribute);
    }

    fn enter(&mut self, extension: Option<usize>, name: &str, member: Member) {
        if extension.is_none() {
            self.request.add(name, member);
        }
        self.levels[level(extension)].add(name, member);
    }

    /// The members of a resource, or of an extension in it.
    pub(crate) fn level(&self, extension: Option<usize>) -> &Level {
        &self.levels[level(extension)]
    }

    /// Prepares the reading, when all slots are there. Each kind of object gets its places of the
    /// trails, behind so many of others.
    pub(crate) fn prepare(&mut self, places: &mut usize) {
        let start = *places;
        let mut place = |names: &Names| {
            let first = *places;
            *places += crate::json::places(names);
            first
        };
        for level in self.levels.iter_mut().chain([&mut self.request]) {
            level.place = place(&level.names);
            let taking = |member: &Member| match member {
                Member::Attribute(at) => taking(&self.attributes[*at]),
                _ => Taking::Member,
            };
            level.takings = level.members.iter().map(taking).collect();
        }
        for slot in &mut self.slots {
            (slot.first_row, slot.later_row) = (place(&slot.names), place(&slot.names));
        }
        // The same rows lead on to other members in a request than in a resource.
        self.request.shift = *places - start;
        *places += self.request.shift;
    }

    /// The members of a request.
    pub(crate) fn request(&self) -> &Level {
        &self.request
    }

    /// The attribute of that name, in any case.
    pub(crate) fn find(&self, extension: Option<usize>, name: &str) -> Option<usize> {
        match self.member(extension, name)? {
            Member::Attribute(attribute) => Some(attribute),
            _ => None,
        }
    }

    /// The slot, and the sub-attribute, that `name.givenName` or `urn:…:User:manager.value` names;
    /// an attribute that no rule reads has no slot.
    pub(crate) fn dotted(&self, key: &str) -> Option<(Option<usize>, Option<usize>)> {
        let prefix = |urn: &str| {
            let rest = key.get(urn.len()..)?.strip_prefix(':')?;
            key[..urn.len()].eq_ignore_ascii_case(urn).then_some(rest)
        };
        let extension = self
            .extensions
            .iter()
            .enumerate()
            .find_map(|(at, extension)| Some((Some(at), prefix(&extension.urn)?)));
        let core = prefix(self.core).map(|rest| (None, rest));
        let (extension, path) = match extension.or(core) {
            Some(found) => found,
            // The URN of somebody else.
            None if key.contains(':') => return None,
            None => (None, key),
        };
        let (name, sub) = match path.split_once('.') {
            Some((name, sub)) => (name, Some(sub)),
            None => (path, None),
        };
        let at = self.find(extension, name)?;
        let attribute = &self.attributes[at];
        let sub = match sub {
            Some(sub) => {
                Some(attribute.sub.iter().position(|known| known.name.eq_ignore_ascii_case(sub))?)
            }
            None => None,
        };
        Some((attribute.slot, sub))
    }

    /// It is `meta`, of which no more is looked at than its `resourceType`.
    pub(crate) fn is_meta(&self, attribute: usize) -> bool {
        let Attribute { extension, name, slot, .. } = &self.attributes[attribute];
        extension.is_none() && name == "meta" && slot.is_none()
    }

    /// The extension with that URN, in any case.
    pub(crate) fn extension_by_urn(&self, urn: &str) -> Option<usize> {
        match self.member(None, urn)? {
            Member::Extension(extension) => Some(extension),
            _ => None,
        }
    }

    fn member(&self, extension: Option<usize>, name: &str) -> Option<Member> {
        let level = self.level(extension);
        level.names.find(name.as_bytes()).map(|at| level.members[at])
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
        let (mut columns, mut names) = (Vec::new(), Names::default());
        if self.attributes[attribute].base != Base::Complex {
            let base = self.attributes[attribute].base;
            columns.push(Column { name: String::new(), base, many: false });
            names.add("");
        }
        let known = &self.attributes[attribute];
        let role = match (known.extension, known.name.as_str()) {
            (None, "active") => SlotRole::Active,
            (None, "groups") => SlotRole::Groups,
            (None, "password") => SlotRole::Password,
            _ => SlotRole::Other,
        };
        let shape = Shape::of(known);
        match role {
            SlotRole::Active => self.active = Some(slot),
            SlotRole::Groups => self.groups = Some(slot),
            _ if known.extension.is_none() && known.name == "schemas" => self.schemas = Some(slot),
            _ => {}
        }
        self.slots.push(Slot {
            attribute,
            role,
            shape,
            whole: false,
            columns,
            names,
            first_row: 0,
            later_row: 0,
        });
        self.attributes[attribute].slot = Some(slot);
        slot
    }

    /// The column of a sub-attribute; made where it has none yet.
    pub(crate) fn column(&mut self, slot: usize, sub: usize) -> usize {
        let attribute = self.slots[slot].attribute;
        let sub = self.attributes[attribute].sub[sub].clone();
        let Slot { columns, names, .. } = &mut self.slots[slot];
        if let Some(column) = columns.iter().position(|column| column.name == sub.name) {
            return column;
        }
        names.add(&sub.name);
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

fn taking(attribute: &Attribute) -> Taking {
    match (attribute.slot, attribute.name.as_str()) {
        // These tell what the resource is.
        (_, "schemas") | (None, "meta") if attribute.extension.is_none() => Taking::Member,
        (Some(slot), _) => Taking::Slot(slot),
        (None, _) => Taking::Skip,
    }
}

fn level(extension: Option<usize>) -> usize {
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
