//! The figures of a strategy by name, for JSON, CSV and, by and by, for every option that takes a metric.

use crate::engine::break_even::AcceptBreakEven;
use crate::engine::evaluation::Evaluated;
use crate::engine::projection::Month;
use crate::engine::today::Today;
use crate::engine::totals::Totals;
use crate::number::Exact;

/// What a figure is.
#[derive(Clone, Copy, Debug)]
pub enum Figure {
    /// Money, over the horizon or a month.
    Money(Option<Exact>),
    /// Money for a unit or an hour.
    Price(Option<Exact>),
    /// Hours.
    Hours(Option<Exact>),
    /// A share or a chance.
    Share(Option<Exact>),
    /// A month's number.
    Month(Option<u32>),
}

/// The month with the client today.
#[must_use]
pub fn today(today: &Today<Exact>) -> Vec<(&'static str, Figure)> {
    let (money, price, hours, share) = figures();
    vec![
        ("bill", money(today.bill)),
        ("price", price(today.price)),
        ("rate", price(today.rate)),
        ("billed_hours", hours(today.billed_hours)),
        ("extra_hours", hours(today.extra_hours)),
        ("hours_worked", hours(today.hours_worked)),
        ("delivery_cost", money(today.delivery_cost)),
        ("effort_cost", money(today.effort_cost)),
        ("cost_to_serve", money(today.cost_to_serve)),
        ("profit", money(today.profit)),
        ("margin", share(today.margin)),
        ("net_margin", share(today.net_margin)),
        ("rate_worked", price(today.rate_worked)),
        ("zero_profit_price", price(today.zero_profit_price)),
        ("goal_price", price(today.goal_price)),
    ]
}

/// The figures of a strategy over the horizon.
#[must_use]
pub fn totals(totals: &Totals<Exact>) -> Vec<(&'static str, Figure)> {
    let (money, _, hours, share) = figures();
    vec![
        ("client_revenue", money(totals.client_revenue)),
        ("billed_hours", hours(totals.billed_hours)),
        ("extra_hours", hours(totals.extra_hours)),
        ("client_hours", hours(totals.client_hours)),
        ("client_profit", money(totals.client_profit)),
        ("client_margin", Figure::Share(totals.client_margin)),
        ("freed_hours", hours(totals.freed_hours)),
        ("redeployed_hours", hours(totals.redeployed_hours)),
        ("replacement_revenue", money(totals.replacement_revenue)),
        ("replacement_profit", money(totals.replacement_profit)),
        ("total_revenue", money(totals.total_revenue)),
        ("hours_worked", hours(totals.hours_worked)),
        ("rate_worked", Figure::Price(totals.rate_worked)),
        ("net_profit", money(totals.net_profit)),
        ("difference", money(totals.difference)),
        ("present_value", money(totals.present_value)),
        ("accepts", share(totals.accepts)),
        ("still_there", share(totals.still_there)),
        ("if_accepted", money(totals.if_accepted)),
        ("if_refused", Figure::Money(totals.if_refused)),
        ("last_month_profit", money(totals.last_month_profit)),
        ("paid_back_in_month", Figure::Month(totals.paid_back_in_month)),
        ("deepest_shortfall", money(totals.deepest_shortfall)),
    ]
}

/// The outcomes of a strategy.
#[must_use]
pub fn distribution(strategy: &Evaluated<Exact>) -> Vec<(&'static str, Figure)> {
    let (money, _, _, share) = figures();
    let distribution = &strategy.distribution;
    vec![
        ("p10", money(distribution.p10)),
        ("p50", money(distribution.p50)),
        ("p90", money(distribution.p90)),
        ("worst", money(distribution.worst)),
        ("chance_better", share(distribution.chance_better)),
    ]
}

/// A month of a projection.
#[must_use]
pub fn month(month: &Month<Exact>) -> Vec<(&'static str, Figure)> {
    let (money, _, hours, share) = figures();
    vec![
        ("price", Figure::Price(month.price)),
        ("still_there", share(month.still_there)),
        ("revenue", money(month.revenue)),
        ("billed_hours", hours(month.billed_hours)),
        ("extra_hours", hours(month.extra_hours)),
        ("freed_hours", hours(month.freed_hours)),
        ("redeployed_hours", hours(month.redeployed_hours)),
        ("delivery_cost", money(month.expected(|client| client.delivery_cost))),
        ("effort_cost", money(month.expected(|client| client.effort_cost))),
        ("uncollected", money(month.expected(|client| client.uncollected))),
        ("financing", money(month.expected(|client| client.financing))),
        ("turnover", money(month.expected(|client| client.turnover))),
        ("bonus", money(month.expected(|client| client.bonus))),
        ("serving_risk", money(month.expected(|client| client.serving_risk))),
        ("client_profit", money(month.client_profit)),
        ("replacement_profit", money(month.replacement_profit)),
        ("idle_cost", money(month.idle_cost)),
        ("acquisition", money(month.acquisition)),
        ("one_offs", money(month.one_offs)),
        ("net_profit", money(month.net_profit)),
        ("cumulative", money(month.cumulative)),
    ]
}

/// With which chances of acceptance a strategy is ahead: the kind and the chance.
#[must_use]
pub fn accept_break_even(break_even: AcceptBreakEven<Exact>) -> (&'static str, Option<Exact>) {
    match break_even {
        AcceptBreakEven::AtLeast(chance) => ("at-least", Some(chance)),
        AcceptBreakEven::AtMost(chance) => ("at-most", Some(chance)),
        AcceptBreakEven::Always => ("always", None),
        AcceptBreakEven::Never => ("never", None),
    }
}

/// The figures that were asked for by name, in that order; `-` and `_` are the same.
#[must_use]
pub fn chosen<T: Clone>(figures: &[(&'static str, T)], columns: &[String]) -> Vec<(&'static str, T)> {
    let wanted = columns.iter().map(|column| column.trim().replace('-', "_"));
    wanted.filter_map(|wanted| figures.iter().find(|(name, _)| *name == wanted).cloned()).collect()
}

type Make = fn(Exact) -> Figure;

fn figures() -> (Make, Make, Make, Make) {
    (
        |amount| Figure::Money(Some(amount)),
        |price| Figure::Price(Some(price)),
        |hours| Figure::Hours(Some(hours)),
        |share| Figure::Share(Some(share)),
    )
}
