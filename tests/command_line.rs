//! The program from outside: exit status, what goes to standard output and what to standard error, files.

mod support;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use support::program::{MINIMAL, command, entries, finished, folder, run};

#[test]
fn results_go_to_standard_output_and_nothing_else() {
    let folder = folder();
    for arguments in [
        &["compare", "client.toml"][..],
        &["compare", "client.toml", "--format", "json"],
        &["project", "client.toml", "--strategy", "thirty-day-raise", "-q"],
        &["check", "client.toml", "-q"],
        &["schema"],
    ] {
        let run = run(folder.path(), arguments);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{arguments:?}");
        assert!(!run.stdout.is_empty());
    }
    // A table for spreadsheets cannot hold what was noticed.
    let csv = run(folder.path(), &["compare", "client.toml", "--format", "csv"]);
    assert!(csv.stderr.contains("warning[unjudged]"));
    assert_eq!(csv.stdout.lines().count(), 6);
}

#[test]
fn a_wrong_scenario_is_1_and_what_cannot_be_done_is_2_and_neither_prints_a_result() {
    let folder = folder();
    fs::write(folder.path().join("wrong.toml"), "[client]\nrate = -1\n").expect("written");
    fs::write(folder.path().join("binary.toml"), [0_u8, 159, 146, 150]).expect("written");
    fs::write(folder.path().join("large.toml"), " ".repeat(2_000_000)).expect("written");
    fs::create_dir(folder.path().join("folder.toml")).expect("a folder");
    for (arguments, code, says) in [
        (&["compare", "wrong.toml"][..], 1, "wrong.toml:2:8"),
        (&["compare", "client.toml", "wrong.toml"], 1, "wrong.toml:2:8"),
        (&["compare", "binary.toml"], 1, "not text in UTF-8"),
        (&["compare", "large.toml"], 1, "larger than 1 MB"),
        (&["compare", "client.toml", "--set", "client.rte=1"], 1, "did you mean `rate`?"),
        (&["compare", "client.toml", "--months", "0"], 1, "must be 1 to 120"),
        (&["compare", "missing.toml"], 2, "there is no file missing.toml"),
        (&["compare", "clint.toml"], 2, "did you mean client.toml?"),
        (&["compare", "folder.toml"], 2, "is a folder"),
        (&["compare"], 2, "<SCENARIO>"),
        (&["compare", "client.toml", "--set", "client.rate"], 2, "has no `=`"),
        (&["compare", "client.toml", "--strategy", "thirty-day-rise"], 2, "did you mean thirty-day-raise?"),
        (&["compare", "client.toml", "--by", "beauty"], 2, "net-profit"),
        (&["compare", "client.toml", "-o", "result.doc"], 2, "cannot tell the format"),
        (&["frobnicate"], 2, "unrecognized subcommand"),
    ] {
        let run = run(folder.path(), arguments);
        assert_eq!((run.code, run.stdout.as_str()), (Some(code), ""), "{arguments:?}\n{}", run.stderr);
        assert!(run.stderr.contains(says), "{arguments:?}\n{}", run.stderr);
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    }
}

#[test]
fn standard_input_is_a_scenario_too() {
    let folder = folder();
    let mut child = command(folder.path(), &["compare", "-", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    child.stdin.take().expect("a pipe").write_all(MINIMAL.as_bytes()).expect("written");
    let run = finished(child.wait_with_output().expect("it ends"));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("\"client\": \"standard input\""));
}

#[test]
fn a_reader_that_goes_is_no_error() {
    let folder = folder();
    let mut child = command(folder.path(), &["project", "client.toml", "--all", "--months", "120", "-q"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    let run = finished(child.wait_with_output().expect("it ends"));
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
}

#[test]
fn a_file_is_replaced_whole_and_the_format_is_that_of_its_ending() {
    let folder = folder();
    fs::write(folder.path().join("result.json"), "old").expect("written");
    for (file, begins) in [("result.json", "{"), ("result.csv", "scenario,"), ("result.txt", "minimal")] {
        let run = run(folder.path(), &["compare", "client.toml", "--set", "title=minimal", "-o", file, "-q"]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{}", run.stderr);
        let written = fs::read_to_string(folder.path().join(file)).expect("written");
        assert!(written.starts_with(begins), "{file}: {written}");
    }
    assert_eq!(
        entries(folder.path()),
        ["client.toml", "result.csv", "result.json", "result.txt"],
        "nothing is left behind"
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_replaced_is_left_as_it_was() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = folder();
    let path = |name: &str| -> PathBuf { folder.path().join(name) };
    fs::write(path("protected.json"), "old").expect("written");
    fs::set_permissions(path("protected.json"), fs::Permissions::from_mode(0o444)).expect("protected");
    fs::create_dir(path("folder.json")).expect("a folder");
    symlink(path("client.toml"), path("scenario.json")).expect("a link");
    symlink(path("nowhere"), path("dangling.json")).expect("a link");
    for (file, says) in [
        ("protected.json", "write-protected"),
        ("folder.json", "is a folder"),
        ("client.toml", "read by this run"),
        ("scenario.json", "read by this run"),
        ("dangling.json", "points to nothing"),
        ("/dev/full", "No space left"),
        ("missing/result.json", "cannot write"),
    ] {
        let run = run(folder.path(), &["compare", "client.toml", "--format", "json", "-o", file]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{file}");
        assert!(run.stderr.contains(says), "{file}: {}", run.stderr);
    }
    assert_eq!(fs::read_to_string(path("protected.json")).expect("there"), "old");
    assert_eq!(fs::read_to_string(path("client.toml")).expect("there"), MINIMAL);

    // A link is followed and stays a link; permissions stay as they were.
    fs::write(path("target.json"), "old").expect("written");
    fs::set_permissions(path("target.json"), fs::Permissions::from_mode(0o640)).expect("set");
    symlink(path("target.json"), path("link.json")).expect("a link");
    assert_eq!(run(folder.path(), &["compare", "client.toml", "-o", "link.json"]).code, Some(0));
    assert!(fs::symlink_metadata(path("link.json")).expect("there").is_symlink());
    assert!(fs::read_to_string(path("target.json")).expect("there").starts_with('{'));
    assert_eq!(fs::metadata(path("target.json")).expect("there").permissions().mode() & 0o777, 0o640);
}

#[test]
fn overrides_follow_the_rules_of_the_file_and_are_shown() {
    let folder = folder();
    let json = |arguments: &[&str]| -> serde_json::Value {
        let run = run(folder.path(), &[&["compare", "client.toml", "--format", "json"], arguments].concat());
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        serde_json::from_str(&run.stdout).expect("JSON")
    };
    let result = json(&["--set", "client.rate=1", "--set", "client.rate=110", "--months", "12"]);
    assert_eq!(result["today"]["bill"].to_string(), "6600", "the last wins");
    assert_eq!(result["scenario"]["overrides"].to_string(), r#"{"client.rate":110,"months":12}"#);
    // A strategy of the default set, by its id, and a share without quotes.
    let result = json(&["--set", "strategy.thirty-day-raise.raise=25%"]);
    assert_eq!(result["strategies"][1]["moves"][0]["what"], "price +25 %");
    assert_eq!(result["strategies"].as_array().expect("strategies").len(), 5, "the others stay");
    // Numbers are read exactly as they are written.
    let result = json(&["--set", "client.rate=12345678901234567.89"]);
    assert_eq!(result["today"]["rate"].to_string(), "12345678901234567.89");
}

#[test]
fn several_scenarios_are_a_page_each_and_a_summary() {
    let folder = folder();
    fs::write(folder.path().join("other.toml"), MINIMAL.replace("rate = 95", "rate = 150")).expect("written");
    let page = run(folder.path(), &["compare", "client.toml", "other.toml"]);
    assert!(page.stdout.contains("ALL SCENARIOS"), "{}", page.stdout);
    let json = run(folder.path(), &["compare", "client.toml", "other.toml", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(json.as_array().expect("an array").len(), 2);
    let csv = run(folder.path(), &["compare", "client.toml", "other.toml", "--format", "csv", "-q"]);
    assert_eq!(csv.stdout.lines().count(), 11, "a line of names, and five strategies each");
}

#[test]
fn numbers_that_run_out_name_the_strategy_and_the_month() {
    let folder = folder();
    let run_out = run(folder.path(), &["compare", "client.toml", "--set", "client.rate=79228162514264337593543950335"]);
    assert_eq!(run_out.code, Some(1));
    assert!(run_out.stderr.contains("strategy `status-quo`, month 1"), "{}", run_out.stderr);

    // Each with the number that caused it, whatever else there is.
    for (cause, place) in [
        ("response.hours_elasticity=1000", "response.hours_elasticity:1:27"),
        ("discount=-0.99999999999999999999", "discount:1:10"),
        ("price_step=1e-28", "price_step:1:12"),
        ("strategy.quarterly-raise.raise=1e28", "strategy.quarterly-raise.raise:1:32"),
    ] {
        let arguments = ["compare", "client.toml", "--set", "effort.cost=50", "--set", cause, "--months", "120"];
        let run_out = run(folder.path(), &arguments);
        assert_eq!(run_out.code, Some(1), "{cause}");
        assert!(run_out.stderr.contains(&format!("--> --set {place}\n")), "{cause}\n{}", run_out.stderr);
    }
    let lines = "[[strategy]]\nid = \"a.b\"\nkind = \"thirty-day-raise\"\nraise = 1e28\n";
    fs::write(folder.path().join("dotted.toml"), format!("{MINIMAL}{lines}")).expect("written");
    let run_out = run(folder.path(), &["compare", "dotted.toml"]);
    assert!(run_out.stderr.contains("15 | raise = 1e28\n   |         ^^^^\n"), "{}", run_out.stderr);

    let moves: Vec<String> = (0..120).map(|month| format!("{{after_months={month},raise=\"100%\"}}")).collect();
    let doubled = format!("strategy=[{{kind=\"custom\",move=[{}]}}]", moves.join(","));
    let run_out = run(folder.path(), &["compare", "client.toml", "--months", "120", "--set", &doubled]);
    assert_eq!(run_out.code, Some(1), "{}", run_out.stdout);
    assert!(run_out.stderr.contains("strategy `custom`, month 8"), "{}", run_out.stderr);
}

/// Runs a line as a shell would in which `uprate` is found.
#[cfg(unix)]
fn run_line(folder: &Path, line: &str) {
    let program = Path::new(env!("CARGO_BIN_EXE_uprate")).parent().expect("a folder");
    let others = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(program.to_owned()).chain(std::env::split_paths(&others));
    let output = Command::new("sh")
        .args(["-c", line])
        .current_dir(folder)
        .env("PATH", std::env::join_paths(folders).expect("a path"))
        .stdin(Stdio::null())
        .output()
        .expect("there is a shell");
    assert!(output.status.success(), "{line}\n{}", String::from_utf8_lossy(&output.stderr));
}

/// The commands that the help of the program lists.
fn commands(folder: &Path) -> Vec<String> {
    let help = run(folder, &["--help"]).stdout;
    let (_, list) = help.split_once("Commands:\n").expect("a list of commands");
    let names = list.lines().take_while(|line| !line.is_empty()).filter_map(|line| line.strip_prefix("  "));
    names.filter_map(|line| line.split(' ').next()).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[cfg(unix)]
#[test]
fn every_help_ends_with_an_example_that_runs() {
    let anywhere = tempfile::tempdir().expect("a folder");
    let commands = commands(anywhere.path());
    assert!(commands.len() >= 7, "{commands:?}");
    // The help of the program itself is that of no command.
    for name in commands.iter().map(String::as_str).chain([""]) {
        let arguments = [name, "--help"];
        let help = run(anywhere.path(), if name.is_empty() { &arguments[1..] } else { &arguments });
        assert_eq!(help.code, Some(0));
        let (_, example) = help.stdout.split_once("\nExample:\n").unwrap_or_else(|| panic!("{}", help.stdout));
        let makes_a_scenario = matches!(name, "" | "init");
        let folder = if makes_a_scenario { tempfile::tempdir().expect("a folder") } else { folder() };
        if !makes_a_scenario {
            let client = folder.path().join("client.toml");
            std::fs::copy(client, folder.path().join("other.toml")).expect("a second scenario");
        }
        let contacts = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/logs/contacts.csv");
        std::fs::copy(contacts, folder.path().join("calls.csv")).expect("a log");
        for line in example.lines() {
            let line = line.strip_prefix("  ").expect("an indented command");
            assert!(line.starts_with(&format!("uprate {name}")), "{line}");
            // Not every build writes PDF.
            if cfg!(feature = "pdf") || line.strip_suffix(".pdf").is_none() {
                run_line(folder.path(), line);
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn without_arguments_it_says_what_to_type_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = run(folder.path(), &[]);
    assert_eq!((first.code, first.stderr.as_str()), (Some(0), ""));
    assert!((3..=6).contains(&first.stdout.lines().count()), "{}", first.stdout);
    assert!(first.stdout.lines().all(|line| line.chars().count() <= 100), "{}", first.stdout);
    let commands: Vec<&str> = first.stdout.lines().filter_map(|line| line.strip_prefix("  ")).collect();
    assert_eq!(commands.len(), 2, "{}", first.stdout);
    for line in commands {
        run_line(folder.path(), line);
    }
    assert!(first.stdout.contains("uprate --help"), "{}", first.stdout);
}

#[test]
fn a_range_between_the_largest_numbers_does_not_overflow() {
    let folder = folder();
    let largest = "client.hours={low=79228162514264337593543950335,high=79228162514264337593543950335}";
    let share = "client.margin={low=-79228162514264337593543950335,high=0}";
    for given in [largest, share] {
        let run = run(folder.path(), &["check", "client.toml", "--set", given]);
        assert_eq!(run.code, Some(1), "{}", run.stderr);
        assert!(run.stderr.contains("the numbers run out") && !run.stderr.contains("panicked"), "{}", run.stderr);
    }
}

#[test]
fn a_number_in_place_of_a_range_leaves_no_correlation() {
    let folder = tempfile::tempdir().expect("a folder");
    let ranges = "start = 2026-12-01\n[client]\nrate = 95\nhours = { low = 50, high = 70 }\nmargin = \"35%\"\n[effort]\n\
                  hours = { low = 10, high = 30 }\n[[correlation]]\na = \"client.hours\"\nb = \"effort.hours\"\nrho = 0.5\n";
    std::fs::write(folder.path().join("client.toml"), ranges).expect("written");
    let run = run(folder.path(), &["compare", "client.toml", "--set", "effort.hours=12"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("effort.hours=12"), "{}", run.stdout);
}

#[test]
fn what_a_best_path_cannot_be_is_said_in_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let scenario = "[client]\nrate = 95\nhours = 60\nmargin = 0.35\n";
    std::fs::write(folder.path().join("client.toml"), scenario).expect("written");
    for (arguments, says) in [
        (&["best-path", "client.toml"][..], "does not say how this client takes a raise"),
        (&["best-path", "client.toml", "--set", "response.elasticity=1", "--grid", "0.01%"], "coarser --grid"),
        (&["best-path", "client.toml", "--grid", "5%", "--cap", "2%"], "no price to go to"),
        (&["best-path", "client.toml", "--grid", "0"], "above 0%"),
        (&["best-path", "client.toml", "--grid", "-1%"], "above 0%"),
        (&["best-path", "client.toml", "--cap", "-0.5"], "above 0%"),
        (&["best-path", "client.toml", "--every", "0"], "from 1 to 120"),
        (
            &["best-path", "client.toml", "--set", "response.elasticity=1", "--columns", "price-indx"],
            "did you mean price_index?",
        ),
        (&["distribution", "client.toml", "--hint", "170%"], "from 0% to 100%"),
        (&["distribution", "client.toml", "--hint", "-7%"], "from 0% to 100%"),
        (&["distribution", "client.toml", "--hint", "often"], "such as 70% or 0.7"),
        (&["distribution", "client.toml", "--columns", "chanc"], "did you mean chance?"),
    ] {
        let refused = run(folder.path(), arguments);
        assert_eq!((refused.code, refused.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(refused.stderr.contains(says), "{arguments:?}: {}", refused.stderr);
    }
}

/// The CSV of outcomes and of the best path holds what the strategies come to, too, in rows as wide as all others.
#[test]
fn rows_of_several_kinds_are_told_apart_by_their_first_column() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let csv = |arguments: &[&str]| {
        let file = "staircase-under-the-approval-limit.toml";
        let run = run(&folder, &[arguments, &[file, "--format", "csv", "--quiet"][..]].concat());
        assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.stderr);
        let mut reader = csv::Reader::from_reader(run.stdout.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("as wide as the others")).collect();
        (reader.headers().expect("headings").iter().map(str::to_owned).collect::<Vec<_>>(), rows)
    };
    let (_, rows) = csv(&["distribution", "--hint", "70%"]);
    let kinds: std::collections::BTreeSet<&str> = rows.iter().map(|row| &row[0]).collect();
    assert_eq!(kinds, ["hint", "knowing", "outcome", "strategy"].into());
    let (headings, rows) = csv(&["distribution", "--columns", "worst"]);
    assert_eq!((headings, rows.len()), (["section", "strategy", "worst"].map(str::to_owned).to_vec(), 5));
    let (headings, rows) = csv(&["best-path", "--columns", "price,share-of-gain"]);
    assert_eq!(headings, ["section", "strategy", "month", "from", "price", "share_of_gain"]);
    assert_eq!(rows.iter().filter(|row| &row[0] == "strategy" && !row[5].is_empty()).count(), 5);
}

// Found by hand: messages that said neither what is wrong nor what to write.
#[test]
fn what_an_option_cannot_take_is_said_with_what_to_write() {
    let folder = folder();
    fs::write(folder.path().join("log.csv"), "date,minutes\n2026-01-05,30\n").expect("written");
    for (arguments, says) in [
        (&["log", "log.csv", "--since", "x"][..], "it is no day; write year, month and day in this order"),
        (&["log", "log.csv", "--until", "2026-02-30"], "the calendar has no such day"),
        (&["log", "log.csv", "--recovery", "-5m"], "write a time up to a day"),
        (&["log", "log.csv", "--hours", "09:00-09:00"], "they end when they begin"),
        (&["log", "log.csv", "--weekend", "sat,sat"], "`sat` is there twice"),
        (&["compare", "client.toml", "--width", "-3"], "from 20 to 1,000"),
        (&["best-path", "client.toml", "--every", "-3"], "from 1 to 120"),
        (&["explain", "net-profit", "client.toml", "--month", "-1"], "from 1 to 120"),
        (&["explain", "net-profit", "client.toml", "--depth", "-1"], "from 0 to 1,000"),
        (&["notice", "client.toml", "--letter", "-1"], "from 1 to 9,999"),
        (&["notice", "client.toml", "--calendar", "--revision", "-1"], "from 0 to 86,399"),
        (&["compare", "client.toml", "--columns", ","], "--columns names nothing; there are "),
        (&["compare", "client.toml", "--columns="], "--columns names nothing; there are "),
        (&["diff", "client.toml", "--months", "3", "--columns", "net-profit,"], "--columns has a comma too many"),
        (&["compare", "client.toml", "--columns", "net-profits"], "no figure `net-profits`; did you mean net_profit?"),
        (&["compare", "client.toml", "--set", "client.ra\u{1b}[31mte=5"], "`client.ra␛[31mte` is no key"),
        (&["schema", "-o", "client.toml"], "a scenario ends in .toml, its schema in .json"),
    ] {
        let refused = run(folder.path(), arguments);
        assert_eq!((refused.code, refused.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(refused.stderr.contains(says), "{arguments:?}: {}", refused.stderr);
        assert!(!refused.stderr.contains("tip:"), "{arguments:?}: {}", refused.stderr);
    }
    assert_eq!(fs::read_to_string(folder.path().join("client.toml")).expect("there"), MINIMAL);
    let all_day = run(folder.path(), &["log", "log.csv", "--hours", "00:00-24:00"]);
    assert_eq!(all_day.code, Some(0), "{}", all_day.stderr);
    let large = run(folder.path(), &["compare", "client.toml", "--set", "client.rate=1e400"]);
    assert!(large.stderr.contains("`1e400` is too large") && !large.stderr.contains("round it"), "{}", large.stderr);
}

#[test]
fn that_it_pays_at_once_is_no_key_without_effect_and_the_cash_waits_for_the_money() {
    const BUSINESS: &str = "[business]\nmonthly_revenue = 20000\nmonthly_costs = 18000\ncash = 30000\n";
    for (days, business, warns) in [("45", "", true), ("0", "", false), ("45", BUSINESS, false)] {
        let folder = folder();
        let text = format!("{MINIMAL}[payment]\ndays = {days}\n{business}");
        fs::write(folder.path().join("client.toml"), text).expect("written");
        let checked = run(folder.path(), &["check", "client.toml"]);
        let warned = checked.stderr.contains("`payment.days` has no effect");
        assert_eq!((checked.code, warned), (Some(0), warns), "{days} {business}: {}", checked.stderr);
    }
}
