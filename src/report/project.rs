//! What `project` says: a strategy month by month.

use super::compare::cell;
use super::document::{Block, Cell, Document, Table};
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
            page.add(Block::Paragraph(format!(
                "{}: letter by {}, effective {}, {counts}.",
                moves::what(&scheduled.parts, decimals),
                day(scheduled.served),
                day(scheduled.effective)
            )));
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
    let mut table = Table::new(&[
        ("month", "month"),
        ("from", "from"),
        ("price", "price"),
        ("still_there", "there"),
        ("revenue", "revenue"),
        ("client_hours", "client hours"),
        ("client_profit", "client profit"),
        ("redeployed_hours", "other hours"),
        ("replacement_profit", "other profit"),
        ("other_costs", "idle, finding, once"),
        ("net_profit", "net profit"),
        ("cumulative", "cumulative"),
    ]);
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
            false,
        );
    }
    let totals = &evaluated.totals;
    let once: Exact = evaluated.months.iter().map(|month| month.idle_cost + month.acquisition + month.one_offs).sum();
    table.row(
        vec![
            Cell::Text("all".to_owned()),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            money(totals.client_revenue),
            Cell::Hours(totals.client_hours),
            money(totals.client_profit),
            Cell::Hours(totals.redeployed_hours),
            money(totals.replacement_profit),
            money(-once),
            money(totals.net_profit),
            Cell::Empty,
        ],
        true,
    );
    table
}

/// Every line of every month, for spreadsheets: one row a month.
#[must_use]
pub fn figures(comparison: &Comparison, positions: &[usize]) -> Table {
    let decimals = comparison.scenario.currency.decimals();
    let mut table: Option<Table> = None;
    for position in positions {
        for month in &comparison.evaluation.strategies[*position].months {
            let mut cells = vec![
                ("strategy", Cell::Text(comparison.scenario.strategies[*position].id.clone())),
                ("month", Cell::Count(month.month)),
                ("from", Cell::Day(month.from)),
                ("to", Cell::Day(month.to)),
            ];
            cells.extend(metrics::month(month).into_iter().map(|(name, figure)| (name, cell(figure, decimals))));
            let table = table
                .get_or_insert_with(|| Table::new(&cells.iter().map(|(name, _)| (*name, *name)).collect::<Vec<_>>()));
            table.row(cells.into_iter().map(|(_, cell)| cell).collect(), false);
        }
    }
    table.unwrap_or_else(|| Table::new(&[]))
}
