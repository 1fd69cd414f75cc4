//! The charts of the decision: revenue against hours, and price and presence over the months.

use crate::analysis::comparison::Comparison;
use crate::engine::evaluation::Evaluated;
use crate::number::{Exact, Number};
use crate::report::document::{Scatter, ScatterPoint, StepPanel, StepRow, StepSeries, Steps};
use crate::report::reason;
use crate::report::strategies::{is_judged, short_month};
use crate::words::{alike, count, percent, signed};

/// Total revenue against hours worked, with the net profit beside each name.
pub fn revenue_against_hours(comparison: &Comparison) -> Scatter {
    let strategies = comparison.scenario.strategies.iter().zip(&comparison.evaluation.strategies).enumerate();
    let point = |(position, (strategy, evaluated)): (usize, (&crate::domain::Strategy<Exact>, &Evaluated<Exact>))| {
        ScatterPoint {
            label: strategy.name.clone(),
            across: evaluated.totals.hours_worked,
            up: evaluated.totals.total_revenue,
            beside: evaluated.totals.net_profit,
            recommended: comparison.choice.best == Ok(position),
        }
    };
    let what = if is_judged(comparison) { "expected" } else { "if all is accepted" };
    let whole = reason::in_whole_units(comparison);
    Scatter {
        title: format!("Total revenue against hours worked in {}, {what}", count(comparison.scenario.months, "month")),
        across: "hours worked".to_owned(),
        up: "total revenue".to_owned(),
        beside: "net profit".to_owned(),
        decimals: if whole { 0 } else { comparison.scenario.currency.decimals() },
        points: strategies.map(point).collect(),
    }
}

/// What the client is asked for, and the chance that it is there, month by month.
pub fn price_and_presence(comparison: &Comparison) -> Steps {
    let strategies = &comparison.evaluation.strategies;
    let months = comparison.scenario.months;
    // Today's bill is on the axis whatever is asked.
    let all = || strategies.iter().flat_map(|evaluated| evaluated.course.months.iter().map(|month| month.bill_index));
    let (low, high) =
        all().fold((Exact::ONE, Exact::ONE), |(low, high), index| (low.smaller(index), high.larger(index)));
    let height = |index: Exact| if low < high { ((index - low) / (high - low)).to_f64() } else { 0.0 };
    let row = |(position, evaluated): (usize, &Evaluated<Exact>)| StepRow {
        label: comparison.scenario.strategies[position].name.clone(),
        series: vec![asked(comparison, evaluated, &height), presence(evaluated)],
        recommended: comparison.choice.best == Ok(position),
    };
    let mut rows: Vec<StepRow> = strategies.iter().enumerate().map(row).collect();
    for panel in 0..2 {
        alike(rows.iter_mut().map(|row| &mut row.series[panel].ends_at));
    }
    let there =
        if is_judged(comparison) { "Chance that it is there" } else { "Chance that it is there, if all is accepted" };
    Steps {
        title: "Price and presence, month by month".to_owned(),
        ends: [short_month(comparison, 1), short_month(comparison, months)],
        months: months as usize,
        panels: vec![
            StepPanel { title: "Bill for the same work".to_owned(), line: (height(Exact::ONE), "today's bill") },
            StepPanel { title: there.to_owned(), line: (1.0, "certain: 100 %") },
        ],
        rows,
    }
}

/// The bill for the same work, as a multiple of today's: price, surcharges and fees.
fn asked(comparison: &Comparison, evaluated: &Evaluated<Exact>, height: &dyn Fn(Exact) -> f64) -> StepSeries {
    let end = evaluated.course.ends_in;
    let engaged = end.map_or(usize::MAX, |end| end as usize - 1);
    let months = evaluated.course.months.iter().take(engaged);
    let ends_at = match (end, evaluated.course.months.last()) {
        (Some(end), _) => format!("ends {}", short_month(comparison, end)),
        (None, Some(last)) if last.bill_index != Exact::ONE => signed(percent(last.bill_index - Exact::ONE)),
        _ => "as today".to_owned(),
    };
    StepSeries { heights: months.map(|month| height(month.bill_index)).collect(), ends_at }
}

/// The chance that the client is there.
fn presence(evaluated: &Evaluated<Exact>) -> StepSeries {
    let engaged = evaluated.course.ends_in.map_or(usize::MAX, |end| end as usize - 1);
    let months = evaluated.months.iter().take(engaged);
    StepSeries {
        heights: months.map(|month| month.still_there.to_f64()).collect(),
        ends_at: percent(evaluated.totals.still_there),
    }
}
