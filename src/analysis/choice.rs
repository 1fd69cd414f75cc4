//! The choice: the candidates, the best of them, its lead, and what is dominated.

use std::cell::OnceCell;

use crate::domain::{RedFlag, Scenario, Strategy, Way};
use crate::engine::basis::Basis;
use crate::engine::cash;
use crate::engine::course::Course;
use crate::engine::evaluation::{Evaluated, Evaluation, planned_of, worst_case};
use crate::engine::moves::Move;
use crate::engine::worth::Release;
use crate::number::Number;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// What the best is the best by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Net profit over the horizon.
    #[default]
    NetProfit,
    /// Net profit at today's worth.
    PresentValue,
    /// Client and replacement revenue.
    TotalRevenue,
    /// Revenue for an hour worked.
    RateWorked,
    /// The net profit that one time in ten is not exceeded.
    P10,
    /// The lowest net profit.
    Worst,
}

impl By {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::NetProfit, Self::PresentValue, Self::TotalRevenue, Self::RateWorked, Self::P10, Self::Worst];

    /// The name on the command line and in results.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NetProfit => "net_profit",
            Self::PresentValue => "present_value",
            Self::TotalRevenue => "total_revenue",
            Self::RateWorked => "rate_worked",
            Self::P10 => "p10",
            Self::Worst => "worst",
        }
    }

    /// The metric with a name, written with `-` or `_`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.replace('-', "_");
        Self::ALL.into_iter().find(|by| by.name() == name)
    }

    /// The figure of a strategy; none where it has none, such as revenue for an hour without hours.
    pub fn of<N: Number>(self, strategy: &Evaluated<N>) -> Option<N> {
        match self {
            Self::NetProfit => Some(strategy.totals.net_profit),
            Self::PresentValue => Some(strategy.totals.present_value),
            Self::TotalRevenue => Some(strategy.totals.total_revenue),
            Self::RateWorked => strategy.totals.rate_worked,
            Self::P10 => Some(strategy.distribution.p10),
            Self::Worst => Some(strategy.distribution.worst),
        }
    }
}

/// Why a strategy is not recommended whatever it earns.
#[derive(Clone, Debug, PartialEq)]
pub enum RuledOut<N> {
    /// It keeps a client that has to go.
    Flag {
        /// The flags that say so.
        flags: Vec<&'static RedFlag>,
        /// The day on which a move ends the engagement after the horizon; none where no move does.
        ends_on: Option<NaiveDate>,
    },
    /// It ends the engagement sooner than the contract allows.
    Termination {
        /// Calendar months of notice that the contract asks for.
        months: u32,
    },
    /// It raises the bill by more than the contract allows.
    Cap {
        /// The first month in which it does.
        month: u32,
        /// How far the bill is above that of a year before.
        raise: N,
        /// How far it may be.
        allowed: N,
    },
    /// The cash would run out in its worst outcome.
    Cash {
        /// The month in which it would.
        month: u32,
        /// How far below 0 the cash would fall: with so much more in hand it would last.
        short: N,
    },
}

impl<N> RuledOut<N> {
    /// What rules it out, in a word.
    #[must_use]
    pub fn by(&self) -> &'static str {
        match self {
            Self::Flag { .. } => "flag",
            Self::Termination { .. } | Self::Cap { .. } => "contract",
            Self::Cash { .. } => "cash",
        }
    }
}

/// Why there is no recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoChoice {
    /// A candidate raises the bill and nothing says how the client takes it: the biggest ask would always look best.
    Unjudged,
    /// Everything is ruled out.
    NoCandidate,
}

/// The choice among the strategies; positions count as in the scenario.
#[derive(Clone, Debug)]
pub struct Choice<N> {
    /// What rules each strategy out.
    pub ruled_out: Vec<Option<RuledOut<N>>>,
    /// The candidate that dominates each strategy.
    pub dominated_by: Vec<Option<usize>>,
    /// The best candidate, or why there is none.
    pub best: Result<usize, NoChoice>,
    /// The second best.
    pub runner_up: Option<usize>,
    /// How far the best is ahead of the second best.
    pub lead: Option<N>,
    /// Whether the lead is less than 2 % of the larger of the two.
    pub close_call: bool,
    /// Whether no rounding could have made the lead: it is more than a millionth of the larger of the two.
    pub clear: bool,
}

impl<N: Number> Choice<N> {
    /// Chooses.
    pub fn among(scenario: &Scenario<N>, evaluation: &Evaluation<N>, by: By) -> Self {
        let strategies = &evaluation.strategies;
        let basis = &evaluation.basis;
        let as_it_is = || {
            let status_quo = strategies.first().map_or(&[] as &[N], |status_quo| &status_quo.worst_net_profits);
            cash_runs_out(scenario, basis, status_quo).is_some()
        };
        let ruled_out: Vec<_> = scenario
            .strategies
            .iter()
            .zip(strategies)
            .map(|(strategy, evaluated)| {
                let planned = (evaluated.moves.as_slice(), &evaluated.course);
                rules_out(scenario, basis, strategy, planned, &evaluated.worst_net_profits, as_it_is)
            })
            .collect();
        let candidates: Vec<usize> = (0..strategies.len()).filter(|position| ruled_out[*position].is_none()).collect();
        let dominated_by = (0..strategies.len()).map(|position| dominator(position, &candidates, strategies)).collect();
        let choice = Self {
            ruled_out,
            dominated_by,
            best: Err(NoChoice::NoCandidate),
            runner_up: None,
            lead: None,
            close_call: false,
            clear: true,
        };
        if candidates.iter().any(|position| strategies[*position].course.unjudged) {
            return Self { best: Err(NoChoice::Unjudged), ..choice };
        }
        let Some(best) = best_of(&candidates, strategies, by) else { return choice };
        let others: Vec<usize> = candidates.into_iter().filter(|position| *position != best).collect();
        let runner_up = best_of(&others, strategies, by);
        let figures = runner_up.and_then(|second| by.of(&strategies[best]).zip(by.of(&strategies[second])));
        let lead = figures.map(|(first, second)| first - second);
        let larger = figures.map_or(N::ZERO, |(first, second)| first.magnitude().larger(second.magnitude()));
        let close_call = lead.is_some_and(|lead| lead < larger * N::from_decimal(Decimal::new(2, 2)));
        let clear = lead.is_none_or(|lead| lead > larger * N::from_decimal(Decimal::new(1, 6)));
        Self { best: Ok(best), runner_up, lead, close_call, clear, ..choice }
    }
}

/// The position with the highest figure; of equals the earliest.
fn best_of<N: Number>(positions: &[usize], strategies: &[Evaluated<N>], by: By) -> Option<usize> {
    let figure = |position: usize| by.of(&strategies[position]);
    positions.iter().copied().reduce(|best, position| match (figure(best), figure(position)) {
        (Some(highest), Some(figure)) if figure.is_more_money_than(highest) => position,
        (None, Some(_)) => position,
        _ => best,
    })
}

/// What rules strategies out, where they are looked at one by one.
pub struct Allowing<'s, N> {
    scenario: &'s Scenario<N>,
    basis: &'s Basis<N>,
    release: &'s Release<N>,
    /// Whether the cash runs out as it is.
    as_it_is: OnceCell<bool>,
}

impl<'s, N: Number> Allowing<'s, N> {
    /// In a scenario, with what its strategies have in common.
    pub fn new(scenario: &'s Scenario<N>, basis: &'s Basis<N>, release: &'s Release<N>) -> Self {
        Self { scenario, basis, release, as_it_is: OnceCell::new() }
    }

    /// Whether nothing rules a strategy out; none where that cannot be computed.
    pub fn allows(&self, position: usize) -> Option<bool> {
        let Self { scenario, basis, .. } = self;
        let strategy = &scenario.strategies[position];
        let planned = planned_of(strategy, scenario, basis).ok()?;
        if contract_rules_out(scenario, basis, strategy, (&planned.0, &planned.1)).is_some() {
            return Some(false);
        }
        if scenario.business.is_none() {
            return Some(true);
        }
        Some(!self.cash_runs_out(strategy, planned)? || *self.as_it_is.get_or_init(|| self.runs_out_as_it_is()))
    }

    fn runs_out_as_it_is(&self) -> bool {
        let status_quo = &self.scenario.strategies[0];
        let planned = planned_of(status_quo, self.scenario, self.basis).ok();
        planned.and_then(|planned| self.cash_runs_out(status_quo, planned)).unwrap_or(false)
    }

    fn cash_runs_out(&self, strategy: &Strategy<N>, planned: (Vec<Move<N>>, Course<N>)) -> Option<bool> {
        let months = worst_case(strategy, planned, self.scenario, self.basis, self.release).ok()?;
        Some(cash_runs_out(self.scenario, self.basis, &months).is_some())
    }
}

/// What rules a strategy out: a flag, the contract, the cash, in this order. The cash is looked at in the months of the
/// worst outcome, and only where it runs out there it is asked whether it does as it is, too.
fn rules_out<N: Number>(
    scenario: &Scenario<N>,
    basis: &Basis<N>,
    strategy: &Strategy<N>,
    planned: (&[Move<N>], &Course<N>),
    worst_months: &[N],
    as_it_is: impl FnOnce() -> bool,
) -> Option<RuledOut<N>> {
    contract_rules_out(scenario, basis, strategy, planned).or_else(|| {
        let month = cash_runs_out(scenario, basis, worst_months)?;
        let (_, lowest) = cash::lowest(scenario.business.as_ref()?, basis, worst_months);
        (!as_it_is()).then_some(RuledOut::Cash { month, short: -lowest })
    })
}

/// What rules a strategy out whatever it brings: a flag, the contract.
fn contract_rules_out<N: Number>(
    scenario: &Scenario<N>,
    basis: &Basis<N>,
    strategy: &Strategy<N>,
    (moves, course): (&[Move<N>], &Course<N>),
) -> Option<RuledOut<N>> {
    let keeps_client = course.ends_in.is_none();
    let flags: Vec<_> = scenario.flags.iter().filter(|flag| flag.says_leave()).map(|flag| flag.red_flag).collect();
    if keeps_client && !flags.is_empty() {
        let ends = |one: &&Move<N>| one.parts.withdrawal.is_some_and(|withdrawal| withdrawal.work >= N::ONE);
        let after_the_plan = moves.iter().find(|one| one.month.is_none() && ends(one));
        return Some(RuledOut::Flag { flags, ends_on: after_the_plan.map(|one| one.effective) });
    }
    let contract = &scenario.contract;
    if matches!(strategy.way, Way::ExitNow(_)) && contract.termination_months > 0 {
        return Some(RuledOut::Termination { months: contract.termination_months });
    }
    if let Some(allowed) = contract.max_raise
        && let Some((month, raise)) = course.breaks_cap(allowed, scenario.price_step, basis.today.price)
    {
        return Some(RuledOut::Cap { month, raise, allowed });
    }
    None
}

/// The month in which the cash falls below 0; none where it does not or no cash is given.
fn cash_runs_out<N: Number>(scenario: &Scenario<N>, basis: &Basis<N>, net_profits: &[N]) -> Option<u32> {
    cash::runs_out(scenario.business.as_ref()?, basis, net_profits)
}

/// The candidate that brings at least as much net profit for at most as many hours worked, one of them strictly; of
/// several the one with the most net profit.
fn dominator<N: Number>(position: usize, candidates: &[usize], strategies: &[Evaluated<N>]) -> Option<usize> {
    let tolerance = N::MONEY_TOLERANCE;
    let of = |position: usize| (strategies[position].totals.net_profit, strategies[position].totals.hours_worked);
    let (profit, hours) = of(position);
    let dominates = |other: &usize| {
        let (other_profit, other_hours) = of(*other);
        let at_least_as_good = other_profit >= profit - tolerance && other_hours <= hours + tolerance;
        let strictly = other_profit > profit + tolerance || other_hours < hours - tolerance;
        *other != position && at_least_as_good && strictly
    };
    let dominators: Vec<usize> = candidates.iter().copied().filter(dominates).collect();
    best_of(&dominators, strategies, By::NetProfit)
}
