//! `scimrules explain`: why.

use crate::failure::Failure;
use crate::input::{Broken, Input, Item};
use crate::output::{Output, error_line, json_line, paint};
use crate::progress::Progress;
use crate::requests::RequestArguments;
use crate::{pipeline, rules_file};
use clap::Args;
use scimrules::simulation::{is_called, label};
use scimrules::{Defaults, Palette, Rules, Scratch};
use serde_json::Value;
use std::io::{Write, stdout};

/// Tell why: the decision, and what every line of the rules said and read.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  scimrules explain store.rules user.json
  scimrules explain store.rules users.ndjson --user ada@example.com
  scimrules explain store.rules users.ndjson --line 17 --json

Exit status: 0; 1 some lines failed, or nothing fits --line or --user; 2 rules or input cannot be
used.")]
pub(crate) struct ExplainArguments {
    /// The rules.
    rules: String,
    /// Requests: NDJSON, a JSON array or a SCIM ListResponse; standard input without one.
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// Print explanations as JSON, one a line.
    #[arg(long)]
    json: bool,
    /// Only the request that starts on this line.
    #[arg(long, value_name = "N")]
    line: Option<u64>,
    /// Only the user or group with this userName, displayName, externalId or id.
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    #[command(flatten)]
    requests: RequestArguments,
}

/// The explanations of a batch.
#[derive(Default)]
struct Texts {
    text: Vec<u8>,
    failed: bool,
    found: bool,
}

pub(crate) fn run(arguments: &ExplainArguments, output: Output) -> Result<u8, Failure> {
    let rules = rules_file::load(&arguments.rules, output)?;
    let defaults = arguments.requests.defaults(&[&rules])?;
    let input = Input::open(&arguments.files)?;
    let choice = Choice { line: arguments.line, user: arguments.user.clone() };
    let picks = choice.line.is_some() || choice.user.is_some();
    let palette = (!arguments.json).then(|| output.out());
    let worker = move || explainer(rules.clone(), defaults.clone(), choice.clone(), palette);
    let mut out = stdout().lock();
    let (mut failed, mut found) = (false, false);
    pipeline::run(input, 1, Progress::new(false), worker, |texts: &mut Texts| {
        out.write_all(&texts.text)?;
        failed |= texts.failed;
        found |= texts.found;
        texts.text.clear();
        Ok(())
    })?;
    out.flush()?;
    if picks && !found {
        output.error("no request fits `--line` or `--user`");
        failed = true;
    }
    Ok(u8::from(failed))
}

/// Which requests.
#[derive(Clone)]
struct Choice {
    line: Option<u64>,
    user: Option<String>,
}

/// `palette` is for people; programs get JSON.
fn explainer(
    rules: Rules,
    defaults: Defaults,
    choice: Choice,
    palette: Option<Palette>,
) -> impl FnMut(&Item<'_>, &mut Texts) {
    let mut scratch = Scratch::new();
    move |item, texts| {
        if choice.line.is_some_and(|line| line != item.line) {
            return;
        }
        let request = item.body.ok().and_then(|body| serde_json::from_slice::<Value>(body).ok());
        if let Some(user) = &choice.user
            && !request.as_ref().is_some_and(|request| is_called(request, user))
        {
            return;
        }
        texts.found = true;
        let explained = item.body.map_err(Broken::clone).and_then(|body| {
            let explanation = rules.explain_with(&mut scratch, body, &defaults)?;
            match palette {
                None => json_line(&mut texts.text, &explanation),
                Some(palette) => {
                    let who = request.as_ref().and_then(label).unwrap_or("");
                    let head = paint(palette, "1", &head(item, who));
                    let text = format!("{head}\n{}\n", explanation.to_text());
                    texts.text.extend_from_slice(text.as_bytes());
                }
            }
            Ok(())
        });
        if let Err(broken) = explained {
            texts.failed = true;
            match palette {
                None => error_line(&mut texts.text, item, broken.code, &broken.message),
                Some(palette) => {
                    let head = paint(palette, "1", &head(item, ""));
                    let error = paint(palette, "1;31", &format!("error {}", broken.code));
                    let text = format!("{head}\n{error}: {}\n\n", broken.message);
                    texts.text.extend_from_slice(text.as_bytes());
                }
            }
        }
    }
}

/// `users.ndjson, line 3: ada@example.com`
fn head(item: &Item<'_>, who: &str) -> String {
    let file = item.file.map(|file| format!("{file}, ")).unwrap_or_default();
    let colon = if who.is_empty() { "" } else { ": " };
    format!("{file}line {}{colon}{who}", item.line)
}
