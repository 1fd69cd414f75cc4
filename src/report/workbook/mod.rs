//! Workbooks: results that a spreadsheet opens, as data.

pub mod book;
mod evaluation;
pub mod expression;
mod live;
mod names;
mod table;
mod widths;

pub use live::live;
pub use table::{TooManyRows, of_table};
