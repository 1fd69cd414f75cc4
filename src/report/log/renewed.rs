//! What was renewed in a scenario.

use crate::report::document::{Block, Cell, Document, Stands, Table};
use crate::scenario::Renewed;
use crate::words::counted;

/// The page.
#[must_use]
pub fn renewed(file: &str, renewed: &[Renewed]) -> Document {
    let mut page = Document::default();
    page.add(Block::Title(file.to_owned()));
    if renewed.is_empty() {
        page.say("", "It says what the log says already: nothing is changed.");
    } else {
        page.say(
            "",
            format!("{} renewed from the log; all else is as it was.", counted(renewed.len() as u64, "value")),
        );
        page.add(Block::Table(renewed_table(renewed)));
    }
    page
}

/// What was renewed, a row a key.
#[must_use]
pub fn renewed_table(renewed: &[Renewed]) -> Table {
    let columns = [("key", "key", 0), ("before", "before", 0), ("after", "now", 0)];
    let mut table = Table { first_is_whole: true, ..Table::new("", &columns) };
    for value in renewed {
        let before = value.before.as_ref().map_or(Cell::Empty, |before| Cell::text(before.as_str()));
        table.row(vec![Cell::text(value.key.as_str()), before, Cell::text(value.after.as_str())], Stands::Plain);
    }
    table
}
