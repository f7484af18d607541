//! What an explanation tells of the parts of a condition.

use scimrules::{LineOutcome, Rules, Scratch};

fn outcomes(condition: &str, user: &str) -> Vec<(String, LineOutcome)> {
    let text = format!("map {{ a = userName }}\nsync users where {condition}\n");
    let rules = Rules::compile(&text).expect("rules");
    let mut scratch = Scratch::new();
    let explanation = rules.explain(&mut scratch, user.as_bytes()).expect("a request");
    let parts = explanation.lines[0].parts.iter();
    parts.map(|part| (part.text.to_string(), part.outcome)).collect()
}

#[test]
fn parts_behind_the_one_that_decided_are_skipped() {
    let user = r#"{"userName": "ada", "title": "Dr"}"#;
    let (yes, no, skipped) = (LineOutcome::True, LineOutcome::False, LineOutcome::Skipped);
    for (condition, expected) in [
        (
            r#"userName eq "bob" and title pr and nickName pr"#,
            [(r#"userName eq "bob""#, no), ("title pr", skipped), ("nickName pr", skipped)],
        ),
        (
            r#"userName eq "bob" or title pr or nickName pr"#,
            [(r#"userName eq "bob""#, no), ("title pr", yes), ("nickName pr", skipped)],
        ),
        (
            r#"userName eq "ada" and title pr and nickName pr"#,
            [(r#"userName eq "ada""#, yes), ("title pr", yes), ("nickName pr", no)],
        ),
    ] {
        let expected: Vec<_> =
            expected.iter().map(|(text, outcome)| ((*text).to_owned(), *outcome)).collect();
        assert_eq!(outcomes(condition, user), expected, "{condition}");
    }
}
