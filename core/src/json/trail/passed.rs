//! Containers that are passed over.

/// Containers that are passed over, of one member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Passed {
    /// How many are open.
    pub(crate) depth: u32,
    /// A bit for each that is an object, the innermost the lowest.
    objects: u32,
    /// The place behind the member.
    pub(crate) behind: usize,
    /// It is `meta`, whose `resourceType` tells a group.
    pub(crate) meta: bool,
}

impl Passed {
    /// The member that leads to that place.
    pub(crate) fn member(behind: usize, meta: bool) -> Passed {
        Passed { depth: 0, objects: 0, behind, meta }
    }

    /// Another container is opened.
    pub(crate) fn open(self, object: bool) -> Passed {
        let objects = self.objects << 1 | u32::from(object);
        Passed { depth: self.depth + 1, objects, ..self }
    }

    /// The innermost container is closed.
    pub(crate) fn close(self) -> Passed {
        Passed { depth: self.depth - 1, objects: self.objects >> 1, ..self }
    }

    /// The innermost container is an object.
    pub(crate) fn object(self) -> bool {
        self.objects & 1 == 1
    }
}
