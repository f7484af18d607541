//! The request of the contract, or a bare SCIM resource taken for one.

use super::attribute::AttributeTake;
use super::cell::{Cell, Typed};
use super::current::{Current, CurrentTake};
use super::document::Document;
use super::given::{Given, HostGroups};
use super::object::{JsonMembers, Members, Object};
use super::params::{ParamsTake, default_params};
use super::resource::{Resource as ResourceTake, ResourceRead};
use super::slot::Slot;
use super::take::{Scalar, Take, seed};
use super::{Note, Reader, Remarks};
use crate::defaults::Defaults;
use crate::fault::Fault;
use crate::json::{JsonError, JsonReader};
use crate::plan::{Member, Plan, Program, RequestMember, Resource};
use crate::value::{DateTime, Value as Scim};
use bumpalo::Bump;
use bumpalo::collections::Vec as BumpVec;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess};
use std::cell::RefCell;

/// What the provider asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum Operation {
    #[default]
    Upsert,
    Delete,
}

/// A request as it was read.
pub(crate) struct Payload<'a> {
    pub(crate) resource: Resource,
    pub(crate) operation: Operation,
    /// There is a user or group.
    pub(crate) given: bool,
    /// What stands there instead of a request.
    pub(crate) instead: Option<&'static str>,
    /// By slot of the projection.
    pub(crate) slots: &'a [Slot<'a>],
    pub(crate) current: Option<Current<'a>>,
    pub(crate) params: &'a [Cell<'a>],
    pub(crate) now: Option<&'a DateTime<'a>>,
    /// Attributes that are said twice.
    pub(crate) conflicts: &'a [&'a Fault<'a>],
    pub(crate) notes: &'a [Note<'a>],
}

/// Reads a request.
pub(crate) fn read_request<'a, D: Document<'a>>(
    memory: &'a Bump,
    plan: &'a Plan,
    defaults: Option<&'a Defaults>,
    depth: usize,
    thorough: bool,
    document: &D,
) -> Result<&'a Payload<'a>, D::Error> {
    let mut kind = Resource::User;
    loop {
        let reader = Reader {
            memory,
            plan,
            defaults,
            depth,
            thorough: thorough || plan.strict,
            notes: RefCell::new(BumpVec::new_in(memory)),
            values: std::cell::Cell::new(0),
            conflicts: RefCell::new(BumpVec::new_in(memory)),
        };
        let payload = document.take(RequestTake { reader: &reader, bare_kind: kind })?;
        match payload {
            Some(payload) => {
                payload.notes = reader.notes.into_inner().into_bump_slice();
                payload.conflicts = reader.conflicts.into_inner().into_bump_slice();
                return Ok(payload);
            }
            None => kind = Resource::Group,
        }
    }
}

/// Takes a request; `None` where it is a bare group after all.
struct RequestTake<'r, 'a> {
    reader: &'r Reader<'a>,
    bare_kind: Resource,
}

impl<'a> RequestTake<'_, 'a> {
    fn program(&self, kind: Resource) -> &'a Program {
        let plan = self.reader.plan;
        match kind {
            Resource::User => &plan.users,
            // Without rules for groups nothing of a group is read.
            Resource::Group => plan.groups.as_ref().unwrap_or(&plan.users),
        }
    }
}

impl<'a> Take<'a> for RequestTake<'_, 'a> {
    /// Where it stays: it is large, and handed from one to the other.
    type Out = Option<&'a mut Payload<'a>>;

    fn memory(&self) -> &'a Bump {
        self.reader.memory
    }

    fn scalar(self, scalar: Scalar<'a>) -> Self::Out {
        let payload = Payload { instead: Some(scalar.kind()), ..Payload::nothing() };
        Some(self.reader.memory.alloc(payload))
    }

    fn null(self) -> Self::Out {
        let payload = Payload { instead: Some("null"), ..Payload::nothing() };
        Some(self.reader.memory.alloc(payload))
    }

    fn list<'de: 'a, A: SeqAccess<'de>>(self, _: A) -> Result<Self::Out, A::Error> {
        Err(A::Error::custom("a request is an object, not a list"))
    }

    fn object<'de: 'a, A: MapAccess<'de>>(self, object: A) -> Result<Self::Out, A::Error> {
        let memory = self.reader.memory;
        let level = self.program(self.bare_kind).catalogue.request();
        self.members(Members::new(object, &level.names, memory))
    }

    fn json(self, json: &mut JsonReader<'a>) -> Result<Self::Out, JsonError> {
        match json.peek() {
            b'{' => {
                let level = self.program(self.bare_kind).catalogue.request();
                self.members(JsonMembers::open(json, &level.names)?)
            }
            _ => seed(self).deserialize(json),
        }
    }
}

impl<'a> RequestTake<'_, 'a> {
    fn members<O: Object<'a>>(
        self,
        mut object: O,
    ) -> Result<Option<&'a mut Payload<'a>>, O::Error> {
        let (reader, memory) = (self.reader, self.reader.memory);
        let bare_program = self.program(self.bare_kind);
        let mut bare = ResourceRead::new(memory, bare_program);
        let mut given: Option<(Resource, ResourceRead<'a>)> = None;
        let mut about_groups: BumpVec<'a, Remarks<'a>> = BumpVec::new_in(memory);
        let payload = memory.alloc(Payload::nothing());
        payload.params = default_params(reader).map_err(O::Error::custom)?;
        if let Some(defaults) = reader.defaults {
            if defaults.delete {
                payload.operation = Operation::Delete;
            }
            payload.now = match defaults.now.as_deref() {
                Some(now) => Some(clock(memory, now).map_err(O::Error::custom)?),
                None => None,
            };
        }
        let mut is_request = false;
        let mut groups_are_null = false;
        let mut late_current: Option<Current<'a>> = None;
        let level = bare_program.catalogue.request();
        loop {
            let (program, read) = (bare_program, &mut bare);
            let mut take = ResourceTake { reader, program, read, extension: None };
            let Some(found) = take.usual(level, &mut object)? else { break };
            let member = found.known.map(|at| level.members[at]);
            let Some(Member::Request(member)) = member else {
                take.member(level, found, &mut object)?;
                continue;
            };
            is_request |= member != RequestMember::Groups;
            match member {
                RequestMember::Operation => {
                    let word = object.value(text(reader, "operation"))?;
                    payload.operation = match word {
                        Ok(Scim::Text("upsert")) => Operation::Upsert,
                        Ok(Scim::Null) => payload.operation,
                        Ok(Scim::Text("delete")) => Operation::Delete,
                        Ok(Scim::Text(other)) => {
                            let other = crate::message::short(other);
                            return Err(O::Error::custom(format_args!(
                                "`{other}` is not an operation; operations are `upsert` and `delete`"
                            )));
                        }
                        _ => return Err(O::Error::custom("`operation` is a text")),
                    };
                }
                RequestMember::User | RequestMember::Group => {
                    let kind = match member {
                        RequestMember::User => Resource::User,
                        _ => Resource::Group,
                    };
                    let program = self.program(kind);
                    reader.count(program.catalogue.slots.len())?;
                    let mut read = ResourceRead::new(memory, program);
                    let take = ResourceTake { reader, program, read: &mut read, extension: None };
                    if object.value(Given(take))?.map_err(O::Error::custom)? {
                        if given.is_some() {
                            return Err(O::Error::custom("a request has one `user` or `group`"));
                        }
                        given = Some((kind, read));
                    } else if given.is_none() {
                        payload.resource = kind;
                    }
                }
                RequestMember::Groups => match groups_slot(bare_program) {
                    Some(slot) => {
                        let catalogue = &bare_program.catalogue;
                        let attribute = &catalogue.attributes[catalogue.slots[slot].attribute];
                        let take = AttributeTake { reader, program: bare_program, attribute, slot };
                        // What is remarked here is of the host's groups, not of the user's own.
                        let remarks = reader.set_aside();
                        let taken = object.value(HostGroups(take))?;
                        groups_are_null = taken.is_none();
                        bare.enter(reader, bare_program, slot, taken.unwrap_or(Slot::NULL));
                        about_groups.push(reader.set_aside());
                        reader.put_back(remarks);
                    }
                    None => {
                        object.skip()?;
                    }
                },
                RequestMember::Current => {
                    // Groups have fields of their own: their record is read by them.
                    let program = match (&given, self.reader.plan.groups.is_some()) {
                        (Some((kind, _)), _) => self.program(*kind),
                        (None, false) => &reader.plan.users,
                        (None, true) => bare_program,
                    };
                    match object.value(CurrentTake { reader, program })? {
                        Ok(current) => late_current = current,
                        Err(why) => return Err(O::Error::custom(why)),
                    }
                }
                RequestMember::Params => {
                    let take = ParamsTake { reader, params: payload.params };
                    payload.params = object.value(take)?.map_err(O::Error::custom)?;
                }
                RequestMember::Now => {
                    let now = object.value(text(reader, "now"))?;
                    payload.now = match now {
                        Ok(Scim::Text(text)) => {
                            Some(clock(memory, text).map_err(O::Error::custom)?)
                        }
                        Ok(Scim::Null) => payload.now,
                        _ => return Err(O::Error::custom("`now` is a dateTime")),
                    };
                }
            }
        }
        payload.current = late_current;
        if is_request {
            if let Some(key) = bare.first {
                let members = RequestMember::ALL.map(|(name, _)| name);
                let meant = scimrules_grammar::closest(key, members);
                let help =
                    meant.map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default();
                return Err(O::Error::custom(format_args!(
                    "`{}` is not a member of a request{help}",
                    crate::message::short(key)
                )));
            }
            if let Some((kind, read)) = given {
                // `current` may stand before `group`: then its record was read as a user's.
                if kind != self.bare_kind && reader.plan.groups.is_some() && kind == Resource::Group
                {
                    return Ok(None);
                }
                let mut read = read;
                let program = self.program(kind);
                if let Some(slot) = groups_slot(program)
                    && !about_groups.is_empty()
                    && !groups_are_null
                {
                    // What the host knows stands in for what the user carries.
                    read.replace(slot, &bare);
                    reader.forget("groups");
                }
                about_groups.into_iter().for_each(|remarks| reader.put_back(remarks));
                payload.take_resource(reader, program, kind, read);
            } else if payload.operation == Operation::Upsert {
                return Err(O::Error::custom("the request has no `user` or `group`"));
            }
            return Ok(Some(payload));
        }
        let Some(key) = bare.first else {
            // Of a delete that the host says there need be no more.
            if payload.operation == Operation::Delete {
                return Ok(Some(payload));
            }
            return Err(O::Error::custom("the request is empty: it needs a `user` or a `group`"));
        };
        // `User` is no attribute, and the rest would be taken for a resource without any.
        let known = level.names.find(key.as_bytes()).is_some();
        let meant = |name: &&str| !known && name.eq_ignore_ascii_case(key);
        if let Some(meant) = RequestMember::ALL.map(|(name, _)| name).iter().find(|n| meant(n)) {
            return Err(O::Error::custom(format_args!(
                "`{key}` is not a member of a request; did you mean `{meant}`?"
            )));
        }
        if groups_are_null {
            reader.note("groups", "null where a list is due");
        }
        let read = bare;
        if read.is_group && self.bare_kind == Resource::User {
            return Ok(None);
        }
        about_groups.into_iter().for_each(|remarks| reader.put_back(remarks));
        payload.take_resource(reader, bare_program, self.bare_kind, read);
        Ok(Some(payload))
    }
}

impl<'a> Payload<'a> {
    fn nothing() -> Payload<'a> {
        Payload {
            resource: Resource::User,
            operation: Operation::Upsert,
            given: false,
            instead: None,
            slots: &[],
            current: None,
            params: &[],
            now: None,
            conflicts: &[],
            notes: &[],
        }
    }

    fn take_resource(
        &mut self,
        reader: &Reader<'a>,
        program: &Program,
        kind: Resource,
        mut read: ResourceRead<'a>,
    ) {
        read.finish(reader, program);
        self.resource = kind;
        self.given = true;
        self.slots = read.into_slots();
    }
}

/// The slot of a user's `groups`, where the rules read it.
fn groups_slot(program: &Program) -> Option<usize> {
    if program.resource == Resource::Group {
        return None;
    }
    program.catalogue.groups
}

fn text<'r, 'a>(reader: &'r Reader<'a>, name: &'r str) -> Typed<'r, 'a> {
    let base = crate::types::Base::Any;
    Typed { reader, base, many: false, secret: false, path: (name, "") }
}

fn clock<'a>(memory: &'a Bump, text: &str) -> Result<&'a DateTime<'a>, String> {
    let text = memory.alloc_str(text);
    crate::date_time::read(memory, text).ok_or_else(|| {
        format!("`now` is `{}`, which is not a dateTime", crate::message::short(text))
    })
}
