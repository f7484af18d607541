//! Limits over a batch.

use scimrules::{Resource, Rules, Scratch, Tally};

#[test]
fn groups_are_no_part_of_a_share_of_users() {
    let rules =
        Rules::compile("map { email = userName }\nlimit deactivate to 50% of users").unwrap();
    let mut scratch = Scratch::new();
    let mut tally = Tally::new();
    for (request, resource, account) in [
        (
            r#"{"user": {"userName": "a", "active": false}, "current": {"status": "active"}}"#,
            Resource::User,
            true,
        ),
        // The rules say nothing of groups.
        (r#"{"group": {"displayName": "g"}, "current": {}}"#, Resource::Group, true),
        (r#"{"user": {"userName": "b"}, "current": null}"#, Resource::User, false),
    ] {
        let decision = rules.decide(&mut scratch, request.as_bytes()).unwrap();
        assert_eq!((decision.resource, decision.account), (resource, account), "{request}");
        tally.add(&decision, decision.account);
    }
    let exceeded = tally.exceeded(&rules, None);
    assert_eq!(exceeded.len(), 1);
    assert_eq!((exceeded[0].count, exceeded[0].allowed, exceeded[0].accounts), (1, 0, Some(1)));
}
