//! From doing nothing to a strategy: which parts its difference in net profit is made of.
//!
//! Every line of every month belongs to one part, and the bill is split between two of them at today's price, so that the
//! parts add up to the difference exactly. With `P` the chance that the client is there, `w` the share of today's work that
//! it takes, `B` today's bill and `Σ` over the months, each part is the strategy's sum less that of doing nothing:
//!
//! | part | sum over the months |
//! | --- | --- |
//! | price | `P · (bill − B · w)`: what the work that the client takes brings above today's price, raises and fees alike |
//! | volume | `P · w · B − delivery`: that work at today's price, less what delivering it costs |
//! | hours | `− effort`: what the extra hours cost |
//! | replacement | other work's profit, less idle cost, less finding that work |
//! | risk | `− (uncollected + financing + turnover + bonus + serving risk + one-off amounts)` |

use crate::engine::evaluation::Evaluation;
use crate::engine::projection::Month;
use crate::number::Exact;

/// A part of the difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What the client pays above today's price for the work that it takes.
    Price,
    /// More or less work, at today's price and less its delivery.
    Volume,
    /// Extra hours that are no longer worked.
    Hours,
    /// Other work in hours set free, less what idle hours and finding that work cost.
    Replacement,
    /// Money that comes late or never, turnover, bonuses, risks, and what comes once.
    Risk,
}

impl Part {
    /// All of them, in the order of the bridge.
    pub const ALL: [Self; 5] = [Self::Price, Self::Volume, Self::Hours, Self::Replacement, Self::Risk];

    /// Its name for other programs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Volume => "volume",
            Self::Hours => "hours",
            Self::Replacement => "replacement",
            Self::Risk => "risk",
        }
    }
}

/// The parts of the difference between doing nothing and a strategy.
#[derive(Clone, Copy, Debug)]
pub struct Bridge {
    /// The net profit of doing nothing.
    pub from: Exact,
    /// What each part adds, in the order of [`Part::ALL`].
    pub parts: [Exact; 5],
    /// The net profit of the strategy.
    pub to: Exact,
}

impl Bridge {
    /// The bridge from the first strategy, doing nothing, to the one at a position.
    #[must_use]
    pub fn of(evaluation: &Evaluation<Exact>, position: usize) -> Self {
        let (nothing, strategy) = (&evaluation.strategies[0], &evaluation.strategies[position]);
        let bill = evaluation.basis.today.bill;
        let part = |part: Part| {
            let of = |months: &[Month<Exact>]| months.iter().map(|month| in_month(part, month, bill)).sum::<Exact>();
            of(&strategy.months) - of(&nothing.months)
        };
        Self { from: nothing.totals.net_profit, parts: Part::ALL.map(part), to: strategy.totals.net_profit }
    }

    /// The net profit that is reached after each part.
    #[must_use]
    pub fn levels(&self) -> [Exact; 5] {
        let mut level = self.from;
        self.parts.map(|part| {
            level += part;
            level
        })
    }
}

/// What a part of the net profit comes to in a month, given today's bill.
fn in_month(part: Part, month: &Month<Exact>, bill: Exact) -> Exact {
    let at_todays_price = || bill * month.expected(|client| client.work);
    match part {
        Part::Price => month.revenue - at_todays_price(),
        Part::Volume => at_todays_price() - month.expected(|client| client.delivery_cost),
        Part::Hours => -month.expected(|client| client.effort_cost),
        Part::Replacement => month.replacement_profit - month.idle_cost - month.acquisition,
        Part::Risk => -(month.other_client_costs() + month.one_offs),
    }
}
