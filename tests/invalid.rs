//! Every problem of a scenario has a file that shows it, and the whole message is as it should be.
//!
//! `tests/invalid/NAME.toml` is checked with the overrides in `NAME.args`, one a line; `NAME.stderr` is the message. To
//! write the messages anew, run with `UPDATE=1` and read the diff.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use uprate::scenario::problem::Problem;

/// The file of many mistakes at once.
const MANY: &str = "many";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/invalid")
}

/// The names of the files, without their ending.
fn names() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder())
        .expect("the folder is there")
        .filter_map(|entry| entry.expect("a file").file_name().to_str()?.strip_suffix(".toml").map(str::to_owned))
        .collect();
    names.sort();
    names
}

/// The message that is expected of a file; empty where there is none yet.
fn expected(name: &str) -> String {
    fs::read_to_string(folder().join(format!("{name}.stderr"))).unwrap_or_default()
}

/// What the program says about a file.
fn said(name: &str) -> String {
    let overrides = fs::read_to_string(folder().join(format!("{name}.args"))).unwrap_or_default();
    let output = Command::new(env!("CARGO_BIN_EXE_uprate"))
        .current_dir(folder())
        .env("NO_COLOR", "1")
        .env_remove("CLICOLOR_FORCE")
        .args(["check", &format!("{name}.toml")])
        .args(overrides.lines().flat_map(|line| ["--set", line]))
        .output()
        .expect("the program runs");
    let message = String::from_utf8(output.stderr).expect("text");
    assert_eq!(output.status.code(), Some(1), "{name}.toml\n{message}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "", "{name}.toml");
    message
}

/// The lines that differ, between the first and the last that do.
fn difference(expected: &str, said: &str) -> String {
    let (expected, said): (Vec<_>, Vec<_>) = (expected.lines().collect(), said.lines().collect());
    let before = expected.iter().zip(&said).take_while(|(one, other)| one == other).count();
    let (expected, said) = (&expected[before..], &said[before..]);
    let after = expected.iter().rev().zip(said.iter().rev()).take_while(|(one, other)| one == other).count();
    let lines = |sign: &str, lines: &[&str]| {
        lines[..lines.len() - after].iter().map(|line| format!("{sign} {line}\n")).collect::<Vec<_>>().concat()
    };
    lines("-", expected) + &lines("+", said)
}

#[test]
fn every_message_is_as_it_should_be() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = String::new();
    for name in names() {
        let (expected, said) = (expected(&name), said(&name));
        if expected != said {
            let _ = writeln!(wrong, "{name}.stderr\n{}", difference(&expected, &said));
            if update {
                fs::write(folder().join(format!("{name}.stderr")), &said).expect("the message is written");
            }
        }
    }
    assert!(!update, "the messages were written anew: read the diff, then run without UPDATE\n\n{wrong}");
    assert!(wrong.is_empty(), "- expected, + said\n\n{wrong}");
}

#[test]
fn every_problem_has_a_file_and_every_file_shows_the_problem_in_its_name() {
    let messages: Vec<(String, String)> = names().into_iter().map(|name| (expected(&name), name)).collect();
    for code in Problem::CODES {
        let title = format!("error[{code}]");
        assert!(messages.iter().any(|(message, _)| message.contains(&title)), "no file shows {title}");
    }
    for (message, name) in messages.iter().filter(|(_, name)| name != MANY) {
        let is_of = |code: &&str| name.strip_prefix(code).is_some_and(|face| face.is_empty() || face.starts_with('-'));
        let code = Problem::CODES.into_iter().filter(is_of).max_by_key(|code| code.len());
        let code = code.unwrap_or_else(|| panic!("{name}.toml is named after no problem"));
        assert!(message.contains(&format!("error[{code}]")), "{name}.stderr does not show {code}");
    }
}

#[test]
fn many_mistakes_are_all_said_at_once() {
    let message = expected(MANY);
    let shown = Problem::CODES.iter().filter(|code| message.contains(&format!("error[{code}]")));
    assert!(shown.count() >= 8, "{message}");
}
