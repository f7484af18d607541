//! A filter, a line end and a resource: a filter is written as it was read, `not` turns it round,
//! and as a criterion it compiles or is refused with a reason.
#![no_main]

use libfuzzer_sys::fuzz_target;
use scimrules::{Filter, Rules};

fuzz_target!(|text: &str| {
    let (filter, resource) = text.split_once('\n').unwrap_or((text, "{}"));
    let Ok(parsed) = Filter::parse(filter) else { return };
    let written = parsed.to_string();
    assert_eq!(Filter::parse(&written).as_ref(), Ok(&parsed), "{written}");
    if let Err(error) = Rules::compile(&format!("sync users where {filter}")) {
        assert!(!error.diagnostics().is_empty());
    }
    let Ok(resource) = serde_json::from_str::<serde_json::Value>(resource) else { return };
    let found = parsed.matches(&resource);
    assert_eq!(Filter::parse(&written).expect("as before").matches(&resource), found);
    // One nesting more may be one too many.
    if let Ok(turned) = Filter::parse(&format!("not ({filter})")) {
        assert_eq!(turned.matches(&resource), found.map(|fits| !fits));
    }
});
