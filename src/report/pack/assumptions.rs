//! Every value in force with where it came from, and what is to be noticed.

use crate::analysis::comparison::Comparison;
use crate::report::check::value_in_force;
use crate::report::document::{Block, Cell, Document, Stands, Table};
use crate::report::inputs::{from, noun};
use crate::report::{assumed, compare};
use crate::scenario::Reading;
use crate::scenario::ledger::{InForce, Origin};
use crate::scenario::warning::Warning;
use crate::words::capitalised;

/// Names of keys that are told where the thing itself is told of.
const TOLD_ELSEWHERE: [&str; 6] = ["id", "kind", "name", "when", "strategies", "pick"];

/// Defaults of a strategy that count for nothing.
const NOTHING: [&str; 4] = ["none", "0", "0 %", "by the response"];

/// Adds the page.
pub fn add(pack: &mut Document, reading: &Reading, comparison: &Comparison, warnings: &[Warning]) {
    super::begin(pack, "Assumptions", comparison);
    pack.say("ASSUMED", assumed::sentences(comparison));
    for (position, warning) in compare::unsaid(comparison, warnings).enumerate() {
        pack.say(if position == 0 { "NOTICE" } else { "" }, warning.text.clone());
    }
    pack.add(Block::Table(table("Given", reading, comparison, &|entry| entry.origin != Origin::Default)));
    let mut defaults = table("Left to their defaults", reading, comparison, &|entry| entry.origin == Origin::Default);
    defaults.notes.push("`uprate check --explain` lists every value with its key.".to_owned());
    pack.add(Block::Table(defaults));
}

fn table(title: &str, reading: &Reading, comparison: &Comparison, wanted: &dyn Fn(&InForce) -> bool) -> Table {
    let mut table =
        Table::new(title, &[("what", "", 0), ("value", "value", 0), ("unit", "unit", 1), ("origin", "from", 0)]);
    for entry in reading.ledger.iter().filter(|entry| wanted(entry) && is_told(entry)) {
        let (value, why) = value_in_force(entry, comparison);
        let value = if why.is_empty() { value } else { format!("{value} ({why})") };
        table.row(
            vec![
                Cell::Text(capitalised(noun(&entry.key, &comparison.scenario).trim_start_matches("the "))),
                Cell::Text(value),
                Cell::text(entry.unit()),
                Cell::Text(from(reading, entry)),
            ],
            Stands::Plain,
        );
    }
    table
}

/// Whether an entry is told here.
fn is_told(entry: &InForce) -> bool {
    let (table, within) = entry.key.split_once('.').unwrap_or(("", entry.key.as_str()));
    let name = within.rsplit('.').next().unwrap_or(within);
    let told_elsewhere = table == "flags" || (["strategy", "risk"].contains(&table) && TOLD_ELSEWHERE.contains(&name));
    let counts_for_nothing =
        table == "strategy" && entry.origin == Origin::Default && NOTHING.contains(&entry.value.as_str());
    !told_elsewhere && !counts_for_nothing
}
