//! What the work reads of a user; everything else is skipped.

use crate::text::Text;
use serde::Deserialize;

/// A SCIM user.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User<'u> {
    #[serde(borrow)]
    pub(crate) user_name: Text<'u>,
    pub(crate) active: Option<bool>,
    #[serde(borrow)]
    pub(crate) user_type: Option<Text<'u>>,
    #[serde(borrow)]
    pub(crate) display_name: Option<Text<'u>>,
    #[serde(borrow)]
    pub(crate) title: Option<Text<'u>>,
    #[serde(borrow)]
    pub(crate) name: Option<Name<'u>>,
    #[serde(borrow)]
    pub(crate) emails: Option<Vec<Typed<'u>>>,
    #[serde(borrow)]
    pub(crate) phone_numbers: Option<Vec<Typed<'u>>>,
    #[serde(borrow)]
    pub(crate) addresses: Option<Vec<Address<'u>>>,
    #[serde(borrow)]
    pub(crate) groups: Option<Vec<Group<'u>>>,
    #[serde(borrow, rename = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")]
    pub(crate) enterprise: Option<Enterprise<'u>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Name<'u> {
    #[serde(borrow)]
    pub(crate) given_name: Option<Text<'u>>,
    #[serde(borrow)]
    pub(crate) family_name: Option<Text<'u>>,
}

/// An e-mail address or a telephone number.
#[derive(Debug, Deserialize)]
pub(crate) struct Typed<'u> {
    #[serde(borrow)]
    pub(crate) value: Option<Text<'u>>,
    #[serde(borrow, rename = "type")]
    pub(crate) kind: Option<Text<'u>>,
    pub(crate) primary: Option<bool>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Address<'u> {
    #[serde(borrow, rename = "type")]
    pub(crate) kind: Option<Text<'u>>,
    #[serde(borrow)]
    pub(crate) locality: Option<Text<'u>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Group<'u> {
    #[serde(borrow)]
    pub(crate) display: Option<Text<'u>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Enterprise<'u> {
    #[serde(borrow)]
    pub(crate) employee_number: Option<Text<'u>>,
    #[serde(borrow)]
    pub(crate) department: Option<Text<'u>>,
    #[serde(borrow)]
    pub(crate) cost_center: Option<Text<'u>>,
}
