//! Rules and requests, made of a list of choices: what proptest shrinks is the list, and the first
//! choice is always the plainest.

mod expressions;
pub(crate) mod payloads;
pub(crate) mod rules;

/// Choices that were made before; all the first once they are used up.
pub(crate) struct Draw {
    choices: Vec<u16>,
    at: usize,
}

impl Draw {
    pub(crate) fn new(choices: &[u16]) -> Draw {
        Draw { choices: choices.to_vec(), at: 0 }
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let choice = self.choices.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(choice) % bound
    }

    /// True once in `times`.
    pub(crate) fn rarely(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    pub(crate) fn pick<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }

    /// Several words.
    pub(crate) fn some(
        &mut self,
        most: usize,
        mut each: impl FnMut(&mut Draw) -> String,
    ) -> Vec<String> {
        let count = 1 + self.below(most);
        (0..count).map(|_| each(self)).collect()
    }
}
