//! What keeps a file from being TOML, and what its writer may have meant.

use toml::de::{DeTable, DeValue, Error};

use super::problem::{Finding, Problem};
use super::tree::Place;

/// Errors of the parser that are shown; what comes after the first is often only a consequence of it.
const SHOWN: usize = 3;

const DUPLICATE: &str = "duplicate key";
const NOT_QUOTED: &str = "string values must be quoted";

/// The tables of which there may be several.
const LISTS: [&str; 5] = ["strategy", "risk", "correlation", "tier", "move"];

/// What the parser found, in the order of the file and one problem a line at most; `document` is what it could read
/// nevertheless.
pub fn findings(errors: &[Error], document: &DeTable<'_>, text: &str) -> Vec<Finding> {
    let at = |error: &Error| {
        let span = error.span().unwrap_or(0..0);
        Place { source: 0, start: span.start.min(text.len()), end: span.end.min(text.len()) }
    };
    let mut errors: Vec<_> = errors.iter().map(|error| (at(error), error.message())).collect();
    errors.sort();
    let mut findings: Vec<Finding> = Vec::new();
    let mut last_line = None;
    let mut table_is_twice = false;
    for (place, message) in errors {
        let line = Line::of(text, place.start);
        // The keys below a header that is there twice are there twice only because of it.
        if last_line == Some(line.start) || (message == DUPLICATE && table_is_twice) {
            continue;
        }
        last_line = Some(line.start);
        let first = (message == DUPLICATE).then(|| earlier(document, &line, text, &place)).flatten();
        table_is_twice |= message == DUPLICATE && line.is_header();
        let (message, help) = in_words(message, &line, &place, text);
        let also = first.map(|first| (first, "given here".to_owned())).into_iter().collect();
        findings.push(Finding { problem: Problem::Syntax { message, help }, place, also });
        if findings.len() == SHOWN {
            break;
        }
    }
    findings
}

/// A line, without the spaces around it, and the byte at which it starts.
struct Line<'t> {
    start: usize,
    text: &'t str,
}

impl<'t> Line<'t> {
    fn of(text: &'t str, at: usize) -> Self {
        let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |line_break| line_break + 1);
        let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        Self { start, text: line.trim() }
    }

    fn is_header(&self) -> bool {
        self.text.starts_with('[')
    }

    /// The table that the line is the header of, such as `strategy.move`.
    fn table(&self) -> Option<&'t str> {
        self.is_header().then(|| self.text.trim_start_matches('[').split(']').next().unwrap_or_default().trim())
    }
}

/// Where a key that is there twice was written before.
fn earlier(document: &DeTable<'_>, line: &Line<'_>, text: &str, place: &Place) -> Option<Place> {
    let Some(table) = line.table() else { return last_key(document, text, place) };
    // Of a table the parser keeps the last header.
    let before = text.get(..line.start)?;
    let starts = before.match_indices('\n').map(|(line_break, _)| line_break + 1);
    let first = std::iter::once(0).chain(starts).find(|start| Line::of(text, *start).table() == Some(table))?;
    let start = first + before.get(first..)?.find(table)?;
    Some(Place { source: 0, start, end: start + table.len() })
}

/// The last key of the same name before a place.
fn last_key(table: &DeTable<'_>, text: &str, place: &Place) -> Option<Place> {
    let keys = table.iter().filter_map(|(key, value)| {
        let span = key.span();
        let is_same = span.end <= place.start && text.get(span.clone()) == text.get(place.span());
        let inside = match value.get_ref() {
            DeValue::Table(inner) => last_key(inner, text, place),
            DeValue::Array(list) => {
                let tables = list.iter().filter_map(|element| element.get_ref().as_table());
                tables.filter_map(|inner| last_key(inner, text, place)).max()
            }
            _ => None,
        };
        inside.max(is_same.then(|| Place::new(0, &span)))
    });
    keys.max()
}

/// The message, and what would be right where the mistake is one that people make.
fn in_words(message: &str, line: &Line<'_>, place: &Place, text: &str) -> (String, Option<String>) {
    let written = text.get(place.span()).unwrap_or_default().trim();
    let said = |message: &str, help: &str| (message.to_owned(), Some(help.to_owned()));
    if message == DUPLICATE {
        return if LISTS.contains(&written) && line.is_header() {
            let table = line.table().unwrap_or_default();
            said(message, &format!("write each under a header in double brackets: [[{table}]]"))
        } else {
            said(message, "keep one of them")
        };
    }
    if message.contains("carriage return must be followed by newline") {
        return said("a line that ends as those of old Macs did", "save the file with the line ends LF or CR LF");
    }
    if message.contains("recursion") {
        return said("lists or tables too deep in each other", "no key takes a list in a list; take the brackets away");
    }
    if message.contains(NOT_QUOTED) {
        return not_quoted(written);
    }
    if message.contains("unexpected key or value") {
        return said(message, after_a_value(text, place));
    }
    let of_a_key = ["unquoted key", "key with no value", "missing assignment"];
    if of_a_key.iter().any(|kind| message.contains(kind)) {
        return said(message, what_is_no_key(line.text));
    }
    if let Some((message, help)) = of_value(line.text) {
        return (message.to_owned(), Some(help));
    }
    (message.strip_suffix(", expected nothing").unwrap_or(message).to_owned(), None)
}

/// What people write for a value that begins like one of TOML and is none: a day in another order, a stretch from one
/// number to another, a name without quotes.
fn of_value(line: &str) -> Option<(&'static str, String)> {
    let value = line.split_once('=')?.1.split('#').next()?.trim();
    let is_number = |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = value.split(['.', '-']).map(str::trim).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [low, high] if parts.iter().all(is_number) => Some((
            "a stretch from one number to another",
            format!("write {{ low = {low}, likely = …, high = {high} }}"),
        )),
        [first, _, _] if first.len() < 4 && parts.iter().all(is_number) => {
            Some(("a day in another order", "write it as year-month-day, such as 2027-01-31".to_owned()))
        }
        _ if value.starts_with(char::is_alphabetic) && !value.contains(['"', '\'']) => {
            Some(("a text without quotes", format!("write \"{value}\"")))
        }
        _ => None,
    }
}

/// A value that is neither a number nor anything in quotes.
fn not_quoted(written: &str) -> (String, Option<String>) {
    let without_percent = written.strip_suffix('%').unwrap_or_default();
    let (message, help) = if written.is_empty() {
        ("a key without a value", "write a value after the `=`, or leave the line out".to_owned())
    } else if written.starts_with(['“', '”', '„', '‘', '’', '«']) {
        ("these are no quotes of TOML", "write straight ones: \"text\"".to_owned())
    } else if super::numbers::parse(without_percent, false).is_ok() {
        ("a percent sign outside of quotes", format!("write \"{written}\""))
    } else if written.contains(|character: char| character.is_ascii_digit()) {
        let forms = "write 95.10 for a number, \"35%\" for a share, 2027-01-31 for a day, \"text\" in quotes, a comment after a #";
        ("neither a number nor a text in quotes", forms.to_owned())
    } else {
        ("a text without quotes", format!("write \"{written}\""))
    };
    (message.to_owned(), Some(help))
}

/// What people write after a value that does not belong there.
fn after_a_value(text: &str, place: &Place) -> &'static str {
    let before = text.get(..place.start).unwrap_or_default().trim_end_matches(' ');
    let after = text.get(place.start..).unwrap_or_default();
    let begins_with_digit = |text: &str| text.starts_with(|character: char| character.is_ascii_digit());
    if after.strip_prefix(',').is_some_and(begins_with_digit) {
        "write decimals after a point, not a comma"
    } else if before.ends_with(['"', '\'']) {
        "inside of quotes write the other kind of quotes: \"Sam's shop\", 'The \"best\" shop'"
    } else {
        "write one key a line, and a comment after a #"
    }
}

/// What people write at the beginning of a line that is no key.
fn what_is_no_key(line: &str) -> &'static str {
    if line.starts_with(['/', ';', '-', '*']) {
        "a comment begins with a #; a list is written [\"…\", \"…\"]"
    } else if line.contains(':') {
        "write `=` between a key and its value"
    } else {
        "write key = value; a key has no spaces"
    }
}
