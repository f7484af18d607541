//! One thread's memory, used again for each decision.

use crate::decision::Made;
use crate::rules::Rules;
use scimrules::{Decision, Defaults, RequestError, Scratch};

/// What one thread decides with.
#[derive(Default)]
pub(crate) struct Memory {
    pub(crate) scratch: Scratch,
    pub(crate) written: Written,
}

impl Memory {
    /// Decides JSON text; what it lacks it takes from `defaults`.
    pub(crate) fn decide(
        &mut self,
        rules: &Rules,
        text: &[u8],
        defaults: Option<&Defaults>,
    ) -> Result<Made, RequestError> {
        let Memory { scratch, written } = self;
        let decided = match defaults {
            Some(defaults) => rules.inner.decide_with(scratch, text, defaults),
            None => rules.inner.decide(scratch, text),
        };
        decided.map(|decision| Made::of(&decision, written))
    }
}

/// Where decisions are written before they are copied to a place of their size.
#[derive(Default)]
pub(crate) struct Written(Vec<u8>);

impl Written {
    /// A decision as JSON.
    pub(crate) fn write(&mut self, decision: &Decision<'_>) -> &[u8] {
        self.0.clear();
        decision.write_json(&mut self.0);
        &self.0
    }

    /// A decision as JSON; the core writes UTF-8.
    pub(crate) fn text(&mut self, decision: &Decision<'_>) -> &str {
        std::str::from_utf8(self.write(decision)).unwrap_or_default()
    }
}
