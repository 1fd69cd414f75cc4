//! What `project` says: a strategy month by month.

use super::compare::cell;
use super::document::{Block, Cell, Document, Stands, Table};
use super::{metrics, moves, reason};
use crate::analysis::comparison::Comparison;
use crate::engine::moves::Move;
use crate::engine::projection::Month;
use crate::number::{Exact, Number};
use crate::words::{capitalised, count, day, percent};

/// The months of some strategies, one table each.
#[must_use]
pub fn page(comparison: &Comparison, positions: &[usize], columns: &[String]) -> Document {
    let mut page = Document { of: comparison.scenario.title.clone(), ..Document::default() };
    for position in positions {
        let strategy = &comparison.scenario.strategies[*position];
        let evaluated = &comparison.evaluation.strategies[*position];
        let decimals = comparison.scenario.currency.decimals();
        page.add(Block::Title(format!(
            "{} · {} · {} without VAT, before tax",
            strategy.name,
            comparison.scenario.title,
            comparison.scenario.currency.code()
        )));
        if let Some(ruled_out) = &comparison.choice.ruled_out[*position] {
            page.say("RULED OUT", capitalised(&reason::why(ruled_out)) + ".");
        }
        page.say("CASH", reason::cash_runs_out(comparison, *position).unwrap_or_default());
        for scheduled in &evaluated.moves {
            let counts = match scheduled.month {
                Some(month) => format!("{}, month {month}", moves::counts(comparison, scheduled)),
                None => format!("{} and changes nothing", moves::counts(comparison, scheduled)),
            };
            let what = moves::what(&scheduled.parts, decimals);
            let letter = if scheduled.parts.needs_letter() {
                format!("letter by {}, ", day(scheduled.served))
            } else {
                String::new()
            };
            page.say("MOVE", format!("{what}: {letter}effective {}, {counts}.", day(scheduled.effective)));
        }
        page.add(Block::Table(if columns.is_empty() {
            months(comparison, *position)
        } else {
            with_headings(figures(comparison, &[*position], columns))
        }));
    }
    page
}

/// The table with headings for people.
#[must_use]
pub fn with_headings(mut table: Table) -> Table {
    for column in &mut table.columns {
        column.heading = column.name.replacen('_', "\n", 1).replace('_', " ");
    }
    table
}

/// Months of a year of the plan.
const YEAR: usize = 12;

/// The months of one strategy, with what happens in them, the sum of each year, and of all.
#[must_use]
pub fn months(comparison: &Comparison, position: usize) -> Table {
    let evaluated = &comparison.evaluation.strategies[position];
    let table = Table::new(
        "Expected, month by month",
        &[
            ("month", "month", 0),
            ("from", "from", 10),
            ("event", "what happens", 1),
            ("price", "price", 8),
            ("still_there", "there", 4),
            ("revenue", "client\nrevenue", 2),
            ("client_hours", "client\nhours", 5),
            ("delivery_cost", "delivery", 11),
            ("effort_cost", "extra\nhours' cost", 11),
            ("other_client_costs", "late pay, team,\nrisk", 11),
            ("client_profit", "client\nprofit", 7),
            ("redeployed_hours", "other\nhours", 6),
            ("replacement_profit", "other\nprofit", 9),
            ("other_costs", "idle, finding,\none-off", 9),
            ("net_profit", "net\nprofit", 0),
            ("cumulative", "so far\nin all", 3),
        ],
    );
    let mut table = Table { may_round: true, ..table };
    let several_years = evaluated.months.len() > YEAR;
    for (year, months) in evaluated.months.chunks(YEAR).enumerate() {
        for month in months {
            table.row(month_cells(comparison, position, month), Stands::Plain);
        }
        if several_years {
            table.row(sum_cells(&format!("year {}", year + 1), months, comparison), Stands::Sum);
        }
    }
    table.row(sum_cells("all", &evaluated.months, comparison), Stands::Sum);
    table.notes.push("Every figure is rounded for itself; sums are of the exact figures.".to_owned());
    if comparison.scenario.response.leaves_after > 0 && evaluated.course.asks > 0 {
        let later = count(comparison.scenario.response.leaves_after, "month");
        table
            .notes
            .push(format!("A client that refuses leaves {later} later: what it refuses last may not show here."));
    }
    table
}

fn month_cells(comparison: &Comparison, position: usize, month: &Month<Exact>) -> Vec<Cell> {
    let decimals = comparison.scenario.currency.decimals();
    let money = |amount: Exact| Cell::Money(amount, decimals);
    vec![
        Cell::Count(month.month),
        Cell::Day(month.from),
        Cell::Text(events(comparison, position, month)),
        Cell::optional(month.price, |price| Cell::Price(price, comparison.price_decimals())),
        Cell::Share(month.still_there),
        money(month.revenue),
        Cell::Hours(month.billed_hours + month.extra_hours),
        money(-month.expected(|client| client.delivery_cost)),
        money(-month.expected(|client| client.effort_cost)),
        money(-month.other_client_costs()),
        money(month.client_profit),
        Cell::Hours(month.redeployed_hours),
        money(month.replacement_profit),
        money(-(month.idle_cost + month.acquisition + month.one_offs)),
        money(month.net_profit),
        money(month.cumulative),
    ]
}

fn sum_cells(label: &str, months: &[Month<Exact>], comparison: &Comparison) -> Vec<Cell> {
    let decimals = comparison.scenario.currency.decimals();
    let sum = |line: fn(&Month<Exact>) -> Exact| months.iter().map(line).sum::<Exact>();
    let money = |line: fn(&Month<Exact>) -> Exact| Cell::Money(sum(line), decimals);
    let hours = |line: fn(&Month<Exact>) -> Exact| Cell::Hours(sum(line));
    vec![
        Cell::text(label),
        Cell::Empty,
        Cell::text(""),
        Cell::Empty,
        Cell::Empty,
        money(|month| month.revenue),
        hours(|month| month.billed_hours + month.extra_hours),
        money(|month| -month.expected(|client| client.delivery_cost)),
        money(|month| -month.expected(|client| client.effort_cost)),
        money(|month| -month.other_client_costs()),
        money(|month| month.client_profit),
        hours(|month| month.redeployed_hours),
        money(|month| month.replacement_profit),
        money(|month| -(month.idle_cost + month.acquisition + month.one_offs)),
        money(|month| month.net_profit),
        Cell::Empty,
    ]
}

/// What happens in a month: letters served, moves taking effect, the end, and how likely the client refuses and goes.
fn events(comparison: &Comparison, position: usize, month: &Month<Exact>) -> String {
    let evaluated = &comparison.evaluation.strategies[position];
    let leaves_after = comparison.scenario.response.leaves_after;
    let mut events = Vec::new();
    let served = |scheduled: &&Move<Exact>| {
        let in_month = scheduled.served >= month.from && scheduled.served <= month.to;
        // A letter of the day on which the plan starts, or before it, belongs to its first month.
        scheduled.parts.needs_letter() && (in_month || (month.month == 1 && scheduled.served < month.from))
    };
    if evaluated.moves.iter().any(|scheduled| served(&scheduled)) {
        events.push("letter".to_owned());
    }
    if evaluated.course.ends_in == Some(month.month) {
        events.push("end".to_owned());
    } else if evaluated.moves.iter().any(|scheduled| scheduled.month == Some(month.month)) {
        events.push("in effect".to_owned());
    }
    if let Some(answered) = month.month.checked_sub(leaves_after + 1) {
        let refuses = Exact::ONE - evaluated.course.months[answered as usize].factor;
        if refuses > Exact::ZERO && !evaluated.course.is_over(month.month as usize) {
            events.push(format!("{} leave", percent(refuses)));
        }
    }
    events.join(", ")
}

/// Every line of every month, for spreadsheets: one row a month.
#[must_use]
pub fn figures(comparison: &Comparison, positions: &[usize], columns: &[String]) -> Table {
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
            let figures = metrics::month(month).into_iter().map(|(name, figure)| (name, cell(figure, decimals)));
            cells.extend(if columns.is_empty() {
                figures.collect()
            } else {
                metrics::chosen(&figures.collect::<Vec<_>>(), columns)
            });
            cells
        })
    }))
}

/// The names of all figures of a month.
#[must_use]
pub fn figure_names(comparison: &Comparison) -> Vec<&'static str> {
    let first = comparison.evaluation.strategies.first().and_then(|strategy| strategy.months.first());
    first.map_or_else(Vec::new, |month| metrics::month(month).into_iter().map(|(name, _)| name).collect())
}
