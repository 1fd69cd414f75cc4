//! Input that nobody means well: files that are no scenarios, arguments and names of files that are commands to a terminal.
//! Each gets one clear answer in bounded time.

mod support;

use std::fs;
use std::path::Path;
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use support::commands::{SCENARIO, every_call};
use support::evil::{EVIL, assert_shown};
use support::program::{MINIMAL, Run, command, finished, folder, run};

/// How long an answer may take on a slow machine, without optimisation.
const PATIENCE: Duration = Duration::from_secs(30);

/// Runs the program, which has to answer in time.
fn answer(folder: &Path, arguments: &[&str]) -> Run {
    let begun = Instant::now();
    let run = run(folder, arguments);
    assert!(begun.elapsed() < PATIENCE, "{arguments:.100?} took {:?}", begun.elapsed());
    run
}

/// Refused for what a person can act on, with nothing on standard output.
fn assert_refused(run: &Run, code: i32, says: &str, of: &str) {
    assert_eq!((run.code, run.stdout.as_str()), (Some(code), ""), "{of}: {}", run.stderr);
    assert!(run.stderr.starts_with("error") && run.stderr.contains(says), "{of}: {}", run.stderr);
    assert!(!run.stderr.contains("panicked"), "{of}: {}", run.stderr);
    assert_shown(&run.stderr, of);
}

#[test]
fn what_is_no_scenario_is_said_to_be_none() {
    let folder = folder();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("written");
    write("empty.toml", b"");
    write("mark.toml", b"\xef\xbb\xbf");
    write("zeros.toml", &[0; 1000]);
    write("bytes.toml", &(0..=255).collect::<Vec<u8>>());
    write("latin.toml", b"title = \"caf\xe9\"\n");
    write("wide.toml", b"\xff\xfet\x00=\x001\x00");
    write("program.toml", &fs::read(env!("CARGO_BIN_EXE_uprate")).expect("the program")[..500_000]);
    fs::create_dir(folder.path().join("folder.toml")).expect("a folder");
    let huge = fs::File::create(folder.path().join("huge.toml")).expect("a file");
    huge.set_len(100 * 1024 * 1024).expect("100 MB");
    for (file, code, says) in [
        ("empty.toml", 1, "`client` is missing"),
        ("mark.toml", 1, "`client` is missing"),
        ("zeros.toml", 1, "this is not TOML"),
        ("bytes.toml", 1, "is not text in UTF-8"),
        ("latin.toml", 1, "line 1 is not text in UTF-8; save the file as UTF-8"),
        ("wide.toml", 1, "the text is in UTF-16; save the file as UTF-8"),
        ("program.toml", 1, "is not text in UTF-8"),
        ("huge.toml", 1, "huge.toml is no scenario: larger than 1 MB"),
        ("folder.toml", 2, "folder.toml is a folder; name a scenario file in it"),
        ("missing.toml", 2, "there is no file missing.toml"),
        ("mis\u{1b}[31m\nsing.toml", 2, "there is no file mis␛[31m sing.toml"),
        ("client.toml/x", 2, "cannot read client.toml/x: "),
    ] {
        for call in every_call().iter().filter(|call| call.reads() && call.format.as_deref() == Some("table")) {
            let mut arguments = call.with(&[]);
            arguments.iter_mut().filter(|argument| **argument == SCENARIO).for_each(|argument| *argument = file);
            assert_refused(&answer(folder.path(), &arguments), code, says, &format!("{arguments:?}"));
        }
    }
    assert_refused(&run(folder.path(), &["compare"]), 2, "required arguments were not provided", "no file");
}

#[cfg(unix)]
#[test]
fn devices_are_read_as_far_as_a_scenario_may_be_long() {
    let folder = folder();
    for (device, says) in [("/dev/zero", "larger than 1 MB"), ("/dev/null", "`client` is missing")] {
        assert_refused(&answer(folder.path(), &["check", device]), 1, says, device);
        let input = fs::File::open(device).expect("a device");
        let output = command(folder.path(), &["check", "-"]).stdin(input).output().expect("the program runs");
        assert_refused(&finished(output), 1, says, device);
    }
}

#[test]
fn nesting_without_end_is_refused() {
    let folder = folder();
    let deep = 100_000;
    for (name, text) in [
        ("lists", format!("a = {}", "[".repeat(deep))),
        ("closed lists", format!("a = {}{}", "[".repeat(deep), "]".repeat(deep))),
        ("tables", format!("a = {}", "{a=".repeat(deep))),
        ("keys", format!("{}a = 1", "a.".repeat(deep))),
        ("headers", format!("[{}a]", "a.".repeat(deep))),
        ("ranges", format!("{MINIMAL}\n[goal]\nmargin = {}1{}", "{ low = ".repeat(60), " }".repeat(60))),
    ] {
        fs::write(folder.path().join("deep.toml"), text).expect("written");
        assert_refused(&answer(folder.path(), &["check", "deep.toml"]), 1, "--> deep.toml:", name);
    }
    // One argument of Linux has at most 128 KiB.
    let deep = 30_000;
    for (given, code) in [
        (format!("client={}", "[".repeat(deep)), 1),
        (format!("client={}1{}", "{rate=".repeat(deep / 2), "}".repeat(deep / 2)), 1),
        (format!("{}a=1", "a.".repeat(deep)), 2),
    ] {
        assert_refused(&answer(folder.path(), &["check", "client.toml", "--set", &given]), code, "client", &given[..9]);
    }
}

#[test]
fn a_megabyte_of_mistakes_is_answered_in_time_and_not_all_shown() {
    let folder = folder();
    let list = |text: &str| text.repeat(900_000 / text.len());
    let after = |text: &str| format!("{MINIMAL}{}", list(text));
    let keys: Vec<String> = (0..80_000).map(|key| format!("k{key}=1\n")).collect();
    for (name, text) in [
        ("headers", after("[[strategy]]\n")),
        ("kinds", after("[[strategy]]\nkind = \"custom\"\n")),
        ("risks", after("[[risk]]\n")),
        ("correlations", after("[[correlation]]\na = \"a\"\nb = \"b\"\nrho = 1\n")),
        ("moves", format!("{MINIMAL}[[strategy]]\nkind = \"custom\"\n{}", list("[[strategy.move]]\nrais = 1\n"))),
        ("flags", format!("flags = [{}]\n{MINIMAL}", list("\"abusiv\","))),
        ("flag", format!("flags = [{}]\n{MINIMAL}", list("\"abusive\",\n"))),
        ("answers", format!("{MINIMAL}[response]\naccept = [{}]\n", list("{ raise = \"1%\", chance = \"5%\" },"))),
        ("ids", format!("{MINIMAL}[[risk]]\nstrategies = [{}]\n", list("\"thirty-day\","))),
        ("keys", keys.concat() + MINIMAL),
        ("keys alone", keys.concat()),
        ("key", list("a = 1\n")),
        ("words", list("a b\n")),
        ("quotes", list("\"")),
        ("title", format!("title = \"{}\"\n{MINIMAL}", list("x"))),
        ("key of a megabyte", format!("{} = 1\n{MINIMAL}", list("x"))),
    ] {
        fs::write(folder.path().join("many.toml"), text).expect("written");
        let run = answer(folder.path(), &["check", "many.toml"]);
        assert_refused(&run, 1, "--> many.toml:", name);
        assert!(run.stderr.matches("error[").count() <= 50, "{name}");
        assert!(run.stderr.len() < 100_000, "{name}: {} bytes", run.stderr.len());
    }
}

#[test]
fn a_file_may_have_any_name() {
    use std::ffi::OsString;
    let folder = tempfile::tempdir().expect("a folder");
    let mut names: Vec<OsString> =
        ["a\nb\u{1b}[31m.toml", "=1+1.toml", "<b>|x.toml", "--help", "a b'\"$(x).toml", "\u{202e}lmot.x"]
            .map(Into::into)
            .into();
    names.push(format!("{}.toml", "ü".repeat(125)).into());
    #[cfg(unix)]
    names.push(std::os::unix::ffi::OsStringExt::from_vec(b"\xff\x1b[31m\xfe.toml".to_vec()));
    for name in names {
        fs::write(folder.path().join(&name), MINIMAL).expect("written");
        for format in ["table", "csv", "markdown", "json"] {
            let mut command = command(folder.path(), &["compare", "--format", format, "-q", "--"]);
            let run = finished(command.arg(&name).output().expect("the program runs"));
            assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{name:?}");
            assert_shown(&run.stdout, &format!("{name:?}"));
        }
        fs::write(folder.path().join(&name), "[client]\n").expect("written");
        let mut command = command(folder.path(), &["check", "--"]);
        let run = finished(command.arg(&name).output().expect("the program runs"));
        assert_refused(&run, 1, "no-form", &format!("{name:?}"));
    }
}

#[test]
fn arguments_are_repeated_only_as_text() {
    let folder = folder();
    let evil = EVIL.replace('\0', "");
    for option in
        ["--set", "--months", "--strategy", "--by", "--columns", "--width", "--format", "--color", "--csv-style"]
    {
        for value in [evil.clone(), format!("client.rate={evil}"), format!("client.\"{evil}\"=1"), format!("{evil}=1")]
        {
            let arguments = ["compare", "client.toml", &format!("{option}={value}")];
            for coloured in ["0", "1"] {
                let mut command = command(folder.path(), &arguments);
                let output = command.env_remove("NO_COLOR").env("CLICOLOR_FORCE", coloured).output();
                let Output { status, stdout, stderr } = output.expect("the program runs");
                assert!(matches!(status.code(), Some(1 | 2)), "{arguments:?}");
                assert!(stdout.is_empty());
                let stderr = String::from_utf8(stderr).expect("UTF-8");
                assert_shown(&anstream::adapter::strip_str(&stderr).to_string(), option);
                // Only the sequences of colours, which end in an m and hold nothing but numbers.
                let sequences = stderr.split('\u{1b}').skip(1).map(|rest| rest.split_once('m').expect("an end").0);
                assert!(sequences.into_iter().all(|inside| inside.starts_with('[')
                    && inside[1..].chars().all(|character| character.is_ascii_digit() || character == ';')));
            }
        }
    }
    for arguments in [&[evil.as_str()][..], &["compare", evil.as_str(), "--"], &["init", "--rate", evil.as_str()]] {
        assert_refused(&run(folder.path(), arguments), 2, "", "elsewhere");
    }
}

#[cfg(unix)]
#[test]
fn arguments_that_are_no_text_are_refused() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = folder();
    let bytes = OsStr::from_bytes(b"\xff\xfe\x1b[31m");
    for option in ["--set", "--months", "--strategy", "--by", "--columns"] {
        let mut command = command(folder.path(), &["compare", "client.toml", option]);
        let run = finished(command.arg(bytes).stdin(Stdio::null()).output().expect("the program runs"));
        assert_refused(&run, 2, "invalid UTF-8", option);
    }
    let run = finished(command(folder.path(), &["compare"]).arg(bytes).output().expect("the program runs"));
    assert_refused(&run, 2, "there is no file ��␛[31m", "a file");
}
