//! What `simulate` says: how the strategies fare over many draws of the ranges, and what it is worth to know more.

mod one_guess;
mod otherwise;
mod sentences;

pub use one_guess::one_guess;
pub use otherwise::noticed;

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::compare::title;
use super::document::{Block, Cell, Column, Document, Mark, RangeRow, Ranges, Stands, Table};
use super::inputs::noun;
use super::json::{exact, number, scenario};
use super::metrics::chosen;
use super::reason::said;
use super::strategies::{is_judged, ruled_out};
use crate::analysis::comparison::Comparison;
use crate::number::{Exact, Number};
use crate::scenario::Reading;
use crate::simulation::result::{InputWorth, Simulated};
use crate::words::{count, counted, grouped, money};
use sentences::{no_need, sentences};

/// A scenario and what its draws come to.
#[derive(Clone, Copy, Debug)]
pub struct Drawn<'r> {
    /// The scenario.
    pub reading: &'r Reading,
    /// The scenario compared at its likely values.
    pub comparison: &'r Comparison,
    /// What the draws come to.
    pub simulated: &'r Simulated,
}

/// The figures of a strategy in the order of the page: name, heading, and when its column goes for want of room.
const COLUMNS: [(&str, &str, u8); 10] = [
    ("mean", "\nmean", 0),
    ("chance_best", "the best\nin", 0),
    ("expected_regret", "\nregret", 1),
    ("chance_of_loss", "a loss\nin", 1),
    ("p5", "5 in 100\nbelow", 1),
    ("p10", "10 in 100\nbelow", 4),
    ("p50", "half\nbelow", 3),
    ("p90", "10 in 100\nabove", 4),
    ("p95", "5 in 100\nabove", 1),
    ("standard_error", "standard\nerror", 2),
];

impl Drawn<'_> {
    fn decimals(&self) -> u32 {
        self.comparison.scenario.currency.decimals()
    }

    fn money(&self, amount: f64) -> Cell {
        Cell::Money(Exact::from_f64(amount), self.decimals())
    }

    fn said(&self, amount: f64) -> String {
        said(Exact::from_f64(amount), self.comparison)
    }

    fn name(&self, position: usize) -> &str {
        &self.comparison.scenario.strategies[position].name
    }

    fn id(&self, position: usize) -> &str {
        &self.comparison.scenario.strategies[position].id
    }

    fn noun(&self, input: &InputWorth) -> String {
        noun(&input.key, &self.comparison.scenario)
    }

    fn stands(&self, position: usize) -> Stands {
        if self.simulated.best == Some(position) { Stands::Recommended } else { Stands::Plain }
    }

    /// The inputs worth more than what chance makes of them, the most first; and the others.
    fn worth_knowing(&self) -> (Vec<&InputWorth>, Vec<&InputWorth>) {
        let is_worth = |input: &&InputWorth| input.value > 2.0 * input.standard_error && input.value > 0.0;
        let (mut worth, others): (Vec<_>, Vec<_>) = self.simulated.evppi.iter().partition(is_worth);
        worth.sort_by(|one, other| other.value.total_cmp(&one.value));
        (worth, others)
    }

    /// The figures of a strategy, by name.
    fn figures(&self, position: usize) -> Vec<(&'static str, Cell)> {
        let share = |share: f64| Cell::Share(Exact::from_f64(share));
        let strategy = &self.simulated.strategies[position];
        let [p5, p10, p50, p90, p95] = strategy.quantiles.map(|amount| self.money(amount));
        vec![
            ("mean", self.money(strategy.mean)),
            ("standard_error", self.money(strategy.standard_error)),
            ("p5", p5),
            ("p10", p10),
            ("p50", p50),
            ("p90", p90),
            ("p95", p95),
            ("chance_of_loss", share(strategy.chance_of_loss)),
            ("chance_best", Cell::optional(strategy.chance_best, share)),
            ("expected_regret", Cell::optional(strategy.expected_regret, |regret| self.money(regret))),
        ]
    }
}

/// The page, with the columns that were asked for, or those that it has.
#[must_use]
pub fn page(drawn: &Drawn<'_>, columns: &[String]) -> Document {
    let mut page = Document::default();
    let simulated = drawn.simulated;
    let draws = counted(simulated.draws, "draw");
    page.add(Block::Title(format!("{} · {draws}, seed {}", title(drawn.reading), simulated.seed)));
    if !simulated.complete {
        let made = grouped((simulated.draws + simulated.failed).into(), 0);
        let asked = counted(simulated.asked, "draw");
        page.say("INCOMPLETE", format!("Stopped after {made} of {asked}: all figures are of those alone."));
    }
    if simulated.failed > 0 {
        let failed = counted(simulated.failed, "draw");
        page.say("LEFT OUT", format!("{failed} whose numbers contradict each other or run out."));
    }
    for (label, text) in sentences(drawn) {
        page.say(label, text);
    }
    page.add(Block::Table(strategies(drawn, columns)));
    page.add(Block::Ranges(ranges(drawn)));
    let (worth, others) = drawn.worth_knowing();
    if !worth.is_empty() {
        page.add(Block::Table(inputs(drawn, &worth)));
    }
    if !others.is_empty() {
        page.say("NO NEED", no_need(drawn, &others));
    }
    page
}

/// The strategies, with the columns that were asked for.
fn strategies(drawn: &Drawn<'_>, columns: &[String]) -> Table {
    let comparison = drawn.comparison;
    let known = COLUMNS.map(|column| (column.0, column));
    let mut shown: Vec<_> = if columns.is_empty() { known.to_vec() } else { chosen(&known, columns) };
    if columns.is_empty() && drawn.simulated.best.is_none() {
        shown.retain(|(name, _)| !["chance_best", "expected_regret"].contains(name));
    }
    let accepted = if is_judged(comparison) { "" } else { ", if all is accepted" };
    let months = count(comparison.scenario.months, "month");
    let title = format!("Net profit in {months}, over all draws{accepted}");
    let mut table = Table { may_round: true, ..Table::new(title, &[("name", "", 0)]) };
    table.columns.extend(shown.iter().map(|(_, (name, heading, goes))| Column {
        name,
        heading: (*heading).to_owned(),
        goes: if columns.is_empty() { *goes } else { 0 },
    }));
    for position in 0..drawn.simulated.strategies.len() {
        let why = ruled_out(comparison, position).map(|why| table.footnote(why));
        let figures = drawn.figures(position);
        let cell = |name: &str| figures.iter().find(|(figure, _)| *figure == name).map(|(_, cell)| cell.clone());
        let mut cells = vec![Cell::text(drawn.name(position)).marked(why)];
        cells.extend(shown.iter().filter_map(|(name, _)| cell(name)));
        table.row(cells, drawn.stands(position));
    }
    let is_shown = |name: &str| shown.iter().any(|(shown, _)| *shown == name);
    if is_shown("standard_error") {
        table.notes.push("Standard error: how far the mean may be off for want of draws.".to_owned());
    }
    if is_shown("expected_regret") {
        table
            .notes
            .push("Regret: what is lost on average against the best of each draw that may be chosen.".to_owned());
    }
    if ["p5", "p10", "p50", "p90", "p95"].into_iter().any(is_shown) {
        let error = Exact::from_f64(drawn.simulated.quantile_error);
        table.notes.push(format!(
            "What so many draws are below or above is read from a histogram: within {} of the draws sorted.",
            money(error, drawn.decimals())
        ));
    }
    table
}

/// How far each may come out.
fn ranges(drawn: &Drawn<'_>) -> Ranges {
    let rows = drawn.simulated.strategies.iter().enumerate().map(|(position, strategy)| RangeRow {
        label: match &drawn.comparison.choice.ruled_out[position] {
            Some(_) => format!("{} (ruled out)", drawn.name(position)),
            None => drawn.name(position).to_owned(),
        },
        ends: Some((Exact::from_f64(strategy.quantiles[0]), Exact::from_f64(strategy.quantiles[4]))),
        point: Some(Exact::from_f64(strategy.mean)),
        recommended: drawn.simulated.best == Some(position),
    });
    Ranges {
        title: "Net profit".to_owned(),
        legend: [(Mark::Low, "5 in 100 below"), (Mark::Point, "mean"), (Mark::High, "5 in 100 above")],
        decimals: drawn.decimals(),
        rows: rows.collect(),
    }
}

/// What the inputs are worth that are worth something.
fn inputs(drawn: &Drawn<'_>, worth: &[&InputWorth]) -> Table {
    let columns = [("input", "", 0), ("value", "worth\nknowing", 0), ("standard_error", "standard\nerror", 1)];
    let title = "What it is worth to know one input before choosing";
    let mut table = Table { may_round: true, ..Table::new(title, &columns) };
    for input in worth {
        let cells = vec![Cell::Text(drawn.noun(input)), drawn.money(input.value), drawn.money(input.standard_error)];
        table.row(cells, Stands::Plain);
    }
    table
        .notes
        .push("By 64 parts of each range, after Strong and Oakley (2013): rather too little than too much.".to_owned());
    table
}

/// What is told of an input, and of all of them together.
const OF_INPUTS: [&str; 2] = ["value", "standard_error"];

/// What is told of the draws, in every row.
const OF_DRAWS: [&str; 4] = ["draws", "left_out", "seed", "complete"];

/// All that `--columns` may name.
#[must_use]
pub fn figure_names() -> Vec<&'static str> {
    COLUMNS.into_iter().map(|(name, ..)| name).collect()
}

/// Every figure, for spreadsheets: a row a strategy, one for all that could be known, and a row an input; every row says
/// what draws it is of.
#[must_use]
pub fn figures(drawn: &Drawn<'_>, columns: &[String]) -> Table {
    let simulated = drawn.simulated;
    let strategies =
        (0..simulated.strategies.len()).map(|position| ("strategy", drawn.id(position), drawn.figures(position)));
    let whole = |number: u64| Cell::exact(exact(Decimal::from(number)), false);
    let of_draws =
        [whole(simulated.draws), whole(simulated.failed), whole(simulated.seed), Cell::Truth(simulated.complete)];
    let of_all = [simulated.evpi, simulated.evpi_standard_error];
    let of_all = of_all.map(|amount| Cell::optional(amount, |amount| drawn.money(amount)));
    let all = ("evpi", "", OF_INPUTS.into_iter().zip(of_all).collect::<Vec<_>>());
    let inputs = simulated.evppi.iter().map(|input| {
        let cells = [input.value, input.standard_error].map(|amount| drawn.money(amount));
        ("evppi", input.key.as_str(), OF_INPUTS.into_iter().zip(cells).collect())
    });
    let rows: Vec<(_, _, Vec<_>)> = if columns.is_empty() {
        strategies.chain([all]).chain(inputs).collect()
    } else {
        strategies.map(|(kind, id, figures)| (kind, id, chosen(&figures, columns))).collect()
    };
    let mut names: Vec<&str> = rows.first().map_or_else(Vec::new, |row| row.2.iter().map(|(name, _)| *name).collect());
    if columns.is_empty() {
        names.push("value");
    }
    Table::of_figures(rows.into_iter().map(|(kind, id, figures)| {
        let cell = |name: &str| figures.iter().find(|(figure, _)| *figure == name).map(|(_, cell)| cell.clone());
        let id = if id.is_empty() { Cell::Empty } else { Cell::text(id) };
        let cells = names.iter().map(|name| (*name, cell(name).unwrap_or(Cell::Empty)));
        let first = [("kind", Cell::text(kind)), ("id", id)];
        first.into_iter().chain(cells).chain(OF_DRAWS.into_iter().zip(of_draws.clone())).collect()
    }))
}

/// `simulate --format json`.
#[must_use]
pub fn json(drawn: &Drawn<'_>) -> Value {
    let simulated = drawn.simulated;
    let figure = |amount: f64| number(Some(Exact::from_f64(amount)));
    let strategies = simulated.strategies.iter().enumerate().map(|(position, strategy)| {
        let [p5, p10, p50, p90, p95] = strategy.quantiles.map(figure);
        json!({
            "id": drawn.id(position),
            "mean": figure(strategy.mean),
            "standard_error": figure(strategy.standard_error),
            "p5": p5,
            "p10": p10,
            "p50": p50,
            "p90": p90,
            "p95": p95,
            "chance_of_loss": figure(strategy.chance_of_loss),
            "chance_best": strategy.chance_best.map(figure),
            "expected_regret": strategy.expected_regret.map(figure),
            "ruled_out": ruled_out(drawn.comparison, position),
        })
    });
    let inputs = simulated.evppi.iter().map(|input| {
        json!({ "key": input.key, "value": figure(input.value), "standard_error": figure(input.standard_error) })
    });
    json!({
        "schema": "uprate.simulate.v1",
        "scenario": scenario(drawn.reading),
        "draws": simulated.draws,
        "left_out": simulated.failed,
        "seed": simulated.seed,
        "complete": simulated.complete,
        "best": simulated.best.map(|best| drawn.id(best)),
        "runner_up": simulated.runner_up.map(|next| drawn.id(next)),
        "lead": simulated.lead.map(|lead| {
            json!({ "value": figure(lead.value), "standard_error": lead.standard_error.map(figure) })
        }),
        "quantile_error": figure(simulated.quantile_error),
        "strategies": strategies.collect::<Vec<_>>(),
        "evpi": simulated.evpi.map(figure),
        "evpi_standard_error": simulated.evpi_standard_error.map(figure),
        "evppi": inputs.collect::<Vec<_>>(),
    })
}
