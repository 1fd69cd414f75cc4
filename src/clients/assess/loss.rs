//! The business without the client: what has to be replaced, when it is, and the cash until then.

use crate::analysis::comparison::Comparison;
use crate::domain::{Business, Scenario};
use crate::engine::EngineError;
use crate::engine::basis::Basis;
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
    /// The months without it.
    pub without: OutcomeMonths<Exact>,
    /// The months if it stays and nothing changes.
    pub with: OutcomeMonths<Exact>,
}

/// The month in which the cash runs out, by each way of counting bills; none where it lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunsOutIn {
    /// With each bill when it is paid.
    pub paid: Option<u32>,
    /// With each bill when it is earned, as for what rules a strategy out.
    pub earned: Option<u32>,
}

impl RunsOutIn {
    /// The sooner of the two.
    #[must_use]
    pub fn first(self) -> Option<u32> {
        self.paid.into_iter().chain(self.earned).min()
    }

    pub(super) fn of(outcome: &OutcomeMonths<Exact>, business: &Business<Exact>, basis: &Basis<Exact>) -> Self {
        let earned: Vec<Exact> = outcome.months.iter().map(|month| month.net_profit).collect();
        Self { paid: cash::runs_out(business, basis, &outcome.paid), earned: cash::runs_out(business, basis, &earned) }
    }
}

impl Loss {
    /// The profit that has to be replaced: what goes, and the cost that stays.
    #[must_use]
    pub fn to_replace(&self) -> Exact {
        self.profit + self.staying
    }

    /// What the rest of the business brings a month at first, after costs that stay.
    pub(super) fn rest(&self, business: &Business<Exact>, basis: &Basis<Exact>) -> Exact {
        cash::beside_client(business, basis) + self.without.months[0].net_profit + self.once
    }

    pub(super) fn of(scenario: &Scenario<Exact>, basis: &Basis<Exact>) -> Result<Self, EngineError> {
        let as_it_is = &scenario.strategies[0];
        let with = outcome_of(as_it_is, None, scenario, basis)?;
        let without = outcome_of(as_it_is, Some(1), scenario, basis)?;
        let brings = |month: &Month<Exact>| month.net_profit + month.one_offs;
        let again = |figure: &dyn Fn(&Month<Exact>) -> Exact| again_in(&with.months, &without.months, figure);
        Ok(Self {
            profit: with.months[0].client_profit,
            staying: without.months[0].idle_cost,
            once: without.months[0].one_offs,
            earned_again_in: again(&brings),
            revenue_again_in: again(&|month| month.revenue + month.replacement_revenue),
            last: without.months.last().map_or(Exact::ZERO, brings),
            without,
            with,
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
    /// How likely it runs out in any outcome; none where the client leaves today, or where nobody has judged what it
    /// answers.
    pub chance: Option<Exact>,
}

/// The cash if the client leaves today, then in the outcome of each strategy that is the worst for it; empty where no
/// cash is given.
pub(super) fn cash_paths(comparison: &Comparison, loss: &Loss) -> Result<Vec<CashPath>, EngineError> {
    let scenario = &comparison.scenario;
    let basis = &comparison.evaluation.basis;
    let Some(business) = &scenario.business else { return Ok(Vec::new()) };
    let path = |strategy, gone_in_month, paid: &[Exact], chance| CashPath {
        strategy,
        gone_in_month,
        in_hand: cash::in_hand(business, basis, paid).collect(),
        lowest: cash::lowest(business, basis, paid),
        runs_out_in: cash::runs_out(business, basis, paid),
        chance,
    };
    let mut paths = vec![path(None, Some(1), &loss.without.paid, None)];
    for (position, (strategy, outlook)) in scenario.strategies.iter().zip(&comparison.cash).enumerate() {
        let gone = outlook.paid.worst_gone_in;
        let chance = match outlook.paid.runs_out {
            Some(out) => out.chance,
            None => Some(Exact::ZERO),
        };
        paths.push(path(Some(position), gone, &outcome_of(strategy, gone, scenario, basis)?.paid, chance));
    }
    Ok(paths)
}
