//! What only the host knows: its functions, its accounts, the names that are in use.

use scimrules::functions::Kind;
use scimrules::{Compiler, HostValue, Scratch, Value};
use serde_json::{Value as Json, json};

fn decided(compiler: &Compiler, text: &str, request: Json) -> Json {
    let rules = compiler.compile("rules", text).expect("rules");
    let mut scratch = Scratch::new();
    let request = request.to_string();
    let decision = rules.decide(&mut scratch, request.as_bytes()).expect("a request");
    serde_json::from_str(&decision.to_json()).expect("JSON")
}

/// Every name but `ada3` is in use.
fn crowded() -> Compiler {
    Compiler::new().is_taken(|field, value| Ok(field == "login" && value != "ada3"))
}

#[test]
fn first_free_counts_until_the_host_refuses_no_more() {
    let text = r#"map { login = first_free(userName, "{userName}{n}") }"#;
    let decision = decided(&crowded(), text, json!({ "userName": "ada" }));
    assert_eq!(decision["record"]["login"], "ada3");
}

#[test]
fn a_candidate_without_a_value_does_not_hide_that_the_others_are_taken() {
    let text = "map { login = first_free(userName, title) }";
    let decision = decided(&crowded(), text, json!({ "userName": "ada" }));
    assert_eq!(decision["action"], "reject");
    assert_eq!(decision["errors"][0]["message"], "every candidate for `login` is taken");
}

#[test]
fn a_candidate_of_another_type_is_refused_by_its_field() {
    let text = r#"
        target { login string }
        map { login = first_free(number(userName), "{userName}{n}") }
        script """ fn number(x) { 7 } """
    "#;
    let decision = decided(&Compiler::new(), text, json!({ "userName": "ada" }));
    assert_eq!(decision["action"], "reject");
    assert_eq!(decision["errors"][0]["code"], "E0803");
}

#[test]
fn a_function_gives_no_number_that_json_lacks() {
    for number in [f64::NAN, f64::INFINITY] {
        let call = move |_: &[Value<'_>]| Ok(HostValue::List(vec![HostValue::Decimal(number)]));
        let compiler = Compiler::new().function("f", &[Kind::String], Kind::Any, call);
        let decision = decided(&compiler, "map { a = f(userName) }", json!({ "userName": "ada" }));
        assert_eq!(decision["action"], "reject");
        let message = "the host's function `f` gave a number that is not finite";
        assert_eq!(decision["errors"][0]["message"], message);
    }
}

#[test]
fn account_finds_the_id_of_another_account() {
    let compiler = Compiler::new().account(|field, value| match (field, value) {
        ("employee_id", Value::Text("7")) => Ok(Some("id-7".into())),
        ("employee_id", Value::Text("8")) => Err("the directory does not answer".into()),
        _ => Ok(None),
    });
    let text = r#"
        target { employee_id string  manager string }
        map { employee_id = externalId  manager = account("employee_id", enterprise.manager.value) }
    "#;
    let with = |manager: &str| {
        let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
        decided(&compiler, text, json!({ "externalId": "1", enterprise: { "manager": manager } }))
    };
    assert_eq!(with("7")["record"]["manager"], "id-7");
    let nobody = with("9");
    assert_eq!(nobody["record"], json!({ "employee_id": "1" }));
    assert_eq!(nobody["warnings"][0]["code"], "W0803");
    let failed = with("8");
    assert_eq!(failed["action"], "reject");
    let message = failed["errors"][0]["message"].as_str().expect("a message");
    assert!(message.contains("the directory does not answer"), "{message}");
}

#[test]
fn a_function_of_the_host_is_called_for_values_only() {
    let compiler = Compiler::new().function("shout", &[Kind::String], Kind::String, |values| {
        let [Value::Text(text)] = values else { return Err(format!("called with {values:?}")) };
        Ok(HostValue::Text(format!("{}!", text.to_uppercase())))
    });
    let text = "map { name = shout(userName)  title = shout(title)  mails = shout(emails.value) }";
    let decision = decided(
        &compiler,
        text,
        json!({ "userName": "ada", "title": null, "emails": [{ "value": "a" }, { "value": "b" }] }),
    );
    assert_eq!(decision["record"], json!({ "name": "ADA!", "mails": ["A!", "B!"] }));
}
