//! scimrules for JavaScript: a thin host. It takes JSON text and hands JSON text out; nothing is
//! decided here. What JavaScript sees is `js/api.js`; what is here serves it.

// What JavaScript calls must be `pub`, and is not reached from Rust.
#![expect(unreachable_pub)]

mod desk;
mod error;
mod host;
mod lines;
mod options;
mod reference;
mod rules;
mod said;
mod scim;
mod simulation;
mod text;
