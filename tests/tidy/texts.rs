//! What holds for every text of the project, be it code or prose.

use crate::assert_none;
use crate::sources::{files, is_rust};

/// The most lines of a file, and the files that have more.
const LINES_MAX: usize = 500;
const LONGER: [(&str, &str); 1] = [("tests/worked_examples.rs", "one example after the other, each computed by hand")];

/// Paths that exist on one machine only.
const MACHINE_PATHS: [&str; 5] = ["/home/", "/root/", "/Users/", "/work/", "C:\\Users\\"];

fn too_long(path: &str, text: &str) -> Option<String> {
    let lines = text.lines().count();
    let may_be = LONGER.iter().any(|(longer, _)| *longer == path);
    match lines > LINES_MAX {
        true if !may_be => Some(format!("{path} has {lines} lines, more than {LINES_MAX}")),
        false if may_be => Some(format!("{path} has {lines} lines: it needs no exception")),
        _ => None,
    }
}

fn machine_paths(path: &str, text: &str) -> Vec<String> {
    let names_one = |line: &&str| MACHINE_PATHS.iter().any(|machine| line.contains(machine));
    text.lines().filter(names_one).map(|line| format!("{path}: {line}")).collect()
}

/// All texts of the project but this one, which has to name what it looks for.
fn texts() -> Vec<(String, String)> {
    let folders = ["src", "tests", "benches", "docs", "scenarios", ".ci"];
    let at_the_top = ["Cargo.toml", "README.md", "deny.toml", "clippy.toml"].map(str::to_owned);
    let paths = folders.into_iter().flat_map(files).chain(at_the_top).filter(|path| path != "tests/tidy/texts.rs");
    paths
        .map(|path| (path.clone(), String::from_utf8_lossy(&std::fs::read(&path).expect("a file")).into_owned()))
        .collect()
}

#[test]
fn no_file_of_code_or_prose_is_too_long() {
    let is_text = |path: &str| is_rust(path) || ["README.md", "docs/model.md", ".ci/run"].contains(&path);
    let found = texts().into_iter().filter(|(path, _)| is_text(path)).filter_map(|(path, text)| too_long(&path, &text));
    assert_none(&found.collect::<Vec<_>>());
    assert_eq!(too_long("src/a.rs", &"\n".repeat(LINES_MAX)), None);
    assert!(too_long("src/a.rs", &"\n".repeat(LINES_MAX + 1)).is_some());
    assert!(LONGER.iter().all(|(path, _)| too_long(path, "").is_some()));
}

#[test]
fn every_file_of_code_says_what_it_is_for() {
    let says = |text: &str| text.starts_with("//! ");
    let silent = texts().into_iter().filter(|(path, text)| is_rust(path) && !says(text));
    assert_none(&silent.map(|(path, _)| path).collect::<Vec<_>>());
    assert!(!says("use std::fs;\n//! Late."));
}

#[test]
fn nothing_names_a_path_of_one_machine() {
    assert_none(&texts().iter().flat_map(|(path, text)| machine_paths(path, text)).collect::<Vec<_>>());
    assert_eq!(machine_paths("a.md", "open it\nin /home/me/client.toml").len(), 1);
}
