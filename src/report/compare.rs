//! What `compare` says.

use super::document::{Block, Cell, Document, Table};
use super::metrics::{self, Figure};
use super::reason::{price_unit, reason, signed_percent, why};
use crate::analysis::comparison::Comparison;
use crate::engine::break_even::AcceptBreakEven;
use crate::engine::evaluation::Evaluated;
use crate::number::{Exact, Number};
use crate::scenario::Reading;
use crate::words::{day, money, percent, plain, price};

/// The page of one scenario.
#[must_use]
pub fn page(reading: &Reading, comparison: &Comparison) -> Document {
    let mut page = Document::default();
    page.add(Block::Title(title(reading)));
    page.add(Block::Heading("Today, a month".to_owned()));
    page.add(Block::Paragraph(today(comparison)));
    page.add(Block::Heading("Recommendation".to_owned()));
    page.add(Block::Paragraph(reason(comparison)));
    page.add(Block::Heading(format!("The strategies, {} months", comparison.scenario.months)));
    page.add(Block::Table(strategies(comparison)));
    page.add(Block::Heading("Revenue against hours".to_owned()));
    page.add(Block::Table(hours(comparison)));
    for (strategy, (ruled_out, dominated_by)) in comparison
        .scenario
        .strategies
        .iter()
        .zip(comparison.choice.ruled_out.iter().zip(&comparison.choice.dominated_by))
    {
        if let Some(ruled_out) = ruled_out {
            page.add(Block::Paragraph(format!("{} is ruled out: {}.", strategy.name, why(ruled_out))));
        } else if let Some(by) = dominated_by {
            let by = &comparison.scenario.strategies[*by].name;
            page.add(Block::Paragraph(format!(
                "{} is dominated by {by}: no more profit for no fewer hours.",
                strategy.name
            )));
        }
    }
    page
}

/// What the page is about: client, currency, horizon, first letter, overrides.
fn title(reading: &Reading) -> String {
    let scenario = &reading.scenario;
    let mut title = format!(
        "{} · {} without VAT, before tax · {} months from {}",
        scenario.title,
        scenario.currency.code(),
        scenario.months,
        day(scenario.start)
    );
    if !reading.overrides.is_empty() {
        let overrides: Vec<String> = reading.overrides.iter().map(|(key, value)| format!("{key}={value}")).collect();
        title.push_str(&format!(" · with {}", overrides.join(", ")));
    }
    title
}

fn today(comparison: &Comparison) -> String {
    let today = &comparison.evaluation.basis.today;
    let decimals = comparison.scenario.currency.decimals();
    let amount = |amount: Exact| money(amount, decimals);
    let unit = price_unit(&comparison.scenario.client.price);
    let change = |to: Exact| signed_percent(to / today.price - Exact::ONE);
    format!(
        "Billed {} at {} {unit}, for {} billed and {} extra hours. Delivery costs {}, the extra hours {}: {} is left, {} of the bill and not the {} on paper. An hour on the invoice brings {}, an hour worked {}. The client earns nothing below {} {unit} ({}); it earns {} at {} ({}).",
        amount(today.bill),
        price(today.price, decimals),
        plain(today.billed_hours, 2),
        plain(today.extra_hours, 2),
        amount(today.delivery_cost),
        amount(today.effort_cost),
        amount(today.profit),
        percent(today.net_margin),
        percent(today.margin),
        amount(today.rate),
        amount(today.rate_worked),
        amount(today.zero_profit_price),
        change(today.zero_profit_price),
        percent(today.goal_margin),
        price(today.goal_price, decimals),
        change(today.goal_price),
    )
}

/// What each strategy asks, how likely it is accepted, and what it brings.
fn strategies(comparison: &Comparison) -> Table {
    let decimals = comparison.scenario.currency.decimals();
    let money = |amount: Exact| Cell::Money(amount, decimals);
    let mut table = Table::new(&[
        ("name", "strategy"),
        ("bill", "bill a month"),
        ("first_billed", "billed from"),
        ("accepts", "accepted"),
        ("pays_from", "pays from"),
        ("if_accepted", "if accepted"),
        ("if_refused", "if refused"),
        ("net_profit", "net profit"),
        ("difference", "against nothing"),
        ("paid_back_in_month", "paid back"),
    ]);
    for (position, evaluated) in comparison.evaluation.strategies.iter().enumerate() {
        let totals = &evaluated.totals;
        let asks = evaluated.course.asks > 0;
        table.row(
            vec![
                Cell::Text(comparison.scenario.strategies[position].name.clone() + marks(comparison, position)),
                Cell::optional(bill_asked(evaluated, comparison), money),
                Cell::optional(first_month(evaluated), |month| {
                    Cell::Day(comparison.evaluation.basis.calendar.first_day(month))
                }),
                if asks && !evaluated.course.unjudged { Cell::Share(totals.accepts) } else { Cell::Empty },
                Cell::optional(evaluated.break_even.accept, |accept| Cell::Text(pays_from(accept))),
                money(totals.if_accepted),
                Cell::optional(totals.if_refused, money),
                money(totals.net_profit),
                if position == 0 { Cell::Empty } else { money(totals.difference) },
                Cell::optional(totals.paid_back_in_month.filter(|_| position > 0), Cell::Count),
            ],
            comparison.choice.best == Ok(position),
        );
    }
    table
}

/// What is to be known of a strategy at first sight.
fn marks(comparison: &Comparison, position: usize) -> &'static str {
    let evaluated = &comparison.evaluation.strategies[position];
    if comparison.choice.ruled_out[position].is_some() {
        " (ruled out)"
    } else if evaluated.course.beyond_last_answer {
        " (beyond your last answer)"
    } else if comparison.choice.dominated_by[position].is_some() {
        " (dominated)"
    } else {
        ""
    }
}

/// The bill of the last month of the engagement, as asked; none where the engagement ends first.
fn bill_asked(evaluated: &Evaluated<Exact>, comparison: &Comparison) -> Option<Exact> {
    let months = evaluated.months.len();
    (!evaluated.course.is_over(months)).then(|| {
        let terms = evaluated.course.terms_in(months);
        terms.bill(&comparison.evaluation.basis.today, terms.work_kept)
    })
}

/// The first month in which a move of the strategy counts.
fn first_month(evaluated: &Evaluated<Exact>) -> Option<u32> {
    evaluated.moves.iter().find_map(|scheduled| scheduled.month)
}

fn pays_from(accept: AcceptBreakEven<Exact>) -> String {
    match accept {
        AcceptBreakEven::AtLeast(chance) => format!("{} up", percent(chance)),
        AcceptBreakEven::AtMost(chance) => format!("{} down", percent(chance)),
        AcceptBreakEven::Always => "always".to_owned(),
        AcceptBreakEven::Never => "never".to_owned(),
    }
}

/// Revenue and hours, the client's and those of other work apart.
fn hours(comparison: &Comparison) -> Table {
    let decimals = comparison.scenario.currency.decimals();
    let money = |amount: Exact| Cell::Money(amount, decimals);
    let mut table = Table::new(&[
        ("name", "strategy"),
        ("client_revenue", "client revenue"),
        ("replacement_revenue", "other revenue"),
        ("total_revenue", "all revenue"),
        ("client_hours", "client hours"),
        ("redeployed_hours", "other hours"),
        ("hours_worked", "all hours"),
        ("rate_worked", "revenue an hour"),
        ("last_month_profit", "profit, last month"),
    ]);
    for (position, evaluated) in comparison.evaluation.strategies.iter().enumerate() {
        let totals = &evaluated.totals;
        table.row(
            vec![
                Cell::Text(comparison.scenario.strategies[position].name.clone()),
                money(totals.client_revenue),
                money(totals.replacement_revenue),
                money(totals.total_revenue),
                Cell::Hours(totals.client_hours),
                Cell::Hours(totals.redeployed_hours),
                Cell::Hours(totals.hours_worked),
                Cell::optional(totals.rate_worked, money),
                money(totals.last_month_profit),
            ],
            comparison.choice.best == Ok(position),
        );
    }
    table
}

/// One line a scenario, for several side by side.
#[must_use]
pub fn summary(comparisons: &[(Reading, Comparison)]) -> Document {
    let mut table = Table::new(&[
        ("title", "scenario"),
        ("currency", ""),
        ("profit", "profit a month today"),
        ("net_margin", "net margin"),
        ("strategy", "recommended"),
        ("net_profit", "net profit"),
        ("difference", "against nothing"),
    ]);
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
                Cell::optional(totals, |totals| Cell::Money(totals.difference, decimals)),
            ],
            false,
        );
    }
    let mut document = Document::default();
    document.add(Block::Heading("All scenarios".to_owned()));
    document.add(Block::Table(table));
    document
}

/// Every figure of every strategy, for spreadsheets: one row a strategy.
#[must_use]
pub fn figures(comparisons: &[(Reading, Comparison)]) -> Table {
    let mut table: Option<Table> = None;
    for (reading, comparison) in comparisons {
        let decimals = reading.scenario.currency.decimals();
        for (position, evaluated) in comparison.evaluation.strategies.iter().enumerate() {
            let strategy = &reading.scenario.strategies[position];
            let text = |text: &str| Cell::Text(text.to_owned());
            let (accept, chance) = match evaluated.break_even.accept.map(metrics::accept_break_even) {
                Some((kind, chance)) => (text(kind), Cell::optional(chance, Cell::Share)),
                None => (Cell::Empty, Cell::Empty),
            };
            let choice = &comparison.choice;
            let mut cells = vec![
                ("scenario", text(&reading.scenario.title)),
                ("client", text(&reading.scenario.client.name)),
                ("currency", text(reading.scenario.currency.code())),
                ("start", Cell::Day(reading.scenario.start)),
                ("months", Cell::Count(reading.scenario.months)),
                ("id", text(&strategy.id)),
                ("kind", text(strategy.way.kind().code())),
                ("name", text(&strategy.name)),
                ("recommended", Cell::Truth(choice.best == Ok(position))),
            ];
            cells.extend(
                metrics::totals(&evaluated.totals).into_iter().map(|(name, figure)| (name, cell(figure, decimals))),
            );
            cells.push(("break_even_accept", accept));
            cells.push(("break_even_accept_chance", chance));
            let break_even = &evaluated.break_even;
            cells.push((
                "break_even_hour_value",
                Cell::optional(break_even.hour_value, |value| Cell::Price(value, decimals)),
            ));
            cells.push(("break_even_volume_loss", Cell::optional(break_even.volume_loss, Cell::Share)));
            cells.extend(
                metrics::distribution(evaluated).into_iter().map(|(name, figure)| (name, cell(figure, decimals))),
            );
            cells.push((
                "ruled_out_by",
                Cell::optional(choice.ruled_out[position].as_ref(), |ruled_out| text(ruled_out.by())),
            ));
            cells.push((
                "dominated_by",
                Cell::optional(choice.dominated_by[position], |by| text(&reading.scenario.strategies[by].id)),
            ));
            cells.push(("beyond_last_answer", Cell::Truth(evaluated.course.beyond_last_answer)));
            let table = table
                .get_or_insert_with(|| Table::new(&cells.iter().map(|(name, _)| (*name, *name)).collect::<Vec<_>>()));
            table.row(cells.into_iter().map(|(_, cell)| cell).collect(), choice.best == Ok(position));
        }
    }
    table.unwrap_or_else(|| Table::new(&[]))
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
