//! The first page: what `compare` says, in the same order, with the strategies in one table and three charts.

use super::charts;
use crate::analysis::comparison::Comparison;
use crate::report::document::{Block, Document, Table};
use crate::report::strategies::strategies;
use crate::report::{change, compare, reason, today};
use crate::scenario::Reading;
use crate::scenario::warning::Warning;
use crate::words::count;

/// Figures of revenue and hours that stand beside those of money.
const OF_HOURS: [&str; 3] = ["total_revenue", "hours_worked", "rate_worked"];

/// Adds the page.
pub fn add(pack: &mut Document, reading: &Reading, comparison: &Comparison, warnings: &[Warning]) {
    pack.add(Block::Title(compare::title(reading)));
    compare::say_decision(pack, reading, comparison, warnings);
    pack.add(Block::Table(in_one_table(comparison)));
    for (label, text) in change::labelled(reading, comparison) {
        pack.say(label, text);
    }
    let doubts = u32::try_from(compare::unsaid(comparison, warnings).count()).unwrap_or(u32::MAX);
    if doubts > 0 {
        pack.say("NOTICE", format!("{}, told under Assumptions.", count(doubts, "doubt")));
    }
    pack.add(Block::Ranges(compare::ranges(comparison)));
    pack.add(Block::Scatter(charts::revenue_against_hours(comparison)));
    pack.add(Block::Table(today::month(comparison)));
    pack.add(Block::Table(today::prices(comparison)));
    pack.add(Block::Steps(charts::price_and_presence(comparison)));
}

/// The strategies in one table: what they ask and bring, and revenue and hours.
fn in_one_table(comparison: &Comparison) -> Table {
    let mut table = strategies(comparison);
    // When it is paid back is said on the strategy's own page.
    table.remove(&["paid_back_in_month"]);
    table.join(&compare::hours(comparison), &OF_HOURS);
    if reason::in_whole_units(comparison) {
        table.in_whole_units();
        table.notes.push("Amounts are in whole units, each rounded for itself.".to_owned());
    }
    table
}
