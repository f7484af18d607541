//! The decision, in the shape of the contract.

use crate::SYNC_LINE;
use serde::Serialize;
use std::borrow::Cow;

/// What is to be done.
#[derive(Debug, Serialize)]
pub struct Decision<'u> {
    action: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<Record<'u>>,
    #[serde(rename = "match", skip_serializing_if = "Option::is_none")]
    matching: Option<Matching<'u>>,
    because: Because,
}

/// The fields of the target.
#[derive(Debug, Serialize)]
pub struct Record<'u> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<&'u str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_name: Option<&'u str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<Cow<'u, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<Cow<'u, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile: Option<&'u str>,
    pub country: &'u str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<&'u str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employee_id: Option<&'u str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<&'u str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_centre: Option<&'u str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_title: Option<&'u str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub login: Option<Cow<'u, str>>,
}

/// The fields of [`Record`], in order.
pub const FIELDS: [&str; 12] = [
    "given_name",
    "family_name",
    "display_name",
    "email",
    "mobile",
    "country",
    "city",
    "employee_id",
    "department",
    "cost_centre",
    "job_title",
    "login",
];

/// A field by which the host finds the account.
#[derive(Debug, Serialize)]
pub(crate) struct Match<'u> {
    field: &'static str,
    value: Cow<'u, str>,
}

/// One field or two, without a list on the heap.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Matching<'u> {
    Email([Match<'u>; 1]),
    Both([Match<'u>; 2]),
}

#[derive(Debug, Serialize)]
struct Because {
    rule: &'static str,
    line: u32,
}

const BECAUSE: Because = Because { rule: "sync users where", line: SYNC_LINE };

impl<'u> Decision<'u> {
    /// Out of scope.
    pub fn ignore() -> Self {
        Decision {
            action: "ignore",
            event: None,
            status: None,
            record: None,
            matching: None,
            because: BECAUSE,
        }
    }

    /// Creates the account.
    pub fn create(
        active: bool,
        record: Record<'u>,
        employee_id: Option<&'u str>,
        email: Cow<'u, str>,
    ) -> Self {
        let email = Match { field: "email", value: email };
        let matching = match employee_id {
            Some(id) => Matching::Both([Match { field: "employee_id", value: id.into() }, email]),
            None => Matching::Email([email]),
        };
        Decision {
            action: "create",
            event: Some("create"),
            status: Some(if active { "active" } else { "inactive" }),
            record: Some(record),
            matching: Some(matching),
            because: BECAUSE,
        }
    }

    /// The decision whose values an engine worked out, in the order of [`FIELDS`].
    pub fn of_fields(status: &str, fields: [Option<&'u str>; 12]) -> Self {
        let filled = fields.map(|field| field.filter(|text| !text.is_empty()));
        let [given_name, family_name, display_name, email, mobile, _, city, rest @ ..] = filled;
        let [employee_id, department, cost_centre, job_title, login] = rest;
        let record = Record {
            given_name,
            family_name,
            display_name: display_name.map(Cow::Borrowed),
            email: email.map(Cow::Borrowed),
            mobile,
            country: fields[5].unwrap_or_default(),
            city,
            employee_id,
            department,
            cost_centre,
            job_title,
            login: login.map(Cow::Borrowed),
        };
        Decision::create(status == "active", record, employee_id, email.unwrap_or_default().into())
    }
}
