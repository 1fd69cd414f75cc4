//! The promises that every outcome keeps.

use unicode_width::UnicodeWidthStr;
use uprate::scenario::diagnostics::Diagnostics;

use crate::figures::are_possible;
use crate::outcome::{FILE, Form, Outcome, Page, Wrong};

/// Panics where an outcome breaks a promise.
pub fn judge(outcome: &Outcome) {
    match &outcome.wrong {
        None => assert!(!outcome.pages.is_empty(), "a right scenario has pages"),
        Some(Wrong::Whole(said)) => assert!(said.contains(FILE), "no file is named: {said}"),
        Some(Wrong::Findings(diagnostics)) => every_finding_has_a_place(diagnostics),
    }
    for (given, said) in &outcome.refused {
        let key = given.split('=').next().unwrap_or_default();
        assert!(said.contains(key.trim()), "the override `{given}` is not named: {said}");
    }
    for page in &outcome.pages {
        judge_page(page, outcome.is_ascii);
    }
}

/// Each finding is of bytes that are there, and its message names the file or the override and the line.
fn every_finding_has_a_place(diagnostics: &Diagnostics) {
    assert!(!diagnostics.findings.is_empty(), "wrong, but nothing is said");
    for finding in &diagnostics.findings {
        for place in std::iter::once(&finding.place).chain(finding.also.iter().map(|(place, _)| place)) {
            let source = diagnostics.sources.get(place.source);
            let there = source.is_some_and(|source| source.text.get(place.span()).is_some());
            assert!(there, "no such place: {finding:?}");
        }
    }
    let said = diagnostics.render(false);
    nothing_is_obeyed("an error", &said);
    assert_eq!(said, anstream::adapter::strip_str(&diagnostics.render(true)).to_string(), "colours change an error");
    let mut lines = said.lines();
    let mut errors = 0;
    while let Some(line) = lines.next() {
        if line.starts_with("error[") {
            errors += 1;
            let place = lines.next().unwrap_or_default().trim_start();
            let place = place.strip_prefix("--> ").unwrap_or_else(|| panic!("an error without a place: {said}"));
            let named = [FILE, "--set", "--months"].iter().any(|name| place.starts_with(name));
            let line = place.rsplit(':').nth(1).and_then(|line| line.parse::<usize>().ok());
            assert!(named && line.is_some_and(|line| line > 0), "an error without a line: {said}");
        }
    }
    assert!(errors > 0, "wrong, but no error is shown: {said}");
}

fn judge_page(page: &Page, is_ascii: bool) {
    let Page { name, text, form } = page;
    match form {
        Form::Lines(width) => lines_fit(name, text, *width),
        Form::Ascii(width) => {
            lines_fit(name, text, Some(*width));
            let other = text.chars().find(|character| !character.is_ascii());
            assert!(!is_ascii || other.is_none(), "{name} is not ASCII: {other:?}\n{text}");
        }
        Form::Coloured(plain) => {
            // A coloured cell is as wide as its column.
            let shown = anstream::adapter::strip_str(text).to_string();
            let same = shown.lines().map(str::trim_end).eq(plain.lines().map(str::trim_end));
            assert!(same, "colours change {name}:\n{shown}\n{plain}");
        }
        Form::Markdown => {
            nothing_is_obeyed(name, text);
            tables_are_even(name, text);
        }
        Form::Html => {
            nothing_is_obeyed(name, text);
            elements_are_closed(name, text);
        }
        Form::Csv(delimiter) => {
            let mut reader = csv::ReaderBuilder::new().delimiter(*delimiter).from_reader(text.as_bytes());
            let uneven = reader.records().find_map(Result::err);
            assert!(uneven.is_none(), "{name} as CSV: {uneven:?}\n{text}");
        }
        Form::Json(value) => {
            let parsed = serde_json::from_str(text).map_err(|error| error.to_string());
            assert_eq!(parsed.as_ref(), Ok(value), "{name} as JSON is not what was meant");
            are_possible(name, value);
        }
        Form::Calendar => is_a_calendar(name, text),
    }
}

/// Lines of at most 75 bytes with the ends that the format wants, and every component closed within the one it is in.
fn is_a_calendar(name: &str, text: &str) {
    nothing_is_obeyed(name, &text.replace("\r\n", "\n"));
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains('\n'), "{name} has other ends of lines");
    let mut open = Vec::new();
    for line in text.lines() {
        assert!(line.len() <= 75, "{name}: a line of {} bytes: {line}", line.len());
        if let Some(component) = line.strip_prefix("BEGIN:") {
            open.push(component);
        } else if let Some(component) = line.strip_prefix("END:") {
            assert_eq!(open.pop(), Some(component), "{name} closes what is not open\n{text}");
        } else {
            let is_property = line.starts_with(' ') || line.contains(':');
            assert!(is_property && !open.is_empty(), "{name}: a line that is no property: {line}");
        }
    }
    assert!(open.is_empty(), "{name} leaves open {open:?}");
}

fn lines_fit(name: &str, text: &str, width: Option<usize>) {
    nothing_is_obeyed(name, text);
    let too_wide = text.lines().find(|line| width.is_some_and(|width| line.width() > width));
    assert!(too_wide.is_none(), "{name} is wider than {width:?}:\n{}\n{text}", too_wide.unwrap_or_default());
}

/// Lines and nothing else that a terminal would obey.
fn nothing_is_obeyed(name: &str, text: &str) {
    let control = text.chars().find(|character| character.is_control() && *character != '\n');
    assert!(control.is_none(), "{name} holds {control:?}");
}

/// Every line of a table of Markdown has as many cells as its first.
fn tables_are_even(name: &str, text: &str) {
    let mut of_table = None;
    for line in text.lines() {
        let cells = line.starts_with("| ").then(|| line.replace("\\\\", "").replace("\\|", "").matches('|').count());
        if let (Some(first), Some(cells)) = (of_table, cells) {
            assert_eq!(first, cells, "{name} as Markdown: {line}");
        }
        of_table = cells.and(of_table.or(cells));
    }
}

/// Every element that is opened is closed, in the order that the others allow, and nothing but the page's own style is
/// within: no script, nothing that is fetched.
fn elements_are_closed(name: &str, text: &str) {
    const EMPTY: [&str; 4] = ["!DOCTYPE", "meta", "br", "col"];
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, after) = after.split_once('>').unwrap_or_else(|| panic!("{name}: a tag without an end: {after}"));
        rest = after;
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed), "{name} as HTML closes what is not open\n{text}");
            continue;
        }
        let element = tag.split([' ', '/']).next().unwrap_or_default();
        assert!(element != "script", "{name} as HTML holds a script\n{text}");
        if !EMPTY.contains(&element) && !tag.ends_with('/') {
            open.push(element);
        }
    }
    assert!(open.is_empty(), "{name} as HTML leaves open {open:?}\n{text}");
}
