//! Names, ids and titles that are formulas, markup or commands to a terminal: text stays text in every format of every
//! command, and within the width asked for.

mod support;

use std::fs;
use std::path::Path;

use serde_json::Value;
use support::commands::{Call, SCENARIO, every_call};
use support::evil::{EVIL, assert_shown, quoted};
use support::program::{MINIMAL, command, finished, folder, run};
use unicode_width::UnicodeWidthStr;

/// Commands whose results are of more than the strategies that [`every_call`] asks for.
const MORE: [&[&str]; 5] = [
    &["compare", SCENARIO, "--brief"],
    &["sweep", SCENARIO, "--vary", "months=12,18", "--vary", "client.rate=95,100"],
    &["explain", "net-profit", SCENARIO, "--depth", "4"],
    &["explain", "floor", SCENARIO],
    &["diff", SCENARIO, "--set", "client.rate=100"],
];

/// A folder with a scenario in which everything that has a name has an evil one, and the ids of its strategies.
fn evil_folder() -> (tempfile::TempDir, [String; 2]) {
    let ids = [format!("-{EVIL}"), format!("={EVIL}")];
    let [raise, tiers] = ids.each_ref().map(|id| quoted(id));
    let (name, other) = (quoted(&format!("@{EVIL}")), quoted(&format!(">{EVIL}")));
    let evil = quoted(EVIL);
    let text = MINIMAL.replace("[client]", &format!("title = {evil}\n[client]\nname = {other}"))
        + &format!(
            "[response]\naccept = [{{ raise = \"10%\", chance = \"80%\" }}]\n\
             [[risk]]\nname = {evil}\nkind = \"legal\"\nchance = \"5%\"\ncost = 5\nwhen = \"exit\"\nstrategies = [{raise}]\n\
             [[strategy]]\nkind = \"thirty-day-raise\"\nid = {raise}\nname = {name}\n\
             [[strategy]]\nkind = \"service-tiers\"\nid = {tiers}\nname = {other}\n\
             tier = [{{ name = {evil}, hours = 5, monthly = 500 }}]\npick = {evil}\n"
        );
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join(SCENARIO), text).expect("written");
    (folder, ids)
}

/// Every command that reads a scenario, in every format that it has.
fn calls() -> Vec<Call> {
    let usual = every_call().iter().filter(|call| call.reads());
    let more = MORE.iter().flat_map(|line| {
        let of_command = every_call().iter().filter(|call| call.command == line[0]);
        of_command.map(|call| {
            let format = call.format.clone().expect("a format");
            let arguments = [*line, &["--format", &format]].concat().into_iter().map(str::to_owned).collect();
            Call { command: call.command.clone(), format: Some(format), arguments }
        })
    });
    usual.cloned().chain(more).collect()
}

/// Whether its table for spreadsheets names every strategy.
fn is_of_strategies(call: &Call) -> bool {
    ["compare", "project", "simulate", "distribution", "sensitivity", "diff"].contains(&call.command.as_str())
}

fn uncoloured(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

/// What a call prints, as text; none where the command has no such format, or it is no text.
fn text_of(folder: &Path, call: &Call, more: &[&str]) -> Option<String> {
    let of = format!("{call:?} {more:?}");
    let output = command(folder, &call.with(more)).output().expect("the program runs");
    let error = String::from_utf8(output.stderr.clone()).expect("UTF-8");
    assert_shown(&uncoloured(&error), &of);
    if !call.is_usual() && output.status.code() == Some(2) {
        assert!(output.stdout.is_empty() && uncoloured(&error).starts_with("error: "), "{of}: {error}");
        return None;
    }
    assert_eq!(output.status.code(), Some(0), "{of}: {error}");
    let is_text = call.is_usual() || call.format.as_deref() == Some("html");
    is_text.then(|| finished(output).stdout)
}

#[test]
fn names_are_shown_as_text_in_every_format_of_every_command() {
    let (folder, ids) = evil_folder();
    for call in calls() {
        let format = call.format.as_deref().unwrap_or_default();
        let ways: &[&[&str]] = match format {
            "table" => &[&[], &["--color", "always", "--ascii"]],
            "csv" => &[&[], &["--csv-style", "eu"]],
            _ => &[&[]],
        };
        for more in ways {
            let Some(text) = text_of(folder.path(), &call, more) else { continue };
            let shown = if more.contains(&"always") { uncoloured(&text) } else { text.clone() };
            assert_shown(&shown, &format!("{call:?} {more:?}"));
            match format {
                "json" => assert_json_says(&text, &ids),
                "csv" => assert_no_formula(&text),
                "markdown" => assert_no_markup(&text),
                "html" => assert_no_element(&text),
                _ => {}
            }
            assert!(
                text.contains("HYPERLINK") || (format == "csv" && !is_of_strategies(&call)),
                "no name is there: {call:?}\n{text}"
            );
        }
    }
}

#[test]
fn names_stay_within_the_width_that_is_asked_for() {
    let (folder, _) = evil_folder();
    for call in calls().iter().filter(|call| matches!(call.format.as_deref(), Some("table" | "plain"))) {
        let widths: &[usize] = if call.format.as_deref() == Some("table") { &[20, 47, 100, 1000] } else { &[33] };
        for width in widths {
            let page = text_of(folder.path(), call, &["--width", &width.to_string(), "-q"]).expect("a text");
            for line in page.lines() {
                assert!(line.width() <= *width, "{call:?} at {width}: {}\n{line}\n\n{page}", line.width());
            }
        }
    }
}

/// The title is there as it was given, and so are the ids.
fn assert_json_says(json: &str, ids: &[String; 2]) {
    let json: Value = serde_json::from_str(json).expect("JSON");
    assert!(holds(&json, EVIL), "{json:#}");
    for strategy in json["strategies"].as_array().into_iter().flatten() {
        let id = strategy["id"].as_str().expect("an id");
        assert!(id == "status-quo" || ids.iter().any(|known| known == id), "{id}");
    }
}

/// Whether a text is one of the values.
fn holds(value: &Value, text: &str) -> bool {
    match value {
        Value::String(own) => own == text,
        Value::Array(values) => values.iter().any(|value| holds(value, text)),
        Value::Object(values) => values.values().any(|value| holds(value, text)),
        _ => false,
    }
}

#[test]
fn a_dash_behind_a_first_letter_of_several_bytes_does_not_end_a_markdown_page() {
    let folder = folder();
    let name = "日本-語";
    let named = MINIMAL.replace("[client]", &format!("title = \"{name}\"\n[client]\nname = \"{name}\""))
        + &format!(
            "[response]\naccept = [{{ raise = \"10%\", chance = \"80%\" }}]\n\
             [[strategy]]\nkind = \"thirty-day-raise\"\nname = \"{name}\"\n"
        );
    fs::write(folder.path().join(SCENARIO), named).expect("written");
    for call in every_call().iter().filter(|call| call.reads() && call.format.as_deref() == Some("markdown")) {
        let run = run(folder.path(), &call.with(&["-q"]));
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{call:?}");
        assert!(run.stdout.contains(name) || call.command == "check", "{call:?}\n{}", run.stdout);
    }
}

/// Whichever separator a spreadsheet takes, and whatever it makes of quotes, no cell is a formula.
fn assert_no_formula(csv: &str) {
    for cell in csv.split(['\n', ',', ';', '\t']) {
        let cell = cell.trim_matches(['"', ' ']);
        let is_number = cell.replace(',', ".").parse::<f64>().is_ok();
        assert!(is_number || !cell.starts_with(['=', '+', '-', '@']), "{cell}");
    }
}

/// What could be markup is escaped, and every row of a table has the cells of its head.
fn assert_no_markup(markdown: &str) {
    // A code block shows everything as it is, up to a line of as many backticks as it began with.
    let mut fence = None;
    let mut prose = Vec::new();
    for line in markdown.lines() {
        let marks = line.strip_suffix("text").filter(|marks| marks.len() > 2 && marks.bytes().all(|mark| mark == b'`'));
        match (fence, marks) {
            (Some(marks), _) if line == marks => fence = None,
            (Some(_), _) => {}
            (None, Some(marks)) => fence = Some(marks),
            (None, None) => prose.push(line),
        }
    }
    assert_eq!(fence, None, "a code block without an end");
    let mut cells = None;
    for line in prose {
        let plain = line.replace("\\\\", "").replace("\\`", "").replace("\\*", "").replace("\\_", "");
        let plain =
            plain.replace("\\[", "").replace("\\]", "").replace("\\<", "").replace("\\&", "").replace("\\|", "");
        assert!(!plain.replace("**", "").contains(['`', '*', '_', '[', ']', '<', '&']), "{line}");
        // What is explained is a list of lists.
        let inner = line.trim_start_matches(['-', ' ']);
        assert!(!["> ", ">=", "===", "```", "# h"].iter().any(|block| inner.starts_with(block)), "{line}");
        let bars = plain.matches('|').count();
        cells = (bars > 0).then(|| *cells.get_or_insert(bars));
        assert!(cells.is_none_or(|cells| cells == bars), "{line}");
    }
}

/// Nothing of a name is an element, an attribute or a reference; what looks like one is escaped.
fn assert_no_element(html: &str) {
    assert!(!html.contains("<script") && html.contains("&lt;script&gt;"), "{html}");
    for (tag, _) in html.split('<').skip(1).filter_map(|rest| rest.split_once('>')) {
        // In quotes it is the value of an attribute, which is read out and not run.
        assert!(tag.split('"').step_by(2).all(|outside| !outside.contains("HYPERLINK")), "{tag}");
    }
}
