//! Names without case, found in constant time: open addressing over the ends of a name.

/// Names in the order in which they were added. The index of a name is its place in that order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    /// With those that have one spelling only.
    names: Vec<(Box<[u8]>, bool)>,
    /// Its length is a power of two, or zero.
    places: Vec<Place>,
}

/// A name in the table; `index` is one more than its own, and none is zero.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    ends: Ends,
    index: u32,
    /// It has one spelling only, and is no longer than sixteen bytes.
    exact: bool,
}

/// A name of up to sixteen bytes, padded with zeros; of a longer one its first and last eight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ends {
    head: u64,
    tail: u64,
    length: usize,
}

/// What is kept of eight bytes of which so many belong to a name.
const KEPT: [u64; 32] = {
    let mut kept = [u64::MAX; 32];
    let mut length = 0;
    while length < 8 {
        kept[length] = (1 << (8 * length)) - 1;
        length += 1;
    }
    kept
};

impl Ends {
    /// Of a name of up to sixteen bytes at the start of a block.
    #[inline(always)]
    pub(crate) fn of_block(block: &[u8; 16], length: usize) -> Ends {
        let both = u128::from_le_bytes(*block);
        let (head, tail) = (both as u64, (both >> 64) as u64);
        Ends {
            head: head & KEPT[length & 31],
            tail: tail & KEPT[length.saturating_sub(8) & 31],
            length,
        }
    }

    #[inline]
    fn of(name: &[u8]) -> Ends {
        let length = name.len();
        let (Some(head), Some(tail)) = (name.first_chunk(), name.last_chunk()) else {
            return Ends { head: few(name), tail: 0, length };
        };
        // Of sixteen bytes or fewer, what the head has already goes from the tail.
        let twice = 8 * 16_usize.saturating_sub(length) as u32;
        let tail = u64::from_le_bytes(*tail).checked_shr(twice).unwrap_or(0);
        Ends { head: u64::from_le_bytes(*head), tail, length }
    }

    /// True where these are all of the name.
    #[inline(always)]
    fn whole(self) -> bool {
        self.length <= 16
    }

    /// Different for most names; the same for one name in any case.
    #[inline(always)]
    fn mix(self) -> usize {
        const LOWER: u64 = 0x2020_2020_2020_2020;
        let mixed = (self.head | LOWER) ^ (self.tail | LOWER).rotate_left(29) ^ self.length as u64;
        (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize
    }
}

/// Fewer than eight bytes as a number, padded with zeros.
#[inline]
fn few(name: &[u8]) -> u64 {
    match (name.first_chunk(), name.last_chunk()) {
        (Some(first), Some(last)) => {
            // Where they overlap both have the same bits.
            let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
            u64::from(first) | u64::from(last) << (8 * (name.len() - 4))
        }
        _ => name.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)),
    }
}

impl Names {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// The index of a name, in any case. Most payloads write it as the standard does: that is
    /// what is looked for first.
    #[inline]
    pub(crate) fn find(&self, name: &[u8]) -> Option<usize> {
        self.find_by(Ends::of(name), |known| known == name || known.eq_ignore_ascii_case(name))
    }

    /// The same, where the ends of the name are known already.
    #[inline(always)]
    pub(crate) fn find_ends(&self, ends: Ends, name: &[u8]) -> Option<usize> {
        self.find_by(ends, |known| known.eq_ignore_ascii_case(name))
    }

    /// How a name is spelled.
    pub(crate) fn spelling(&self, index: usize) -> &[u8] {
        &self.names[index].0
    }

    /// The index of a name, in any case, and whether it is spelled like this.
    #[inline]
    pub(crate) fn find_spelled(&self, name: &[u8]) -> Option<(usize, bool)> {
        let mut spelled = true;
        let found = self.find_by(Ends::of(name), |known| {
            spelled = known == name;
            spelled || known.eq_ignore_ascii_case(name)
        })?;
        Some((found, spelled))
    }

    /// The index of a name that is the same letter by letter.
    #[inline]
    pub(crate) fn find_exact(&self, name: &[u8]) -> Option<usize> {
        self.find_by(Ends::of(name), |known| known == name)
    }

    #[inline(always)]
    fn find_by(&self, ends: Ends, mut same: impl FnMut(&[u8]) -> bool) -> Option<usize> {
        let last = self.places.len().checked_sub(1)?;
        let mut at = ends.mix() & last;
        loop {
            let place = self.places.get(at)?;
            let index = place.index.checked_sub(1)? as usize;
            if place.ends == ends && ends.whole() || !place.exact && same(&self.names[index].0) {
                return Some(index);
            }
            at = (at + 1) & last;
        }
    }

    /// Adds the next name; the first has the index 0.
    pub(crate) fn add(&mut self, name: &str) {
        self.push(name, false);
    }

    /// Adds the next name, of at most sixteen bytes, which has this one spelling only.
    pub(crate) fn add_exact(&mut self, name: &str) {
        self.push(name, true);
    }

    fn push(&mut self, name: &str, exact: bool) {
        self.names.push((name.as_bytes().into(), exact));
        // Half of the places stay free, so that a search ends soon.
        if self.places.len() < self.names.len() * 2 {
            self.places = vec![Place::default(); (self.names.len() * 4).next_power_of_two()];
            (0..self.names.len()).for_each(|index| self.enter(index));
        } else {
            self.enter(self.names.len() - 1);
        }
    }

    fn enter(&mut self, index: usize) {
        let (name, exact) = &self.names[index];
        let ends = Ends::of(name);
        let last = self.places.len() - 1;
        let mut at = ends.mix() & last;
        while self.places[at].index != 0 {
            at = (at + 1) & last;
        }
        self.places[at] = Place { ends, index: index as u32 + 1, exact: *exact };
    }
}

#[cfg(test)]
mod tests {
    use super::{Ends, Names};

    #[test]
    fn the_ends_of_a_name_are_those_of_its_block() {
        let block = *b"sixteen-letters!";
        for length in 0..=block.len() {
            assert_eq!(Ends::of(&block[..length]), Ends::of_block(&block, length));
        }
    }

    #[test]
    fn finds_each_of_many_names_in_any_case() {
        let names: Vec<String> = (0..3_000usize)
            .map(|at| format!("{}Name{at}{}", "a".repeat(at % 3), "Long".repeat(at % 7)))
            .chain(
                ["", "a", "ab", "abc", "$ref", "urn:A:b", "seventeen-letters"].map(str::to_owned),
            )
            .collect();
        let mut index = Names::default();
        for name in &names {
            index.add(name);
        }
        for (at, name) in names.iter().enumerate() {
            for other in [name.clone(), name.to_uppercase(), name.to_lowercase()] {
                assert_eq!(index.find(other.as_bytes()), Some(at), "{other}");
                let exact = (other == *name).then_some(at);
                assert_eq!(index.find_exact(other.as_bytes()), exact, "{other}");
                if let Some((found, true)) = index.find_spelled(other.as_bytes()) {
                    assert_eq!(Some(found), exact, "{other}");
                }
            }
        }
        for other in ["other", "name", "b", "$reg", "urn:a:c", "seventeen_letters", "$\u{0012}ef"] {
            assert_eq!(index.find(other.as_bytes()), None, "{other}");
        }
        assert_eq!(Names::default().find(b""), None);
    }

    #[test]
    fn names_that_differ_in_case_alone_are_found_letter_by_letter() {
        let mut index = Names::default();
        ["Name", "name", "NAME"].iter().for_each(|name| index.add(name));
        for (at, name) in ["Name", "name", "NAME"].iter().enumerate() {
            assert_eq!(index.find_exact(name.as_bytes()), Some(at));
        }
        assert_eq!(index.find_exact(b"nAme"), None);
    }

    #[test]
    fn a_name_with_one_spelling_hides_no_other() {
        let mut index = Names::default();
        index.add_exact("user");
        index.add("User");
        assert_eq!(index.find(b"user"), Some(0));
        assert_eq!(index.find(b"User"), Some(1));
        assert_eq!(index.find(b"USER"), Some(1));
    }
}
