//! How it looks: documents and tables as text of several kinds.

pub mod csv;
mod heat;
pub mod markdown;
mod picture;
mod profile;
pub mod terminal;
mod terminal_table;

use crate::report::document::{Cell, Row, Table};
use crate::text::visible;
use crate::words::{day, grouped, money, price, signed};

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
        let mut shares: Vec<&mut String> = shares.map(|(_, texts)| &mut texts[column]).collect();
        if shares.iter().any(|text| text.contains('.')) {
            for text in shares.iter_mut().filter(|text| !text.contains('.')) {
                **text = text.replacen(" %", ".0 %", 1);
            }
        }
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
        Cell::Marked(cell, mark) => format!("{} [{mark}]", cell_text(cell)),
    }
}
