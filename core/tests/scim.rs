//! Filters and PATCH beyond the cases of others: bounds, hostile input, what providers send.

use scimrules::{Filter, PatchOptions, ScimType, apply_patch};
use serde_json::{Value, json};

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

fn fits(filter: &str, resource: &Value) -> bool {
    Filter::parse(filter).expect(filter).matches(resource).expect(filter)
}

fn patched(resource: Value, operations: Value) -> Value {
    apply_patch(&resource, &operations, &PatchOptions::default()).expect("the patch applies")
}

fn refused(resource: &Value, operations: Value) -> Option<ScimType> {
    apply_patch(resource, &operations, &PatchOptions::default()).expect_err("refused").scim_type
}

fn strict() -> PatchOptions {
    PatchOptions { strict: true, ..PatchOptions::default() }
}

#[test]
fn filters_are_shared_between_threads() {
    fn shared<T: Send + Sync + Clone + std::fmt::Debug>() {}
    shared::<Filter>();
}

#[test]
fn long_chains_need_no_stack() {
    for (count, word) in [(1_024, "or"), (10_000, "or"), (10_000, "and")] {
        let text = vec!["id eq 1"; count].join(&format!(" {word} "));
        let filter = Filter::parse(&text).expect("a chain");
        assert!(!filter.matches(&json!({"id": 2})).expect("no error"));
        assert_eq!(filter.to_string(), text);
    }
    let text = vec!["(a eq 1 and b pr)"; 10_000].join(" or ");
    assert!(fits(&text, &json!({"a": 1, "b": 1})));
}

#[test]
fn hostile_filters_are_refused_at_once() {
    let deep = |open: &str, close: &str, count: usize| {
        format!("{}a pr{}", open.repeat(count), close.repeat(count))
    };
    let texts = [
        deep("(", ")", 10_000),
        deep("not (", ")", 10_000),
        deep("a[", "]", 10_000),
        "not ".repeat(10_000) + "a pr",
        "a.".repeat(30_000) + "a pr",
        "(".repeat(1_000_000),
        "@".repeat(1_000_000),
        "a".repeat(1_000_000),
        "a pr \\".repeat(100_000),
        "a eq \"".repeat(100_000),
        "a pr or ".repeat(100_000),
        format!("a eq \"{}\"", "x".repeat(10_000_000)),
        "a".repeat(10_000_000),
    ];
    for text in texts {
        let error = Filter::parse(&text).expect_err("refused");
        assert_eq!(error.scim_type, Some(ScimType::InvalidFilter));
        assert!(error.detail.len() < 400, "{}", error.detail);
    }
    assert!(fits(&deep("(", ")", 60), &json!({"a": 1})));
}

#[test]
fn what_belongs_to_rules_is_no_filter() {
    for text in [
        "lower(userName) eq \"a\"",
        "userName in [\"a\"]",
        "userName matches \"a\"",
        "(a ?? b) eq \"c\"",
        "userName eq displayName",
        "active",
        "true",
        "\"a\" eq userName",
        "if a pr then b pr else c pr",
        "keep",
        "userName eq [\"a\"]",
        "not active eq true",
        "emails[type eq \"work\"] pr",
        "emails[active].value eq \"a\"",
        "a pr # comment",
    ] {
        let error = Filter::parse(text).expect_err(text);
        assert_eq!(error.status, 400);
        assert!(!error.detail.ends_with('.'), "{error}");
    }
    let error = Filter::parse("not active eq true").expect_err("parentheses");
    assert!(error.detail.contains("not (active eq true)"), "{error}");
}

#[test]
fn urns_lead_to_extensions_in_any_case() {
    let user = json!({"userName": "Ada", ENTERPRISE: {"department": "R&D", "manager": "7"}});
    for filter in [
        format!("{ENTERPRISE}:department eq \"r&d\""),
        format!("{}:Department eq \"R&D\"", ENTERPRISE.to_uppercase()),
        format!("{ENTERPRISE} pr"),
        format!("{ENTERPRISE}:manager.value eq \"7\""),
        format!("{ENTERPRISE}:manager eq \"7\""),
        "urn:ietf:params:scim:schemas:core:2.0:User:userName eq \"ada\"".to_owned(),
        format!("not ({ENTERPRISE}:division pr)"),
    ] {
        assert!(fits(&filter, &user), "{filter}");
    }
    assert!(!fits("urn:example:other:1.0:User pr", &user));
}

#[test]
fn case_counts_where_the_schema_says_so() {
    let user = json!({
        "id": "aB", "externalId": "xY", "userName": "STRASSE", "meta": {"location": "https://a/B"},
        "x509Certificates": [{"value": "TUl="}], "manager": {"$ref": "../Users/A"},
    });
    assert!(fits("id eq \"aB\" and userName eq \"straße\"", &user));
    for filter in [
        "id eq \"ab\"",
        "externalId sw \"X\"",
        "meta.location co \"A/b\"",
        "x509Certificates[value eq \"tul=\"]",
        "manager.$ref eq \"../users/a\"",
    ] {
        assert!(!fits(filter, &user), "{filter}");
    }
}

#[test]
fn dates_compare_as_instants() {
    let user = json!({"meta": {"created": "2024-03-01T01:30:00+01:30"}});
    for filter in [
        "meta.created eq \"2024-03-01\"",
        "meta.created eq \"2024-03-01T00:00:00\"",
        "meta.created eq \"2024-03-01T00:00:00.000Z\"",
        "meta.created gt \"2024-02-29T23:59:59Z\"",
    ] {
        assert!(fits(filter, &user), "{filter}");
    }
}

#[test]
fn absent_and_nothing() {
    for user in [json!({}), json!({"a": null}), json!({"a": []}), json!({"a": ""})] {
        for filter in ["a eq null", "not (a pr)", "a ne \"x\"", "not (a eq \"x\")", "a eq \"\""] {
            assert!(fits(filter, &user), "{filter} {user}");
        }
        assert!(!fits("a co \"x\"", &user) && !fits("a ne null", &user));
    }
}

#[test]
fn booleans_have_no_order() {
    let user = json!({"active": "True", "flag": true, "n": 12});
    assert!(fits("active eq true and active eq \"TRUE\" and flag eq \"True\"", &user));
    for filter in ["active gt \"a\"", "flag ge true", "flag lt \"x\"", "emails.primary le true"] {
        let error = Filter::parse(filter).expect("a filter").matches(&user).expect_err(filter);
        assert_eq!(error.scim_type, Some(ScimType::InvalidFilter));
    }
    for filter in ["n co \"1\"", "n sw 1", "flag co \"t\""] {
        assert!(!fits(filter, &user), "{filter}");
    }
}

#[test]
fn an_employee_number_stays_a_text() {
    let user = json!({ENTERPRISE: {"employeeNumber": "0012"}});
    assert!(!fits(&format!("{ENTERPRISE}:employeeNumber eq 12"), &user));
    assert!(fits(&format!("{ENTERPRISE}:employeeNumber eq \"0012\""), &user));
}

#[test]
fn what_entra_sends() {
    let user =
        json!({"userName": "a", "active": true, "emails": [{"type": "work", "value": "a@x"}]});
    let user = patched(
        user,
        json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [
            {"op": "Replace", "value": {
                "active": "False",
                "name.givenName": "Ada",
                "emails[type eq \"work\"].value": "b@x",
                format!("{ENTERPRISE}:manager"): "7",
                format!("{ENTERPRISE}:department"): "R&D",
            }},
            {"op": "Add", "path": "phoneNumbers[type eq \"mobile\"].value", "value": "1"},
            {"op": "Add", "path": "addresses[type eq \"work\" and primary eq true].locality", "value": "Pune"},
            {"op": "Add", "path": "displayName", "value": [{"$ref": null, "value": "Ada L"}]},
            {"op": "Replace", "path": "roles[primary eq \"True\"].value", "value": "admin"},
        ]}),
    );
    assert_eq!(
        user,
        json!({
            "userName": "a", "active": false, "name": {"givenName": "Ada"}, "displayName": "Ada L",
            "emails": [{"type": "work", "value": "b@x"}],
            "phoneNumbers": [{"type": "mobile", "value": "1"}],
            "addresses": [{"type": "work", "primary": true, "locality": "Pune"}],
            "roles": [{"primary": true, "value": "admin"}],
            ENTERPRISE: {"manager": {"value": "7"}, "department": "R&D"},
        })
    );
}

#[test]
fn what_okta_and_jumpcloud_send() {
    let user = json!({"id": "1", "userName": "a", "active": true});
    let sent =
        json!([{"op": "replace", "value": {"id": "9", "active": false, "meta": {"version": "x"}}}]);
    assert_eq!(patched(user, sent), json!({"id": "1", "userName": "a", "active": false}));

    let group =
        json!({"displayName": "g", "members": [{"value": "1"}, {"value": "2"}, {"value": "3"}]});
    let left = patched(
        group,
        json!([
            {"op": "remove", "path": "members[value eq \"1\"]"},
            {"op": "remove", "path": "members", "value": [{"value": "2"}]},
            {"op": "add", "path": "members", "value": [{"value": "3", "display": "again"}]},
        ]),
    );
    assert_eq!(left, json!({"displayName": "g", "members": [{"value": "3"}]}));
}

#[test]
fn nothing_is_applied_where_something_fails() {
    let user = json!({"userName": "a"});
    let sent = json!([
        {"op": "add", "path": "title", "value": "x"},
        {"op": "replace", "path": "active", "value": "perhaps"},
    ]);
    let error = apply_patch(&user, &sent, &PatchOptions::default()).expect_err("unreadable");
    assert_eq!((error.scim_type, error.operation), (Some(ScimType::InvalidValue), Some(1)));
    assert!(!error.to_string().contains("perhaps"));
    assert_eq!(
        serde_json::to_value(&error).expect("JSON"),
        json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
            "scimType": "invalidValue",
            "detail": "operation 2: the value of `active` is not a boolean",
            "status": "400",
        })
    );
}

#[test]
fn errors_have_the_kind_of_the_standard() {
    let user = json!({"userName": "a", "active": true});
    for (operation, kind) in [
        (json!({"op": "replace", "path": "id", "value": "2"}), ScimType::Mutability),
        (json!({"op": "remove"}), ScimType::NoTarget),
        (json!({"op": "add", "path": "title"}), ScimType::InvalidValue),
        (json!({"op": "add", "path": "title..x", "value": 1}), ScimType::InvalidPath),
        (json!({"op": "add", "path": "emails[type]", "value": {}}), ScimType::InvalidFilter),
        (json!({"op": "add", "path": "emails[type eq].x", "value": {}}), ScimType::InvalidFilter),
        (json!({"op": "add", "path": "userName.x", "value": 1}), ScimType::InvalidPath),
        (json!({"op": "add", "path": 5, "value": 1}), ScimType::InvalidPath),
        (json!({"path": "title", "value": 1}), ScimType::InvalidSyntax),
        (json!("add"), ScimType::InvalidSyntax),
        (json!({"op": "add", "path": "a.".repeat(40) + "a", "value": 1}), ScimType::InvalidPath),
        (
            json!({"op": "replace", "path": "emails[type ne \"x\"].value", "value": 1}),
            ScimType::NoTarget,
        ),
    ] {
        assert_eq!(refused(&user, json!([operation.clone()])), Some(kind), "{operation}");
    }
}

#[test]
fn strict_takes_only_the_standard() {
    let user = json!({"userName": "a", "active": true});
    for operation in [
        json!({"op": "Replace", "path": "active", "value": false}),
        json!({"op": "replace", "path": "active", "value": "False"}),
        json!({"op": "replace", "path": "emails[type eq \"work\"].value", "value": "x"}),
        json!({"op": "remove", "path": "emails[type eq \"work\"]"}),
    ] {
        assert!(apply_patch(&user, &json!([operation]), &strict()).is_err(), "{operation}");
    }
    let empty =
        json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": []});
    let error = apply_patch(&user, &empty, &strict()).expect_err("no operations");
    assert_eq!(error.scim_type, Some(ScimType::InvalidSyntax));
    assert_eq!(patched(user.clone(), empty), user);
}

#[test]
fn nothing_unassigns() {
    let user = json!({
        "userName": "a", "title": "x", "name": {"givenName": "A"}, "emails": [{"value": "a"}],
        ENTERPRISE: {"manager": {"value": "7"}},
    });
    let sent = json!([
        {"op": "replace", "path": "title", "value": null},
        {"op": "replace", "value": {"emails": null, "name": {"givenName": null}}},
        {"op": "remove", "path": format!("{ENTERPRISE}:manager")},
    ]);
    assert_eq!(patched(user, sent), json!({"userName": "a"}));
}

#[test]
fn unknown_extensions_are_kept_apart() {
    let urn = "urn:example:custom:2.0:User";
    let user = patched(json!({}), json!([{"op": "add", "value": {urn: {"badge": 7}}}]));
    assert_eq!(user, json!({urn: {"badge": 7}}));
    let path = format!("{urn}:badge");
    let user = patched(user, json!([{"op": "replace", "path": path, "value": 8}]));
    assert_eq!(user, json!({urn: {"badge": 8}}));
}

#[test]
fn ten_thousand_members_are_added_in_a_moment() {
    let members = |from: usize| (from..from + 10_000).map(|n| json!({"value": n.to_string()}));
    let group = json!({"displayName": "g", "members": members(0).collect::<Vec<_>>()});
    let sent =
        json!([{"op": "add", "path": "members", "value": members(5_000).collect::<Vec<_>>()}]);
    let group = patched(group, sent);
    assert_eq!(group["members"].as_array().map(Vec::len), Some(15_000));
}

#[test]
fn other_shapes_of_removal() {
    let group = json!({"members": [{"value": "1", "type": "User"}, {"value": "2"}]});
    let left = json!({"members": [{"value": "2"}]});
    for operation in [
        json!({"op": "remove", "path": "members", "value": [{"VALUE": "1", "$ref": null}]}),
        json!({"op": "remove", "path": "members", "value": {"Members": [{"value": "1"}]}}),
        json!({"op": "remove", "path": "members", "value": "1"}),
        json!({"op": "remove", "path": "Members[Value eq \"1\"]", "value": null}),
        json!({"op": "remove", "value": {"members": [{"value": "1"}]}}),
        json!({"op": "remove", "path": "urn:ietf:params:scim:schemas:core:2.0:Group:members[value eq \"1\"]"}),
    ] {
        assert_eq!(patched(group.clone(), json!([operation.clone()])), left, "{operation}");
    }
    let all = json!([{"op": "remove", "path": "members"}]);
    assert_eq!(patched(group.clone(), all), json!({}));
    let none = json!([{"op": "remove", "path": "members", "value": []}]);
    assert_eq!(patched(group.clone(), none), group);
}

#[test]
fn one_value_is_primary() {
    let user = json!({"emails": [{"value": "a", "primary": true}, {"value": "b"}]});
    for operation in [
        json!({"op": "replace", "path": "emails[value eq \"b\"].primary", "value": "True"}),
        json!({"op": "add", "path": "emails[value eq \"b\"]", "value": {"primary": true}}),
    ] {
        let user = patched(user.clone(), json!([operation]));
        let wanted = json!([{"value": "a", "primary": false}, {"value": "b", "primary": true}]);
        assert_eq!(user["emails"], wanted);
    }
}

#[test]
fn what_a_patch_changes_stays_in_its_place() {
    let user = json!({
        "active": true,
        "name": { "givenName": "Ada", "familyName": "L" },
        "title": "T",
        "userName": "ada",
    });
    let patch = json!([
        { "op": "replace", "path": "name.givenName", "value": "Eva" },
        { "op": "replace", "path": "active", "value": false },
        { "op": "remove", "path": "title" },
        { "op": "add", "path": "nickName", "value": "E" },
    ]);
    let found = apply_patch(&user, &patch, &PatchOptions::default()).expect("a patch");
    assert_eq!(
        found.to_string(),
        r#"{"active":false,"name":{"givenName":"Eva","familyName":"L"},"userName":"ada","nickName":"E"}"#
    );
}
