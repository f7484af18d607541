//! Every row of `tests/cases` through a C program: its bytes are the core's.

mod host;

use scimrules::{Filter, PatchOptions, RequestError, Rules, ScimError, Scratch, apply_patch};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::OnceLock;

/// The C program, as long as it runs.
struct Program {
    child: Child,
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
}

/// What it answered: the text, or the code of an error.
type Answer = Result<String, String>;

impl Program {
    fn start() -> Self {
        static BUILT: OnceLock<PathBuf> = OnceLock::new();
        let mut command = host::command(BUILT.get_or_init(|| host::build("conform.c")));
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the program");
        let ask = child.stdin.take().expect("its input");
        let answers = BufReader::new(child.stdout.take().expect("its output"));
        Program { child, ask, answers }
    }

    fn tell(&mut self, word: &str, body: &str) {
        write!(self.ask, "{word} {}\n{body}", body.len()).expect("asked");
    }

    fn ask(&mut self, word: &str, body: &str) -> Answer {
        self.tell(word, body);
        let mut head = String::new();
        self.answers.read_line(&mut head).expect("an answer");
        let (status, length) = head.trim_end().split_once(' ').expect("a status and a length");
        let mut text = vec![0; length.parse().expect("a length")];
        self.answers.read_exact(&mut text).expect("the answer");
        let text = String::from_utf8(text).expect("UTF-8");
        if status == "0" { Ok(text) } else { Err(text) }
    }

    /// It ends without an error, and without a leak.
    fn end(self) {
        let Program { mut child, ask, answers } = self;
        drop((ask, answers));
        assert!(child.wait().expect("its end").success());
    }
}

fn cases(folder: &str) -> PathBuf {
    host::manifest().join("../../tests/cases").join(folder)
}

fn rows(file: PathBuf) -> Vec<Value> {
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file:?}: {error}"));
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| serde_json::from_str(line).expect("a row")).collect()
}

fn request(result: Result<String, RequestError>) -> Answer {
    result.map_err(|error| error.code.to_owned())
}

fn scim<T: ToString>(result: Result<T, ScimError>) -> Answer {
    let code = |error: ScimError| error.scim_type.map_or("scimFailed", |kind| kind.text());
    result.map(|value| value.to_string()).map_err(|error| code(error).to_owned())
}

#[test]
fn decisions() {
    let mut program = Program::start();
    let mut scratch = Scratch::new();
    let mut count = 0;
    for entry in fs::read_dir(cases("decisions")).expect("the cases") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "rules") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("rules");
        let rules = Rules::compile(&text).expect("rules");
        assert_eq!(program.ask("rules", &text), Ok(String::new()), "{path:?}");
        let mut lines = (String::new(), String::new());
        for row in rows(path.with_extension("jsonl")) {
            let name = &row["name"];
            let asked = match row["request_text"].as_str() {
                Some(text) => text.to_owned(),
                None => row["request"].to_string(),
            };
            let decided = rules.decide(&mut scratch, asked.as_bytes());
            let decided = request(decided.map(|decision| decision.to_json()));
            assert_eq!(program.ask("decide", &asked), decided, "{path:?}: {name}");
            let explained = rules.explain(&mut scratch, asked.as_bytes());
            let explained = request(explained.map(|explanation| explanation.to_json()));
            assert_eq!(program.ask("explain", &asked), explained, "{path:?}: {name}");
            if let (Ok(decision), false) = (decided, asked.contains(['\n', '\r'])) {
                lines.0 += &(asked + "\n");
                lines.1 += &(decision + "\n");
            }
            count += 1;
        }
        assert_eq!(program.ask("lines", &lines.0), Ok(lines.1), "{path:?}");
    }
    program.end();
    assert!(count >= 600, "only {count} rows were found");
}

#[test]
fn filters() {
    let mut program = Program::start();
    let directory = rows(cases("scim/directory.jsonl"));
    for row in rows(cases("scim/filters.jsonl")) {
        let text = row["filter"].as_str().expect("a filter");
        let filter = Filter::parse(text);
        assert_eq!(program.ask("filter", text), scim(filter.clone()), "{text}");
        let Ok(filter) = filter else { continue };
        let resource = row.get("resource").filter(|resource| resource.is_object());
        for resource in directory.iter().chain(resource) {
            let matches = scim(filter.matches(resource));
            assert_eq!(
                program.ask("matches", &resource.to_string()),
                matches,
                "{text}: {resource}"
            );
        }
    }
    program.end();
}

#[test]
fn patches() {
    let mut program = Program::start();
    let rows = rows(cases("scim/patch.jsonl"));
    for (index, row) in rows.iter().enumerate() {
        let (strict, known_only) = (index % 2 == 1, index % 3 == 1);
        let immutable = if index % 5 == 1 { "title" } else { "" };
        let digits = format!("{}{}{immutable}", u8::from(strict), u8::from(known_only));
        let immutable = match immutable {
            "" => Vec::new(),
            name => vec![name.to_owned()],
        };
        let options = PatchOptions { strict, known_only, immutable };
        let expected = scim(apply_patch(&row["before"], &row["ops"], &options));
        program.tell("options", &digits);
        program.tell("resource", &row["before"].to_string());
        assert_eq!(program.ask("patch", &row["ops"].to_string()), expected, "{row}");
    }
    assert!(rows.len() > 100, "only {} rows were found", rows.len());
    program.end();
}

/// What is no request stands in its line, and says which it was.
#[test]
fn lines_that_are_no_request() {
    let mut program = Program::start();
    assert_eq!(program.ask("rules", "map { email = userName }"), Ok(String::new()));
    let found = program.ask("lines", "{\"userName\": \"a\"}\n\n[]\n").expect("lines");
    let second = found.lines().nth(1).expect("two lines");
    let second: Value = serde_json::from_str(second).expect("JSON");
    assert_eq!((&second["error"]["code"], &second["line"]), (&json!("E0901"), &json!(3)));
    program.end();
}
