//! What stands between two values, and what it means: learned where no way is known yet.

use super::{DEPTH, Walk};
use crate::json::{Brackets, JsonReader, Kind, Open, Passed, Step, Way, behind};
use crate::plan::{Member, RequestMember, Shape, Taking};
use crate::types::Base;

/// A step over as many letters is long enough.
const LETTERS: usize = 64;

impl<'a> Walk<'_, 'a> {
    /// Learns a new way, where the text goes one; with where it leads.
    #[inline(never)]
    pub(super) fn new_way(&self, json: &JsonReader<'a>) -> Option<(&'a Way, usize)> {
        let mut ahead = json.ahead(self.at, DEPTH);
        let step = self.learn(&mut ahead)?;
        let letters = self.text.get(self.at..ahead.position())?;
        json.trails().learn(self.place, letters, step);
        json.trails().any(self.place, self.text.as_bytes(), self.at)
    }

    /// Takes what stands before the next value.
    fn learn(&self, json: &mut JsonReader<'a>) -> Option<Step> {
        let Some(open) = &self.open else {
            return self.member(json, self.place, Brackets::default());
        };
        let Some(slot) = open.slot else {
            let passed = json.trails().passed(self.place)?;
            return self.pass(json, passed, false, Brackets::default());
        };
        if json.member_follows(false)? {
            return self.cell(json, slot, self.place, Brackets::default());
        }
        if open.list && json.row_follows(false)? {
            if !json.member_follows(true)? {
                return None;
            }
            let brackets = Brackets { row: true, ..Brackets::default() };
            return self.cell(json, slot, self.row(slot, false), brackets);
        }
        let attribute = self.catalogue.slots[slot].attribute;
        let name = &self.catalogue.attributes[attribute].name;
        let known = self.level.names.find(name.as_bytes())?;
        self.closed(json, self.level.place + behind(0, Some(known)))
    }

    /// A member of the resource behind what is closed, which led to that place.
    fn closed(&self, json: &mut JsonReader<'a>, place: usize) -> Option<Step> {
        let closed = json.position();
        let begins = (closed - self.at).try_into().ok()?;
        let brackets = Brackets { close: true, begins, ..Brackets::default() };
        self.member(json, place, brackets).or_else(|| {
            json.stand(closed);
            Some(Step { next: place, target: None, kind: Kind::Closed, brackets })
        })
    }

    /// Passes over all that is no text and no number: behind a value, or behind what `first` says was
    /// opened just before.
    fn pass(
        &self,
        json: &mut JsonReader<'a>,
        mut passed: Passed,
        mut first: bool,
        brackets: Brackets,
    ) -> Option<Step> {
        loop {
            let more = match passed.object() {
                true => json.member_follows(first)?,
                false => json.item_follows(first)?,
            };
            first = false;
            if !more {
                passed = passed.close();
                if passed.depth > 0 {
                    continue;
                }
                // What is opened and closed within one step is no member to come back to.
                return match brackets.open {
                    Open::Nothing => self.closed(json, passed.behind),
                    _ => None,
                };
            }
            let name = if passed.object() { json.any_name()? } else { "" };
            if passed.meta && passed.depth == 1 && name.eq_ignore_ascii_case("resourceType") {
                // It is a part of the letters: only that of a group is looked at.
                json.peek();
                json.kind().filter(|kind| *kind == Kind::Skipped)?;
                let kind = json.rest_of_string().ok()?;
                if kind.eq_ignore_ascii_case("Group") {
                    return None;
                }
                continue;
            }
            let kind = match json.peek() {
                b'{' | b'[' if passed.depth as usize == DEPTH => return None,
                b'{' => {
                    json.enter("{").ok()?;
                    (passed, first) = (passed.open(true), true);
                    continue;
                }
                b'[' => {
                    json.enter("[").ok()?;
                    (passed, first) = (passed.open(false), true);
                    continue;
                }
                b'-' | b'0'..=b'9' => Kind::Number,
                _ => match json.kind()? {
                    Kind::Skipped => taken(Kind::Skipped, None, brackets),
                    _ => continue,
                },
            };
            let next = json.trails().within(passed, name)?;
            return Some(Step { next, target: None, kind, brackets });
        }
    }

    /// The first place of a row. The same rows lead on to other members in a request than in a
    /// resource.
    fn row(&self, slot: usize, first: bool) -> usize {
        let plan = &self.catalogue.slots[slot];
        self.level.shift + if first { plan.first_row } else { plan.later_row }
    }

    /// A member of a row, whose name comes next.
    fn cell(
        &self,
        json: &mut JsonReader<'a>,
        slot: usize,
        place: usize,
        brackets: Brackets,
    ) -> Option<Step> {
        let plan = &self.catalogue.slots[slot];
        let row = self.row(slot, place < self.row(slot, false));
        let name = json.ahead(json.position(), 0).string().ok()?;
        let known = json.known_name(&plan.names)?;
        if self.reader.thorough && !self.is_plain(slot, known, name) {
            return None;
        }
        let kind = json.kind()?;
        if let Some(known) = known {
            let column = &plan.columns[known];
            let fits = match kind {
                _ if column.many => false,
                Kind::Skipped => column.base.is_text(),
                Kind::True | Kind::False => column.base == Base::Boolean,
                _ => true,
            };
            if !fits {
                return None;
            }
        }
        let next = row + behind(place - row, known);
        // A word that nobody asked for belongs to the letters before the next value.
        if known.is_none() && kind != Kind::Skipped && json.position() - self.at < LETTERS {
            let mark = json.mark();
            if json.member_follows(false) == Some(true)
                && let Some(step) = self.cell(json, slot, next, brackets)
            {
                return Some(step);
            }
            json.rewind(mark);
        }
        let kind = taken(kind, known, brackets);
        Some(Step { next, target: known, kind, brackets })
    }

    /// There is nothing to note about the name of a member of a row.
    fn is_plain(&self, slot: usize, known: Option<usize>, name: &str) -> bool {
        let plan = &self.catalogue.slots[slot];
        match known {
            Some(known) => plan.columns[known].name == name,
            None => {
                let mut sub = self.catalogue.attributes[plan.attribute].sub.iter();
                sub.any(|sub| sub.name.eq_ignore_ascii_case(name))
            }
        }
    }

    /// A member of the resource, behind what is closed.
    fn member(&self, json: &mut JsonReader<'a>, place: usize, brackets: Brackets) -> Option<Step> {
        let base = self.level.place;
        if !json.member_follows(place == base)? {
            return None;
        }
        let name = json.ahead(json.position(), 0).string().ok()?;
        let known = json.known_name(&self.level.names)?;
        let value = json.position();
        let next = base + behind(place - base, known);
        let passed = |json: &mut JsonReader<'a>, meta: bool| {
            let object = json.peek() == b'{';
            json.enter(if object { "{" } else { "[" }).ok()?;
            let passed = Passed::member(next, meta).open(object);
            let brackets = Brackets { open: Open::Passed, back: place as u32, ..brackets };
            self.pass(json, passed, true, brackets)
        };
        let skipped = |json: &mut JsonReader<'a>| {
            let kind = match json.peek() {
                b'{' | b'[' => return passed(json, false),
                b'-' | b'0'..=b'9' => Kind::Number,
                _ => taken(json.kind()?, None, brackets),
            };
            Some(Step { next, target: None, kind, brackets })
        };
        let member = known.map(|known| (self.level.members[known], self.level.takings[known]));
        let step = match member {
            // What is noted about the name is noted by others.
            None if self.reader.thorough => None,
            Some((Member::Attribute(at), _))
                if self.reader.thorough && self.catalogue.attributes[at].name != name =>
            {
                None
            }
            // The name of somebody else's attribute.
            None if self.catalogue.dotted(name).is_none() => skipped(json),
            Some((_, Taking::Skip)) => skipped(json),
            Some((Member::Attribute(at), _))
                if self.catalogue.is_meta(at) && json.peek() == b'{' =>
            {
                passed(json, true)
            }
            Some((_, Taking::Slot(slot))) => self.slot(json, slot, (place, next), brackets),
            Some((Member::Request(RequestMember::Groups), _)) if json.peek() == b'[' => self
                .catalogue
                .groups
                .and_then(|slot| self.slot(json, slot, (place, next), brackets)),
            _ => None,
        };
        step.or_else(|| {
            json.stand(value);
            Some(Step { next, target: known, kind: Kind::Member, brackets })
        })
    }

    /// The value of an attribute that fills a slot, between two places.
    fn slot(
        &self,
        json: &mut JsonReader<'a>,
        slot: usize,
        (place, next): (usize, usize),
        brackets: Brackets,
    ) -> Option<Step> {
        // Said twice, it is merged.
        if self.open.as_ref().is_some_and(|open| open.slot == Some(slot)) {
            return None;
        }
        let plan = &self.catalogue.slots[slot];
        let base = self.catalogue.attributes[plan.attribute].base;
        // A list that is null is noted.
        let noted = self.reader.thorough && self.catalogue.attributes[plan.attribute].many;
        let single = match (json.peek(), plan.shape) {
            (b'"', Shape::Text) => true,
            (b'n', Shape::Text | Shape::One | Shape::Row | Shape::Rows) if !noted => true,
            (b't' | b'f', Shape::One) => base == Base::Boolean,
            (b'[', Shape::Rows) | (b'{', Shape::Row) if !plan.whole => false,
            _ => return None,
        };
        if single {
            let kind = taken(json.kind()?, Some(slot), brackets);
            return Some(Step { next, target: Some(slot), kind, brackets });
        }
        let list = plan.shape == Shape::Rows;
        let opened = match list {
            true => json.enter("[").is_ok() && json.row_follows(true)?,
            false => json.enter("{").is_ok(),
        };
        if !opened || !json.member_follows(true)? {
            return None;
        }
        let open = Open::Rows(slot as u32);
        let brackets = Brackets { list, row: true, open, back: place as u32, ..brackets };
        self.cell(json, slot, self.row(slot, true), brackets)
    }
}

/// What a value is taken for, which may be a text.
fn taken(kind: Kind, target: Option<usize>, brackets: Brackets) -> Kind {
    match (kind, target) {
        (Kind::Skipped, _) if brackets.any() => Kind::Bracketed,
        (Kind::Skipped, Some(_)) => Kind::Filled,
        (kind, _) => kind,
    }
}
