//! Completions and manual pages are what shells and `man` want, and say all that `--help` says.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use support::program::run;

const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

/// The long options that a text names.
fn options(text: &str) -> BTreeSet<String> {
    let parts = text.split("--").skip(1);
    let name = |part: &str| part.chars().take_while(|it| it.is_ascii_lowercase() || *it == '-').collect::<String>();
    parts.map(name).filter(|name| name.starts_with(|first: char| first.is_ascii_lowercase())).collect()
}

/// The commands, as the manual has a page for each.
fn pages(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("a page").file_name().into_string().expect("UTF-8"))
        .collect();
    names.sort();
    names
}

/// Runs another program; none where it is not installed.
fn other(program: &str, arguments: &[&str], input: &str) -> Option<Output> {
    let mut child = Command::new(program)
        .args(arguments)
        .env("LC_ALL", "C.UTF-8")
        .env("MANWIDTH", "80")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads");
    Some(child.wait_with_output().expect("it ends"))
}

#[test]
fn completions_know_every_command_and_option() {
    let folder = tempfile::tempdir().expect("a folder");
    for shell in SHELLS {
        let script = run(folder.path(), &["completions", shell]);
        assert_eq!((script.code, script.stderr.as_str()), (Some(0), ""), "{shell}");
        for word in ["compare", "init", "completions", "extra-hours", "replacement-margin", "explain"] {
            assert!(script.stdout.contains(word), "{shell} does not know {word}");
        }
        let Some(checked) = other(shell, &["-n"], &script.stdout).filter(|_| matches!(shell, "bash" | "zsh" | "fish"))
        else {
            continue;
        };
        assert!(checked.status.success(), "{shell}: {}", String::from_utf8_lossy(&checked.stderr));
    }
    let unknown = run(folder.path(), &["completions", "tcsh"]);
    assert_eq!(unknown.code, Some(2));
    assert!(SHELLS.iter().all(|shell| unknown.stderr.contains(shell)), "{}", unknown.stderr);
}

#[test]
fn the_manual_says_what_the_help_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = run(folder.path(), &["man", "-o", "."]);
    assert_eq!((made.code, made.stdout.as_str(), made.stderr.as_str()), (Some(0), "", ""));
    let pages = pages(folder.path());
    assert!(pages.len() >= 8 && pages.contains(&"uprate.1".to_owned()), "{pages:?}");
    for page in &pages {
        let name = page.strip_suffix(".1").expect("section 1");
        let help = match name.strip_prefix("uprate-") {
            Some(command) => run(folder.path(), &[command, "--help"]).stdout,
            None => run(folder.path(), &["--help"]).stdout,
        };
        let text =
            fs::read_to_string(folder.path().join(page)).expect("a page").replace("\\-", "-").replace("\\*(Aq", "'");
        let missing: Vec<_> = options(&help).difference(&options(&text)).cloned().collect();
        assert!(missing.is_empty(), "{page}: {missing:?}");
        let (_, example) = help.split_once("Example:\n").expect("an example");
        for line in example.lines() {
            assert!(text.lines().any(|one| one == line.trim()), "{page}: {line}");
        }
        if name == "uprate" {
            let commands = pages.iter().filter_map(|page| page.strip_suffix(".1")?.strip_prefix("uprate-"));
            assert!(commands.clone().count() >= 7);
            for command in commands {
                assert!(text.contains(&format!("uprate-{command}(1)")) && help.contains(command), "{command}");
            }
            let printed = run(folder.path(), &["man"]).stdout;
            assert_eq!(printed.replace("\\-", "-"), text);
        }
    }
}

#[test]
fn the_manual_is_set_without_a_warning() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(run(folder.path(), &["man", "-o", "."]).code, Some(0));
    for page in pages(folder.path()) {
        let file = folder.path().join(&page);
        let file = file.to_str().expect("UTF-8");
        for (program, arguments) in [("groff", &["-man", "-ww", "-z", file][..]), ("man", &["--warnings", "-l", file])]
        {
            let Some(set) = other(program, arguments, "") else { continue };
            let said = String::from_utf8_lossy(&set.stderr);
            assert!(set.status.success() && said.is_empty(), "{program} {page}: {said}");
        }
    }
}

#[test]
fn the_manual_goes_to_a_folder_that_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("file"), "mine").expect("written");
    for place in ["missing", "file"] {
        let refused = run(folder.path(), &["man", "-o", place]);
        assert_eq!((refused.code, refused.stdout.as_str()), (Some(2), ""), "{place}");
        assert!(refused.stderr.contains("is no folder"), "{}", refused.stderr);
    }
    assert_eq!(pages(folder.path()), ["file"]);
}
