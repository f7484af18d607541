//! Rules that are compiled, or grown.

use std::fmt::Write;

/// The example that uses most of the language.
pub const JUMPCLOUD: &str = include_str!("../../examples/jumpcloud.rules");

/// A field that a script works out.
pub const SCRIPT: &str = r#"script """ fn short_login(given, family) { given.sub_string(0, 1) + family } """
    map { login = lower(short_login(name.givenName, name.familyName)) }"#;

/// The same field without a script.
pub const NO_SCRIPT: &str =
    r#"map { login = lower(concat(left(name.givenName, 1), name.familyName)) }"#;

/// The example without its script, and without the line that calls it.
pub fn jumpcloud_without_script() -> String {
    let (before, rest) = JUMPCLOUD.split_once("script \"\"\"").unwrap_or((JUMPCLOUD, ""));
    let after = rest.split_once("\"\"\"").map_or("", |(_, after)| after);
    let login = r#"lower("{name.givenName}{name.familyName}")"#;
    format!("{before}{after}").replace("lower(short_login(name.givenName, name.familyName))", login)
}

/// Rules with so many fields, each with so many lines of which the last one fits.
pub fn many_lines(fields: usize, lines: usize) -> String {
    let mut text = String::from("sync users where userName ew \"@example.com\"\nmap {\n");
    for field in 0..fields {
        for line in 1..lines {
            let _ =
                writeln!(text, "  field{field} = \"{line}\" if title eq \"Grade {field}.{line}\"");
        }
        let _ = writeln!(text, "  field{field} = {}", SOURCES[field % SOURCES.len()]);
    }
    text.push_str("}\n");
    text
}

const SOURCES: &[&str] = &[
    "name.givenName",
    "displayName ?? \"{name.givenName} {name.familyName}\"",
    "lower(userName)",
    "emails[type eq \"work\"].value",
    "enterprise.department",
    "trim(title)",
    "addresses[type eq \"work\"].locality",
    "first(groups.display)",
];

/// The extension of `wide`.
pub(crate) const WIDE: &str = "urn:example:wide";

/// Rules of two thousand lines: two hundred fields, each from an attribute of its own.
pub fn wide() -> String {
    let mut text = format!("extension wide \"{WIDE}\" {{\n");
    for field in 0..200 {
        let _ = writeln!(text, "  a{field} string");
    }
    text.push_str("}\nmap {\n");
    for field in 0..200 {
        for line in 1..10 {
            let _ =
                writeln!(text, "  field{field} = \"{line}\" if wide.a{field} eq \"grade {line}\"");
        }
        let _ = writeln!(text, "  field{field} = wide.a{field}");
    }
    text.push_str("}\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use scimrules::Rules;

    #[test]
    fn they_compile_without_errors() {
        assert!(!jumpcloud_without_script().contains("short_login(given"));
        for text in [JUMPCLOUD.to_owned(), jumpcloud_without_script(), many_lines(200, 10), wide()]
        {
            assert!(Rules::compile(&text).is_ok());
        }
        assert_eq!(many_lines(200, 10).lines().count(), 2_003);
    }
}
