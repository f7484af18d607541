//! Which fields are looked at: those that the payload may say something of.

use super::machine::Machine;
use crate::plan::{BySlot, FIELDS};
use crate::read::State;

/// Does it for the place of each bit that is set, in order.
#[inline]
pub(super) fn each_place(words: &[u64], mut run: impl FnMut(usize)) {
    for (word, bits) in words.iter().enumerate() {
        let mut bits = *bits;
        while bits != 0 {
            run(word * FIELDS + bits.trailing_zeros() as usize);
            bits &= bits - 1;
        }
    }
}

impl<'a> Machine<'a> {
    /// Wakes the fields that wait for what the payload holds.
    pub(super) fn wake(&self) -> &'a [u64] {
        let wake = &self.program.wake;
        let awake = self.memory.alloc_slice_copy(&wake.always);
        let slots = self.payload.slots.iter().map(|slot| slot.state != State::Absent);
        match (&wake.by_slot, &mut *awake) {
            (BySlot::One(waiting), [awake]) => {
                for (held, bits) in slots.zip(waiting) {
                    *awake |= if held { *bits } else { 0 };
                }
            }
            (BySlot::One(_), _) => {}
            (BySlot::Many(waiting), awake) => {
                for (_, waiting) in slots.zip(waiting).filter(|(held, _)| *held) {
                    waiting.iter().for_each(|(word, bits)| awake[*word] |= bits);
                }
            }
        }
        awake
    }
}

#[cfg(test)]
mod tests {
    use super::each_place;

    #[test]
    fn bits_are_found_in_order() {
        let mut places = Vec::new();
        each_place(&[1 | 1 << 63, 0, 1 << 5], |place| places.push(place));
        assert_eq!(places, [0, 63, 133]);
    }
}
