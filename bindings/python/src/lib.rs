//! scimrules for Python: a thin host. It reads Python values and JSON, calls the core and hands
//! out what it says; nothing is decided here.
#![forbid(unsafe_code)]

mod arrow;
mod batch;
mod decision;
mod errors;
mod give;
mod given;
mod host;
mod memory;
mod names;
mod options;
mod request;
mod rules;
mod scim;
mod text;

use pyo3::prelude::*;

/// The native part of `scimrules`.
#[pymodule(gil_used = false)]
mod _scimrules {
    #[pymodule_export]
    use super::decision::Decision;
    #[pymodule_export]
    use super::rules::Rules;
    #[pymodule_export]
    use super::scim::{Filter, apply_patch};
    #[pymodule_export]
    use super::text::{check, format, run};
}
