//! Results as JSON: stable, one object a scenario, numbers written out in full, shares as fractions, dates by ISO 8601.

use serde_json::{Map, Value, json};

use super::metrics::{self, Figure};
use super::{check, moves, reason};
use crate::analysis::cash::Counted;
use crate::analysis::choice::RuledOut;
use crate::analysis::comparison::Comparison;
use crate::engine::break_even::BreakEven;
use crate::engine::evaluation::Evaluated;
use crate::engine::moves::Move;
use crate::number::Exact;
use crate::scenario::warning::Warning;
use crate::scenario::{Overridden, Reading};

/// `compare --format json`.
#[must_use]
pub fn compare(reading: &Reading, comparison: &Comparison, warnings: &[Warning]) -> Value {
    let choice = &comparison.choice;
    let decimals = comparison.scenario.currency.decimals();
    let id = |position: usize| comparison.scenario.strategies[position].id.clone();
    let strategies: Vec<Value> = comparison
        .evaluation
        .strategies
        .iter()
        .enumerate()
        .map(|(position, evaluated)| {
            let strategy = &comparison.scenario.strategies[position];
            entries([
                ("id", json!(strategy.id)),
                ("kind", json!(strategy.way.kind().code())),
                ("name", json!(strategy.name)),
                ("moves", evaluated.moves.iter().map(|scheduled| a_move(scheduled, decimals)).collect()),
                ("totals", object(&metrics::totals(&evaluated.totals))),
                ("break_even", break_even(&evaluated.break_even)),
                ("distribution", object(&metrics::distribution(evaluated))),
                ("ruled_out", ruled_out(choice.ruled_out[position].as_ref())),
                ("cash_runs_out", cash_runs_out(comparison, position)),
                ("dominated_by", json!(choice.dominated_by[position].map(id))),
                ("beyond_last_answer", json!(evaluated.course.beyond_last_answer)),
            ])
        })
        .collect();
    let floor = comparison.evaluation.floor.map(|floor| {
        entries([
            ("month", json!(floor.month)),
            ("price", number(Some(floor.price))),
            ("raise", number(Some(floor.raise))),
            ("extra_hours", number(floor.extra_hours)),
        ])
    });
    let recommendation = entries([
        ("strategy", json!(choice.best.ok().map(id))),
        ("runner_up", json!(choice.runner_up.map(id))),
        ("lead", number(choice.lead)),
        ("close_call", json!(choice.close_call)),
        ("reason", json!(reason::reason(comparison))),
    ]);
    entries([
        ("schema", json!("uprate.compare.v1")),
        ("scenario", scenario(reading)),
        ("today", object(&metrics::today(&comparison.evaluation.basis.today))),
        ("floor", floor.into()),
        ("strategies", Value::Array(strategies)),
        ("recommendation", recommendation),
        ("warnings", json!(warnings)),
    ])
}

/// `project --format json`: the months of some strategies.
#[must_use]
pub fn project(reading: &Reading, comparison: &Comparison, positions: &[usize]) -> Value {
    let strategies: Vec<Value> = positions
        .iter()
        .map(|position| {
            let id = &comparison.scenario.strategies[*position].id;
            json!({
                "id": id,
                "cash_runs_out": cash_runs_out(comparison, *position),
                "months": months(&comparison.evaluation.strategies[*position]),
            })
        })
        .collect();
    json!({ "schema": "uprate.project.v1", "scenario": scenario(reading), "strategies": strategies })
}

/// `check --format json`: what is in force, where it came from, and what was noticed.
#[must_use]
pub fn checked(reading: &Reading, comparison: &Comparison, warnings: &[Warning]) -> Value {
    let values: Vec<Value> = reading
        .ledger
        .iter()
        .map(|entry| {
            let range = entry.range.map(|range| {
                json!({
                    "low": number(Some(exact(range.low))),
                    "base": number(Some(exact(range.base))),
                    "high": number(Some(exact(range.high))),
                    "dist": range.distribution.name(),
                })
            });
            json!({
                "key": entry.key,
                "value": check::value_in_force(entry, comparison).0,
                "unit": entry.unit(),
                "origin": entry.origin.name(),
                "line": check::line_in_file(reading, entry),
                "range": range,
            })
        })
        .collect();
    json!({
        "schema": "uprate.check.v1",
        "scenario": scenario(reading),
        "values": values,
        "warnings": warnings,
    })
}

/// What rules a strategy out: by what, and why; null where nothing does.
pub(super) fn ruled_out(ruled_out: Option<&RuledOut<Exact>>) -> Value {
    ruled_out.map(|ruled_out| json!({ "by": ruled_out.by(), "why": reason::why(ruled_out) })).into()
}

/// How the cash may run out in some outcome of a strategy, whether that rules it out or not; null where it does not or no
/// cash is given.
pub(super) fn cash_runs_out(comparison: &Comparison, position: usize) -> Value {
    let outlook = comparison.cash.get(position);
    let out = outlook.and_then(|outlook| Some((outlook, outlook.runs_out()?)));
    out.map(|(outlook, (counted, out))| {
        let lowest = outlook.counted(counted);
        json!({
            "month": out.month,
            "gone_in_month": out.gone_in_month,
            "chance": number(out.chance),
            "below_zero": number(Some(-lowest.lowest)),
            "lowest_in_month": lowest.lowest_in,
            "counted": if counted == Counted::Paid { "paid" } else { "earned" },
        })
    })
    .into()
}

pub(super) fn scenario(reading: &Reading) -> Value {
    let scenario = &reading.scenario;
    let value = |given: &Overridden| given.number.map_or_else(|| json!(given.text), |value| number(Some(exact(value))));
    let overrides: Map<String, Value> =
        reading.overrides.iter().map(|given| (given.key.clone(), value(given))).collect();
    json!({
        "title": scenario.title,
        "client": scenario.client.name,
        "currency": scenario.currency.code(),
        "start": scenario.start.to_string(),
        "months": scenario.months,
        "overrides": overrides,
    })
}

fn months(evaluated: &Evaluated<Exact>) -> Vec<Value> {
    evaluated
        .months
        .iter()
        .map(|month| {
            let mut row = Map::new();
            row.insert("month".to_owned(), json!(month.month));
            row.insert("from".to_owned(), json!(month.from.to_string()));
            row.insert("to".to_owned(), json!(month.to.to_string()));
            row.extend(metrics::month(month).iter().map(|(name, figure)| ((*name).to_owned(), figure_value(figure))));
            Value::Object(row)
        })
        .collect()
}

fn a_move(scheduled: &Move<Exact>, decimals: u32) -> Value {
    json!({
        "served": scheduled.served.to_string(),
        "effective": scheduled.effective.to_string(),
        "month": scheduled.month,
        "what": moves::what(&scheduled.parts, decimals),
    })
}

fn break_even(break_even: &BreakEven<Exact>) -> Value {
    let accept = break_even.accept.map(|accept| {
        let (kind, chance) = metrics::accept_break_even(accept);
        json!({ "kind": kind, "chance": number(chance) })
    });
    json!({ "accept": accept, "hour_value": number(break_even.hour_value), "volume_loss": number(break_even.volume_loss) })
}

/// An object of values that are there already: `json!` would write and read each of them again.
fn entries<const COUNT: usize>(entries: [(&str, Value); COUNT]) -> Value {
    Value::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

fn object(figures: &[(&'static str, Figure)]) -> Value {
    Value::Object(figures.iter().map(|(name, figure)| ((*name).to_owned(), figure_value(figure))).collect())
}

pub(super) fn figure_value(figure: &Figure) -> Value {
    match figure {
        Figure::Money(value) | Figure::Price(value) | Figure::Hours(value) | Figure::Share(value) => number(*value),
        Figure::Month(month) => json!(month),
    }
}

/// A number with all the digits that are certain.
pub(super) fn number(value: Option<Exact>) -> Value {
    value.map_or(Value::Null, |value| number_or_text(&value.settled().to_string()))
}

pub(super) fn exact(value: rust_decimal::Decimal) -> Exact {
    use crate::number::Number;
    Exact::from_decimal(value)
}

/// A JSON number where the text is one, as it is written.
fn number_or_text(text: &str) -> Value {
    text.parse::<serde_json::Number>().map_or_else(|_| Value::String(text.to_owned()), Value::Number)
}
