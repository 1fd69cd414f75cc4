//! The dates of all strategies, as they come.

use std::cmp::min;

use crate::analysis::comparison::Comparison;
use crate::report::document::{Block, Cell, Document, Table};
use crate::report::moves;
use crate::report::strategies::stands;
use crate::words::{capitalised, day};

/// Adds them.
pub fn add(pack: &mut Document, comparison: &Comparison) {
    let calendar = &comparison.evaluation.basis.calendar;
    let last = calendar.last_day(comparison.scenario.months);
    pack.say("PLAN", format!("From {} to {}.", day(calendar.start()), day(last)));
    let contract = &comparison.scenario.contract;
    if let Some(locked) = contract.price_locked_until {
        pack.say("LOCKED", format!("The contract lets no price change take effect before {}.", day(locked)));
    }
    pack.add(Block::Table(table(comparison)));
}

fn table(comparison: &Comparison) -> Table {
    let columns = [
        ("served", "letter by", 0),
        ("effective", "effective", 0),
        ("counts", "counts from", 1),
        ("strategy", "strategy", 0),
        ("what", "what it does", 0),
    ];
    let mut table = Table::new("Every date of every strategy", &columns);
    let calendar = &comparison.evaluation.basis.calendar;
    let decimals = comparison.scenario.currency.decimals();
    let strategies = comparison.evaluation.strategies.iter().enumerate();
    let mut all: Vec<_> = strategies
        .flat_map(|(position, evaluated)| evaluated.moves.iter().map(move |scheduled| (position, scheduled)))
        .collect();
    // A move without a letter comes on the day on which it takes effect.
    all.sort_by_key(|(position, scheduled)| (min(scheduled.served, scheduled.effective), *position));
    for (position, scheduled) in all {
        table.row(
            vec![
                if scheduled.parts.needs_letter() { Cell::Day(scheduled.served) } else { Cell::Empty },
                Cell::Day(scheduled.effective),
                scheduled
                    .month
                    .map_or_else(|| Cell::text("after the plan"), |month| Cell::Day(calendar.first_day(month))),
                Cell::text(comparison.scenario.strategies[position].name.as_str()),
                Cell::Text(capitalised(&moves::what(&scheduled.parts, decimals))),
            ],
            stands(comparison, position),
        );
    }
    table
}
