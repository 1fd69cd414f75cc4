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
use crate::analysis::metrics::{Metric, Of};
use builder::Builder;
use tree::{Id, Tree};

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
    /// every command knows come first ([`Metric::named`]).
    #[must_use]
    pub fn named(name: &str, month: Option<u32>) -> Option<Self> {
        let plain = name.trim().replace('-', "_");
        let of_month = || OF_MONTH.into_iter().find(|known| *known == plain).map(|known| Self::OfMonth(known, month));
        let metric = || {
            Metric::named(name).map(|metric| match metric.of {
                Of::Strategy => Self::OfStrategy(metric.name),
                Of::Today => Self::OfToday(metric.name),
                Of::Floor => Self::OfFloor(metric.name),
            })
        };
        if month.is_some() { of_month().or_else(metric) } else { metric().or_else(of_month) }
    }

    /// Every name that leads to a figure.
    #[must_use]
    pub fn names() -> Vec<String> {
        let metrics = Metric::all().map(Metric::full_name);
        let mut unique = Vec::new();
        for name in metrics.chain(OF_MONTH.map(str::to_owned)) {
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
