//! What is the same for every strategy of a scenario, worked out once.

use std::collections::BTreeMap;
use std::iter::successors;

use super::EngineError;
use super::calendar::Calendar;
use super::today::Today;
use crate::domain::{Replacement, Risk, RiskWhen, Scenario, Strategy};
use crate::number::{Number, monthly_powers};

/// What the strategies of a scenario have in common. Vectors by month begin with month 1.
#[derive(Clone, Debug)]
pub struct Basis<N> {
    /// The month with the client as it is.
    pub today: Today<N>,
    /// The months of the plan.
    pub calendar: Calendar,
    /// What prices in general have risen to, so that walk-away prices have too: `(1+drift)^((t−1)/12)`.
    pub prices_in_general: Vec<N>,
    /// What costs have risen to: `κ(t)`.
    pub costs: Vec<N>,
    /// What delivering all of today's work costs then.
    pub delivery_costs: Vec<N>,
    /// What an extra hour costs then.
    pub extra_hour_costs: Vec<N>,
    /// What goes on of a unit of today's cost when it is idle then.
    pub idle_costs: Vec<N>,
    /// The chance that a client that nothing is asked of is still there: `(1−b)^(t−1)`.
    pub stays: Vec<N>,
    /// What money at the end of a month is worth today.
    pub discounts: Vec<N>,
    /// What each risk of the scenario may cost: a month while serving, else when it comes.
    pub risks: Vec<N>,
    /// What turnover costs a month at today's hours, before any retention.
    pub turnover: N,
    /// What the work in place of the client brings; none: freed hours stay unsold.
    pub redeployment: Option<Redeployment<N>>,
    /// The share of the cost of freed, unsold hours that goes on.
    pub cost_stays: N,
}

/// What a redeployed hour brings.
#[derive(Clone, Debug)]
pub struct Redeployment<N> {
    /// Revenue of a redeployed hour, by month.
    pub revenue: Vec<N>,
    /// Profit of a redeployed hour, by month.
    pub profit: Vec<N>,
    /// What finding work for one hour a month costs.
    pub acquisition: N,
    /// Months until the first freed hour is sold again.
    pub lag_months: usize,
    /// Months over which the sold share grows.
    pub ramp_months: usize,
    /// By how much the sold share grows in each of them.
    pub fill_a_month: N,
}

impl<N: Number> Basis<N> {
    /// Works it out.
    ///
    /// # Errors
    ///
    /// A figure of today that a decimal cannot hold, or a plan that the calendar cannot.
    pub fn of(scenario: &Scenario<N>) -> Result<Self, EngineError> {
        Self::within(scenario, Calendar::of(scenario)?)
    }

    /// The same where the calendar is known: it is the scenario's, whatever its numbers are.
    ///
    /// # Errors
    ///
    /// A figure of today that a decimal cannot hold.
    pub fn within(scenario: &Scenario<N>, calendar: Calendar) -> Result<Self, EngineError> {
        let basis = Self::undiscounted(scenario, calendar)?;
        Ok(Self { discounts: discounts(scenario.discount, &basis.calendar, scenario.months), ..basis })
    }

    /// The same for net profits alone, without what money at the end of a month is worth today.
    ///
    /// # Errors
    ///
    /// A figure of today that a decimal cannot hold.
    pub fn undiscounted(scenario: &Scenario<N>, calendar: Calendar) -> Result<Self, EngineError> {
        let today = Today::of(scenario);
        for (figure, value, scale) in today.figures() {
            if !value.is_sound(scale) {
                return Err(EngineError::NumbersRunOut { strategy: first_strategy(scenario), month: 1, figure });
            }
        }
        let months = scenario.months;
        let costs = monthly_powers(N::ONE + scenario.costs_increase, months);
        let staying = N::ONE - scenario.response.churn;
        let cost_stays = scenario.cost_stays.unwrap_or(N::ZERO);
        let stays = successors(Some(N::ONE), |there| Some(*there * staying)).take(months as usize).collect();
        Ok(Self {
            prices_in_general: monthly_powers(N::ONE + scenario.response.drift, months),
            stays,
            discounts: Vec::new(),
            risks: scenario.risks.iter().map(expected_cost).collect(),
            turnover: scenario
                .team
                .map_or(N::ZERO, |team| team.people * chance_a_month(team.quit_chance) * team.replacement_cost),
            redeployment: scenario
                .replacement
                .as_ref()
                .map(|replacement| Redeployment::of(replacement, &today, &costs)),
            delivery_costs: costs.iter().map(|risen| *risen * today.delivery_cost).collect(),
            extra_hour_costs: costs.iter().map(|risen| *risen * today.extra_hour_cost).collect(),
            idle_costs: idle_costs(&costs, cost_stays),
            cost_stays,
            today,
            calendar,
            costs,
        })
    }

    /// The same where another share of the cost of freed, unsold hours goes on.
    #[must_use]
    pub fn with_cost_staying(self, share: N) -> Self {
        Self { idle_costs: idle_costs(&self.costs, share), cost_stays: share, ..self }
    }

    /// The scale of an amount of money in a month: digits are counted from it.
    pub fn money(&self) -> N {
        self.today.bill.larger(self.today.cost_to_serve)
    }
}

/// The strategy that a message about all of them names.
fn first_strategy<N>(scenario: &Scenario<N>) -> String {
    scenario.strategies.first().map_or_else(String::new, |first| first.id.clone())
}

impl<N: Number> Redeployment<N> {
    fn of(replacement: &Replacement<N>, today: &Today<N>, costs: &[N]) -> Self {
        let unpaid = replacement.unpaid_share.unwrap_or(N::ZERO);
        let months = u32::try_from(costs.len()).unwrap_or(u32::MAX);
        let revenue: Vec<N> = monthly_powers(N::ONE + replacement.increase, months)
            .into_iter()
            .map(|risen| (N::ONE - unpaid) * replacement.rate * risen)
            .collect();
        let profit = revenue
            .iter()
            .zip(costs)
            .map(|(revenue, cost)| *revenue * replacement.margin - unpaid * *cost * today.extra_hour_cost)
            .collect();
        Self {
            revenue,
            profit,
            acquisition: replacement.acquisition_cost / today.hours_worked,
            lag_months: replacement.lag_months as usize,
            ramp_months: replacement.ramp_months as usize,
            fill_a_month: replacement.fill / N::whole(replacement.ramp_months),
        }
    }
}

/// The chance in a month of what happens at least once in a year with a chance: `1 − (1 − chance)^(1/12)`.
pub fn chance_a_month<N: Number>(chance_a_year: N) -> N {
    if chance_a_year == N::ZERO {
        return N::ZERO;
    }
    N::ONE - (N::ONE - chance_a_year).power(N::ONE / N::whole(12))
}

/// What goes on, month by month, of a unit of today's cost that is idle, if a share of it goes on.
fn idle_costs<N: Number>(costs: &[N], share: N) -> Vec<N> {
    costs.iter().map(|risen| share * *risen).collect()
}

/// What a risk may cost, at its chance: a month while serving, else when it comes.
fn expected_cost<N: Number>(risk: &Risk<N>) -> N {
    let chance = if risk.when == RiskWhen::Serving { chance_a_month(risk.chance) } else { risk.chance };
    chance * risk.cost
}

/// `(1+discount)^(−days/365)` for the days from the start to the end of each month, by the factor of one day.
fn discounts<N: Number>(discount: N, calendar: &Calendar, months: u32) -> Vec<N> {
    if discount == N::ZERO {
        return vec![N::ONE; months as usize];
    }
    let a_day = (N::ONE + discount).power(-N::ONE / N::whole(365));
    let (mut worth, mut days) = (N::ONE, 0);
    // Months have four lengths.
    let mut a_month = BTreeMap::new();
    (1..=months)
        .map(|month| {
            let length = calendar.days_to_end(month) - days;
            worth = worth * *a_month.entry(length).or_insert_with(|| a_day.repeated(length));
            days += length;
            worth
        })
        .collect()
}

/// What the risks that threaten a strategy cost.
#[derive(Clone, Copy, Debug)]
pub struct RiskCosts<N> {
    /// Once, at the start.
    pub start: N,
    /// In a month with the client.
    pub serving: N,
    /// When the client goes.
    pub exit: N,
}

impl<N: Number> RiskCosts<N> {
    /// Adds up the scenario's risks.
    pub fn of(scenario: &Scenario<N>, strategy: &Strategy<N>, basis: &Basis<N>) -> Self {
        let mut costs = Self { start: N::ZERO, serving: N::ZERO, exit: N::ZERO };
        for (risk, cost) in scenario.risks.iter().zip(&basis.risks).filter(|(risk, _)| risk.threatens(strategy)) {
            match risk.when {
                RiskWhen::Start => costs.start += *cost,
                RiskWhen::Serving => costs.serving += *cost,
                RiskWhen::Exit => costs.exit += *cost,
            }
        }
        costs
    }
}
