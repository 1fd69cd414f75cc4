//! What no formula of the workbook computes: the floor, the break-evens and how far it may come out, as uprate computed them.

use super::super::book::{Content, Look, Place, Role, Shows};
use super::super::expression::{Expression, when};
use super::Plan;
use super::check::TOLERANCE;
use crate::analysis::metrics;
use crate::number::{Exact, Number};

/// The row of the floor's heading.
const FLOOR: u32 = 4;

/// The row of the strategies' headings.
const STRATEGIES: u32 = FLOOR + 7;

/// Lays the figures out; `apart` is how far the workbook is from what uprate computed.
pub fn fixed(plan: &mut Plan<'_>, apart: Place) {
    let says = "What uprate computed of the scenario as it stands. These figures follow no input: ask uprate again.";
    let sheet = plan.sheet("Fixed", says);
    let holds = when(
        Expression::from(apart).below(TOLERANCE),
        Expression::Text("No input was changed: they hold."),
        Expression::Text("An input was changed: these are the figures of before."),
    );
    plan.formula(Place { sheet, row: 2, column: 0 }, holds, Shows::Words);
    floor(plan, sheet);
    strategies(plan, sheet);
    plan.book.sheets[sheet].frozen = (0, 1);
}

/// The floor, a figure a row.
fn floor(plan: &mut Plan<'_>, sheet: usize) {
    let at = |row| Place { sheet, row, column: 0 };
    plan.heading(at(FLOOR), "your floor", Shows::Words);
    plan.heading(at(FLOOR).right(), "", Shows::Number(2));
    let floor = plan.comparison.evaluation.floor.as_ref();
    let rows = [
        ("from month", floor.map(|floor| Exact::whole(floor.month)), Shows::Count),
        ("lowest price", floor.map(|floor| floor.price), Shows::Number(plan.decimals.max(2))),
        ("against today's price", floor.map(|floor| floor.raise), Shows::Change(1)),
        ("or: extra hours a month that have to go", floor.and_then(|floor| floor.extra_hours), Shows::Number(1)),
    ];
    for (row, (says, value, shows)) in (FLOOR + 1..).zip(rows) {
        plan.book.put_text(at(row), says, Role::Plain);
        value_at(plan, at(row).right(), value, shows);
    }
}

/// The break-evens and the distribution, a strategy a row.
fn strategies(plan: &mut Plan<'_>, sheet: usize) {
    let comparison = plan.comparison;
    let money = plan.money();
    let columns = [
        ("break-evens and distribution", Shows::Words),
        ("pays if it accepts", Shows::Words),
        ("with a chance of", Shows::Share(1)),
        ("worth of a freed hour from which it pays", Shows::Number(plan.decimals.max(2))),
        ("work that may be lost", Shows::Share(1)),
        ("worst", money),
        ("one in ten at most", money),
        ("every other at most", money),
        ("nine in ten at most", money),
        ("chance to beat doing nothing", Shows::Share(1)),
    ];
    for (column, (says, shows)) in (0..).zip(columns) {
        plan.heading(Place { sheet, row: STRATEGIES, column }, says, shows);
    }
    let evaluated = comparison.scenario.strategies.iter().zip(&comparison.evaluation.strategies);
    for (row, (strategy, evaluated)) in (STRATEGIES + 1..).zip(evaluated) {
        let (break_even, spread) = (&evaluated.break_even, &evaluated.distribution);
        let (kind, chance) = break_even.accept.map_or(("", None), metrics::accept_break_even);
        for (column, words) in (0..).zip([strategy.name.as_str(), kind]) {
            plan.book.put_text(Place { sheet, row, column }, words, Role::Plain);
        }
        let quantiles = [spread.worst, spread.p10, spread.p50, spread.p90, spread.chance_better].map(Some);
        let values = [chance, break_even.hour_value, break_even.volume_loss].into_iter().chain(quantiles);
        for ((column, value), (_, shows)) in (2..).zip(values).zip(&columns[2..]) {
            value_at(plan, Place { sheet, row, column }, value, *shows);
        }
    }
}

fn value_at(plan: &mut Plan<'_>, place: Place, value: Option<Exact>, shows: Shows) {
    let content = value.map_or(Content::Text(String::new()), |value| Content::Number(value.to_f64()));
    plan.book.put(place, content, Look { shows, role: Role::Fixed });
}
