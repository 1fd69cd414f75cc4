//! What `diff` writes for other programs: every input and every result.

use serde_json::{Map, Value, json};

use super::{Compared, Pair, inputs_of, no_figure};
use crate::analysis::attribution::{Stage, Step};
use crate::analysis::comparison::Comparison;
use crate::number::Exact;
use crate::report::check::{line_in_file, value_in_force};
use crate::report::document::{Cell, Table};
use crate::report::json::{exact, figure_value, number, scenario};
use crate::report::metrics::Figure;
use crate::scenario::difference::ChangedInput;
use crate::scenario::ledger::InForce;

/// The difference of two numbers as they are written out, so that what is written adds up.
fn written_change(before: Option<Exact>, after: Option<Exact>) -> Option<Exact> {
    before.zip(after).and_then(|(one, other)| other.settled().checked_sub(one.settled())).map(exact)
}

/// The strategy that a figure is of: the one that was asked for, else the best.
fn asked_or(compared: &Compared<'_>, best: Option<&(String, String)>) -> Cell {
    let id = compared.asked.strategy.as_deref().or(best.map(|(id, _)| id.as_str()));
    Cell::optional(id, Cell::text)
}

/// Where a value comes from, as a word that no spreadsheet takes for a formula.
fn origin(from: &str) -> &str {
    if from.starts_with('-') { "override" } else { from }
}

/// Every input and every result, for spreadsheets: a row each.
#[must_use]
pub fn figures(compared: &Compared<'_>) -> Table {
    let text = |words: &str| if words.is_empty() { Cell::Empty } else { Cell::text(words) };
    let mut rows = Vec::new();
    let (steps, mut before): (Vec<Step>, Option<Exact>) = match compared.attribution {
        Ok(attribution) => (attribution.steps.clone(), attribution.before.figure.number()),
        Err(_) => (Vec::new(), None),
    };
    let mut steps = steps.into_iter().peekable();
    let mut number = 1;
    for (position, change) in compared.difference.changes().iter().enumerate() {
        let ends = steps.peek().is_some_and(|step| step.changes.end == position + 1);
        for (of_change, input) in change.inputs.iter().enumerate() {
            let (old, old_from) = compared.value(0, input.from.as_ref());
            let (new, new_from) = compared.value(1, input.to.as_ref());
            let is_last = ends && of_change + 1 == change.inputs.len();
            let then = steps.peek().filter(|_| is_last).and_then(|step| step.then.figure.number());
            let makes = written_change(before, then);
            let best = steps.peek().filter(|_| is_last).and_then(|step| step.then.best.as_ref());
            rows.push(vec![
                ("what", Cell::text("input")),
                ("step", Cell::Count(number)),
                ("key", Cell::text(input.key.as_str())),
                ("strategy", asked_or(compared, best)),
                ("before", text(&old)),
                ("before_from", text(origin(&old_from))),
                ("after", text(&new)),
                ("after_from", text(origin(&new_from))),
                ("metric", Cell::text(compared.asked.metric.full_name())),
                ("change", Cell::optional(makes, Cell::Share)),
                ("then", Cell::optional(then, Cell::Share)),
            ]);
            before = then.or(before);
        }
        if ends {
            steps.next();
            number += 1;
        }
    }
    if let Ok(attribution) = compared.attribution {
        let (start, end) = (&attribution.before, attribution.after());
        let (old, new) = (start.figure.number(), end.figure.number());
        rows.push(vec![
            ("what", Cell::text("total")),
            ("step", Cell::Empty),
            ("key", Cell::Empty),
            ("strategy", asked_or(compared, end.best.as_ref())),
            ("before", Cell::optional(old, Cell::Share)),
            ("before_from", Cell::Empty),
            ("after", Cell::optional(new, Cell::Share)),
            ("after_from", Cell::Empty),
            ("metric", Cell::text(compared.asked.metric.full_name())),
            ("change", Cell::optional(written_change(old, new), Cell::Share)),
            ("then", Cell::optional(new, Cell::Share)),
        ]);
    }
    for Pair { id, metric, figures, .. } in compared.pairs() {
        let number = |figure: &Option<Figure>| figure.and_then(Figure::number);
        let plain = |number: Option<Exact>| Cell::optional(number, Cell::Share);
        let change = written_change(number(&figures[0]), number(&figures[1]));
        rows.push(vec![
            ("what", Cell::text("result")),
            ("step", Cell::Empty),
            ("key", Cell::Empty),
            ("strategy", Cell::text(id)),
            ("before", plain(number(&figures[0]))),
            ("before_from", Cell::Empty),
            ("after", plain(number(&figures[1]))),
            ("after_from", Cell::Empty),
            ("metric", Cell::text(metric.full_name())),
            ("change", plain(change)),
            ("then", Cell::Empty),
        ]);
    }
    Table::of_figures(rows)
}

/// `diff --format json`.
#[must_use]
pub fn json(compared: &Compared<'_>) -> Value {
    let side = |side: usize, entry: Option<&InForce>| {
        entry.map(|entry| {
            json!({
                "value": value_in_force(entry, compared.comparisons[side]).0,
                "origin": entry.origin.name(),
                "line": line_in_file(compared.readings[side], entry),
            })
        })
    };
    let input = |input: &ChangedInput| json!({ "key": input.key, "before": side(0, input.from.as_ref()), "after": side(1, input.to.as_ref()) });
    let stage = |stage: &Stage| json!({ "figure": figure_value(&stage.figure), "strategy": stage.best.as_ref().map(|(id, _)| id) });
    let changes = compared.difference.changes();
    let inputs: Vec<Value> = changes.iter().flat_map(|change| &change.inputs).map(input).collect();
    let attribution = compared.attribution.ok().map(|attribution| {
        let mut before = &attribution.before;
        let steps = attribution.steps.iter().map(|step| {
            let change = written_change(before.figure.number(), step.then.figure.number());
            before = &step.then;
            json!({
                "inputs": inputs_of(compared, step).iter().map(|input| input.key.as_str()).collect::<Vec<_>>(),
                "why_together": step.why_together,
                "change": number(change),
                "then": stage(&step.then),
            })
        });
        let steps: Vec<Value> = steps.collect();
        let after = attribution.after();
        let change = written_change(attribution.before.figure.number(), after.figure.number());
        json!({
            "before": stage(&attribution.before),
            "after": stage(after),
            "change": number(change),
            "steps": steps,
        })
    });
    let why_not = compared.attribution.err().map(|(side, refusal)| no_figure(compared, *side, refusal));
    let recommendation = |comparison: &Comparison| {
        comparison.choice.best.ok().map(|best| comparison.scenario.strategies[best].id.clone())
    };
    let pairs = compared.pairs();
    let results = pairs.chunk_by(|one, other| one.metric == other.metric).map(|pairs| {
        let strategies = pairs.iter().map(|pair| {
            let [before, after] = &pair.figures;
            let value = |figure: &Option<Figure>| figure.as_ref().map_or(Value::Null, figure_value);
            let exact = |figure: &Option<Figure>| figure.and_then(Figure::number);
            json!({
                "id": pair.id,
                "before": value(before),
                "after": value(after),
                "change": number(written_change(exact(before), exact(after))),
            })
        });
        (pairs[0].metric.full_name(), strategies.collect())
    });
    let results: Map<String, Value> = results.collect();
    json!({
        "schema": "uprate.diff.v1",
        "before": scenario(compared.readings[0]),
        "after": scenario(compared.readings[1]),
        "inputs": inputs,
        "metric": compared.asked.metric.full_name(),
        "strategy": compared.asked.strategy,
        "by": compared.asked.by.name(),
        "attribution": attribution,
        "why_not": why_not,
        "recommendation": { "before": recommendation(compared.comparisons[0]), "after": recommendation(compared.comparisons[1]) },
        "results": results,
    })
}
