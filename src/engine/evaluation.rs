//! Everything there is to know of one strategy.

use super::EngineError;
use super::basis::{Basis, RiskCosts};
use super::break_even::{self, BreakEven};
use super::course::Course;
use super::distribution::Distribution;
use super::floor::{Floor, StatusQuo, floor};
use super::month::{ClientMonth, client_months};
use super::moves::{Move, moves_of};
use super::projection::{Month, OneOffs, monthly_net_profits, project};
use super::totals::Totals;
use super::worth::{Release, Worth};
use crate::domain::{Scenario, Strategy};
use crate::number::Number;

/// The figures of a scenario.
#[derive(Clone, Debug)]
pub struct Evaluation<N> {
    /// What the strategies have in common, today among it.
    pub basis: Basis<N>,
    /// The planner's own limit.
    pub floor: Option<Floor<N>>,
    /// Each strategy in the order of the scenario, the status quo first.
    pub strategies: Vec<Evaluated<N>>,
}

/// The figures of one strategy.
#[derive(Clone, Debug)]
pub struct Evaluated<N> {
    /// Its dated moves.
    pub moves: Vec<Move<N>>,
    /// What is agreed and asked, month by month.
    pub course: Course<N>,
    /// The expected months.
    pub months: Vec<Month<N>>,
    /// The figures over the horizon.
    pub totals: Totals<N>,
    /// Where it equals the status quo.
    pub break_even: BreakEven<N>,
    /// Every outcome with its chance.
    pub distribution: Distribution<N>,
    /// The net profit of the months of the worst outcome, where a look at the cash needs it.
    pub worst_net_profits: Vec<N>,
}

/// A strategy on its way to being evaluated.
struct Path<N> {
    moves: Vec<Move<N>>,
    course: Course<N>,
    risks: RiskCosts<N>,
    client: Vec<ClientMonth<N>>,
    one_offs: OneOffs<N>,
    worth: Worth<N>,
    presence: Vec<N>,
}

/// Evaluates all strategies of a scenario.
///
/// # Errors
///
/// Numbers that run out of digits, a raise lost in rounding, dates beyond the calendar: each names the strategy.
pub fn evaluate<N: Number>(scenario: &Scenario<N>) -> Result<Evaluation<N>, EngineError> {
    let basis = Basis::of(scenario)?;
    let release = Release::redeployed(&basis);
    let unsold = Release::unsold(&basis);
    let mut strategies: Vec<Evaluated<N>> = Vec::with_capacity(scenario.strategies.len());
    let mut status_quo_unsold = None;
    let mut limit = None;
    for strategy in &scenario.strategies {
        let path = Path::of(strategy, scenario, &basis, &release)?;
        let unsold_profit = Worth::of(&path.client, &path.one_offs, &unsold, &basis).net_profit(&path.presence);
        let baseline_unsold = *status_quo_unsold.get_or_insert(unsold_profit);
        if strategies.is_empty() {
            let status_quo = StatusQuo {
                course: &path.course,
                risks: path.risks,
                client: &path.client,
                worth: &path.worth,
                presence: &path.presence,
            };
            limit = floor(scenario, &basis, &release, &status_quo);
        }
        let evaluated =
            path.evaluate(strategy, scenario, &basis, strategies.first(), unsold_profit, baseline_unsold)?;
        strategies.push(evaluated);
    }
    if let Some(limit) = &limit
        && !(limit.price.is_sound(basis.today.price)
            && limit.extra_hours.is_none_or(|hours| hours.is_sound(basis.today.hours_worked)))
    {
        let strategy = scenario.strategies[0].id.clone();
        return Err(EngineError::NumbersRunOut { strategy, month: limit.month, figure: "floor" });
    }
    Ok(Evaluation { basis, floor: limit, strategies })
}

/// The expected net profit of a strategy with other moves than its own.
///
/// # Errors
///
/// A raise lost in rounding.
pub fn net_profit_with<N: Number>(
    strategy: &Strategy<N>,
    moves: Vec<Move<N>>,
    scenario: &Scenario<N>,
    basis: &Basis<N>,
) -> Result<N, EngineError> {
    let path = Path::along(strategy, moves, scenario, basis, &Release::redeployed(basis))?;
    Ok(path.worth.net_profit(&path.presence))
}

/// The expected net profits of all strategies, and nothing else.
///
/// # Errors
///
/// As of [`evaluate`], but for figures that lose their digits: with floating point they cannot be told.
pub fn net_profits<N: Number>(scenario: &Scenario<N>) -> Result<Vec<N>, EngineError> {
    let basis = Basis::of(scenario)?;
    let release = Release::redeployed(&basis);
    let net_profit = |strategy| {
        let path = Path::of(strategy, scenario, &basis, &release)?;
        Ok(path.worth.net_profit(&path.presence))
    };
    scenario.strategies.iter().map(net_profit).collect()
}

impl<N: Number> Path<N> {
    fn of(
        strategy: &Strategy<N>,
        scenario: &Scenario<N>,
        basis: &Basis<N>,
        release: &Release<N>,
    ) -> Result<Self, EngineError> {
        let moves = moves_of(strategy, scenario, &basis.today, &basis.calendar)?;
        Self::along(strategy, moves, scenario, basis, release)
    }

    fn along(
        strategy: &Strategy<N>,
        moves: Vec<Move<N>>,
        scenario: &Scenario<N>,
        basis: &Basis<N>,
        release: &Release<N>,
    ) -> Result<Self, EngineError> {
        let course = Course::follow(strategy, &moves, scenario, basis)?;
        let risks = RiskCosts::of(scenario, strategy);
        let client = client_months(&course, &risks, scenario, basis);
        let one_offs = OneOffs::of(&risks, &client, &moves);
        let worth = Worth::of(&client, &one_offs, release, basis);
        let presence = course.presence(|month| month.factor, basis, scenario.response.leaves_after);
        Ok(Self { moves, course, risks, client, one_offs, worth, presence })
    }

    fn evaluate(
        self,
        strategy: &Strategy<N>,
        scenario: &Scenario<N>,
        basis: &Basis<N>,
        status_quo: Option<&Evaluated<N>>,
        unsold: N,
        status_quo_unsold: N,
    ) -> Result<Evaluated<N>, EngineError> {
        let Self { moves, course, client, one_offs, worth, presence, .. } = self;
        let leaves_after = scenario.response.leaves_after;
        let months = project(strategy, &course, &client, &one_offs, &presence, basis)?;
        let mut totals = Totals::of(&months, basis);
        totals.accepts = course.accepts();
        totals.if_accepted = worth.net_profit(&course.presence(|_| N::ONE, basis, leaves_after));
        totals.if_refused = (course.asks > 0).then(|| {
            let refuses = |month: &super::course::CourseMonth<N>| if month.asks { N::ZERO } else { N::ONE };
            worth.net_profit(&course.presence(refuses, basis, leaves_after))
        });
        if let Some(status_quo) = status_quo {
            totals.compare(&months, &status_quo.months);
        }
        let baseline = status_quo.map_or(totals.net_profit, |status_quo| status_quo.totals.net_profit);
        let freed_at_baseline = status_quo.map_or(totals.freed_hours, |status_quo| status_quo.totals.freed_hours);
        let break_even = BreakEven {
            accept: break_even::accept(&course, &worth, basis, leaves_after, baseline),
            hour_value: break_even::hour_value(unsold, totals.freed_hours, status_quo_unsold, freed_at_baseline),
            volume_loss: break_even::volume_loss(&moves, &course, basis),
        };
        let distribution = Distribution::of(&course, &worth, &presence, baseline);
        let evaluated =
            Evaluated { moves, course, months, totals, break_even, distribution, worst_net_profits: Vec::new() };
        evaluated.check(strategy, scenario, &worth.net_profit(&presence), basis)?;
        let worst_net_profits = match evaluated.distribution.worst_outcome().filter(|_| scenario.business.is_some()) {
            Some(worst) => {
                let gone = worst.gone_in_month.map_or(usize::MAX, |month| month as usize);
                let path: Vec<N> = (0..presence.len())
                    .map(|t| if t >= gone || evaluated.course.is_over(t) { N::ZERO } else { N::ONE })
                    .collect();
                monthly_net_profits(strategy, &client, &one_offs, &path, basis)?
            }
            None => Vec::new(),
        };
        Ok(Evaluated { worst_net_profits, ..evaluated })
    }
}

impl<N: Number> Evaluated<N> {
    /// Every total known to 12 digits, and the months added up equal to the worth of the months with the client.
    fn check(
        &self,
        strategy: &Strategy<N>,
        scenario: &Scenario<N>,
        by_worth: &N,
        basis: &Basis<N>,
    ) -> Result<(), EngineError> {
        let totals = &self.totals;
        let money = basis.today.bill.larger(basis.today.cost_to_serve);
        let hours = basis.today.hours_worked;
        let rate = basis.today.rate;
        let figures = [
            ("client revenue", Some(totals.client_revenue), money),
            ("client hours", Some(totals.client_hours), hours),
            ("client margin", totals.client_margin, N::ONE),
            ("total revenue", Some(totals.total_revenue), money),
            ("hours worked", Some(totals.hours_worked), hours),
            ("rate of an hour worked", totals.rate_worked, rate),
            ("net profit", Some(totals.net_profit), money),
            ("net profit", Some(*by_worth), money),
            ("present value", Some(totals.present_value), money),
            ("chance of acceptance", Some(totals.accepts), N::ONE),
            ("net profit if accepted", Some(totals.if_accepted), money),
            ("net profit if refused", totals.if_refused, money),
            ("worst net profit", Some(self.distribution.worst), money),
            ("value of a freed hour", self.break_even.hour_value, rate),
        ];
        let broken = figures
            .into_iter()
            .find_map(|(figure, value, scale)| value.is_some_and(|value| !value.is_sound(scale)).then_some(figure));
        // What is computed twice must agree: the months added up, and the months' worth.
        let apart = (totals.net_profit - *by_worth).magnitude() > money * N::RATIO_TOLERANCE * N::whole(1000);
        match broken.or(apart.then_some("net profit")) {
            Some(figure) => {
                Err(EngineError::NumbersRunOut { strategy: strategy.id.clone(), month: scenario.months, figure })
            }
            None => Ok(()),
        }
    }
}
