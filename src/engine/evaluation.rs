//! Everything there is to know of one strategy.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;

use super::EngineError;
use super::basis::{Basis, RiskCosts};
use super::break_even::{self, AcceptBreakEven, BreakEven};
use super::cash;
use super::course::Course;
use super::distribution::{Distribution, Outcome, outcomes, worst_of};
use super::floor::{Floor, StatusQuo, floor};
use super::month::{ClientMonth, client_months};
use super::moves::{Move, moves_of};
use super::parallel;
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

/// What the other strategies are compared with.
struct Baseline<'a, N> {
    status_quo: &'a Evaluated<N>,
    /// Its net profit with freed hours unsold.
    unsold: N,
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
    let path = Path::of(&scenario.strategies[0], scenario, &basis, &release)?;
    let limit = floor(
        scenario,
        &basis,
        &release,
        &StatusQuo {
            course: &path.course,
            risks: path.risks,
            client: &path.client,
            worth: &path.worth,
            presence: &path.presence,
        },
    );
    let unsold_profit = path.net_profit_under(&unsold, &basis);
    let status_quo = path.evaluate(&scenario.strategies[0], scenario, &basis, unsold_profit, None)?;
    let baseline = Baseline { status_quo: &status_quo, unsold: unsold_profit };
    let others = parallel::each(&scenario.strategies[1..], scenario.months, |strategy| {
        let path = Path::of(strategy, scenario, &basis, &release)?;
        let unsold_profit = path.net_profit_under(&unsold, &basis);
        path.evaluate(strategy, scenario, &basis, unsold_profit, Some(&baseline))
    });
    let others: Vec<Evaluated<N>> = others.into_iter().collect::<Result<_, _>>()?;
    let strategies = iter::once(status_quo).chain(others).collect();
    if let Some(limit) = &limit
        && !(limit.price.is_sound(basis.today.price)
            && limit.extra_hours.is_none_or(|hours| hours.is_sound(basis.today.hours_worked)))
    {
        let strategy = scenario.strategies[0].id.clone();
        return Err(EngineError::NumbersRunOut { strategy, month: limit.month, figure: "floor" });
    }
    Ok(Evaluation { basis, floor: limit, strategies })
}

/// What a strategy brings in all, without its months.
#[derive(Clone, Copy, Debug)]
pub struct Outlook<N> {
    /// The expected net profit over the horizon.
    pub net_profit: N,
    /// How sure one has to be that the client accepts; only where the status quo is looked at, too.
    pub accept: Option<AcceptBreakEven<N>>,
}

/// The outlook of some strategies, by their positions, on the basis of the scenario.
///
/// # Errors
///
/// As in [`evaluate`].
pub fn outlooks<N: Number>(
    scenario: &Scenario<N>,
    basis: &Basis<N>,
    positions: &BTreeSet<usize>,
) -> Result<BTreeMap<usize, Outlook<N>>, EngineError> {
    let release = Release::redeployed(basis);
    let mut status_quo = None;
    let mut outlooks = BTreeMap::new();
    for position in positions {
        let strategy = &scenario.strategies[*position];
        let Path { course, worth, presence, .. } = Path::of(strategy, scenario, basis, &release)?;
        let net_profit = worth.net_profit(&presence);
        if !net_profit.is_sound(basis.money()) {
            let strategy = strategy.id.clone();
            return Err(EngineError::NumbersRunOut { strategy, month: scenario.months, figure: "net profit" });
        }
        if *position == 0 {
            status_quo = Some(net_profit);
        }
        let leaves_after = scenario.response.leaves_after;
        let accept = status_quo.and_then(|to_reach| break_even::accept(&course, &worth, basis, leaves_after, to_reach));
        outlooks.insert(*position, Outlook { net_profit, accept });
    }
    Ok(outlooks)
}

/// The moves of a strategy and its course.
///
/// # Errors
///
/// A date beyond the calendar, a raise lost in rounding.
pub fn planned_of<N: Number>(
    strategy: &Strategy<N>,
    scenario: &Scenario<N>,
    basis: &Basis<N>,
) -> Result<(Vec<Move<N>>, Course<N>), EngineError> {
    let moves = moves_of(strategy, scenario, &basis.today, &basis.calendar)?;
    let course = Course::follow(strategy, &moves, scenario, basis)?;
    Ok((moves, course))
}

/// The net profits of the months of the worst outcome of a strategy with its moves and its course.
///
/// # Errors
///
/// One of which 12 digits are not certain.
pub fn worst_case<N: Number>(
    strategy: &Strategy<N>,
    (moves, course): (Vec<Move<N>>, Course<N>),
    scenario: &Scenario<N>,
    basis: &Basis<N>,
    release: &Release<N>,
) -> Result<Vec<N>, EngineError> {
    let path = Path::on(course, strategy, moves, scenario, basis, release);
    match worst_of(&outcomes(&path.course, &path.worth, &path.presence)) {
        Some(worst) => worst_months(strategy, &path.course, worst, &path.client, &path.one_offs, basis),
        None => Ok(Vec::new()),
    }
}

/// The net profits of the months of an outcome.
fn worst_months<N: Number>(
    strategy: &Strategy<N>,
    course: &Course<N>,
    worst: &Outcome<N>,
    client: &[ClientMonth<N>],
    one_offs: &OneOffs<N>,
    basis: &Basis<N>,
) -> Result<Vec<N>, EngineError> {
    let presence = presence_in(worst.gone_in_month, course);
    monthly_net_profits(strategy, client, one_offs, &presence, basis)
}

/// Whether the client is there, 1 or 0, in months 0…T of the outcome in which it goes in a month, or, where there is none,
/// not before the planned end.
fn presence_in<N: Number>(gone_in_month: Option<u32>, course: &Course<N>) -> Vec<N> {
    let gone = gone_in_month.map_or(usize::MAX, |month| month as usize);
    (0..=course.months.len()).map(|t| if t >= gone || course.is_over(t) { N::ZERO } else { N::ONE }).collect()
}

/// An outcome of a strategy, month by month.
#[derive(Clone, Debug)]
pub struct OutcomeMonths<N> {
    /// What is in each month.
    pub months: Vec<Month<N>>,
    /// What each month brings as it is paid.
    pub paid: Vec<N>,
}

/// The outcome of a strategy in which the client goes in a month, or, where there is none, not before the planned end.
///
/// # Errors
///
/// As in [`evaluate`].
pub fn outcome_of<N: Number>(
    strategy: &Strategy<N>,
    gone_in_month: Option<u32>,
    scenario: &Scenario<N>,
    basis: &Basis<N>,
) -> Result<OutcomeMonths<N>, EngineError> {
    let Path { course, client, one_offs, .. } = Path::of(strategy, scenario, basis, &Release::redeployed(basis))?;
    let presence = presence_in(gone_in_month, &course);
    let months = project(strategy, &course, &client, &one_offs, &presence, basis)?;
    let net_profits: Vec<N> = months.iter().map(|month| month.net_profit).collect();
    let shares = cash::shares_paid(&course);
    let paid = cash::paid(&net_profits, &client, &presence, &course, &shares, scenario);
    Ok(OutcomeMonths { months, paid })
}

/// What an outcome brings, month by month.
#[derive(Clone, Debug)]
pub struct Brought<N> {
    /// With each bill when it is earned: the net profits.
    pub earned: Vec<N>,
    /// With each bill when it is paid.
    pub paid: Vec<N>,
}

/// What a strategy brings in each of some outcomes, by the month in which the client goes before the planned end.
///
/// # Errors
///
/// As in [`evaluate`].
pub fn brought_in<N: Number>(
    strategy: &Strategy<N>,
    gone_in_months: &[Option<u32>],
    scenario: &Scenario<N>,
    basis: &Basis<N>,
) -> Result<Vec<Brought<N>>, EngineError> {
    let Path { course, client, one_offs, .. } = Path::of(strategy, scenario, basis, &Release::redeployed(basis))?;
    let at_once = course.terms.iter().all(|terms| terms.payment_days == N::ZERO);
    let shares = cash::shares_paid(&course);
    let brought = |gone: &Option<u32>| {
        let presence = presence_in(*gone, &course);
        let earned = monthly_net_profits(strategy, &client, &one_offs, &presence, basis)?;
        let paid = || cash::paid(&earned, &client, &presence, &course, &shares, scenario);
        let paid = if at_once { earned.clone() } else { paid() };
        Ok(Brought { earned, paid })
    };
    gone_in_months.iter().map(brought).collect()
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

impl<N: Number> Path<N> {
    fn of(
        strategy: &Strategy<N>,
        scenario: &Scenario<N>,
        basis: &Basis<N>,
        release: &Release<N>,
    ) -> Result<Self, EngineError> {
        let (moves, course) = planned_of(strategy, scenario, basis)?;
        Ok(Self::on(course, strategy, moves, scenario, basis, release))
    }

    fn along(
        strategy: &Strategy<N>,
        moves: Vec<Move<N>>,
        scenario: &Scenario<N>,
        basis: &Basis<N>,
        release: &Release<N>,
    ) -> Result<Self, EngineError> {
        let course = Course::follow(strategy, &moves, scenario, basis)?;
        Ok(Self::on(course, strategy, moves, scenario, basis, release))
    }

    fn on(
        course: Course<N>,
        strategy: &Strategy<N>,
        moves: Vec<Move<N>>,
        scenario: &Scenario<N>,
        basis: &Basis<N>,
        release: &Release<N>,
    ) -> Self {
        let risks = RiskCosts::of(scenario, strategy, basis);
        let client = client_months(&course, &risks, scenario, basis);
        let one_offs = OneOffs::of(&risks, &client, &moves);
        let worth = Worth::of(&client, &one_offs, release, basis);
        let presence = course.presence(|month| month.factor, basis, scenario.response.leaves_after);
        Self { moves, course, risks, client, one_offs, worth, presence }
    }

    /// The net profit if what comes of freed hours is something else.
    fn net_profit_under(&self, release: &Release<N>, basis: &Basis<N>) -> N {
        Worth::of(&self.client, &self.one_offs, release, basis).net_profit(&self.presence)
    }

    fn evaluate(
        self,
        strategy: &Strategy<N>,
        scenario: &Scenario<N>,
        basis: &Basis<N>,
        unsold: N,
        baseline: Option<&Baseline<N>>,
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
        if let Some(Baseline { status_quo, .. }) = baseline {
            totals.compare(&months, &status_quo.months);
        }
        let to_reach = baseline.map_or(totals.net_profit, |baseline| baseline.status_quo.totals.net_profit);
        let break_even = BreakEven {
            accept: break_even::accept(&course, &worth, basis, leaves_after, to_reach),
            hour_value: baseline.and_then(|Baseline { status_quo, unsold: to_reach }| {
                break_even::hour_value(unsold, totals.freed_hours, *to_reach, status_quo.totals.freed_hours)
            }),
            volume_loss: break_even::volume_loss(&moves, &course, basis),
        };
        let distribution = Distribution::of(&course, &worth, &presence, to_reach);
        let evaluated =
            Evaluated { moves, course, months, totals, break_even, distribution, worst_net_profits: Vec::new() };
        evaluated.check(strategy, scenario, &worth.net_profit(&presence), basis)?;
        let Evaluated { course, distribution, .. } = &evaluated;
        let worst_net_profits = match distribution.worst_outcome().filter(|_| scenario.business.is_some()) {
            Some(worst) => worst_months(strategy, course, worst, &client, &one_offs, basis)?,
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
        let money = basis.money();
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
