//! Workbooks: the files that the program writes, as another program reads them.

#![cfg(feature = "xlsx")]

mod support;

use std::io::{Cursor, Read};

use chrono::NaiveDate;
use support::commands::{SCENARIO, answered};
use support::program::{command, folder};
use uprate::number::{Exact, Number};
use uprate::report::document::{Cell, Table};
use uprate::report::workbook::book::Shows;
use uprate::report::workbook::of_table;

/// A part of a workbook's file, which is an archive.
fn part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("UTF-8");
    text
}

/// What a command writes as a workbook.
fn written(scenario: &str, arguments: &[&str]) -> Vec<u8> {
    let folder = folder();
    std::fs::write(folder.path().join(SCENARIO), scenario).expect("written");
    let run =
        command(folder.path(), arguments).args(["--format", "xlsx", "--quiet"]).output().expect("the program runs");
    assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    run.stdout
}

#[test]
fn a_table_has_typed_cells_below_headings_that_stay() {
    let file = written(&answered(), &["project", SCENARIO, "--strategy", "thirty-day-raise"]);
    let sheet = part(&file, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains(r#"<pane xSplit="1" ySplit="1""#) && sheet.contains(r#"paperSize="9""#), "{sheet}");
    // The second month: its number, its first day, and no text but the id of the strategy.
    let row = sheet.split("<row ").find(|row| row.starts_with(r#"r="3""#)).expect("a row");
    assert!(row.contains("<v>2</v>") && row.contains("<v>46388</v>"), "{row}");
    assert_eq!(row.matches(r#"t="s""#).count(), 1, "{row}");
    assert!(part(&file, "xl/styles.xml").contains("#,##0.00"));
    assert!(part(&file, "xl/workbook.xml").contains("_xlnm.Print_Titles"));
}

#[test]
fn hostile_names_are_words() {
    let long = "x".repeat(10_000);
    let names = ["=HYPERLINK(\"http://x\")", "@SUM(1)", "a\\u0000\\u001b]0;b", "<script>&amp;", long.as_str()];
    for name in names {
        let name = name.replace('"', "\\\"");
        let scenario = answered().replace("[client]", &format!("[client]\nname = \"{name}\""));
        let file = written(&scenario, &["compare", SCENARIO, "--brief"]);
        let sheet = part(&file, "xl/worksheets/sheet1.xml");
        assert!(!sheet.contains("<f>") && !sheet.contains("hyperlink"), "{name}");
        let words = part(&file, "xl/sharedStrings.xml");
        assert!(words.chars().all(|character| !character.is_control() || character == '\n'), "{name}");
        assert!(!words.contains("<script>"), "{name}");
    }
}

#[test]
fn the_same_scenario_makes_the_same_bytes_on_every_day() {
    for arguments in [["compare", SCENARIO], ["check", SCENARIO]] {
        let file = written(&answered(), &arguments);
        assert_eq!(file, written(&answered(), &arguments));
        assert!(
            part(&file, "docProps/core.xml").contains("2026-12-01T00:00:00Z"),
            "made on the day that the plan starts"
        );
    }
}

#[test]
fn numbers_of_keys_are_of_their_kind_and_long_words_stay_in_their_column() {
    // A price is no percentage.
    let swept = written(&answered(), &["sweep", SCENARIO, "--vary", "client.rate=95,100"]);
    assert!(part(&swept, "xl/worksheets/sheet1.xml").contains("<v>100</v>"));
    assert!(!part(&swept, "xl/styles.xml").contains('%'));
    let churn = written(&answered(), &["sweep", SCENARIO, "--vary", "response.churn=0,1%"]);
    assert!(part(&churn, "xl/styles.xml").contains("0.0%"));

    let row = |words: usize| {
        vec![("number", Cell::exact(Exact::whole(7), false)), ("words", Cell::text("word ".repeat(words)))]
    };
    let book = of_table(&Table::of_figures([row(2), row(40)]), "", NaiveDate::MIN).expect("few rows");
    let sheet = &book.sheets[0];
    assert_eq!(sheet.cells[&(1, 0)].look.shows, Shows::Number(0));
    assert_eq!([1, 2].map(|row| sheet.cells[&(row, 1)].look.shows), [Shows::Words, Shows::Paragraph]);
    // 200 letters in a column of 60.
    assert_eq!((sheet.widths[&1], sheet.heights.get(&1), sheet.heights.get(&2)), (60.0, None, Some(&4)));
}

/// What stands between two marks, each time.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Vec<&'t str> {
    text.split(before).skip(1).map(|rest| rest.split(after).next().expect("an end")).collect()
}

/// The number of a column, counted from 1.
fn column(letters: &str) -> u32 {
    letters.bytes().fold(0, |number, letter| number * 26 + u32::from(letter - b'A') + 1)
}

#[test]
fn every_sheet_is_printed_in_a_size_that_can_be_read() {
    let scenario = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/price-lock-cap-and-long-notice.toml");
    let file = written(&std::fs::read_to_string(scenario).expect("a scenario"), &["report", SCENARIO]);
    let book = part(&file, "xl/workbook.xml");
    let count = book.matches("<sheet ").count();
    let mut over_two = 0;
    for number in 0..count {
        let sheet = part(&file, &format!("xl/worksheets/sheet{}.xml", number + 1));
        let name = |kind: &str| {
            let known = format!("name=\"_xlnm.{kind}\" localSheetId=\"{number}\">");
            between(&book, &known, "</definedName>").first().copied().unwrap_or_default()
        };
        let last = name("Print_Area").rsplit('$').nth(1).map_or(u32::MAX, column);
        let attribute = |text: &str, name: &str| -> f64 {
            between(text, &format!(" {name}=\""), "\"").first().map_or(0.0, |value| value.parse().expect("a number"))
        };
        let columns = between(&sheet, "<col ", "/>").into_iter().map(|column| format!(" {column}"));
        let width: f64 = columns
            .map(|column| {
                let (first, end) = (attribute(&column, "min"), attribute(&column, "max").min(f64::from(last)));
                attribute(&column, "width") * (end - first + 1.0).max(0.0)
            })
            .sum();
        let set_up = between(&sheet, "<pageSetup", "/>")[0];
        let pages = attribute(set_up, "fitToWidth").max(1.0);
        // On A4, 103 columns of the usual font stand beside each other upright, 150 on its side.
        let room = if set_up.contains("landscape") { 150.0 } else { 103.0 };
        assert!(width / pages <= room / 0.6, "sheet {number}: {width} on {pages} of {room}");
        assert!(sheet.contains("&amp;P of &amp;N") && sheet.contains("Four homes, one framework contract · &amp;A"));
        if pages > 1.0 {
            // The months stand on the second page, too.
            assert!(name("Print_Titles").contains("$A:$B"), "sheet {number}: {}", name("Print_Titles"));
            over_two += 1;
        }
    }
    assert!(count > 10 && over_two == 6, "{over_two} of {count}");
}
