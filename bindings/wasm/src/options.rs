//! What rules are compiled with.

use crate::error::bad_option;
use crate::host::{self, Described};
use scimrules::{CompileLimits, Compiler, PayloadLimits};
use serde::Deserialize;
use wasm_bindgen::JsValue;

/// Bounds on rules and requests; what is not said is the core's default.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Limits {
    source_size: Option<usize>,
    nesting: Option<usize>,
    list_items: Option<usize>,
    table_rows: Option<usize>,
    request_size: Option<usize>,
    request_depth: Option<usize>,
}

/// The options of `Rules.compile` and `check`, as `js/api.js` hands them over.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Options {
    pub(crate) name: Option<String>,
    limits: Option<Limits>,
    functions: Vec<Described>,
    account: Option<u32>,
    is_taken: Option<u32>,
}

impl Options {
    /// Of JSON.
    pub(crate) fn read(text: &str) -> Result<Self, JsValue> {
        if text.is_empty() {
            return Ok(Options::default());
        }
        serde_json::from_str(text).map_err(|error| bad_option(&format!("options: {error}")))
    }

    /// A compiler, with the limits of requests.
    pub(crate) fn compiler(&self) -> Result<Compiler, JsValue> {
        let (mut compile, mut payload) = (CompileLimits::default(), PayloadLimits::default());
        if let Some(limits) = &self.limits {
            let set = |place: &mut usize, said: Option<usize>| *place = said.unwrap_or(*place);
            set(&mut compile.source.size, limits.source_size);
            set(&mut compile.source.nesting, limits.nesting);
            set(&mut compile.list_items, limits.list_items);
            set(&mut compile.table_rows, limits.table_rows);
            set(&mut payload.size, limits.request_size);
            set(&mut payload.depth, limits.request_depth);
        }
        let mut compiler = Compiler::new().limits(compile).payload_limits(payload);
        for function in &self.functions {
            compiler = host::function(compiler, function)?;
        }
        if let Some(account) = self.account {
            compiler = host::account(compiler, account);
        }
        if let Some(is_taken) = self.is_taken {
            compiler = host::is_taken(compiler, is_taken);
        }
        Ok(compiler)
    }

    /// The name that messages show.
    pub(crate) fn name(&self) -> &str {
        self.name.as_deref().unwrap_or("rules")
    }
}
