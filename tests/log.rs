//! Exports of every tracker come to the sums that they were made of, in whatever encoding and with whatever separator.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;
use serde_json::Value;

use support::exports::{Layout, Made, cells, export, made, text};
use support::program::{Run, run};

/// Entries of each export.
const COUNT: usize = 1200;

fn logs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/logs")
}

/// The entries of the export that is kept.
fn kept(layout: Layout) -> Vec<Made> {
    made(layout, COUNT, 7)
}

fn log(folder: &Path, arguments: &[&str]) -> Run {
    run(folder, &[&["log"], arguments].concat())
}

/// The result for programs.
fn json(folder: &Path, arguments: &[&str]) -> Value {
    let run = log(folder, &[arguments, &["--format", "json"]].concat());
    assert_eq!(run.code, Some(0), "{arguments:?}\n{}", run.stderr);
    serde_json::from_str(&run.stdout).expect("JSON")
}

/// A number as it is written.
fn number(value: &Value) -> Decimal {
    Decimal::from_str_exact(&value.to_string()).unwrap_or_else(|_| panic!("{value} is no number"))
}

/// Hours are exact to the last digit that they are told with.
fn assert_hours(value: &Value, seconds: i64) {
    let off = number(value) * Decimal::from(3600) - Decimal::from(seconds);
    assert!(off.abs() < Decimal::new(1, 15), "{value} hours, not {seconds} seconds");
}

fn seconds<'m>(entries: impl Iterator<Item = &'m Made>, billed: bool) -> i64 {
    entries.filter(|entry| entry.billed == billed).map(|entry| entry.seconds).sum()
}

/// Compares groups of a result with those of the entries.
fn assert_groups(told: &Value, entries: &[&Made], names: impl Fn(&Made) -> Vec<String>) {
    let mut expected: BTreeMap<String, (i64, i64, u64)> = BTreeMap::new();
    for entry in entries {
        for name in names(entry) {
            let (billed, unbilled, contacts) = expected.entry(name).or_default();
            *(if entry.billed { billed } else { unbilled }) += entry.seconds;
            *contacts += u64::from(!entry.billed);
        }
    }
    let told = told.as_array().expect("a list");
    assert_eq!(told.len(), expected.len());
    for group in told {
        let (billed, unbilled, contacts) = expected[group["name"].as_str().expect("a name")];
        assert_hours(&group["billed_hours"], billed);
        assert_hours(&group["unbilled_hours"], unbilled);
        assert_eq!(group["contacts"], contacts);
    }
}

/// What a client takes by a result is what its entries were made of.
fn assert_made_of(told: &Value, layout: Layout, entries: &[&Made]) {
    let all = &told["all"];
    let own = || entries.iter().copied();
    assert_hours(&all["billed_hours"], seconds(own(), true));
    assert_hours(&all["unbilled_hours"], seconds(own(), false));
    assert_eq!(told["entries"], entries.len());
    assert_eq!(all["contacts"], own().filter(|entry| !entry.billed).count());
    if layout != Layout::Contacts {
        assert_eq!(number(&all["amount"]), Decimal::new(own().map(|entry| entry.amount).sum(), 2).normalize());
        assert_groups(&told["projects"], entries, |entry| vec![entry.project.to_owned()]);
    }
    if matches!(layout, Layout::Clockify | Layout::Harvest) {
        for (name, billed) in [("billed_cost", true), ("unbilled_cost", false)] {
            let cost = own().filter(|entry| entry.billed == billed).map(|entry| entry.cost).sum();
            assert_eq!(number(&all[name]), Decimal::new(cost, 2).normalize());
        }
    }
    if matches!(layout, Layout::Clockify | Layout::Toggl) {
        let tags = |entry: &Made| entry.tags.split(", ").map(str::to_owned).collect();
        assert_groups(&told["tags"], entries, tags);
    }
    let person = |entry: &Made| match layout {
        Layout::Contacts => format!("Mr {}", entry.person.1),
        _ => format!("{} {}", entry.person.0, entry.person.1),
    };
    assert_groups(&told["people"], entries, |entry| vec![person(entry)]);
    let mut months: BTreeMap<String, [i64; 2]> = BTreeMap::new();
    for entry in entries {
        months.entry(entry.day.format("%Y-%m").to_string()).or_default()[usize::from(!entry.billed)] += entry.seconds;
    }
    let told_months = told["months"].as_array().expect("months");
    assert_eq!(told_months.len(), months.len());
    for month in told_months {
        let [billed, unbilled] = months[month["month"].as_str().expect("a month")];
        assert_hours(&month["billed_hours"], billed);
        assert_hours(&month["unbilled_hours"], unbilled);
    }
    for (when, billed) in [("billed_when", true), ("unbilled_when", false)] {
        let parts: Decimal = told[when].as_object().expect("times").values().map(number).sum();
        let off = parts * Decimal::from(3600) - Decimal::from(seconds(own(), billed));
        assert!(off.abs() < Decimal::new(1, 12), "{when}: {parts}");
    }
    assert_eq!((&told["overlapping"]["count"], &told["double"]["count"]), (&0.into(), &0.into()));
}

#[test]
fn the_exports_that_are_kept_are_those_that_are_made() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut changed = Vec::new();
    for layout in Layout::ALL {
        let made = export(layout, &kept(layout));
        assert!(kept(layout).len() >= 1000);
        let file = logs().join(layout.file());
        if fs::read_to_string(&file).is_ok_and(|kept| kept == made) {
            continue;
        }
        changed.push(layout.file());
        if update {
            fs::write(&file, made).expect("written");
        }
    }
    assert!(changed.is_empty(), "rewritten where UPDATE is set: {changed:?}");
}

#[test]
fn every_export_comes_to_what_it_was_made_of() {
    for layout in Layout::ALL {
        let entries = kept(layout);
        if layout == Layout::Contacts {
            assert_made_of(&json(&logs(), &[layout.file()]), layout, &entries.iter().collect::<Vec<_>>());
            continue;
        }
        let clients = json(&logs(), &[layout.file()]);
        let clients = clients["clients"].as_array().expect("clients");
        assert_eq!(clients.len(), 3);
        for client in clients {
            let name = client["client"].as_str().expect("a name");
            let own: Vec<&Made> = entries.iter().filter(|entry| entry.client == name).collect();
            assert_hours(&client["unbilled_hours"], seconds(own.iter().copied(), false));
            assert_made_of(&json(&logs(), &[layout.file(), "--client", name]), layout, &own);
        }
        let unbilled: Vec<Decimal> = clients.iter().map(|client| number(&client["unbilled_hours"])).collect();
        assert!(unbilled.is_sorted_by(|one, other| one >= other), "{unbilled:?}");
    }
}

/// The bytes of a text in an encoding.
fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    match encoding {
        "UTF-8" => text.as_bytes().to_vec(),
        "UTF-8 with a mark" => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        "UTF-16 LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16 LE with a mark" => [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        "UTF-16 BE with a mark" => [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect(),
        _ => encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
    }
}

#[test]
fn the_same_log_says_the_same_in_every_encoding_and_with_every_separator() {
    let folder = tempfile::tempdir().expect("a folder");
    for layout in [Layout::Toggl, Layout::Clockify, Layout::Harvest] {
        let entries = made(layout, 250, 11);
        let rows = cells(layout, &entries);
        let own: Vec<&Made> = entries.iter().filter(|entry| entry.client == "Müller & Söhne").collect();
        for (separator, line_end) in [(',', "\r\n"), (';', "\n"), ('\t', "\r\n")] {
            let with_commas = |row: &Vec<String>| -> Vec<String> {
                let comma = |cell: &String| {
                    let is_decimal = cell.parse::<f64>().is_ok() && cell.contains('.');
                    if is_decimal { cell.replace('.', ",") } else { cell.clone() }
                };
                row.iter().map(comma).collect()
            };
            // Who separates by semicolons writes decimals with a comma.
            let rows = if separator == ';' { rows.iter().map(with_commas).collect() } else { rows.clone() };
            for encoding in [
                "UTF-8",
                "UTF-8 with a mark",
                "UTF-16 LE",
                "UTF-16 LE with a mark",
                "UTF-16 BE with a mark",
                "Windows-1252",
            ] {
                let bytes = encoded(&text(&rows, separator, line_end), encoding);
                fs::write(folder.path().join("log.csv"), bytes).expect("written");
                let told = json(folder.path(), &["log.csv", "--client", "müller & söhne"]);
                assert_made_of(&told, layout, &own);
            }
        }
    }
}
