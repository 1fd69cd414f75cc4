//! The strategies beside each other, and what they look like.

use super::super::book::{Place, Role, Shows};
use super::super::expression::{Expression, Function, abs, call, larger, smaller, sum, sum_of_products, when};
use super::Plan;
use super::months::Months;
use super::projection::Projection;
use crate::report::reason;

/// A figure of all strategies.
pub struct Figure {
    /// Its name in results.
    pub name: &'static str,
    pub says: &'static str,
    pub shows: Shows,
    /// Its cell for each strategy.
    pub cells: Vec<Place>,
}

/// Rows between the two tables.
const GAP: u32 = 3;

/// The columns of money of the first table, then those of the second.
const FIRST: [(&str, &str, What); 10] = [
    ("accepts", "accepts it", What::Share),
    ("if_accepted", "if it accepts", What::Money),
    ("if_refused", "if it refuses", What::Money),
    ("net_profit", "expected net profit", What::Money),
    ("difference", "against doing nothing", What::Signed),
    ("present_value", "expected, worth today", What::Money),
    ("paid_back_in_month", "paid back in month", What::Count),
    ("deepest_shortfall", "deepest shortfall", What::Money),
    ("still_there", "there in the last month", What::Share),
    ("last_month_profit", "profit in the last month", What::Money),
];
const SECOND: [(&str, &str, What); 13] = [
    ("client_revenue", "client revenue", What::Money),
    ("replacement_revenue", "other revenue", What::Money),
    ("total_revenue", "all revenue", What::Money),
    ("billed_hours", "billed hours", What::Hours),
    ("extra_hours", "extra hours", What::Hours),
    ("client_hours", "client hours", What::Hours),
    ("redeployed_hours", "other hours", What::Hours),
    ("hours_worked", "all hours", What::Hours),
    ("rate_worked", "revenue an hour", What::Rate),
    ("freed_hours", "freed hours", What::Hours),
    ("client_profit", "client profit", What::Money),
    ("client_margin", "client margin", What::Share),
    ("replacement_profit", "other profit", What::Money),
];

#[derive(Clone, Copy)]
enum What {
    Money,
    Signed,
    Rate,
    Hours,
    Share,
    Count,
}

/// Lays the comparison out.
pub fn compare(plan: &mut Plan<'_>, sheet: usize, projections: &[Projection], months: &Months) -> Vec<Figure> {
    let comparison = plan.comparison;
    let scenario = &comparison.scenario;
    let currency = scenario.currency.code();
    let title = crate::report::compare::title(plan.reading);
    plan.titled(sheet, &title, &format!("All figures are computed from the sheet Inputs. Money is in {currency}."));
    let strategies = u32::try_from(projections.len()).unwrap_or(u32::MAX);
    let mut figures: Vec<Figure> = Vec::new();
    let mut cells = vec![Vec::new(); projections.len()];
    let mut top = 4;
    for (number, table) in [FIRST.as_slice(), SECOND.as_slice()].into_iter().enumerate() {
        let heading = if number == 0 { "net profit, client and freed hours" } else { "revenue against hours" };
        plan.heading(Place { sheet, row: top - 1, column: 0 }, heading, Shows::Words);
        for (row, strategy) in (top..).zip(&scenario.strategies) {
            plan.book.put_text(Place { sheet, row, column: 0 }, strategy.name.as_str(), Role::Plain);
        }
        let mut column = 1;
        if number == 0 {
            let money = plan.money();
            plan.heading(Place { sheet, row: top - 1, column }, "bill a month in the end", money);
            for (row, projection) in (top..).zip(projections) {
                plan.formula(Place { sheet, row, column }, projection.bill.clone(), money);
            }
            column += 1;
        }
        for (name, says, what) in table {
            let shows = match what {
                What::Money => plan.money(),
                What::Signed => Shows::Signed(plan.decimals),
                What::Rate => Shows::Number(plan.decimals.max(2)),
                What::Hours => Shows::Number(1),
                What::Share => Shows::Share(1),
                What::Count => Shows::Count,
            };
            plan.heading(Place { sheet, row: top - 1, column }, says, shows);
            let mut places = Vec::new();
            for (position, row) in (0..projections.len()).zip(top..) {
                let known: &Vec<(&str, Place)> = &cells[position];
                let formula = formula(plan, name, position, projections, months, known);
                let place = Place { sheet, row, column };
                plan.formula(place, formula, shows);
                cells[position].push((*name, place));
                places.push(place);
            }
            figures.push(Figure { name, says, shows, cells: places });
            column += 1;
        }
        top += strategies + GAP;
    }
    by_the_plan(plan, Place { sheet, row: top - 1, column: 0 });
    plan.book.sheets[sheet].frozen = (0, 1);
    figures
}

/// What the tool says of strategies, which no formula does: across the sheet, below its tables.
fn by_the_plan(plan: &mut Plan<'_>, mut place: Place) {
    let comparison = plan.comparison;
    plan.heading(place, "as the scenario stands", Shows::Words);
    for (position, strategy) in comparison.scenario.strategies.iter().enumerate() {
        let says = match &comparison.choice.ruled_out[position] {
            Some(ruled_out) => format!("ruled out: {}", reason::why(ruled_out)),
            None if comparison.choice.best == Ok(position) => "recommended".to_owned(),
            None => continue,
        };
        place = place.below(1);
        plan.book.put_text(place, strategy.name.as_str(), Role::Plain);
        plan.book.put_text(place.right(), says, Role::Remark);
    }
}

/// The formula of a figure of a strategy, where the figures before it are known.
fn formula(
    plan: &Plan<'_>,
    name: &str,
    position: usize,
    projections: &[Projection],
    shared: &Months,
    known: &[(&str, Place)],
) -> Expression {
    let months = plan.months();
    let (of, baseline) = (&projections[position], &projections[0]);
    let all = |column: super::Column| column.range(1, months);
    let cell = |name: &str| -> Expression {
        known
            .iter()
            .find(|(known, _)| *known == name)
            .map_or(Expression::Number(f64::NAN), |(_, place)| (*place).into())
    };
    let ratio = |one: &str, other: &str| when(cell(other).equals(0.0), Expression::Text(""), cell(one) / cell(other));
    let ahead = || all(of.cumulative) - all(baseline.cumulative);
    match name {
        // Where nothing is asked, there is nothing to accept.
        "accepts" => when(of.asks.clone().equals(0.0), Expression::Text(""), call(Function::Product, [all(of.factor)])),
        "if_accepted" => of.if_accepted.clone(),
        "if_refused" => when(of.asks.clone().equals(0.0), Expression::Text(""), of.if_refused.clone()),
        "net_profit" => of.cumulative.at(months),
        "difference" => cell("net_profit") - baseline.cumulative.at(months),
        "present_value" => sum_of_products(all(of.net_profit), all(shared.discounts)),
        // The month after the last in which less was earned than by doing nothing.
        "paid_back_in_month" if position == 0 => Expression::Text(""),
        "paid_back_in_month" => {
            let behind = || {
                let months = ahead().below(-1e-9) * all(shared.number);
                call(Function::SumProduct, [call(Function::Max, [months])])
            };
            when(behind().equals(f64::from(months)), Expression::Text(""), behind() + 1.0)
        }
        "deepest_shortfall" => call(Function::SumProduct, [smaller(0.0, call(Function::Min, [ahead()]))]),
        "still_there" => of.there.at(months),
        "last_month_profit" => of.net_profit.at(months),
        "client_revenue" => sum(all(of.revenue)),
        "replacement_revenue" => sum(all(of.replacement_revenue)),
        "total_revenue" => cell("client_revenue") + cell("replacement_revenue"),
        "billed_hours" => sum(all(of.billed_hours)),
        "extra_hours" => sum(all(of.extra_hours)),
        "client_hours" => cell("billed_hours") + cell("extra_hours"),
        "redeployed_hours" => sum(all(of.redeployed)),
        "hours_worked" => cell("client_hours") + cell("redeployed_hours"),
        "rate_worked" => ratio("total_revenue", "hours_worked"),
        "freed_hours" => sum(all(of.freed)),
        "client_profit" => sum(all(of.client_profit)),
        "client_margin" => ratio("client_profit", "client_revenue"),
        "replacement_profit" => sum(all(of.replacement_profit)),
        _ => Expression::Number(f64::NAN),
    }
}

/// How far two cells are apart; 0 where both hold nothing.
pub fn apart(one: Expression, known: Option<f64>) -> Expression {
    match known {
        Some(known) => when(one.clone().equals(Expression::Text("")), 1.0, abs(one - known)),
        None => when(one.equals(Expression::Text("")), 0.0, 1.0),
    }
}

/// The largest distance between two columns.
pub fn farthest(one: Expression, other: Expression) -> Expression {
    call(Function::SumProduct, [call(Function::Max, [abs(one - other)])])
}

/// The larger of all expressions.
pub fn largest(of: Expression) -> Expression {
    larger(0.0, of)
}
