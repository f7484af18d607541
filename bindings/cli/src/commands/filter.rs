//! `scimrules filter`: which resources a SCIM filter matches.

use crate::failure::Failure;
use crate::input::{Input, Item};
use crate::output::error_line;
use crate::pipeline;
use crate::progress::Progress;
use clap::Args;
use scimrules::Filter;
use scimrules::grammar::codes;
use serde_json::Value;
use std::io::{Write, stdout};

/// Ask a SCIM filter of resources: true or false, one a line.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  scimrules filter 'userName sw \"a\" and active eq true' users.ndjson
  scimrules filter 'emails[type eq \"work\" and value ew \"@example.com\"]' user.json

Exit status: 0; 1 some resources failed; 2 the filter or the input cannot be used.")]
pub(crate) struct FilterArguments {
    /// The filter (RFC 7644 §3.4.2.2).
    filter: String,
    /// Resources: NDJSON, a JSON array or a SCIM ListResponse; standard input without one.
    #[arg(value_name = "FILE")]
    files: Vec<String>,
}

#[derive(Default)]
struct Lines {
    text: Vec<u8>,
    failed: bool,
}

pub(crate) fn run(arguments: &FilterArguments) -> Result<u8, Failure> {
    let filter = Filter::parse(&arguments.filter)
        .map_err(|error| Failure::new(format!("the filter cannot be used: {error}")))?;
    let input = Input::open(&arguments.files)?;
    let worker = move || asker(filter.clone());
    let mut out = stdout().lock();
    let mut failed = false;
    let threads = pipeline::threads(None);
    pipeline::run(input, threads, Progress::new(false), worker, |lines: &mut Lines| {
        out.write_all(&lines.text)?;
        failed |= lines.failed;
        lines.text.clear();
        Ok(())
    })?;
    out.flush()?;
    Ok(u8::from(failed))
}

fn asker(filter: Filter) -> impl FnMut(&Item<'_>, &mut Lines) {
    move |item, lines| {
        let (code, message) = match item.body.map(serde_json::from_slice::<Value>) {
            Err(broken) => (broken.code, broken.message.clone()),
            Ok(Err(error)) => (codes::BAD_REQUEST.id, error.to_string()),
            Ok(Ok(Value::Object(resource))) => match filter.matches(&Value::Object(resource)) {
                Ok(answer) => {
                    let answer: &[u8] = if answer { b"true\n" } else { b"false\n" };
                    return lines.text.extend_from_slice(answer);
                }
                Err(error) => {
                    (error.scim_type.map_or("error", scimrules::ScimType::text), error.detail)
                }
            },
            Ok(Ok(_)) => (codes::BAD_REQUEST.id, "a resource is a JSON object".to_owned()),
        };
        error_line(&mut lines.text, item, code, &message);
        lines.failed = true;
    }
}
