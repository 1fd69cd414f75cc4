//! A table of figures as a workbook of one sheet.

use std::fmt;

use chrono::NaiveDate;

use super::book::{Book, Content, Look, Place, Role, Shows};
use super::widths::is_long;
use crate::number::{Exact, Number};
use crate::report::document::{Cell, Stands, Table};

/// The rows of a sheet.
const ROWS_MAX: usize = 1_048_576;

/// Decimals of hours.
const HOURS_DECIMALS: u32 = 1;

/// Decimals of shares.
const SHARE_DECIMALS: u32 = 1;

/// A table that a sheet has no room for.
#[derive(Clone, Copy, Debug)]
pub struct TooManyRows {
    rows: usize,
}

impl fmt::Display for TooManyRows {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the table has {} rows, a sheet of a workbook {ROWS_MAX}; write CSV", self.rows)
    }
}

impl std::error::Error for TooManyRows {}

/// The table as a workbook: a line of headings, which stays in sight, then its rows, each cell with its kind of value.
///
/// # Errors
///
/// More rows than a sheet has.
pub fn of_table(table: &Table, title: &str, made: NaiveDate) -> Result<Book, TooManyRows> {
    if table.rows.len() >= ROWS_MAX {
        return Err(TooManyRows { rows: table.rows.len() });
    }
    let mut book = Book::new(title, made);
    let sheet = book.add_sheet("Figures");
    for (column, heading) in (0..).zip(&table.columns) {
        let is_words = table.rows.iter().all(|row| row.cells.get(usize::from(column)).is_none_or(is_words));
        let shows = if is_words { Shows::Words } else { Shows::Count };
        let heading = heading.heading.replace(['\n', '_'], " ").trim().to_owned();
        let look = Look { shows, role: Role::Heading };
        book.put(Place { sheet, row: 0, column }, Content::Text(heading), look);
    }
    for (row, cells) in (1..).zip(&table.rows) {
        let role = match cells.stands {
            Stands::Plain => Role::Plain,
            Stands::Recommended => Role::Strong,
            Stands::Sum => Role::Sum,
        };
        for (column, cell) in (0..).zip(&cells.cells) {
            if let Some((content, shows)) = content(cell) {
                book.put(Place { sheet, row, column }, content, Look { shows, role });
            }
        }
    }
    let sheet = &mut book.sheets[sheet];
    sheet.frozen = (1, u16::from(table.columns.len() > 1));
    sheet.repeated = Some((0, 0));
    sheet.fit();
    Ok(book)
}

fn is_words(cell: &Cell) -> bool {
    cell.is_words() || matches!(cell, Cell::Empty | Cell::Blank)
}

/// What a cell holds and how it is written; none where there is nothing in it.
fn content(cell: &Cell) -> Option<(Content, Shows)> {
    let number = |value: &Exact| Content::Number(value.to_f64());
    Some(match cell {
        Cell::Empty | Cell::Blank => return None,
        Cell::Text(text) if text.is_empty() => return None,
        Cell::Text(text) => (Content::Text(text.clone()), if is_long(text) { Shows::Paragraph } else { Shows::Words }),
        Cell::Money(value, decimals) | Cell::Rate(value, decimals) => (number(value), Shows::Number(*decimals)),
        Cell::Price(value, decimals) => (number(value), Shows::Number((*decimals).max(value.settled().scale().min(6)))),
        Cell::Signed(value, decimals) => (number(value), Shows::Signed(*decimals)),
        Cell::Hours(value) => (number(value), Shows::Number(HOURS_DECIMALS)),
        Cell::Share(value) => (number(value), Shows::Share(SHARE_DECIMALS)),
        Cell::Change(value) => (number(value), Shows::Change(SHARE_DECIMALS)),
        Cell::Count(count) => (Content::Number(f64::from(*count)), Shows::Count),
        Cell::Day(day) => (Content::Day(*day), Shows::Day),
        Cell::Truth(truth) => (Content::Text(if *truth { "yes" } else { "no" }.to_owned()), Shows::Words),
        Cell::Light(light) => (Content::Text(light.word().to_owned()), Shows::Words),
        Cell::Marked(cell, _) => return content(cell),
    })
}
