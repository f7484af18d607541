//! What requests are completed with.

use crate::failure::Failure;
use crate::input::json_argument;
use clap::Args;
use scimrules::{Defaults, Rules, date_time};
use serde_json::Value;

/// Members for requests that lack them.
#[derive(Debug, Args)]
pub(crate) struct RequestArguments {
    /// Parameters for requests that do not give them: a JSON file, or the object itself.
    #[arg(long, value_name = "FILE|JSON")]
    params: Option<String>,
    /// The clock for requests without `now` (RFC 3339); else the system's, where the rules read it.
    #[arg(long, value_name = "TIME")]
    now: Option<String>,
    /// The operation of requests that do not name one.
    #[arg(long, value_enum, default_value_t, value_name = "OPERATION")]
    operation: Operation,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Operation {
    #[default]
    Upsert,
    Delete,
}

impl RequestArguments {
    /// The members, for these rules.
    pub(crate) fn defaults(&self, rules: &[&Rules]) -> Result<Defaults, Failure> {
        let now = match &self.now {
            Some(now) if date_time::parse(now).is_none() => {
                let message = format!("`{now}` is not a dateTime such as `2026-01-31T09:00:00Z`");
                return Err(Failure::new(message));
            }
            Some(now) => Some(now.clone()),
            None if rules.iter().any(|rules| rules.needs_clock()) => {
                let now = jiff::Timestamp::now().round(jiff::Unit::Second);
                now.ok().map(|now| now.to_string())
            }
            None => None,
        };
        let params = match self.params.as_deref().map(json_argument).transpose()? {
            None => serde_json::Map::new(),
            Some(Value::Object(params)) => params,
            Some(_) => return Err(Failure::new("the parameters are not a JSON object")),
        };
        for name in params.keys() {
            let declared = || rules.iter().flat_map(|rules| rules.params());
            if declared().all(|param| param != name) {
                let meant = scimrules::grammar::closest(name, declared());
                let help = meant.map(|meant| format!("; did you mean `{meant}`?"));
                let help = help.unwrap_or_default();
                eprintln!("warning: the rules declare no parameter `{name}`{help}");
            }
        }
        Ok(Defaults { now, params, delete: self.operation == Operation::Delete })
    }
}
