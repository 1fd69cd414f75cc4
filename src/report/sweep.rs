//! What `sweep` says: a figure for many values of one key or two.

use rust_decimal::Decimal;
use serde_json::{Map, Value as Json, json};

use super::compare::{cell, title};
use super::document::{Block, Cell, Document, Heat, HeatCell, HeatRow, Table};
use super::inputs::noun;
use super::json::{exact, figure_value, number, scenario};
use crate::analysis::choice::By;
use crate::analysis::metrics::Figure;
use crate::analysis::sweep::{self, Axis};
use crate::analysis::variation::{Answer, Question, Value, Whose};
use crate::number::{Exact, Number};
use crate::scenario::Reading;
use crate::scenario::catalogue::{Holds, Key};
use crate::words::{grouped, money, plain, price};

/// A sweep and what it was asked.
#[derive(Debug)]
pub struct Swept<'r> {
    /// The question.
    pub question: Question<'r>,
    /// The keys and their values.
    pub axes: Vec<Axis>,
    /// The answers: for the first value of the first axis those of the second, and so on.
    pub cells: Vec<sweep::Cell>,
    /// The answer for the scenario as it is.
    pub base: sweep::Cell,
}

/// Marks of strategies.
pub(super) const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// What a metric is, in words.
#[must_use]
pub fn metric_words(question: &Question<'_>) -> String {
    let metric = question.metric.name.replace('_', " ");
    let strategies = &question.reading.scenario.strategies;
    match question.whose {
        _ if question.metric.of_today => format!("{metric} today"),
        Whose::Strategy(position) => format!("{metric} of {}", strategies[position].name),
        Whose::Best if question.by == By::NetProfit || question.by.name() == question.metric.name => {
            format!("{metric} of the best strategy")
        }
        Whose::Best => format!("{metric} of the best strategy by {}", question.by.name().replace('_', " ")),
    }
}

/// A figure for people.
#[must_use]
pub fn figure_words(figure: &Figure, decimals: u32) -> String {
    let words = match *figure {
        Figure::Money(amount) => amount.map(|amount| money(amount, decimals)),
        Figure::Price(amount) => amount.map(|amount| price(amount, decimals)),
        Figure::Hours(hours) => hours.map(|hours| plain(hours, 2)),
        Figure::Share(share) => share.map(|share| format!("{} %", plain(share * Exact::whole(100), 2))),
        Figure::Month(month) => month.map(|month| month.to_string()),
    };
    words.unwrap_or_else(|| "none".to_owned())
}

/// A value of a key for people.
#[must_use]
pub fn value_words(definition: &Key, value: Decimal) -> String {
    let percent = matches!(definition.holds, Holds::Share).then(|| value.checked_mul(Decimal::ONE_HUNDRED)).flatten();
    let (value, unit) = percent.map_or((value, ""), |percent| (percent, " %"));
    let value = value.normalize();
    format!("{}{unit}", grouped(value, value.scale()))
}

/// The value that a key has in the scenario as it is, where it is a number.
#[must_use]
pub fn value_today(reading: &Reading, key: &str) -> Option<Decimal> {
    Value::parse(&reading.in_force(key)?.value).map(|value| value.number)
}

impl Swept<'_> {
    fn decimals(&self) -> u32 {
        self.question.reading.scenario.currency.decimals()
    }

    fn columns(&self) -> usize {
        self.axes.get(1).map_or(1, |axis| axis.values.len())
    }

    /// The values of a cell.
    fn values(&self, position: usize) -> Vec<(&Axis, &Value)> {
        let columns = self.columns();
        let positions = [position / columns, position % columns];
        self.axes.iter().zip(positions).map(|(axis, position)| (axis, &axis.values[position])).collect()
    }

    /// The values of a cell in words.
    fn values_in_words(&self, position: usize) -> String {
        let words =
            |(axis, value): (&Axis, &Value)| format!("{} {}", axis.key, value_words(axis.definition, value.number));
        self.values(position).into_iter().map(words).collect::<Vec<_>>().join(" and ")
    }

    /// The position of the best cell; none where no cell has the figure, or all have the same.
    #[must_use]
    pub fn best(&self) -> Option<usize> {
        let number = |position: &usize| self.cells[*position].as_ref().ok()?.figure.number();
        let figures: Vec<(usize, Exact)> =
            (0..self.cells.len()).filter_map(|position| Some((position, number(&position)?))).collect();
        let better = |one: Exact, other: Exact| {
            if self.question.metric.less_is_better() { other.exceeds(one) } else { one.exceeds(other) }
        };
        let (best, highest) =
            figures.iter().copied().reduce(|best, next| if better(next.1, best.1) { next } else { best })?;
        figures.iter().any(|(_, figure)| better(highest, *figure)).then_some(best)
    }

    fn figure_cell(&self, answer: &Answer) -> Cell {
        cell(answer.figure, self.decimals())
    }

    fn name(&self, position: usize) -> &str {
        &self.question.reading.scenario.strategies[position].name
    }

    fn id(&self, answer: &Answer) -> Option<&str> {
        let position = match self.question.whose {
            Whose::Strategy(position) if !self.question.metric.of_today => Some(position),
            _ => answer.best,
        };
        position.map(|position| self.question.reading.scenario.strategies[position].id.as_str())
    }
}

/// The table for people.
#[must_use]
pub fn page(swept: &Swept<'_>) -> Document {
    let mut page = Document::default();
    page.add(Block::Title(title(swept.question.reading)));
    page.add(Block::Heat(heat(swept)));
    page
}

fn heat(swept: &Swept<'_>) -> Heat {
    let scenario = &swept.question.reading.scenario;
    let labels = |axis: &Axis| -> Vec<String> {
        axis.values.iter().map(|value| value_words(axis.definition, value.number)).collect()
    };
    let (rows, columns) = (&swept.axes[0], swept.axes.get(1));
    let best = swept.best();
    let mut strategies: Vec<usize> = swept.cells.iter().flatten().filter_map(|answer| answer.best).collect();
    strategies.sort_unstable();
    strategies.dedup();
    let mut refusals: Vec<String> = Vec::new();
    let mut cells = Vec::new();
    for (position, cell) in swept.cells.iter().enumerate() {
        let (cell, mark) = match cell {
            Ok(answer) => {
                let of = answer.best.and_then(|best| strategies.iter().position(|known| *known == best));
                let letter = of.filter(|_| strategies.len() > 1 && columns.is_some());
                let letter = letter.and_then(|of| LETTERS.chars().nth(of));
                (swept.figure_cell(answer), letter.map_or_else(String::new, String::from))
            }
            Err(refusal) => {
                let why = refusal.why();
                let known = refusals.iter().position(|known| *known == why).unwrap_or_else(|| {
                    refusals.push(why);
                    refusals.len() - 1
                });
                (Cell::Empty, format!("[{}]", known + 1))
            }
        };
        cells.push(HeatCell { cell, mark, best: best == Some(position) });
    }
    let one_by_one = strategies.len() > 1 && columns.is_none();
    let mut cells = cells.into_iter();
    let row = |(number, label): (usize, String)| HeatRow {
        label,
        cells: cells.by_ref().take(swept.columns()).collect(),
        remark: match &swept.cells[number * swept.columns()] {
            Ok(Answer { best: Some(best), .. }) if one_by_one => swept.name(*best).to_owned(),
            _ => String::new(),
        },
    };
    let rows_of = labels(rows).into_iter().enumerate().map(row).collect();
    let metric = swept.question.metric.name.replace('_', " ");
    Heat {
        title: format!("{}, by {}", metric_words(&swept.question), by(swept)),
        rows_heading: rows.key.clone(),
        columns_heading: columns.map_or_else(String::new, |axis| axis.key.clone()),
        remarks_heading: if one_by_one { "best".to_owned() } else { String::new() },
        columns: columns.map_or_else(|| vec![metric], labels),
        rows: rows_of,
        less_is_better: swept.question.metric.less_is_better(),
        notes: notes(swept, best, &strategies, &refusals, scenario.strategies.len()),
    }
}

/// What is varied, as nouns.
fn by(swept: &Swept<'_>) -> String {
    let nouns = swept.axes.iter().map(|axis| noun(&axis.key, &swept.question.reading.scenario));
    nouns.collect::<Vec<_>>().join(" and ")
}

fn notes(
    swept: &Swept<'_>,
    best: Option<usize>,
    strategies: &[usize],
    refusals: &[String],
    all_strategies: usize,
) -> Vec<String> {
    let mut notes = Vec::new();
    let text = |answer: &Answer| figure_words(&answer.figure, swept.decimals());
    match best.and_then(|best| Some((best, swept.cells[best].as_ref().ok()?))) {
        Some((best, answer)) => {
            let most = if swept.question.metric.less_is_better() { "least" } else { "most" };
            notes.push(format!("> the {most}: {} at {}.", text(answer), swept.values_in_words(best)));
        }
        None if swept.cells.iter().flatten().any(|answer| answer.figure.number().is_some()) => {
            notes.push("It is the same for all of these values.".to_owned());
        }
        None => {}
    }
    if let [one] = strategies
        && all_strategies > 1
    {
        notes.push(format!("The best is {} throughout.", swept.name(*one)));
    } else if swept.axes.len() > 1 {
        let legend = strategies
            .iter()
            .zip(LETTERS.chars())
            .map(|(position, letter)| format!("{letter} {}", swept.name(*position)));
        notes.extend(legend);
    }
    if let Ok(answer) = &swept.base {
        let today = swept.axes.iter().map(|axis| {
            let value = value_today(swept.question.reading, &axis.key);
            value.map_or_else(
                || format!("{} by default", axis.key),
                |value| format!("{} {}", axis.key, value_words(axis.definition, value)),
            )
        });
        let best = answer.best.map_or_else(String::new, |best| format!(", {}", swept.name(best)));
        notes.push(format!("As it is ({}): {}{best}.", today.collect::<Vec<_>>().join(", "), text(answer)));
    }
    notes.extend(refusals.iter().enumerate().map(|(number, why)| format!("[{}] {why}", number + 1)));
    notes
}

/// Every cell, for spreadsheets: a row each.
#[must_use]
pub fn figures(swept: &Swept<'_>) -> Table {
    const NAMES: [[&str; 2]; 2] = [["key", "value"], ["key_2", "value_2"]];
    let best = swept.best();
    Table::of_figures(swept.cells.iter().enumerate().map(|(position, outcome)| {
        let mut cells = Vec::new();
        for ([key, value], (axis, given)) in NAMES.into_iter().zip(swept.values(position)) {
            cells.push((key, Cell::text(axis.key.as_str())));
            cells.push((value, Cell::Share(exact(given.number))));
        }
        let answer = outcome.as_ref().ok();
        let id = answer.and_then(|answer| swept.id(answer));
        cells.push(("metric", Cell::text(swept.question.metric.name)));
        cells.push(("strategy", Cell::optional(id, Cell::text)));
        cells.push(("figure", Cell::optional(answer, |answer| swept.figure_cell(answer))));
        cells.push(("best", Cell::Truth(best == Some(position))));
        cells.push(("why_not", Cell::optional(outcome.as_ref().err(), |refusal| Cell::text(refusal.why()))));
        cells
    }))
}

/// `sweep --format json`.
#[must_use]
pub fn json(swept: &Swept<'_>) -> Json {
    let values = |position: usize| -> Map<String, Json> {
        let pairs = swept.values(position);
        pairs.into_iter().map(|(axis, value)| (axis.key.clone(), number(Some(exact(value.number))))).collect()
    };
    let outcome = |outcome: &sweep::Cell| match outcome {
        Ok(answer) => (swept.id(answer).map(str::to_owned), figure_value(&answer.figure), None),
        Err(refusal) => (None, Json::Null, Some(refusal.why())),
    };
    let cells = swept.cells.iter().enumerate().map(|(position, answer)| {
        let (strategy, figure, why_not) = outcome(answer);
        json!({ "values": values(position), "strategy": strategy, "figure": figure, "why_not": why_not })
    });
    let vary = swept.axes.iter().map(|axis| {
        let values = axis.values.iter().map(|value| number(Some(exact(value.number))));
        json!({ "key": axis.key, "values": values.collect::<Vec<_>>() })
    });
    let asked = match swept.question.whose {
        Whose::Strategy(position) => Some(swept.question.reading.scenario.strategies[position].id.clone()),
        Whose::Best => None,
    };
    let (strategy, figure, why_not) = outcome(&swept.base);
    json!({
        "schema": "uprate.sweep.v1",
        "scenario": scenario(swept.question.reading),
        "vary": vary.collect::<Vec<_>>(),
        "metric": swept.question.metric.name,
        "strategy": asked,
        "by": swept.question.by.name(),
        "as_it_is": { "strategy": strategy, "figure": figure, "why_not": why_not },
        "best": swept.best().map(values),
        "cells": cells.collect::<Vec<_>>(),
    })
}
