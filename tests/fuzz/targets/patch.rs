//! A resource and operations, as a row of the PATCH cases has them: all or nothing, and what may
//! only be read stays as it is.
#![no_main]

use libfuzzer_sys::fuzz_target;
use scimrules::{PatchOptions, apply_patch};
use serde_json::{Value, json};

fuzz_target!(|bytes: &[u8]| {
    let Ok(row) = serde_json::from_slice::<Value>(bytes) else { return };
    let (before, operations) = (&row["before"], &row["ops"]);
    let message = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": operations,
    });
    for strict in [false, true] {
        for known_only in [false, true] {
            let options = PatchOptions { strict, known_only, ..PatchOptions::default() };
            let after = apply_patch(before, &message, &options);
            let Ok(after) = after else { continue };
            for name in ["id", "meta"] {
                assert_eq!(after.get(name), before.get(name), "{name}");
            }
            // A bare list of operations is the same as the message.
            if operations.is_array() {
                assert_eq!(apply_patch(before, operations, &options).as_ref(), Ok(&after));
            }
            // Without operations nothing changes.
            assert_eq!(apply_patch(&after, &json!([]), &PatchOptions::default()), Ok(after));
        }
    }
});
