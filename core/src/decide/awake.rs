//! Which fields are looked at: those that the payload may say something of.

use super::machine::Machine;
use crate::plan::FIELDS;
use crate::read::State;

/// The places of the bits that are set, in order.
pub(super) fn places(words: impl Iterator<Item = u64>) -> impl Iterator<Item = usize> {
    words.enumerate().flat_map(|(word, mut bits)| {
        std::iter::from_fn(move || {
            let bit = bits.trailing_zeros() as usize;
            bits &= bits.checked_sub(1)?;
            Some(word * FIELDS + bit)
        })
    })
}

impl<'a> Machine<'a> {
    /// Wakes the fields that wait for what the payload holds.
    pub(super) fn wake(&self) -> &'a [u64] {
        let wake = &self.program.wake;
        let awake = self.memory.alloc_slice_copy(&wake.always);
        for (slot, waiting) in self.payload.slots.iter().zip(&wake.by_slot) {
            if slot.state != State::Absent {
                waiting.iter().for_each(|(word, bits)| awake[*word] |= bits);
            }
        }
        awake
    }
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn bits_are_found_in_order() {
        let words = [1 | 1 << 63, 0, 1 << 5];
        assert_eq!(places(words.into_iter()).collect::<Vec<_>>(), [0, 63, 133]);
        assert_eq!(places([].into_iter()).count(), 0);
    }
}
