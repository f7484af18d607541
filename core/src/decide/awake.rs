//! Which fields are looked at: those that the payload may say something of.

use super::machine::Machine;
use crate::plan::BySlot;
use crate::read::State;

impl<'a> Machine<'_, 'a> {
    /// Wakes the fields that wait for what the payload holds.
    pub(super) fn wake(&self) -> &'a [u64] {
        let wake = &self.program.wake;
        let awake = self.memory.alloc_slice_copy(&wake.always);
        let slots = self.payload.slots.iter().map(|slot| slot.state != State::Absent);
        match (&wake.by_slot, &mut *awake) {
            (BySlot::One(waiting), [awake]) => {
                let held = slots.zip(waiting).map(|(held, bits)| if held { *bits } else { 0 });
                *awake |= held.fold(0, |all, bits| all | bits);
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
