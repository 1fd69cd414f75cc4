//! The bridge from doing nothing to a strategy, as a chart and as a table that adds up as it is printed.

use crate::analysis::bridge::{Bridge, Part};
use crate::analysis::comparison::Comparison;
use crate::number::{Exact, Number};
use crate::report::document::{Block, Cell, Document, Stands, Table, Waterfall};
use crate::report::reason;
use crate::report::strategies::is_judged;
use crate::words::{count, rounded};

/// Adds the bridge to the strategy at a position.
pub fn add(pack: &mut Document, comparison: &Comparison, position: usize) {
    let shown = Shown::of(comparison, position);
    pack.add(Block::Waterfall(shown.chart(comparison, position)));
    pack.add(Block::Table(shown.table(comparison, position)));
}

/// The amounts as they are printed: what is reached after each part is rounded, and a part is the difference of what is
/// printed before and after it, so that the rows add up.
struct Shown {
    from: Exact,
    levels: [Exact; 5],
    decimals: u32,
}

impl Shown {
    fn of(comparison: &Comparison, position: usize) -> Self {
        let whole = reason::in_whole_units(comparison);
        let decimals = if whole { 0 } else { comparison.scenario.currency.decimals() };
        let bridge = Bridge::of(&comparison.evaluation, position);
        let shown = |amount: Exact| Exact::from_decimal(rounded(amount.settled(), decimals));
        let mut levels = bridge.levels().map(shown);
        levels[levels.len() - 1] = shown(bridge.to);
        Self { from: shown(bridge.from), levels, decimals }
    }

    fn chart(&self, comparison: &Comparison, position: usize) -> Waterfall {
        let name = |position: usize| comparison.scenario.strategies[position].name.clone();
        let months = count(comparison.scenario.months, "month");
        let what = if is_judged(comparison) { "expected" } else { "if all is accepted" };
        Waterfall {
            title: format!("From doing nothing to here: net profit in {months}, {what}"),
            decimals: self.decimals,
            from: (name(0), self.from),
            steps: Part::ALL.iter().zip(self.levels).map(|(part, level)| (label(*part).to_owned(), level)).collect(),
            to: name(position),
        }
    }

    fn table(&self, comparison: &Comparison, position: usize) -> Table {
        let name = |position: usize| Cell::text(comparison.scenario.strategies[position].name.as_str());
        let money = |amount: Exact| Cell::Money(amount, self.decimals);
        let columns =
            [("part", "", 0), ("amount", "net profit", 0), ("level", "so far", 1), ("holds", "what it holds", 2)];
        let mut table = Table::new("", &columns);
        let nothing = || Cell::text("");
        table.row(vec![name(0), money(self.from), money(self.from), nothing()], Stands::Plain);
        let mut before = self.from;
        for (part, level) in Part::ALL.into_iter().zip(self.levels) {
            let amount = Cell::Signed(level - before, self.decimals);
            table.row(vec![Cell::text(label(part)), amount, money(level), Cell::text(holds(part))], Stands::Plain);
            before = level;
        }
        table.row(vec![name(position), money(before), money(before), nothing()], Stands::Sum);
        table
    }
}

/// What a part is called.
const fn label(part: Part) -> &'static str {
    match part {
        Part::Price => "Price and fees",
        Part::Volume => "Volume of work",
        Part::Hours => "Extra hours",
        Part::Replacement => "Other work",
        Part::Risk => "Risk, team, payment",
    }
}

/// What a part holds.
const fn holds(part: Part) -> &'static str {
    match part {
        Part::Price => "raises and fees on the work that it takes",
        Part::Volume => "work lost or added, at today's price less delivery",
        Part::Hours => "extra hours no longer worked, at what they cost",
        Part::Replacement => "freed hours sold, less idle time and finding work",
        Part::Risk => "bad debt, waiting, turnover, bonuses, risks, refunds",
    }
}
