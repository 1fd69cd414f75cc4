//! What `compare` says, in the order in which a person needs it before a meeting: what to do, the limit, the strategies,
//! the hours, the picture, what would change it, and the month as it is.

use super::document::{Block, Cell, Column, Document, Mark, RangeRow, Ranges, Stands, Table};
use super::metrics::{self, Figure};
use super::strategies::{is_judged, named, stands, strategies};
use super::{assumed, change, reason, today};
use crate::analysis::comparison::Comparison;
use crate::analysis::notices::{CASH, CLOSE_ANSWER};
use crate::number::Exact;
use crate::scenario::Reading;
use crate::scenario::ledger::{InForce, Origin};
use crate::scenario::warning::Warning;
use crate::words::{count, day};

/// The strategies alone, in the columns asked for, or those of the page.
#[must_use]
pub fn brief(reading: &Reading, comparison: &Comparison, columns: &[String]) -> Document {
    let mut page = Document::default();
    page.add(Block::Title(title(reading)));
    page.add(Block::Table(if columns.is_empty() {
        strategies(comparison)
    } else {
        chosen(reading, comparison, columns)
    }));
    page
}

/// The strategies with the figures that were asked for.
fn chosen(reading: &Reading, comparison: &Comparison, columns: &[String]) -> Table {
    let figures = |position| metrics::chosen(&all_figures_of(reading, comparison, position), columns);
    let heading = |name: &str| name.replacen('_', "\n", 1).replace('_', " ");
    let mut table = Table { may_round: true, ..Table::new("", &[("name", "", 0)]) };
    for position in 0..comparison.evaluation.strategies.len() {
        let figures = figures(position);
        if position == 0 {
            let asked = figures.iter().map(|(name, _)| Column { name, heading: heading(name), goes: 0 });
            table.columns.extend(asked);
        }
        let name = named(&mut table, comparison, position);
        let cells = std::iter::once(name).chain(figures.into_iter().map(|(_, cell)| cell));
        table.row(cells.collect(), stands(comparison, position));
    }
    table
}

/// The page of one scenario.
#[must_use]
pub fn page(reading: &Reading, comparison: &Comparison, warnings: &[Warning]) -> Document {
    let mut page = Document::default();
    page.add(Block::Title(title(reading)));
    say_decision(&mut page, reading, comparison, warnings);
    page.add(Block::Table(strategies(comparison)));
    page.add(Block::Table(hours(comparison)));
    page.add(Block::Ranges(ranges(comparison)));
    page.add(Block::Table(today::month(comparison)));
    page.add(Block::Table(today::prices(comparison)));
    for (label, text) in change::labelled(reading, comparison) {
        page.say(label, text);
    }
    page.say("ASSUMED", assumed::sentences(comparison));
    for (position, warning) in unsaid(comparison, warnings).enumerate() {
        page.say(if position == 0 { "NOTICE" } else { "" }, warning.text.clone());
    }
    page
}

/// What to do and why, and how close the choice is, under labels.
pub fn say_decision(page: &mut Document, reading: &Reading, comparison: &Comparison, warnings: &[Warning]) {
    let one_point_decides = warnings.iter().any(|warning| warning.code == CLOSE_ANSWER);
    for (label, text) in reason::labelled(comparison) {
        page.say(label, text);
        if one_point_decides && ["SECOND", "CLOSE", "EQUAL"].contains(&label) {
            let label = if label == "CLOSE" { "" } else { "CLOSE" };
            page.say(label, change::close_answer(reading, comparison).unwrap_or_default());
        }
    }
}

/// The warnings that the page does not say itself.
pub fn unsaid<'w>(comparison: &Comparison, warnings: &'w [Warning]) -> impl Iterator<Item = &'w Warning> {
    let judged = is_judged(comparison);
    warnings.iter().filter(move |warning| {
        if is_of_the_choice(comparison, warning) {
            false
        } else if judged {
            !matches!(warning.code, "assumed-cost-stays" | "longer-horizon" | CLOSE_ANSWER)
        } else {
            warning.code != "unjudged"
        }
    })
}

/// Whether a warning is of the cash of the recommended strategy, which stands beside the recommendation.
#[must_use]
pub fn is_of_the_choice(comparison: &Comparison, warning: &Warning) -> bool {
    let best = comparison.choice.best.ok().map(|best| format!("`{}`:", comparison.scenario.strategies[best].id));
    warning.code == CASH && best.is_some_and(|best| warning.text.starts_with(&best))
}

/// What the page is about: client, currency, horizon, first letter, overrides.
#[must_use]
pub fn title(reading: &Reading) -> String {
    let scenario = &reading.scenario;
    let is_given = |entry: &InForce| entry.key == "client.name" && entry.origin != Origin::Default;
    let says_more = reading.ledger.iter().any(is_given) && !scenario.title.contains(&scenario.client.name);
    let client = says_more.then(|| scenario.client.name.clone());
    let parts = [
        Some(scenario.title.clone()),
        client,
        Some(format!("{} without VAT, before tax", scenario.currency.code())),
        Some(format!("{} from {}", count(scenario.months, "month"), day(scenario.start))),
    ];
    let overrides = reading.overrides.iter().map(|one| format!("{}={}", one.key, one.given));
    parts.into_iter().flatten().chain(overrides).collect::<Vec<_>>().join(" · ")
}

/// Revenue and hours, the client's and those of other work apart.
#[must_use]
pub fn hours(comparison: &Comparison) -> Table {
    let decimals = comparison.scenario.currency.decimals();
    let money = |amount: Exact| Cell::Money(amount, decimals);
    let table = Table::new(
        format!(
            "Revenue against hours in {}, {}",
            count(comparison.scenario.months, "month"),
            if is_judged(comparison) { "expected" } else { "if all is accepted" }
        ),
        &[
            ("name", "", 0),
            ("client_revenue", "client\nrevenue", 2),
            ("replacement_revenue", "other\nrevenue", 3),
            ("total_revenue", "all\nrevenue", 0),
            ("client_hours", "client\nhours", 2),
            ("redeployed_hours", "other\nhours", 3),
            ("hours_worked", "all\nhours", 0),
            ("rate_worked", "revenue\nan hour", 1),
            ("last_month_profit", "profit in\nlast month", 4),
        ],
    );
    let mut table = Table { may_round: true, ..table };
    for (position, evaluated) in comparison.evaluation.strategies.iter().enumerate() {
        let totals = &evaluated.totals;
        table.row(
            vec![
                Cell::text(comparison.scenario.strategies[position].name.clone()),
                money(totals.client_revenue),
                money(totals.replacement_revenue),
                money(totals.total_revenue),
                Cell::Hours(totals.client_hours),
                Cell::Hours(totals.redeployed_hours),
                Cell::Hours(totals.hours_worked),
                Cell::optional(totals.rate_worked, |rate| Cell::Rate(rate, decimals)),
                money(totals.last_month_profit),
            ],
            stands(comparison, position),
        );
    }
    if comparison.scenario.replacement.is_none() {
        table.remove(&["replacement_revenue", "redeployed_hours"]);
        table.notes.push("All of it is the client's: hours set free bring nothing.".to_owned());
    }
    table.notes.push("Every figure is rounded for itself.".to_owned());
    table
}

/// From the client's refusing to its accepting, with what is to be expected where that is judged.
#[must_use]
pub fn ranges(comparison: &Comparison) -> Ranges {
    let judged = is_judged(comparison);
    let rows = comparison.evaluation.strategies.iter().enumerate().map(|(position, evaluated)| {
        let totals = &evaluated.totals;
        RangeRow {
            label: comparison.scenario.strategies[position].name.clone(),
            ends: totals.if_refused.map(|refused| (refused, totals.if_accepted)),
            point: (judged || totals.if_refused.is_none()).then_some(totals.net_profit),
            recommended: comparison.choice.best == Ok(position),
        }
    });
    let (low, high) = ((Mark::Low, "refuses at once"), (Mark::High, "accepts"));
    Ranges {
        title: "Net profit".to_owned(),
        legend: if judged {
            [low, (Mark::Point, "expected"), high]
        } else {
            [low, high, (Mark::Point, "whatever it answers")]
        },
        decimals: comparison.scenario.currency.decimals(),
        rows: rows.collect(),
    }
}

/// One line a scenario, for several side by side.
#[must_use]
pub fn summary(comparisons: &[(Reading, Comparison)]) -> Document {
    let mut table = Table::new(
        "All scenarios",
        &[
            ("title", "scenario", 0),
            ("currency", "", 0),
            ("profit", "profit a\nmonth today", 2),
            ("net_margin", "net\nmargin", 1),
            ("strategy", "recommended", 0),
            ("net_profit", "net\nprofit", 0),
            ("difference", "against\nnothing", 3),
        ],
    );
    for (reading, comparison) in comparisons {
        let decimals = reading.scenario.currency.decimals();
        let today = &comparison.evaluation.basis.today;
        let best = comparison.choice.best.ok();
        let totals = best.map(|position| comparison.evaluation.strategies[position].totals);
        table.row(
            vec![
                Cell::Text(reading.scenario.title.clone()),
                Cell::Text(reading.scenario.currency.code().to_owned()),
                Cell::Money(today.profit, decimals),
                Cell::Share(today.net_margin),
                Cell::Text(
                    best.map_or("none", |position| reading.scenario.strategies[position].name.as_str()).to_owned(),
                ),
                Cell::optional(totals, |totals| Cell::Money(totals.net_profit, decimals)),
                Cell::optional(totals, |totals| Cell::Signed(totals.difference, decimals)),
            ],
            Stands::Plain,
        );
    }
    let mut document = Document::default();
    document.add(Block::Table(table));
    document
}

/// Every figure of every strategy, for spreadsheets: one row a strategy; or the id and the figures asked for.
#[must_use]
pub fn figures(comparisons: &[(Reading, Comparison)], columns: &[String]) -> Table {
    let rows = comparisons.iter().flat_map(|(reading, comparison)| {
        (0..comparison.evaluation.strategies.len()).map(move |position| {
            if columns.is_empty() {
                figures_of(reading, comparison, position)
            } else {
                let figures = all_figures_of(reading, comparison, position);
                metrics::chosen(&figures, &[&["id".to_owned()], columns].concat())
            }
        })
    });
    Table::of_figures(rows)
}

/// The names of all figures of a strategy, today's among them.
#[must_use]
pub fn figure_names(reading: &Reading, comparison: &Comparison) -> Vec<&'static str> {
    all_figures_of(reading, comparison, 0).into_iter().map(|(name, _)| name).collect()
}

/// The figures of a strategy, by other names that they go by, and those of today that no figure over the horizon has the
/// name of.
fn all_figures_of(reading: &Reading, comparison: &Comparison, position: usize) -> Vec<(&'static str, Cell)> {
    let decimals = reading.scenario.currency.decimals();
    let mut figures = figures_of(reading, comparison, position);
    let short = |(name, cell): &(&'static str, Cell)| Some((name.strip_prefix("break_even_")?, cell.clone()));
    let short: Vec<_> = figures.iter().filter_map(short).collect();
    figures.extend(short);
    for (name, figure) in metrics::today(&comparison.evaluation.basis.today) {
        if figures.iter().all(|(known, _)| *known != name) {
            figures.push((name, cell(figure, decimals)));
        }
    }
    figures
}

fn figures_of(reading: &Reading, comparison: &Comparison, position: usize) -> Vec<(&'static str, Cell)> {
    let decimals = reading.scenario.currency.decimals();
    let strategy = &reading.scenario.strategies[position];
    let evaluated = &comparison.evaluation.strategies[position];
    let choice = &comparison.choice;
    let break_even = &evaluated.break_even;
    let (accept, chance) = match break_even.accept.map(metrics::accept_break_even) {
        Some((kind, chance)) => (Cell::text(kind), Cell::optional(chance, Cell::Share)),
        None => (Cell::Empty, Cell::Empty),
    };
    let named = |figures: Vec<(&'static str, Figure)>| {
        figures.into_iter().map(move |(name, figure)| (name, cell(figure, decimals)))
    };
    let mut cells = vec![
        ("scenario", Cell::text(reading.scenario.title.as_str())),
        ("client", Cell::text(reading.scenario.client.name.as_str())),
        ("currency", Cell::text(reading.scenario.currency.code())),
        ("start", Cell::Day(reading.scenario.start)),
        ("months", Cell::Count(reading.scenario.months)),
        ("id", Cell::text(strategy.id.as_str())),
        ("kind", Cell::text(strategy.way.kind().code())),
        ("name", Cell::text(strategy.name.as_str())),
        ("recommended", Cell::Truth(choice.best == Ok(position))),
    ];
    cells.extend(named(metrics::totals(&evaluated.totals)));
    cells.extend([
        ("break_even_accept", accept),
        ("break_even_accept_chance", chance),
        ("break_even_hour_value", Cell::optional(break_even.hour_value, |value| Cell::Price(value, decimals))),
        ("break_even_volume_loss", Cell::optional(break_even.volume_loss, Cell::Share)),
    ]);
    cells.extend(named(metrics::distribution(evaluated)));
    cells.extend([
        ("ruled_out_by", Cell::optional(choice.ruled_out[position].as_ref(), |ruled_out| Cell::text(ruled_out.by()))),
        (
            "dominated_by",
            Cell::optional(choice.dominated_by[position], |by| Cell::text(reading.scenario.strategies[by].id.as_str())),
        ),
        ("beyond_last_answer", Cell::Truth(evaluated.course.beyond_last_answer)),
    ]);
    cells
}

/// The cell of a figure.
#[must_use]
pub fn cell(figure: Figure, decimals: u32) -> Cell {
    match figure {
        Figure::Money(amount) => Cell::optional(amount, |amount| Cell::Money(amount, decimals)),
        Figure::Price(amount) => Cell::optional(amount, |amount| Cell::Price(amount, decimals)),
        Figure::Hours(hours) => Cell::optional(hours, Cell::Hours),
        Figure::Share(share) => Cell::optional(share, Cell::Share),
        Figure::Month(month) => Cell::optional(month, Cell::Count),
    }
}
