//! `include/scimrules.h` is what the sources say, and every compiler takes it.

mod host;

use host::{compile, manifest};
use std::fs;

#[test]
fn the_header_is_made_of_the_sources() {
    let config = cbindgen::Config::from_file(manifest().join("cbindgen.toml")).expect("a config");
    let mut made = Vec::new();
    cbindgen::Builder::new()
        .with_crate(manifest())
        .with_config(config)
        .generate()
        .expect("a header")
        .write(&mut made);
    let made = String::from_utf8(made).expect("text");
    let file = manifest().join("include/scimrules.h");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&file, &made).expect("written");
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        made == committed,
        "the header differs from the sources: UPDATE_GOLDEN=1 cargo test -p scimrules-c"
    );
}

#[test]
fn the_headers_compile_without_warnings() {
    let c = "#include <scimrules.h>\nint main(void) { return SCIMRULES_ABI_VERSION != 1; }\n";
    let cpp = "#include <scimrules.hpp>\nint main() { return scimrules::Text().length() != 0; }\n";
    let standards = [
        ("cc", "c99", c),
        ("cc", "c11", c),
        ("c++", "c++17", c),
        ("c++", "c++17", cpp),
        ("c++", "c++20", cpp),
    ];
    for (index, (compiler, standard, text)) in standards.into_iter().enumerate() {
        let extension = if compiler == "cc" { "c" } else { "cpp" };
        let file = host::folder("header").join(format!("{index}.{extension}"));
        fs::write(&file, text).expect("written");
        compile(compiler, standard).arg("-fsyntax-only").arg(&file).succeeds();
    }
}

/// Every function has the prefix, and none is missing in the library.
#[test]
fn the_library_has_every_function_of_the_header() {
    let header = fs::read_to_string(manifest().join("include/scimrules.h")).expect("the header");
    // SAFETY: the library does nothing when it is loaded.
    let library = unsafe { libloading::Library::new(host::library()) }.expect("the library");
    let words = header.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let mut names: Vec<&str> = words.filter(|word| word.starts_with("scimrules_")).collect();
    names.sort_unstable();
    names.dedup();
    for name in &names {
        // SAFETY: the symbol is only looked for.
        let found = unsafe { library.get::<unsafe extern "C" fn()>(name.as_bytes()) };
        assert!(found.is_ok(), "{name} is not in the library");
    }
    assert!(names.len() > 40, "{names:?}");
}
