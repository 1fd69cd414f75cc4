//! What `distribution` says: every outcome of every strategy, and what it is worth to know the walk-away price before the
//! meeting.

use serde_json::{Value, json};

use super::compare::title;
use super::document::{Amounts, Block, Cell, Column, Document, Drawn, Profile, Profiles, Stands, Table};
use super::json::{number, ruled_out, scenario};
use super::metrics;
use super::reason::said;
use super::strategies::{is_judged, named, short_month, stands};
use crate::analysis::comparison::Comparison;
use crate::analysis::walk_away::{self, WalkAway};
use crate::engine::distribution::Outcome;
use crate::engine::evaluation::Evaluated;
use crate::number::{Exact, Number};
use crate::scenario::Reading;
use crate::words::{money, percent, signed};

/// A comparison, what knowing the walk-away price is worth in it, and the reliability of a hint.
pub struct Distributions<'c> {
    /// The comparison.
    pub comparison: &'c Comparison,
    /// The net profits by where the walk-away price lies; none without a form of `S` or without a candidate.
    pub walk_away: Option<&'c WalkAway>,
    /// How reliable a hint would be.
    pub hint: Option<Exact>,
}

/// The figures of an outcome, by name.
fn figures_of(evaluated: &Evaluated<Exact>, outcome: &Outcome<Exact>, decimals: u32) -> Vec<(&'static str, Cell)> {
    vec![
        ("gone_in_month", Cell::optional(outcome.gone_in_month, Cell::Count)),
        ("chance", Cell::Share(outcome.chance)),
        ("net_profit", Cell::Money(outcome.net_profit, decimals)),
        ("chance_of_at_most", Cell::Share(chance_of_at_most(evaluated, outcome))),
    ]
}

/// The figures of an outcome, each with its heading.
pub const FIGURES: [(&str, &str); 4] = [
    ("gone_in_month", "the client"),
    ("chance", "chance"),
    ("net_profit", "net profit"),
    ("chance_of_at_most", "chance of\nat most that"),
];

fn chance_of_at_most(evaluated: &Evaluated<Exact>, outcome: &Outcome<Exact>) -> Exact {
    let all = evaluated.distribution.outcomes.iter();
    all.filter(|other| !other.net_profit.is_more_money_than(outcome.net_profit)).map(|other| other.chance).sum()
}

/// The figures of a strategy over all of its outcomes, by name.
const OF_STRATEGY: [&str; 5] = ["worst", "p10", "p50", "p90", "chance_better"];

/// What knowing the walk-away price, or a hint of it, is worth.
const WORTH: &str = "worth";

/// The names of all figures.
#[must_use]
pub fn figure_names() -> Vec<&'static str> {
    FIGURES.into_iter().map(|(name, _)| name).chain(OF_STRATEGY).chain([WORTH]).collect()
}

/// Every outcome, what each strategy comes to over all of them, and what knowing is worth, for spreadsheets: a row each,
/// with what it is of in the first column.
#[must_use]
pub fn figures(shown: &Distributions<'_>, columns: &[String]) -> Table {
    let comparison = shown.comparison;
    let decimals = comparison.scenario.currency.decimals();
    let money = |amount: Exact| Cell::Money(amount, decimals);
    let ids = comparison.scenario.strategies.iter().map(|strategy| Cell::text(strategy.id.as_str()));
    let strategies: Vec<_> = ids.zip(&comparison.evaluation.strategies).collect();
    let mut rows = Vec::new();
    for (id, evaluated) in &strategies {
        let outcomes = evaluated.distribution.outcomes.iter();
        rows.extend(outcomes.map(|outcome| ("outcome", id.clone(), figures_of(evaluated, outcome, decimals))));
    }
    for (id, evaluated) in strategies {
        let of_all = super::metrics::distribution(evaluated).into_iter();
        let mut figures = vec![("net_profit", money(evaluated.totals.net_profit))];
        figures.extend(of_all.map(|(name, figure)| (name, super::compare::cell(figure, decimals))));
        rows.push(("strategy", id, figures));
    }
    if let Some(walk_away) = shown.walk_away {
        rows.push(("knowing", Cell::Empty, vec![(WORTH, money(walk_away.worth()))]));
        let hint = shown.hint.map(|reliability| {
            let worth = money(walk_away.hint_worth(reliability));
            ("hint", Cell::Empty, vec![("chance", Cell::Share(reliability)), (WORTH, worth)])
        });
        rows.extend(hint);
    }
    super::document::Table::of_sections("strategy", &figure_names(), columns, rows)
}

/// `distribution --format json`.
#[must_use]
pub fn json(reading: &Reading, shown: &Distributions<'_>) -> Value {
    let comparison = shown.comparison;
    let id = |position: usize| &comparison.scenario.strategies[position].id;
    let outcome = |outcome: &Outcome<Exact>| {
        json!({
            "gone_in_month": outcome.gone_in_month,
            "chance": number(Some(outcome.chance)),
            "net_profit": number(Some(outcome.net_profit)),
        })
    };
    let strategy = |(position, evaluated): (usize, &Evaluated<Exact>)| {
        json!({
            "id": id(position),
            "net_profit": number(Some(evaluated.totals.net_profit)),
            "ruled_out": ruled_out(comparison.choice.ruled_out[position].as_ref()),
            "outcomes": evaluated.distribution.outcomes.iter().map(outcome).collect::<Vec<_>>(),
        })
    };
    let known = shown.walk_away.map_or_else(Vec::new, |walk_away| {
        likely_cells(walk_away)
            .map(|cell| {
                json!({
                    "bears_index": number(Some(cell.bears)),
                    "refuses_index": number(cell.refuses),
                    "chance": number(Some(cell.chance)),
                    "best": id(walk_away.best_in(cell)),
                })
            })
            .collect()
    });
    let hint = shown.hint.zip(shown.walk_away).map(|(reliability, walk_away)| {
        json!({
            "reliability": number(Some(reliability)),
            "worth": number(Some(walk_away.hint_worth(reliability))),
        })
    });
    json!({
        "schema": "uprate.distribution.v1",
        "scenario": scenario(reading),
        "strategies": comparison.evaluation.strategies.iter().enumerate().map(strategy).collect::<Vec<_>>(),
        "walk_away_price_worth": number(shown.walk_away.map(WalkAway::worth)),
        "walk_away_price_cells": known,
        "hint": hint,
    })
}

/// The cells that have a chance; one may lie between two indices that differ in nothing but their last digits.
fn likely_cells(walk_away: &WalkAway) -> impl Iterator<Item = &walk_away::Cell> {
    walk_away.cells.iter().filter(|cell| cell.chance > Exact::RATIO_TOLERANCE)
}

/// The page.
#[must_use]
pub fn page(reading: &Reading, shown: &Distributions<'_>, columns: &[String]) -> Document {
    let comparison = shown.comparison;
    let mut page = Document::default();
    page.add(Block::Title(title(reading)));
    page.say("KNOWING", knowing(shown));
    page.say("HINT", hint(shown));
    let all: Vec<usize> = (0..comparison.evaluation.strategies.len()).collect();
    page.add(Block::Table(chosen_quantiles(comparison, columns)));
    page.add(Block::Profiles(picture(comparison, &all)));
    if let Some(walk_away) = shown.walk_away {
        page.add(Block::Table(cells(comparison, walk_away)));
    }
    let of_outcomes = if columns.is_empty() { FIGURES.to_vec() } else { metrics::chosen(&FIGURES, columns) };
    if !of_outcomes.is_empty() {
        for position in 0..comparison.evaluation.strategies.len() {
            page.add(Block::Table(outcomes(comparison, position, &of_outcomes)));
        }
    }
    page
}

/// What knowing the walk-away price is worth, in a sentence.
fn knowing(shown: &Distributions<'_>) -> String {
    let Some(walk_away) = shown.walk_away else {
        return if shown.comparison.scenario.response.curve.is_none() {
            "What knowing the client's walk-away price is worth cannot be told: the scenario does not say how likely it \
             lies where. Give `response.accept`."
                .to_owned()
        } else {
            "Every strategy is ruled out: there is nothing to choose with it.".to_owned()
        };
    };
    let worth = walk_away.worth();
    if !worth.is_more_money_than(Exact::ZERO) {
        return "Knowing the client's walk-away price before the meeting is worth nothing: whatever it is, the same \
                strategy is best."
            .to_owned();
    }
    format!(
        "Knowing the client's walk-away price before the meeting would be worth {}: at most that much effort to find \
         it out pays.",
        said(worth, shown.comparison)
    )
}

/// What a hint is worth, in a sentence; empty where nobody asked.
fn hint(shown: &Distributions<'_>) -> String {
    let Some((reliability, walk_away)) = shown.hint.zip(shown.walk_away) else { return String::new() };
    let Some(highest) = walk_away.cells.last().map(|cell| cell.bears).filter(|highest| *highest > Exact::ONE) else {
        return "No strategy asks for more: a hint of how much the client would bear changes nothing.".to_owned();
    };
    let ask = signed(percent(highest - Exact::ONE));
    let worth = walk_away.hint_worth(reliability);
    let what =
        format!("A hint whether the client would bear {ask} on its bill, right {} of the time,", percent(reliability));
    if worth.is_more_money_than(Exact::ZERO) {
        format!("{what} is worth {}.", said(worth, shown.comparison))
    } else {
        format!("{what} is worth nothing: whatever it says, the same strategy is best.")
    }
}

/// What is to be expected of the strategies at some positions, and how far it may come out.
#[must_use]
pub fn quantiles(comparison: &Comparison, positions: &[usize]) -> Table {
    let decimals = comparison.scenario.currency.decimals();
    let money = |amount: Exact| Cell::Money(amount, decimals);
    let columns = [
        ("name", "", 0),
        ("worst", "\nworst", 0),
        ("p10", "one in ten\nat most", 2),
        ("p50", "every other\nat most", 1),
        ("p90", "nine in ten\nat most", 2),
        ("net_profit", "\nEXPECTED", 0),
        ("chance_better", "chance to\nbeat nothing", 3),
    ];
    let months = crate::words::count(comparison.scenario.months, "month");
    let mut table = Table { may_round: true, ..Table::new(format!("Net profit in {months}"), &columns) };
    for position in positions.iter().copied() {
        let evaluated = &comparison.evaluation.strategies[position];
        let name = named(&mut table, comparison, position);
        let distribution = &evaluated.distribution;
        let cells = vec![
            name,
            money(distribution.worst),
            money(distribution.p10),
            money(distribution.p50),
            money(distribution.p90),
            money(evaluated.totals.net_profit),
            Cell::Share(distribution.chance_better),
        ];
        table.row(cells, stands(comparison, position));
    }
    table
        .notes
        .push("Chance decides only the month in which the client goes; all else is at its expectation.".to_owned());
    if !is_judged(comparison) {
        table
            .notes
            .push("Where nothing says how the client takes a raise, all of it is taken for accepted.".to_owned());
    }
    table
}

/// The same of all strategies, but of the figures over all outcomes only those that are asked for, where some are.
fn chosen_quantiles(comparison: &Comparison, asked: &[String]) -> Table {
    let all: Vec<usize> = (0..comparison.evaluation.strategies.len()).collect();
    let mut table = quantiles(comparison, &all);
    let chosen: Vec<&str> =
        metrics::chosen(&OF_STRATEGY.map(|name| (name, ())), asked).iter().map(|(name, ())| *name).collect();
    if !chosen.is_empty() {
        let others: Vec<&str> = OF_STRATEGY.into_iter().filter(|name| !chosen.contains(name)).collect();
        table.remove(&others);
    }
    table
}

/// How likely which net profit is with the strategies at some positions, on the axis of all.
#[must_use]
pub fn picture(comparison: &Comparison, positions: &[usize]) -> Profiles {
    let strategies = &comparison.evaluation.strategies;
    let outcomes = || strategies.iter().flat_map(|evaluated| &evaluated.distribution.outcomes);
    let amounts = || outcomes().map(|outcome| outcome.net_profit);
    let low = amounts().reduce(Number::smaller).unwrap_or(Exact::ZERO).smaller(Exact::ZERO);
    let high = amounts().reduce(Number::larger).unwrap_or(Exact::ZERO).larger(Exact::ZERO);
    let width = (high - low).to_f64();
    let place = |amount: Exact| if width > 0.0 { (amount - low).to_f64() / width } else { 0.0 };
    let shown = positions.iter().map(|position| (*position, &strategies[*position]));
    let rows = shown.map(|(position, evaluated)| Profile {
        label: comparison.scenario.strategies[position].name.clone(),
        lines: 1,
        drawn: Drawn::Sums,
        points: evaluated
            .distribution
            .outcomes
            .iter()
            .map(|outcome| (place(outcome.net_profit), outcome.chance.to_f64()))
            .collect(),
        recommended: comparison.choice.best == Ok(position),
    });
    let decimals = comparison.scenario.currency.decimals();
    let decimals = if width >= 1000.0 { 0 } else { decimals };
    Profiles {
        title: "Net profit".to_owned(),
        ends: [money(low, decimals), money(high, decimals)],
        amounts: Some(Amounts {
            ends: [low, high],
            decimals,
            expected: positions.iter().map(|position| strategies[*position].totals.net_profit).collect(),
        }),
        legend: "The taller, the likelier.".to_owned(),
        rows: rows.collect(),
    }
}

/// Which strategy is best by where the walk-away price lies.
fn cells(comparison: &Comparison, walk_away: &WalkAway) -> Table {
    let decimals = comparison.scenario.currency.decimals();
    let columns = [
        ("bears", "the client bears\nat the most", 0),
        ("chance", "\nchance", 0),
        ("best", "then the best\nis", 0),
        ("net_profit", "\nnet profit", 0),
    ];
    let mut table = Table { may_round: true, ..Table::new("If you knew the walk-away price", &columns) };
    // A chance that would show as 0.0 % is none to people.
    for cell in likely_cells(walk_away).filter(|cell| cell.chance >= Exact::ONE / Exact::whole(2_000)) {
        let best = walk_away.best_in(cell);
        let at = walk_away.candidates.iter().position(|candidate| *candidate == best).unwrap_or(0);
        let bears = match cell.refuses {
            _ if cell.bears == Exact::ONE => "no ask".to_owned(),
            None => format!("{} or more", signed(percent(cell.bears - Exact::ONE))),
            Some(_) => signed(percent(cell.bears - Exact::ONE)),
        };
        let cells = vec![
            Cell::text(bears),
            Cell::Share(cell.chance),
            Cell::text(comparison.scenario.strategies[best].name.as_str()),
            Cell::Money(cell.net_profits[at], decimals),
        ];
        table.row(cells, stands(comparison, best));
    }
    table
}

/// The outcomes of one strategy.
fn outcomes(comparison: &Comparison, position: usize, columns: &[(&'static str, &'static str)]) -> Table {
    let evaluated = &comparison.evaluation.strategies[position];
    let name = &comparison.scenario.strategies[position].name;
    let mut table = Table { may_round: true, ..Table::new(format!("{name}: every outcome"), &[]) };
    table.columns =
        columns.iter().map(|(name, heading)| Column { name, heading: (*heading).to_owned(), goes: 0 }).collect();
    let of_people = |cell: Cell| match cell {
        Cell::Empty => Cell::text("does not go early"),
        Cell::Count(month) => Cell::text(format!("goes in month {month}, {}", short_month(comparison, month))),
        cell => cell,
    };
    for outcome in &evaluated.distribution.outcomes {
        let figures = figures_of(evaluated, outcome, comparison.scenario.currency.decimals());
        let cells = columns.iter().filter_map(|(name, _)| figures.iter().find(|(figure, _)| figure == name));
        table.row(cells.map(|(_, cell)| of_people(cell.clone())).collect(), Stands::Plain);
    }
    table
}
