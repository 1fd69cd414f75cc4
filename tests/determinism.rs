//! The same input gives the same bytes: again, elsewhere, in another time zone, language and terminal, under another name
//! of the user, from a pipe as from a file.

mod support;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::sync::LazyLock;

use support::commands::{Call, FORMATS, SCENARIO, every_call};
use support::program::{Run, command, entries, finished, run};

/// What else is asked for of a scenario `client.toml` than every command in every format.
const MORE: [&[&str]; 5] = [
    &["compare", "client.toml", "--brief"],
    &["compare", "client.toml", "--format", "csv", "--csv-style", "eu"],
    &["compare", "client.toml", "--by", "p10", "--columns", "net-profit,accepts", "--width", "60"],
    &["project", "client.toml", "--all", "--format", "json", "--months", "37"],
    &["check", "client.toml", "--set", "client.rte=1", "--set", "payment.days=x", "--set", "months=0"],
];

/// Every command in every format, and more of them, with what comes of each. Help is left out: it is wrapped to the
/// terminal.
static USUAL: LazyLock<Vec<(Vec<&'static str>, Output)>> = LazyLock::new(|| {
    let folder = folder_with(&scenario());
    let calls = every_call().iter().map(|call| call.with(&[]));
    let lines = calls.chain(MORE.iter().map(|line| line.to_vec()));
    let output = |line: &[&str]| command(folder.path(), line).output().expect("the program runs");
    lines.map(|line| (line.clone(), output(&line))).collect()
});

/// Those of them that read a scenario and are text.
fn usual_of_scenarios() -> impl Iterator<Item = (&'static [&'static str], &'static Output)> {
    let is_text = |output: &Output| std::str::from_utf8(&output.stdout).is_ok();
    let read = USUAL.iter().filter(move |(line, output)| line.contains(&SCENARIO) && is_text(output));
    read.map(|(line, output)| (line.as_slice(), output))
}

/// A scenario with dates, a contract and several strategies.
fn scenario() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/price-lock-cap-and-long-notice.toml")
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    format!("{}: {}{}", output.status, text(&output.stdout), text(&output.stderr))
}

fn scenarios() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("the scenarios").map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    paths
}

/// A folder with a copy of a scenario as `client.toml`, seventy years later: no letter of it is late today in one time zone
/// and not yet in another.
fn folder_with(scenario: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let text = fs::read_to_string(scenario).expect("a scenario");
    let later = text.replace("2026-", "2096-").replace("2027-", "2097-");
    assert_ne!(text, later, "it has dates");
    fs::write(folder.path().join("client.toml"), later).expect("written");
    folder
}

fn assert_same(run: &Run, other: &Run, of: &str) {
    assert_eq!(run.code, other.code, "{of}: {}", other.stderr);
    assert!(run.stdout == other.stdout, "{of}\n{}\n{}", run.stdout, other.stdout);
    assert!(run.stderr == other.stderr, "{of}\n{}\n{}", run.stderr, other.stderr);
}

#[test]
fn every_scenario_says_the_same_again_in_another_folder() {
    let folder_with_all = || {
        let folder = tempfile::tempdir().expect("a folder");
        for scenario in scenarios() {
            fs::copy(&scenario, folder.path().join(scenario.file_name().expect("a name"))).expect("copied");
        }
        folder
    };
    let (here, there) = (folder_with_all(), folder_with_all());
    let files = entries(here.path());
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    for (command, files) in [
        ("compare", vec![files.clone()]),
        ("check", vec![files.clone()]),
        ("project", files.chunks(1).map(<[_]>::to_vec).collect()),
    ] {
        for files in files {
            let arguments = [&[command], files.as_slice(), &["--format", "json"]].concat();
            let first = run(here.path(), &arguments);
            assert_eq!(first.code, Some(0), "{arguments:?}: {}", first.stderr);
            assert_same(&first, &run(there.path(), &arguments), &format!("{arguments:?}"));
        }
    }
}

/// What is around the program when it is run again.
const WORLDS: [&[(&str, &str)]; 4] = [
    &[
        ("TZ", "Pacific/Kiritimati"),
        ("LC_ALL", "de_DE.UTF-8"),
        ("LANG", "de_DE.UTF-8"),
        ("LANGUAGE", "de"),
        // A pipe is no terminal, whatever the shell says of the one that it is in.
        ("COLUMNS", "33"),
        ("TERM", "xterm-256color"),
    ],
    &[("TZ", "America/Adak"), ("LC_ALL", "tr_TR.ISO-8859-9"), ("HOME", "/nowhere"), ("RUST_BACKTRACE", "full")],
    &[("TZ", ":/nonsense"), ("LC_ALL", "C"), ("TERM", "dumb"), ("TMPDIR", "/nowhere"), ("SOURCE_DATE_EPOCH", "0")],
    // Nothing at all.
    &[],
];

#[test]
fn every_command_says_the_same_bytes_again_elsewhere_in_every_format() {
    let elsewhere = folder_with(&scenario());
    let mut turn = 0;
    for (line, usual) in USUAL.iter() {
        // A format of a command is in one of them, the next format in the next.
        turn += 1;
        let own = [WORLDS[turn % WORLDS.len()]];
        let worlds = if line.contains(&"--format") { &own } else { &WORLDS[..] };
        for world in worlds {
            let mut command = command(elsewhere.path(), line);
            if world.is_empty() {
                command.env_clear().env("NO_COLOR", "1");
            }
            let again = command.envs(world.iter().copied()).output().expect("the program runs");
            assert!(&again == usual, "{world:?} {line:?}\n{}\n{}", said(&again), said(usual));
        }
    }
}

#[test]
fn every_command_has_an_answer_to_the_scenario_of_these_tests() {
    for call in every_call() {
        let output = USUAL.iter().find(|(line, _)| *line == call.with(&[])).map(|(_, output)| output);
        let Output { status, stdout, stderr } = output.expect("it was run");
        // A command that needs more than a scenario is entered in tests/support/commands.rs with what it needs.
        let is_refused = status.code() == Some(2) && stdout.is_empty() && stderr.starts_with(b"error: ");
        let said = String::from_utf8_lossy(stderr);
        assert!(status.success() || (is_refused && !call.is_usual()), "{call:?}: {status} {said}");
    }
}

#[test]
fn the_list_of_commands_and_formats_is_that_of_the_help() {
    let calls = every_call();
    for command in [
        "compare",
        "project",
        "check",
        "sweep",
        "solve",
        "simulate",
        "distribution",
        "best-path",
        "diff",
        "explain",
        "assess",
    ] {
        for format in FORMATS {
            let is_there = |call: &&Call| call.command == command && call.format.as_deref() == Some(format);
            assert!(calls.iter().find(is_there).is_some_and(Call::reads), "{command} as {format}");
        }
    }
    for command in ["init", "schema", "completions", "man"] {
        let of_command: Vec<_> = calls.iter().filter(|call| call.command == command).collect();
        assert!(matches!(of_command[..], [call] if call.format.is_none() && !call.reads()), "{of_command:?}");
    }
}

#[test]
fn colour_is_all_that_colour_adds() {
    let folder = folder_with(&scenario());
    let ways = [("NO_COLOR", &["--color", "always"][..]), ("CLICOLOR_FORCE", &[])];
    for ((line, usual), (variable, more)) in usual_of_scenarios().zip(ways.into_iter().cycle()) {
        let mut command = command(folder.path(), &[line, more].concat());
        let output = command.env_remove("NO_COLOR").env(variable, "1").output().expect("the program runs");
        let mut coloured = finished(output);
        for text in [&mut coloured.stdout, &mut coloured.stderr] {
            *text = anstream::adapter::strip_str(text).to_string();
        }
        assert_same(&finished(usual.clone()), &coloured, &format!("{variable} {line:?}"));
    }
}

#[test]
fn a_file_holds_what_would_be_printed() {
    let folder = folder_with(&scenario());
    let file = folder.path().join("result.csv");
    for (line, usual) in usual_of_scenarios().filter(|(_, usual)| usual.status.success()) {
        // The ending does not matter where the format is given.
        let format = if line.contains(&"--format") { &[][..] } else { &["--format", "table"] };
        let written = run(folder.path(), &[line, format, &["-o", "result.csv"]].concat());
        assert_eq!((written.code, written.stdout.as_str()), (Some(0), ""), "{line:?}: {}", written.stderr);
        // What a file cannot hold is said beside it, as it is beside a page.
        assert_eq!(written.stderr.as_bytes(), usual.stderr, "{line:?}");
        assert!(fs::read(&file).expect("written") == usual.stdout, "{line:?}");
    }
}

#[test]
fn a_pipe_is_read_as_a_file_is() {
    for scenario in scenarios() {
        // Of what names the file only the name of a client without one is seen.
        let text = fs::read_to_string(&scenario).expect("a scenario");
        let named = if text.contains("\nname = ") { text } else { text.replace("[client]", "[client]\nname = \"x\"") };
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("standard input"), &named).expect("written");
        let from_file = run(folder.path(), &["compare", "standard input", "--format", "csv"]);
        let mut child = command(folder.path(), &["compare", "-", "--format", "csv"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        child.stdin.take().expect("a pipe").write_all(named.as_bytes()).expect("written");
        let from_pipe = finished(child.wait_with_output().expect("it ends"));
        assert_same(&from_file, &from_pipe, &scenario.to_string_lossy());
    }
}

#[test]
fn line_ends_marks_and_the_order_of_tables_do_not_matter() {
    for scenario in scenarios() {
        let text = fs::read_to_string(&scenario).expect("a scenario");
        let folder = tempfile::tempdir().expect("a folder");
        let say = |text: &str| {
            fs::write(folder.path().join("client.toml"), text).expect("written");
            run(folder.path(), &["compare", "client.toml", "--format", "json", "-q"])
        };
        let usual = say(&text);
        assert_eq!(usual.code, Some(0), "{}", usual.stderr);
        let changed = [text.replace('\n', "\r\n"), format!("\u{feff}{text}"), tables_reversed(&text)];
        for text in changed.iter().map(String::as_str).chain([text.trim_end()]) {
            assert_same(&usual, &say(text), &scenario.to_string_lossy());
        }
    }
}

/// The text with its single tables in the opposite order, behind them the lists of tables as they were.
fn tables_reversed(text: &str) -> String {
    let mut blocks: Vec<String> = vec![String::new()];
    for line in text.lines() {
        if line.starts_with('[') {
            blocks.push(String::new());
        }
        let block = blocks.last_mut().expect("there is always one");
        block.push_str(line);
        block.push('\n');
    }
    let top = blocks.remove(0);
    let (lists, mut tables): (Vec<_>, Vec<_>) = blocks.into_iter().partition(|block| block.starts_with("[["));
    tables.reverse();
    top + &tables.concat() + &lists.concat()
}
