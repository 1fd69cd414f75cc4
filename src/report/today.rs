//! The month with the client as it is, and the prices to know in the meeting.

use super::document::{Cell, Stands, Table};
use super::reason;
use crate::analysis::comparison::Comparison;
use crate::domain::Price;
use crate::number::{Exact, Number};
use crate::words::{grouped, money, percent, plain, price, rounded};
use rust_decimal::Decimal;

/// Weeks in a month: 52/12.
fn weeks_a_month() -> Exact {
    Exact::whole(52) / Exact::whole(12)
}

/// The month as it is: the invoice, what it costs, what is left.
#[must_use]
pub fn month(comparison: &Comparison) -> Table {
    let today = &comparison.evaluation.basis.today;
    let decimals = comparison.scenario.currency.decimals();
    let hours = |hours: Exact| format!("{} h", plain(hours, 2));
    // A rate that follows from other figures is shown where the line comes out with it.
    let at = |amount: Exact| fine(amount, decimals).map_or_else(String::new, |rate| format!(" at {rate}"));
    let columns = [("line", "", 0), ("quantity", "", 0), ("amount", "", 0), ("worth", "", 1), ("rate", "", 1)];
    let mut table = Table::new("Today, a month", &columns);
    let invoice = match comparison.scenario.client.price {
        Price::Hour(_) => format!("{}{}", hours(today.billed_hours), at(today.price)),
        Price::Retainer(_) => format!("{} for a retainer", hours(today.billed_hours)),
        Price::Unit(..) => {
            format!("{} units at {}", plain(today.price_units, 2), price(today.price, comparison.price_decimals()))
        }
    };
    let rows = [
        ("invoice", invoice, today.bill, "an hour invoiced", Cell::Rate(today.rate, decimals)),
        (
            "paid work",
            format!("{}{}", hours(today.billed_hours), at(today.delivery_cost / today.billed_hours)),
            -today.delivery_cost,
            "an hour worked",
            Cell::Rate(today.rate_worked, decimals),
        ),
        (
            "extra hours",
            format!("{}{}", hours(today.extra_hours), at(today.extra_hour_cost)),
            -today.effort_cost,
            "left, an hour worked",
            Cell::Rate(today.profit / today.hours_worked, decimals),
        ),
    ];
    for (line, quantity, amount, worth, rate) in rows {
        let cells =
            vec![Cell::text(line), Cell::text(quantity), Cell::Money(amount, decimals), Cell::text(worth), rate];
        table.row(cells, Stands::Plain);
    }
    table.row(
        vec![
            Cell::text("left for you"),
            Cell::text(""),
            Cell::Money(today.profit, decimals),
            Cell::text("of the invoice"),
            Cell::Share(today.net_margin),
        ],
        Stands::Sum,
    );
    if percent(today.margin) != percent(today.net_margin) {
        table.notes.push(format!("on paper, without the extra hours, it is {} of the invoice", percent(today.margin)));
    }
    let first = &comparison.evaluation.strategies[0].months[0];
    let rest = first.client_profit;
    if (rest - today.profit).magnitude().is_more_money_than(Exact::ZERO) {
        let what = "bad debt, disputes, waiting for the money, turnover and risks";
        table.notes.push(format!("{what} leave {} of it in month 1", money(rest, decimals)));
    }
    table
}

/// An amount in the currency's decimals, with up to two more where it has them; none where it has still more.
fn fine(amount: Exact, decimals: u32) -> Option<String> {
    let settled = amount.settled();
    let rounded = rounded(settled, decimals + 2);
    (rounded == settled).then(|| {
        let rounded = rounded.normalize();
        grouped(rounded, rounded.scale().max(decimals))
    })
}

/// The prices to know in the meeting.
#[must_use]
pub fn prices(comparison: &Comparison) -> Table {
    let today = &comparison.evaluation.basis.today;
    let decimals = comparison.price_decimals();
    let unit = reason::price_unit(&comparison.scenario.client.price);
    let mut table =
        Table::new("In the meeting", &[("meaning", "", 0), ("price", unit, 0), ("change", "against today", 0)]);
    let mut row = |meaning: String, amount: Exact, change: Exact| {
        table.row(vec![Cell::Text(meaning), Cell::Price(amount, decimals), Cell::Change(change)], Stands::Plain);
    };
    let zero = today.zero_profit_price;
    // Rounded up to the price step: a price below what is shown would lose money.
    let shown = zero.round_up_to(comparison.scenario.price_step);
    row("below this the client earns you nothing".to_owned(), shown, zero / today.price - Exact::ONE);
    if today.goal_price > zero {
        let goal = format!("at this it earns your goal of {}", percent(today.goal_margin));
        row(goal, today.goal_price, today.goal_price / today.price - Exact::ONE);
    }
    if today.extra_hours > Exact::ZERO {
        let worth = weeks_a_month() * today.extra_hour_cost / today.price_units;
        // It is compared, not asked: where it is a few cents, parts of cents count.
        let small = worth < Exact::from_decimal(Decimal::new(10, decimals));
        let shown = Exact::from_decimal(rounded(worth.settled(), if small { decimals + 2 } else { decimals }));
        row("one extra hour a week less is worth a raise of".to_owned(), shown, worth / today.price);
    }
    if let Some(floor) = comparison.evaluation.floor.filter(|floor| floor.price > Exact::ZERO && floor.price != shown) {
        row("with today's extra hours, below this being without it brings more".to_owned(), floor.price, floor.raise);
    }
    table
}
