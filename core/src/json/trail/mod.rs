//! Trails through payloads: what stood between one value and the next the last time, learned at each
//! place. `},{"value":"` is compared at once, and what it means is known. A trail saves time and
//! nothing else: the text is compared with it byte by byte, and whatever differs is read as if
//! nothing had been learned.

mod ahead;
mod passed;
mod way;

pub(crate) use passed::Passed;
pub(crate) use way::{Brackets, Kind, Open, Step, Way};

use crate::names::Names;
use std::cell::{OnceCell, RefCell};
use std::hash::{DefaultHasher, Hash, Hasher};

/// The trails of one thread, through payloads for the same rules.
#[derive(Debug, Default)]
pub(crate) struct Trails {
    places: Vec<Place>,
    /// The first of the places within containers that are passed over.
    first_passed: usize,
    /// What those places are within, as far as they are taken; and behind which name, hashed.
    passed: RefCell<Vec<(Passed, u64)>>,
}

/// Within how many containers that are passed over a place may be told apart from others.
const PASSED: usize = 64;

/// A place behind a value: the ways on from it.
#[derive(Debug)]
struct Place {
    likely: Way,
    others: OnceCell<Box<[Way; OTHERS]>>,
}

/// Between two known names so many places are told apart.
const PLACES: usize = 4;

/// How many places an object has whose members may have these names: which known name came last, and
/// how many names that nobody knows came since. The first place is zero.
pub(crate) fn places(names: &Names) -> usize {
    (names.len() + 1) * PLACES
}

/// The place behind a member.
pub(crate) fn behind(place: usize, known: Option<usize>) -> usize {
    match known {
        Some(known) => (known + 1) * PLACES,
        None if place % PLACES < PLACES - 1 => place + 1,
        None => place,
    }
}

/// So many ways besides the likely one are kept.
const OTHERS: usize = 3;

impl Trails {
    /// Of so many places.
    pub(crate) fn new(places: usize) -> Self {
        let nothing = || Place { likely: Way::nothing(), others: OnceCell::new() };
        Trails {
            places: (0..places + PASSED).map(|_| nothing()).collect(),
            first_passed: places,
            passed: RefCell::new(Vec::with_capacity(PASSED)),
        }
    }

    /// The containers that are passed over at a place.
    pub(crate) fn passed(&self, place: usize) -> Option<Passed> {
        let at = place.checked_sub(self.first_passed)?;
        self.passed.borrow().get(at).map(|(passed, _)| *passed)
    }

    /// The place within containers that are passed over, behind the value of a name; `None` where
    /// all are taken.
    pub(crate) fn within(&self, passed: Passed, name: &str) -> Option<usize> {
        let mut hasher = DefaultHasher::new();
        name.hash(&mut hasher);
        let key = (passed, hasher.finish());
        let mut taken = self.passed.borrow_mut();
        let at = match taken.iter().position(|other| *other == key) {
            Some(at) => at,
            None if taken.len() < PASSED => {
                taken.push(key);
                taken.len() - 1
            }
            None => return None,
        };
        Some(self.first_passed + at)
    }

    /// The likely way.
    #[inline(always)]
    pub(crate) fn likely(&self, place: usize) -> Option<&Way> {
        self.places.get(place).map(|place| &place.likely)
    }

    /// Any way that the text goes from there, and where it leads.
    #[inline]
    pub(crate) fn any(&self, place: usize, text: &[u8], from: usize) -> Option<(&Way, usize)> {
        let Place { likely, others } = self.places.get(place)?;
        if let Some(at) = likely.behind(text, from) {
            return Some((likely, at));
        }
        let go = |way: &'_ Way| way.behind(text, from);
        let (way, at) = others.get()?.iter().find_map(|way| Some((way, go(way)?)))?;
        // Rows go on more often than they end. Any other way that was wrong twice is less likely.
        if !likely.brackets().row && likely.doubted.replace(true) {
            likely.doubted.set(false);
            way.swap(likely);
            return Some((likely, at));
        }
        Some((way, at))
    }

    /// Keeps a step over letters that were not expected.
    pub(crate) fn learn(&self, place: usize, letters: &str, step: Step) {
        let Some(place) = self.places.get(place) else { return };
        if place.likely.is_none() {
            return place.likely.keep(letters, step);
        }
        let others = place.others.get_or_init(|| Box::new(std::array::from_fn(|_| Way::nothing())));
        // The oldest is forgotten.
        for at in (1..OTHERS).rev() {
            others[at].swap(&others[at - 1]);
        }
        others[0].keep(letters, step);
    }
}

#[cfg(test)]
mod tests {
    use super::{Brackets, Kind, OTHERS, PASSED, Passed, Step, Trails};

    fn step(next: usize) -> Step {
        Step { next, target: None, kind: Kind::Skipped, brackets: Brackets::default() }
    }

    fn next(trails: &Trails, text: &str) -> Option<usize> {
        trails.any(0, text.as_bytes(), 0).map(|(way, _)| way.next())
    }

    #[test]
    fn the_last_ways_from_a_place_are_known() {
        let trails = Trails::new(1);
        let text = |at: usize| format!(",\"name{at}\":\"a value and more\"");
        for at in 0..9 {
            trails.learn(0, &text(at)[..9], step(at));
        }
        // The first one stays the likely one until it was wrong twice.
        let known: Vec<usize> =
            (0..9).filter(|at| next(&trails, &text(*at)) == Some(*at)).collect();
        assert_eq!(known, [0, 6, 7, 8]);
        assert_eq!(known.len(), 1 + OTHERS);
    }

    #[test]
    fn a_string_ends_at_its_quote_and_nowhere_else() {
        let trails = Trails::new(1);
        let letters = ["\"", ",\"a\":\"", ",\"a name of more than sixteen\":\""];
        for letters in letters {
            trails.learn(0, letters, step(0));
            for length in 0..80 {
                let (value, behind) = ("é".repeat(length), "\"}".repeat(20));
                let text = format!("{letters}{value}{behind}");
                let (way, _) = trails.any(0, text.as_bytes(), 0).unwrap();
                let end = letters.len() + value.len();
                assert_eq!(way.string(text.as_bytes(), 0), Some((letters.len(), end)));
                for bad in ["\\", "\n", "\u{1f}"] {
                    let text = format!("{letters}{value}{bad}{behind}");
                    assert_eq!(way.string(text.as_bytes(), 0), None, "{text:?}");
                }
                let later = format!("-{text}");
                assert_eq!(way.string(later.as_bytes(), 1), Some((letters.len() + 1, end + 1)));
                assert_eq!(way.string(later.as_bytes(), 0), None);
                assert_eq!(way.string(&text.as_bytes()[..end], 0), None);
            }
        }
    }

    #[test]
    fn places_within_what_is_passed_over_are_told_apart_and_run_out() {
        let trails = Trails::new(3);
        let outer = Passed::member(2, false).open(true);
        let place = trails.within(outer, "a");
        assert_eq!(place, Some(3));
        assert_eq!(trails.within(outer, "a"), place);
        assert_ne!(trails.within(outer.open(false), "a"), place);
        assert_ne!(trails.within(outer, "b"), place);
        assert_eq!(trails.passed(3), Some(outer));
        assert_eq!(trails.passed(2), None);
        assert_eq!(outer.open(false).close(), outer);
        let names: Vec<String> = (0..2 * PASSED).map(|at| at.to_string()).collect();
        let told = names.iter().filter_map(|name| trails.within(outer, name)).count();
        assert_eq!(told, PASSED - 3);
    }
}
