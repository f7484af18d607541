//! What the core answers to every row of `tests/cases` and to every hostile text, one JSON object
//! a line: hosts that cannot call the core are held to it.
//!
//! ```sh
//! cargo run --release -p scimrules --example outcomes > outcomes.ndjson
//! ```

#[path = "../tests/hostile/mod.rs"]
#[expect(dead_code, reason = "tests use the rest")]
mod hostile;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hostile::payloads::{PATCHES, READING, REQUESTS};
use hostile::texts::{FILTERS, RULES, SCRIPTS};
use scimrules::{Filter, PatchOptions, Rules, ScimError, Scratch, apply_patch};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

/// Bytes of a hostile text.
const SIZE: usize = 20_000;

fn cases(folder: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/cases")).join(folder)
}

fn rows(file: PathBuf) -> Vec<Value> {
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file:?}: {error}"));
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| serde_json::from_str(line).expect("a row")).collect()
}

fn main() {
    decisions();
    filters();
    patches();
    hostile_texts();
    hostile_requests();
}

fn told(row: Value) {
    println!("{row}");
}

/// Rules, and what they say of themselves; the requests that follow are asked of them.
fn rules(name: &str, text: &str, scripted: bool) -> Option<Rules> {
    let compiled = Rules::compile(text);
    let (findings, source) = match &compiled {
        Ok(rules) => (rules.diagnostics(), rules.source()),
        Err(error) => (error.diagnostics(), error.source()),
    };
    let found: Vec<_> = findings
        .iter()
        .map(|found| (found.code.id, source.position(found.span().start).line))
        .collect();
    let formatted = scimrules::grammar::format_text(text, &Default::default()).ok();
    told(json!({
        "ask": "rules", "name": name, "text": text, "script": scripted,
        "compiles": compiled.is_ok(), "findings": found, "formatted": formatted,
    }));
    compiled.ok()
}

/// A request in UTF-8, or in base64, with the decision and the explanation; `plain` tells that an
/// object says the same as its text.
fn request(rules: &Rules, name: &str, request: &[u8], plain: bool) {
    let mut scratch = Scratch::new();
    let decided = rules.decide(&mut scratch, request).map(|decision| decision.to_json());
    let explained = rules.explain(&mut scratch, request).map(|told| told.to_json());
    let mut row = json!({"ask": "decide", "name": name, "plain": plain});
    match std::str::from_utf8(request) {
        Ok(text) => row["text"] = text.into(),
        Err(_) => row["base64"] = BASE64_STANDARD.encode(request).into(),
    }
    match decided {
        Ok(text) => row["gives"] = text.into(),
        Err(error) => row["error"] = json!({"code": error.code, "message": error.message}),
    }
    if let Ok(explained) = explained {
        row["explained"] = explained.into();
    }
    told(row);
}

fn decisions() {
    for entry in fs::read_dir(cases("decisions")).expect("the cases") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "rules") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("rules");
        let topic = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let rules = rules(&topic, &text, scripted(&text)).expect("rules");
        for row in rows(path.with_extension("jsonl")) {
            let asked = match row["request_text"].as_str() {
                Some(text) => text.to_owned(),
                None => row["request"].to_string(),
            };
            let name = format!("{topic}: {}", row["name"].as_str().unwrap_or_default());
            request(&rules, &name, asked.as_bytes(), row.get("request").is_some());
        }
    }
}

/// A build without scripts refuses it.
fn scripted(text: &str) -> bool {
    text.contains("script \"\"\"")
}

fn scim(row: &mut Value, result: Result<String, ScimError>) {
    match result {
        Ok(text) => row["gives"] = text.into(),
        Err(error) => {
            let kind = error.scim_type.map(|kind| kind.text());
            row["error"] = json!({"scimType": kind, "detail": error.detail});
        }
    }
}

fn filter(text: &str, resources: &[&Value]) {
    let parsed = Filter::parse(text);
    let mut row = json!({"ask": "filter", "text": text});
    scim(&mut row, parsed.as_ref().map(ToString::to_string).map_err(Clone::clone));
    if let Ok(filter) = parsed {
        let matches = resources.iter().map(|resource| {
            let mut row = json!({"resource": resource});
            scim(&mut row, filter.matches(resource).map(|matches| matches.to_string()));
            row
        });
        row["matches"] = matches.collect();
    }
    told(row);
}

fn filters() {
    let directory = rows(cases("scim/directory.jsonl"));
    for row in rows(cases("scim/filters.jsonl")) {
        let own = row.get("resource").filter(|resource| resource.is_object());
        let resources: Vec<&Value> = directory.iter().take(3).chain(own).collect();
        filter(row["filter"].as_str().expect("a filter"), &resources);
    }
}

fn patch(resource: &Value, operations: &Value, options: PatchOptions) {
    let PatchOptions { strict, known_only, immutable } = &options;
    let mut row = json!({
        "ask": "patch", "resource": resource, "patch": operations,
        "options": {"strict": strict, "knownOnly": known_only, "immutable": immutable},
    });
    scim(&mut row, apply_patch(resource, operations, &options).map(|patched| patched.to_string()));
    told(row);
}

fn patches() {
    for (index, row) in rows(cases("scim/patch.jsonl")).iter().enumerate() {
        let immutable = if index % 5 == 1 { vec!["title".to_owned()] } else { Vec::new() };
        let options =
            PatchOptions { strict: index % 2 == 1, known_only: index % 3 == 1, immutable };
        patch(&row["before"], &row["ops"], options);
    }
}

fn hostile_texts() {
    let asked = json!({
        "user": {"userName": "ada", "id": "1", "title": "boss", "groups": [{"display": "g"}]},
        "now": "2026-01-31T09:00:00Z", "current": {"status": "active", "record": {}},
    });
    for (name, made) in RULES {
        let text = made(SIZE);
        if let Some(rules) = rules(name, &text, scripted(&text)) {
            request(&rules, name, asked.to_string().as_bytes(), true);
        }
    }
    for (name, made) in SCRIPTS {
        let text = format!("script \"\"\"fn f(x) {{ {} }}\"\"\"\nmap {{ a = f(id) }}", made(SIZE));
        if let Some(rules) = rules(name, &text, true) {
            request(&rules, name, asked.to_string().as_bytes(), true);
        }
    }
    let resource = json!({"userName": "ada", "emails": [{"value": "7"}]});
    FILTERS.iter().for_each(|(_, made)| filter(&made(SIZE), &[&resource]));
    for (_, made) in PATCHES {
        let (resource, operations) = made(300);
        patch(&resource, &operations, PatchOptions::default());
    }
}

fn hostile_requests() {
    let rules = rules("rules that read much", READING, false).expect("rules");
    for (name, made) in REQUESTS {
        request(&rules, name, &made(SIZE), false);
    }
}
