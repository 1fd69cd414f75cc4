//! An explanation for other programs: every figure with its formula as data.

use std::collections::BTreeSet;

use serde_json::{Value, json as object};

use super::{Explained, Line, unit};
use crate::analysis::explain::Figure;
use crate::analysis::explain::tree::{Expression, Id, Origin};
use crate::report::check::line_in_file;
use crate::report::json::{number, scenario};

/// `explain --format json`.
#[must_use]
pub fn json(explained: &Explained<'_>) -> Value {
    let lines = explained.lines();
    let mut once = BTreeSet::new();
    let shown: BTreeSet<Id> = lines.listed.iter().map(|line| line.id).collect();
    let mut nodes = Vec::new();
    // What is shown with its formula anywhere is written with it.
    let in_full = |one: &&Line| explained.formula(one).is_some();
    for line in lines.listed.iter().filter(in_full).chain(&lines.listed) {
        if !once.insert(line.id) {
            continue;
        }
        let node = explained.node(line.id);
        let formula = explained.formula(line);
        let expression = match &node.origin {
            Origin::Formula(expression) if formula.is_some() => Some(expression),
            _ => None,
        };
        let all: Vec<Id> = expression.map_or_else(Vec::new, Expression::operands);
        let operation = expression.filter(|_| all.iter().all(|operand| shown.contains(operand))).map(operation);
        let operands: Vec<Id> = all.into_iter().filter(|operand| shown.contains(operand)).collect();
        let input = match &node.origin {
            Origin::Input(key) => {
                let entry = explained.entry(line.id);
                let origin = entry.map_or("default", |entry| entry.origin.name());
                let line = entry.and_then(|entry| line_in_file(explained.reading, entry));
                object!({ "key": key, "origin": origin, "line": line })
            }
            _ => Value::Null,
        };
        let why = match &node.origin {
            Origin::Fact(why) => Some(why),
            _ => None,
        };
        nodes.push((
            line.id,
            object!({
                "id": line.id,
                "figure": node.name,
                "month": node.month,
                "of": if node.whose.is_empty() { Value::Null } else { object!(node.whose) },
                "unit": unit(node.unit),
                "value": number(node.value),
                "formula": formula.as_ref().map(|[words, _]| words),
                "numbers": formula.as_ref().map(|[_, numbers]| numbers),
                "check": explained.check(line),
                "operation": operation,
                "operands": operands,
                "input": input,
                "why": why,
            }),
        ));
    }
    nodes.sort_by_key(|(id, _)| *id);
    let month = match explained.figure {
        Figure::OfMonth(_, month) => month,
        _ => None,
    };
    let strategy = &explained.comparison.scenario.strategies[explained.position].id;
    let root = explained.explanation.root;
    object!({
        "schema": "uprate.explain.v1",
        "scenario": scenario(explained.reading),
        "metric": explained.figure.name(),
        "strategy": explained.figure.is_of_strategy().then_some(strategy),
        "month": month,
        "value": number(explained.node(root).value),
        "root": root,
        "nodes": nodes.into_iter().map(|(_, node)| node).collect::<Vec<_>>(),
    })
}

/// A formula as data: an object of one key, the operation, and what it is of; a figure is `{"figure": id}`.
fn operation(expression: &Expression) -> Value {
    let figure = |id: &Id| object!({ "figure": id });
    let figures = |ids: &[Id]| ids.iter().map(figure).collect::<Vec<_>>();
    let both = |one: &Expression, other: &Expression| [operation(one), operation(other)];
    let pairs = |outcomes: &[(Id, Id)]| {
        let pair = |(value, chance): &(Id, Id)| object!({ "value": figure(value), "chance": figure(chance) });
        outcomes.iter().map(pair).collect::<Vec<_>>()
    };
    match expression {
        Expression::Of(id) => figure(id),
        Expression::Number(value) => object!({ "number": number(Some(*value)) }),
        Expression::Sum(terms) => {
            let term = |(minus, term): &(bool, Expression)| {
                if *minus { object!({ "minus": operation(term) }) } else { operation(term) }
            };
            object!({ "sum": terms.iter().map(term).collect::<Vec<_>>() })
        }
        Expression::Product(factors) => object!({ "product": factors.iter().map(operation).collect::<Vec<_>>() }),
        Expression::Quotient(one, other) => object!({ "quotient": both(one, other) }),
        Expression::Power(one, other) => object!({ "power": both(one, other) }),
        Expression::Larger(one, other) => object!({ "larger": both(one, other) }),
        Expression::Smaller(one, other) => object!({ "smaller": both(one, other) }),
        Expression::Rounded(one, step) => object!({ "rounded": both(one, step) }),
        Expression::RoundedUp(one, step) => object!({ "rounded_up": both(one, step) }),
        Expression::Months(ids) => object!({ "sum": figures(ids) }),
        Expression::Least(ids) => object!({ "least": figures(ids) }),
        Expression::NeverBehind(ids) => object!({ "first_month_never_below_0_again": figures(ids) }),
        Expression::Root(ids) => object!({ "root_of_polynomial": figures(ids) }),
        Expression::Logistic { half, slope, raise } => {
            object!({ "logistic": { "half": figure(half), "slope": figure(slope), "raise": figure(raise) } })
        }
        Expression::Quantile { share, outcomes } => {
            object!({ "quantile": { "share": number(Some(*share)), "outcomes": pairs(outcomes) } })
        }
        Expression::ChanceAbove { level, outcomes } => {
            object!({ "chance_above": { "level": figure(level), "outcomes": pairs(outcomes) } })
        }
    }
}
