//! What rules read of a resource, for hosts that have objects in their hands.

use crate::plan::{Catalogue, Shape, Slot};
use crate::rules::Rules;
use serde::Serialize;
use std::collections::BTreeMap;

/// What the rules read. Whatever else a resource holds does not change a decision, unless the rules
/// are `strict`; only explanations tell of it. A row of which nothing is left counts as one that says
/// nothing, so that a host passes such a row as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Projection {
    /// All of it; `true` in JSON.
    Whole(bool),
    /// These members, by their names in lower case; in a list, of each object.
    Members(BTreeMap<String, Projection>),
}

impl Projection {
    fn of(slot: &Slot) -> Projection {
        if slot.whole || !matches!(slot.shape, Shape::Row | Shape::Rows) {
            return Projection::Whole(true);
        }
        let names = slot.columns.iter().map(|column| column.name.to_ascii_lowercase());
        Projection::Members(names.map(|name| (name, Projection::Whole(true))).collect())
    }

    fn or(self, other: Projection) -> Projection {
        match (self, other) {
            (Projection::Members(mut members), Projection::Members(more)) => {
                for (name, wanted) in more {
                    let both = match members.remove(&name) {
                        Some(known) => known.or(wanted),
                        None => wanted,
                    };
                    members.insert(name, both);
                }
                Projection::Members(members)
            }
            _ => Projection::Whole(true),
        }
    }
}

impl Rules {
    /// What the rules read of users and of groups: attributes, and extensions by their URN. A name like
    /// `name.givenName` or `urn:…:User:title` stands for what is below one of these. What `schemas`
    /// and `meta` say of groups is always read. None for `strict` rules, which look at everything.
    pub fn projection(&self) -> Option<Projection> {
        let plan = &self.inner.plan;
        if plan.strict {
            return None;
        }
        let programs = [Some(&plan.users), plan.groups.as_ref()].into_iter().flatten();
        programs.map(|program| members(&program.catalogue)).reduce(Projection::or)
    }
}

fn members(catalogue: &Catalogue) -> Projection {
    let mut root = BTreeMap::new();
    let mut extensions = vec![BTreeMap::new(); catalogue.extensions.len()];
    for slot in &catalogue.slots {
        let attribute = &catalogue.attributes[slot.attribute];
        let level = match attribute.extension {
            Some(extension) => &mut extensions[extension],
            None => &mut root,
        };
        level.insert(attribute.name.to_ascii_lowercase(), Projection::of(slot));
    }
    for (extension, members) in catalogue.extensions.iter().zip(extensions) {
        root.insert(extension.urn.to_ascii_lowercase(), Projection::Members(members));
    }
    root.insert(catalogue.core.to_ascii_lowercase(), Projection::Whole(true));
    Projection::Members(root)
}
