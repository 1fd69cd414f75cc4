//! What is wrong with a log as a whole, or with a row of it, in words.

use std::fmt;

use chrono::NaiveDate;

use super::days::{DayOrder, Seen};
use crate::words::{counted, day, list};

/// The most years that a summary is of, as each of their months has a row: those that entries can lie in.
pub const YEARS_MOST: usize = 120;

/// What is wrong with a log as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is no table of a kind that is known; its headings.
    UnknownHeader(Vec<String>),
    /// It is a workbook or an archive.
    Archive,
    /// It is no text at all, or no table: a PDF, a picture, a page of the web.
    NoTable,
    /// A cell that begins with a quotation mark and does not end with one, in this line.
    NotClosed(u64),
    /// It has a header and no rows, or nothing at all.
    Empty,
    /// A column that it cannot do without.
    MissingColumn {
        /// What wrote it.
        tracker: &'static str,
        /// The column.
        column: &'static str,
    },
    /// Two columns with this heading.
    TwoColumns(String),
    /// Its dates can be read in several orders.
    AnyOrder(Vec<DayOrder>, Seen),
    /// Its dates can be read in no order.
    NoOrder(Seen, Seen),
    /// Words that say neither billed nor unbilled, with how often each was seen.
    UnknownWords(Vec<(String, u64)>),
    /// Amounts in two currencies, each with where it was seen first.
    TwoCurrencies((&'static str, String), (&'static str, String)),
    /// The first and the last day that were asked for are further apart than anybody has logged.
    TooLong(NaiveDate, NaiveDate),
    /// What the system says.
    Unreadable(String),
}

/// The option that says what order dates are in.
fn dates_option(orders: &[DayOrder]) -> String {
    let names: Vec<&str> = orders.iter().map(|order| order.name()).collect();
    format!("--dates {}", names.join("|"))
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownHeader(headings) if headings.is_empty() => formatter.write_str("it is empty"),
            Self::UnknownHeader(headings) => {
                let shown: Vec<String> = headings.iter().take(12).map(|text| super::entry::shortened(text)).collect();
                write!(
                    formatter,
                    "its header is that of no log: {}{}. Known are the detailed exports of Toggl Track, Clockify and \
                     Harvest with English headings (set the tracker to English), and a contact log with the columns \
                     date, start, minutes (or end), channel, who, billed, note, answer",
                    shown.join(", "),
                    if headings.len() > shown.len() { ", …" } else { "" }
                )
            }
            Self::Archive => formatter.write_str("it is a workbook or an archive; export or save it as CSV"),
            Self::NoTable => formatter.write_str("it is not a table as text; export or save it as CSV"),
            Self::NotClosed(line) => write!(
                formatter,
                "a cell that begins with a quotation mark in line {line} does not end with one; close it, or write the mark \
                 twice where it belongs to the text"
            ),
            Self::Empty => formatter.write_str("it has no entries"),
            Self::MissingColumn { tracker, column } => write!(
                formatter,
                "it is an export of {tracker} without the column {column}; export the detailed report with it, or add \
                 the column, with Yes or No in each row"
            ),
            Self::TwoColumns(heading) => write!(
                formatter,
                "two of its columns are called {}; give the one that does not count another name",
                super::entry::shortened(heading)
            ),
            Self::AnyOrder(orders, seen) => write!(
                formatter,
                "its dates can be read in more than one way, such as `{}` in line {}; say which by {}",
                seen.text,
                seen.line,
                dates_option(orders)
            ),
            Self::NoOrder(one, other) => write!(
                formatter,
                "its dates are in no one order: `{}` in line {} and `{}` in line {}; say which is meant by {}, and leave \
                 out the others with --skip-bad",
                one.text,
                one.line,
                other.text,
                other.line,
                dates_option(&DayOrder::ALL)
            ),
            Self::UnknownWords(words) => {
                let shown = words
                    .iter()
                    .map(|(word, times)| format!("`{}` ({})", super::entry::shortened(word), counted(*times, "time")));
                write!(
                    formatter,
                    "what it says on billing is not known: {}. Say which mean billed by --billed VALUE, once for each; \
                     all others mean unbilled then",
                    list(&shown.collect::<Vec<_>>())
                )
            }
            Self::TwoCurrencies((one, at), (other, then)) => write!(
                formatter,
                "its amounts are in two currencies: {one} ({at}) and {other} ({then}); export each by itself"
            ),
            Self::TooLong(first, last) => write!(
                formatter,
                "a summary from {} to {} would be of more than {YEARS_MOST} years; give other days by --since DATE and \
                 --until DATE",
                day(*first),
                day(*last)
            ),
            Self::Unreadable(error) => write!(formatter, "it cannot be read: {error}"),
        }
    }
}

/// A row that says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// The file, by its position.
    pub file: usize,
    /// The line in which it begins.
    pub line: u64,
    /// Why, to be put behind the line.
    pub reason: String,
}

/// The rows that say nothing: all are counted, the first are kept.
#[derive(Clone, Debug, Default)]
pub struct BadRows {
    /// The first.
    pub first: Vec<BadRow>,
    /// How many there are.
    pub count: u64,
}

/// How many bad rows are listed.
pub const BAD_ROWS_SHOWN: usize = 20;

impl BadRows {
    /// Takes one into account.
    pub fn add(&mut self, row: BadRow) {
        self.count += 1;
        if self.first.len() < BAD_ROWS_SHOWN {
            self.first.push(row);
        }
    }
}
