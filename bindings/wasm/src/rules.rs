//! Compiled rules.

use crate::desk::answer;
use crate::error::{compile_error, located, request_error};
use crate::lines::lines;
use crate::options::Options;
use crate::said::Said;
use scimrules::{Decision, RequestError, Resource, Scratch};
use serde_json::json;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

thread_local! {
    /// Memory of decisions; more than one where a function of the host decides in its turn.
    static SPARE: RefCell<Vec<Scratch>> = RefCell::default();
}

fn with_scratch<T>(work: impl FnOnce(&mut Scratch) -> T) -> T {
    let mut scratch = SPARE.with_borrow_mut(Vec::pop).unwrap_or_default();
    let done = work(&mut scratch);
    SPARE.with_borrow_mut(|spare| spare.push(scratch));
    done
}

/// Rules, compiled once.
#[wasm_bindgen]
pub struct Rules {
    pub(crate) inner: scimrules::Rules,
}

fn decided(decision: Result<Decision<'_>, RequestError>, out: &mut Vec<u8>) -> bool {
    match decision {
        Ok(decision) => {
            decision.write_json(out);
            true
        }
        Err(error) => {
            request_error(&error, None, out);
            false
        }
    }
}

/// What a bare resource is taken for.
fn kind(group: bool) -> Resource {
    if group { Resource::Group } else { Resource::User }
}

#[wasm_bindgen]
impl Rules {
    /// Compiles a text.
    pub fn compile(text: &str, options: &str) -> Result<Rules, JsValue> {
        let options = Options::read(options)?;
        let compiled = options.compiler()?.compile(options.name(), text);
        compiled.map(|inner| Rules { inner }).map_err(|error| compile_error(&error))
    }

    /// Decides the request in `room`. The answer is the decision or, for false, the error.
    pub fn decide(&self, length: usize) -> bool {
        answer(length, |request, out| {
            with_scratch(|scratch| decided(self.inner.decide(scratch, request), out))
        })
    }

    /// Decides the resource or request in `room`, with what is said beside it.
    #[wasm_bindgen(js_name = decideWith)]
    pub fn decide_with(&self, length: usize, group: bool, said: &str) -> Result<bool, JsValue> {
        let said = Said::read(said)?;
        Ok(answer(length, |text, out| {
            let request = said.request(text, kind(group));
            with_scratch(|scratch| {
                decided(self.inner.decide_with(scratch, &request, &said.defaults), out)
            })
        }))
    }

    /// Decides the resource or request in `room`, and tells why: as text, and as data in the answer.
    pub fn explain(
        &self,
        length: usize,
        group: bool,
        said: &str,
    ) -> Result<Option<String>, JsValue> {
        let said = Said::read(said)?;
        Ok(answer(length, |text, out| {
            let request = said.request(text, kind(group));
            with_scratch(|scratch| {
                match self.inner.explain_with(scratch, &request, &said.defaults) {
                    Ok(explanation) => {
                        out.extend_from_slice(explanation.to_json().as_bytes());
                        Some(explanation.to_text())
                    }
                    Err(error) => {
                        request_error(&error, None, out);
                        None
                    }
                }
            })
        }))
    }

    /// Decides the lines in `room`: the answer is an array of decisions and errors. `first` is the
    /// number of the first line; given is that of the line behind the last.
    #[wasm_bindgen(js_name = decideLines)]
    pub fn decide_lines(&self, length: usize, first: usize, said: &str) -> Result<usize, JsValue> {
        let said = Said::read(said)?;
        Ok(answer(length, |text, out| {
            let mut next = first;
            with_scratch(|scratch| {
                for (line, request) in lines(text, &mut next) {
                    out.push(if out.is_empty() { b'[' } else { b',' });
                    let request = said.request(request, Resource::User);
                    match self.inner.decide_with(scratch, &request, &said.defaults) {
                        Ok(decision) => decision.write_json(out),
                        Err(error) => {
                            out.extend_from_slice(b"{\"error\":");
                            request_error(&error, Some(line), out);
                            out.push(b'}');
                        }
                    }
                }
            });
            out.extend_from_slice(if out.is_empty() { b"[]" } else { b"]" });
            next
        }))
    }

    /// Runs the tests of the rules.
    pub fn test(&self) -> String {
        let (results, coverage) = self.inner.test();
        json!({"results": results, "coverage": coverage}).to_string()
    }

    /// What the rules tell of themselves.
    pub fn facts(&self) -> String {
        let rules = &self.inner;
        let facts = json!({
            "diagnostics": located(rules.diagnostics(), rules.source()),
            "name": rules.source().name(),
            "store": rules.store(),
            "fields": rules.fields().collect::<Vec<_>>(),
            "attributesRead": rules.attributes_read(),
            "needsRecord": rules.needs_record(),
            "needsClock": rules.needs_clock(),
            "projection": rules.projection(),
        });
        facts.to_string()
    }
}
