//! The reference pages are made of the code's own metadata. A stale page fails here;
//! `UPDATE_GOLDEN=1 cargo test -p scimrules --test pages` writes them anew.

use scimrules::functions::{EXAMPLES_NOW, FUNCTIONS, Function, Occurs, forms::FORMS};
use scimrules::grammar::reference::{EXPRESSIONS, Entry, STATEMENTS};
use scimrules::grammar::{CODES, Severity};
use scimrules::{Action, Event, Resource, Rules, Scratch};
use std::fmt::Write;
use std::path::Path;

fn check(path: &str, page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, page).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == page,
        "{} is stale: run UPDATE_GOLDEN=1 cargo test -p scimrules --test pages",
        path.display()
    );
}

fn entry(entry: &Entry, out: &mut String) {
    let _ = writeln!(
        out,
        "### {}\n\n```text\n{}\n```\n\n{}\n",
        entry.name, entry.syntax, entry.summary
    );
    let _ = writeln!(out, "```\n{}\n```\n", entry.example);
}

#[test]
fn language_page() {
    let mut page = String::from(
        "# The rules language\n\nMade of the code's own metadata by `core/tests/pages.rs`; do not edit. \
         Functions have a page of their own: [FUNCTIONS.md](../core/FUNCTIONS.md). \
         Why things are as they are stands in [DESIGN.md](DESIGN.md).\n\n## Statements\n\n",
    );
    STATEMENTS.iter().for_each(|statement| entry(statement, &mut page));
    page.push_str("## Expressions and conditions\n\n");
    EXPRESSIONS.iter().for_each(|expression| entry(expression, &mut page));
    page.push_str("## Events and actions\n\n| event | default action for a user | for a group | what a `status` line may say |\n|---|---|---|---|\n");
    for event in Event::ALL {
        let possible: Vec<&str> =
            event.possible_actions().iter().map(|action| action.text()).collect();
        let _ = writeln!(
            page,
            "| `{event}` | `{}` | `{}` | {} |",
            event.default_action(Resource::User),
            event.default_action(Resource::Group),
            possible.join(", ")
        );
    }
    let actions: Vec<&str> = Action::ALL.iter().map(|action| action.text()).collect();
    let _ = writeln!(page, "\nActions: {}.", actions.join(", "));
    check("grammar/LANGUAGE.md", &page);
}

fn function(function: &Function, out: &mut String) {
    let _ = writeln!(
        out,
        "### {}\n\n`{}` → {}\n",
        function.name,
        function.signature(),
        function.returns
    );
    let _ = writeln!(out, "{}\n", function.summary);
    if !function.parameters.is_empty() {
        out.push_str("| parameter | type | |\n|---|---|---|\n");
        for parameter in function.parameters {
            let mut notes = Vec::new();
            match parameter.occurs {
                Occurs::Once => {}
                Occurs::Optional => notes.push("may be left out"),
                Occurs::Repeated => notes.push("once or more"),
            }
            if parameter.constant {
                notes.push("a literal");
            }
            let _ = writeln!(
                out,
                "| `{}` | {} | {} |",
                parameter.name,
                parameter.shape,
                notes.join(", ")
            );
        }
        out.push('\n');
    }
    for example in function.examples {
        let _ = writeln!(out, "- `{}` → `{}`", example.call, example.gives);
    }
    out.push('\n');
}

#[test]
fn functions_page() {
    let mut page = String::from(
        "# Functions\n\nMade of the code's own metadata by `core/tests/pages.rs`; do not edit. \
         Each example is run by a test; `null` stands for absent and null. Examples read the clock \
         at ",
    );
    let _ = writeln!(page, "`{EXAMPLES_NOW}`.\n");
    page.push_str(
        "Functions pass absent and null through unless they say otherwise. A function of one value, \
         given many, works on each. Positions count characters from 0.\n\n",
    );
    let mut groups: Vec<&str> = Vec::new();
    for function in FUNCTIONS {
        if !groups.contains(&function.group) {
            groups.push(function.group);
        }
    }
    groups.sort_unstable();
    for group in groups {
        let _ = writeln!(page, "## {group}\n");
        FUNCTIONS
            .iter()
            .filter(|known| known.group == group)
            .for_each(|known| function(known, &mut page));
    }
    page.push_str("## forms\n\nTheir arguments are conditions, fields or candidates.\n\n");
    for form in FORMS {
        let _ = writeln!(
            page,
            "### {}\n\n`{}`\n\n{}\n\n```\n{}\n```\n",
            form.name, form.signature, form.summary, form.example
        );
    }
    check("core/FUNCTIONS.md", &page);
}

#[test]
fn diagnostics_page() {
    let mut page = String::from(
        "# Diagnostics\n\nMade of the code's own metadata by `core/tests/pages.rs`; do not edit. \
         A code's number never changes and is never used again.\n\n| code | | what it is | what to do |\n|---|---|---|---|\n",
    );
    for code in CODES {
        let severity = match code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        };
        let explanation = code.explanation.replace('|', "\\|");
        let _ = writeln!(page, "| {} | {severity} | {} | {explanation} |", code.id, code.title);
    }
    check("grammar/DIAGNOSTICS.md", &page);
}

#[test]
fn every_example_of_the_language_compiles() {
    let entries = STATEMENTS.iter().chain(EXPRESSIONS).map(|entry| (entry.name, entry.example));
    for (name, example) in entries.chain(FORMS.iter().map(|form| (form.name, form.example))) {
        let rules = Rules::compile(example).unwrap_or_else(|error| panic!("{name}:\n{error}"));
        let (results, _) = rules.test();
        assert!(results.iter().all(|result| result.passed()), "{name}: {results:?}");
    }
}

#[test]
fn every_example_of_a_function_gives_what_it_says() {
    let mut scratch = Scratch::new();
    for function in FUNCTIONS {
        for example in function.examples {
            let text = format!("map {{\n  result = {}\n}}", example.call);
            let rules = Rules::compile(&text).unwrap_or_else(|error| panic!("{text}\n{error}"));
            let request = format!(r#"{{"user": {{"userName": "ada"}}, "now": "{EXAMPLES_NOW}"}}"#);
            let decision = rules.decide(&mut scratch, request.as_bytes()).unwrap();
            let value = serde_json::to_value(decision.value("result")).unwrap();
            let expected: serde_json::Value = serde_json::from_str(example.gives).unwrap();
            assert_eq!(value, expected, "{}: {:?}", example.call, decision.errors);
        }
    }
}
