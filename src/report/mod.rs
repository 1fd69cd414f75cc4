//! What to say: documents of paragraphs and tables of typed cells, and the JSON objects. How it looks is the renderers'
//! business.

pub mod answers;
pub mod assess;
pub mod assumed;
pub mod best_path;
pub mod change;
pub mod check;
pub mod compare;
pub mod diff;
pub mod distribution;
pub mod document;
pub mod explain;
pub mod inputs;
pub mod json;
pub mod letters;
pub mod log;
pub mod moves;
pub mod pack;
pub mod project;
pub mod reason;
pub mod ruled_out;
pub mod sensitivity;
pub mod simulate;
pub mod solve;
pub mod strategies;
pub mod sweep;
pub mod today;
pub mod workbook;

pub use crate::analysis::metrics;
