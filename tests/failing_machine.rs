//! A machine on which something fails: full disks, folders and files that cannot be written, readers that go, a process
//! that is killed, an environment with nothing in it. What was there stays whole, and what failed is said.
//!
//! What needs more rights than the tests have is skipped, and says so.

#![cfg(unix)]

mod support;

use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};

use chrono::NaiveDate;
use support::commands::{Call, SCENARIO, answered, every_call};
use support::program::{MINIMAL, Run, command, entries, finished, folder, run};
use uprate::analysis::choice::By;
use uprate::analysis::comparison::compare;
use uprate::scenario::{Request, Source, read};

/// The program's file.
const PROGRAM: &str = env!("CARGO_BIN_EXE_uprate");

/// Every command in every format that is text, without warnings; and what is said without a command.
fn printing() -> Vec<Vec<&'static str>> {
    let calls = every_call().iter().filter(|call| call.is_usual());
    let calls = calls.map(|call| call.with(if call.reads() { &["-q"] } else { &[] }));
    calls.chain([vec!["--help"], vec![]]).collect()
}

/// A folder with a scenario that every command has an answer to.
fn folder_for_all() -> tempfile::TempDir {
    let folder = folder();
    fs::write(folder.path().join(SCENARIO), answered()).expect("written");
    folder
}

/// Runs lines of a shell in a folder, `$0` being the program.
fn shell(folder: &Path, lines: &str) -> Run {
    let mut command = Command::new("sh");
    command.args(["-c", lines, PROGRAM]).current_dir(folder).env("NO_COLOR", "1").stdin(Stdio::null());
    finished(command.output().expect("there is a shell"))
}

/// Runs lines of a shell where file systems may be mounted; none where the machine does not allow that.
fn shell_that_mounts(folder: &Path, lines: &str) -> Option<Run> {
    let unshare = |lines: &str| {
        let arguments = ["--user", "--map-root-user", "--mount", "sh", "-c", lines, PROGRAM];
        Command::new("unshare").args(arguments).current_dir(folder).env("NO_COLOR", "1").output().ok()
    };
    fs::create_dir_all(folder.join("disk")).expect("a folder");
    let mounts = unshare("mount -t tmpfs tmpfs disk").is_some_and(|output| output.status.success());
    if !mounts {
        skipped("no file system can be mounted here");
        return None;
    }
    unshare(lines).map(finished)
}

/// Says why a test did not look; not by the macros, whose words nobody sees of a test that passes.
fn skipped(why: &str) {
    let name = std::thread::current().name().unwrap_or_default().to_owned();
    let _ = writeln!(std::io::stderr(), "skipped {name}: {why}");
}

/// Refused with a sentence, without a result.
fn assert_refused(run: &Run, says: &str, of: &str) {
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{of}: {}", run.stderr);
    assert!(run.stderr.starts_with("error: ") && run.stderr.contains(says), "{of}: {}", run.stderr);
    assert_eq!(run.stderr.lines().count(), 1, "{of}: {}", run.stderr);
}

#[test]
fn a_full_disk_behind_standard_output_is_said_by_every_command() {
    if !Path::new("/dev/full").exists() {
        return skipped("there is no device that is always full");
    }
    let folder = folder_for_all();
    for arguments in &printing() {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a device that is always full");
        let output = command(folder.path(), arguments).stdout(full).output().expect("the program runs");
        assert_refused(&finished(output), "cannot write to standard output: No space left", &arguments.join(" "));
    }
    // Where errors cannot be said either, the exit status has to do.
    for (line, code) in [("check client.toml --set client.rate=0", 1), ("check missing.toml", 2), ("frobnicate", 2)] {
        let run = shell(folder.path(), &format!("exec \"$0\" {line} 2> /dev/full"));
        assert_eq!((run.code, run.stdout.as_str()), (Some(code), ""), "{line}");
    }
}

#[test]
fn a_reader_that_goes_after_a_byte_is_no_error_to_any_command() {
    let folder = folder_for_all();
    for arguments in &printing() {
        let mut child = command(folder.path(), arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut first = [0];
        let mut reader = child.stdout.take().expect("a pipe");
        reader.read_exact(&mut first).expect("a byte");
        drop(reader);
        let run = finished(child.wait_with_output().expect("it ends"));
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn a_pipe_is_written_to_by_any_name() {
    let folder = folder();
    let printed = run(folder.path(), &["compare", "client.toml", "--format", "json"]).stdout;
    let all = shell(folder.path(), "\"$0\" compare client.toml --format json -o /dev/stdout | cat");
    assert_eq!((all.code, all.stdout.as_str(), all.stderr.as_str()), (Some(0), printed.as_str(), ""));
    let named = "mkfifo pipe; cat pipe & \"$0\" compare client.toml --format json -o pipe; wait";
    assert_eq!(shell(folder.path(), named).stdout, printed);
    let gone = "mkfifo half; head -c 1 half > /dev/null & \
                \"$0\" project client.toml --all --months 120 -q --format csv -o half; echo $?";
    let gone = shell(folder.path(), gone);
    assert_eq!((gone.stdout.as_str(), gone.stderr.as_str()), ("0\n", ""));
}

#[test]
fn a_full_disk_leaves_the_old_file_and_nothing_beside_it() {
    let folder = folder();
    let lines = "set -e; mount -t tmpfs -o size=16k tmpfs disk; printf old > disk/old.json; \
                 head -c 100000 /dev/zero > disk/filler 2> /dev/null || true; \
                 for file in old new; do \
                   \"$0\" compare client.toml -o disk/$file.json || echo $?; done; ls -A disk; cat disk/old.json";
    let Some(run) = shell_that_mounts(folder.path(), lines) else { return };
    assert_eq!(run.stdout, "2\n2\nfiller\nold.json\nold", "{}", run.stderr);
    assert_eq!(run.stderr.matches("No space left on device").count(), 2, "{}", run.stderr);
}

/// Every command that reads a scenario, in every format that it has, as a line of a shell that writes to a file. Of the
/// formats for people, which differ in letters only, the first.
fn writing(file: &str) -> Vec<String> {
    let is_another = |call: &&Call| !matches!(call.format.as_deref(), Some("plain" | "markdown"));
    let calls = every_call().iter().filter(|call| call.reads()).filter(is_another);
    calls
        .map(|call| {
            let quoted: Vec<String> = call.with(&["-q", "-o", file]).iter().map(|word| format!("'{word}'")).collect();
            format!("\"$0\" {}", quoted.join(" "))
        })
        .collect()
}

#[test]
fn no_command_and_no_format_leaves_anything_on_a_full_disk() {
    let folder = folder_for_all();
    let lines: Vec<String> = writing("disk/old").iter().map(|line| format!("{line} || echo $?;")).collect();
    let all = format!(
        "set -e; mount -t tmpfs -o size=16k tmpfs disk; printf old > disk/old; \
         head -c 100000 /dev/zero > disk/filler 2> /dev/null || true; {} ls -A disk; cat disk/old",
        lines.join(" ")
    );
    let Some(run) = shell_that_mounts(folder.path(), &all) else { return };
    assert_eq!(run.stdout, format!("{}filler\nold\nold", "2\n".repeat(lines.len())), "{}", run.stderr);
    assert!(run.stderr.lines().all(|line| line.starts_with("error: ")), "{}", run.stderr);
}

#[test]
fn a_read_only_file_system_is_said_and_nothing_changes() {
    let folder = folder();
    let lines = "set -e; mount -t tmpfs tmpfs disk; printf old > disk/old.json; mount -o remount,ro disk; \
                 for file in old new; do \
                   \"$0\" compare client.toml -o disk/$file.json || echo $?; done; ls -A disk; cat disk/old.json";
    let Some(run) = shell_that_mounts(folder.path(), lines) else { return };
    assert_eq!(run.stdout, "2\n2\nold.json\nold", "{}", run.stderr);
    assert_eq!(run.stderr.matches("Read-only file system").count(), 2, "{}", run.stderr);
}

#[test]
fn a_folder_without_permission_is_said_and_nothing_changes() {
    let folder = folder();
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).expect("a folder");
    fs::write(closed.join("old.json"), "old").expect("written");
    fs::write(closed.join("client.toml"), MINIMAL).expect("written");
    let mode = |mode| fs::set_permissions(&closed, fs::Permissions::from_mode(mode)).expect("set");
    // Permissions do not bind the administrator, so it becomes somebody else.
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("set");
    let is_administrator = fs::metadata(folder.path()).expect("there").uid() == 0;
    let somebody = if is_administrator { "setpriv --reuid 65534 --regid 65534 --clear-groups" } else { "" };
    if shell(folder.path(), &format!("{somebody} \"$0\" --version")).code != Some(0) {
        return skipped("the program cannot be run as somebody else");
    }
    mode(0o555);
    for file in ["old", "new"] {
        let run = shell(folder.path(), &format!("{somebody} \"$0\" compare client.toml -o closed/{file}.json"));
        assert_refused(&run, &format!("cannot write closed/{file}.json: Permission denied"), file);
    }
    mode(0o000);
    let run = shell(folder.path(), &format!("{somebody} \"$0\" compare closed/client.toml"));
    assert_refused(&run, "cannot read closed/client.toml: Permission denied", "reading");
    mode(0o755);
    assert_eq!(entries(&closed), ["client.toml", "old.json"]);
    assert_eq!(fs::read_to_string(closed.join("old.json")).expect("there"), "old");
}

#[test]
fn what_cannot_be_a_file_is_refused_in_a_sentence() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    symlink(path("one.json"), path("other.json")).expect("a link");
    symlink(path("other.json"), path("one.json")).expect("a link");
    let long = format!("{}.json", "x".repeat(300));
    for (file, says) in [
        ("one.json", "cannot write one.json: "),
        ("client.toml/result.json", "cannot write client.toml/result.json: "),
        ("missing/folder/result.json", "there is no such folder"),
        (long.as_str(), "File name too long"),
        (".", "it is a folder; name a file in it"),
    ] {
        let run = run(folder.path(), &["compare", "client.toml", "--format", "json", "-o", file]);
        assert_refused(&run, says, file);
    }
    assert_eq!(entries(folder.path()), ["client.toml", "one.json", "other.json"]);
}

#[test]
fn a_link_is_followed_to_its_file_wherever_that_is() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    fs::create_dir(path("elsewhere")).expect("a folder");
    fs::write(path("elsewhere/target.json"), "old").expect("written");
    symlink("elsewhere/target.json", path("inner.json")).expect("a link");
    symlink("inner.json", path("outer.json")).expect("a link");
    assert_eq!(run(folder.path(), &["compare", "client.toml", "-o", "outer.json"]).code, Some(0));
    assert!(fs::read_to_string(path("elsewhere/target.json")).expect("there").starts_with('{'));
    for link in ["inner.json", "outer.json"] {
        assert!(fs::symlink_metadata(path(link)).expect("there").is_symlink(), "{link} is still a link");
    }
    assert_eq!(entries(folder.path()), ["client.toml", "elsewhere", "inner.json", "outer.json"]);
    assert_eq!(entries(&path("elsewhere")), ["target.json"]);
}

#[test]
fn a_scenario_is_never_overwritten_by_any_of_its_names() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("second.toml"), MINIMAL).expect("written");
    fs::hard_link(path("client.toml"), path("hard.json")).expect("a link");
    symlink("client.toml", path("soft.json")).expect("a link");
    symlink(".", path("here")).expect("a link");
    let absolute = path("client.toml").to_str().expect("UTF-8").to_owned();
    for file in ["client.toml", "./client.toml", "here/client.toml", &absolute, "hard.json", "soft.json", "second.toml"]
    {
        for format in [&["--format", "json"][..], &[]] {
            let files = ["compare", "client.toml", "second.toml", "-o", file];
            assert_refused(&run(folder.path(), &[&files[..], format].concat()), "it is read by this run", file);
        }
        if file != "second.toml" {
            let run = shell(folder.path(), &format!("\"$0\" check - -o '{file}' < client.toml"));
            assert_refused(&run, "it is read by this run", file);
        }
    }
    for file in ["client.toml", "second.toml", "hard.json"] {
        assert_eq!(fs::read_to_string(path(file)).expect("there"), MINIMAL);
    }
}

#[test]
fn standard_input_is_not_read_twice() {
    let folder = folder();
    for command in ["compare", "check"] {
        let run = run(folder.path(), &[command, "-", "client.toml", "-"]);
        assert_refused(&run, "standard input can be read only once", command);
    }
}

#[test]
fn a_process_that_is_killed_while_it_writes_leaves_the_old_file() {
    let folder = folder();
    let result = folder.path().join("result.json");
    let whole = run(folder.path(), &["compare", "client.toml", "--format", "json"]).stdout;
    // The process may write so many blocks of 512 bytes; then the system kills it in the middle of a write, or, where
    // it asked not to be killed, refuses the write.
    let blocks = whole.len() / 512;
    for (trap, code) in [("", None), ("trap '' XFSZ;", Some(2))] {
        for limit in 0..=blocks {
            fs::write(&result, "old").expect("written");
            let run = shell(
                folder.path(),
                &format!("{trap} ulimit -c 0; ulimit -f {limit}; exec \"$0\" compare client.toml -o result.json"),
            );
            assert_eq!((run.code, run.stdout.as_str()), (code, ""), "{limit} blocks: {}", run.stderr);
            assert_eq!(fs::read_to_string(&result).expect("there"), "old", "{limit} blocks");
        }
        let hidden = entries(folder.path()).into_iter().filter(|name| name.starts_with('.'));
        // Who is killed cannot tidy up; who is refused does.
        assert!(trap.is_empty() || hidden.clone().count() == 0, "{:?}", hidden.collect::<Vec<_>>());
        for name in hidden {
            fs::remove_file(folder.path().join(name)).expect("removed");
        }
    }
    let limit = blocks + 1;
    let run = shell(folder.path(), &format!("ulimit -f {limit}; exec \"$0\" compare client.toml -o result.json"));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(fs::read_to_string(&result).expect("there"), whole);
}

#[test]
fn whatever_is_killed_in_the_middle_of_its_result_leaves_the_old_file() {
    let folder = folder_for_all();
    let result = folder.path().join("result");
    for line in writing("result") {
        fs::write(&result, "old").expect("written");
        let whole = shell(folder.path(), &line);
        // A format that a command refuses writes nothing.
        if whole.code == Some(2) {
            continue;
        }
        let length = fs::metadata(&result).expect("there").len();
        for limit in [0, length / 2 / 512] {
            fs::write(&result, "old").expect("written");
            let run = shell(folder.path(), &format!("ulimit -c 0; ulimit -f {limit}; exec {line}"));
            assert_eq!((run.code, run.stdout.as_str()), (None, ""), "{line}, {limit} blocks: {}", run.stderr);
            assert_eq!(fs::read_to_string(&result).expect("there"), "old", "{line}, {limit} blocks");
        }
    }
}

// Found by hand: every command that computes on several threads panicked.
#[test]
fn a_machine_without_a_further_thread_computes_the_same_on_one() {
    let folder = folder_for_all();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("set");
    let is_administrator = fs::metadata(folder.path()).expect("there").uid() == 0;
    // No limit binds the administrator.
    let somebody = if is_administrator { "setpriv --reuid 65533 --regid 65533 --clear-groups" } else { "" };
    if shell(folder.path(), &format!("{somebody} prlimit --nproc=1 \"$0\" --version")).code != Some(0) {
        return skipped("the program cannot be run with a limit on its threads");
    }
    let client = format!("{SCENARIO} --months 120 --format json --quiet");
    for line in [
        format!("compare {client}"),
        format!("best-path {client}"),
        format!("sweep {client} --vary client.rate=80..110:1 --strategy status-quo"),
        format!("solve {client} --vary client.rate --strategy status-quo --target 100000"),
        format!("sensitivity {client}"),
        format!("simulate {client} --draws 5000 --threads 4 --set 'effort.hours={{low=15,high=30}}'"),
        format!("report {client} --format html").replace("--format json ", ""),
    ] {
        let usual = shell(folder.path(), &format!("\"$0\" {line}"));
        let alone = shell(folder.path(), &format!("{somebody} prlimit --nproc=1 \"$0\" {line}"));
        assert_eq!(usual.code, Some(0), "{line}: {}", usual.stderr);
        assert_eq!((alone.code, alone.stderr.as_str()), (Some(0), ""), "{line}");
        assert_eq!(alone.stdout, usual.stdout, "{line}");
    }
}

// Found by hand: what root replaced was root's afterwards, and closed to its readers.
#[test]
fn a_replaced_file_keeps_its_owner_its_group_and_its_mode() {
    let folder = folder();
    let file = folder.path().join("result.json");
    fs::write(&file, "old").expect("written");
    if std::os::unix::fs::chown(&file, Some(1234), Some(1235)).is_err() {
        return skipped("a file cannot be given away here");
    }
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("set");
    let owned = || fs::metadata(&file).map(|it| (it.uid(), it.gid(), it.mode() & 0o7777)).expect("there");
    assert_eq!(run(folder.path(), &["compare", "client.toml", "-o", "result.json"]).code, Some(0));
    assert_eq!(owned(), (1234, 1235, 0o640));
    assert!(fs::read_to_string(&file).expect("there").starts_with('{'));
    // Who may give nothing away makes a file of another group, which may not do more than anybody.
    fs::set_permissions(&file, fs::Permissions::from_mode(0o664)).expect("set");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).expect("set");
    let line = "setpriv --reuid 65533 --regid 65533 --clear-groups \"$0\" compare client.toml -o result.json";
    fs::set_permissions(&file, fs::Permissions::from_mode(0o666)).expect("set");
    assert_eq!(shell(folder.path(), line).code, Some(0));
    assert_eq!(owned(), (65533, 65533, 0o666));
    std::os::unix::fs::chown(&file, Some(65533), Some(1235)).expect("given");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o664)).expect("set");
    assert_eq!(shell(folder.path(), line).code, Some(0));
    assert_eq!(owned(), (65533, 65533, 0o644));
}

// Found by hand: the messages named a temporary file, another one each time.
#[test]
fn a_folder_or_a_disk_that_takes_no_file_is_said_in_the_same_words_each_time() {
    let folder = folder();
    let lines = "mount -t tmpfs -o size=4k,nr_inodes=1 tmpfs disk; \"$0\" compare client.toml -o disk/new.json";
    let Some(first) = shell_that_mounts(folder.path(), lines) else { return };
    assert_refused(&first, "cannot write disk/new.json: No space left on device", "no room for a name");
    assert!(!first.stderr.contains(".uprate"), "{}", first.stderr);
    assert_eq!(shell_that_mounts(folder.path(), lines).map(|again| again.stderr), Some(first.stderr));
}

#[test]
fn an_empty_environment_is_enough() {
    let folder = folder_for_all();
    for arguments in &printing() {
        let usual = run(folder.path(), arguments);
        for (name, value) in [("LC_ALL", "C"), ("LC_ALL", "de_DE.ISO-8859-1"), ("TERM", "dumb"), ("HOME", "/nowhere")] {
            let output = command(folder.path(), arguments).env_clear().env(name, value).output();
            let bare = finished(output.expect("the program runs"));
            assert_eq!((bare.code, &bare.stdout, bare.stderr.as_str()), (Some(0), &usual.stdout, ""), "{arguments:?}");
        }
    }
}

/// The smallest scenario without the day on which it begins.
fn without_start() -> String {
    let lines = MINIMAL.lines().filter(|line| !line.starts_with("start"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_plan_without_a_start_begins_on_any_day_that_a_calendar_has() {
    for (today, runs_out) in [((1, 1, 1), false), ((1970, 1, 1), false), ((9998, 1, 1), false), ((9998, 1, 2), true)] {
        let today = NaiveDate::from_ymd_opt(today.0, today.1, today.2).expect("a day");
        let source = Source::from_bytes("client.toml", without_start().as_bytes()).expect("a text");
        let reading = read(&Request { source, stem: "client", overrides: &[], today }).expect("it is right");
        assert_eq!((reading.scenario.start, reading.warnings[0].code), (today, "start-is-today"));
        assert_eq!(compare(reading.scenario, By::NetProfit).is_err(), runs_out, "{today}");
    }
}

#[test]
fn a_clock_that_is_centuries_off_is_no_reason_to_fail() {
    let folder = folder();
    fs::write(folder.path().join("client.toml"), without_start()).expect("written");
    let at = |day: &str, line: &str| shell(folder.path(), &format!("faketime '{day} 12:00:00' \"$0\" {line}"));
    if at("1970-01-02", "--version").code != Some(0) {
        assert!(std::env::var_os("CI_CLOCK").is_none(), "faketime is missing");
        return skipped("there is no faketime");
    }
    for day in ["1969-12-31", "1970-01-02", "2038-01-20", "9000-01-02"] {
        let run = at(day, "compare client.toml --format json");
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{day}");
        assert!(run.stdout.contains(&format!("\"start\": \"{day}\"")), "{day}");
        let first = at(day, "init --rate 95 --hours 60 --margin 35%");
        assert!(first.stdout.contains(&format!("\nstart = {day}")), "{day}");
    }
}
