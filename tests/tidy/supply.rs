//! What the project is built with: the compiler that `Cargo.toml` promises is enough for every dependency.

use std::process::Command;

use serde_json::Value;

use crate::assert_none;
use crate::sources::{Manifest, read};

/// The standard output of a program.
fn output(program: &str, arguments: &[&str]) -> String {
    let run = Command::new(program).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().expect(program);
    assert!(run.status.success(), "{program} {arguments:?}\n{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("UTF-8")
}

/// The packages that this machine builds the project with, as `cargo metadata` describes them.
fn packages() -> Vec<Value> {
    let about = output("rustc", &["-vV"]);
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let asked = ["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host];
    let mut metadata: Value = serde_json::from_str(&output(env!("CARGO"), &asked)).expect("JSON");
    serde_json::from_value(metadata["packages"].take()).expect("a list")
}

/// `1.88` and `1.88.0` are the same version.
fn version(text: &str) -> [u32; 3] {
    let mut parts = text.split('.').map(|part| part.parse().unwrap_or_else(|_| panic!("{text} is no version")));
    [(); 3].map(|()| parts.next().unwrap_or(0))
}

/// The packages that need a later compiler than is promised.
fn demanding(packages: &[Value], promised: &str) -> Vec<String> {
    let needs = |package: &&Value| package["rust_version"].as_str().is_some_and(|own| version(own) > version(promised));
    packages
        .iter()
        .filter(needs)
        .map(|package| format!("{} needs {}", package["name"], package["rust_version"]))
        .collect()
}

#[test]
fn the_compiler_that_is_promised_is_enough_for_every_dependency() {
    let manifest = Manifest::read();
    let promised = manifest.text("package", "rust-version");
    let packages = packages();
    assert!(packages.len() > 100, "{} packages", packages.len());
    assert_none(&demanding(&packages, promised));
    assert!(
        read("README.md").contains(&format!("({promised} or later)")),
        "the README names another version than {promised}"
    );
}

#[test]
fn a_demanding_dependency_is_seen() {
    let packages = [("old", "1.56"), ("same", "1.95.0"), ("new", "1.95.1"), ("newer", "1.100")];
    let packages = packages.map(|(name, needs)| serde_json::json!({ "name": name, "rust_version": needs }));
    assert_eq!(demanding(&packages, "1.95"), ["\"new\" needs \"1.95.1\"", "\"newer\" needs \"1.100\""]);
}
