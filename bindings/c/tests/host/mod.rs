//! Compiles and runs C and C++ programs with the library of this build.
#![allow(dead_code)]

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub(crate) fn manifest() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder that the shared library of this build is in.
pub(crate) fn library_folder() -> PathBuf {
    let test = std::env::current_exe().expect("the test's own file");
    test.parent().expect("a folder").to_owned()
}

pub(crate) fn library() -> PathBuf {
    library_folder().join(libloading::library_filename("scimrules_c"))
}

/// A folder for what tests make.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// A compiler that takes no warning.
pub(crate) fn compile(compiler: &str, standard: &str) -> Run {
    let mut command = Command::new(compiler);
    command.arg(format!("-std={standard}"));
    command.args(["-Wall", "-Wextra", "-pedantic", "-Werror", "-I"]);
    command.arg(manifest().join("include"));
    Run(command)
}

/// A program of `tests/programs`, compiled with the address sanitizer, which finds leaks too.
pub(crate) fn program(file: &str) -> Run {
    Run(command(build(file)))
}

/// A command that finds the library of this build: cargo names folders where older ones may be.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(manifest().join("../..")).env_remove("LD_LIBRARY_PATH");
    command
}

/// Compiles it; gives its path.
pub(crate) fn build(file: &str) -> PathBuf {
    let source = manifest().join("tests/programs").join(file);
    let (compiler, standard) = match file.ends_with(".cpp") {
        true => ("c++", "c++17"),
        false => ("cc", "c99"),
    };
    let program = folder("programs").join(file).with_extension("");
    compile(compiler, standard)
        .args(["-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-pthread", "-o"])
        .arg(&program)
        .arg(source)
        .arg("-L")
        .arg(library_folder())
        .arg(format!("-Wl,-rpath,{}", library_folder().display()))
        .arg("-lscimrules_c")
        .succeeds();
    program
}

/// A command that is to succeed.
pub(crate) struct Run(pub(crate) Command);

impl Run {
    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.0.arg(argument);
        self
    }

    pub(crate) fn args<const N: usize>(mut self, arguments: [&str; N]) -> Self {
        self.0.args(arguments);
        self
    }

    /// Runs it and gives its output; whatever it says on standard error fails.
    pub(crate) fn succeeds(mut self) -> String {
        let Output { status, stdout, stderr } =
            self.0.output().unwrap_or_else(|error| panic!("{:?}: {error}", self.0));
        let (out, err) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
        assert!(status.success() && err.is_empty(), "{:?}: {status}\n{out}\n{err}", self.0);
        out.into_owned()
    }
}
