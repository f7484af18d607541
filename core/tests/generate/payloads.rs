//! Requests, with the oddities of real directories.

use super::Draw;
use serde_json::{Map, Value, json};

const ACME: &str = "urn:ietf:params:scim:schemas:extension:acme:2.0:User";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";

/// A request that is one: users for the most part.
pub(crate) fn request(draw: &mut Draw) -> Value {
    if draw.rarely(12) {
        return group_request(draw);
    }
    let mut request = Map::new();
    if draw.rarely(25) {
        return user(draw);
    }
    let delete = draw.rarely(8);
    if delete {
        request.insert("operation".into(), "delete".into());
    } else if draw.rarely(8) {
        request.insert("operation".into(), "upsert".into());
    }
    if !(delete && draw.rarely(3)) {
        request.insert("user".into(), user(draw));
    }
    if draw.below(2) == 1 {
        request.insert("groups".into(), groups(draw));
    }
    match draw.below(8) {
        0 | 4 => {}
        1 => drop(request.insert("current".into(), json!({ "status": status(draw) }))),
        2 => {
            let status = status(draw);
            let current =
                draw.pick(&[json!(status), json!(null), json!({}), json!({ "record": null })]);
            request.insert("current".into(), current);
        }
        _ => {
            let mut record = Map::new();
            for _ in 0..draw.below(8) {
                let (name, value) = recorded(draw);
                match name.split_once('.') {
                    Some((outer, inner)) => {
                        record.entry(outer).or_insert_with(|| json!({}))[inner] = value;
                    }
                    None => drop(record.insert(name.into(), value)),
                }
            }
            let mut current = json!({ "record": record });
            if !draw.rarely(10) {
                current["status"] = status(draw).into();
            }
            request.insert("current".into(), current);
        }
    }
    if draw.below(3) == 0 {
        let params = match draw.below(6) {
            0 => json!({ "domains": ["example.com"], "limit": 1 }),
            1 => json!({ "domains": "a", "limit": "5", "flag": "True" }),
            2 => json!({ "limit": "five", "since": "2026-05-05T10:00:00+02:00" }),
            3 => json!({ "flag": false, "unknown": 1 }),
            4 => json!({ "domains": null, "since": "soon" }),
            _ => json!({ "domains": [], "flag": true }),
        };
        request.insert("params".into(), params);
    }
    if draw.below(4) > 0 {
        let now = draw.pick(&["2026-01-31T09:00:00Z", "2026-03-01", "2025-12-31T23:30:00-02:00"]);
        request.insert("now".into(), now.into());
    }
    Value::Object(request)
}

fn group_request(draw: &mut Draw) -> Value {
    let mut group =
        json!({ "schemas": [GROUP], "displayName": draw.pick(&["sync-all", "local", ""]) });
    if draw.below(2) == 1 {
        group["members"] = json!([{ "value": "1" }, { "value": "2", "display": "b" }]);
    }
    if draw.below(2) == 1 {
        group["externalId"] = "X1".into();
    }
    if draw.rarely(4) {
        return group;
    }
    let mut request = json!({ "group": group });
    if draw.below(2) == 1 {
        request["current"] = json!({ "record": { "label": "sync-all", "people": ["2", "1"] } });
    }
    if draw.rarely(3) {
        request["operation"] = "delete".into();
    }
    request
}

fn status(draw: &mut Draw) -> &'static str {
    if draw.rarely(30) {
        return "Active";
    }
    draw.pick(&["active", "active", "inactive", "suspended"])
}

fn recorded(draw: &mut Draw) -> (&'static str, Value) {
    match draw.below(12) {
        0 if draw.rarely(4) => ("first", draw.pick(&[json!(12), json!(true), json!(["a", "b"])])),
        0 => ("first", word(draw)),
        1 => ("login", word(draw)),
        2 => (
            "groups",
            draw.pick(&[
                json!(["a", "work"]),
                json!(["local-1", "a"]),
                json!([]),
                json!("a"),
                json!(["work", "a", "a"]),
            ]),
        ),
        3 => (
            "start",
            draw.pick(&[
                json!("2026-01-01T00:00:00Z"),
                json!("2026-01-01"),
                json!("soon"),
                json!(null),
            ]),
        ),
        4 => ("level", draw.pick(&[json!(3), json!(3.0), json!("3"), json!(null)])),
        5 => ("name.given", word(draw)),
        6 => ("name.family", word(draw)),
        7 => ("mails", draw.pick(&[json!(["a@example.com"]), json!(null)])),
        8 => ("enabled", draw.pick(&[json!(true), json!(false), json!("True"), json!("yes")])),
        9 => ("token", word(draw)),
        10 => ("dates", json!(["2026-02-02T00:00:00Z"])),
        _ => ("must", json!({ "an": "object" })),
    }
}

fn word(draw: &mut Draw) -> Value {
    let words = [
        json!("ada"),
        json!("Ada"),
        json!("work"),
        json!("Engineering"),
        json!(""),
        json!(null),
        json!("a"),
        json!("b@example.com"),
        json!("STRASSE"),
        json!("Austin"),
        json!(7),
        json!(true),
        json!("x y"),
        json!(["a"]),
        json!(1.5),
        json!("example.com"),
        json!("active"),
        json!("a@example.com"),
        json!("2026-01-01"),
    ];
    if draw.rarely(40) {
        return draw.pick(&[json!(["a", "b"]), json!({ "value": "a" }), json!([[]]), json!([])]);
    }
    draw.pick(&words)
}

fn boolean(draw: &mut Draw) -> Value {
    draw.pick(&[
        json!(true),
        json!(false),
        json!("True"),
        json!("FALSE"),
        json!(null),
        json!("maybe"),
        json!(""),
        json!(1),
    ])
}

fn number(draw: &mut Draw) -> Value {
    draw.pick(&[
        json!(3),
        json!(0),
        json!("4"),
        json!(2.0),
        json!(2.5),
        json!("x"),
        json!(null),
        json!(-1),
        json!(" 7 "),
    ])
}

fn date(draw: &mut Draw) -> Value {
    draw.pick(&[
        json!("2026-01-01T00:00:00Z"),
        json!("2026-06-01"),
        json!("2025-12-31T20:00:00-05:00"),
        json!(null),
        json!("tomorrow"),
        json!("2026-02-03 04:05"),
        json!(5),
    ])
}

/// The name, in another case now and then.
fn spelled(draw: &mut Draw, name: &str) -> String {
    match draw.below(12) {
        10 => name.to_ascii_uppercase(),
        11 => name.to_ascii_lowercase(),
        _ => name.to_owned(),
    }
}

fn put(draw: &mut Draw, object: &mut Map<String, Value>, name: &str, value: Value) {
    object.insert(spelled(draw, name), value);
}

fn user(draw: &mut Draw) -> Value {
    let mut user = Map::new();
    user.insert("userName".into(), word(draw));
    for name in ["title", "displayName", "userType", "externalId", "site", "password"] {
        if draw.below(3) > 0 {
            let value = word(draw);
            put(draw, &mut user, name, value);
        }
    }
    if draw.below(3) > 0 {
        let active = if draw.rarely(4) { boolean(draw) } else { json!(draw.below(2) == 0) };
        put(draw, &mut user, "active", active);
    }
    if draw.below(2) == 1 {
        let name = match draw.below(6) {
            0 => json!({}),
            1 => json!(null),
            2 => json!({ "givenName": word(draw), "GIVENNAME": word(draw) }),
            3 => json!({ "familyName": word(draw) }),
            _ => json!({ "givenName": word(draw), "familyName": word(draw) }),
        };
        put(draw, &mut user, "name", name);
    }
    if draw.rarely(6) {
        user.insert("name.givenName".into(), word(draw));
    }
    for name in ["emails", "phoneNumbers", "roles", "addresses", "seats"] {
        if draw.below(2) == 1 {
            let value = elements(draw, name);
            put(draw, &mut user, name, value);
        }
    }
    if draw.rarely(3) {
        user.insert("groups".into(), groups(draw));
    }
    if draw.below(2) == 1 {
        let skills = draw.pick(&[
            json!(["a", "b"]),
            json!("a"),
            json!([]),
            json!(["", null, "x"]),
            json!([["a"]]),
            json!([{}]),
            json!(["a", "a", 3]),
        ]);
        user.insert("skills".into(), skills);
    }
    if draw.below(3) == 1 {
        let place = draw.pick(&[
            json!({ "city": "Austin", "floor": "3", "zones": ["a", "b"] }),
            json!({ "City": "Chennai", "zones": "a" }),
            json!("Austin"),
            json!([{ "city": "a" }]),
            json!({ "zones": [], "floor": 2.5, "other": 1 }),
            json!([{ "city": "a" }, { "city": "b" }]),
        ]);
        put(draw, &mut user, "place", place);
    }
    if draw.below(2) == 1 {
        let mut enterprise = Map::new();
        let department = word(draw);
        put(draw, &mut enterprise, "department", department);
        if draw.below(2) == 1 {
            let manager = draw.pick(&[
                json!("7"),
                json!({ "value": "7", "displayName": "A" }),
                json!({ "displayName": null }),
                json!(null),
                json!({}),
            ]);
            enterprise.insert("manager".into(), manager);
        }
        if draw.rarely(4) {
            user.insert(format!("{ENTERPRISE}:department"), word(draw));
            if draw.below(2) == 1 {
                user.insert(format!("{ENTERPRISE}:manager.value"), word(draw));
            }
            if draw.rarely(3) {
                put(draw, &mut user, &format!("{ENTERPRISE}:manager"), json!("8"));
            }
        } else {
            put(draw, &mut user, ENTERPRISE, Value::Object(enterprise));
        }
    }
    if draw.below(2) == 1 {
        let mut acme = Map::new();
        acme.insert("costCode".into(), word(draw));
        acme.insert("startDate".into(), date(draw));
        acme.insert("level".into(), number(draw));
        if draw.below(2) == 1 {
            acme.insert("ratio".into(), number(draw));
            acme.insert("remote".into(), boolean(draw));
            acme.insert(
                "badges".into(),
                draw.pick(&[json!(["a", "work"]), json!("a"), json!(null), json!([1, true])]),
            );
            acme.insert("link".into(), word(draw));
        }
        if draw.rarely(6) {
            for (name, value) in acme {
                user.insert(format!("{ACME}:{name}"), value);
            }
        } else {
            let acme = match draw.rarely(12) {
                true => draw.pick(&[json!("x"), json!(["x"]), json!([]), json!(""), json!(7)]),
                false => Value::Object(acme),
            };
            put(draw, &mut user, ACME, acme);
        }
    }
    if draw.rarely(4) {
        user.insert(
            "schemas".into(),
            draw.pick(&[json!([USER]), json!([USER, ACME]), json!([USER, ENTERPRISE, "urn:x:y"])]),
        );
    }
    if draw.rarely(8) {
        user.insert(
            "meta".into(),
            json!({ "resourceType": "User", "created": "2026-01-02T03:04:05Z" }),
        );
    }
    if draw.rarely(10) {
        user.insert("USERNAME".into(), word(draw));
    }
    if draw.rarely(10) {
        user.insert("unheardOf".into(), json!({ "a": [1] }));
    }
    Value::Object(user)
}

fn groups(draw: &mut Draw) -> Value {
    draw.pick(&[
        json!([{ "value": "1", "display": "work" }]),
        json!([]),
        json!([{ "value": "1", "display": "a" }, { "value": "2", "display": "Engineering" }]),
        json!(["a", { "value": "b" }]),
        json!({ "display": "work" }),
        json!(null),
        json!([{ "value": "1" }, {}]),
        json!([{ "value": ["1", "2"], "display": "a" }]),
    ])
}

fn elements(draw: &mut Draw, name: &str) -> Value {
    match draw.below(14) {
        10 => return json!(null),
        11 => return json!([]),
        12 => {
            return draw.pick(&[
                json!("a@example.com"),
                json!([{}]),
                json!(["a", ""]),
                json!([["a"]]),
            ]);
        }
        13 => return element(draw, name),
        _ => {}
    }
    let count = 1 + draw.below(3);
    (0..count).map(|_| element(draw, name)).collect()
}

fn element(draw: &mut Draw, name: &str) -> Value {
    let mut one = Map::new();
    if draw.below(4) > 0 {
        one.insert(
            "type".into(),
            draw.pick(&[json!("work"), json!("home"), json!("WORK"), json!("a"), json!("")]),
        );
    }
    if name == "addresses" {
        one.insert("locality".into(), word(draw));
        if draw.below(2) == 1 {
            one.insert("country".into(), word(draw));
        }
        return Value::Object(one);
    }
    if draw.below(6) > 0 {
        let value = draw.pick(&[
            json!("a@example.com"),
            json!("b@example.com"),
            json!("a"),
            json!(null),
            json!("Ada"),
            json!("{\"id\":\"r1\",\"displayName\":\"R\",\"primary\":true}"),
            json!(12),
        ]);
        put(draw, &mut one, "value", value);
    }
    if name == "seats" {
        one.insert("since".into(), date(draw));
        return Value::Object(one);
    }
    if draw.below(3) == 0 {
        one.insert("primary".into(), boolean(draw));
    }
    if draw.rarely(4) {
        one.insert("display".into(), word(draw));
    }
    Value::Object(one)
}
