//! What `check` says: that a file is right, and what is in force.

use super::document::{Cell, Document, Stands, Table};
use super::json::origin;
use crate::scenario::Reading;
use crate::scenario::ledger::InForce;

/// One line: what was read.
#[must_use]
pub fn verdict(name: &str, reading: &Reading, warnings: usize) -> Document {
    let scenario = &reading.scenario;
    let noticed = match warnings {
        0 => "nothing to notice".to_owned(),
        1 => "1 thing to notice".to_owned(),
        count => format!("{count} things to notice"),
    };
    let strategies = scenario.strategies.len();
    let mut document = Document::default();
    document.say(
        "RIGHT",
        format!(
            "{name}: {} in {}, {} months, {strategies} strategies, {noticed}.",
            scenario.title,
            scenario.currency.code(),
            scenario.months
        ),
    );
    document
}

/// Every value in force: its key, unit, and where it came from.
#[must_use]
pub fn explain(reading: &Reading, line_of: impl Fn(&InForce) -> Option<usize>) -> Table {
    let columns =
        [("key", "key", 0), ("value", "value", 0), ("unit", "unit", 1), ("origin", "from", 0), ("line", "line", 2)];
    let mut table = Table::new("Every value in force", &columns);
    for entry in &reading.ledger {
        let line = line_of(entry).and_then(|line| u32::try_from(line).ok());
        table.row(
            vec![
                Cell::Text(entry.key.clone()),
                Cell::Text(entry.value.clone()),
                Cell::Text(entry.unit.to_owned()),
                Cell::Text(origin(&entry.origin).to_owned()),
                Cell::optional(line, Cell::Count),
            ],
            Stands::Plain,
        );
    }
    table
}

/// The line of the file on which a value is written; none for defaults and overrides.
#[must_use]
pub fn line_in_file(reading: &Reading, entry: &InForce) -> Option<usize> {
    let place = entry.place.as_ref().filter(|place| place.source == 0 && place.end > place.start)?;
    let before = reading.sources.first()?.text.get(..place.start)?;
    Some(before.matches('\n').count() + 1)
}
