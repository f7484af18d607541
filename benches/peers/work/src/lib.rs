//! The work of `benches/work/mapping.rules` written by hand, as a careful developer would: types
//! with serde's derive that borrow from the payload, and one pass over them.

mod decision;
mod text;
mod user;

pub use decision::{Decision, FIELDS, Record};
pub use user::User;

use std::borrow::Cow;
use text::{ends_with, filled, lower, starts_with};

/// The line of `sync users where` in the rules.
pub const SYNC_LINE: u32 = 22;

const DEPARTMENTS: [&str; 3] = ["Engineering", "Support", "Sales"];

/// Decides.
pub fn decide<'u>(user: &'u User<'u>) -> Decision<'u> {
    if !in_scope(user) {
        return Decision::ignore();
    }
    let name = user.name.as_ref();
    let given = name.and_then(|name| filled(&name.given_name));
    let family = name.and_then(|name| filled(&name.family_name));
    let enterprise = user.enterprise.as_ref();
    let user_name = user.user_name.0.as_ref();
    let email = lower(work_email(user).unwrap_or(user_name));
    let employee_id = enterprise.and_then(|it| filled(&it.employee_number));
    let record = Record {
        given_name: given,
        family_name: family,
        display_name: match filled(&user.display_name) {
            Some(name) => Some(Cow::Borrowed(name)),
            None => given.zip(family).map(|(given, family)| format!("{given} {family}").into()),
        },
        email: Some(email.clone()),
        mobile: typed(&user.phone_numbers, "mobile").and_then(|it| filled(&it.value)),
        country: "India",
        city: user
            .addresses
            .iter()
            .flatten()
            .find(|address| address.kind.as_ref().is_some_and(|kind| kind.is("work")))
            .and_then(|address| filled(&address.locality)),
        employee_id,
        department: enterprise.and_then(|it| filled(&it.department)),
        cost_centre: enterprise.and_then(|it| filled(&it.cost_center)),
        job_title: filled(&user.title).map(str::trim).filter(|title| !title.is_empty()),
        login: user_name.split_once('@').map(|(login, _)| lower(login)),
    };
    Decision::create(user.active.unwrap_or(true), record, employee_id, email)
}

fn in_scope(user: &User<'_>) -> bool {
    let department = user.enterprise.as_ref().and_then(|it| filled(&it.department));
    ends_with(&user.user_name.0, "@example.com")
        && (department.is_some_and(|department| {
            DEPARTMENTS.iter().any(|known| department.eq_ignore_ascii_case(known))
        }) || user
            .groups
            .iter()
            .flatten()
            .any(|group| group.display.as_ref().is_some_and(|it| starts_with(&it.0, "sync-"))))
        && !user.user_type.as_ref().is_some_and(|kind| kind.is("Contractor"))
}

fn work_email<'u>(user: &'u User<'u>) -> Option<&'u str> {
    typed(&user.emails, "work").and_then(|email| filled(&email.value)).or_else(|| {
        let primary = |email: &&user::Typed| email.primary == Some(true);
        user.emails.iter().flatten().find(primary).and_then(|email| filled(&email.value))
    })
}

fn typed<'u>(all: &'u Option<Vec<user::Typed<'u>>>, kind: &str) -> Option<&'u user::Typed<'u>> {
    all.iter().flatten().find(|item| item.kind.as_ref().is_some_and(|known| known.is(kind)))
}
