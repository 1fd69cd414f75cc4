//! What the tool computed beside what the workbook computes.

use super::super::book::{Content, Look, Place, Role, Shows};
use super::super::expression::{Expression, Function, call, when};
use super::Plan;
use super::compare::{Figure, apart, farthest, largest};
use super::projection::Projection;
use crate::analysis::metrics::{self, Figure as Known};
use crate::number::{Exact, Number};

/// The first row of the figures.
const TOP: u32 = 5;

/// Up to this many units of the currency, hours or shares the two count as equal.
pub const TOLERANCE: f64 = 0.005;

/// Lays the figures out; the cell that says how far the two are apart at the most.
pub fn check(plan: &mut Plan<'_>, projections: &[Projection], figures: &[Figure]) -> Place {
    let says = "What uprate computed in decimals, what this workbook computes, and how far they are apart.";
    let sheet = plan.sheet("Check", says);
    let headings = ["strategy", "figure", "uprate", "this workbook", "apart"];
    for (column, heading) in (0..).zip(headings) {
        let shows = if column < 2 { Shows::Words } else { Shows::Count };
        plan.heading(Place { sheet, row: TOP - 1, column }, heading, shows);
    }
    let comparison = plan.comparison;
    let mut row = TOP;
    for (position, strategy) in comparison.scenario.strategies.iter().enumerate() {
        let known = metrics::totals(&comparison.evaluation.strategies[position].totals);
        let first = row;
        let asks = comparison.evaluation.strategies[position].course.asks > 0;
        for figure in figures {
            let value = known.iter().find(|(name, _)| *name == figure.name).and_then(|(_, known)| value(known));
            let value = value.filter(|_| asks || figure.name != "accepts").map(Number::to_f64);
            let content = value.map_or(Content::Text(String::new()), Content::Number);
            plan.book.put(Place { sheet, row, column: 2 }, content, Look::plain(figure.shows));
            let cell: Expression = figure.cells[position].into();
            put(plan, Place { sheet, row, column: 0 }, [&strategy.name, figure.says], cell.clone(), figure.shows);
            plan.formula(Place { sheet, row, column: 4 }, apart(cell, value), Shows::Number(6));
            row += 1;
        }
        let projection = &projections[position];
        let all = |column: super::Column| column.range(1, plan.months());
        let farthest = farthest(all(projection.net_profit), all(projection.known));
        let words = [&strategy.name, "net profit of a month, farthest apart"];
        for (column, words) in (0..).zip(words) {
            plan.book.put_text(Place { sheet, row, column }, words, Role::Plain);
        }
        plan.formula(Place { sheet, row, column: 4 }, farthest, Shows::Number(6));
        row += 1;
        debug_assert!(row > first, "a strategy has figures");
    }
    let column = |row| Place { sheet, row, column: 4 };
    let all = Expression::Range(column(TOP), column(row - 1));
    let most = largest(call(Function::Max, [all]));
    plan.book.put_text(Place { sheet, row: 2, column: 0 }, "Farthest apart", Role::Section);
    let most = plan.formula(column(2), most, Shows::Number(6));
    let agrees = when(
        Expression::from(most).below(TOLERANCE),
        Expression::Text("The workbook and uprate agree."),
        Expression::Text("An input was changed: the differences show what that does."),
    );
    plan.formula(Place { sheet, row: 2, column: 1 }, agrees, Shows::Words);
    plan.book.sheets[sheet].frozen = (TOP, 2);
    plan.book.sheets[sheet].repeated = Some((TOP - 1, TOP - 1));
    present_value(plan, projections, sheet, row + 1);
    most
}

/// The worth today by the function that spreadsheets have for it.
fn present_value(plan: &mut Plan<'_>, projections: &[Projection], sheet: usize, top: u32) {
    let comparison = plan.comparison;
    let Some(dates) = plan.valued_on else { return };
    let rate = plan.input_or("discount", comparison.scenario.discount);
    let money = plan.money();
    let strategies = comparison.scenario.strategies.iter().zip(projections);
    for (row, (position, (strategy, projection))) in (top..).zip(strategies.enumerate()) {
        let all = |column: super::Column| column.range(0, plan.months());
        let worth = call(Function::Xnpv, [rate.clone(), all(projection.net_profit), all(dates)]);
        // The function takes no rate below 0.
        let worth = when(rate.clone().below(0.0), Expression::Text(""), worth);
        let known = comparison.evaluation.strategies[position].totals.present_value.to_f64();
        plan.book.put(Place { sheet, row, column: 2 }, Content::Number(known), Look::plain(money));
        put(plan, Place { sheet, row, column: 0 }, [&strategy.name, "expected, worth today, by XNPV"], worth, money);
    }
}

fn put(plan: &mut Plan<'_>, place: Place, words: [&str; 2], formula: Expression, shows: Shows) {
    for (column, words) in (0..).zip(words) {
        plan.book.put_text(Place { column, ..place }, words, Role::Plain);
    }
    plan.formula(Place { column: 3, ..place }, formula, shows);
}

fn value(known: &Known<Exact>) -> Option<Exact> {
    match known {
        Known::Money(value) | Known::Price(value) | Known::Hours(value) | Known::Share(value) => *value,
        Known::Month(month) => month.map(Exact::whole),
    }
}
