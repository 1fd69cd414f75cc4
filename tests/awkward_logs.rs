//! Logs as people have them, those that cannot be read, and what may not be seen of them or changed by them.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use proptest::prelude::*;
use serde_json::Value;

use support::exports::{Layout, export, made};
use support::program::{Run, run};

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
fn a_quotation_mark_that_is_not_closed_does_not_swallow_rows() {
    let contacts = "date,start,minutes,channel,who,billed,note,answer\n";
    let row = |day: u32, note: &str| format!("2026-01-0{day},09:00,30,mail,A,no,{note},z\n");
    // Nothing closes it; the mark of the next row does; it is in the last row but one.
    for (line, rows) in [
        ("line 2", [row(5, "\"x"), row(6, "y"), row(7, "z")]),
        ("line 2", [row(5, "\"x"), row(6, "\"y\""), row(7, "z")]),
        ("line 3", [row(5, "x"), row(6, "\"y"), row(7, "z")]),
    ] {
        assert_error(&format!("{contacts}{}", rows.concat()), &[], &[line, "begins with a quotation mark"]);
    }
    // Lines in a note that look like a row are none.
    let note = "\"to do:\n2026-01-06,10:00,30,mail,A,no,y,z\nand more\"";
    assert_eq!(json(&format!("{contacts}{}{}", row(5, note), row(6, "y")), &[])["entries"], 2);
}

#[test]
fn lengths_times_and_dates_are_read_as_lists_of_contacts_have_them() {
    let contacts = "date,start,minutes,channel,who,billed,note,answer\n";
    for (minutes, hours) in
        [("90", 1.5), ("1:30", 1.5), ("\"90,0\"", 1.5), ("90 min", 1.5), ("1h 15m", 1.25), ("1.5h", 1.5)]
    {
        let text = format!("{contacts}2026-01-05,09:00,{minutes},phone,A,no,x,y\n");
        assert!((unbilled(&text, &[]) - hours).abs() < 1e-9, "{minutes}");
    }
    let until_midnight = "date,start,end,billed\n2026-01-05,22:30,24:00,no\n";
    assert!((unbilled(until_midnight, &[]) - 1.5).abs() < 1e-9);
    for day in ["5 Jan 2026", "05-Jan-26", "\"Jan 5, 2026\"", "2026-01-05T00:00:00", "5.1.2026 00:00"] {
        let told = json(&format!("date,minutes,billed\n{day},30,no\n"), &["--dates", "dmy"]);
        assert_eq!((&told["from"], &told["to"]), (&"2026-01-05".into(), &"2026-01-05".into()), "{day}");
        assert_eq!(told["unbilled_when"]["unknown_hours"], 0.5, "{day}");
    }
    let told = json("date,minutes,billed\n2026-01-05 07:15,30,no\n", &[]);
    assert_eq!(told["unbilled_when"]["outside_hours"], 0.5);
}

#[test]
fn what_is_no_log_is_told_by_what_it_is() {
    for (text, words) in [
        ("%PDF-1.7\n%\u{e2}\n", "not a table as text"),
        ("\n<!DOCTYPE html><html><body>Log in</body></html>", "not a table as text"),
        ("\u{1}\u{2}\u{0}\u{0}x", "not a table as text"),
        ("PK\u{3}\u{4}", "a workbook or an archive"),
        ("", "it is empty"),
        ("date,start,minutes,billed\n", "it has no entries"),
        ("Datum;Dauer;Kunde\n5.1.2026;01:00;A\n", "Datum, Dauer, Kunde"),
        ("Client,Project,Duration\nA,B,10:00:00\n", "detailed exports"),
        ("Start date,Duration,Client\n2026-01-05,01:00:00,A\n", "without the column Billable"),
        ("date, minutes, note\n2026-01-05, 5, \"a, b\"\n", "leave out the space before a quotation mark"),
    ] {
        assert_error(text, &[], &["log.csv", words]);
    }
}

// The first of them was read, and nobody was told.
#[test]
fn two_columns_of_one_name_are_an_error() {
    let text = "date,minutes,note,Minutes\n2026-01-05,30,x,45\n";
    assert_error(text, &[], &["two of its columns are called minutes; give the one that does not count another name"]);
    // What is not read may be there twice.
    let other = "date,minutes,mood,mood\n2026-01-05,30,x,y\n";
    assert!((unbilled(&other.replace('y', "z"), &[]) - 0.5).abs() < 1e-9);
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

// Found by the fuzzer: a column in which nothing stands was drawn a column wider than it was counted.
#[test]
fn a_table_without_rows_is_no_wider_than_the_window() {
    let page = log("date,minutes,client\nx,y,C\nx,y,D\n", &["--skip-bad", "--width", "20"]);
    assert_eq!(page.code, Some(0), "{}", page.stderr);
    assert!(
        page.stdout.contains("unbilled") && page.stdout.lines().all(|line| line.chars().count() <= 20),
        "{}",
        page.stdout
    );
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

// Found by fuzzing: the table of 95,000 months took hours.
#[test]
fn a_year_that_is_typed_wrongly_is_told_and_fills_no_page_with_months() {
    let contacts = "date,start,minutes,channel,who,billed,note,answer\n2026-01-05,09:00,30,mail,A,no,a,\n";
    assert_error(contacts, &["--until", "9026-01-31"], &["5 Jan 2026 to 31 Jan 9026", "120 years", "--until DATE"]);
    assert_error(contacts, &["--since", "0026-01-01"], &["120 years", "--since DATE"]);
    // January 2026 to December 2145 are 1440 months.
    assert_eq!(json(contacts, &["--until", "2145-12-31"])["months"].as_array().map(Vec::len), Some(1440));
    assert_error(contacts, &["--until", "2146-01-01"], &["1 Jan 2146"]);
}

// All rows were looked through again for every cell of the page: 12,000 entries took half a minute.
#[test]
fn the_page_of_a_client_who_calls_for_years_is_there_at_once() {
    let mut contacts = "date,start,minutes,channel,who,billed,note,answer\n".to_owned();
    for row in 0..8000 {
        let (year, month, day) = (2010 + row / 800, 1 + row / 80 % 10, 1 + row / 4 % 20);
        contacts.extend([format!("{year}-{month:02}-{day:02},09:00,30,mail,A,no,a,b\n")]);
    }
    let before = Instant::now();
    let run = log(&contacts, &["--format", "html"]);
    assert!(run.stdout.matches("<tr>").count() > 8000, "{}", run.stderr);
    assert!(before.elapsed().as_secs() < 30, "{:?}", before.elapsed());
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
        for encoding in ["utf-8", "utf-16", "windows-1252"] {
            for separator in ["comma", "semicolon", "tab"] {
                let name = format!("saved/{encoding}-{separator}.csv");
                let saved = fs::read(kept().join(&name)).expect("a saved export");
                assert_eq!(told(&saved, client), expected, "{name}");
            }
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
        let printed = if cfg!(feature = "pdf") { &["page.pdf"][..] } else { &[] };
        for page in ["page.html", "page.md"].iter().chain(printed) {
            let arguments = [&["log", source, "--recovery", "10m", "-o", page], client].concat();
            let run = run(folder.path(), &arguments);
            assert_eq!(run.code, Some(0), "{}", run.stderr);
            assert!(run.stderr.contains("this page is for the client"), "{}", run.stderr);
            if page.strip_suffix(".pdf").is_some() {
                continue;
            }
            let text = fs::read_to_string(folder.path().join(page)).expect("a page");
            // Styles speak of margins of their own.
            let body = text.split_once("</style>").map_or(text.as_str(), |(_, body)| body).to_lowercase();
            for word in ["uprate", "realised", "recovery", "margin:", "profit", "cost of", "an hour costs", "brings"] {
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
