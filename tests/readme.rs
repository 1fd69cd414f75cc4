//! What the README shows is what the program prints.

use std::path::Path;
use std::process::Command;

/// The `console` blocks of the README: a line `$ uprate …` and what it prints.
fn shown() -> Vec<(String, String)> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("the README");
    let blocks = text.split("```console\n").skip(1).map(|rest| rest.split("```").next().unwrap_or_default());
    blocks
        .map(|block| {
            let (command, output) = block.split_once('\n').expect("a command and its output");
            (command.strip_prefix("$ uprate ").expect("a command of uprate").to_owned(), output.to_owned())
        })
        .collect()
}

#[test]
fn every_command_prints_what_is_shown() {
    let shown = shown();
    assert!(shown.len() >= 2, "the README shows commands with their output");
    for (command, expected) in shown {
        let run = Command::new(env!("CARGO_BIN_EXE_uprate"))
            .args(command.split(' ').map(|word| word.trim_matches('\'')))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("NO_COLOR", "1")
            .output()
            .expect("the program runs");
        let printed = [run.stdout, run.stderr].concat();
        let printed = String::from_utf8_lossy(&printed).into_owned();
        // A line `...` stands for lines that are left out.
        let mut rest = printed.as_str();
        for (position, part) in expected.split("...\n").enumerate() {
            let found = rest.find(part).unwrap_or_else(|| panic!("`uprate {command}` prints\n{printed}\nnot\n{part}"));
            assert!(position > 0 || found == 0, "`uprate {command}` begins with\n{printed}");
            rest = &rest[found + part.len()..];
        }
    }
}
