//! The partner pack: what people take into the meeting and hand to partners, as one document.
//!
//! It is composed of what the other commands say: the decision as `compare` tells it, a page a strategy, then dates, risks
//! and assumptions. What is new in it is the bridge from doing nothing to each strategy.

mod assumptions;
mod bridge;
mod charts;
mod dates;
mod decision;
pub mod risks;
mod strategy;

use serde_json::{Value, json};

use super::document::{Block, Document, Table};
use super::json::{cash_runs_out, number, ruled_out, scenario};
use crate::analysis::bridge::{Bridge, Part};
use crate::analysis::comparison::Comparison;
use crate::number::Exact;
use crate::report::document::Cell;
use crate::scenario::Reading;
use crate::scenario::warning::Warning;

/// The pack, with pages of the strategies at some positions.
#[must_use]
pub fn document(reading: &Reading, comparison: &Comparison, warnings: &[Warning], positions: &[usize]) -> Document {
    let mut pack = Document::default();
    decision::add(&mut pack, reading, comparison, warnings);
    for position in positions {
        strategy::add(&mut pack, comparison, *position);
    }
    begin(&mut pack, "Dates and risks", comparison);
    dates::add(&mut pack, comparison);
    risks::add(&mut pack, comparison);
    assumptions::add(&mut pack, reading, comparison, warnings);
    pack
}

/// The positions of all strategies in the order of the pages: the recommended one first, the others as they are compared.
#[must_use]
pub fn in_order(comparison: &Comparison) -> Vec<usize> {
    let best = comparison.choice.best.ok();
    let others = (0..comparison.scenario.strategies.len()).filter(|position| Some(*position) != best);
    best.into_iter().chain(others).collect()
}

/// Begins a page that belongs to the plan as a whole.
fn begin(pack: &mut Document, name: &str, comparison: &Comparison) {
    let scenario = &comparison.scenario;
    pack.add(Block::Title(format!(
        "{name} · {} · {} without VAT, before tax",
        scenario.title,
        scenario.currency.code()
    )));
}

/// The bridges from doing nothing to each strategy, by name: what the pack computes itself.
fn bridges(comparison: &Comparison) -> impl Iterator<Item = (&str, Vec<(&'static str, Exact)>)> {
    comparison.scenario.strategies.iter().enumerate().map(|(position, strategy)| {
        let bridge = Bridge::of(&comparison.evaluation, position);
        let parts = Part::ALL.iter().zip(bridge.parts).map(|(part, amount)| (part.name(), amount));
        let ends = [("nothing", bridge.from), ("net_profit", bridge.to)];
        let figures = ends[..1].iter().copied().chain(parts).chain(ends[1..].iter().copied());
        (strategy.id.as_str(), figures.collect())
    })
}

/// The bridges for spreadsheets: one row a strategy.
#[must_use]
pub fn figures(comparison: &Comparison) -> Table {
    let decimals = comparison.scenario.currency.decimals();
    Table::of_figures(bridges(comparison).map(|(id, figures)| {
        let figures = figures.into_iter().map(|(name, amount)| (name, Cell::Money(amount, decimals)));
        std::iter::once(("strategy", Cell::text(id))).chain(figures).collect()
    }))
}

/// `report --format json`.
#[must_use]
pub fn json(reading: &Reading, comparison: &Comparison) -> Value {
    let strategies = bridges(comparison).zip(&comparison.choice.ruled_out).enumerate();
    let strategies = strategies.map(|(position, ((id, figures), by))| {
        let figures = figures.into_iter().map(|(name, amount)| (name.to_owned(), number(Some(amount))));
        json!({
            "id": id,
            "ruled_out": ruled_out(by.as_ref()),
            "cash_runs_out": cash_runs_out(comparison, position),
            "bridge": Value::Object(figures.collect()),
        })
    });
    json!({
        "schema": "uprate.report.v1",
        "scenario": scenario(reading),
        "strategies": strategies.collect::<Vec<_>>(),
    })
}
