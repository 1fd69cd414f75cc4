//! Logs as people have them, those that cannot be read, and what may not be seen of them or changed by them.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::Value;

use support::exports::{Layout, export, made};
use support::program::{Run, entries, run};

fn kept() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/logs")
}

/// Runs `log` on a text.
fn log(text: &str, arguments: &[&str]) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("log.csv"), text).expect("written");
    run(folder.path(), &[&["log", "log.csv"], arguments].concat())
}

/// The result of `log` on a text, for programs.
fn json(text: &str, arguments: &[&str]) -> Value {
    let run = log(text, &[arguments, &["--format", "json"]].concat());
    assert_eq!(run.code, Some(0), "{text}\n{}", run.stderr);
    serde_json::from_str(&run.stdout).expect("JSON")
}

/// Unbilled hours of a text.
fn unbilled(text: &str, arguments: &[&str]) -> f64 {
    json(text, arguments)["all"]["unbilled_hours"].to_string().parse().expect("a number")
}

fn assert_error(text: &str, arguments: &[&str], words: &[&str]) {
    let run = log(text, arguments);
    assert!(matches!(run.code, Some(1 | 2)), "{text}\n{}", run.stdout);
    assert!(run.stdout.is_empty(), "{}", run.stdout);
    let said = run.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    for word in words {
        assert!(said.contains(word), "`{word}` is not in {said}");
    }
}

#[test]
fn an_entry_goes_past_midnight_and_through_a_changed_clock() {
    let contacts = "date,start,end,channel,who,billed,note,answer\n";
    // Where no day of the end is given, an end before the start is on the next day.
    let night = format!("{contacts}2026-01-05,23:30,00:45,phone,A,no,x,y\n");
    assert!((unbilled(&night, &[]) - 1.25).abs() < 1e-9);
    let toggl =
        "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags\n";
    let dated = format!("{toggl}A,a@x,C,P,,d,No,2026-01-05,23:30:00,2026-01-06,00:45:00,01:15:00,\n");
    assert!((unbilled(&dated, &["--client", "C"]) - 1.25).abs() < 1e-9);
    // The night in which the clocks go on: three hours on the wall, two in truth, and the length counts.
    let spring = format!("{toggl}A,a@x,C,P,,d,No,2026-03-29,01:00:00,2026-03-29,04:00:00,02:00:00,\n");
    assert!((unbilled(&spring, &["--client", "C"]) - 2.0).abs() < 1e-9);
    let autumn = format!("{toggl}A,a@x,C,P,,d,No,2026-10-25,01:00:00,2026-10-25,04:00:00,04:00:00,\n");
    assert!((unbilled(&autumn, &["--client", "C"]) - 4.0).abs() < 1e-9);
}

#[test]
fn twelve_is_the_first_hour_of_a_clock_of_twelve() {
    let contacts = "date,start,end,channel,who,billed,note,answer\n";
    for (start, end, hours) in [
        ("12:15 AM", "1:00 AM", 0.75),
        ("11:45 AM", "12:15 PM", 0.5),
        ("12:30 PM", "1:30 PM", 1.0),
        ("11:30 PM", "12:30 AM", 1.0),
    ] {
        let text = format!("{contacts}2026-01-05,{start},{end},phone,A,no,x,y\n");
        assert!((unbilled(&text, &[]) - hours).abs() < 1e-9, "{start} to {end}");
    }
}

#[test]
fn line_breaks_in_cells_and_empty_cells_are_read() {
    let text = "date,start,minutes,channel,who,billed,note,answer\n\
                2026-01-05,09:00,30,mail,A,no,\"first\nsecond, \"\"third\"\"\",\n\
                2026-01-06,,15,,,no,,\n\
                ,,,,,,,\n";
    let told = json(text, &[]);
    assert_eq!(told["entries"], 2);
    assert!((unbilled(text, &[]) - 0.75).abs() < 1e-9);
}

#[test]
fn rows_that_say_nothing_stop_the_run_unless_they_are_to_be_left_out() {
    let text = "date,start,minutes,channel,who,billed,note,answer\n\
                2026-01-05,09:00,30,mail,A,no,a,\n\
                2026-01-06,09:00,many,mail,A,no,b,\n\
                2026-01-07,29:00,30,mail,A,no,c,\n";
    assert_error(text, &[], &["3", "4", "many", "29:00", "--skip-bad"]);
    let told = json(text, &["--skip-bad"]);
    assert_eq!(told["entries"], 1);
    let run = log(text, &["--skip-bad"]);
    assert!(run.stderr.contains("2 ") || run.stdout.contains("2 rows"), "{}{}", run.stdout, run.stderr);
}

#[test]
fn what_can_be_read_in_two_ways_is_asked_for() {
    let contacts = "date,start,minutes,channel,who,billed,note,answer\n";
    let dates = format!("{contacts}03/04/2026,09:00,30,mail,A,no,a,\n05/06/2026,09:00,30,mail,A,no,b,\n");
    assert_error(&dates, &[], &["more than one way", "03/04/2026", "--dates dmy|mdy"]);
    for (order, first) in [("dmy", "2026-04"), ("mdy", "2026-03")] {
        assert_eq!(json(&dates, &["--dates", order])["months"][0]["month"], first);
    }
    let words = format!("{contacts}2026-01-05,09:00,30,mail,A,vielleicht,a,\n2026-01-06,09:00,30,mail,A,gratis,b,\n");
    assert_error(&words, &[], &["vielleicht", "gratis", "--billed VALUE"]);
    assert!((unbilled(&words, &["--billed", "vielleicht"]) - 0.5).abs() < 1e-9);
}

#[test]
fn amounts_in_two_currencies_are_an_error() {
    let made = export(Layout::Harvest, &made(Layout::Harvest, 60, 3));
    let header = made.lines().next().expect("a header");
    assert!(header.contains("Currency"));
    let currency = ["USD", "EUR", "GBP", "CHF"].into_iter().find(|code| made.contains(*code)).expect("a currency");
    let other = if currency == "USD" { "EUR" } else { "USD" };
    // Every second half of the file in another currency, so that every client has both.
    let lines: Vec<String> = made
        .lines()
        .enumerate()
        .map(|(place, line)| if place > 30 { line.replace(currency, other) } else { line.to_owned() })
        .collect();
    assert_error(&lines.join("\n"), &["--client", "Northwind", "--dates", "dmy"], &["two currencies", currency, other]);
}

/// LibreOffice (in English of the United States) saves lengths as times of a clock of twelve.
#[test]
fn what_libreoffice_saves_says_what_the_export_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let whole = fs::read_to_string(kept().join("toggl.csv")).expect("an export");
    let told = |bytes: &[u8], client: &str| -> Value {
        fs::write(folder.path().join("log.csv"), bytes).expect("written");
        let run = run(folder.path(), &["log", "log.csv", "--client", client, "--format", "json"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        serde_json::from_str(&run.stdout).expect("JSON")
    };
    let beginning: String = whole.split_inclusive('\n').take(41).collect();
    for client in ["Northwind", "Müller & Söhne"] {
        let expected = told(beginning.as_bytes(), client);
        for name in ["utf-8-semicolon.csv", "utf-16-tab.csv", "windows-1252-comma.csv"] {
            let saved = fs::read(kept().join("saved").join(name)).expect("a saved export");
            assert_eq!(told(&saved, client), expected, "{name}");
        }
    }
}

#[test]
fn what_a_scenario_may_take_is_told_in_numbers() {
    let log = kept().join("clockify.csv");
    let arguments = ["log", log.to_str().expect("UTF-8"), "--client", "Northwind", "--format", "json"];
    let told: Value = serde_json::from_str(&run(&kept(), &arguments).stdout).expect("JSON");
    let scenario = &told["scenario"];
    assert_eq!(scenario["client.rate"].to_string(), "95");
    assert_eq!(scenario["effort.hours"].to_string(), r#"{"low":10.22,"likely":12.24,"high":14.46}"#);
    assert_eq!(scenario["client.margin"]["low"], "50.1%");
}

#[test]
fn the_page_for_the_client_shows_nothing_of_the_inside() {
    let folder = tempfile::tempdir().expect("a folder");
    for layout in [Layout::Toggl, Layout::Clockify, Layout::Harvest, Layout::Contacts] {
        let source = kept().join(layout.file());
        let source = source.to_str().expect("UTF-8");
        let client: &[&str] = if layout == Layout::Contacts { &[] } else { &["--client", "Northwind"] };
        for page in ["page.html", "page.md"] {
            let arguments = [&["log", source, "--recovery", "10m", "-o", page], client].concat();
            let run = run(folder.path(), &arguments);
            assert_eq!(run.code, Some(0), "{}", run.stderr);
            let text = fs::read_to_string(folder.path().join(page)).expect("a page");
            // Styles speak of margins of their own.
            let body = text.split_once("</style>").map_or(text.as_str(), |(_, body)| body).to_lowercase();
            for word in ["realised", "recovery", "margin:", "profit", "cost of", "an hour costs", "brings"] {
                assert!(!body.contains(word), "{page} of {layout:?} says {word}");
            }
            if layout != Layout::Contacts {
                for entry in made(layout, 1200, 7) {
                    let staff = format!("{} {}", entry.person.0, entry.person.1).to_lowercase();
                    assert!(!body.contains(&staff), "{page} of {layout:?} names {staff}");
                }
            }
        }
    }
}

#[test]
fn a_scenario_from_a_log_is_right_once_its_blanks_are_filled_in() {
    let folder = tempfile::tempdir().expect("a folder");
    for layout in [Layout::Toggl, Layout::Clockify, Layout::Harvest, Layout::Contacts] {
        let source = kept().join(layout.file());
        let source = source.to_str().expect("UTF-8");
        let client: &[&str] =
            if layout == Layout::Contacts { &["--client", "Acme"] } else { &["--client", "Northwind"] };
        let began = run(folder.path(), &[&["init", "--from", source], client].concat());
        assert_eq!(began.code, Some(0), "{layout:?}\n{}", began.stderr);
        let filled: Vec<String> = began
            .stdout
            .lines()
            .map(|line| {
                let value = if line.starts_with("margin") { "\"40%\"" } else { "50" };
                line.replacen("= \"?\"", &format!("= {value}"), 1)
            })
            .collect();
        fs::write(folder.path().join("new.toml"), filled.join("\n")).expect("written");
        let checked = run(folder.path(), &["check", "new.toml"]);
        assert_eq!(checked.code, Some(0), "{layout:?}\n{}{}", checked.stdout, checked.stderr);
    }
}

/// Lines without what `--write` renews; the table that a line is in says which these are.
fn without_renewed(text: &str) -> Vec<String> {
    let mut table = String::new();
    let mut kept = Vec::new();
    for line in text.split_inclusive('\n') {
        if line.starts_with('[') {
            line.trim().clone_into(&mut table);
        }
        let key = line.split('=').next().unwrap_or_default().trim();
        let is_renewed = match table.as_str() {
            "[client]" => ["rate", "hours", "margin", "cost"].contains(&key),
            "[effort]" => ["hours", "cost", "monthly_cost"].contains(&key),
            _ => false,
        };
        if is_renewed {
            let comment = line.split_once('#').map_or("", |(_, comment)| comment);
            kept.push(format!("{key}#{comment}"));
        } else {
            kept.push(line.to_owned());
        }
    }
    kept
}

#[test]
fn renewing_a_scenario_changes_nothing_but_its_values() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = kept().join("clockify.csv");
    let source = source.to_str().expect("UTF-8");
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let (mut renewed, mut refused) = (0, 0);
    for name in entries(&scenarios).iter().filter(|name| name.strip_suffix(".toml").is_some()) {
        let before = fs::read_to_string(scenarios.join(name)).expect("a scenario");
        for is_in_its_currency in [false, true] {
            let text = if is_in_its_currency {
                let lines = before.split_inclusive('\n').filter(|line| !line.starts_with("currency"));
                format!("currency = \"USD\"\n{}", lines.collect::<String>())
            } else {
                before.clone()
            };
            let file = folder.path().join(name);
            fs::write(&file, &text).expect("written");
            let arguments = ["log", source, "--client", "Northwind", "--write", name];
            let first = run(folder.path(), &arguments);
            let after = fs::read_to_string(&file).expect("a scenario");
            if first.code != Some(0) {
                refused += 1;
                assert!(first.stderr.contains("nothing is written"), "{name}: {}", first.stderr);
                assert_eq!(after, text, "{name} is refused and written");
                continue;
            }
            renewed += 1;
            assert_ne!(after, text, "{name}");
            assert_eq!(run(folder.path(), &["check", name]).code, Some(0), "{name}");
            // Where keys are added, the lines that were there are still there, in their order.
            let after_lines = without_renewed(&after);
            let mut rest = after_lines.iter();
            for line in without_renewed(&text) {
                assert!(rest.any(|other| *other == line), "{name}: {line}");
            }
            assert_eq!(run(folder.path(), &arguments).code, Some(0));
            assert_eq!(fs::read_to_string(&file).expect("a scenario"), after, "{name}, twice");
        }
    }
    assert!(renewed >= 12 && refused >= 8, "{renewed} renewed, {refused} refused");
}

#[cfg(unix)]
#[test]
fn a_link_to_a_scenario_stays_one_and_its_file_is_renewed() {
    let folder = support::program::folder();
    let source = kept().join("toggl.csv");
    let source = source.to_str().expect("UTF-8");
    let link = folder.path().join("link.toml");
    std::os::unix::fs::symlink("client.toml", &link).expect("a link");
    let before = fs::read_to_string(folder.path().join("client.toml")).expect("a scenario");
    let run = run(folder.path(), &["log", source, "--client", "Northwind", "--write", "link.toml"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(link.symlink_metadata().expect("a link").is_symlink());
    assert_ne!(fs::read_to_string(folder.path().join("client.toml")).expect("a scenario"), before);
    assert_eq!(entries(folder.path()), ["client.toml", "link.toml"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_read_there_is_an_answer(
        layout in prop::sample::select(Layout::ALL.to_vec()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_usize..40), 0..12),
        noise in prop::collection::vec(any::<u8>(), 0..200),
        is_noise in prop::bool::weighted(0.2),
    ) {
        let mut bytes = export(layout, &made(layout, 20, 5)).into_bytes();
        for (place, byte, removed) in changes {
            let at = place.index(bytes.len());
            let to = (at + removed).min(bytes.len() - 1).max(at);
            bytes.splice(at..to, [byte]);
        }
        if is_noise {
            bytes = noise;
        }
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("log.csv"), &bytes).expect("written");
        for options in [&[][..], &["--skip-bad", "--dates", "ymd", "--client", "Northwind"]] {
            let run = run(folder.path(), &[&["log", "log.csv"], options].concat());
            prop_assert!(matches!(run.code, Some(0..=2)), "{:?}\n{}", run.code, run.stderr);
            prop_assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
            prop_assert!(run.code == Some(0) || !run.stderr.is_empty());
        }
    }
}
