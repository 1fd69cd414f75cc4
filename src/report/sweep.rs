//! What `sweep` says: a figure for many values of one key or two.

use rust_decimal::Decimal;
use serde_json::{Map, Value as Json, json};

use super::compare::{cell, title};
use super::document::{Block, Cell, Document, Heat, HeatCell, HeatRow, Table};
use super::inputs::{exact_cell, noun};
use super::json::{exact, figure_value, number, scenario};
use crate::analysis::choice::By;
use crate::analysis::metrics::Figure;
use crate::analysis::sweep::{self, Axis};
use crate::analysis::variation::{Ahead, Answer, Question, Value, Whose};
use crate::number::{Exact, Number};
use crate::scenario::Reading;
use crate::scenario::catalogue::{Holds, Key};
use crate::words::{capitalised, grouped, money, plain, price};

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
    let metric = question.metric.words();
    let strategies = &question.reading.scenario.strategies;
    match question.whose {
        _ if question.metric.is_of_all() => metric,
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

/// The value that a key has in the scenario as it is, where it is a number; of a range the base case.
#[must_use]
pub fn value_today(reading: &Reading, key: &str) -> Option<Decimal> {
    let entry = reading.in_force(key)?;
    entry.range.map(|range| range.base).or_else(|| Value::parse(&entry.value).map(|value| value.number))
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

    /// The positions of the best cells, which are equal; none where no cell has the figure, or all have the same.
    #[must_use]
    pub fn best(&self) -> Vec<usize> {
        let figures: Vec<(usize, Standing)> =
            (0..self.cells.len()).filter_map(|position| Some((position, self.standing(position)?))).collect();
        let better = |one: Standing, other: Standing| {
            if self.question.metric.less_is_better() { other.exceeds(one) } else { one.exceeds(other) }
        };
        let standings = figures.iter().map(|(_, standing)| *standing);
        let Some(best) = standings.clone().reduce(|best, next| if better(next, best) { next } else { best }) else {
            return Vec::new();
        };
        if !standings.clone().any(|standing| better(best, standing)) {
            return Vec::new();
        }
        figures.iter().filter(|(_, standing)| !better(best, *standing)).map(|(position, _)| *position).collect()
    }

    /// How a cell compares with others; none where it has nothing to compare.
    fn standing(&self, position: usize) -> Option<Standing> {
        let answer = self.cells[position].as_ref().ok()?;
        match (answer.figure.number(), answer.ahead) {
            (Some(number), _) => Some(Standing::Number(number)),
            (None, Some(Ahead::Always)) => Some(Standing::Always),
            (None, Some(Ahead::Never)) => Some(Standing::Never),
            (None, None) => None,
        }
    }

    /// A figure in words; that a strategy is ahead with any chance, or with none, is one too.
    fn words(&self, answer: &Answer) -> String {
        match answer.ahead {
            Some(Ahead::Always) => "always ahead".to_owned(),
            Some(Ahead::Never) => "never ahead".to_owned(),
            None => figure_words(&answer.figure, self.decimals()),
        }
    }

    fn figure_cell(&self, answer: &Answer) -> Cell {
        cell(answer.figure, self.decimals())
    }

    fn name(&self, position: usize) -> &str {
        &self.question.reading.scenario.strategies[position].name
    }

    fn id(&self, answer: &Answer) -> Option<&str> {
        let position = match self.question.whose {
            Whose::Strategy(position) if !self.question.metric.is_of_all() => Some(position),
            _ => answer.best,
        };
        position.map(|position| self.question.reading.scenario.strategies[position].id.as_str())
    }
}

/// How a cell compares with others: a chance that is needed, or that none is, or that none is enough.
#[derive(Clone, Copy, Debug)]
enum Standing {
    Always,
    Number(Exact),
    Never,
}

impl Standing {
    fn exceeds(self, other: Self) -> bool {
        match (self, other) {
            (Self::Number(one), Self::Number(other)) => one.exceeds(other),
            (Self::Always, _) | (_, Self::Never) => false,
            (_, Self::Always) | (Self::Never, _) => true,
        }
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
                let shown = match answer.ahead {
                    Some(Ahead::Always) => Cell::text("always"),
                    Some(Ahead::Never) => Cell::text("never"),
                    None => swept.figure_cell(answer),
                };
                (shown, letter.map_or_else(String::new, String::from))
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
        cells.push(HeatCell { cell, mark, best: best.contains(&position) });
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
        title: capitalised(&format!("{}, by {}", metric_words(&swept.question), by(swept))),
        rows_heading: rows.key.clone(),
        columns_heading: columns.map_or_else(String::new, |axis| axis.key.clone()),
        remarks_heading: if one_by_one { "best".to_owned() } else { String::new() },
        columns: columns.map_or_else(|| vec![metric], labels),
        rows: rows_of,
        less_is_better: swept.question.metric.less_is_better(),
        best: best_in_words(swept, &best),
        notes: notes(swept, &best, &strategies, &refusals, scenario.strategies.len()),
    }
}

/// What is varied, as nouns.
fn by(swept: &Swept<'_>) -> String {
    let nouns = swept.axes.iter().map(|axis| noun(&axis.key, &swept.question.reading.scenario));
    nouns.collect::<Vec<_>>().join(" and ")
}

/// Which cell is the best; empty where none is.
fn best_in_words(swept: &Swept<'_>, best: &[usize]) -> String {
    let answer = best.first().and_then(|first| Some((*first, swept.cells[*first].as_ref().ok()?)));
    let Some((first, answer)) = answer else { return String::new() };
    let what = match answer.ahead {
        Some(_) => swept.words(answer),
        None if swept.question.metric.less_is_better() => format!("the least: {}", swept.words(answer)),
        None => format!("the most: {}", swept.words(answer)),
    };
    let others = if best.len() > 1 { format!(", the first of {} that are equal", best.len()) } else { String::new() };
    format!("{what} at {}{others}.", swept.values_in_words(first))
}

fn notes(
    swept: &Swept<'_>,
    best: &[usize],
    strategies: &[usize],
    refusals: &[String],
    all_strategies: usize,
) -> Vec<String> {
    let mut notes = Vec::new();
    let text = |answer: &Answer| swept.words(answer);
    let with_figure = (0..swept.cells.len()).filter(|position| swept.standing(*position).is_some()).count();
    match (with_figure, swept.cells.len()) {
        (0, _) | (1, 1) => {}
        _ if !best.is_empty() => {}
        (1, all) => notes.push(format!("Only one of these {all} values has the figure.")),
        (some, all) if some == all => notes.push("It is the same for all of these values.".to_owned()),
        (some, all) => notes.push(format!("It is the same for the {some} of these {all} values that have it.")),
    }
    if let [one] = strategies
        && all_strategies > 1
        && with_figure > 1
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
            let reading = swept.question.reading;
            let is_range = reading.in_force(&axis.key).is_some_and(|entry| entry.range.is_some());
            let likely = if is_range { ", the likely value" } else { "" };
            value_today(reading, &axis.key).map_or_else(
                || format!("{} by default", axis.key),
                |value| format!("{} {}{likely}", axis.key, value_words(axis.definition, value)),
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
            cells.push((value, exact_cell(axis.definition, exact(given.number))));
        }
        let answer = outcome.as_ref().ok();
        let id = answer.and_then(|answer| swept.id(answer));
        cells.push(("metric", Cell::text(swept.question.metric.full_name())));
        cells.push(("strategy", Cell::optional(id, Cell::text)));
        cells.push(("figure", Cell::optional(answer, |answer| swept.figure_cell(answer))));
        cells.push(("best", Cell::Truth(best.contains(&position))));
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
    let best: Vec<_> = swept.best().into_iter().map(values).collect();
    let ahead = |outcome: &sweep::Cell| match outcome.as_ref().ok().and_then(|answer| answer.ahead) {
        Some(Ahead::Always) => Some("always"),
        Some(Ahead::Never) => Some("never"),
        None => None,
    };
    let cells = swept.cells.iter().enumerate().map(|(position, answer)| {
        let (strategy, figure, why_not) = outcome(answer);
        let values = values(position);
        json!({ "values": values, "strategy": strategy, "figure": figure, "ahead": ahead(answer), "why_not": why_not })
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
        "metric": swept.question.metric.full_name(),
        "strategy": asked,
        "by": swept.question.by.name(),
        "as_it_is": { "strategy": strategy, "figure": figure, "why_not": why_not },
        "best": best.first(),
        "equally_good": best,
        "cells": cells.collect::<Vec<_>>(),
    })
}
