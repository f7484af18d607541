//! SCIM as the standard has it: schemas, filters and PATCH (RFC 7643, RFC 7644).

pub mod schema;
