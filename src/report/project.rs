//! What `project` says: a strategy month by month.

use super::compare::cell;
use super::document::{Block, Cell, Document, Stands, Table};
use super::{metrics, moves};
use crate::analysis::comparison::Comparison;
use crate::number::Exact;
use crate::words::day;

/// The months of some strategies, one table each.
#[must_use]
pub fn page(comparison: &Comparison, positions: &[usize]) -> Document {
    let mut page = Document::default();
    for position in positions {
        let strategy = &comparison.scenario.strategies[*position];
        let evaluated = &comparison.evaluation.strategies[*position];
        let decimals = comparison.scenario.currency.decimals();
        page.add(Block::Title(format!(
            "{} · {} · {} without VAT, before tax",
            comparison.scenario.title,
            strategy.name,
            comparison.scenario.currency.code()
        )));
        for scheduled in &evaluated.moves {
            let counts = match scheduled.month {
                Some(month) => format!("counts from month {month}"),
                None => "falls after the horizon and changes nothing".to_owned(),
            };
            let what = moves::what(&scheduled.parts, decimals);
            let (served, effective) = (day(scheduled.served), day(scheduled.effective));
            page.say("MOVE", format!("{what}: letter by {served}, effective {effective}, {counts}."));
        }
        page.add(Block::Table(months(comparison, *position)));
    }
    page
}

/// The months of one strategy and their sums.
fn months(comparison: &Comparison, position: usize) -> Table {
    let evaluated = &comparison.evaluation.strategies[position];
    let decimals = comparison.scenario.currency.decimals();
    let money = |amount: Exact| Cell::Money(amount, decimals);
    let mut table = Table::new(
        "Expected, month by month",
        &[
            ("month", "month", 0),
            ("from", "from", 5),
            ("price", "price", 4),
            ("still_there", "there", 1),
            ("revenue", "client\nrevenue", 2),
            ("client_hours", "client\nhours", 2),
            ("client_profit", "client\nprofit", 2),
            ("redeployed_hours", "other\nhours", 3),
            ("replacement_profit", "other\nprofit", 3),
            ("other_costs", "idle, finding,\none-off", 3),
            ("net_profit", "net\nprofit", 0),
            ("cumulative", "\ncumulative", 1),
        ],
    );
    for month in &evaluated.months {
        table.row(
            vec![
                Cell::Count(month.month),
                Cell::Day(month.from),
                Cell::optional(month.price, |price| Cell::Price(price, decimals)),
                Cell::Share(month.still_there),
                money(month.revenue),
                Cell::Hours(month.billed_hours + month.extra_hours),
                money(month.client_profit),
                Cell::Hours(month.redeployed_hours),
                money(month.replacement_profit),
                money(-(month.idle_cost + month.acquisition + month.one_offs)),
                money(month.net_profit),
                money(month.cumulative),
            ],
            Stands::Plain,
        );
    }
    let totals = &evaluated.totals;
    let other: Exact = evaluated.months.iter().map(|month| month.idle_cost + month.acquisition + month.one_offs).sum();
    table.row(
        vec![
            Cell::text("all"),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            money(totals.client_revenue),
            Cell::Hours(totals.client_hours),
            money(totals.client_profit),
            Cell::Hours(totals.redeployed_hours),
            money(totals.replacement_profit),
            money(-other),
            money(totals.net_profit),
            Cell::Empty,
        ],
        Stands::Sum,
    );
    table.notes.push("Every figure is rounded for itself; the sums are of the exact ones.".to_owned());
    table
}

/// Every line of every month, for spreadsheets: one row a month.
#[must_use]
pub fn figures(comparison: &Comparison, positions: &[usize]) -> Table {
    let decimals = comparison.scenario.currency.decimals();
    Table::of_figures(positions.iter().flat_map(|position| {
        let id = comparison.scenario.strategies[*position].id.as_str();
        comparison.evaluation.strategies[*position].months.iter().map(move |month| {
            let mut cells = vec![
                ("strategy", Cell::text(id)),
                ("month", Cell::Count(month.month)),
                ("from", Cell::Day(month.from)),
                ("to", Cell::Day(month.to)),
            ];
            cells.extend(metrics::month(month).into_iter().map(|(name, figure)| (name, cell(figure, decimals))));
            cells
        })
    }))
}
