//! The figures of a strategy by name, for JSON, CSV and every option that takes a metric.

use crate::engine::break_even::AcceptBreakEven;
use crate::engine::evaluation::{Evaluated, Evaluation};
use crate::engine::floor::Floor;
use crate::engine::projection::Month;
use crate::engine::today::Today;
use crate::engine::totals::Totals;
use crate::number::{Exact, Number};

/// What a figure is.
#[derive(Clone, Copy, Debug)]
pub enum Figure<N = Exact> {
    /// Money, over the horizon or a month.
    Money(Option<N>),
    /// Money for a unit or an hour.
    Price(Option<N>),
    /// Hours.
    Hours(Option<N>),
    /// A share or a chance.
    Share(Option<N>),
    /// A month's number.
    Month(Option<u32>),
}

/// The figures of a strategy over the horizon of which each is one number, by their names in results.
const OF_STRATEGY: [&str; 31] = [
    "client_revenue",
    "billed_hours",
    "extra_hours",
    "client_hours",
    "client_profit",
    "client_margin",
    "freed_hours",
    "redeployed_hours",
    "replacement_revenue",
    "replacement_profit",
    "total_revenue",
    "hours_worked",
    "rate_worked",
    "net_profit",
    "difference",
    "present_value",
    "accepts",
    "still_there",
    "if_accepted",
    "if_refused",
    "last_month_profit",
    "paid_back_in_month",
    "deepest_shortfall",
    "accept_chance",
    "hour_value",
    "volume_loss",
    "p10",
    "p50",
    "p90",
    "worst",
    "chance_better",
];

/// The figures of the month as it is.
const OF_TODAY: [&str; 15] = [
    "bill",
    "price",
    "rate",
    "billed_hours",
    "extra_hours",
    "hours_worked",
    "delivery_cost",
    "effort_cost",
    "cost_to_serve",
    "profit",
    "margin",
    "net_margin",
    "rate_worked",
    "zero_profit_price",
    "goal_price",
];

/// The figures of the floor.
const OF_FLOOR: [&str; 4] = ["price", "raise", "month", "extra_hours"];

/// The month with the client today.
#[must_use]
pub fn today<N: Number>(today: &Today<N>) -> Vec<(&'static str, Figure<N>)> {
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

/// The planner's own floor.
fn floor<N: Number>(floor: Option<&Floor<N>>) -> Vec<(&'static str, Figure<N>)> {
    vec![
        ("price", Figure::Price(floor.map(|floor| floor.price))),
        ("raise", Figure::Share(floor.map(|floor| floor.raise))),
        ("month", Figure::Month(floor.map(|floor| floor.month))),
        ("extra_hours", Figure::Hours(floor.and_then(|floor| floor.extra_hours))),
    ]
}

/// The figures of a strategy over the horizon.
#[must_use]
pub fn totals<N: Number>(totals: &Totals<N>) -> Vec<(&'static str, Figure<N>)> {
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
pub fn distribution<N: Number>(strategy: &Evaluated<N>) -> Vec<(&'static str, Figure<N>)> {
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
pub fn month<N: Number>(month: &Month<N>) -> Vec<(&'static str, Figure<N>)> {
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
pub fn accept_break_even<N>(break_even: AcceptBreakEven<N>) -> (&'static str, Option<N>) {
    match break_even {
        AcceptBreakEven::AtLeast(chance) => ("at-least", Some(chance)),
        AcceptBreakEven::AtMost(chance) => ("at-most", Some(chance)),
        AcceptBreakEven::Always => ("always", None),
        AcceptBreakEven::Never => ("never", None),
    }
}

/// Where a strategy equals the status quo.
fn break_even<N: Number>(strategy: &Evaluated<N>) -> Vec<(&'static str, Figure<N>)> {
    let break_even = &strategy.break_even;
    vec![
        ("accept_chance", Figure::Share(break_even.accept.and_then(|accept| accept_break_even(accept).1))),
        ("hour_value", Figure::Price(break_even.hour_value)),
        ("volume_loss", Figure::Share(break_even.volume_loss)),
    ]
}

/// The figures of which a person wants less.
const LESS_IS_BETTER: [&str; 10] = [
    "extra_hours",
    "client_hours",
    "hours_worked",
    "delivery_cost",
    "effort_cost",
    "cost_to_serve",
    "zero_profit_price",
    "paid_back_in_month",
    "accept_chance",
    "hour_value",
];

/// What a figure is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// A strategy over the horizon.
    Strategy,
    /// The month as it is.
    Today,
    /// The planner's own floor.
    Floor,
}

/// A figure that was chosen by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metric {
    /// What it is of.
    pub of: Of,
    /// Its name in results, there.
    pub name: &'static str,
}

/// A name as results write it: with `_`, and without where in the results of a strategy the figure stands.
fn plain(name: &str) -> String {
    let name = name.trim().replace('-', "_");
    let places = ["totals.", "break_even.", "break_even_", "distribution."];
    let name = places.into_iter().find_map(|place| name.strip_prefix(place)).unwrap_or(&name);
    if name == "accept" { "accept_chance" } else { name }.to_owned()
}

impl Metric {
    /// Every metric that there is, those of a strategy first.
    pub fn all() -> impl Iterator<Item = Self> {
        let of = |of: Of| move |name| Self { of, name };
        let (strategy, today) =
            (OF_STRATEGY.into_iter().map(of(Of::Strategy)), OF_TODAY.into_iter().map(of(Of::Today)));
        strategy.chain(today).chain(OF_FLOOR.into_iter().map(of(Of::Floor)))
    }

    /// The metric of a name, written with `-` or `_`; `today.` and `floor.` lead to what a figure of a strategy has the
    /// same name as, `totals.`, `break_even.` and `distribution.` may be written.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = plain(name);
        let (place, name) = match name.split_once('.') {
            Some(("today", name)) => (Some(Of::Today), name),
            Some(("floor", name)) => (Some(Of::Floor), name),
            _ if name == "floor" => (Some(Of::Floor), "price"),
            _ => (None, name.as_str()),
        };
        let is_there = |metric: &Self| place.map_or(metric.of != Of::Floor, |place| metric.of == place);
        Self::all().find(|metric| metric.name == name && is_there(metric))
    }

    /// The name that leads to it and to nothing else.
    #[must_use]
    pub fn full_name(self) -> String {
        match self.of {
            Of::Today if OF_STRATEGY.contains(&self.name) => format!("today.{}", self.name),
            Of::Strategy | Of::Today => self.name.to_owned(),
            Of::Floor => format!("floor.{}", self.name),
        }
    }

    /// Its name in words, and what it is of where it is the same for every strategy.
    #[must_use]
    pub fn words(self) -> String {
        let name = self.name.replace('_', " ");
        match self.of {
            Of::Strategy => name,
            Of::Today => format!("{name} today"),
            Of::Floor => format!("{name} of the floor"),
        }
    }

    /// Whether it is the same for every strategy.
    #[must_use]
    pub fn is_of_all(self) -> bool {
        self.of != Of::Strategy
    }

    /// The figure of a strategy.
    #[must_use]
    pub fn of<N: Number>(self, evaluation: &Evaluation<N>, position: usize) -> Option<Figure<N>> {
        let figures = match self.of {
            Of::Strategy => of_strategy(evaluation.strategies.get(position)?),
            Of::Today => today(&evaluation.basis.today),
            Of::Floor => floor(evaluation.floor.as_ref()),
        };
        figures.into_iter().find_map(|(name, figure)| (name == self.name).then_some(figure))
    }

    /// Whether a person wants less of it.
    #[must_use]
    pub fn less_is_better(self) -> bool {
        LESS_IS_BETTER.contains(&self.name)
    }
}

/// The figures of a strategy of which each is one number.
fn of_strategy<N: Number>(strategy: &Evaluated<N>) -> Vec<(&'static str, Figure<N>)> {
    [totals(&strategy.totals), break_even(strategy), distribution(strategy)].concat()
}

impl<N: Number> Figure<N> {
    /// The number, where there is one.
    #[must_use]
    pub fn number(self) -> Option<N> {
        match self {
            Self::Money(number) | Self::Price(number) | Self::Hours(number) | Self::Share(number) => number,
            Self::Month(month) => month.map(N::whole),
        }
    }

    /// The same kind of figure with another number in it; a month has to be whole.
    #[must_use]
    pub fn with<M: Number>(self, number: Option<M>) -> Figure<M> {
        match self {
            Self::Money(_) => Figure::Money(number),
            Self::Price(_) => Figure::Price(number),
            Self::Hours(_) => Figure::Hours(number),
            Self::Share(_) => Figure::Share(number),
            Self::Month(month) => Figure::Month(month),
        }
    }
}

/// The figures that were asked for by name, in that order; `-` and `_` are the same.
#[must_use]
pub fn chosen<T: Clone>(figures: &[(&'static str, T)], columns: &[String]) -> Vec<(&'static str, T)> {
    let wanted = columns.iter().map(|column| plain(column));
    wanted.filter_map(|wanted| figures.iter().find(|(name, _)| *name == wanted).cloned()).collect()
}

/// Whether a column that was asked for is one of these.
#[must_use]
pub fn is_among(column: &str, known: &[&'static str]) -> bool {
    known.contains(&plain(column).as_str())
}

type Make<N> = fn(N) -> Figure<N>;

fn figures<N>() -> (Make<N>, Make<N>, Make<N>, Make<N>) {
    (
        |amount| Figure::Money(Some(amount)),
        |price| Figure::Price(Some(price)),
        |hours| Figure::Hours(Some(hours)),
        |share| Figure::Share(Some(share)),
    )
}
