//! The inputs: a small, a typical and a large user, and a stream of different ones.

use crate::chance::Chance;
use crate::people::Person;
use crate::providers::{Provider, body};
use crate::texts::WIDE;
use serde_json::{Value, json};

/// So many different users are in the stream.
pub const STREAM_USERS: usize = 10_000;

const SMALL: usize = 733;
const TYPICAL: usize = 2_429;
const LARGE: usize = 22_773;

/// 733 bytes: what a provider sends when somebody is assigned, and little is known.
pub fn small() -> Vec<u8> {
    let person = Person::plain(4, 0);
    let mut user = body(Provider::JumpCloud, &person, &mut Chance::new(4));
    for member in ["addresses", "phoneNumbers", "meta", "locale", "externalId"] {
        remove(&mut user, member);
    }
    filled(user, SMALL)
}

/// 2,429 bytes: all that a directory knows of somebody, with four groups.
pub fn typical() -> Vec<u8> {
    filled(plain_user(4), TYPICAL)
}

/// 22,773 bytes: a hundred groups, of which the 71st brings the user in.
pub fn large() -> Vec<u8> {
    let mut user = plain_user(100);
    user[ENTERPRISE]["department"] = json!("Legal");
    user["groups"][70]["display"] = json!("sync-engineering");
    filled(user, LARGE)
}

/// Different users, 2,947 bytes each on average: three providers, in scope and out of it, with
/// none to thirty groups. One in eight writes what is not ASCII as `\u00e9`.
pub fn stream(users: usize) -> Vec<Vec<u8>> {
    let mut chance = Chance::new(20_260_131);
    (0..users).map(|at| stream_user(&mut chance, at)).collect()
}

/// The typical user with so many groups, the last of which counts.
pub fn with_groups(groups: u64) -> Vec<u8> {
    let mut user = plain_user(groups);
    user[ENTERPRISE]["department"] = json!("Legal");
    if let Some(last) = user["groups"].as_array_mut().and_then(|groups| groups.last_mut()) {
        last["display"] = json!("sync-engineering");
    }
    user.to_string().into_bytes()
}

/// The typical user, filled to so many bytes with attributes that the rules do not read.
pub fn with_unknown(bytes: usize) -> Vec<u8> {
    let mut user = plain_user(4);
    let mut length = user.to_string().len();
    let mut at = 0;
    while length + 200 < bytes {
        let value =
            json!({"value": format!("entitlement {at}"), "type": "licence", "primary": false});
        length += value.to_string().len() + 20;
        user[format!("unknown{at:05}")] = value;
        at += 1;
    }
    filled(user, bytes)
}

/// The typical user with so many attributes that the rules of `wide` read, of their two hundred.
pub fn with_wide(attributes: usize) -> Vec<u8> {
    let mut user = plain_user(4);
    for at in 0..attributes {
        user[WIDE][format!("a{at}")] = json!(format!("Building {at}, second floor"));
    }
    user.to_string().into_bytes()
}

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// A user in scope whose groups do not count.
fn plain_user(groups: u64) -> Value {
    let mut person = Person::plain(41, groups);
    for (at, group) in person.groups.iter_mut().enumerate() {
        if group.starts_with("sync-") || group.starts_with("Sync-") {
            *group = format!("Everyone {at}");
        }
    }
    body(Provider::Entra, &person, &mut Chance::new(41))
}

fn stream_user(chance: &mut Chance, at: usize) -> Vec<u8> {
    // Most people are in a few groups, some in many.
    let groups = match chance.below(10) {
        0 => 0,
        1..=6 => 1 + chance.below(8),
        7..=8 => 8 + chance.below(10),
        _ => 18 + chance.below(13),
    };
    let person = Person::any(chance, at as u64 + 100, groups);
    let provider = chance.one_of(&[Provider::Entra, Provider::Okta, Provider::JumpCloud]);
    let mut user = body(provider, &person, chance);
    let notes = chance.below(2 * MEAN_NOTES) as usize;
    user["notes"] = json!(text(notes));
    let text = user.to_string();
    if chance.percent(12) { escaped(&text).into_bytes() } else { text.into_bytes() }
}

/// Sets the mean size of the stream.
const MEAN_NOTES: u64 = 234;

/// Fills a user to so many bytes with a text that the rules do not read.
fn filled(mut user: Value, bytes: usize) -> Vec<u8> {
    user["notes"] = json!("");
    let length = user.to_string().len();
    user["notes"] = json!(text(bytes.saturating_sub(length)));
    user.to_string().into_bytes()
}

fn text(length: usize) -> String {
    "Sits by the window, and waters the plants. ".chars().cycle().take(length).collect()
}

fn remove(user: &mut Value, member: &str) {
    if let Some(members) = user.as_object_mut() {
        members.shift_remove(member);
    }
}

/// JSON with escapes for all that is not ASCII, as many libraries write it.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 64);
    for letter in json.chars() {
        if letter.is_ascii() {
            out.push(letter);
            continue;
        }
        for unit in letter.encode_utf16(&mut [0; 2]) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inputs_have_the_sizes_that_they_say() {
        assert_eq!((small().len(), typical().len(), large().len()), (SMALL, TYPICAL, LARGE));
        assert_eq!(with_unknown(100_000).len(), 100_000);
        let users = stream(STREAM_USERS);
        let mean = users.iter().map(Vec::len).sum::<usize>() / users.len();
        assert_eq!(mean, 2_947);
    }
}
