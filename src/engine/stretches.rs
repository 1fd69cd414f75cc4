//! Expected net profits by stretches: the months between two moves are summed at once.
//!
//! Between two moves nothing is agreed anew, so a month with the client is worth `A − κ(t)·D` with the same `A` and `D`
//! throughout, and the chance that it is there is `F · stays(t)` with the same `F` (see [`super::worth`] for the worth of
//! a month and for `W` and `Y`). The sums over a stretch are differences of running sums, which all strategies share:
//!
//! `Σ P(t) · month(t) = F · (A · Σ stays − D · Σ (κ − ΔY) · stays − h · Σ ΔW · stays)`, less `P(t−1) − P(t)` times what going
//! costs, which within a stretch telescopes.
//!
//! The formulas of what is agreed, of the client's answer and of the lines of a month are those of the months; that both
//! ways agree is tested over random scenarios.

use super::EngineError;
use super::basis::{Basis, RiskCosts};
use super::calendar::Calendar;
use super::course::{Course, Step};
use super::month::Agreed;
use super::moves::moves_of;
use super::worth::Release;
use crate::domain::{Scenario, Strategy};
use crate::number::Number;

/// Running sums over the months 1…t, for t from 0 on, each month weighed with the chance that nothing drove the client
/// away.
struct Sums<N> {
    /// Of 1.
    there: Vec<N>,
    /// Of what a unit of today's cost costs, less what it would go on to cost if it were idle.
    costs: Vec<N>,
    /// Of what an hour that is set free brings.
    hours: Vec<N>,
}

impl<N: Number> Sums<N> {
    fn of(basis: &Basis<N>, release: &Release<N>) -> Self {
        let running = |of_month: &dyn Fn(usize) -> N| {
            let mut sum = N::ZERO;
            let mut sums = Vec::with_capacity(basis.stays.len() + 1);
            sums.push(sum);
            for (month, stays) in basis.stays.iter().enumerate() {
                sum += of_month(month) * *stays;
                sums.push(sum);
            }
            sums
        };
        Self {
            there: running(&|_| N::ONE),
            costs: running(&|month| basis.costs[month] - release.cost.of_a_month[month]),
            hours: running(&|month| release.hour.of_a_month[month]),
        }
    }
}

/// What the strategies of a scenario have in common.
pub struct Ground<N> {
    /// The basis.
    pub basis: Basis<N>,
    /// What comes of freed hours.
    pub release: Release<N>,
    sums: Sums<N>,
    /// Net profit without any month with the client.
    without: N,
}

impl<N: Number> Ground<N> {
    /// Works it out, on the scenario's calendar.
    ///
    /// # Errors
    ///
    /// A figure of today that the numbers cannot hold.
    pub fn of(scenario: &Scenario<N>, calendar: Calendar) -> Result<Self, EngineError> {
        let basis = Basis::undiscounted(scenario, calendar)?;
        let release = Release::redeployed(&basis);
        let sums = Sums::of(&basis, &release);
        let without = without_client(&basis, &release);
        Ok(Self { basis, release, sums, without })
    }

    /// The expected net profit of a strategy, and nothing else.
    ///
    /// # Errors
    ///
    /// As of [`super::evaluation::evaluate`], but for figures that lose their digits: with floating point they cannot be
    /// told.
    pub fn net_profit(&self, strategy: &Strategy<N>, scenario: &Scenario<N>) -> Result<N, EngineError> {
        Ok(self.without + with_client(strategy, scenario, &self.basis, &self.sums)?)
    }
}

/// The expected net profits of all strategies, and nothing else.
///
/// # Errors
///
/// As of [`Ground::of`] and [`Ground::net_profit`].
pub fn net_profits<N: Number>(scenario: &Scenario<N>) -> Result<Vec<N>, EngineError> {
    let ground = Ground::of(scenario, Calendar::of(scenario)?)?;
    scenario.strategies.iter().map(|strategy| ground.net_profit(strategy, scenario)).collect()
}

/// What the horizon brings without any month with the client.
fn without_client<N: Number>(basis: &Basis<N>, release: &Release<N>) -> N {
    basis.today.hours_worked * release.hour.from_start - basis.today.cost_to_serve * release.cost.from_start
}

/// What the months with the client add, and what its going costs.
fn with_client<N: Number>(
    strategy: &Strategy<N>,
    scenario: &Scenario<N>,
    basis: &Basis<N>,
    sums: &Sums<N>,
) -> Result<N, EngineError> {
    let moves = moves_of(strategy, scenario, &basis.today, &basis.calendar)?;
    let course = Course::at_moves(strategy, &moves, scenario, basis)?;
    let risks = RiskCosts::of(scenario, strategy, basis);
    let lines_at = |step: Option<&Step<N>>| {
        let (terms, highest_index) = step.map_or((0, N::ONE), |step| (step.now.terms, step.now.highest_index));
        let volume = if scenario.response.hours_elasticity == N::ZERO || highest_index == N::ONE {
            N::ONE
        } else {
            highest_index.power(-scenario.response.hours_elasticity)
        };
        Agreed::at(&course.terms[terms], volume, &risks, scenario, basis)
    };
    let months = scenario.months as usize;
    let leaves_after = scenario.response.leaves_after as usize;
    let month_of = |step: &Step<N>| step.month as usize;
    let end = course.ends_in.map_or(months + 1, |month| month as usize);
    let (mut agreed, mut answered) = (course.steps.iter().peekable(), course.steps.iter().peekable());
    let mut lines = lines_at(None);
    let (mut sum, mut accepted, mut there, mut lost) = (-risks.start, N::ONE, N::ONE, lines.open_balance_lost);
    let mut month = 1;
    while month < end {
        if let Some(step) = agreed.next_if(|step| month_of(step) == month) {
            lines = lines_at(Some(step));
        }
        if let Some(step) = answered.next_if(|step| month_of(step) + leaves_after == month) {
            accepted = accepted * step.now.factor;
        }
        let next_agreed = agreed.peek().map_or(end, |step| month_of(step));
        let next_answered = answered.peek().map_or(end, |step| month_of(step) + leaves_after);
        let next = next_agreed.min(next_answered).min(end);
        let over = |sums: &[N]| sums[next - 1] - sums[month - 1];
        let (first, last) = (accepted * basis.stays[month - 1], accepted * basis.stays[next - 2]);
        let Agreed { bill, uncollected, financing, turnover, bonus, serving_risk, open_balance_lost, .. } = lines;
        let without_costs = bill - uncollected - financing - turnover - bonus - serving_risk;
        let in_stretch =
            without_costs * over(&sums.there) - lines.cost_today * over(&sums.costs) - lines.hours * over(&sums.hours);
        sum += accepted * in_stretch
            - (there - first) * (risks.exit + lost)
            - (first - last) * (risks.exit + open_balance_lost);
        (there, lost, month) = (last, open_balance_lost, next);
    }
    if end <= months {
        sum -= there * (risks.exit + lost);
        let letting_go = moves.iter().filter(|scheduled| scheduled.month.is_some_and(|month| month as usize == end));
        for letting_go in letting_go.filter_map(|scheduled| scheduled.parts.letting_go) {
            sum -= there * (letting_go.refund - letting_go.referral_fee);
        }
    }
    Ok(sum)
}
