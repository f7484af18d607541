//! Names without case, found in constant time: open addressing over a few of their letters.

/// Where names stand, by what they are called. The names themselves stand elsewhere.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    /// A place is an index and one; none is zero. Its length is a power of two.
    places: Vec<u32>,
    count: usize,
}

/// True for one name in any case. Most payloads write it as the standard does.
#[inline]
pub(crate) fn same_name(known: &str, written: &str) -> bool {
    known.len() == written.len() && (known == written || known.eq_ignore_ascii_case(written))
}

/// Different for most names; the same for one name in any case.
fn mix(within: usize, name: &str) -> usize {
    let name = name.as_bytes();
    let letter = |at: usize| u32::from(name.get(at).map_or(0, |letter| letter | 0x20));
    let letters = letter(0) << 8 | letter(name.len() / 2) << 16;
    let letters = letters | letter(name.len().saturating_sub(1)) << 24;
    let mixed = (letters | name.len() as u32 & 0xff) ^ (within as u32).wrapping_mul(0x85eb_ca6b);
    (mixed.wrapping_mul(0x9e37_79b1) >> 12) as usize
}

impl Names {
    /// The index whose name this is: `is` tells for each that may be meant.
    #[inline]
    pub(crate) fn find(
        &self,
        within: usize,
        name: &str,
        mut is: impl FnMut(usize) -> bool,
    ) -> Option<usize> {
        let last = self.places.len().checked_sub(1)?;
        let mut at = mix(within, name) & last;
        loop {
            match self.places[at].checked_sub(1) {
                None => return None,
                Some(index) if is(index as usize) => return Some(index as usize),
                Some(_) => at = (at + 1) & last,
            }
        }
    }

    /// Enters the next index: the first is 0. `name_of` tells the names of those before.
    pub(crate) fn add<'n>(
        &mut self,
        within: usize,
        name: &str,
        name_of: impl Fn(usize) -> (usize, &'n str),
    ) {
        // Half of the places stay free, so that a search ends soon.
        if self.places.len() < (self.count + 1) * 2 {
            let mut places = vec![0; ((self.count + 1) * 4).next_power_of_two()];
            for index in 0..self.count {
                let (within, name) = name_of(index);
                enter(&mut places, within, name, index);
            }
            self.places = places;
        }
        enter(&mut self.places, within, name, self.count);
        self.count += 1;
    }
}

fn enter(places: &mut [u32], within: usize, name: &str, index: usize) {
    let last = places.len() - 1;
    let mut at = mix(within, name) & last;
    while places[at] != 0 {
        at = (at + 1) & last;
    }
    places[at] = index as u32 + 1;
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn finds_each_of_many_names_in_any_case() {
        let names: Vec<(usize, String)> =
            (0..3_000).map(|at| (at % 3, format!("Name{}", at / 3))).collect();
        let mut index = Names::default();
        for (at, (within, name)) in names.iter().enumerate() {
            let name_of = |at: usize| (names[at].0, names[at].1.as_str());
            index.add(*within, name, name_of);
            assert_eq!(index.count, at + 1);
        }
        for (at, (within, name)) in names.iter().enumerate() {
            for name in [name.clone(), name.to_uppercase(), name.to_lowercase()] {
                let is =
                    |at: usize| names[at].0 == *within && names[at].1.eq_ignore_ascii_case(&name);
                assert_eq!(index.find(*within, &name, is), Some(at));
            }
        }
        assert_eq!(index.find(0, "other", |at| names[at].1 == "other"), None);
        assert_eq!(Names::default().find(0, "", |_| true), None);
    }
}
