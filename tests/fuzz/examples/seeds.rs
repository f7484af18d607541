//! Writes `corpus/` anew from the cases of the repository: what fuzzing starts with.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).expect("the cases");
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of cases");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|found| found == extension));
    files.sort();
    files
}

struct Corpus {
    folder: PathBuf,
    count: usize,
}

impl Corpus {
    fn new(here: &Path, target: &str) -> Corpus {
        let folder = here.join("corpus").join(target);
        fs::create_dir_all(&folder).expect("the corpus");
        Corpus { folder, count: 0 }
    }

    fn add(&mut self, seed: impl AsRef<[u8]>) {
        self.count += 1;
        fs::write(self.folder.join(format!("seed-{:05}", self.count)), seed).expect("a seed");
    }
}

fn main() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.join("../..");
    let (cases, golden) = (root.join("tests/cases"), root.join("tests/golden"));
    let mut rules = Corpus::new(here, "rules");
    let mut request = Corpus::new(here, "request");
    let mut explain = Corpus::new(here, "explain");
    for folder in [cases.join("decisions"), golden.join("diagnostics"), golden.join("format")] {
        for path in files(&folder, "rules") {
            let text = fs::read_to_string(&path).expect("rules");
            rules.add(&text);
            let rows = path.with_extension("jsonl");
            if !rows.exists() {
                continue;
            }
            for (at, row) in lines(&rows).iter().enumerate() {
                let asked = match row["request_text"].as_str() {
                    Some(text) => text.to_owned(),
                    None => row["request"].to_string(),
                };
                if at < 4 {
                    explain.add(format!("{text}\n---\n{asked}"));
                }
                request.add(asked);
            }
        }
    }
    // Each alone, and behind the one before it.
    let mut before: Option<Vec<u8>> = None;
    for path in files(&cases.join("payloads"), "json") {
        let payload = fs::read(path).expect("a payload");
        request.add(&payload);
        if let Some(before) = before {
            request.add([&before, &b"\n---\n"[..], &payload].concat());
        }
        before = Some(payload);
    }
    let mut filter = Corpus::new(here, "filter");
    for row in lines(&cases.join("scim/filters.jsonl")) {
        let text = row["filter"].as_str().expect("a filter");
        filter.add(match &row["resource"] {
            Value::Null => text.to_owned(),
            resource => format!("{text}\n{resource}"),
        });
    }
    let mut patch = Corpus::new(here, "patch");
    for row in lines(&cases.join("scim/patch.jsonl")) {
        patch.add(serde_json::json!({ "before": row["before"], "ops": row["ops"] }).to_string());
    }
}
