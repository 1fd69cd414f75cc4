//! The business without the client: what has to be replaced, when it is, and the cash until then.

use crate::analysis::comparison::Comparison;
use crate::engine::EngineError;
use crate::engine::cash;
use crate::engine::evaluation::{OutcomeMonths, outcome_of};
use crate::engine::projection::Month;
use crate::number::{Exact, Number};

/// What is lost if the client leaves today and nothing else is done. Money a month, unless said otherwise.
#[derive(Clone, Debug)]
pub struct Loss {
    /// What the client leaves in month 1 after all that serving it costs: the profit that goes.
    pub profit: Exact,
    /// Cost that stays in month 1 although nobody works for it.
    pub staying: Exact,
    /// What comes once when it goes: the open balance, risks.
    pub once: Exact,
    /// The month from which on the hours set free earn as much as the client would; none within the horizon.
    pub earned_again_in: Option<u32>,
    /// The month from which on they bring as much revenue as the client would; none within the horizon.
    pub revenue_again_in: Option<u32>,
    /// What they bring in the last month, after costs that stay.
    pub last: Exact,
    /// The months.
    pub without: OutcomeMonths<Exact>,
}

impl Loss {
    /// The profit that has to be replaced: what goes, and the cost that stays.
    #[must_use]
    pub fn to_replace(&self) -> Exact {
        self.profit + self.staying
    }

    pub(super) fn of(comparison: &Comparison) -> Result<Self, EngineError> {
        let scenario = &comparison.scenario;
        let basis = &comparison.evaluation.basis;
        let as_it_is = &scenario.strategies[0];
        let with = outcome_of(as_it_is, None, scenario, basis)?.months;
        let without = outcome_of(as_it_is, Some(1), scenario, basis)?;
        let brings = |month: &Month<Exact>| month.net_profit + month.one_offs;
        let again = |figure: &dyn Fn(&Month<Exact>) -> Exact| again_in(&with, &without.months, figure);
        Ok(Self {
            profit: with[0].client_profit,
            staying: without.months[0].idle_cost,
            once: without.months[0].one_offs,
            earned_again_in: again(&brings),
            revenue_again_in: again(&|month| month.revenue + month.replacement_revenue),
            last: without.months.last().map_or(Exact::ZERO, brings),
            without,
        })
    }
}

/// The month from which on a figure is as high without the client as with it, until the end.
fn again_in(with: &[Month<Exact>], without: &[Month<Exact>], figure: &dyn Fn(&Month<Exact>) -> Exact) -> Option<u32> {
    let lower = with.iter().zip(without).rposition(|(with, without)| figure(with).is_more_money_than(figure(without)));
    let first = lower.map_or(0, |last_lower| last_lower + 1);
    without.get(first).map(|month| month.month)
}

/// The cash over the months of one outcome, late payment included.
#[derive(Clone, Debug)]
pub struct CashPath {
    /// Which strategy; none: the client leaves today.
    pub strategy: Option<usize>,
    /// The month in which the client goes of its own accord; none: it does not.
    pub gone_in_month: Option<u32>,
    /// The cash in hand at the end of each month.
    pub in_hand: Vec<Exact>,
    /// The lowest of it, and its month.
    pub lowest: (u32, Exact),
    /// The month in which it falls below 0.
    pub runs_out_in: Option<u32>,
}

/// The cash if the client leaves today, then in each strategy's worst outcome; empty where no cash is given.
pub(super) fn cash_paths(comparison: &Comparison, loss: &Loss) -> Result<Vec<CashPath>, EngineError> {
    let scenario = &comparison.scenario;
    let basis = &comparison.evaluation.basis;
    let Some(business) = &scenario.business else { return Ok(Vec::new()) };
    let path = |strategy, gone_in_month, paid: &[Exact]| {
        let in_hand: Vec<Exact> = cash::in_hand(business, basis, paid).collect();
        let lower = |lowest: (u32, Exact), next: (u32, Exact)| if next.1 < lowest.1 { next } else { lowest };
        let lowest = (1..).zip(in_hand.iter().copied()).reduce(lower).unwrap_or((0, business.cash));
        CashPath { strategy, gone_in_month, in_hand, lowest, runs_out_in: cash::runs_out(business, basis, paid) }
    };
    let mut paths = vec![path(None, Some(1), &loss.without.paid)];
    for (position, strategy) in scenario.strategies.iter().enumerate() {
        let worst = comparison.evaluation.strategies[position].distribution.worst_outcome();
        let gone = worst.and_then(|worst| worst.gone_in_month);
        paths.push(path(Some(position), gone, &outcome_of(strategy, gone, scenario, basis)?.paid));
    }
    Ok(paths)
}
