//! How it looks: documents and tables as text of several kinds.

mod bars;
pub mod calendar;
pub mod csv;
mod heat;
pub mod html;
pub mod markdown;
#[cfg(feature = "pdf")]
pub mod pdf;
mod picture;
mod profile;
mod scatter;
pub mod scene;
pub mod section;
pub mod stamp;
pub mod terminal;
mod terminal_table;
mod waterfall;
#[cfg(feature = "xlsx")]
pub mod xlsx;

use unicode_width::UnicodeWidthStr;

use crate::report::document::{Cell, Row, Table};
use crate::text::visible;
use crate::words::{alike, day, grouped, money, price, signed};

/// What a page is printed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// 210 mm by 297 mm.
    A4,
    /// 8.5 inches by 11 inches.
    Letter,
}

/// A table of more rows is set closer on paper.
const LONG: usize = 20;

/// Words of at most so many columns are not broken on a page.
const SHORT: usize = 12;

/// Whether no cell of a column takes more than so many columns of text.
fn is_within(texts: &[Vec<String>], column: usize, most: usize) -> bool {
    texts.iter().all(|row| row[column].width() <= most)
}

/// The cells of a table for people, a row each: shares of a column with as many decimals as each other.
fn cell_texts(table: &Table, in_whole_units: bool) -> Vec<Vec<String>> {
    let texts = |row: &Row| -> Vec<String> {
        row.cells
            .iter()
            .map(|cell| if in_whole_units { cell_text(&cell.in_whole_units()) } else { cell_text(cell) })
            .collect()
    };
    let mut texts: Vec<Vec<String>> = table.rows.iter().map(texts).collect();
    for column in 0..table.columns.len() {
        let shares = table.rows.iter().zip(&mut texts).filter(|(row, _)| row.cells[column].share().is_some());
        alike(shares.map(|(_, texts)| &mut texts[column]));
    }
    texts
}

/// A cell for people.
fn cell_text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => "-".to_owned(),
        Cell::Blank => String::new(),
        Cell::Text(text) => visible(text),
        Cell::Money(amount, decimals) | Cell::Rate(amount, decimals) => money(*amount, *decimals),
        Cell::Signed(amount, decimals) => signed(money(*amount, *decimals)),
        Cell::Price(amount, decimals) => price(*amount, *decimals),
        Cell::Hours(hours) => grouped(hours.settled(), 0),
        Cell::Share(share) => crate::words::percent(*share),
        Cell::Change(share) => signed(crate::words::percent(*share)),
        Cell::Count(count) => count.to_string(),
        Cell::Day(date) => day(*date),
        Cell::Truth(truth) => if *truth { "yes" } else { "no" }.to_owned(),
        Cell::Light(light) => light.word().to_owned(),
        Cell::Marked(cell, mark) => format!("{} [{mark}]", cell_text(cell)),
    }
}

/// The text of a cell without its mark, and the mark.
fn parted<'t>(cell: &Cell, text: &'t str) -> (&'t str, Option<String>) {
    let Cell::Marked(_, footnote) = cell else { return (text, None) };
    let mark = format!("[{footnote}]");
    (text.strip_suffix(mark.as_str()).unwrap_or(text).trim_end(), Some(mark))
}

/// Whether a column is aligned to the left: words stand in it.
fn is_words(table: &Table, column: usize) -> bool {
    table.rows.iter().any(|row| row.cells.get(column).is_some_and(Cell::is_words))
}
