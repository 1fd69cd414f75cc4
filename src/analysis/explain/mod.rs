//! Where a figure comes from: the formula with its numbers put in, down to the lines of the scenario.
//!
//! Nothing is computed anew. The values are those of the engine, from its own parts: the month as it is, the terms after
//! each move, the chances, the lines of a month, the months projected. What is built here is how they hang together, a
//! [`tree::Tree`] of formulas; the tests hold every formula to the value that it leads to.

mod builder;
mod chances;
mod floor;
mod hours;
mod month;
mod path;
mod presence;
mod response;
mod terms;
mod today;
mod totals;
pub mod tree;

use crate::analysis::comparison::Comparison;
use builder::Builder;
use tree::{Id, Tree};

/// The figures of a strategy over the horizon, by their names in results.
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

/// The figures of a month of a projection.
const OF_MONTH: [&str; 21] = [
    "price",
    "still_there",
    "revenue",
    "billed_hours",
    "extra_hours",
    "freed_hours",
    "redeployed_hours",
    "delivery_cost",
    "effort_cost",
    "uncollected",
    "financing",
    "turnover",
    "bonus",
    "serving_risk",
    "client_profit",
    "replacement_profit",
    "idle_cost",
    "acquisition",
    "one_offs",
    "net_profit",
    "cumulative",
];

/// A figure that can be explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Of a strategy over the horizon.
    OfStrategy(&'static str),
    /// Of the month as it is.
    OfToday(&'static str),
    /// Of the floor.
    OfFloor(&'static str),
    /// Of a month of a strategy; none: of all months added up.
    OfMonth(&'static str, Option<u32>),
}

/// A figure and all that leads to it.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The figures.
    pub tree: Tree,
    /// The one that is explained.
    pub root: Id,
}

impl Figure {
    /// The figure of a name, written with `-` or `_`; that of a month where one is given. Without a month the names that
    /// `compare` prints come first. `today.` and `floor.` lead to what another figure has the same name as.
    #[must_use]
    pub fn named(name: &str, month: Option<u32>) -> Option<Self> {
        let name = name.trim().replace('-', "_");
        let among = |names: &[&'static str], name: &str| names.iter().copied().find(|known| *known == name);
        if let Some(name) = name.strip_prefix("today.") {
            return among(&OF_TODAY, name).map(Self::OfToday);
        }
        if let Some(name) = name.strip_prefix("floor.") {
            return among(&OF_FLOOR, name).map(Self::OfFloor);
        }
        let name = name.strip_prefix("break_even.").or(name.strip_prefix("break_even_")).unwrap_or(&name);
        let name = if name == "accept" { "accept_chance" } else { name };
        if name == "floor" {
            return Some(Self::OfFloor("price"));
        }
        if let Some(found) = among(&OF_MONTH, name).filter(|_| month.is_some()) {
            return Some(Self::OfMonth(found, month));
        }
        let of_strategy = among(&OF_STRATEGY, name).map(Self::OfStrategy);
        let of_today = || among(&OF_TODAY, name).map(Self::OfToday);
        of_strategy.or_else(of_today).or_else(|| among(&OF_MONTH, name).map(|name| Self::OfMonth(name, None)))
    }

    /// Every name that leads to a figure.
    #[must_use]
    pub fn names() -> Vec<String> {
        let mut names: Vec<String> = OF_STRATEGY.into_iter().chain(OF_MONTH).map(str::to_owned).collect();
        names.extend(OF_TODAY.into_iter().map(|name| match Self::named(name, None) {
            Some(Self::OfToday(_)) => name.to_owned(),
            _ => format!("today.{name}"),
        }));
        names.extend(OF_FLOOR.into_iter().map(|name| format!("floor.{name}")));
        let mut unique = Vec::new();
        for name in names {
            if !unique.contains(&name) {
                unique.push(name);
            }
        }
        unique
    }

    /// Whether it is of a strategy, and not the same for all.
    #[must_use]
    pub fn is_of_strategy(self) -> bool {
        matches!(self, Self::OfStrategy(_) | Self::OfMonth(..))
    }

    /// Its name in results.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::OfStrategy(name) | Self::OfToday(name) | Self::OfFloor(name) | Self::OfMonth(name, _) => name,
        }
    }
}

/// Explains a figure of the strategy at a position; none where the plan has no such month.
#[must_use]
pub fn explain(comparison: &Comparison, position: usize, figure: Figure) -> Option<Explanation> {
    let (tree, roots) = explain_all(comparison, position, &[figure]);
    roots[0].map(|root| Explanation { tree, root })
}

/// Explains several figures of a strategy: all that leads to any of them, and where each of them is in it.
#[must_use]
pub fn explain_all(comparison: &Comparison, position: usize, figures: &[Figure]) -> (Tree, Vec<Option<Id>>) {
    let mut builder = Builder::new(comparison, position);
    let roots = figures.iter().map(|figure| builder.asked_figure(*figure)).collect();
    (builder.tree, roots)
}

impl Builder<'_> {
    fn asked_figure(&mut self, figure: Figure) -> Option<Id> {
        let position = self.asked;
        match figure {
            Figure::OfToday(name) => self.today_figure(name),
            Figure::OfFloor(name) => self.floor(name),
            Figure::OfStrategy(name) => self
                .total(position, name)
                .or_else(|| self.break_even(position, name))
                .or_else(|| self.distribution(position, name)),
            Figure::OfMonth(name, Some(month)) => {
                let path = self.expected(position);
                let month = month as usize;
                (1..=path.months.len()).contains(&month).then(|| self.month_figure(&path, month, name)).flatten()
            }
            Figure::OfMonth("cumulative", None) => self.total(position, "net_profit"),
            Figure::OfMonth(name, None) => {
                let path = self.expected(position);
                self.over_months(&path, name)
            }
        }
    }
}
