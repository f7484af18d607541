//! The work over a `serde_json::Value`, as most code in the field is written.

use serde_json::{Map, Value, json};

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const DEPARTMENTS: [&str; 3] = ["Engineering", "Support", "Sales"];

/// Decides.
pub fn decide(user: &Value) -> Value {
    let because = json!({"rule": "sync users where", "line": work::SYNC_LINE});
    if !in_scope(user) {
        return json!({"action": "ignore", "because": because});
    }
    let (name, enterprise) = (&user["name"], &user[ENTERPRISE]);
    let user_name = text(&user["userName"]).unwrap_or_default();
    let (given, family) = (text(&name["givenName"]), text(&name["familyName"]));
    let display = match text(&user["displayName"]) {
        Some(display) => Some(display.to_owned()),
        None => given.zip(family).map(|(given, family)| format!("{given} {family}")),
    };
    let emails = &user["emails"];
    let work_email = with_type(emails, "work").and_then(|email| text(&email["value"]));
    let primary = || {
        let mut emails = emails.as_array().into_iter().flatten();
        emails.find(|email| email["primary"] == true).and_then(|email| text(&email["value"]))
    };
    let email = work_email.or_else(primary).unwrap_or(user_name).to_lowercase();
    let employee_id = text(&enterprise["employeeNumber"]);
    let mobile = with_type(&user["phoneNumbers"], "mobile").and_then(|it| text(&it["value"]));
    let city = with_type(&user["addresses"], "work").and_then(|it| text(&it["locality"]));
    let title = text(&user["title"]).map(str::trim).filter(|title| !title.is_empty());
    let login = user_name.split_once('@').map(|(login, _)| login.to_lowercase());

    let mut record = Map::new();
    let mut put = |field: &str, value: Option<String>| {
        if let Some(value) = value {
            record.insert(field.to_owned(), Value::String(value));
        }
    };
    put("given_name", given.map(str::to_owned));
    put("family_name", family.map(str::to_owned));
    put("display_name", display);
    put("email", Some(email.clone()));
    put("mobile", mobile.map(str::to_owned));
    put("country", Some("India".to_owned()));
    put("city", city.map(str::to_owned));
    put("employee_id", employee_id.map(str::to_owned));
    put("department", text(&enterprise["department"]).map(str::to_owned));
    put("cost_centre", text(&enterprise["costCenter"]).map(str::to_owned));
    put("job_title", title.map(str::to_owned));
    put("login", login);

    let mut matching = Vec::with_capacity(2);
    if let Some(id) = employee_id {
        matching.push(json!({"field": "employee_id", "value": id}));
    }
    matching.push(json!({"field": "email", "value": email}));
    let status = if user["active"] == false { "inactive" } else { "active" };
    json!({
        "action": "create", "event": "create", "status": status,
        "record": record, "match": matching, "because": because,
    })
}

fn in_scope(user: &Value) -> bool {
    let user_name = text(&user["userName"]).unwrap_or_default().to_lowercase();
    let department = text(&user[ENTERPRISE]["department"]).unwrap_or_default();
    let synced = |group: &Value| {
        let display = text(&group["display"]).unwrap_or_default().as_bytes();
        display.get(..5).is_some_and(|start| start.eq_ignore_ascii_case(b"sync-"))
    };
    let contractor =
        text(&user["userType"]).is_some_and(|kind| kind.eq_ignore_ascii_case("Contractor"));
    user_name.ends_with("@example.com")
        && (DEPARTMENTS.iter().any(|known| known.eq_ignore_ascii_case(department))
            || user["groups"].as_array().into_iter().flatten().any(synced))
        && !contractor
}

/// A text that says something.
fn text(value: &Value) -> Option<&str> {
    value.as_str().filter(|text| !text.is_empty())
}

fn with_type<'u>(list: &'u Value, kind: &str) -> Option<&'u Value> {
    let is = |item: &&Value| text(&item["type"]).is_some_and(|it| it.eq_ignore_ascii_case(kind));
    list.as_array()?.iter().find(is)
}
