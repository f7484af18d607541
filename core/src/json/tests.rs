//! The reader against `serde_json`, an independent reader of the same standard.

use super::{JsonReader, Trails};
use bumpalo::Bump;
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

fn taken(text: &str) -> Result<Value, String> {
    let (memory, trails) = (Bump::new(), Trails::default());
    let mut reader = JsonReader::new(text, 128, &memory, &trails);
    let value = Value::deserialize(&mut reader).map_err(|error| error.to_string())?;
    reader.end().map_err(|error| error.to_string())?;
    Ok(value)
}

fn skipped(text: &str) -> Result<(), String> {
    let (memory, trails) = (Bump::new(), Trails::default());
    let mut reader = JsonReader::new(text, 128, &memory, &trails);
    IgnoredAny::deserialize(&mut reader).map_err(|error| error.to_string())?;
    reader.end().map_err(|error| error.to_string())
}

/// Both ways of reading say what `serde_json` says.
fn agrees(text: &str) {
    let theirs: Option<Value> = serde_json::from_str(text).ok();
    let ours = taken(text);
    assert_eq!(ours.clone().ok(), theirs, "{text:?}: {ours:?}");
    // A number too large is an error only for who takes it.
    if !ours.as_ref().is_err_and(|error| error.starts_with("a number is too large")) {
        assert_eq!(skipped(text).err(), ours.err(), "{text:?}");
    }
}

#[test]
fn agrees_on_every_kind_of_value_and_mistake() {
    for text in [
        "",
        " ",
        "null",
        "nul",
        "nulll",
        "true",
        "tru",
        "false",
        "fals",
        "0",
        "-0",
        "-",
        "01",
        "1.",
        ".5",
        "1.5",
        "1e5",
        "1E+5",
        "1e",
        "1e-",
        "-1.25e-3",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551615",
        "18446744073709551616",
        "-9223372036854775808",
        "-9223372036854775809",
        "1e400",
        "0.1",
        "123456789.123456789",
        "2.2250738585072011e-308",
        "\"\"",
        "\"a",
        "\"a\"b",
        "\"\\n\\t\\r\\b\\f\\/\\\\\\\"\"",
        "\"\\x\"",
        "\"\\u00e9\"",
        "\"\\u00E\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud83d\"",
        "\"\\ude00\"",
        "\"\\ud83d\\u0041\"",
        "\"\\ud83dx\"",
        "\"a\u{1}\"",
        "\"\u{7f}é😀\"",
        "\"plain text that is longer than sixteen bytes\"",
        "\"escape behind sixteen bytes: \\\" and on\"",
        "[",
        "]",
        "[]",
        "[ ]",
        "[1]",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1,2]",
        "[[],{}]",
        "{",
        "}",
        "{}",
        "{ }",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1}",
        "{\"a\":1,}",
        "{,\"a\":1}",
        "{\"a\":1 \"b\":2}",
        "{a:1}",
        "{\"a\":1,\"b\":[true,false,null]}",
        "{\"a\":{\"b\":{\"c\":[{}]}}}",
        "[1}",
        "{\"a\":1]",
        "1 2",
        "\u{feff}1",
        "nan",
        "Infinity",
        "'a'",
        "\t\r\n 1 \n",
        "[\"a\\",
        "{\"a\\\"b\":1}",
        "1\u{a0}",
    ] {
        agrees(text);
    }
}

#[test]
fn depth_is_bounded_in_what_is_taken_and_in_what_is_passed_over() {
    for (depth, fits) in [(127, true), (128, true), (129, false), (1_000_000, false)] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let text = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            assert_eq!(skipped(&text).is_ok(), fits, "{depth}");
            assert_eq!(taken(&text).is_ok(), fits, "{depth}");
        }
    }
    assert_eq!(
        skipped(&"[".repeat(200)).unwrap_err(),
        "the payload is nested too deep: 128 levels are allowed at line 1, column 129"
    );
}

#[test]
fn a_number_too_large_is_an_error_only_for_who_takes_it() {
    assert!(taken("[1e400]").unwrap_err().starts_with("a number is too large"));
    assert_eq!(skipped("[1e400]"), Ok(()));
}

#[test]
fn messages_tell_the_place() {
    for (text, message) in [
        (
            "{\"a\": 1,\n  b}",
            "not JSON: expected a member name in double quotes, found `b` at line 2, column 3",
        ),
        ("[1", "the JSON ends where `,` or `]` is due at line 1, column 3"),
        ("ident", "not JSON: expected a value, found `i` at line 1, column 1"),
        ("{} x", "something stands behind the end of the JSON at line 1, column 4"),
    ] {
        assert_eq!(skipped(text).unwrap_err(), message);
    }
}

proptest! {
    #[test]
    fn agrees_on_texts_made_of_pieces(pieces in proptest::collection::vec(
        proptest::sample::select(vec![
            "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"a\":", "\\", "\\n", "\\u00", "e9", "1", "-", "0", ".",
            "e", "true", "null", " ", "\n", "é", "\u{1}", "\"a fairly long text\"", "{\"k\":[1,{\"l\":null}]}",
        ]), 0..12)) {
        agrees(&pieces.concat());
    }

    #[test]
    fn agrees_on_values_with_one_byte_changed(seed in any::<u64>(), at in any::<prop::sample::Index>(), byte in 0u8..128) {
        let text = serde_json::json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
            "userName": format!("user{seed}@example.com"), "active": seed % 2 == 0, "n": seed as f64 / 7.0,
            "emails": [{"value": "a\"b\\c\né", "primary": true}, null, [], {}, -1, 1e-7],
        }).to_string();
        agrees(&text);
        let mut bytes = text.into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(text) = String::from_utf8(bytes) {
            agrees(&text);
        }
    }
}
