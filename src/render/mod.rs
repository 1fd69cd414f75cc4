//! How it looks: documents and tables as text of several kinds.

pub mod csv;
pub mod markdown;
mod picture;
pub mod terminal;
mod terminal_table;

use crate::report::document::Cell;
use crate::text::visible;
use crate::words::{day, grouped, money, price, signed};

/// A cell for people.
#[must_use]
pub fn cell_text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => "-".to_owned(),
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
