//! What `compare` says, in the order in which a person needs it before a meeting: what to do, the limit, the strategies,
//! the hours, the picture, what would change it, and the month as it is.

use super::document::{Block, Cell, Document, RangeRow, Ranges, Stands, Table};
use super::metrics::{self, Figure};
use super::{assumed, change, reason, today};
use crate::analysis::choice::{NoChoice, RuledOut};
use crate::analysis::comparison::Comparison;
use crate::engine::break_even::AcceptBreakEven;
use crate::engine::evaluation::Evaluated;
use crate::number::Exact;
use crate::scenario::Reading;
use crate::scenario::warning::Warning;
use crate::words::{count, day, list, percent};

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
    let rows = (0..comparison.evaluation.strategies.len()).map(|position| {
        let named = vec![("name", Cell::text(named(comparison, position)))];
        let figures = figures_of(reading, comparison, position);
        named.into_iter().chain(super::metrics::chosen(&figures, columns)).collect()
    });
    let mut table = Table::of_figures(rows);
    for column in &mut table.columns {
        column.heading =
            if column.name == "name" { String::new() } else { column.name.replacen('_', "\n", 1).replace('_', " ") };
    }
    for (position, row) in table.rows.iter_mut().enumerate() {
        row.stands = stands(comparison, position);
    }
    table
}

/// The page of one scenario.
#[must_use]
pub fn page(reading: &Reading, comparison: &Comparison, warnings: &[Warning]) -> Document {
    let mut page = Document::default();
    page.add(Block::Title(title(reading)));
    for (label, text) in reason::labelled(comparison) {
        page.say(label, text);
    }
    page.add(Block::Table(strategies(comparison)));
    page.add(Block::Table(hours(comparison)));
    page.add(Block::Ranges(ranges(comparison)));
    page.add(Block::Table(today::month(comparison)));
    page.add(Block::Table(today::prices(comparison)));
    for (label, text) in change::labelled(comparison) {
        page.say(label, text);
    }
    page.say("ASSUMED", assumed::sentences(comparison));
    // What the page says itself is not said twice.
    let unsaid = |warning: &&Warning| {
        comparison.choice.best.is_err() || !matches!(warning.code, "assumed-cost-stays" | "longer-horizon")
    };
    for (position, warning) in warnings.iter().filter(unsaid).enumerate() {
        page.say(if position == 0 { "NOTICE" } else { "" }, warning.text.clone());
    }
    page
}

/// What the page is about: client, currency, horizon, first letter, overrides.
fn title(reading: &Reading) -> String {
    let scenario = &reading.scenario;
    let parts = [
        scenario.title.clone(),
        format!("{} without VAT, before tax", scenario.currency.code()),
        format!("{} from {}", count(scenario.months, "month"), day(scenario.start)),
    ];
    let overrides = reading.overrides.iter().map(|(key, value)| format!("{key}={value}"));
    parts.into_iter().chain(overrides).collect::<Vec<_>>().join(" · ")
}

/// What each strategy asks, how likely it is accepted, and what it brings.
fn strategies(comparison: &Comparison) -> Table {
    let judged = comparison.choice.best != Err(NoChoice::Unjudged);
    let title = format!("Net profit in {}, client and freed hours", count(comparison.scenario.months, "month"));
    let columns: &[(&'static str, &str, u8)] = if judged {
        &[
            ("name", "", 0),
            ("bill", "bill\na month", 3),
            ("first_billed", "counts\nfrom", 6),
            ("accepts", "accepts\nit", 2),
            ("pays_from", "pays\nfrom", 5),
            ("if_accepted", "if it\naccepts", 1),
            ("if_refused", "if it\ngoes", 1),
            ("net_profit", "\nEXPECTED", 0),
            ("difference", "against\nnothing", 4),
            ("paid_back_in_month", "paid back\nin month", 7),
        ]
    } else {
        // Nothing is expected of what nobody has judged.
        &[
            ("name", "", 0),
            ("bill", "bill\na month", 2),
            ("first_billed", "counts\nfrom", 3),
            ("pays_from", "pays if it\naccepts all", 0),
            ("pays_from_salaried", "if your team\nis on salary", 1),
            ("if_accepted", "net profit if\nit accepts all", 0),
            ("if_refused", "if it goes at\nthe first ask", 0),
        ]
    };
    let mut table = Table::new(title, columns);
    for (position, evaluated) in comparison.evaluation.strategies.iter().enumerate() {
        let cells = if judged { judged_cells(comparison, position) } else { unjudged_cells(comparison, position) };
        let first = Cell::text(named(comparison, position));
        let bill = Cell::optional(bill_asked(evaluated, comparison), |bill| {
            Cell::Money(bill, comparison.scenario.currency.decimals())
        });
        let from = Cell::optional(first_month(evaluated), |month| Cell::text(first_billed(comparison, month)));
        table.row([vec![first, bill, from], cells].concat(), stands(comparison, position));
    }
    let strategies = &comparison.evaluation.strategies;
    if judged && strategies.iter().any(|evaluated| evaluated.course.asks > 1) {
        table.notes.push("+ if it goes at the first ask; more if it goes later".to_owned());
    }
    if judged && strategies.iter().any(|evaluated| evaluated.course.beyond_last_answer) {
        table.notes.push("* beyond your last answer: drawn on from your line, not said by you".to_owned());
    }
    if strategies
        .iter()
        .any(|evaluated| evaluated.course.asks > 0 && evaluated.course.months.iter().any(|month| month.asks))
    {
        table.notes.extend(left_out(comparison, judged));
    }
    table
}

/// How likely it is accepted, and what it brings.
fn judged_cells(comparison: &Comparison, position: usize) -> Vec<Cell> {
    let decimals = comparison.scenario.currency.decimals();
    let money = |amount: Exact| Cell::Money(amount, decimals);
    let evaluated = &comparison.evaluation.strategies[position];
    let totals = &evaluated.totals;
    let asks = evaluated.course.asks > 0;
    let beyond = evaluated.course.beyond_last_answer.then_some("*");
    let several = (evaluated.course.asks > 1).then_some("+");
    vec![
        if asks { Cell::Share(totals.accepts).marked(beyond) } else { Cell::Empty },
        Cell::optional(evaluated.break_even.accept, |accept| Cell::text(pays_from(accept))),
        if asks { money(totals.if_accepted) } else { Cell::Empty },
        Cell::optional(totals.if_refused, |refused| money(refused).marked(several)),
        money(totals.net_profit),
        if position == 0 { Cell::Empty } else { Cell::Signed(totals.difference, decimals) },
        Cell::optional(totals.paid_back_in_month.filter(|_| position > 0), Cell::Count),
    ]
}

/// From which chance of acceptance it pays, and what it brings if it is accepted or refused.
fn unjudged_cells(comparison: &Comparison, position: usize) -> Vec<Cell> {
    let money = |amount: Exact| Cell::Money(amount, comparison.scenario.currency.decimals());
    let pays = |evaluated: &Evaluated<Exact>| {
        Cell::optional(evaluated.break_even.accept, |accept| Cell::text(pays_from(accept)))
    };
    let evaluated = &comparison.evaluation.strategies[position];
    vec![
        pays(evaluated),
        Cell::optional(comparison.salaried.as_ref(), |salaried| pays(&salaried.evaluation.strategies[position])),
        money(evaluated.totals.if_accepted),
        Cell::optional(evaluated.totals.if_refused, money),
    ]
}

/// Why strategies are not to be chosen, a line each reason.
fn left_out(comparison: &Comparison, judged: bool) -> Vec<String> {
    let name = |position: usize| comparison.scenario.strategies[position].name.clone();
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    let mut note = |reason: String, position: usize| match lines.iter_mut().find(|(known, _)| *known == reason) {
        Some((_, names)) => names.push(name(position)),
        None => lines.push((reason, vec![name(position)])),
    };
    for position in 0..comparison.scenario.strategies.len() {
        if let Some(ruled_out) = &comparison.choice.ruled_out[position] {
            note(format!("x ruled out, {}", reason::why(ruled_out)), position);
        } else if let Some(by) = comparison.choice.dominated_by[position].filter(|_| judged) {
            note(format!("o worse than {}, which brings at least as much for no more hours", name(by)), position);
        }
    }
    lines.into_iter().map(|(reason, names)| format!("{reason}: {}", list(&names))).collect()
}

/// The name, and `x` where it is ruled out, `o` where another is better throughout.
fn named(comparison: &Comparison, position: usize) -> String {
    let name = &comparison.scenario.strategies[position].name;
    let judged = comparison.choice.best != Err(NoChoice::Unjudged);
    let ruled_out: Option<&RuledOut<Exact>> = comparison.choice.ruled_out[position].as_ref();
    match (ruled_out, comparison.choice.dominated_by[position]) {
        (Some(_), _) => format!("{name} x"),
        (None, Some(_)) if judged => format!("{name} o"),
        _ => name.clone(),
    }
}

fn stands(comparison: &Comparison, position: usize) -> Stands {
    if comparison.choice.best == Ok(position) { Stands::Recommended } else { Stands::Plain }
}

/// The bill of the last month of the engagement, as asked; none where the engagement ends first.
fn bill_asked(evaluated: &Evaluated<Exact>, comparison: &Comparison) -> Option<Exact> {
    let months = evaluated.months.len();
    (!evaluated.course.is_over(months)).then(|| {
        let terms = evaluated.course.terms_in(months);
        terms.bill(&comparison.evaluation.basis.today, terms.work_kept)
    })
}

/// The first month in which a move counts that the client is told of, else any.
fn first_month(evaluated: &Evaluated<Exact>) -> Option<u32> {
    let letters = evaluated.moves.iter().filter(|scheduled| scheduled.parts.needs_letter());
    letters.chain(&evaluated.moves).find_map(|scheduled| scheduled.month)
}

/// The month as people say it: `Jan 27`.
fn first_billed(comparison: &Comparison, month: u32) -> String {
    comparison.evaluation.basis.calendar.first_day(month).format("%b %y").to_string()
}

fn pays_from(accept: AcceptBreakEven<Exact>) -> String {
    match accept {
        AcceptBreakEven::AtLeast(chance) => format!("from {}", percent(chance)),
        AcceptBreakEven::AtMost(chance) => format!("up to {}", percent(chance)),
        AcceptBreakEven::Always => "always".to_owned(),
        AcceptBreakEven::Never => "never".to_owned(),
    }
}

/// Revenue and hours, the client's and those of other work apart.
fn hours(comparison: &Comparison) -> Table {
    let decimals = comparison.scenario.currency.decimals();
    let money = |amount: Exact| Cell::Money(amount, decimals);
    let mut table = Table::new(
        format!(
            "Revenue against hours in {}, {}",
            count(comparison.scenario.months, "month"),
            if comparison.choice.best == Err(NoChoice::Unjudged) { "if all is accepted" } else { "expected" }
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
                Cell::optional(totals.rate_worked, money),
                money(totals.last_month_profit),
            ],
            stands(comparison, position),
        );
    }
    table.notes.push("Every figure is rounded for itself.".to_owned());
    table
}

/// From the client's going to its staying, with what is to be expected.
fn ranges(comparison: &Comparison) -> Ranges {
    let rows = comparison.evaluation.strategies.iter().enumerate().map(|(position, evaluated)| {
        let totals = &evaluated.totals;
        RangeRow {
            label: comparison.scenario.strategies[position].name.clone(),
            ends: totals.if_refused.map(|refused| (refused, totals.if_accepted)),
            point: totals.net_profit,
            recommended: comparison.choice.best == Ok(position),
        }
    });
    let judged = comparison.choice.best != Err(NoChoice::Unjudged);
    let point = if judged { "expected" } else { "accepted" };
    Ranges {
        title: "Net profit".to_owned(),
        point,
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
            let figures = figures_of(reading, comparison, position);
            if columns.is_empty() {
                figures
            } else {
                metrics::chosen(&figures, &[&["id".to_owned()], columns].concat())
            }
        })
    });
    Table::of_figures(rows)
}

/// The names of all figures of a strategy.
#[must_use]
pub fn figure_names(reading: &Reading, comparison: &Comparison) -> Vec<&'static str> {
    figures_of(reading, comparison, 0).into_iter().map(|(name, _)| name).collect()
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
