//! What a batch would do.

use crate::desk::answer;
use crate::lines::lines;
use crate::rules::Rules;
use crate::said::Said;
use scimrules::simulation::{Place, Simulation as Outcome, Simulator};
use wasm_bindgen::prelude::*;

/// A simulation in progress: the requests of a batch come piece by piece.
#[wasm_bindgen]
pub struct Simulation {
    rules: scimrules::Rules,
    simulator: Simulator,
    outcome: Outcome,
}

#[wasm_bindgen]
impl Simulation {
    /// Of rules.
    pub fn of(rules: &Rules, said: &str) -> Result<Simulation, JsValue> {
        let simulator = Simulator::new(rules.inner.clone(), None, Said::read(said)?.defaults);
        Ok(Simulation { rules: rules.inner.clone(), simulator, outcome: Outcome::new(None) })
    }

    /// The same beside the rules of before; so many users are listed whose decision differs.
    pub fn compared(
        rules: &Rules,
        against: &Rules,
        listed: usize,
        said: &str,
    ) -> Result<Simulation, JsValue> {
        let (new, old) = (rules.inner.clone(), against.inner.clone());
        let simulator = Simulator::new(new.clone(), Some(old), Said::read(said)?.defaults);
        Ok(Simulation { rules: new, simulator, outcome: Outcome::new(Some(listed)) })
    }

    /// Adds the request in `room`, with its number.
    pub fn add(&mut self, length: usize, line: u32) {
        let Simulation { simulator, outcome, .. } = self;
        answer(length, |request, _| {
            simulator.add(outcome, Place { file: None, line: line.into() }, Ok(request));
        });
    }

    /// Adds the lines in `room`; `first` is the number of the first, and given is that of the line
    /// behind the last.
    #[wasm_bindgen(js_name = addLines)]
    pub fn add_lines(&mut self, length: usize, first: usize) -> usize {
        let Simulation { simulator, outcome, .. } = self;
        answer(length, |text, _| {
            let mut next = first;
            for (line, request) in lines(text, &mut next) {
                simulator.add(outcome, Place { file: None, line: line as u64 }, Ok(request));
            }
            next
        })
    }

    /// What the batch does; without `accounts` those that it carries count for limits in percent.
    pub fn outcome(&self, accounts: Option<f64>) -> String {
        // A whole number, as JavaScript has it; a negative one is none.
        self.outcome.to_json(&self.rules, accounts.map(|accounts| accounts as u64))
    }
}
