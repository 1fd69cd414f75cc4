//! A month with the client, line by line.

use std::ops::Deref;
use std::sync::Arc;

use super::basis::{Basis, RiskCosts};
use super::course::Course;
use super::terms::Terms;
use crate::domain::Scenario;
use crate::number::Number;

/// The lines of a month with the client that stay the same until something is agreed anew. Money a month, hours a month.
#[derive(Clone, Debug)]
pub struct Agreed<N> {
    /// The price part with surcharges, and the fees.
    pub bill: N,
    /// Hours on the invoice.
    pub billed_hours: N,
    /// Hours that are not.
    pub extra_hours: N,
    /// Both: the hours that the client takes.
    pub hours: N,
    /// The share of today's billed work that it takes.
    pub work: N,
    /// Never paid or disputed away.
    pub uncollected: N,
    /// What waiting for the money costs.
    pub financing: N,
    /// What the leaving that this client causes costs.
    pub turnover: N,
    /// Pay for those who face the client.
    pub bonus: N,
    /// What may happen while it is served.
    pub serving_risk: N,
    /// Delivery and effort at today's prices: what is set free when the client goes.
    pub cost_today: N,
    /// The part of the open balance that would be lost if the client went the month after.
    pub open_balance_lost: N,
}

/// The lines of a month, given that the client is there: those agreed, and those that rise with costs.
#[derive(Clone, Debug)]
pub struct ClientMonth<N> {
    /// Shared by all months in which it holds.
    agreed: Arc<Agreed<N>>,
    /// What the billed work costs.
    pub delivery_cost: N,
    /// What the extra hours cost.
    pub effort_cost: N,
    /// The bill minus all costs.
    pub profit: N,
}

impl<N> Deref for ClientMonth<N> {
    type Target = Agreed<N>;

    fn deref(&self) -> &Agreed<N> {
        &self.agreed
    }
}

impl<N: Number> Agreed<N> {
    /// Nothing: after the end.
    const NOTHING: Self = Self {
        bill: N::ZERO,
        billed_hours: N::ZERO,
        extra_hours: N::ZERO,
        hours: N::ZERO,
        work: N::ZERO,
        uncollected: N::ZERO,
        financing: N::ZERO,
        turnover: N::ZERO,
        bonus: N::ZERO,
        serving_risk: N::ZERO,
        cost_today: N::ZERO,
        open_balance_lost: N::ZERO,
    };

    /// The lines at given terms, where the client's work is multiplied by `volume`.
    pub fn at(terms: &Terms<N>, volume: N, risks: &RiskCosts<N>, scenario: &Scenario<N>, basis: &Basis<N>) -> Self {
        let today = &basis.today;
        let payment = &scenario.payment;
        let work = terms.work_kept * volume;
        let bill = terms.bill(today, work);
        let billed_hours = today.billed_hours * work;
        let extra_hours = terms.extra_hours;
        let hours = billed_hours + extra_hours;
        Self {
            bill,
            billed_hours,
            extra_hours,
            hours,
            work,
            uncollected: bill * (payment.bad_debt + payment.disputed),
            financing: bill * terms.payment_days * payment.cost_of_capital / N::whole(365),
            turnover: basis.turnover * terms.turnover_left * hours / today.hours_worked,
            bonus: terms.bonus_share * bill + terms.bonus_monthly,
            serving_risk: risks.serving,
            cost_today: today.delivery_cost * work + today.extra_hour_cost * extra_hours,
            open_balance_lost: open_balance_lost(bill, terms.payment_days, scenario),
        }
    }
}

impl<N: Number> ClientMonth<N> {
    /// The lines at given terms and today's costs, where the client's work is multiplied by `volume`.
    pub fn at(terms: &Terms<N>, volume: N, risks: &RiskCosts<N>, scenario: &Scenario<N>, basis: &Basis<N>) -> Self {
        let agreed = Arc::new(Agreed::at(terms, volume, risks, scenario, basis));
        Self::costing(agreed, basis.today.delivery_cost, basis.today.extra_hour_cost)
    }

    /// The same lines at the costs of a month, from 1 on.
    #[must_use]
    pub fn at_costs_of(&self, month: usize, basis: &Basis<N>) -> Self {
        Self::costing(self.agreed.clone(), basis.delivery_costs[month - 1], basis.extra_hour_costs[month - 1])
    }

    /// The lines where delivering all of today's work and an extra hour cost so much.
    fn costing(agreed: Arc<Agreed<N>>, delivery: N, extra_hour: N) -> Self {
        let delivery_cost = delivery * agreed.work;
        let effort_cost = extra_hour * agreed.extra_hours;
        let Agreed { bill, uncollected, financing, turnover, bonus, serving_risk, .. } = *agreed;
        let profit = bill - delivery_cost - effort_cost - uncollected - financing - turnover - bonus - serving_risk;
        Self { agreed, delivery_cost, effort_cost, profit }
    }

    /// Nothing: after the end.
    fn nothing() -> Self {
        Self { agreed: Arc::new(Agreed::NOTHING), delivery_cost: N::ZERO, effort_cost: N::ZERO, profit: N::ZERO }
    }
}

/// The part of the open balance that is lost when the client goes: bills of `days` days, 365 days being 12 bills.
pub fn open_balance_lost<N: Number>(bill: N, days: N, scenario: &Scenario<N>) -> N {
    scenario.payment.last_bills_unpaid * bill * days * N::whole(12) / N::whole(365)
}

/// The lines of months 0…T of a course; month 0 is today, of which only what is set free or lost by going counts.
pub fn client_months<N: Number>(
    course: &Course<N>,
    risks: &RiskCosts<N>,
    scenario: &Scenario<N>,
    basis: &Basis<N>,
) -> Vec<ClientMonth<N>> {
    let mut lines = ClientMonth::at(&course.terms[0], N::ONE, risks, scenario, basis);
    let nothing = ClientMonth::nothing();
    let mut months = Vec::with_capacity(course.months.len() + 1);
    months.push(lines.clone());
    let (mut terms_before, mut volume, mut index_before, mut costs_before) = (0, N::ONE, N::ONE, N::ONE);
    for (position, month) in course.months.iter().enumerate() {
        if course.is_over(position + 1) {
            months.push(nothing.clone());
            continue;
        }
        let costs = basis.costs[position];
        let agreed_anew = month.terms != terms_before || month.highest_index != index_before;
        if month.highest_index != index_before {
            // A client that stays may buy less: work times V = X^(−elasticity).
            volume = month.highest_index.power(-scenario.response.hours_elasticity);
        }
        if agreed_anew {
            lines = ClientMonth::at(&course.terms[month.terms], volume, risks, scenario, basis);
        }
        if agreed_anew || costs != costs_before {
            lines = lines.at_costs_of(position + 1, basis);
        }
        months.push(lines.clone());
        (terms_before, index_before, costs_before) = (month.terms, month.highest_index, costs);
    }
    months
}
