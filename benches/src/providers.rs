//! The same person as three providers send it: order, members and spelling differ.

use crate::chance::Chance;
use crate::people::Person;
use serde_json::{Map, Value, json};

const CORE: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const ACME: &str = "urn:ietf:params:scim:schemas:extension:acme:2.0:User";

/// Who sends the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Provider {
    Entra,
    Okta,
    JumpCloud,
}

/// The user as the provider sends it.
pub(crate) fn body(provider: Provider, person: &Person, chance: &mut Chance) -> Value {
    match provider {
        Provider::Entra => entra(person, chance),
        Provider::Okta => okta(person, chance),
        Provider::JumpCloud => jumpcloud(person, chance),
    }
}

fn entra(person: &Person, chance: &mut Chance) -> Value {
    let (user_name, id) = (person.user_name(), chance.uuid());
    let mut user = Map::new();
    put(&mut user, "schemas", json!([CORE, ENTERPRISE, ACME]));
    put(&mut user, "id", json!(id));
    put(&mut user, "externalId", json!(chance.uuid()));
    put(&mut user, "meta", meta(person, &id));
    put(&mut user, "userName", json!(user_name));
    put(&mut user, "active", json!(person.active));
    // Entra sends null for what a person lacks.
    put(&mut user, "title", json!(person.title));
    if chance.percent(90) {
        put(&mut user, "displayName", json!(format!("{} {}", person.given, person.family)));
    } else {
        put(&mut user, "displayName", Value::Null);
    }
    put(&mut user, "preferredLanguage", json!("en-US"));
    put(&mut user, "name", name(person));
    put(&mut user, "emails", json!([{"type": "work", "primary": true, "value": user_name}]));
    put(&mut user, "phoneNumbers", phone_numbers(person));
    put(&mut user, "addresses", addresses(person));
    put(&mut user, "groups", groups(person, chance));
    user_type(&mut user, person);
    put(&mut user, ENTERPRISE, enterprise(person, chance));
    put(&mut user, ACME, acme(person));
    Value::Object(user)
}

fn okta(person: &Person, chance: &mut Chance) -> Value {
    let user_name = person.user_name();
    let mut emails = vec![
        json!({"primary": true, "value": user_name, "type": "work"}),
        json!({"primary": false, "value": format!("home{}@mail.example", person.number), "type": "home"}),
    ];
    if chance.percent(30) {
        // The work address is not always the first.
        emails.swap(0, 1);
    }
    let mut user = Map::new();
    put(&mut user, "schemas", json!([CORE, ENTERPRISE]));
    put(&mut user, "userName", json!(user_name));
    put(&mut user, "name", name(person));
    put(&mut user, "emails", Value::Array(emails));
    put(&mut user, "displayName", json!(format!("{} {}", person.given, person.family)));
    put(&mut user, "nickName", json!(person.given));
    put(&mut user, "locale", json!("en_US"));
    put(&mut user, "timezone", json!("Asia/Kolkata"));
    put(&mut user, "externalId", json!(format!("00u{:017x}", chance.next() >> 4)));
    put(&mut user, "phoneNumbers", phone_numbers(person));
    put(&mut user, "addresses", addresses(person));
    put(&mut user, "groups", groups(person, chance));
    put(&mut user, "roles", json!([{"value": "employee", "display": "Employee", "primary": true}]));
    if let Some(title) = person.title {
        put(&mut user, "title", json!(title));
    }
    user_type(&mut user, person);
    put(&mut user, "active", json!(person.active));
    put(&mut user, ENTERPRISE, enterprise(person, chance));
    Value::Object(user)
}

fn jumpcloud(person: &Person, chance: &mut Chance) -> Value {
    let user_name = person.user_name();
    let id = format!("{:024x}", u128::from(chance.next()) << 16 | u128::from(person.number));
    let mut user = Map::new();
    put(&mut user, "schemas", json!([CORE, ENTERPRISE]));
    put(&mut user, "id", json!(id));
    put(&mut user, "userName", json!(user_name));
    put(&mut user, "externalId", json!(id));
    put(&mut user, "name", json!({"familyName": person.family, "givenName": person.given}));
    if chance.percent(80) {
        put(&mut user, "displayName", json!(format!("{} {}", person.given, person.family)));
    }
    put(&mut user, "active", json!(person.active));
    // One in ten has no address of its own: the user name stands in.
    let emails = match chance.below(10) {
        0 => json!([]),
        1..=3 => json!([{"value": user_name, "primary": true}]),
        _ => json!([{"value": user_name, "type": "work", "primary": true}]),
    };
    put(&mut user, "emails", emails);
    put(&mut user, "locale", json!("en-US"));
    put(&mut user, ENTERPRISE, enterprise(person, chance));
    put(&mut user, "addresses", addresses(person));
    put(&mut user, "phoneNumbers", phone_numbers(person));
    if let Some(title) = person.title {
        put(&mut user, "title", json!(title));
    }
    user_type(&mut user, person);
    put(&mut user, "groups", groups(person, chance));
    put(&mut user, "meta", meta(person, &id));
    Value::Object(user)
}

fn put(user: &mut Map<String, Value>, key: &str, value: Value) {
    user.insert(key.to_owned(), value);
}

fn user_type(user: &mut Map<String, Value>, person: &Person) {
    if let Some(kind) = person.kind {
        put(user, "userType", json!(kind));
    }
}

fn meta(person: &Person, id: &str) -> Value {
    json!({
        "resourceType": "User",
        "created": "2024-03-18T07:52:11.203Z",
        "lastModified": "2026-01-12T16:03:59.871Z",
        "location": format!("https://idp.example/scim/v2/Users/{id}"),
        "version": format!("W/\"{:016x}\"", person.number * 0x9e37_79b9),
    })
}

fn name(person: &Person) -> Value {
    json!({
        "formatted": format!("{} {}", person.given, person.family),
        "familyName": person.family,
        "givenName": person.given,
    })
}

fn phone_numbers(person: &Person) -> Value {
    let work = json!({"value": "+91 44 2811 0100", "type": "work", "primary": true});
    match &person.mobile {
        Some(mobile) => json!([work, {"value": mobile, "type": "mobile"}]),
        None => json!([work]),
    }
}

fn addresses(person: &Person) -> Value {
    json!([
        {
            "type": "home",
            "locality": "Kanchipuram",
            "country": "IN",
        },
        {
            "type": "work",
            "formatted": format!("{} Anna Salai\n600002 {}", person.number % 400, person.city),
            "streetAddress": format!("{} Anna Salai", person.number % 400),
            "locality": person.city,
            "region": "TN",
            "postalCode": "600002",
            "country": "IN",
            "primary": true,
        },
    ])
}

/// The membership, as a directory lists it.
fn groups(person: &Person, chance: &mut Chance) -> Value {
    let group = |display: &String| {
        let id = chance.uuid();
        json!({
            "value": id,
            "$ref": format!("https://idp.example/scim/v2/Groups/{id}"),
            "display": display,
            "type": "direct",
        })
    };
    Value::Array(person.groups.iter().map(group).collect())
}

fn enterprise(person: &Person, chance: &mut Chance) -> Value {
    json!({
        "employeeNumber": format!("{:05}", person.number),
        "costCenter": format!("CC-{}", person.number % 40),
        "organization": "Example Ltd",
        "division": "Products",
        "department": person.department,
        "manager": {"value": chance.uuid(), "displayName": "Grace Hopper"},
    })
}

/// An extension of the customer's own, which the rules do not read.
fn acme(person: &Person) -> Value {
    json!({
        "badges": ["green", "visitor-host"],
        "startDate": "2021-09-01T00:00:00Z",
        "desk": {"floor": person.number % 9, "room": "B"},
        "parking": false,
    })
}
