//! Workbooks: results that a spreadsheet opens, as data.

pub mod book;
mod evaluation;
pub mod expression;
mod names;
mod table;
mod widths;

pub use table::{TooManyRows, of_table};
