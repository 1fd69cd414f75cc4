//! Charts of the strategies.

use super::super::book::{Chart, ChartKind, Place, Series, Shows};
use super::compare::Figure;
use super::months::Months;
use super::projection::Projection;
use super::{Column, Plan};

/// The row of the first chart, and the rows that each takes.
const TOP: u32 = 3;
const ROWS: u32 = 21;

/// The charts, one below the other.
pub fn charts(plan: &mut Plan<'_>, sheet: usize, projections: &[Projection], months: &Months, figures: &[Figure]) {
    let money = Shows::Number(0);
    let last = plan.months();
    let figure = |name: &str| figures.iter().find(|figure| figure.name == name);
    let name = |cell: Place| Place { column: 0, ..cell };
    let lines = |of: fn(&Projection) -> Column| -> Vec<Series> {
        projections
            .iter()
            .zip(figures.first().map_or(&[][..], |figure| &figure.cells))
            .map(|(projection, cell)| Series {
                name: name(*cell),
                along: (months.number.place(0), months.number.place(last)),
                heights: (of(projection).place(0), of(projection).place(last)),
            })
            .collect()
    };
    let mut add = |number: u32, kind, title: &str, axes: [&str; 2], shows, series| {
        let words = format!(
            "{title}: {} against {}, a {} a strategy.",
            axes[1],
            axes[0],
            match kind {
                ChartKind::Lines => "line",
                ChartKind::Points => "point",
            }
        );
        plan.book.sheets[sheet].charts.push(Chart {
            title: title.to_owned(),
            kind,
            axes: axes.map(str::to_owned),
            shows,
            words,
            series,
            at: (TOP + number * ROWS, 0),
        });
    };
    if let (Some(hours), Some(revenue)) = (figure("hours_worked"), figure("total_revenue")) {
        let points = hours.cells.iter().zip(&revenue.cells).map(|(hours, revenue)| Series {
            name: name(*revenue),
            along: (*hours, *hours),
            heights: (*revenue, *revenue),
        });
        let axes = ["hours worked in all", "revenue in all"];
        add(0, ChartKind::Points, "Revenue against hours worked", axes, [Shows::Number(0), money], points.collect());
    }
    let (month, count) = ("month", Shows::Count);
    let cumulative = lines(|projection| projection.cumulative);
    add(1, ChartKind::Lines, "Net profit so far", [month, "net profit so far"], [count, money], cumulative);
    let there = lines(|projection| projection.there);
    let axes = [month, "chance that it is there"];
    add(2, ChartKind::Lines, "Chance that the client is there", axes, [count, Shows::Share(0)], there);
    plan.book.sheets[sheet].one_page = true;
}
